"""Opening, correcting and closing accounts under /quan-tri/."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.actions import people
from accounts.models import AuditEvent, User
from accounts.permissions import Role
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "mot mat khau du dai 2026"
ADD = "admin:accounts_user_add"


@pytest.fixture
def keeper() -> User:
    """The person who keeps the system."""
    user: User = UserFactory(administrator=True)
    return user


@pytest.fixture
def desk(client: Client, keeper: User) -> Client:
    """Signed in as the keeper of the system."""
    client.force_login(keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def typed() -> dict[str, Any]:
    """What is typed for a new specialist."""
    return {
        "username": "ha.lt",
        "display_name": "Lê Thu Hà",
        "position": "Chuyên viên",
        "email": "ha@vidu.test",
        "role": Role.SPECIALIST.value,
        "agency": AgencyFactory().pk,
        "is_active": "on",
        "new_password": PASSWORD,
    }


def correct(desk: Client, account: User, **changes: Any) -> Any:
    """Open the page of an account, type over some boxes, save."""
    kept = {
        "username": account.username,
        "display_name": account.display_name,
        "position": account.position,
        "email": account.email,
        "role": account.role,
        "agency": account.agency_id or "",
        "is_active": "on",
    }
    sent = {name: value for name, value in (kept | changes).items() if value is not None}
    return desk.post(reverse("admin:accounts_user_change", args=[account.pk]), sent)


def errors(page: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.context["adminform"].form.errors
    return found


def test_a_new_person_signs_in_with_the_password_handed_over(
    desk: Client, typed: dict[str, Any]
) -> None:
    assert desk.post(reverse(ADD), typed).status_code == 302
    visitor = Client()
    visitor.post(reverse("account_login"), {"login": "ha.lt", "password": PASSWORD})
    assert visitor.get(reverse("projects:list")).status_code == 200
    assert visitor.get(reverse("admin:index"), follow=True).status_code == 403


def test_the_history_keeps_neither_password_nor_address(
    desk: Client, typed: dict[str, Any]
) -> None:
    desk.post(reverse(ADD), typed)
    (event,) = AuditEvent.objects.filter(subject_kind="user")
    assert event.verb == "user_added"
    assert event.new["display_name"] == "Lê Thu Hà"
    assert {"email", "password"} <= set(event.new)
    told = f"{event.old} {event.new} {event.summary}"
    stored = User.objects.get(username="ha.lt").password
    assert not any(secret in told for secret in (PASSWORD, stored, "ha@vidu.test"))


@pytest.mark.parametrize(
    ("changes", "box"),
    [
        pytest.param({"new_password": ""}, "new_password", id="without a password"),
        pytest.param({"new_password": "ngan"}, "new_password", id="a short password"),
        pytest.param(
            {"new_password": "le.thu.ha.2026", "username": "le.thu.ha.2026"},
            "new_password",
            id="a password like the name",
        ),
        pytest.param({"email": "DA-CO@vidu.test"}, "email", id="an address of another account"),
        pytest.param({"username": "da-co"}, "username", id="a name that is taken"),
        pytest.param({"agency": ""}, "__all__", id="an officer without an agency"),
        pytest.param({"role": "vua"}, "role", id="an unknown role"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    desk: Client, typed: dict[str, Any], changes: dict[str, str], box: str
) -> None:
    UserFactory(username="da-co", email="da-co@vidu.test")
    before = User.objects.count()
    answer = desk.post(reverse(ADD), typed | changes)
    assert answer.status_code == 200
    assert list(errors(answer)) == [box]
    assert User.objects.count() == before


def test_a_correction_without_a_password_keeps_the_one_there_is(desk: Client) -> None:
    account = UserFactory()
    assert correct(desk, account, display_name="Tên Mới").status_code == 302
    now = User.objects.get(pk=account.pk)
    assert (now.display_name, now.password) == ("Tên Mới", account.password)
    (event,) = AuditEvent.objects.filter(subject_kind="user")
    assert event.new == {"display_name": "Tên Mới"}


def test_a_closed_account_is_out_at_once(desk: Client) -> None:
    account = UserFactory()
    person = Client()
    person.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert person.get(reverse("projects:list")).status_code == 200
    correct(desk, account, is_active=None)
    assert person.get(reverse("projects:list")).status_code == 302


def test_a_new_password_ends_what_was_open_with_the_old_one(desk: Client) -> None:
    account = UserFactory()
    person = Client()
    person.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    correct(desk, account, new_password=PASSWORD)
    assert person.get(reverse("projects:list")).status_code == 302


def test_djangos_staff_mark_follows_the_role(desk: Client) -> None:
    account = UserFactory()
    correct(desk, account, role=Role.ADMINISTRATOR.value)
    assert User.objects.get(pk=account.pk).is_staff
    correct(desk, account, role=Role.INSPECTOR.value)
    assert not User.objects.get(pk=account.pk).is_staff


def test_an_earlier_address_no_longer_leads_to_the_account(desk: Client) -> None:
    account = UserFactory(email="cu@vidu.test")
    EmailAddress.objects.create(user=account, email="cu@vidu.test", primary=True, verified=True)
    correct(desk, account, email="moi@vidu.test")
    assert not EmailAddress.objects.filter(email="cu@vidu.test").exists()


def test_nobody_takes_away_the_own_rights(desk: Client, keeper: User) -> None:
    page = desk.get(reverse("admin:accounts_user_change", args=[keeper.pk]))
    assert not {"role", "is_active"} & set(page.context["adminform"].form.fields)
    correct(desk, keeper, role=Role.INVESTOR.value, is_active=None, display_name="Tên Mới")
    now = User.objects.get(pk=keeper.pk)
    assert (now.role, now.is_active, now.display_name) == (Role.ADMINISTRATOR, True, "Tên Mới")


@pytest.mark.parametrize(
    "change", [{"role": Role.INVESTOR}, {"is_active": False}], ids=["the role", "the account"]
)
def test_the_action_refuses_it_too(keeper: User, change: dict[str, Any]) -> None:
    account = User.objects.get(pk=keeper.pk)
    for name, value in change.items():
        setattr(account, name, value)
    with pytest.raises(people.OwnRights):
        people.keep_account(account=account, by=keeper)
    assert User.objects.get(pk=keeper.pk).role == Role.ADMINISTRATOR


def test_who_changes_the_own_password_stays_signed_in(desk: Client, keeper: User) -> None:
    correct(desk, keeper, new_password=PASSWORD)
    assert User.objects.get(pk=keeper.pk).check_password(PASSWORD)
    assert desk.get(reverse("admin:index")).status_code == 200

"""The pages of people: finding, inviting, correcting, closing accounts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import people
from accounts.models import AuditEvent, Invitation, User
from accounts.permissions import Role
from tests.factories import (
    AgencyFactory,
    DeputyshipFactory,
    InvitationOpen,
    ProjectFactory,
    UserFactory,
)
from tests.support.people import activate, code_on, is_in, signed_in

pytestmark = pytest.mark.django_db

USABLE = "argon2$some-password"
PEOPLE = "accounts:people"


@pytest.fixture
def keeper() -> User:
    """The person who keeps the accounts."""
    user: User = UserFactory(administrator=True, password=USABLE, display_name="Quản Trị")
    return user


@pytest.fixture
def desk(keeper: User) -> Client:
    return signed_in(keeper)


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
    }


def named(page: Any) -> set[str]:
    return {row.account.username for row in page.context["rows"]}


def events(verb: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(verb=verb).order_by("pk"))


# The list


def test_the_list_tells_states_apart(desk: Client) -> None:
    now = timezone.now()
    UserFactory(username="dang-dung", password=USABLE)
    InvitationOpen(
        user=UserFactory(username="da-moi"), created_at=now, expires_at=now + timedelta(days=1)
    )
    InvitationOpen(
        user=UserFactory(username="qua-han"),
        created_at=now - timedelta(days=15),
        expires_at=now - timedelta(days=1),
    )
    left = UserFactory(username="da-nghi", is_active=False)
    ProjectFactory(officer=left)
    long_ago = now - timedelta(days=40)
    UserFactory(username="lau-roi", password=USABLE, last_login=long_ago)
    found = {
        state: named(desk.get(reverse(PEOPLE), {"trang_thai": state}))
        for state in ("da-moi", "het-han", "da-dong", "sap-dong", "con-ho-so")
    }
    assert found == {
        "da-moi": {"da-moi"},
        "het-han": {"qua-han"},
        "da-dong": {"da-nghi"},
        "sap-dong": {"lau-roi"},
        "con-ho-so": {"da-nghi"},
    }
    assert {"dang-dung", "lau-roi"} <= named(desk.get(reverse(PEOPLE), {"trang_thai": "hoat-dong"}))


def test_people_are_found_without_accents_by_role_and_agency(desk: Client) -> None:
    agency = AgencyFactory()
    UserFactory(username="ha", display_name="Lê Thị Thu Hằng", agency=agency)
    UserFactory(username="to", display_name="Tô Văn Dũng", inspector=True)
    for query, expected in (
        ({"q": "thu hang"}, {"ha"}),
        ({"q": "DUNG to"}, {"to"}),
        ({"vai_tro": "inspector"}, {"to"}),
        ({"co_quan": agency.pk}, {"ha"}),
        ({"q": "khong co ai"}, set()),
    ):
        page = desk.get(reverse(PEOPLE), query)
        assert named(page) == expected, query


def test_a_condition_that_cannot_be_read_is_left_out(desk: Client) -> None:
    page = desk.get(reverse(PEOPLE), {"vai_tro": "vua", "co_quan": "x", "trang": "-7"})
    assert page.status_code == 200
    assert named(page)


@pytest.mark.parametrize("name", ["accounts:people", "accounts:deputies", "projects:portfolios"])
def test_a_page_costs_the_same_whatever_the_number_of_people(desk: Client, name: str) -> None:
    def more() -> None:
        for _n in range(6):
            row = DeputyshipFactory(to_date=timezone.localdate() + timedelta(days=300))
            ProjectFactory(officer=row.absent)
            InvitationOpen(user=row.deputy)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(reverse(name)).status_code == 200
        return len(asked)

    more()
    few = cost()
    more()
    assert cost() == few <= 16


# Inviting and correcting


def test_a_person_invited_activates_with_the_code_shown_once(
    desk: Client, typed: dict[str, Any]
) -> None:
    page = desk.post(reverse("accounts:invite"), typed)
    code = code_on(page)
    assert "no-store" in page["Cache-Control"]
    account = User.objects.get(username="ha.lt")
    assert not account.has_usable_password()
    assert code not in desk.get(reverse("accounts:person", args=[account.pk])).content.decode()
    person = Client()
    assert activate(person, "ha.lt", code).status_code == 302
    assert is_in(person)


def test_the_link_also_goes_by_mail(desk: Client, typed: dict[str, Any]) -> None:
    code = code_on(desk.post(reverse("accounts:invite"), typed))
    (message,) = mail.outbox
    assert message.to == ["ha@vidu.test"]
    assert f"/kich-hoat/{code}/?ten=ha.lt" in message.body
    assert "&#x27;" not in message.body


def test_without_an_address_nothing_is_sent(desk: Client, typed: dict[str, Any]) -> None:
    assert code_on(desk.post(reverse("accounts:invite"), typed | {"email": ""}))
    assert mail.outbox == []


def test_a_mail_server_that_is_away_costs_nothing(
    desk: Client, typed: dict[str, Any], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = desk.post(reverse("accounts:invite"), typed)
    assert code_on(page)
    assert page.context["sent"] is False


def test_the_history_keeps_neither_address_nor_password(
    desk: Client, typed: dict[str, Any]
) -> None:
    desk.post(reverse("accounts:invite"), typed)
    (event,) = events("user_added")
    assert event.new["display_name"] == "Lê Thu Hà"
    told = f"{event.old} {event.new} {event.summary}"
    assert "ha@vidu.test" not in told
    assert User.objects.get(username="ha.lt").password not in told


@pytest.mark.parametrize(
    ("changes", "box"),
    [
        pytest.param({"email": "DA-CO@vidu.test"}, "email", id="an address of another account"),
        pytest.param({"email": "khong phai"}, "email", id="not an address"),
        pytest.param({"username": "DA-CO"}, "username", id="a name that is taken"),
        pytest.param({"username": "ha@vidu.test"}, "username", id="a name like an address"),
        pytest.param({"username": "h\u0430.lt"}, "username", id="a Cyrillic letter like a"),
        pytest.param({"display_name": ""}, "display_name", id="without a name"),
        pytest.param({"agency": ""}, "__all__", id="an officer without an agency"),
        pytest.param({"role": "vua"}, "role", id="an unknown role"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_what_was_typed(
    desk: Client, typed: dict[str, Any], changes: dict[str, str], box: str
) -> None:
    UserFactory(username="da-co", email="da-co@vidu.test")
    before = User.objects.count()
    answer = desk.post(reverse("accounts:invite"), typed | changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [box]
    assert "Chuyên viên" in answer.content.decode()
    assert (User.objects.count(), Invitation.objects.count()) == (before, 0)


def test_an_investor_needs_no_agency(desk: Client, typed: dict[str, Any]) -> None:
    investor = typed | {"role": Role.INVESTOR.value, "agency": ""}
    assert code_on(desk.post(reverse("accounts:invite"), investor))


def correct(desk: Client, account: User, **changes: Any) -> Any:
    kept = {
        "username": account.username,
        "display_name": account.display_name,
        "position": account.position,
        "email": account.email,
        "role": account.role,
        "agency": account.agency_id or "",
    }
    return desk.post(reverse("accounts:correct", args=[account.pk]), kept | changes)


def test_a_correction_is_written_with_what_changed_only(desk: Client) -> None:
    account = UserFactory(password=USABLE)
    assert correct(desk, account, display_name="Tên Mới").status_code == 302
    now = User.objects.get(pk=account.pk)
    assert (now.display_name, now.password) == ("Tên Mới", account.password)
    (event,) = events("user_changed")
    assert event.new == {"display_name": "Tên Mới"}
    shown = desk.get(reverse("accounts:person", args=[account.pk])).content.decode()
    assert event.summary in shown


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


def test_nobody_changes_the_own_role(desk: Client, keeper: User) -> None:
    correct(desk, keeper, role=Role.INVESTOR.value, display_name="Tên Mới")
    now = User.objects.get(pk=keeper.pk)
    assert (now.role, now.display_name) == (Role.ADMINISTRATOR, "Tên Mới")
    now.role = Role.INVESTOR
    with pytest.raises(people.OwnRights):
        people.keep_account(account=now, by=keeper)

"""The pages of people: finding, inviting, correcting, closing accounts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.actions import inviting, leaving, people
from accounts.models import AuditEvent, Invitation, User
from accounts.permissions import Role
from projects.models import Project
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


# Closing


def close(desk: Client, account: User, **said: Any) -> Any:
    typed = {"reason": "Nghỉ hưu"} | said
    return desk.post(reverse("accounts:close", args=[account.pk]), typed)


def test_a_leaver_is_out_of_every_browser_at_once(desk: Client) -> None:
    account = UserFactory(password=USABLE)
    office, phone = signed_in(account), signed_in(account)
    assert is_in(office)
    assert is_in(phone)
    assert close(desk, account).status_code == 302
    assert not is_in(office)
    assert not is_in(phone)
    inviting.invite_again(
        account_id=account.pk, by=User.objects.get(display_name="Quản Trị"), at=timezone.now()
    )
    assert not is_in(phone), "an account that opens again does not revive old sessions"


def test_projects_are_handed_over_or_left_by_an_explicit_choice(desk: Client) -> None:
    account, heir = UserFactory(), UserFactory()
    project = ProjectFactory(officer=account)
    page = desk.get(reverse("accounts:close", args=[account.pk])).content.decode()
    assert 'name="choice"' in page
    assert close(desk, account).status_code == 422
    assert close(desk, account, choice="hand_over").status_code == 422
    assert User.objects.get(pk=account.pk).is_active
    assert close(desk, account, choice="hand_over", heir=heir.pk).status_code == 302
    assert Project.objects.get(pk=project.pk).officer == heir
    (event,) = events("project_handed_over")
    assert (event.project_id, event.reason) == (project.pk, "Nghỉ hưu")
    (told,) = events("user_closed")
    assert told.reason == "Nghỉ hưu"


def test_projects_may_stay_without_an_officer_when_somebody_says_so(desk: Client) -> None:
    account = UserFactory()
    project = ProjectFactory(officer=account)
    assert close(desk, account, choice="nobody").status_code == 302
    assert Project.objects.get(pk=project.pk).officer is None
    assert len(events("project_handed_over")) == 1


def test_the_action_itself_reassigns_nothing_in_silence(keeper: User) -> None:
    account = UserFactory()
    ProjectFactory(officer=account)
    with pytest.raises(leaving.NeedsAChoice):
        leaving.close_account(
            by=keeper,
            on=timezone.localdate(),
            at=timezone.now(),
            leaving=leaving.Leaving(account_id=account.pk, reason="x"),
        )


def test_stand_ins_and_invitations_end_with_the_account(desk: Client) -> None:
    today = timezone.localdate()
    account = UserFactory()
    absent = DeputyshipFactory(
        absent=account, from_date=today - timedelta(days=3), to_date=today + timedelta(days=3)
    )
    standing_in = DeputyshipFactory(
        deputy=account, from_date=today + timedelta(days=1), to_date=today + timedelta(days=3)
    )
    invitation = InvitationOpen(user=account)
    close(desk, account)
    absent.refresh_from_db()
    invitation.refresh_from_db()
    assert absent.to_date == today - timedelta(days=1)
    assert not type(standing_in).objects.filter(pk=standing_in.pk).exists()
    assert invitation.withdrawn_at is not None


def test_nobody_closes_oneself_and_the_last_administrator_stays(desk: Client, keeper: User) -> None:
    assert close(desk, keeper).status_code == 422
    other = UserFactory(specialist=True)
    with pytest.raises(leaving.LastAdministrator):
        leaving.close_account(
            by=other,
            on=timezone.localdate(),
            at=timezone.now(),
            leaving=leaving.Leaving(account_id=keeper.pk, reason="x"),
        )
    assert User.objects.get(pk=keeper.pk).is_active


def test_a_closed_account_is_closed_once(desk: Client) -> None:
    account = UserFactory(is_active=False)
    assert close(desk, account).status_code == 422
    assert events("user_closed") == []


# Accounts nobody uses

NIGHT = datetime(2026, 9, 1, 17, 20, tzinfo=UTC)


def idle(days: int, **facts: Any) -> User:
    last = NIGHT - timedelta(days=days, seconds=1)
    facts = {"password": USABLE, "last_login": last, "date_joined": last} | facts
    user: User = UserFactory(**facts)
    return user


def closed_at_night() -> list[User]:
    return leaving.close_idle(at=NIGHT, after=timedelta(days=45), spared=["quantri"])


def test_an_account_idle_for_45_days_is_closed_at_night() -> None:
    idle(0, administrator=True)
    gone, stays = idle(45), idle(44)
    never = idle(45, last_login=None)
    assert set(closed_at_night()) == {gone, never}
    assert closed_at_night() == []
    stays.refresh_from_db()
    assert stays.is_active
    (first, _second) = events("user_closed")
    assert (first.by_id, "45" in first.summary) == (None, True)


def test_who_was_invited_is_not_idle_and_demonstrations_go_on() -> None:
    idle(0, administrator=True)
    idle(60, password="!")
    idle(60, username="quantri")
    assert closed_at_night() == []


def test_the_last_administrator_is_never_closed_for_idleness() -> None:
    older, newer = idle(90, administrator=True), idle(60, administrator=True)
    assert closed_at_night() == [older]
    newer.refresh_from_db()
    assert newer.is_active


def test_the_night_asks_the_settings(settings: Any) -> None:
    idle(0, administrator=True, last_login=timezone.now())
    account = idle(0, last_login=timezone.now() - timedelta(days=46))
    settings.ACCOUNT_IDLE_DAYS = 0
    tasks.nightly_people()
    assert User.objects.get(pk=account.pk).is_active
    settings.ACCOUNT_IDLE_DAYS = 45
    tasks.nightly_people()
    assert not User.objects.get(pk=account.pk).is_active

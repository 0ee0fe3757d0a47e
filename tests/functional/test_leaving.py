"""Closing accounts: by hand, with everything that hangs on the person, or after a long silence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.actions import inviting, leaving
from accounts.models import AuditEvent, User
from projects.models import Project
from tests.factories import DeputyshipFactory, InvitationOpen, ProjectFactory, UserFactory
from tests.support.people import is_in, signed_in

pytestmark = pytest.mark.django_db

USABLE = "argon2$some-password"


@pytest.fixture
def keeper() -> User:
    """The person who keeps the accounts."""
    user: User = UserFactory(administrator=True, password=USABLE, display_name="Quản Trị")
    return user


@pytest.fixture
def desk(keeper: User) -> Client:
    return signed_in(keeper)


def events(verb: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(verb=verb).order_by("pk"))


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

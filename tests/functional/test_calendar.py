"""The calendar address: shown once, readable until it ends, nothing of what one may not see."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts.actions.attempts import MOST_IN_A_WINDOW
from accounts.models import User
from desk.models import CalendarFeed
from tests import factories as f

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 22, 3, 0, tzinfo=UTC)
LONG = "Nhà máy chế biến gỗ, dược liệu; nông sản \\ xuất khẩu Đồng Đăng — giai đoạn mở rộng " * 3


@pytest.fixture(autouse=True)
def now(settings) -> Any:
    settings.PORTAL_URL = "https://duan.vidu.test"
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer() -> User:
    user: User = f.UserFactory(specialist=True)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address_of(user: User) -> str:
    """Make an address and read it from the page, as a person does."""
    html = signed_in(user).post(reverse("deadlines:calendar")).content.decode()
    start = html.index('value="https://duan.vidu.test/lich/') + len('value="https://duan.vidu.test')
    return html[start : html.index('"', start)]


def entries(address: str) -> list[Any]:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def duty(officer: User, **more: Any) -> Any:
    project = f.ProjectNotStarted(officer=officer, agency=officer.agency, name=LONG[:390])
    return f.ObligationRunning(**{"project_id": project.pk, "due_date": date(2026, 12, 31)} | more)


def test_an_entry_is_a_whole_day_in_words(officer: User) -> None:
    row = f.ItemPlanned(project=(project := f.ProjectNotStarted(officer=officer, name=LONG[:390])))
    due = f.ObligationRunning(
        kind="I1",
        project_id=project.pk,
        subject_kind="schedule_item",
        subject_id=row.pk,
        due_date=date(2026, 12, 31),
    )
    address = address_of(officer)
    (event,) = entries(address)
    assert event["UID"] == f"han-{due.pk}@duan.vidu.test"
    assert event.decoded("DTSTART") == date(2026, 12, 31)
    assert event.decoded("DTEND") == date(2027, 1, 1)
    assert event.decoded("DTSTAMP") == due.computed_at
    assert project.code in event["SUMMARY"]
    assert project.name.strip() in event["DESCRIPTION"]
    assert f"https://duan.vidu.test/du-an/{project.code}/" in event["DESCRIPTION"]
    assert not event.subcomponents, "no alarm rings by itself"


def test_lines_are_folded_between_letters_and_come_back_whole(officer: User) -> None:
    row = f.ItemPlanned(project=(project := f.ProjectNotStarted(officer=officer, name=LONG[:390])))
    f.ObligationRunning(
        kind="I1", project_id=project.pk, subject_kind="schedule_item", subject_id=row.pk
    )
    raw = Client().get(address_of(officer)).content
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert project.name.strip() in str(event["DESCRIPTION"])


def test_only_what_is_in_the_owners_charge(officer: User) -> None:
    kept = duty(officer)
    duty(f.UserFactory(specialist=True))
    duty(officer, clock="met", met_date=date(2026, 3, 2))
    duty(officer, due_date=date(2030, 1, 1))
    given = duty(f.UserFactory(specialist=True), level=4, due_date=date(2026, 8, 30))
    f.FlagOpen(obligation=given, project_id=given.project_id, officer=officer, opened_on=NOW.date())
    uids = {str(event["UID"]) for event in entries(address_of(officer))}
    assert uids == {f"han-{row.pk}@duan.vidu.test" for row in (kept, given)}


def test_a_narrow_role_reads_nothing_of_others() -> None:
    commune = f.UserFactory(commune_officer=True)
    stranger = f.ProjectNotStarted()
    f.ObligationRunning(
        project_id=stranger.pk, bearer_agency=commune.agency, audience="staff", advisory=True
    )
    assert entries(address_of(commune)) == []


def test_only_a_digest_is_kept_and_the_reading_is_noted(officer: User) -> None:
    address = address_of(officer)
    feed = CalendarFeed.objects.get()
    secret = address.removeprefix("/lich/").removesuffix(".ics")
    assert len(secret) >= 43
    assert secret not in str(vars(feed))
    entries(address)
    feed.refresh_from_db()
    assert feed.read_at == NOW


def test_a_new_address_ends_the_old_one_and_ending_ends_it(officer: User) -> None:
    old, new = address_of(officer), address_of(officer)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert "/lich/" not in signed_in(officer).get(reverse("deadlines:calendar")).text.replace(
        reverse("deadlines:calendar"), ""
    )
    signed_in(officer).post(reverse("deadlines:calendar_revoke"))
    assert Client().get(new).status_code == 404


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "supervisor"}])
def test_an_owner_who_left_or_lost_the_right_is_read_no_more(
    officer: User, change: dict[str, Any]
) -> None:
    address = address_of(officer)
    User.objects.filter(pk=officer.pk).update(**change)
    assert Client().get(address).status_code == 404


def test_trying_addresses_is_counted_and_a_right_one_is_not(officer: User) -> None:
    address = address_of(officer)
    for _ in range(MOST_IN_A_WINDOW + 2):
        entries(address)
    for _ in range(MOST_IN_A_WINDOW):
        assert Client().get("/lich/khong-co.ics").status_code == 404
    assert Client().get("/lich/khong-co.ics").status_code == 429
    assert Client().get(address).status_code == 429


def test_a_stranger_makes_no_address() -> None:
    assert Client().post(reverse("deadlines:calendar")).status_code == 302
    assert not CalendarFeed.objects.exists()

"""What the person on call sees: alarms in words, each with what to do."""

from __future__ import annotations

import errno
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import redis
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg2.errors import DiskFull

from accounts.models import AuditEvent
from deadlines.models import SweepRun
from desk import jobs as desk_jobs
from desk.models import Job, Mailing
from investportal import signs
from investportal.health import WORK
from tests.factories import JobDone, JobFailed, JobQueued, MailingWaiting, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 22, 3, 0, tzinfo=UTC)  # ten o'clock in the morning there
TODAY = date(2026, 9, 22)


@pytest.fixture(autouse=True)
def now(monkeypatch, settings) -> Any:
    """A day on which both clocks agree and Redis answers."""
    settings.SWEEP_MOST_DAYS = 35
    monkeypatch.setattr(redis.Redis, "ping", lambda _self: True)
    monkeypatch.setattr(signs, "database_now", lambda: NOW)
    monkeypatch.setattr(signs, "free_space", lambda: 50 * 1024**3)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def keeper(client: Client) -> Client:
    """The administrator."""
    client.force_login(UserFactory(administrator=True))
    return client


def swept(days_ago: int, **more: Any) -> SweepRun:
    return SweepRun.objects.create(on=TODAY - timedelta(days_ago), finished_at=NOW, **more)


def alarms(client: Client) -> list[str]:
    answer = client.get(reverse("health"))
    assert answer.status_code == 200
    found: list[str] = answer.json()["alarms"]
    return found


def test_nothing_to_do_on_a_good_day(keeper: Client) -> None:
    swept(0, drift=0)
    assert alarms(keeper) == []
    page = keeper.get(reverse("system"))
    assert page.status_code == 200
    assert [sign.state for sign in page.context["signs"]] == ["ok"] * 10


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [
        pytest.param(2, "20/9/2026", id="late"),
        pytest.param(36, "manage.py sweep --confirm-day 2026-09-22", id="ahead"),
        pytest.param(-1, "manage.py sweep --confirm-day 2026-09-22", id="behind"),
    ],
)
def test_a_sweep_that_is_not_of_today_is_an_alarm_on_every_page(
    client: Client, days_ago: int, words: str
) -> None:
    run = swept(days_ago)
    (alarm,) = alarms(client)
    assert words in alarm
    for role, told in (("specialist", True), ("commune_officer", True), ("investor", False)):
        client.force_login(UserFactory(**{role: True}))
        page = client.get(reverse("home"), follow=True).content.decode()
        assert (f"{run.on.day}/{run.on.month}/2026" in page.partition("<footer")[0]) is told


@pytest.mark.parametrize("days_ago", [0, 1])
def test_a_sweep_of_today_or_yesterday_is_none(client: Client, days_ago: int) -> None:
    swept(days_ago)
    assert alarms(client) == []


def test_the_line_above_every_page_costs_no_question(client: Client) -> None:
    client.force_login(UserFactory())
    run = swept(0)
    with CaptureQueriesContext(connection) as calm:
        client.get(reverse("projects:list"))
    SweepRun.objects.filter(pk=run.pk).update(on=TODAY - timedelta(9))
    with CaptureQueriesContext(connection) as alarmed:
        assert client.get(reverse("projects:list")).status_code == 200
    assert len(alarmed) == len(calm)


@pytest.mark.parametrize(("seconds", "alarmed"), [(60, False), (61, True), (-3600, True)])
def test_two_clocks_that_differ(client: Client, monkeypatch, seconds: int, alarmed: bool) -> None:
    monkeypatch.setattr(signs, "database_now", lambda: NOW - timedelta(seconds=seconds))
    answer = client.get(reverse("health")).json()
    assert answer["clock_skew_seconds"] == seconds
    assert any(str(abs(seconds)) in alarm for alarm in answer["alarms"]) is alarmed


@pytest.mark.parametrize(
    ("minutes", "state"), [(5, "ok"), (6, "warn"), (30, "warn"), (31, "crit"), (-60, "ok")]
)
def test_a_job_that_waits(keeper: Client, minutes: int, state: str) -> None:
    JobQueued(created_at=NOW - timedelta(minutes=minutes))
    assert sign(keeper, "hang-doi").state == state


def sign(client: Client, anchor: str) -> signs.Sign:
    (found,) = [
        each
        for each in client.get(reverse("system")).context["signs"]
        if each.anchor == anchor and (anchor != "dong-ho" or each.state != "ok")
    ]
    return found


def test_drift_and_unsealed_rows_are_alarms(keeper: Client, monkeypatch) -> None:
    swept(0, drift=3, sums_drift=5)
    monkeypatch.setattr(signs, "unsealed_rows", lambda _at: 12)
    found = [sign(keeper, anchor).state for anchor in ("lech", "so-von", "niem-phong")]
    assert found == ["crit"] * 3
    answer = keeper.get(reverse("health")).json()
    told = (answer["drift"], answer["sums_drift"], answer["unsealed_rows"])
    assert (*told, len(answer["alarms"])) == (3, 5, 12, 3)


@pytest.mark.parametrize(
    ("free", "state"),
    [(None, "crit"), (2 * 1024**3, "ok"), (2 * 1024**3 - 1, "warn"), (512 * 1024**2 - 1, "crit")],
)
def test_space_for_documents(keeper: Client, monkeypatch, free: int | None, state: str) -> None:
    monkeypatch.setattr(signs, "free_space", lambda: free)
    assert sign(keeper, "day-dia").state == state


def test_free_space_is_asked_of_the_folder_that_will_be_made(
    settings, tmp_path, monkeypatch
) -> None:
    monkeypatch.undo()
    settings.FILES_ROOT = tmp_path / "not" / "yet"
    assert (signs.free_space() or 0) > 0


def test_a_failed_job_is_shown_with_its_error_and_tried_again(keeper: Client, monkeypatch) -> None:
    sent: list[int] = []
    monkeypatch.setattr("desk.tasks.run_job.apply_async", lambda args, **_o: sent.append(args[0]))
    job = JobFailed(handler="viec-thu", subject_id=7)
    page = keeper.get(reverse("system")).content.decode()
    assert "đĩa đầy" in page
    url = reverse("system_retry", args=[job.pk])
    assert url in page
    assert keeper.get(reverse("health")).json()["failed_jobs"] == 1
    keeper.post(url)
    again = Job.objects.latest("pk")
    assert (again.handler, again.subject_id, again.state) == ("viec-thu", 7, "queued")
    assert AuditEvent.objects.get(verb="retry_job").old == {"error": job.error}
    assert keeper.get(reverse("health")).json()["failed_jobs"] == 0
    keeper.post(url)
    assert Job.objects.count() == 2


def test_every_kind_of_job_has_words() -> None:
    assert set(WORK) == {name for name in desk_jobs._HANDLERS if "." in name}


def test_a_job_that_did_not_fail_is_not_tried_again(keeper: Client) -> None:
    assert keeper.post(reverse("system_retry", args=[JobDone().pk])).status_code == 404


def no_space() -> OperationalError:
    """What Django makes of PostgreSQL's words for a full disk."""
    error = OperationalError("could not extend file")
    error.__cause__ = DiskFull("could not extend file")
    return error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("gone"), 503),
        (no_space(), 507),
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (OSError(errno.EACCES, "Permission denied"), 500),
    ],
    ids=["no database", "database without space", "no space", "another fault"],
)
def test_a_fault_is_told_in_words(
    client: Client, monkeypatch, error: Exception, status: int
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr("investportal.views.render", fail)
    client.raise_request_exception = False
    answer = client.get("/khong-co-trang/")
    assert answer.status_code == status
    assert f'<p class="k">{status}</p>' in answer.content.decode()
    assert answer.has_header("Retry-After") is (status != 500)


def test_mails_that_wait_long_or_were_given_up_are_seen(keeper: Client) -> None:
    swept(0, drift=0)
    MailingWaiting(created_at=NOW - timedelta(minutes=30))
    assert alarms(keeper) == []
    MailingWaiting(created_at=NOW - timedelta(minutes=31))
    (alarm,) = alarms(keeper)
    assert "2" in alarm
    assert "EMAIL_URL" in alarm
    Mailing.objects.update(state="failed", error="OSError: away")
    (alarm,) = alarms(keeper)
    assert "2" in alarm
    assert keeper.get(reverse("health")).json()["mails_given_up"] == 2
    Mailing.objects.update(error="account closed")
    assert alarms(keeper) == []

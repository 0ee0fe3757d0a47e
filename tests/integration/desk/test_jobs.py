"""Background work: the row is the truth, whatever the broker or a worker does."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from desk import tasks
from desk.actions import jobs
from desk.jobs import handles
from desk.models import Job
from investportal.celery import app
from tests.factories import JobDone, JobFailed, JobQueued, JobRunning

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
LOCK_CLASS = 4501
SENT = "desk.tasks.run_job.apply_async"


@pytest.fixture(autouse=True)
def no_lock_outlives_its_test() -> Iterator[None]:
    """Locks of a session are not undone with the transaction of a test."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")


@pytest.fixture
def done() -> list[int]:
    """Subjects that the handler `viec-thu` was called with."""
    called: list[int] = []
    handles("viec-thu", called.append)
    return called


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of the jobs that went to the broker."""
    numbers: list[int] = []
    monkeypatch.setattr(SENT, lambda args, **_options: numbers.append(args[0]))
    return numbers


@contextmanager
def another_worker(job: Job) -> Iterator[None]:
    """Another process that works on the job: a connection of its own holds its lock."""
    theirs = connection.copy()
    with closing(theirs), theirs.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, job.pk])
        yield
        # A server under load ends a closed connection, and its locks, a moment later.
        cursor.execute("SELECT pg_advisory_unlock_all()")


def now(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_the_same_work_is_asked_once() -> None:
    first = jobs.ask(handler="viec-thu", subject_id=5, at=AT)
    second = jobs.ask(handler="viec-thu", subject_id=5, at=LATER)
    assert (second.pk, second.created_at) == (first.pk, AT)
    assert jobs.ask(handler="viec-thu", subject_id=6, at=AT).pk != first.pk


@pytest.mark.parametrize("over", [JobDone, JobFailed], ids=["done", "failed"])
def test_work_that_is_over_may_be_asked_again(over: Callable[..., Job]) -> None:
    before = over(handler="viec-thu", subject_id=5)
    assert jobs.ask(handler="viec-thu", subject_id=5, at=AT).pk != before.pk


def test_a_job_is_claimed_run_and_finished(done: list[int]) -> None:
    job = JobQueued(subject_id=5)
    tasks.run_job(job.pk)
    found = now(job)
    assert done == [5]
    assert (found.state, found.attempts, found.progress, found.error) == ("done", 1, 100, "")
    assert found.started_at
    assert found.finished_at


def test_a_message_delivered_twice_does_the_work_once(done: list[int]) -> None:
    job = JobQueued(subject_id=5)
    tasks.run_job(job.pk)
    tasks.run_job(job.pk)
    assert done == [5]
    assert now(job).attempts == 1


def test_a_message_delivered_while_another_worker_works_does_nothing(done: list[int]) -> None:
    job = JobRunning(subject_id=5)
    with another_worker(job):
        tasks.run_job(job.pk)
    assert done == []
    assert (now(job).state, now(job).attempts) == ("running", 1)


def test_a_redelivered_message_takes_over_from_a_killed_worker(done: list[int]) -> None:
    job = JobRunning(subject_id=5)
    tasks.run_job(job.pk)
    assert done == [5]
    assert (now(job).state, now(job).attempts) == ("done", 2)


def test_a_message_about_a_job_that_is_not_there_does_nothing(done: list[int]) -> None:
    tasks.run_job(987_654)
    assert done == []


def test_a_finished_job_lets_go_of_its_lock(done: list[int]) -> None:
    job = JobQueued()
    tasks.run_job(job.pk)
    with connection.cursor() as cursor:
        # Tests beside this one have databases and jobs of their own on the same server.
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
            " WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s",
            [job.pk],
        )
        assert cursor.fetchone() == (0,)


def test_a_failure_is_kept_and_the_job_waits_for_another_try() -> None:
    def fail(subject_id: int) -> None:
        raise OSError("đĩa đầy")

    handles("viec-hong", fail)
    job = JobQueued(handler="viec-hong")
    with pytest.raises(OSError, match="đĩa đầy"):
        tasks.run_job(job.pk)
    found = now(job)
    assert (found.state, found.attempts, found.error) == ("queued", 1, "OSError: đĩa đầy")
    assert found.finished_at is None


def test_the_last_try_fails_for_good(done: list[int]) -> None:
    job = JobQueued(handler="khong-ai-dang-ky", attempts=jobs.MAX_ATTEMPTS - 1)
    with pytest.raises(KeyError):
        tasks.run_job(job.pk)
    assert (now(job).state, now(job).attempts) == ("failed", jobs.MAX_ATTEMPTS)
    assert now(job).finished_at
    assert jobs.claim(job_id=job.pk, at=LATER) is None


def test_progress_is_told_of_a_running_job_only() -> None:
    running, waiting = JobRunning(subject_id=5), JobQueued(subject_id=6)
    for subject_id in (5, 6):
        jobs.advance(handler="viec-thu", subject_id=subject_id, progress=40)
    assert (now(running).progress, now(waiting).progress) == (40, 0)


def test_rescue_puts_back_the_job_of_a_dead_worker(sent: list[int], done: list[int]) -> None:
    dead = JobRunning(subject_id=5)
    tasks.requeue_left_behind()
    assert sent == [dead.pk]
    assert (now(dead).state, now(dead).error) == ("queued", "worker lost")
    tasks.run_job(dead.pk)
    assert done == [5]


def test_rescue_leaves_a_job_to_the_worker_that_holds_it() -> None:
    job = JobRunning()
    with another_worker(job):
        assert jobs.rescue(at=LATER) == []
    assert now(job).state == "running"
    assert jobs.rescue(at=LATER) == [job.pk]


def test_rescue_gives_up_on_a_job_that_kills_its_worker_every_time() -> None:
    job = JobRunning(attempts=jobs.MAX_ATTEMPTS)
    assert jobs.rescue(at=LATER) == []
    assert (now(job).state, now(job).error) == ("failed", "worker lost")


@pytest.mark.parametrize(
    ("age", "is_sent"),
    [
        pytest.param(jobs.PICK_UP, False, id="the broker may still deliver it"),
        pytest.param(jobs.PICK_UP + timedelta(seconds=1), True, id="the message was lost"),
    ],
)
def test_rescue_sends_what_the_broker_lost(age: timedelta, is_sent: bool) -> None:
    job = JobQueued(created_at=AT - age)
    assert jobs.rescue(at=AT) == ([job.pk] if is_sent else [])


def test_rescue_sends_the_oldest_first() -> None:
    newer = JobQueued(created_at=AT - timedelta(minutes=1))
    older = JobQueued(created_at=AT - timedelta(minutes=9))
    assert jobs.rescue(at=AT) == [older.pk, newer.pk]


def test_a_job_is_sent_only_when_its_row_is_committed(
    sent: list[int], django_capture_on_commit_callbacks
) -> None:
    job = JobQueued()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.enqueue(job.pk)
        assert sent == []
    assert sent == [job.pk]


@pytest.fixture
def unused_port() -> int:
    """A port of this machine on which nobody listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def broker_away(monkeypatch: pytest.MonkeyPatch, unused_port: int) -> None:
    """Nothing answers where the broker should be; connections made before are put aside."""
    monkeypatch.setattr(app.conf, "broker_url", f"redis://127.0.0.1:{unused_port}/0")
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)


@pytest.mark.usefixtures("broker_away")
def test_a_broker_that_is_away_loses_nothing_and_holds_nobody_up(
    monkeypatch, django_capture_on_commit_callbacks, done: list[int]
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("kombu.utils.functional.sleep", pauses.append)
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.ask(handler="viec-thu", subject_id=5, at=AT)
        tasks.enqueue(job.pk)
    assert pauses == []
    assert now(job).state == "queued"
    assert jobs.rescue(at=LATER) == [job.pk]
    tasks.run_job(job.pk)
    assert done == [5]

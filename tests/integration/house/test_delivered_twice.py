"""Every task delivered twice, one after the other and at once, leaves what one delivery leaves.

The broker promises to deliver a message at least once, never exactly once.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as configured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import Model
from factory.django import DjangoModelFactory

from accounts.actions import audit, sealing
from accounts.models import User
from deadlines.actions import law, sweeping
from deadlines.actions.refreshing import refresh
from deadlines.models import Obligation, SweepRun
from desk.actions import jobs
from desk.models import Draft, Job, Notification
from inspections.actions.refreshing import refresh as refresh_cases
from investportal.celery import ONLY_BY_A_TRUE_CLOCK, app
from projects.models import Project
from reporting.actions import reports
from reporting.configuring import letter
from tests import factories
from tests.factories import (
    JobQueued,
    JobRunning,
    NotificationFactory,
    ProjectNotStarted,
    TrancheHandedOver,
    UserFactory,
)
from tests.factories.cases import CaseOnSite
from tests.support.repository import own_models
from tests.support.together import at_once

NOW = datetime(2026, 9, 21, 18, 0, tzinfo=UTC)  # one o'clock at night on the 22nd there
TODAY = date(2026, 9, 22)
Values = dict[str, list[tuple[Any, ...]]]


def registry(*, night: date = TODAY - timedelta(2)) -> None:
    """Three tranches that fall due around today, swept two nights ago."""
    ids = []
    for n in range(3):
        handed = date(2025, 9, 20) + timedelta(n)
        project = ProjectNotStarted()
        TrancheHandedOver(project=project, decision_date=handed, handover_date=handed)
        ids.append(project.pk)
    refresh(project_ids=ids, on=night, at=NOW, cause="test")
    sweeping.sweep(on=night, at=NOW)


def drifted() -> None:
    registry()
    Obligation.objects.filter(pk=Obligation.objects.earliest("pk").pk).update(facts_hash="x")


def history() -> None:
    registry(night=TODAY)
    for n in range(3):
        audit.record(by=None, entry=audit.Entry("test", "project", n, f"dòng {n}"))


def sealed_history() -> None:
    history()
    sealing.seal(at=NOW)


def report_day() -> None:
    registry()
    sweeping.catch_up(on=TODAY, at=NOW)


def frozen_report() -> tuple[int]:
    registry()
    job = reports.issue_monthly(cut_off=TODAY, at=NOW, letter=letter())
    assert job is not None
    return (job.pk,)


def left_behind() -> None:
    JobRunning(handler="viec-thu", subject_id=1)
    JobQueued(handler="viec-thu", subject_id=2, created_at=NOW - timedelta(hours=1))


def old_things() -> None:
    registry(night=TODAY)
    user = UserFactory(last_login=NOW - timedelta(days=400), date_joined=NOW - timedelta(days=500))
    User.objects.filter(pk=user.pk).update(password="argon2$usable")
    Draft.objects.create(user=user, path="/du-an/", saved_at=NOW - timedelta(days=400))
    default_storage.save("documents/aa/thua.pdf", ContentFile(b"%PDF"))


def flagged_night() -> None:
    """A night that opens a flag on a project somebody follows."""
    registry()
    Project.objects.update(officer=UserFactory())
    sweeping.catch_up(on=TODAY, at=NOW)


def case_near_its_day() -> None:
    """A case whose time on site ended the day before."""
    registry()
    case = CaseOnSite(announced=TODAY - timedelta(46))
    refresh_cases(case_ids=[case.pk], on=TODAY, at=NOW, cause="test")
    sweeping.catch_up(on=TODAY, at=NOW)


def told_things() -> None:
    """Two people with things to be mailed, one of them more than fit single mails."""
    registry(night=TODAY)
    for count in (1, 5):
        person = UserFactory()
        for _ in range(count):
            NotificationFactory(user=person, to_mail=True)


@dataclass(frozen=True)
class Case:
    """What stands before a delivery; the arguments when `prepare` returns any."""

    prepare: Callable[[], Any]
    changes: bool = True


CASES = {
    "accounts.tasks.anchor_history": Case(sealed_history),
    "accounts.tasks.nightly_people": Case(old_things),
    "accounts.tasks.seal_history": Case(history),
    "deadlines.tasks.nightly_reconcile": Case(drifted),
    "deadlines.tasks.nightly_sweep": Case(registry),
    "deadlines.tasks.tell_of_the_night": Case(flagged_night),
    "desk.run_job": Case(frozen_report),
    "desk.tasks.mail_notifications": Case(told_things),
    "desk.tasks.discard_old_drafts": Case(old_things),
    "desk.tasks.requeue_left_behind": Case(left_behind),
    "inspections.tasks.tell_of_cases": Case(case_near_its_day),
    "projects.tasks.nightly_care_of_files": Case(old_things, changes=False),
    "projects.tasks.nightly_quality": Case(registry),
    "reporting.tasks.monthly_report": Case(report_day),
}


@pytest.fixture(autouse=True)
def standing_still(
    real, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> Iterator[None]:
    """Time stands, PDFs are made at once, and nothing reaches the broker."""
    settings.REPORT_DAY = 20
    settings.ANCHORS_ROOT = tmp_path / "anchors"
    monkeypatch.setattr("desk.tasks.run_job.apply_async", lambda *_a, **_o: None)
    monkeypatch.setattr("reporting.pdf.render", lambda _report: b"%PDF-1.7")
    monkeypatch.setattr("reporting.pdf.page_count", lambda _pdf: 5)
    monkeypatch.setattr("deadlines.queries.database_now", lambda: NOW)
    with time_machine.travel(NOW, tick=False):
        yield


def told(model: type[Model]) -> list[str]:
    """The columns of a table but for the salt of a password.

    Also without the number of a notification: one that is refused as told already uses a number up.
    """
    left_out = {"password", "id"} if model is Notification else {"password"}
    return [f.attname for f in model._meta.concrete_fields if f.attname not in left_out]


def rows() -> Values:
    """Every row of every table of ours, and every file."""
    found: Values = {
        model._meta.label: sorted(model._default_manager.values_list(*told(model)), key=repr)
        for model in own_models()
    }
    folders = {
        "anchors": Path(configured.ANCHORS_ROOT),
        "files": Path(default_storage.path("")),
    }
    for name, folder in folders.items():
        files = (path for path in folder.rglob("*") if path.is_file())
        found[name] = sorted((str(path.relative_to(folder)), path.read_bytes()) for path in files)
    return found


def begin_again() -> None:
    """Empty tables, numbers from one, no files; the law is there."""
    call_command("flush", verbosity=0, interactive=False, reset_sequences=True)
    law.load_defaults()
    law.load_holidays(range(2020, 2030))
    for folder in (default_storage.path(""), configured.ANCHORS_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
    made: list[Any] = [each for each in vars(factories).values() if isinstance(each, type)]
    for each in made:
        if issubclass(each, DjangoModelFactory):
            each.reset_sequence(0, force=True)


def outcome(task: str, deliver: Callable[[Callable[[], Any]], Any]) -> tuple[Values, Values]:
    """All rows before and after the deliveries."""
    begin_again()
    arguments = CASES[task].prepare() or ()
    before = rows()
    deliver(lambda: app.tasks[task](*arguments))
    return before, rows()


def test_every_task_is_here() -> None:
    app.loader.import_default_modules()
    registered = {name for name in app.tasks if not name.startswith("celery.")}
    assert set(CASES) == registered
    assert registered > ONLY_BY_A_TRUE_CLOCK


@pytest.mark.parametrize("task", sorted(CASES))
def test_delivered_twice(task: str) -> None:
    app.loader.import_default_modules()
    before, once = outcome(task, lambda act: act())
    assert (before != once) is CASES[task].changes, "a delivery that does nothing proves nothing"
    assert outcome(task, lambda act: (act(), act())) == (before, once)
    assert outcome(task, lambda act: at_once(act, act)) == (before, once)


def test_what_cannot_be_taken_back_waits_for_a_true_clock() -> None:
    app.loader.import_default_modules()
    for task in sorted(ONLY_BY_A_TRUE_CLOCK):
        begin_again()
        old_things()
        history()
        SweepRun.objects.update(on=TODAY - timedelta(days=365))
        before = rows()
        app.tasks[task]()
        assert rows() == before, task


def test_a_job_whose_database_has_no_space_lets_go_of_its_lock(monkeypatch) -> None:
    job = JobQueued(created_at=NOW - timedelta(hours=1))
    claimed = jobs.claim(job_id=job.pk, at=NOW)
    assert claimed is not None

    def no_space(*_args: Any, **_kwargs: Any) -> int:
        raise OperationalError("No space left on device")

    with monkeypatch.context() as full:
        full.setattr("django.db.models.query.QuerySet.update", no_space)
        with pytest.raises(OperationalError):
            jobs.fail(job_id=job.pk, error="No space left on device", at=NOW)
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(4501, %s)", [job.pk])
        assert cursor.fetchone() == (True,)
    assert Job.objects.get(pk=job.pk).state == "running"

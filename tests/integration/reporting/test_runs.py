"""Report runs: frozen once, rendered once, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import InternalError, transaction

from accounts.models import AuditEvent
from desk.models import Job
from desk.tasks import run_job
from reporting import configuring
from reporting.actions import reports
from reporting.builders.asked import NothingToReport
from reporting.builders.non_budget import VERSION
from reporting.document.shapes import Document
from reporting.models import ReportRun
from reporting.pdf import page_count
from reporting.shapes import DEMO_LABEL
from reporting.tasks import monthly_report
from tests.factories import ProjectNotStarted, ProjectTerminated, ReportReady, UserFactory

pytestmark = pytest.mark.django_db

CUT_OFF = date(2026, 8, 31)
AT = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
PDF = b"%PDF-1.7 b\xc3\xa1o c\xc3\xa1o"


def issue(cut_off: date = CUT_OFF) -> Job | None:
    return reports.issue_monthly(cut_off=cut_off, at=AT, letter=configuring.letter())


def request(cut_off: date = CUT_OFF) -> Job:
    return reports.request(cut_off=cut_off, by=UserFactory(), at=AT, letter=configuring.letter())


def run_of(job: Job | None) -> ReportRun:
    assert job is not None
    return ReportRun.objects.get(pk=job.subject_id)


def projects(report: Document) -> str | None:
    """How many projects it counts."""
    found = report.figure("census.projects")
    return found.value if found else None


@pytest.fixture
def registry() -> None:
    """One project to report on."""
    ProjectNotStarted()


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """Reports that were typeset; the file itself is measured by test_report_pdf."""
    typeset: list[Document] = []

    def render(report: Document, issue: object = None) -> bytes:
        typeset.append(report)
        return PDF

    monkeypatch.setattr("reporting.pdf.render", render)
    monkeypatch.setattr("reporting.pdf.page_count", lambda pdf: 5)
    return typeset


@pytest.mark.usefixtures("registry")
def test_a_month_has_its_report_once(pages: list[Document]) -> None:
    first, second = issue(), issue(date(2026, 8, 31))
    assert first is not None
    assert second is not None
    assert (second.pk, ReportRun.objects.count()) == (first.pk, 1)
    run_job(first.pk)
    assert issue() is None
    assert ReportRun.objects.count() == 1
    assert run_of(issue(date(2026, 9, 20))).period_start == date(2026, 9, 1)


@pytest.mark.usefixtures("registry")
def test_a_lost_job_is_asked_again_for_the_same_run() -> None:
    lost = issue()
    assert lost is not None
    Job.objects.filter(pk=lost.pk).update(state=Job.State.FAILED)
    again = issue()
    assert again is not None
    assert again.pk != lost.pk
    assert again.subject_id == lost.subject_id


@pytest.mark.usefixtures("registry")
def test_a_person_makes_a_new_version_of_the_month() -> None:
    first, second = run_of(issue()), run_of(request())
    assert [(run.number, run.period_start) for run in (first, second)] == [
        (1, date(2026, 8, 1)),
        (2, date(2026, 8, 1)),
    ]
    assert (first.requested_by_id, second.requested_by_id is None) == (None, False)
    assert run_of(request(date(2026, 9, 2))).number == 1


@pytest.mark.usefixtures("registry")
def test_a_run_tells_what_it_was_made_of() -> None:
    run = run_of(request())
    report = Document.from_json(run.snapshot)
    assert run.snapshot_sha256 == report.sha256
    assert run.snapshot_sha256 == hashlib.sha256(run.snapshot.encode()).hexdigest()
    assert run.template_version == report.template_version == VERSION
    assert (run.cut_off, report.cut_off, projects(report)) == (CUT_OFF, CUT_OFF, "1")
    event = AuditEvent.objects.get(subject_kind="report", subject_id=run.pk)
    assert (event.verb, event.by_id) == ("freeze_report", run.requested_by_id)
    assert event.new == {"cut_off": "2026-08-31", "sha256": run.snapshot_sha256}


@pytest.mark.usefixtures("registry")
def test_the_same_rows_give_the_same_digest_and_other_rows_another() -> None:
    first, second = run_of(request()), run_of(request())
    assert first.snapshot_sha256 == second.snapshot_sha256
    ProjectNotStarted()
    assert run_of(request()).snapshot_sha256 != first.snapshot_sha256


@pytest.mark.usefixtures("registry")
def test_invented_rows_are_labelled_in_the_snapshot(settings) -> None:
    settings.PORTAL_DATASET = "demo"
    assert Document.from_json(run_of(request()).snapshot).letter.dataset_label == DEMO_LABEL


@pytest.mark.parametrize("make", [issue, request], ids=["by the portal", "by a person"])
def test_a_registry_without_a_followed_project_has_nothing_to_report(
    make: Callable[[], Job | None],
) -> None:
    ProjectTerminated()
    with pytest.raises(NothingToReport):
        make()
    assert (ReportRun.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.usefixtures("registry")
def test_what_is_printed_is_the_snapshot_and_not_the_registry_of_today(
    pages: list[Document],
) -> None:
    job = request()
    ProjectNotStarted()
    run_job(job.pk)
    run = run_of(job)
    (printed,) = pages
    assert (printed.sha256, projects(printed)) == (run.snapshot_sha256, "1")
    assert (run.state, bytes(run.pdf or b""), run.pages) == ("ready", PDF, 5)
    assert run.pdf_sha256 == hashlib.sha256(PDF).hexdigest()
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE


@pytest.mark.usefixtures("registry")
def test_rendered_again_a_ready_report_stays_as_it_is(pages: list[Document]) -> None:
    run = run_of(request())
    reports.render(run_id=run.pk, at=AT)
    reports.render(run_id=run.pk, at=LATER)
    assert len(pages) == 1
    assert ReportRun.objects.get(pk=run.pk).rendered_at == AT


@pytest.mark.usefixtures("registry")
def test_a_failed_rendering_leaves_the_run_waiting(
    monkeypatch: pytest.MonkeyPatch, pages: list[Document]
) -> None:
    def fail(report: Document, issue: object = None) -> bytes:
        raise MemoryError

    job = request()
    with monkeypatch.context() as broken:
        broken.setattr("reporting.pdf.render", fail)
        with pytest.raises(MemoryError):
            run_job(job.pk)
    run = run_of(job)
    assert (run.state, run.pdf, Job.objects.get(pk=job.pk).state) == ("queued", None, "queued")
    run_job(job.pk)
    assert run_of(job).state == "ready"


@pytest.mark.usefixtures("registry")
def test_the_real_file_is_kept_with_its_pages(as_application: None) -> None:
    job = request()
    run_job(job.pk)
    run = run_of(job)
    pdf = bytes(run.pdf or b"")
    assert pdf.startswith(b"%PDF-1.7")
    assert run.pdf_sha256 == hashlib.sha256(pdf).hexdigest()
    assert run.pages == page_count(pdf) > 1


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda rows: rows.update(snapshot="{}"), id="its figures changed"),
        pytest.param(lambda rows: rows.update(pdf=b"%PDF", state="ready"), id="its file changed"),
        pytest.param(lambda rows: rows.update(state="queued", pdf=None), id="sent back to wait"),
        pytest.param(lambda rows: rows.delete(), id="taken out"),
    ],
)
def test_the_database_refuses_to_touch_a_ready_report(act: Callable[..., object]) -> None:
    run = ReportReady()
    with pytest.raises(InternalError, match=r"Cannot (update|delete)"), transaction.atomic():
        act(ReportRun.objects.filter(pk=run.pk))
    assert bytes(ReportRun.objects.get(pk=run.pk).pdf or b"") == run.pdf


@pytest.mark.parametrize(
    ("day", "made"),
    [
        pytest.param("2026-09-19", [], id="the day before the report's day"),
        pytest.param("2026-09-20", [date(2026, 9, 20)], id="the report's day"),
        pytest.param("2026-09-27", [date(2026, 9, 27)], id="the portal was off on that day"),
        pytest.param("2026-10-01", [], id="the next month, before its day"),
    ],
)
@pytest.mark.usefixtures("registry")
def test_the_monthly_task_waits_for_the_configured_day(
    settings, day: str, made: list[date]
) -> None:
    settings.REPORT_DAY = 20
    monthly_report(day)
    assert [run.cut_off for run in ReportRun.objects.all()] == made


@pytest.mark.usefixtures("registry")
def test_the_monthly_task_asked_every_hour_makes_one_report(
    settings, pages: list[Document], django_capture_on_commit_callbacks, monkeypatch
) -> None:
    settings.REPORT_DAY = 20
    monkeypatch.setattr("desk.tasks.run_job.apply_async", lambda args, **_: run_job(*args))
    for day in ("2026-09-20", "2026-09-20", "2026-09-21", "2026-09-30"):
        with django_capture_on_commit_callbacks(execute=True):
            monthly_report(day)
    (run,) = ReportRun.objects.all()
    assert (run.cut_off, run.state, len(pages)) == (date(2026, 9, 20), "ready", 1)


def test_the_monthly_task_is_content_with_an_empty_registry(settings) -> None:
    settings.REPORT_DAY = 1
    monthly_report("2026-09-20")
    assert ReportRun.objects.count() == 0

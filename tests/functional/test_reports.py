"""The reports: the list, making one, following it, taking it home."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk.models import Job
from reporting.actions.reports import RENDER
from reporting.models import ReportRun
from reporting.runs import Listed
from tests.factories import (
    JobFailed,
    JobRunning,
    ProjectNotStarted,
    ReportQueued,
    ReportReady,
    UserFactory,
)
from tests.support.forms import said

pytestmark = pytest.mark.django_db

LIST = "reporting:reports"
AUGUST, JULY = date(2026, 8, 1), date(2026, 7, 1)
POLLING = 'hx-trigger="every 2s"'


def sign_in(client: Client, **role: bool) -> Client:
    client.force_login(
        UserFactory(**role), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def officer(client: Client) -> Client:
    """A specialist, who may make reports."""
    return sign_in(client)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of the jobs that went to the broker."""
    numbers: list[int] = []
    monkeypatch.setattr(
        "desk.tasks.run_job.apply_async", lambda args, **_options: numbers.append(args[0])
    )
    return numbers


def rows(page: Any) -> list[Listed]:
    listed: list[Listed] = page.context["runs"]
    return listed


def in_words(page: Any) -> list[str]:
    """The rows of the table as a person reads them."""
    body = re.search(r"<tbody>(.*?)</tbody>", page.content.decode(), re.DOTALL)
    if body is None:
        return []
    lines = re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]


def test_nothing_yet_is_said_in_words(officer: Client) -> None:
    page = officer.get(reverse(LIST))
    assert rows(page) == []
    assert "Chưa có báo cáo" in page.content.decode()
    assert POLLING not in page.content.decode()


def test_versions_are_listed_newest_first_and_older_ones_marked(officer: Client) -> None:
    ReportReady(period_start=JULY, number=1)
    ReportReady(period_start=AUGUST, number=1)
    ReportReady(period_start=AUGUST, number=2, pages=7)
    page = officer.get(reverse(LIST))
    assert [(row.period_start, row.number, row.superseded) for row in rows(page)] == [
        (AUGUST, 2, False),
        (AUGUST, 1, True),
        (JULY, 1, False),
    ]
    newest, older, july = in_words(page)
    assert "7 trang" in newest
    assert ["đã có lần mới hơn" in line for line in (newest, older, july)] == [False, True, False]


def test_a_version_still_waiting_already_replaces_the_ready_one(officer: Client) -> None:
    ReportReady(period_start=AUGUST, number=1)
    ReportQueued(period_start=AUGUST, number=2)
    assert [row.superseded for row in rows(officer.get(reverse(LIST)))] == [False, True]


def test_a_rendering_is_followed_until_it_is_ready(officer: Client) -> None:
    run = ReportQueued()
    JobRunning(handler=RENDER, subject_id=run.pk, progress=40)
    page = officer.get(reverse(LIST))
    assert rows(page)[0].progress == 40
    assert "Đang dựng, 40" in in_words(page)[0]
    assert POLLING in page.content.decode()
    assert reverse("reporting:download", args=[run.pk]) not in page.content.decode()


def test_a_rendering_that_failed_says_so(officer: Client) -> None:
    run = ReportQueued()
    JobFailed(handler=RENDER, subject_id=run.pk)
    page = officer.get(reverse(LIST))
    assert rows(page)[0].failed
    assert "Dựng PDF bị lỗi" in in_words(page)[0]


def test_who_made_a_version_is_shown(officer: Client) -> None:
    maker = UserFactory(display_name="Hoàng Văn Thụ")
    ReportReady(number=2, requested_by_id=maker.pk)
    ReportReady(number=1)
    by_a_person, by_the_portal = rows(officer.get(reverse(LIST)))
    assert by_a_person.requested_by == "Hoàng Văn Thụ"
    assert by_the_portal.requested_by == ""


@pytest.mark.parametrize("runs", [3, 30])
def test_the_price_of_the_list_does_not_grow(
    officer: Client, django_assert_max_num_queries, runs: int
) -> None:
    for _n in range(runs):
        JobFailed(handler=RENDER, subject_id=ReportQueued(requested_by_id=UserFactory().pk).pk)
    with django_assert_max_num_queries(12) as asked:
        officer.get(reverse(LIST))
    assert not any('"pdf",' in query["sql"] for query in asked.captured_queries)


def test_an_officer_makes_a_report_of_today(
    officer: Client, sent: list[int], django_capture_on_commit_callbacks
) -> None:
    ProjectNotStarted()
    with django_capture_on_commit_callbacks(execute=True):
        page = officer.post(reverse("reporting:prepare"), follow=True)
    (run,), (job,) = ReportRun.objects.all(), Job.objects.all()
    assert (job.handler, job.subject_id, sent) == (RENDER, run.pk, [job.pk])
    assert run.requested_by_id == job.requested_by_id == int(officer.session["_auth_user_id"])
    assert page.redirect_chain == [(reverse(LIST), 302)]
    assert "Đã chốt số liệu" in said(page)
    assert [row.state for row in rows(page)] == ["queued"]


def test_an_empty_registry_has_nothing_to_report(officer: Client, sent: list[int]) -> None:
    page = officer.post(reverse("reporting:prepare"), follow=True)
    assert "Chưa có dự án để báo cáo" in said(page)
    assert (ReportRun.objects.count(), Job.objects.count(), sent) == (0, 0, [])


def test_a_report_is_not_made_by_opening_an_address(officer: Client) -> None:
    assert officer.get(reverse("reporting:prepare")).status_code == 405


def test_who_only_reads_reports_is_offered_no_button(client: Client) -> None:
    page = sign_in(client, supervisor=True).get(reverse(LIST))
    assert reverse("reporting:prepare") not in page.content.decode()
    assert client.post(reverse("reporting:prepare")).status_code == 403


def test_a_ready_report_is_taken_home(officer: Client) -> None:
    run = ReportReady(period_start=AUGUST, number=2, pdf=b"%PDF-1.7 than")
    answer = officer.get(reverse("reporting:download", args=[run.pk]))
    assert answer.content == b"%PDF-1.7 than"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="bao-cao-thang-08-2026-lan-2.pdf"'
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_report_has_no_file_before_it_is_ready(officer: Client) -> None:
    run = ReportQueued()
    assert officer.get(reverse("reporting:download", args=[run.pk])).status_code == 404
    assert officer.get(reverse("reporting:download", args=[run.pk + 1])).status_code == 404

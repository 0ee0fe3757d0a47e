"""What the page of an issued report says until its file is there, and what it asks people to do."""

from __future__ import annotations

import html

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from desk.models import Job
from desk.models.jobs import LOST
from reporting.actions.papers import RENDER_EDITION
from reporting.models import Edition, Paper
from tests.factories import JobFailed, JobQueued, JobRunning, UserFactory
from tests.factories.reporting import EditionQueued, PaperIssued

pytestmark = pytest.mark.django_db

FULL = 'OperationalError: could not extend file "base/5/1": No space left on device\nHINT: Check.'
NO_ROOM = "Đĩa của cổng đã đầy nên chưa dựng được tệp."
SAFE = "Báo cáo không mất gì"
POLLING = 'hx-trigger="every 2s"'


@pytest.fixture
def issued() -> Paper:
    paper: Paper = PaperIssued()
    EditionQueued(paper=paper, purpose=Edition.Purpose.ISSUED)
    return paper


def told(paper: Paper, **role: bool) -> str:
    """The page as a person of that role reads it; the specialist by default."""
    user: User = UserFactory(**role)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("reporting:report", args=[paper.run_id]))
    assert page.status_code == 200
    return html.unescape(page.content.decode())


def job(made: type[JobQueued], paper: Paper, **facts: object) -> Job:
    """The job of its file."""
    row: Job = made(handler=RENDER_EDITION, subject_id=paper.editions.get().pk, **facts)
    return row


@pytest.mark.parametrize("error", ["", LOST])
def test_a_lost_worker_is_no_trouble_of_the_reader(issued: Paper, error: str) -> None:
    job(JobRunning, issued, progress=10, error=error)
    page = told(issued)
    assert "Đang dựng, 10%" in page
    assert POLLING in page
    assert SAFE not in page


def test_a_full_disk_is_told_while_it_is_tried_again(issued: Paper) -> None:
    job(JobQueued, issued, progress=10, attempts=1, error=FULL)
    page = told(issued)
    assert NO_ROOM in page
    assert "cổng tự dựng lại mỗi phút, tất cả năm lần" in page
    assert "báo quản trị cổng dọn chỗ trống ngay" in page
    assert POLLING in page
    assert "No space" not in page


def test_another_failure_is_told_without_its_cause(issued: Paper) -> None:
    job(JobQueued, issued, attempts=1, error="ValueError: x")
    page = told(issued)
    assert "Lần dựng tệp vừa rồi không thành." in page
    assert NO_ROOM not in page
    assert "ValueError" not in page


@pytest.mark.parametrize(
    ("error", "words"), [(FULL, NO_ROOM), (LOST, "Chưa dựng được tệp sau năm lần thử.")]
)
def test_after_five_tries_the_page_says_who_does_what(
    issued: Paper, error: str, words: str
) -> None:
    job(JobFailed, issued, attempts=5, error=error)
    page = told(issued)
    assert words in page
    assert SAFE in page
    assert "bấm Làm lại ở trang Tình trạng hệ thống" in page
    assert POLLING not in page
    assert "Đang dựng" not in page


def test_the_administrator_is_led_to_the_button(issued: Paper) -> None:
    job(JobFailed, issued, attempts=5, error=FULL)
    link = f'<a href="{reverse("system")}">Tình trạng hệ thống</a></p>'
    assert link in told(issued, administrator=True)
    assert link not in told(issued)


def test_once_asked_for_again_the_page_follows_the_new_job(issued: Paper) -> None:
    job(JobFailed, issued, attempts=5, error=FULL)
    job(JobRunning, issued, progress=10)
    page = told(issued)
    assert NO_ROOM not in page
    assert "Đang dựng, 10%" in page

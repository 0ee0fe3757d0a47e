"""The reports: the list, making one, following it, taking it home."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk.models import Job
from reporting import figure_page
from reporting.actions.reports import RENDER
from reporting.builders.asked import Asked
from reporting.builders.non_budget import document
from reporting.document.shapes import code_of
from reporting.models import Edition, Paper, ReportRun
from reporting.runs import Listed
from tests.factories import (
    JobFailed,
    JobRunning,
    ObligationUnknown,
    ProjectNotStarted,
    UserFactory,
)
from tests.factories.reporting import (
    PaperDraft,
    PaperIssued,
    ReportQueued,
    ReportReady,
    issued_with_its_words,
    sample_snapshot,
)
from tests.support.forms import said
from tests.support.report_samples import usual

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


def ready(**facts: Any) -> ReportRun:
    """A draft whose figures are typeset."""
    run: ReportRun = PaperDraft(run=ReportReady(**facts)).run
    return run


def queued(**facts: Any) -> ReportRun:
    """A draft whose figures wait for the renderer."""
    run: ReportRun = PaperDraft(run=ReportQueued(**facts)).run
    return run


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
    ready(period_start=JULY, number=1)
    ready(period_start=AUGUST, number=1)
    ready(period_start=AUGUST, number=2, pages=7)
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
    ready(period_start=AUGUST, number=1)
    queued(period_start=AUGUST, number=2)
    assert [row.superseded for row in rows(officer.get(reverse(LIST)))] == [False, True]


def test_a_rendering_is_followed_until_it_is_ready(officer: Client) -> None:
    run = queued()
    JobRunning(handler=RENDER, subject_id=run.pk, progress=40)
    page = officer.get(reverse(LIST))
    assert rows(page)[0].progress == 40
    assert "Đang dựng, 40" in in_words(page)[0]
    assert POLLING in page.content.decode()
    assert reverse("reporting:download", args=[run.pk]) not in page.content.decode()


def test_a_rendering_that_failed_says_so(officer: Client) -> None:
    run = queued()
    JobFailed(handler=RENDER, subject_id=run.pk)
    page = officer.get(reverse(LIST))
    assert rows(page)[0].failed
    assert "Dựng PDF bị lỗi, anh/chị báo quản trị cổng" in in_words(page)[0]


def test_who_made_a_version_is_shown(officer: Client) -> None:
    maker = UserFactory(display_name="Hoàng Văn Thụ")
    ready(number=2, requested_by_id=maker.pk)
    ready(number=1)
    by_a_person, by_the_portal = rows(officer.get(reverse(LIST)))
    assert by_a_person.requested_by == "Hoàng Văn Thụ"
    assert by_the_portal.requested_by == ""


def test_the_list_opens_with_what_changed_and_keeps_each_year_apart(officer: Client) -> None:
    old = issued_with_its_words(period_start=date(2025, 12, 1), cut_off=date(2025, 12, 31))
    july = date(2026, 7, 31)
    sample = usual()
    frozen = document(
        sample, Asked(cut_off=july, generated_on=july, letter=document(sample).letter)
    )
    newest = issued_with_its_words(period_start=JULY, cut_off=july, snapshot=frozen.to_json())
    PaperDraft(run__period_start=AUGUST)
    # A correction that is only begun does not hide what stands.
    PaperDraft(run__period_start=JULY, corrects=newest, correction_reason="Sai số")
    page = officer.get(reverse(LIST))
    assert page.context["news"].run_id == newest.run_id
    assert page.context["news"].changes[0].now == "215"
    assert reverse("reporting:download", args=[newest.run_id]) in page.content.decode()
    assert {row.period_start.year for row in rows(page)} == {2026}
    year = officer.get(reverse(LIST), {"nam": "2025"})
    assert [row.id for row in rows(year)] == [old.run_id]
    assert [row.superseded for row in rows(page) if row.life == "issued"] == [False]
    assert officer.get(reverse(LIST), {"nam": "abc", "loai": "khac"}).context["year"] == 2026


@pytest.mark.parametrize("runs", [3, 30])
def test_the_price_of_the_list_does_not_grow(
    officer: Client, django_assert_max_num_queries, runs: int
) -> None:
    for _n in range(runs):
        JobFailed(handler=RENDER, subject_id=queued(requested_by_id=UserFactory().pk).pk)
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
    assert page.redirect_chain == [(reverse("reporting:report", args=[run.pk]), 302)]
    assert "Đã chốt số liệu" in said(page)
    assert [row.state for row in rows(officer.get(reverse(LIST)))] == ["queued"]


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


def test_a_draft_is_taken_home_by_who_works_on_it(officer: Client) -> None:
    run = ready(period_start=AUGUST, number=2, pdf=b"%PDF-1.7 than", snapshot=sample_snapshot())
    answer = officer.get(reverse("reporting:download", args=[run.pk]))
    assert answer.content == b"%PDF-1.7 than"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="bao-cao-thang-08-2026-lan-2-du-thao.pdf"'
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_report_has_no_file_before_it_is_ready(officer: Client) -> None:
    run = queued(snapshot=sample_snapshot())
    assert officer.get(reverse("reporting:download", args=[run.pk])).status_code == 404
    assert officer.get(reverse("reporting:download", args=[run.pk + 1])).status_code == 404


def test_who_only_reads_knows_of_issued_reports_alone(client: Client) -> None:
    draft, issued = ready(snapshot=sample_snapshot()), issued_with_its_words()
    reader = sign_in(client, committee_leader=True)
    assert [row.id for row in rows(reader.get(reverse(LIST)))] == [issued.run_id]
    for name in ("report", "download"):
        assert reader.get(reverse(f"reporting:{name}", args=[draft.pk])).status_code == 404
        assert reader.get(reverse(f"reporting:{name}", args=[issued.run_id])).status_code == 200
    key = ["census.projects"]
    assert reader.get(reverse("reporting:report_figure", args=[draft.pk, *key])).status_code == 404
    page = reader.get(reverse("reporting:report", args=[issued.run_id])).content.decode()
    assert "Vướng giải phóng mặt bằng." in page
    assert reverse("reporting:correct", args=[issued.run_id]) not in page


def test_a_passage_is_written_and_a_colleagues_words_are_not_overwritten(officer: Client) -> None:
    ProjectNotStarted()
    paper = drafted(officer)
    address = reverse("reporting:passage", args=[paper.run_id, "tasks"])
    form = officer.get(address).context["cards"][0].form
    hidden = {name: form[name].value() for name in ("row", "version", "before")}
    answer = officer.post(address, hidden | {"text": "1. Rà soát.\n2. Đôn đốc.", "act": ""})
    assert answer.status_code == 302
    again = officer.post(address, hidden | {"text": "Lời khác."})
    assert again.status_code == 409
    assert "Lời khác." in again.content.decode()
    assert paper.passages.get(slot="tasks").text == "1. Rà soát.\n2. Đôn đốc."
    page = officer.get(reverse("reporting:report", args=[paper.run_id])).content.decode()
    assert "<p>1. Rà soát.</p>" in page


def drafted(officer: Client) -> Paper:
    """A real draft of today."""
    officer.post(reverse("reporting:prepare"))
    return Paper.objects.latest("pk")


def test_a_draft_with_an_empty_place_is_not_submitted(officer: Client) -> None:
    ProjectNotStarted()
    paper = drafted(officer)
    answer = officer.post(reverse("reporting:submit", args=[paper.run_id]), {"act": ""})
    assert answer.status_code == 422
    assert "Khó khăn, vướng mắc; nguyên nhân" in answer.content.decode()
    paper.refresh_from_db()
    assert paper.life == "draft"


def test_a_finding_is_explained_once_and_stays_with_its_words(officer: Client) -> None:
    ObligationUnknown(project_id=ProjectNotStarted().pk, missing="land_handover_date")
    paper = drafted(officer)
    page = officer.get(reverse("reporting:report", args=[paper.run_id]))
    urls = [row["url"] for row in page.context["findings"] if row["url"]]
    assert urls, "the sample draft has a finding that can be explained"
    assert officer.post(urls[0], {"text": " ", "act": ""}).status_code == 422
    assert officer.post(urls[0], {"text": "Đã kiểm tra.", "act": ""}).status_code == 302
    shown = officer.get(reverse("reporting:report", args=[paper.run_id]))
    assert "Đã kiểm tra." in shown.content.decode()
    assert shown.context["open"] == page.context["open"] - 1
    gone = reverse("reporting:explanation", args=[paper.run_id]) + "?muc=khong-co"
    assert officer.get(gone).status_code == 404


def test_a_figure_of_a_report_leads_to_its_rows(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = ProjectNotStarted()
    paper = drafted(officer)
    page = officer.get(
        reverse("reporting:report_figure", args=[paper.run_id, "not_started.projects"])
    )
    assert [row.label for row in page.context["rows"]] == [project.name]
    assert page.context["pager"] is None
    monkeypatch.setattr(figure_page, "PAGE_SIZE", 1)
    many = ProjectNotStarted()
    paper = drafted(officer)
    address = reverse("reporting:report_figure", args=[paper.run_id, "not_started.projects"])
    found = [officer.get(address + at).context["rows"][0].label for at in ("", "?trang=2")]
    assert sorted(found) == sorted([project.name, many.name])
    odd = reverse("reporting:report_figure", args=[paper.run_id, "khong.co"])
    assert officer.get(odd).status_code == 404


def test_two_reports_are_laid_side_by_side(officer: Client) -> None:
    one = issued_with_its_words(period_start=JULY, cut_off=date(2026, 7, 31))
    ProjectNotStarted()
    other = drafted(officer)
    address = reverse("reporting:report_comparison", args=[other.run_id, one.run_id])
    offered = officer.get(reverse("reporting:report", args=[other.run_id])).context["beside"]
    assert [row["url"] for row in offered] == [address]
    page = officer.get(address)
    assert page.context["first"] == one
    census = next(row for row in page.context["lines"] if "215" in (row["old"], row["new"]))
    assert (census["old"], census["new"], census["difference"]) == ("215", "1", "−214")
    gone = [row for row in page.context["lines"] if not row["new_url"]]
    assert all(row["differs"] and row["difference"] == "…" for row in gone)
    same = reverse("reporting:report_comparison", args=[other.run_id, other.run_id])
    assert officer.get(same).status_code == 404


def test_an_issued_report_is_changed_through_no_page(officer: Client) -> None:
    paper = issued_with_its_words()
    before = Paper.objects.filter(pk=paper.pk).values().get()
    leader = Client()
    sign_in(leader, department_leader=True)
    slot = reverse("reporting:passage", args=[paper.run_id, "obstacles"])
    form = officer.get(slot).context["cards"][0].form
    hidden = {name: form[name].value() for name in ("row", "version", "before")}
    assert officer.post(slot, hidden | {"text": "khác"}).status_code == 422
    for who, name, sent in (
        (officer, "submit", {}),
        (officer, "issue", {"number": "9", "on": "3/9/2026"}),
        (leader, "approve", {}),
        (leader, "give_back", {"note": "Sửa lại"}),
    ):
        address = reverse(f"reporting:{name}", args=[paper.run_id])
        assert who.post(address, {"act": ""} | sent).status_code == 422, name
    assert Paper.objects.filter(pk=paper.pk).values().get() == before
    assert paper.passages.get().text == "Vướng giải phóng mặt bằng."


def test_anybody_verifies_an_issued_report_and_nothing_else(client: Client) -> None:
    issued, draft = issued_with_its_words(), ready(snapshot=sample_snapshot())
    address = reverse("reporting:verify")
    code = code_of(issued.run.snapshot_sha256)
    page = client.get(address, {"ma": code.lower()})
    assert page.status_code == 200
    assert issued.official_number in page.content.decode()
    assert issued.run.snapshot_sha256 in page.content.decode()
    unknown = client.get(address, {"ma": "ABCD-ABCD-ABCD"})
    closed = client.get(address, {"ma": code_of(draft.snapshot_sha256)})
    assert unknown.status_code == closed.status_code == 404
    assert draft.snapshot_sha256[:12] not in closed.content.decode()
    assert client.get(address, {"ma": "không phải mã"}).status_code == 422
    assert client.post(address, {}).status_code == 422


def test_a_file_is_held_against_the_issued_ones(client: Client) -> None:
    issued = issued_with_its_words()
    edition = issued.editions.get()
    digest = hashlib.sha256(b"%PDF-1.7 ban hanh").hexdigest()
    other = Edition.objects.create(
        paper=PaperIssued(),
        purpose="issued",
        state="ready",
        content="{}",
        content_sha256="e" * 64,
        asked_at=edition.asked_at,
        rendered_at=edition.asked_at,
        pdf=b"%PDF-1.7 ban hanh",
        pdf_sha256=digest,
    )
    address = reverse("reporting:verify")
    good = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7 ban hanh", "application/pdf")
    page = client.post(address, {"tep": good})
    assert page.status_code == 200
    assert other.paper.official_number in page.content.decode()
    changed = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7 ban hanh.", "application/pdf")
    assert client.post(address, {"tep": changed}).status_code == 404

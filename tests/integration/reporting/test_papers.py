"""The life of a report: who writes, who hands on, who approves, who issues, what stays for ever."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest

from accounts.models import AuditEvent, User
from deadlines.models import Assignment
from desk.models import Job, Notification
from desk.tasks import run_job
from projects.actions.acts import Seen
from projects.actions.refusals import Stale
from reporting import configuring, doctoring, editions
from reporting.actions import issuing, meetings, papers, refusals, reports
from reporting.actions.papers import Asking
from reporting.document.edited import Edited
from reporting.document.shapes import Document, code_of
from reporting.models import Edition, Paper, ReportRun
from reporting.standing import standing
from tests.factories import AgencyFactory, ProjectNotStarted, UserFactory

pytestmark = pytest.mark.django_db

CUT_OFF = date(2026, 8, 31)
AT = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 9, 4, 2, 0, tzinfo=UTC)


@pytest.fixture
def author() -> User:
    return UserFactory()


@pytest.fixture
def leader() -> User:
    return UserFactory(department_leader=True)


@pytest.fixture
def draft(author: User) -> Paper:
    ProjectNotStarted()
    job = reports.request(cut_off=CUT_OFF, by=author, at=AT, letter=configuring.letter())
    return Paper.objects.get(run_id=job.subject_id)


def write(paper: Paper, by: User, slot: str = "obstacles", text: str = "Vướng mặt bằng.") -> None:
    row = paper.passages.get(slot=slot)
    papers.write_passage(seen=Seen(row.pk, row.version), text=text, by=by, at=AT)


def ready(paper: Paper, by: User) -> Paper:
    """A draft with words wherever it needs them."""
    for slot in papers.empty_slots(paper):
        write(paper, by, slot.key)
    for finding in doctoring.diagnose(paper).open:
        papers.explain(paper_id=paper.pk, identity=finding.identity, text="Đúng.", by=by, at=AT)
    return issuing.submit(paper_id=paper.pk, by=by, at=AT)


def issue(paper: Paper, by: User, leader: User, number: str = "5") -> Edition:
    ready(paper, by)
    issuing.approve(paper_id=paper.pk, by=leader, at=LATER)
    edition, job = issuing.issue(
        paper_id=paper.pk, number=number, on=date(2026, 9, 3), by=by, at=LATER
    )
    run_job(job.pk)
    return Edition.objects.get(pk=edition.pk)


def test_what_people_write_stands_in_the_place_of_what_the_data_proposed(
    draft: Paper, author: User
) -> None:
    proposed = {slot.key: slot.proposal for slot in editions.filled(draft).slots()}
    write(draft, author, "proposals", "1. Đề nghị Sở Xây dựng trả lời.\n2. Đề nghị UBND xã.")
    written = {slot.key: slot.proposal for slot in editions.filled(draft).slots()}
    assert written["proposals"].startswith("1. Đề nghị Sở Xây dựng")
    assert {k: v for k, v in written.items() if k != "proposals"} == {
        k: v for k, v in proposed.items() if k != "proposals"
    }
    # The figures stay as they were frozen: only the words differ.
    assert editions.filled(draft).figures == editions.frozen(draft).figures
    row = draft.passages.get(slot="proposals")
    with pytest.raises(Stale):
        papers.write_passage(seen=Seen(row.pk, 1), text="x", by=author, at=AT)
    write(draft, author, "proposals", "")
    again = {slot.key: slot.proposal for slot in editions.filled(draft).slots()}
    assert again == proposed  # emptied, the place is left to the data again


def test_a_report_is_handed_on_only_with_its_words(draft: Paper, author: User) -> None:
    empty = [slot.key for slot in papers.empty_slots(draft)]
    assert "obstacles" in empty
    with pytest.raises(refusals.NothingWritten, match="Khó khăn, vướng mắc"):
        issuing.submit(paper_id=draft.pk, by=author, at=AT)
    ready(draft, author)
    with pytest.raises(refusals.NotADraft):
        write(draft, author, "obstacles", "khác")
    with pytest.raises(refusals.NotADraft):
        papers.explain(paper_id=draft.pk, identity="x", text="y", by=author, at=AT)
    with pytest.raises(refusals.WrongStep):
        issuing.submit(paper_id=draft.pk, by=author, at=AT)


def test_preparing_and_approving_are_different_people(draft: Paper, leader: User) -> None:
    author = User.objects.get(pk=draft.run.requested_by_id or 0)
    second = UserFactory(department_leader=True)
    write(draft, second, "tasks", "Rà soát.")
    ready(draft, author)
    for person in (author, second):
        with pytest.raises(refusals.SamePerson):
            issuing.approve(paper_id=draft.pk, by=person, at=AT)
    assert issuing.approve(paper_id=draft.pk, by=leader, at=AT).life == "approved"


def test_a_returned_report_is_a_draft_again_with_the_remark(
    draft: Paper, author: User, leader: User
) -> None:
    ready(draft, author)
    with pytest.raises(refusals.NoRemark):
        issuing.give_back(paper_id=draft.pk, note=" ", by=leader, at=AT)
    back = issuing.give_back(paper_id=draft.pk, note="Nêu rõ nguyên nhân.", by=leader, at=AT)
    assert (back.life, back.returned_note) == ("draft", "Nêu rõ nguyên nhân.")
    write(draft, author, "obstacles", "Nguyên nhân: giải phóng mặt bằng.")
    assert ready(draft, author).life == "submitted"


def test_each_step_is_told_to_whoever_it_concerns(draft: Paper, author: User, leader: User) -> None:
    reader, stranger = UserFactory(committee_leader=True), UserFactory(investor=True)
    ready(draft, author)
    issuing.give_back(paper_id=draft.pk, note="Ghi rõ ngày.", by=leader, at=LATER)
    issue(draft, author, leader)
    told = list(Notification.objects.order_by("pk").values_list("user_id", "kind", "body"))
    assert told == [
        (leader.pk, "request", ""),
        (author.pk, "returned", "Ghi rõ ngày."),
        (leader.pk, "request", ""),
        (author.pk, "request", ""),
        (leader.pk, "report_issued", "05/BC-STC"),
        (reader.pk, "report_issued", "05/BC-STC"),
    ]
    assert not stranger.notifications.exists()
    assert Notification.objects.latest("pk").path == f"/bao-cao/{draft.run_id}/"


@pytest.mark.parametrize(
    ("typed", "whole"),
    [("5", "05/BC-STC"), ("05", "05/BC-STC"), ("123", "123/BC-STC"), ("7 /bc-ubnd", "7/BC-UBND")],
)
def test_the_clerk_types_a_number_or_the_whole_of_it(
    draft: Paper, author: User, leader: User, typed: str, whole: str
) -> None:
    ready(draft, author)
    issuing.approve(paper_id=draft.pk, by=leader, at=LATER)
    issuing.issue(paper_id=draft.pk, number=typed, on=CUT_OFF, by=author, at=LATER)
    draft.refresh_from_db()
    assert (draft.life, draft.official_number) == ("issued", whole)


@pytest.mark.parametrize("typed", ["", "0", "năm", "5/", "5//BC", "123456", "5/BC STC;"])
def test_a_number_no_clerk_gives_is_refused(
    draft: Paper, author: User, leader: User, typed: str
) -> None:
    ready(draft, author)
    issuing.approve(paper_id=draft.pk, by=leader, at=LATER)
    with pytest.raises(refusals.OddNumber):
        issuing.issue(paper_id=draft.pk, number=typed, on=CUT_OFF, by=author, at=LATER)
    for day in (date(2026, 8, 30), date(2026, 9, 5)):
        with pytest.raises(refusals.OddDay):
            issuing.issue(paper_id=draft.pk, number="5", on=day, by=author, at=LATER)


def test_an_issued_report_is_rendered_once_from_its_own_snapshot(
    draft: Paper, author: User, leader: User
) -> None:
    edition = issue(draft, author, leader)
    ProjectNotStarted()  # the registry goes on, the report does not
    kept = Edited.from_json(edition.content)
    assert kept.issue.number == "05/BC-STC"
    assert kept.issue.code == code_of(draft.run.snapshot_sha256)
    assert kept.document.figure("census.projects").value == "1"
    pdf = bytes(edition.pdf or b"")
    assert edition.pdf_sha256 == hashlib.sha256(pdf).hexdigest()
    assert "weasyprint/" in edition.renderer
    # Done again, from the stored content alone, it is the same file byte for byte.
    from reporting import pdf as pages  # noqa: PLC0415 -- heavy

    assert pages.render(kept.document, kept.issue) == pdf
    verbs = list(
        AuditEvent.objects.filter(subject_kind="report", subject_id=draft.run_id)
        .exclude(verb__in=("write_passage", "explain_finding"))
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert verbs == ["freeze_report", "submit_report", "approve_report", "issue_report"]


def test_a_number_is_given_once_a_year(draft: Paper, author: User, leader: User) -> None:
    issue(draft, author, leader)
    job = reports.request(cut_off=CUT_OFF, by=author, at=AT, letter=configuring.letter())
    other = Paper.objects.get(run_id=job.subject_id)
    ready(other, author)
    issuing.approve(paper_id=other.pk, by=leader, at=LATER)
    with pytest.raises(refusals.NumberTaken):
        issuing.issue(paper_id=other.pk, number="05", on=CUT_OFF, by=author, at=LATER)


def test_a_correction_replaces_an_issued_report_and_shows_what_differs(
    draft: Paper, author: User, leader: User
) -> None:
    issue(draft, author, leader)
    ProjectNotStarted()
    with pytest.raises(refusals.NoReason):
        issuing.correct(
            paper_id=draft.pk, reason="", by=author, at=LATER, letter=configuring.letter()
        )
    paper, _ = issuing.correct(
        paper_id=draft.pk,
        reason="Sót một dự án.",
        by=author,
        at=LATER,
        letter=configuring.letter(),
    )
    with pytest.raises(refusals.AlreadyCorrected):
        issuing.correct(
            paper_id=draft.pk, reason="Lần nữa", by=author, at=LATER, letter=configuring.letter()
        )
    assert (paper.run.number, paper.run.cut_off) == (2, CUT_OFF)
    told = editions.edited(paper)
    assert told.issue.correction == (
        "Báo cáo này thay thế Báo cáo số 05/BC-STC ngày 03/9/2026; lý do: Sót một dự án."
    )
    first = told.document.sections[0]
    (table,) = (block for block in first.blocks if hasattr(block, "rows"))
    shown = {row.cells[1].text: (row.cells[2].text, row.cells[3].text) for row in table.rows}
    assert shown["Dự án đang theo dõi"] == ("1", "2")
    assert not editions.is_superseded(draft)
    ready(paper, author)
    issuing.approve(paper_id=paper.pk, by=leader, at=LATER)
    issuing.issue(paper_id=paper.pk, number="6", on=date(2026, 9, 4), by=author, at=LATER)
    assert editions.is_superseded(draft)
    draft.refresh_from_db()
    assert (draft.life, draft.official_number) == ("issued", "05/BC-STC")


def test_a_preview_is_made_once_for_what_is_written(draft: Paper, author: User) -> None:
    first, job = papers.preview(paper_id=draft.pk, at=AT, by=author)
    assert job is not None
    assert papers.preview(paper_id=draft.pk, at=AT, by=author) == (first, job)
    write(draft, author)
    second, _ = papers.preview(paper_id=draft.pk, at=AT, by=author)
    assert second.pk != first.pk
    assert list(draft.editions.values_list("pk", flat=True)) == [second.pk]
    run_job(job.pk)  # the preview it was asked for is gone: nothing to do, nothing broken
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE


def test_conclusions_become_tasks_and_open_the_next_report(
    draft: Paper, author: User, leader: User
) -> None:
    papers.set_asks(
        seen=Seen(draft.pk, draft.version),
        asks=[Asking(level="ct", text="Giao thanh tra.", until=date(2026, 10, 31))],
        by=author,
    )
    with pytest.raises(refusals.WrongStep):
        meetings.conclude(
            paper_id=draft.pk,
            concluded=meetings.Concluded(text="Đồng ý.", concluded_on=CUT_OFF),
            by=leader,
            at=LATER,
        )
    issue(draft, author, leader)
    lead = AgencyFactory(name="Thanh tra tỉnh", short_name="TTT")
    row = meetings.conclude(
        paper_id=draft.pk,
        concluded=meetings.Concluded(
            text="Giao Thanh tra tỉnh thanh tra.",
            concluded_on=date(2026, 9, 4),
            document="12/TB-VP",
            ask_id=draft.asks.get().pk,
            lead_ids=(lead.pk,),
            due_date=date(2026, 10, 31),
        ),
        by=leader,
        at=LATER,
    )
    assert Assignment.objects.get() == row.order
    assert row.ask is not None
    kind = ReportRun.Template.MONTHLY_NON_BUDGET
    (told,) = standing(kind, before=date(2026, 9, 1), on=date(2026, 9, 20))
    assert (told.who, told.until, told.state) == ("TTT", date(2026, 10, 31), "Đang thực hiện")
    (late,) = standing(kind, before=date(2026, 11, 1), on=date(2026, 11, 2))
    assert late.state == "Quá hạn"
    job = reports.request(
        cut_off=date(2026, 9, 20), by=author, at=LATER, letter=configuring.letter()
    )
    page = Document.from_json(ReportRun.objects.get(pk=job.subject_id).snapshot).first_page
    assert page is not None
    assert [each.text for each in page.standing] == ["Giao Thanh tra tỉnh thanh tra."]
    assert page.changes_since == "Năm thay đổi so với tháng\xa08 năm\xa02026"

"""Recommendations from the conclusion to their closing, sanctions until they are paid."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.models import AuditEvent
from deadlines.models import Obligation
from desk.models import Notification
from inspections.actions.refreshing import refresh
from inspections.models import CaseMember, CaseSanction, Finding, Recommendation
from projects.models import Document
from tests.factories import (
    AgencyFactory,
    AgencySuccessionFactory,
    InvestorFactory,
    InvestorMemberFactory,
    UserFactory,
)
from tests.factories.cases import CaseReported, ConclusionPublished, ConclusionSigned
from tests.factories.remedies import (
    AnswerWaiting,
    RecommendationClosed,
    RecommendationOpen,
    RecommendationToInvestor,
    SanctionUnpaid,
)
from tests.functional.test_case_page import at, head, post
from tests.functional.test_permission_matrix import signed_in
from tests.functional.test_publishing import form_of
from tests.support.files import pdf

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TRACKER = reverse("inspections:remedies")


def remedy_url(row: Any, act: str = "") -> str:
    return reverse(f"inspections:remedy{act}", args=[row.pk])


def clock(row: Any) -> Obligation:
    refresh(recommendation_ids=[row.pk], on=TODAY, at=timezone.now(), cause="test")
    return Obligation.objects.get(kind="K12", subject_id=row.pk)


def test_findings_and_recommendations_until_they_are_published() -> None:
    conclusion: Any = ConclusionSigned()
    case = conclusion.case
    client, agency = head(case), AgencyFactory()
    add = at(case, "finding_add", 1)
    said = {"law_area": "land", "severity": "grave", "text": "Chậm 14 tháng", "amount_vnd": "1.250"}
    assert post(client, add, **said | {"text": ""}).status_code == 422
    assert post(client, add, **said).status_code == 302
    found = Finding.objects.get()
    assert (found.amount_vnd, found.text) == (1_250_000_000, "Chậm 14 tháng")
    edit = at(case, "finding_edit", found.pk)
    assert post(client, edit, severity="breach").status_code == 302
    ask = at(case, "recommendation_add", 1)
    words = {"kind": "admin", "text": "Rà soát", "due_date": TODAY + timedelta(20)}
    assert post(client, ask, **words).status_code == 422
    assert post(client, ask, **words, addressee_agency=agency.pk).status_code == 302
    row = Recommendation.objects.get()
    assert (row.ordinal, row.addressee_agency_id) == (1, agency.pk)
    told = client.get(at(case, "case")).context
    assert [each["title"] for each in told["findings"]] == ["Đất đai · 1.250 triệu đồng"]
    assert told["recommendations"][0]["url"] == remedy_url(row)
    # Entered by mistake, taken out with a reason; the history keeps what it was.
    twice = post(client, ask, **words | {"text": "Nhập nhầm"}, addressee_agency=agency.pk)
    assert twice.status_code == 302
    wrong = Recommendation.objects.get(text="Nhập nhầm")
    assert post(client, add, **said).status_code == 302
    again = Finding.objects.exclude(pk=found.pk).get()
    for name, mistake in (("recommendation_remove", wrong), ("finding_remove", again)):
        assert post(client, at(case, name, mistake.pk)).status_code == 422
        assert post(client, at(case, name, mistake.pk), reason="Trùng").status_code == 302
        assert client.get(at(case, name, mistake.pk)).status_code == 404
    kept = AuditEvent.objects.get(verb="recommendation_removed")
    assert (kept.old["text"], kept.reason, kept.project_id) == ("Nhập nhầm", "Trùng", None)
    # Before publication its addressee knows nothing of it; afterwards only its day moves.
    addressee = signed_in(UserFactory(sector_agency=True, agency=agency))
    assert addressee.get(remedy_url(row)).status_code == 404
    assert addressee.get(remedy_url(row, "_answer")).status_code == 404
    assert addressee.get(TRACKER).context["total"] == 0
    conclusion.published_date, conclusion.published_place = TODAY, "Trụ sở"
    conclusion.save()
    assert addressee.get(remedy_url(row)).status_code == 200
    assert addressee.get(at(case, "recommendation_edit", row.pk)).status_code in (403, 404)
    assert post(client, edit, text="Khác").status_code == 409
    assert client.get(at(case, "finding_remove", found.pk)).status_code == 404
    correct = at(case, "recommendation_edit", row.pk)
    assert post(client, correct, text="Khác").status_code == 409
    later = TODAY + timedelta(30)
    assert post(client, correct, due_date=later).status_code == 422
    assert post(client, correct, due_date=later, why="Công văn 9/TTT").status_code == 302
    moved = AuditEvent.objects.get(verb="recommendation_corrected")
    assert (moved.reason, moved.project_id) == ("Công văn 9/TTT", None)
    assert clock(row).due_date == later


def test_an_answer_counts_on_the_day_it_was_sent() -> None:
    agency: Any = AgencyFactory()
    row: Any = RecommendationOpen(addressee_agency=agency, due_date=TODAY)
    sender = UserFactory(sector_agency=True, agency=agency)
    client, team = signed_in(sender), head(row.conclusion.case)
    url = remedy_url(row, "_answer")
    assert client.get(remedy_url(row)).context["answer_url"] == url
    assert team.get(url).status_code == 403
    form = form_of(client, url, text="Đã xong", progress_percent="100")
    assert client.post(url, form | {"progress_percent": "101"}).status_code == 422
    file = SimpleUploadedFile("bao-cao.pdf", pdf(), "application/pdf")
    assert client.post(url, form | {"file": file}).status_code == 302
    said = row.answers.get()
    assert clock(row).clock == Obligation.Clock.STOPPED
    document = Document.objects.get(owner_kind="remedy_answer", owner_id=said.pk)
    assert document.project_id is None
    assert client.get(reverse("projects:document", args=[document.pk])).status_code == 200
    member = CaseMember.objects.get(case=row.conclusion.case, duty="head").user
    assert member is not None
    assert Notification.objects.filter(user=member, path=remedy_url(row)).count() == 1
    # One at a time; the sender does not verify; what is missing has to be said.
    assert client.get(remedy_url(row)).context["answer_url"] == ""
    again = form_of(client, url, text="Lần nữa", progress_percent="10")
    assert client.post(url, again).status_code == 409
    verify = reverse("inspections:remedy_verify", args=[said.pk])
    assert client.get(verify).status_code == 403
    assert team.get(remedy_url(row)).context["verify_url"] == verify
    assert post(team, verify, result="returned").status_code == 422
    assert post(team, verify, result="returned", remark="Thiếu biên bản").status_code == 302
    assert Notification.objects.get(user=sender).body == "Thiếu biên bản"
    assert clock(row).clock == Obligation.Clock.RUNNING
    assert post(client, url, text="Gửi đủ", progress_percent="100").status_code == 302
    second = row.answers.latest("pk")
    second.submitted_date = TODAY - timedelta(2)
    second.save()
    verify = reverse("inspections:remedy_verify", args=[second.pk])
    assert post(team, verify, result="accepted").status_code == 302
    row.refresh_from_db()
    assert (row.progress_percent, row.closed_date) == (100, TODAY - timedelta(2))
    assert clock(row).clock == Obligation.Clock.MET
    assert post(client, url, text="Nữa", progress_percent="100").status_code == 409


def test_a_member_who_answers_leaves_the_verification_to_others() -> None:
    member = UserFactory(inspector=True)
    case: Any = CaseReported(head=member)
    row: Any = RecommendationOpen(
        conclusion=ConclusionPublished(case=case), addressee_agency=member.agency
    )
    client = signed_in(member)
    sent = {"text": "Đã làm một phần", "progress_percent": "40"}
    assert post(client, remedy_url(row, "_answer"), **sent).status_code == 302
    verify = reverse("inspections:remedy_verify", args=[row.answers.get().pk])
    assert post(client, verify, result="accepted").status_code == 422
    row.refresh_from_db()
    assert row.progress_percent == 0


def test_whoever_took_over_answers_for_an_agency_that_ended() -> None:
    old, new = AgencyFactory(valid_to=date(2025, 6, 30)), AgencyFactory()
    AgencySuccessionFactory(old=old, new=new, effective_date=date(2025, 7, 1))
    row: Any = RecommendationOpen(addressee_agency=old)
    heir = signed_in(UserFactory(sector_agency=True, agency=new))
    assert heir.get(remedy_url(row)).context["answer_url"] == remedy_url(row, "_answer")
    stranger = signed_in(UserFactory(sector_agency=True))
    assert stranger.get(remedy_url(row)).status_code == 404


def test_an_investor_reads_and_answers_on_a_telephone(investor_world: Any) -> None:
    client, row, other = investor_world
    refresh(recommendation_ids=[row.pk, other.pk], on=TODAY, at=timezone.now(), cause="test")
    home = client.get(reverse("projects:own_list"), follow=True)
    assert [each["url"] for each in home.context["otherwise"]] == [remedy_url(row)]
    page = client.get(remedy_url(row))
    assert page.context["answer_url"] == remedy_url(row, "_answer")
    assert client.get(page.context["case_url"]).status_code == 200
    assert client.get(remedy_url(other)).status_code == 404
    assert client.get(TRACKER).status_code == 403
    url = remedy_url(row, "_answer")
    form = form_of(client, url, text="Đã nộp", progress_percent="50", amount_done_vnd="400")
    file = SimpleUploadedFile("bien-lai.pdf", pdf(), "application/pdf")
    assert client.post(url, form | {"file": file}).status_code == 302
    said = client.get(remedy_url(row)).context["answers"]
    assert said[0]["row"].amount_done_vnd == 400_000_000
    assert len(said[0]["files"]) == 1


@pytest.fixture
def investor_world() -> Any:
    user, firm = UserFactory(investor=True), InvestorFactory()
    InvestorMemberFactory(user=user, investor=firm)
    row = RecommendationToInvestor(addressee_investor=firm, due_date=TODAY + timedelta(9))
    other = RecommendationToInvestor(addressee_investor=InvestorFactory(), due_date=TODAY)
    return signed_in(user), row, other


def test_the_tracker_counts_what_its_rows_show() -> None:
    conclusion: Any = ConclusionPublished()
    late = RecommendationOpen(conclusion=conclusion, due_date=TODAY - timedelta(1))
    today = RecommendationOpen(conclusion=conclusion, due_date=TODAY)
    undated = RecommendationOpen(conclusion=conclusion, due_date=None)
    closed = RecommendationClosed(conclusion=conclusion)
    waits: Any = AnswerWaiting(recommendation=RecommendationOpen(conclusion=conclusion))
    client = head(conclusion.case)
    seen = client.get(TRACKER)
    assert [view["count"] for view in seen.context["views"]] == ["5", "1", "1", "1", "1", "1"]
    order = [waits.recommendation.pk, late.pk, today.pk, undated.pk, closed.pk]
    assert [each["row"].pk for each in seen.context["rows"]] == order
    standing = {
        "qua-han": late,
        "con-han": today,
        "chua-co-han": undated,
        "xong": closed,
        "cho-xac-minh": waits.recommendation,
    }
    for name, row in standing.items():
        rows = client.get(TRACKER, {"tinh_hinh": name}).context["rows"]
        assert [each["row"].pk for each in rows] == [row.pk]
    words = client.get(TRACKER, {"q": late.addressee_agency.name}).context
    assert [each["row"].pk for each in words["rows"]] == [late.pk]
    file = client.get(reverse("inspections:remedies_sheet"), {"tinh_hinh": "qua-han"})
    book = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert late.text in {cell for line in book for cell in line}

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(TRACKER)
        return len(queries)

    before = asked()
    for _ in range(3):
        AnswerWaiting(recommendation=RecommendationOpen(conclusion=conclusion))
    assert asked() == before


def test_a_fine_is_paid_in_parts_and_never_beyond() -> None:
    fined: Any = AgencyFactory()
    case: Any = CaseReported()
    case.subjects.create(agency=fined)
    client = head(case)
    add = at(case, "sanction_add")
    typed = {
        "agency": fined.pk,
        "law_area": "land",
        "content": "Không đưa đất vào sử dụng",
        "decision_number": "71/QĐ-XPHC",
        "decision_date": date(2026, 6, 10),
        "authority": "Chủ tịch UBND tỉnh",
        "fine_vnd": "120",
        "pay_by_date": date(2026, 6, 20),
    }
    assert post(client, add, **typed | {"agency": ""}).status_code == 422
    assert post(client, add, **typed | {"decision_date": TODAY + timedelta(1)}).status_code == 422
    assert post(client, add, **typed | {"stance": "silent"}).status_code == 422
    assert post(client, add, **typed).status_code == 302
    row = CaseSanction.objects.get()
    pay = at(case, "sanction_pay", row.pk)
    paid = {"paid_date": date(2026, 6, 18), "amount_vnd": "40", "document_number": "BL-1"}
    assert post(client, pay, **paid | {"paid_date": date(2026, 6, 9)}).status_code == 422
    assert post(client, pay, **paid | {"amount_vnd": "120,5"}).status_code == 422
    assert post(client, pay, **paid).status_code == 302
    shown = client.get(at(case, "case")).context["sanctions"][0]
    assert (shown["paid"], shown["owed"]) == ("40", "80")
    assert shown["over"] == (TODAY - date(2026, 6, 20)).days
    assert Obligation.objects.get(kind="K13").amount_met_vnd == 40_000_000
    taken_back = row.payments.create(
        paid_date=date(2026, 6, 19), amount_vnd=10_000_000, document_number="BL-9"
    )
    back = at(case, "sanction_payment_remove", taken_back.pk)
    links = client.get(at(case, "sanction_edit", row.pk)).context["links"]
    assert back in [url for _words, url in links]
    assert post(client, back, reason="Nhầm quyết định").status_code == 302
    assert Obligation.objects.get(kind="K13").amount_met_vnd == 40_000_000
    gives = {"stance": "gives_up", "stance_date": date(2026, 7, 1), "stance_note": "Trả dự án"}
    assert post(client, at(case, "sanction_edit", row.pk), **gives).status_code == 302
    rest = paid | {"amount_vnd": "80", "document_number": "BL-2"}
    assert post(client, pay, **rest).status_code == 302
    shown = client.get(at(case, "case")).context["sanctions"][0]
    assert (shown["owed"], shown["pay"], shown["mark"]) == ("", "", "ok")
    assert Obligation.objects.get(kind="K13").clock == Obligation.Clock.MET


def test_the_eighteen_published_outcomes_can_be_told() -> None:
    """14 paid, 2 not, 1 silent, 1 gives the project up."""
    case: Any = CaseReported()
    outcomes = ["paid"] * 14 + ["none"] * 2 + ["silent", "gives_up"]
    for outcome in outcomes:
        stance = outcome if outcome in ("silent", "gives_up") else "none"
        said = date(2026, 7, 1) if stance != "none" else None
        row: Any = SanctionUnpaid(
            case=case, agency=case.original_body, stance=stance, stance_date=said
        )
        if outcome == "paid":
            row.payments.create(
                paid_date=row.pay_by_date, amount_vnd=row.fine_vnd, document_number="BL"
            )
    shown = head(case).get(at(case, "case")).context["sanctions"]
    assert sum(each["mark"] == "ok" and not each["owed"] for each in shown) == 14
    assert sum(each["mark"] == "crit" and not each["stance"] for each in shown) == 2
    assert [each["row"].stance for each in shown if each["stance"]] == ["silent", "gives_up"]


def test_strangers_reach_nothing_that_is_written_on_a_case() -> None:
    row: Any = RecommendationOpen(conclusion=ConclusionSigned())
    fine: Any = SanctionUnpaid(case=row.conclusion.case, agency=row.addressee_agency)
    case, client = row.conclusion.case, signed_in(UserFactory(inspector=True))
    urls = [
        at(case, "finding_add", 1),
        at(case, "recommendation_add", 1),
        at(case, "recommendation_edit", row.pk),
        at(case, "sanction_add"),
        at(case, "sanction_edit", fine.pk),
        at(case, "sanction_pay", fine.pk),
        remedy_url(row),
        remedy_url(row, "_answer"),
    ]
    assert {client.get(url).status_code for url in urls} == {404}
    assert Client().get(TRACKER).status_code == 302

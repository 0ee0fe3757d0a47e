"""Who is on a case: heads, groups with topics, leaving, handing over, ending (law.md §12.17; R-4.1)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from deadlines.models import Obligation
from inspections.actions.refreshing import refresh
from inspections.models import Case, CaseMember
from tests.factories import AgencyFactory, UserFactory
from tests.factories.cases import CaseDecided, ConclusionPublished
from tests.factories.remedies import RecommendationOpen
from tests.functional.test_permission_matrix import signed_in
from tests.support.forms import errors, send
from vn.dates import day_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Any:
    return CaseDecided()


def duties(case: Any) -> dict[str, str]:
    """Who is on the case today, by duty."""
    return {row.name: row.duty for row in case.members.filter(left_date=None)}


def head_of(case: Any) -> Any:
    return CaseMember.objects.get(case=case, duty="head", left_date=None).user


def at(case: Any, name: str, *more: Any) -> str:
    return reverse(f"inspections:{name}", args=[case.code, *more])


def test_heads_groups_and_people_named_only(case: Any) -> None:
    first, second = head_of(case), UserFactory(inspector=True, display_name="Trần Bình")
    desk, people = signed_in(first), at(case, "case_people")
    # Three groups with a topic each, as a delegation of the province works (sources/004).
    for topic in ("Đất đai", "Đầu tư, xây dựng", "Tài chính, thuế"):
        send(desk, people, "nhom", topic=topic)
    assert [str(group) for group in case.groups.all()] == [
        *("1. Đất đai", "2. Đầu tư, xây dựng", "3. Tài chính, thuế")
    ]
    group = case.groups.get(ordinal=2)
    send(desk, people, "nguoi", user=second.pk, duty="member", group=group.pk)
    assert Case.objects.visible_to(second).get() == case
    # Somebody on the case already gets another duty and another group.
    send(desk, people, "nguoi", user=first.pk, duty="head", group=case.groups.get(ordinal=1).pk)
    send(desk, people, "nguoi", name="Lê Văn Giám định", duty="member", position="Chuyên gia")
    last = send(desk, people, "nguoi", user=second.pk, duty="head", group=group.pk)
    assert duties(case) == {
        str(first): "member",
        str(second): "head",
        "Lê Văn Giám định": "member",
    }
    assert "2. Đầu tư, xây dựng" in last.content.decode()
    assert case.members.count() == 3
    nobody = send(desk, people, "nguoi", name="", duty="member")
    assert errors(nobody).keys() == {"name"}
    other = CaseDecided().groups.create(ordinal=1, topic="Khác")
    stranger = send(desk, people, "nguoi", name="An", duty="member", group=other.pk)
    assert errors(stranger).keys() == {"group"}


def test_leaving_ends_sight_and_never_leaves_a_case_alone(case: Any) -> None:
    head, reads = head_of(case), UserFactory(committee_leader=True)
    desk, people = signed_in(head), at(case, "case_people")
    send(desk, people, "nguoi", user=reads.pk, duty="leader")
    mine = CaseMember.objects.get(case=case, user=head)
    today = day_text(timezone.localdate())
    alone = send(desk, at(case, "case_leave", mine.pk), left_reason="Nghỉ hưu")
    assert alone.status_code == 422, "a leader in charge reads and never writes"
    assert duties(case)[str(head)] == "head"
    # Neither by becoming one who only reads.
    assert send(desk, people, "nguoi", user=head.pk, duty="observer").status_code == 422
    heir = UserFactory(inspector=True, display_name="Trần Bình")
    send(desk, people, "nguoi", user=heir.pk, duty="head")
    # The leader reads the case, and none of the pages that write.
    leader = signed_in(reads)
    assert leader.get(at(case, "case")).status_code == 200
    assert leader.get(people).status_code == 403
    gone = send(desk, at(case, "case_leave", mine.pk), left_reason="Nghỉ hưu", left_date=today)
    # One who took himself off the case goes on at the list.
    assert gone.redirect_chain[-1][0] == reverse("inspections:cases")
    assert case.code not in gone.content.decode()
    assert desk.get(at(case, "case")).status_code == 404
    assert desk.get(at(case, "case_leave", mine.pk)).status_code == 404
    kept = signed_in(heir).get(people).content.decode()
    assert "Nghỉ hưu" in kept
    assert set(
        AuditEvent.objects.filter(subject_kind="case").values_list("project_id", flat=True)
    ) == {None}


def test_handed_over_with_its_clocks(case: Any) -> None:
    desk, heir = signed_in(head_of(case)), AgencyFactory(kind="inspectorate")
    now = timezone.now()
    refresh(case_ids=[case.pk], on=timezone.localdate(), at=now, cause="test")
    clocks = Obligation.objects.filter(subject_kind="case", subject_id=case.pk)
    bearers = set(clocks.values_list("bearer_agency", flat=True))
    assert bearers == {case.original_body_id}
    hand_over = at(case, "case_hand_over")
    paper = {"on_date": day_text(timezone.localdate()), "document_number": "12/BB-TTT"}
    named = send(desk, hand_over, kind="responsible", to_name="Cơ quan khác", **paper)
    assert errors(named).keys() == {"to_body"}
    send(desk, hand_over, kind="police", to_name="Cơ quan điều tra", **paper)
    case.refresh_from_db()
    assert case.responsible_body == case.original_body
    send(desk, hand_over, kind="responsible", to_body=heir.pk, **paper)
    case.refresh_from_db()
    assert (case.responsible_body, case.original_body_id in bearers) == (heir, True)
    assert set(clocks.values_list("bearer_agency", flat=True)) == {heir.pk}
    assert [row.from_body_id for row in case.transfers.all()] == [case.original_body_id] * 2
    assert desk.get(at(case, "case")).status_code == 200


def test_ended_when_everything_asked_for_is_done() -> None:
    published: Any = ConclusionPublished()
    case, asked = published.case, RecommendationOpen(conclusion=published)
    desk, end = signed_in(head_of(case)), at(case, "case_end")
    early = send(desk, end, state="closed", reason="Xong")
    assert early.status_code == 422
    asked.closed_date = date(2026, 8, 1)
    asked.state, asked.progress_percent = "done", 100
    asked.save()
    assert send(desk, end, state="closed", reason="Kết luận đã thực hiện xong").status_code == 200
    case.refresh_from_db()
    assert (case.state, case.ended_date) == ("closed", timezone.localdate())
    late = send(desk, at(case, "case_people"), "nguoi", name="An", duty="member")
    assert late.status_code == 409
    live = Obligation.objects.filter(subject_kind="case", clock__in=["running", "stopped"])
    assert not live.filter(subject_id=case.pk).exists()


def test_the_list_and_the_people_cost_the_same_however_many(case: Any) -> None:
    head = head_of(case)
    desk = signed_in(head)

    def cost(url: str) -> int:
        desk.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(url).status_code == 200
        return len(asked)

    urls = [reverse("inspections:cases"), at(case, "case_people"), reverse("inspections:coverage")]
    few = [cost(url) for url in urls]
    for _ in range(6):
        CaseDecided(head=head)
        CaseMember.objects.create(case=case, user=UserFactory(), name="An", duty="member")
    assert [cost(url) for url in urls] == few
    found = desk.get(urls[0], {"tinh_trang": "open", "q": case.code, "co_quan": "x"})
    assert found.status_code == 200
    sheet = desk.get(reverse("inspections:cases_sheet"))
    assert sheet.content.startswith(b"PK")

"""Plans of a year: proposed from confirmed flags, submitted, answered, issued by another person."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from inspections.models import Case, GoodCompliance, InspectionPlan
from tests.factories import (
    AgencyFactory,
    FlagConfirmed,
    FlagOpen,
    InvestorFactory,
    ObligationOverdue,
    ProjectNotStarted,
    UserFactory,
)
from tests.factories.cases import CaseInPreparation
from tests.factories.inspection_plans import (
    FirmExempt,
    ItemOrdered,
    PlanAnswered,
    PlanDrafted,
    PlanIssued,
)
from tests.functional.test_permission_matrix import signed_in
from tests.functional.test_publishing import form_of
from vn.dates import day_text

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NOW = day_text(TODAY)
ISSUED = {"issued_number": "88/QĐ-TTT", "issued_date": NOW, "issuer": "Chánh Thanh tra"}


@pytest.fixture
def body() -> Any:
    return AgencyFactory(kind="inspectorate")


@pytest.fixture
def planner(body: Any) -> Any:
    return UserFactory(inspector=True, agency=body)


def flagged(kind: str = "L1", made: Any = FlagConfirmed, **more: Any) -> tuple[Any, Any]:
    project = ProjectNotStarted(investor=InvestorFactory(), **more)
    duty = ObligationOverdue(project_id=project.pk, kind=kind)
    return project, made(obligation=duty, project_id=project.pk, kind=kind)


def at(name: str, plan: Any, *more: Any) -> str:
    return reverse(f"inspections:{name}", args=[plan.pk, *more])


def send(client: Client, url: str, **typed: str) -> Any:
    return client.post(url, form_of(client, url, **typed))


def seen(client: Client, plan: Any) -> Any:
    page: Any = client.get(at("plan", plan))
    return page.context


def rows(context: Any) -> dict[str, Any]:
    cards = (card for quarter in context["quarters"] for card in quarter["cards"])
    return {card["project"].code: card for card in cards}


def test_projects_with_confirmed_flags_are_ticked_and_taken_in(planner: Any, body: Any) -> None:
    (late, flag), (slow, other) = flagged(), flagged("S1")
    not_confirmed, _open = flagged(made=FlagOpen)
    FirmExempt(investor=slow.investor, valid_from=TODAY)
    client = signed_in(planner)
    listed: Any = client.get(reverse("inspections:plans"))
    assert listed.context["wanted"]
    assert send(client, reverse("inspections:plan_add")).status_code == 302
    assert send(client, reverse("inspections:plan_add")).status_code == 422
    plan = InspectionPlan.objects.get()
    assert (plan.kind, plan.body) == ("inspection", body)
    board = seen(client, plan)
    assert [row["project"] for row in board["proposed"]["rows"]] == [late, slow]
    assert (board["proposed"]["total"], board["proposed"]["late"]) == (2, 1)
    assert {clock.rule for clock in board["clocks"]} >= {"K14", "K15"}
    # An empty plan is not submitted; nothing ticked takes nothing in.
    assert send(client, at("plan_submit", plan)).status_code == 422
    pick = at("plan_pick", plan)
    assert client.post(pick).status_code == 302
    assert client.get(pick).status_code == 405
    ids = [str(flag.pk), str(other.pk), str(_open.pk), "x", "9" * 30]
    assert client.post(pick, {"canh-bao": ids, "quy": "2"}).status_code == 302
    assert client.post(pick, {"canh-bao": ids, "quy": "9"}).status_code == 302
    items = {row.project: row for row in plan.items.all()}
    assert items.keys() == {late, slow}
    assert (items[late].flag, items[late].quarter, items[late].reason_kind) == (flag, 2, "flag")
    assert day_text(flag.due_date) in items[late].reason
    board = seen(client, plan)
    assert (board["total"], board["asking"], board["proposed"]["total"]) == (2, 1, 0)
    # A firm that keeps the law is not checked on site without a reason.
    refused = send(client, at("plan_submit", plan))
    assert refused.status_code == 422
    assert slow.code in refused.content.decode()
    edit = at("plan_item_edit", plan, items[slow].pk)
    assert send(client, edit).status_code == 422
    assert send(client, edit, overlap_reason="Có đơn tố cáo").status_code == 302
    assert seen(client, plan)["asking"] == 0
    assert send(client, at("plan_submit", plan)).status_code == 302
    assert seen(client, plan)["proposed"] is None
    assert not_confirmed.code not in client.get(at("plan", plan)).content.decode()


def test_submitted_answered_and_issued_by_another_person(planner: Any, body: Any) -> None:
    plan: Any = PlanDrafted(body=body)
    item: Any = ItemOrdered(plan=plan)
    _project, flag = flagged()
    client = signed_in(planner)
    tomorrow = day_text(TODAY + timedelta(1))
    assert send(client, at("plan_submit", plan), submitted_date=tomorrow).status_code == 422
    assert send(client, at("plan_submit", plan)).status_code == 302
    # While the head looks at it nothing changes.
    assert client.post(at("plan_pick", plan), {"canh-bao": [str(flag.pk)]}).status_code == 409
    drop = at("plan_item_drop", plan, item.pk)
    assert send(client, drop, dropped_reason="Đã khắc phục").status_code == 409
    early = day_text(TODAY - timedelta(1))
    opinion = {"answer_number": "912/UBND-TH", "answer": "Đồng ý"}
    assert send(client, at("plan_answer", plan), answered_date=early, **opinion).status_code == 422
    assert send(client, at("plan_answer", plan), **opinion).status_code == 302
    # Another person issues it.
    issue = at("plan_issue", plan)
    assert send(client, issue, **ISSUED).status_code == 422
    second = signed_in(UserFactory(inspector=True, agency=body))
    assert send(second, issue, **ISSUED).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.issued_number) == ("issued", "88/QĐ-TTT")
    assert [clock.rule for clock in seen(client, plan)["clocks"]] == ["K14", "K15", "K16"]
    assert send(second, issue, **ISSUED).status_code == 409
    # The history of a plan names no project to those who look at the project.
    told = AuditEvent.objects.filter(subject_kind="insp_plan", subject_id=plan.pk)
    assert {row.project_id for row in told} == {None}
    assert list(told.order_by("pk").values_list("verb", flat=True)) == [
        "plan_submitted",
        "plan_answered",
        "plan_issued",
    ]


def test_what_was_issued_changes_by_a_document(planner: Any, body: Any) -> None:
    plan: Any = PlanIssued(body=body)
    kept, gone = ItemOrdered(plan=plan), ItemOrdered(plan=plan)
    project, flag = flagged()
    client = signed_in(planner)
    assert at("plan_item_add", plan) in {url for _words, url, _first in seen(client, plan)["acts"]}
    assert client.post(at("plan_pick", plan), {"canh-bao": [str(flag.pk)]}).status_code == 409
    assert send(client, at("plan_item_edit", plan, kept.pk), reason="Khác").status_code == 409
    assert send(client, at("plan_item_drop", plan, gone.pk)).status_code == 422
    why = {"dropped_reason": "Đã có kết luận kiểm toán"}
    assert send(client, at("plan_item_drop", plan, gone.pk), **why).status_code == 302
    add = f"{at('plan_item_add', plan)}?canh-bao={flag.pk}"
    assert send(client, add).context["cards"][0].form.errors.keys() == {"document"}
    assert send(client, add, document="9/QĐ-TTT").status_code == 302
    added = plan.items.get(project=project)
    assert "9/QĐ-TTT" in added.reason
    board = seen(client, plan)
    assert rows(board).keys() == {kept.project.code, project.code}
    assert [row.dropped_reason for row in board["dropped"]] == list(why.values())
    # What was taken out comes in again as one row.
    again = f"{at('plan_item_add', plan)}?du-an={gone.project.code}"
    typed = {"reason_kind": "order", "reason": "Giao lại", "content": "Đất", "document": "10/QĐ"}
    assert send(client, again, **typed).status_code == 302
    gone.refresh_from_db()
    assert (gone.dropped_at, gone.reason_kind) == (None, "order")
    assert send(client, again, **typed).status_code == 422


def test_cases_of_a_plan_are_told_to_those_who_know_of_them(planner: Any, body: Any) -> None:
    plan: Any = PlanIssued(body=body)
    item = ItemOrdered(plan=plan)
    hidden: Any = CaseInPreparation(plan_item=item, project=item.project, original_body=body)
    stranger, own = signed_in(planner), signed_in(hidden.members.get().user)
    unknowing = rows(seen(stranger, plan))[item.project.code]
    assert unknowing["case"] is None
    assert unknowing["open_url"].endswith(f"?ke-hoach={item.pk}")
    assert hidden.code not in stranger.get(at("plan", plan)).content.decode()
    knowing = seen(own, plan)
    assert rows(knowing)[item.project.code]["case"] == hidden
    assert (knowing["opened"], seen(stranger, plan)["opened"]) == (1, 0)
    lists: list[Any] = [each.get(reverse("inspections:plans")) for each in (own, stranger)]
    assert [page.context["rows"][0]["opened"] for page in lists] == [1, 0]
    assert hidden.code.encode() in _sheet(own, plan)
    assert hidden.code.encode() not in _sheet(stranger, plan)
    assert send(stranger, unknowing["open_url"]).status_code == 302
    assert Case.objects.filter(plan_item=item).count() == 2


def _sheet(client: Client, plan: Any) -> bytes:
    page: Any = client.get(at("plan_sheet", plan))
    with ZipFile(BytesIO(page.content)) as book:
        return b"".join(book.read(name) for name in book.namelist())


def test_who_reads_a_draft_and_who_is_warned_by_it(planner: Any, body: Any) -> None:
    plan, foreign = PlanDrafted(body=body, year=2031), PlanDrafted(year=2031)
    item: Any = ItemOrdered(plan=foreign, project=ProjectNotStarted(investor=InvestorFactory()))
    client, supervisor = signed_in(planner), signed_in(UserFactory(supervisor=True))
    assert client.get(at("plan", foreign)).status_code == 200
    assert client.get(at("plan_submit", foreign)).status_code == 403
    assert supervisor.get(at("plan", foreign)).status_code == 404
    assert supervisor.get(at("plan", PlanIssued())).status_code == 200
    # Another body plans the same for the same year: one says why, or leaves it (art. 58.2).
    add = f"{at('plan_item_add', plan)}?du-an={item.project.code}"
    typed = {"reason_kind": "order", "reason": "Giao", "content": "Đất"}
    refused = send(client, add, **typed)
    assert refused.context["cards"][0].form.errors.keys() == {"overlap_reason"}
    assert send(client, add, **typed, overlap_reason="Phối hợp").status_code == 302
    # A flag is a reason only when an officer confirmed it.
    project, _flag = flagged(made=FlagOpen)
    add = f"{at('plan_item_add', plan)}?du-an={project.code}"
    no_flag = send(client, add, **typed | {"reason_kind": "flag"})
    assert no_flag.context["cards"][0].form.errors.keys() == {"reason_kind"}
    # The head records the opinion only of what was submitted to it.
    answered: Any = PlanAnswered(submitted_to=AgencyFactory(kind="committee"))
    leader = UserFactory(committee_leader=True, agency=answered.submitted_to)
    assert signed_in(leader).get(at("plan_answer", answered)).status_code == 200
    assert signed_in(leader).get(at("plan_issue", answered)).status_code == 403


def test_drawn_by_lot_as_anybody_can_draw_it_again(planner: Any, body: Any) -> None:
    first, again = PlanDrafted(body=body), PlanDrafted(body=body, year=2031)
    _flagged, _flag = flagged()
    for _ in range(5):
        ProjectNotStarted()
    client = signed_in(planner)
    typed = {"seed": "135", "count": "2", "content": "Tiến độ", "quarter": "1"}
    for plan in (first, again):
        assert send(client, at("plan_sample", plan), **typed).status_code == 302
    drawn = [set(plan.items.values_list("project_id", flat=True)) for plan in (first, again)]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 2
    assert _flagged.pk not in drawn[0]
    assert "135" in first.items.all()[0].reason


def test_the_register_of_firms_that_keep_the_law(planner: Any) -> None:
    client, url = signed_in(planner), reverse("inspections:good_compliance_add")
    firm: Any = InvestorFactory()
    document = {"authority": "UBND tỉnh", "document_number": "5/XN-UBND"}
    days = {"document_date": NOW, "valid_from": NOW}
    unknown = send(client, url, investor="Không có ai", **document, **days)
    assert unknown.context["cards"][0].form.errors.keys() == {"investor"}
    assert send(client, url, investor=firm.name, **document, **days).status_code == 302
    row = GoodCompliance.objects.get()
    edit = reverse("inspections:good_compliance_edit", args=[row.pk])
    before = day_text(TODAY - timedelta(1))
    assert send(client, edit, valid_to=before).status_code == 422
    ended = form_of(client, edit, valid_to=NOW)
    assert client.post(edit, ended).status_code == 302
    assert client.post(edit, ended | {"valid_to": ""}).status_code == 409
    listed: Any = client.get(reverse("inspections:good_compliance"))
    assert [each["holds"] for each in listed.context["rows"]] == [True]


def test_a_board_asks_as_often_with_ten_projects_as_with_two(planner: Any, body: Any) -> None:
    plan, client = PlanDrafted(body=body), signed_in(planner)

    def asked() -> tuple[int, int]:
        for _ in range(2):
            ItemOrdered(plan=plan)
            flagged()
        counts = []
        for url in (at("plan", plan), reverse("inspections:plans")):
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
        return counts[0], counts[1]

    few = asked()
    PlanIssued(body=body, year=2030)
    for _ in range(3):
        many = asked()
    assert many == few
    assert max(few) < 30

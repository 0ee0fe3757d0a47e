"""The list of calls for investment, from a draft to what became of each call."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from projects.models import Call, CallDecision, CallEntry
from projects.published.calls import in_force
from tests.factories import (
    CallDecisionAdopted,
    CallDraft,
    CallInForce,
    CallLine,
    ProjectNotStarted,
    UserFactory,
)
from tests.support.forms import boxes, errors, send
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

LIST = "/moi-goi-dau-tu/"
DECISIONS = "/moi-goi-dau-tu/quyet-dinh/"


@pytest.fixture
def desk() -> Client:
    return signed_in(UserFactory(specialist=True))


def page_of(row: CallDecision, step: str = "") -> str:
    return f"{DECISIONS}{row.pk}/{step}"


def adopt(desk: Client, row: CallDecision, day: str = "1/6/2026") -> Any:
    return send(desk, page_of(row, "thong-qua/"), number="318/QĐ-UBND", issued_date=day)


def test_a_decision_is_drafted_filled_and_adopted(desk: Client) -> None:
    send(
        desk,
        f"{DECISIONS}lap/",
        title="Danh mục 2026",
        stated_count="2",
        stated_capital_text="900 tỷ đồng",
    )
    row = CallDecision.objects.get()
    assert row.issuer_name.startswith("UBND tỉnh")
    for name, capital in (("Khu đô thị mới", "600"), ("Chợ đầu mối", "300")):
        send(desk, page_of(row, "them/"), name=name, capital_vnd=capital)
    assert desk.get(LIST).context["totals"].calls == 0
    told = desk.get(page_of(row)).context
    assert [line["mark"] for line in told["stated"]] == ["ok", "ok"]
    adopt(desk, row)
    totals = desk.get(LIST).context["totals"]
    assert (totals.calls, totals.capital_vnd) == (2, 900 * 10**9)
    row.refresh_from_db()
    assert row.adopted_at is not None
    assert AuditEvent.objects.filter(verb="call_decision_adopted", subject_id=row.pk).exists()


def test_the_list_of_a_day_is_what_decisions_said_until_then(desk: Client) -> None:
    line = CallInForce()
    draft = CallDraft()
    send(desk, page_of(draft, f"goi/{line.call_id}/"), act="bo", reason="Không còn phù hợp")
    adopt(desk, draft)
    assert desk.get(LIST).context["totals"].calls == 0
    assert desk.get(f"{LIST}?ngay=31/5/2026").context["totals"].calls == 1
    assert desk.get(f"{LIST}?ngay=28/2/2026").context["totals"].calls == 0
    tomorrow = desk.get(f"{LIST}?ngay=1/1/2999")
    assert "ngay" in tomorrow.context["first"][0].form.errors


def test_a_change_tells_old_and_new(desk: Client) -> None:
    line = CallInForce(capital_vnd=620 * 10**9)
    draft = CallDraft()
    send(desk, page_of(draft, f"goi/{line.call_id}/"), act="doi", capital_vnd="705")
    step = desk.get(page_of(draft)).context["steps"][0]
    assert [(each["old"].split()[0], each["new"].split()[0]) for each in step["differs"]] == [
        ("620", "705")
    ]
    adopt(desk, draft)
    story = desk.get(f"{LIST}{line.call_id}/").context
    assert [each["change"] for each in story["steps"]] == [
        str(CallEntry.Change.ADD.label),
        str(CallEntry.Change.CHANGE.label),
    ]
    assert in_force(date(2026, 7, 1)).get().capital_vnd == 705 * 10**9


def test_a_call_that_became_a_project_is_told_on_both_pages(desk: Client) -> None:
    line, project = CallInForce(), ProjectNotStarted()
    draft = CallDraft()
    send(desk, page_of(draft, f"goi/{line.call_id}/"), act="thanh", code=project.code.lower())
    adopt(desk, draft)
    step = desk.get(f"{LIST}{line.call_id}/").context["steps"][-1]
    assert step["project_url"] == reverse("projects:detail", args=[project.code])
    came_from = desk.get(step["project_url"]).context["came_from"]
    assert [each["code"] for each in came_from] == [line.call.code]


def test_who_may_not_know_the_project_is_not_told_which(desk: Client) -> None:
    line, project = CallInForce(), ProjectNotStarted()
    CallLine(
        decision=CallDecisionAdopted(issued_date=date(2026, 5, 1)),
        call=line.call,
        change=CallEntry.Change.BECAME,
        project=project,
    )
    other = signed_in(UserFactory(sector_agency=True))
    step = other.get(f"{LIST}{line.call_id}/").context["steps"][-1]
    assert step["of_others"]
    assert not step["project"]


def test_an_adopted_decision_is_not_changed(desk: Client) -> None:
    line = CallInForce()
    for step in ("sua/", "thong-qua/", "them/", f"dong/{line.pk}/", f"goi/{line.call_id}/"):
        answer = desk.get(page_of(line.decision, step))
        assert answer.status_code == 302
        assert answer["Location"] == page_of(line.decision)


def test_a_draft_is_seen_by_who_keeps_the_list(desk: Client) -> None:
    line = CallLine()
    reader = signed_in(UserFactory(inspector=True))
    assert reader.get(page_of(line.decision)).status_code == 404
    assert reader.get(f"{LIST}{line.call_id}/").status_code == 404
    assert not reader.get(DECISIONS).context["decisions"]
    assert desk.get(page_of(line.decision)).status_code == 200


@pytest.mark.parametrize("day", ["1/1/2999", "1/2/2026", ""])
def test_a_decision_that_does_not_fit_its_day_is_refused(desk: Client, day: str) -> None:
    line = CallInForce()
    draft = CallDraft()
    send(desk, page_of(draft, f"goi/{line.call_id}/"), act="bo", reason="Trùng")
    where = page_of(draft, "thong-qua/")
    answer = desk.post(where, boxes(desk.get(where)) | {"number": "1/QĐ", "issued_date": day})
    assert answer.status_code == 422
    assert "issued_date" in errors(answer)
    draft.refresh_from_db()
    assert draft.adopted_at is None


def test_an_older_decision_does_not_slip_below_a_newer_one(desk: Client) -> None:
    line = CallInForce()
    first, second = CallDraft(), CallDraft()
    for draft in (first, second):
        send(desk, page_of(draft, f"goi/{line.call_id}/"), act="bo", reason="Trùng")
    adopt(desk, first, "1/6/2026")
    where = page_of(second, "thong-qua/")
    answer = desk.post(
        where, boxes(desk.get(where)) | {"number": "9/QĐ", "issued_date": "1/5/2026"}
    )
    assert "issued_date" in errors(answer)


def test_lines_and_drafts_are_taken_out_with_the_calls_they_would_have_added(desk: Client) -> None:
    line, other = CallLine(), CallLine()
    send(desk, page_of(line.decision, f"dong/{line.pk}/"), act="bo")
    assert not Call.objects.filter(pk=line.call_id).exists()
    send(desk, page_of(other.decision, "sua/"), act="bo")
    assert not CallDecision.objects.filter(pk=other.decision_id).exists()
    assert not Call.objects.exists()


def test_a_decision_without_lines_decides_nothing(desk: Client) -> None:
    where = page_of(CallDraft(), "thong-qua/")
    answer = desk.post(
        where, boxes(desk.get(where)) | {"number": "1/QĐ", "issued_date": "1/6/2026"}
    )
    assert answer.status_code == 422


def test_the_list_is_filtered_and_counted(desk: Client) -> None:
    CallInForce(name="Khu đô thị", capital_vnd=700 * 10**9, form_text="Đấu thầu")
    without = CallInForce(capital_vnd=None)
    assert desk.get(f"{LIST}?von_tu=600").context["totals"].calls == 1
    assert desk.get(f"{LIST}?von_den=600").context["totals"].calls == 0
    assert desk.get(f"{LIST}?hinh_thuc=Đấu thầu").context["totals"].calls == 1
    found = desk.get(f"{LIST}?q={without.call.code}").context["totals"]
    assert (found.calls, found.without_capital, found.capital_vnd) == (1, 1, None)
    assert desk.get(LIST).context["on"] == timezone.localdate()

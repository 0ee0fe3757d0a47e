"""Ways round a rule that somebody could think of, and what they meet."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from structlog.stdlib import ProcessorFormatter

from accounts.models import User
from deadlines.actions import settling
from deadlines.models import Flag, Obligation
from projects.actions.acts import Seen
from projects.actions.requests import Answer, OwnRequest, decide
from projects.actions.schedule import Achievement, Plan, PlanLocked, achieve, revise
from tests.factories import (
    AgencyFactory,
    AgencySuccessionFactory,
    ContactMissed,
    ContributionFactory,
    DecisionInForce,
    DepositPaid,
    DeputyshipFactory,
    EntryLate,
    ExclusionClosed,
    FilingSubmitted,
    FlagOpen,
    ItemPlanned,
    ObligationOfOrder,
    ObligationOverdue,
    PolicyApproval,
    ProjectNotStarted,
    RequestFactory,
    ResultSubmitted,
    SiteLossFactory,
    UserFactory,
)
from tests.functional.test_permission_matrix import signed_in
from tests.support.orders import give
from vn.dates import PartialDate, Precision

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NOW = timezone.now()


def hand(by: User) -> dict[str, Any]:
    return {"by": by, "on": TODAY, "at": NOW}


def answer(agency: Any) -> Answer:
    return Answer(granted=True, decided_date=TODAY, agency=agency, number="9/QĐ-UBND")


def asked_by(agency: Any) -> Any:
    return RequestFactory(
        asking_agency=agency, asking_investor=None, filed_date=TODAY - timedelta(days=9)
    )


def test_the_body_that_took_the_asker_over_does_not_decide() -> None:
    asker, heir = AgencyFactory(), AgencyFactory()
    AgencySuccessionFactory(old=asker, new=heir)
    row = asked_by(asker)
    with pytest.raises(OwnRequest):
        decide(**hand(UserFactory()), seen=Seen(row.pk, row.version), answer=answer(heir))


def test_the_deputy_of_an_officer_of_the_asker_does_not_write_the_decision_down() -> None:
    row, deputy = asked_by(AgencyFactory()), UserFactory()
    absent = UserFactory(agency=row.asking_agency)
    DeputyshipFactory(absent=absent, deputy=deputy, from_date=TODAY, to_date=TODAY)
    deputy.today = TODAY
    with pytest.raises(OwnRequest):
        decide(**hand(deputy), seen=Seen(row.pk, row.version), answer=answer(AgencyFactory()))


def test_a_locked_plan_does_not_move_by_calling_the_milestone_reached_for_a_moment() -> None:
    by, project = UserFactory(), ProjectNotStarted()
    approval = PolicyApproval(project=project, issued_date=TODAY - timedelta(days=400))
    item = ItemPlanned(project=project, planned_date=TODAY + timedelta(days=3), instrument=approval)
    reached = Achievement(undated=True)
    achieve(**hand(by), seen=Seen(item.pk, item.version), reached=reached)
    item.refresh_from_db()
    later = Plan(approval, PartialDate(TODAY + timedelta(days=400), Precision.DAY))
    with pytest.raises(PlanLocked):
        revise(**hand(by), seen=Seen(item.pk, item.version), plan=later)


def test_a_flag_that_comes_back_is_with_the_officer_of_its_project() -> None:
    duty = ObligationOverdue()
    flag = FlagOpen(obligation=duty, officer=UserFactory(), handle_by=TODAY)
    day, at = date(2026, 9, 1), datetime(2026, 9, 1, 3, tzinfo=UTC)
    Obligation.objects.filter(pk=duty.pk).update(clock="void", void_reason="land_route")
    settling.settle(on=day, at=at)
    Obligation.objects.filter(pk=duty.pk).update(clock="running", void_reason="")
    settling.settle(on=day, at=at)
    found = Flag.objects.get(pk=flag.pk)
    assert (found.state, found.officer_id, found.handle_by) == ("open", None, None)


def test_the_history_of_a_round_is_told_to_those_who_see_all_of_it() -> None:
    entry = EntryLate()
    url = reverse("projects:round", args=[entry.round_id])
    officer = UserFactory(sector_agency=True, agency=entry.project.agency)
    assert signed_in(officer).get(url).context["story"] == []
    assert 'id="h-ls"' not in signed_in(officer).get(url).content.decode()


def test_an_agency_that_no_longer_leads_does_not_break_the_register() -> None:
    manager = UserFactory(specialist=True)
    order = give(manager, AgencyFactory().pk)
    lead = order.leads.get()
    lead.delete()
    for state in ("tat-ca", "da-thoi", ""):
        page = signed_in(manager).get("/nhiem-vu/", {"trang_thai": state})
        assert page.status_code == 200


def test_the_secret_of_a_calendar_is_not_written_to_the_log() -> None:
    found = (handler.formatter for handler in logging.getLogger().handlers)
    ours = next(each for each in found if isinstance(each, ProcessorFormatter))
    said = ("Not Found: %s", ("/lich/mot-bi-mat.ics",))
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, *said, None)
    assert "Not Found: /lich/***.ics" in ours.format(record)


ROWS: dict[str, Any] = {
    "request_decide": RequestFactory,
    "deposit_outcome": DepositPaid,
    "deposit_edit": DepositPaid,
    "contribution_edit": ContributionFactory,
    "contact_edit": ContactMissed,
    "site_loss_edit": SiteLossFactory,
    "filing_decide": FilingSubmitted,
    "decision_edit": DecisionInForce,
    "decision_end": DecisionInForce,
    "period_decide": ExclusionClosed,
    "period_review": ExclusionClosed,
    "item_edit": ItemPlanned,
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_not_reached_through_another_project(name: str) -> None:
    row, other = ROWS[name](project=ProjectNotStarted()), ProjectNotStarted()
    client = signed_in(UserFactory())
    found = {
        project.code: client.get(reverse(f"projects:{name}", args=[project.code, row.pk]))
        for project in (row.project, other)
    }
    assert [page.status_code for page in found.values()] == [200, 404]


def test_a_result_and_a_cycle_are_not_reached_through_another_task() -> None:
    result, other = ResultSubmitted(), ResultSubmitted().lead.assignment_id
    duty = ObligationOfOrder(subject_id=result.lead_id)
    client = signed_in(UserFactory())
    said = {"decision": "nhan", "version": result.version}
    there = reverse("deadlines:order_review", args=[other, result.pk])
    assert client.post(there, said).status_code == 404
    assert client.get(reverse("deadlines:order_report", args=[other, duty.pk])).status_code == 404

"""Every constraint and trigger of the database, violated once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import BaseConstraint, CheckConstraint, UniqueConstraint

from accounts.models import AuditEvent, AuditLeaf, AuditSeal
from disbursement.models import ClosedFigure, PlanEntry
from inspections.models import Conclusion
from projects.models import ScheduleItem
from reporting.models import ReportRun
from tests import factories as f
from tests.factories.cases import ConclusionPublished
from tests.factories.months import FigureKept
from tests.factories.plans import DecisionAssigning, EntryAssigned
from tests.support.account_violations import ACCOUNTS
from tests.support.appraisal_violations import APPRAISAL
from tests.support.bulk_violations import BULK
from tests.support.case_step_violations import CASE_STEPS
from tests.support.case_violations import CASES
from tests.support.ending_violations import ENDING
from tests.support.finding_violations import FINDING
from tests.support.gate_violations import GATES
from tests.support.house_violations import (
    DAY,
    DAY_BEFORE,
    FACTS_OF_THE_LAW,
    LAND_AND_SCHEDULE,
    NIGHT,
    ODD,
    PEOPLE,
    PROJECTS,
    twice,
)
from tests.support.import_violations import IMPORTS
from tests.support.inspection_plan_violations import INSPECTION_PLANS
from tests.support.instrument_violations import INSTRUMENTS
from tests.support.investor_violations import INVESTORS
from tests.support.money_violations import MONEY
from tests.support.month_violations import MONTHS
from tests.support.order_violations import ORDERS, again
from tests.support.payment_violations import PAYMENTS
from tests.support.plan_violations import PLANS
from tests.support.public_violations import PUBLIC
from tests.support.published_violations import PUBLISHED
from tests.support.quality_violations import QUALITY
from tests.support.reallocation_violations import REALLOCATIONS
from tests.support.remedy_violations import REMEDIES
from tests.support.report_violations import REPORT_TRIGGERS, REPORTS
from tests.support.repository import own_models
from tests.support.scenario_violations import SCENARIOS
from tests.support.site_violations import SITES
from tests.support.statement_violations import STATEMENTS
from tests.support.support_violations import SUPPORT, SUPPORT_TRIGGERS
from tests.support.workbook_violations import WORKBOOKS

pytestmark = pytest.mark.django_db


DEADLINES: dict[str, Callable[[], Any]] = {
    "rule_proposal_state_is_known": lambda: f.ProposalOpen(state=ODD),
    "rule_proposal_gives_a_reason": lambda: f.ProposalOpen(reason=""),
    "rule_proposal_applied_at_and_by_together": lambda: f.ProposalApplied(applied_by_id=None),
    "rule_proposal_applied_by_a_second_person": lambda: f.ProposalApplied(
        applied_by_id=7, proposed_by_id=7
    ),
    "rule_proposal_one_at_a_time": lambda: twice(f.ProposalOpen),
    "rule_version_number_is_unique": lambda: twice(f.RuleVersionFactory, kind="T", number=1),
    "rule_version_ends_after_it_begins": lambda: f.RuleVersionFactory(
        effective_from=DAY, effective_to=DAY_BEFORE
    ),
    "rule_version_confirmed_at_and_by_together": lambda: f.RuleVersionFactory(confirmed_at=NIGHT),
    "rule_version_lane_is_known": lambda: f.RuleVersionFactory(lane=ODD),
    "rule_version_applies_by_is_known": lambda: f.RuleVersionFactory(applies_by=ODD),
    "rule_version_boundary_is_known": lambda: f.RuleVersionFactory(boundary=ODD),
    "obligation_is_computed_once": lambda: twice(f.ObligationRunning, subject_id=1),
    "obligation_has_exactly_one_bearer": lambda: f.ObligationRunning(bearer_investor_id=1),
    "obligation_unknown_names_what_is_missing": lambda: f.ObligationUnknown(missing=""),
    "obligation_running_has_a_due_date": lambda: f.ObligationRunning(due_date=None),
    "obligation_stopped_has_its_day": lambda: f.ObligationStopped(stopped_on=None),
    "obligation_clock_is_known": lambda: f.ObligationRunning(clock=ODD),
    "obligation_audience_is_known": lambda: f.ObligationRunning(audience=ODD),
    "flag_is_raised_once_for_a_due_date": lambda: again(
        f.FlagOpen(), f.FlagOpen, "obligation", "due_date"
    ),
    "flag_decided_at_and_by_together": lambda: f.FlagConfirmed(decided_by_id=None),
    "flag_dismissed_with_a_reason": lambda: f.FlagDismissed(document_number=""),
    "flag_closed_has_its_day": lambda: f.FlagResolved(closed_on=None),
    "flag_opens_after_the_due_date": lambda: f.FlagOpen(opened_on=date(2026, 6, 30)),
    "flag_state_is_known": lambda: f.FlagOpen(state=ODD, closed_on=DAY),
}

DOCUMENTS: dict[str, Callable[[], Any]] = {
    "document_kind_is_known": lambda: f.DocumentFactory(kind=ODD),
    "document_audience_is_known": lambda: f.DocumentFactory(audience=ODD),
    "document_issued_precision_is_known": lambda: f.DocumentFactory(issued_precision=ODD),
    "document_has_a_title": lambda: f.DocumentFactory(title=""),
    "document_withdrawn_by_somebody_for_a_reason": lambda: f.DocumentFactory(
        withdrawn=True, withdrawn_reason=""
    ),
    "document_file_version_is_unique": lambda: again(
        f.DocumentFileFactory(), f.DocumentFileFactory, "document", "number"
    ),
    "document_file_scan_is_known": lambda: f.DocumentFileFactory(scan=ODD),
    "document_file_is_not_empty": lambda: f.DocumentFileFactory(size_bytes=0),
    "document_file_place_has_both_parts": lambda: f.DocumentFileFactory(latitude=Decimal(21)),
}

HANDLING: dict[str, Callable[[], Any]] = {
    "handling_class_ends_after_it_begins": lambda: f.HandlingClassFactory(
        valid_from=DAY, valid_to=DAY_BEFORE
    ),
    "handling_decision_one_in_force": lambda: again(
        f.DecisionInForce(), f.DecisionInForce, "project"
    ),
    "handling_decision_has_a_document": lambda: f.DecisionInForce(document_number=""),
    "handling_decision_ends_after_it_begins": lambda: f.DecisionEnded(
        decided_date=DAY, ended_date=DAY_BEFORE
    ),
    "review_round_closes_after_it_opens": lambda: f.RoundClosed(
        opened_date=DAY, closed_date=DAY_BEFORE
    ),
    "review_entry_outcome_is_known": lambda: f.EntryLate(outcome=ODD),
    "review_entry_one_a_project": lambda: again(
        f.EntryWaiting(), f.EntryWaiting, "round", "project"
    ),
    "review_entry_says_who_looked_and_when": lambda: f.EntryLate(looked_by_name=""),
}

ESCALATION: dict[str, Callable[[], Any]] = {
    "escalation_step_role_is_known": lambda: f.EscalationStepFactory(role=ODD),
    "escalation_step_gives_days": lambda: f.EscalationStepFactory(answer_days=0),
}
DESK_AND_REPORTS: dict[str, Callable[[], Any]] = {
    "job_state_is_known": lambda: f.JobQueued(state=ODD),
    "job_progress_is_a_percentage": lambda: f.JobRunning(progress=101),
    "job_is_asked_once": lambda: twice(f.JobQueued, subject_id=1),
    "draft_one_for_each_form": lambda: again(f.DraftKept(), f.DraftKept, "user"),
    "mailing_state_is_known": lambda: f.MailingWaiting(state=ODD),
    "mailing_sent_has_its_time": lambda: f.MailingWaiting(state="sent"),
    "notification_is_told_once": lambda: again(
        f.NotificationFactory(), f.NotificationFactory, "user", "key"
    ),
    "notification_choice_is_known": lambda: f.NotificationChoiceFactory(mail=ODD),
    "notification_choice_one_a_kind": lambda: again(
        f.NotificationChoiceFactory(), f.NotificationChoiceFactory, "user"
    ),
    "calendar_feed_one_at_a_time": lambda: again(f.CalendarFeedOpen(), f.CalendarFeedOpen, "user"),
    "report_version_is_unique": lambda: twice(f.ReportQueued, number=1),
    "report_ready_has_its_pdf": lambda: f.ReportReady(pdf=None),
    "report_template_is_known": lambda: f.ReportQueued(template=ODD),
}


def sealed(**changed: Any) -> AuditSeal:
    """A seal over nothing in particular."""
    values = {"id": 9, "sealed_at": NIGHT, "rows": 1, "complete_to": 0, "root": ""}
    return AuditSeal.objects.create(**values | changed)


def leaf(**changed: Any) -> AuditLeaf:
    return AuditLeaf.objects.create(**{"event_id": 1, "position": 0, "digest": ""} | changed)


def two_leaves_in_one_place() -> None:
    seal = sealed()
    leaf(seal=seal)
    leaf(seal=seal, event_id=2)


SEALS: dict[str, Callable[[], Any]] = {
    "seal_follows_one_seal": lambda: (sealed(), sealed(id=10)),
    "seal_holds_at_least_one_row": lambda: sealed(rows=0),
    "leaf_has_its_own_place": two_leaves_in_one_place,
}

VIOLATIONS = (
    ACCOUNTS
    | APPRAISAL
    | BULK
    | IMPORTS
    | SCENARIOS
    | WORKBOOKS
    | SITES
    | SEALS
    | PEOPLE
    | PROJECTS
    | LAND_AND_SCHEDULE
    | FACTS_OF_THE_LAW
    | DEADLINES
    | CASES
    | CASE_STEPS
    | ENDING
    | GATES
    | INSPECTION_PLANS
    | INSTRUMENTS
    | INVESTORS
    | MONEY
    | ORDERS
    | QUALITY
    | FINDING
    | DOCUMENTS
    | HANDLING
    | STATEMENTS
    | REALLOCATIONS
    | REMEDIES
    | MONTHS
    | PAYMENTS
    | PLANS
    | PUBLIC
    | PUBLISHED
    | ESCALATION
    | DESK_AND_REPORTS
    | REPORTS
    | SUPPORT
)


def change_baseline() -> None:
    ScheduleItem.objects.filter(pk=f.ItemPlanned().pk).update(baseline_date=DAY)


def change_baseline_precision() -> None:
    ScheduleItem.objects.filter(pk=f.ItemPlanned().pk).update(baseline_precision="month")


def change_ledger() -> None:
    PlanEntry.objects.filter(pk=EntryAssigned().pk).update(amount_delta_vnd=1)


def unbalance_ledger() -> None:
    decision = DecisionAssigning(kind="transfer")
    EntryAssigned(decision=decision, layer="unallocated")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def change_closed_figure() -> None:
    ClosedFigure.objects.filter(pk=FigureKept().pk).update(disbursed_vnd=1)


def take_publication_back() -> None:
    Conclusion.objects.filter(pk=ConclusionPublished().pk).update(published_date=None)


TRIGGERS: list[tuple[str, str, Callable[[], Any]]] = [
    ("stays_published", "taken back", take_publication_back),
    ("plan_entry_never_changes", "its amount", change_ledger),
    ("closed_figure_never_changes", "its amount", change_closed_figure),
    ("plan_entries_balance", "one-sided", unbalance_ledger),
    ("baseline_never_changes", "its day", change_baseline),
    ("baseline_never_changes", "its precision", change_baseline_precision),
    (
        "append_only",
        "a line of history changed",
        lambda: AuditEvent.objects.filter(pk=f.AuditEventFactory().pk).update(summary="khác"),
    ),
    ("append_only", "a line of history taken out", lambda: f.AuditEventFactory().delete()),
    (
        "append_only",
        "a seal changed",
        lambda: AuditSeal.objects.filter(pk=sealed().pk).update(rows=2),
    ),
    ("append_only", "a seal taken out", lambda: sealed().delete()),
    (
        "append_only",
        "a leaf changed",
        lambda: AuditLeaf.objects.filter(seal=leaf(seal=sealed()).seal).update(position=5),
    ),
    ("append_only", "a leaf taken out", lambda: leaf(seal=sealed()).delete()),
    (
        "ready_report_never_changes",
        "a ready report rendered again",
        lambda: ReportRun.objects.filter(pk=f.ReportReady().pk).update(pages=9),
    ),
    (
        "ready_report_never_changes",
        "a ready report taken out",
        lambda: f.ReportReady().delete(),
    ),
    *REPORT_TRIGGERS,
    *SUPPORT_TRIGGERS,
]


def constraints() -> list[BaseConstraint]:
    return [constraint for model in own_models() for constraint in model._meta.constraints]


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        VIOLATIONS[name]()
    assert refusal.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize(
    ("name", "act"),
    [pytest.param(name, act, id=f"{name}: {case}") for name, case, act in TRIGGERS],
)
def test_a_trigger_refuses(name: str, act: Callable[[], Any]) -> None:
    refused = pytest.raises(
        (InternalError, IntegrityError), match=r"Cannot (update|delete|change)|left over"
    )
    with refused, transaction.atomic():
        act()
    assert name in {trigger for model in own_models() for trigger in triggers_of(model)}


def triggers_of(model: Any) -> set[str]:
    return {trigger.name for trigger in getattr(model._meta, "triggers", [])}


def test_every_constraint_is_violated_above() -> None:
    assert {constraint.name for constraint in constraints()} == set(VIOLATIONS)


def test_every_trigger_is_violated_above() -> None:
    known = {name for model in own_models() for name in triggers_of(model)}
    assert known == {name for name, _case, _act in TRIGGERS}


@pytest.mark.parametrize("constraint", constraints(), ids=lambda found: found.name)
def test_a_constraint_says_what_is_wrong(constraint: BaseConstraint) -> None:
    kind = type(constraint)
    assert kind in (CheckConstraint, ExclusionConstraint, UniqueConstraint)
    assert constraint.violation_error_message != kind.default_violation_error_message

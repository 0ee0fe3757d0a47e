"""What the database refuses of sources, plans and the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories.payments import LineToPay, YearPlan
from tests.factories.plans import (
    BalanceAssigned,
    CentralSource,
    DecisionAssigning,
    EntryAssigned,
    FiveYears,
)
from tests.factories.public import ProjectPublic
from tests.support.order_violations import again

PLANS: dict[str, Callable[[], Any]] = {
    "funding_source_budget_is_known": lambda: CentralSource(budget="?"),
    "funding_source_has_three_levels_at_most": lambda: CentralSource(level=2),
    "funding_source_code_is_an_outline_number": lambda: CentralSource(code="1.1.1.1"),
    "funding_source_ends_after_it_begins": lambda: CentralSource(
        valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1)
    ),
    "capital_plan_horizon_is_known": lambda: YearPlan(horizon="?"),
    "capital_plan_spans_its_years": lambda: FiveYears(last_year=2029),
    "capital_plan_once": lambda: YearPlan._meta.model.objects.bulk_create(YearPlan.build_batch(2)),
    "plan_decision_kind_is_known": lambda: DecisionAssigning(kind="?"),
    "plan_decision_issuer_is_known": lambda: DecisionAssigning(issuer="?"),
    "plan_decision_has_its_number": lambda: DecisionAssigning(number=""),
    "plan_decision_once": lambda: again(
        DecisionAssigning(), DecisionAssigning, "number_key", "issued_date"
    ),
    "plan_entry_layer_is_known": lambda: EntryAssigned(layer="?"),
    "plan_entry_bucket_is_known": lambda: EntryAssigned(bucket="?"),
    "plan_entry_is_not_zero": lambda: EntryAssigned(amount_delta_vnd=0),
    "plan_entry_names_a_project_when_allocated": lambda: EntryAssigned(project=ProjectPublic()),
    "plan_entry_carry_case_is_known": lambda: EntryAssigned(carry_case="national"),
    "source_balance_once": lambda: again(BalanceAssigned(), BalanceAssigned, "plan", "source"),
    "source_balance_bucket_is_known": lambda: BalanceAssigned(bucket="?"),
    "source_balance_pm_is_not_negative": lambda: BalanceAssigned(pm_vnd=-1),
    "source_balance_allocated_is_not_negative": lambda: BalanceAssigned(allocated_vnd=-1),
    "source_balance_allocates_what_was_assigned": lambda: BalanceAssigned(
        allocated_vnd=10_000_000_001
    ),
    "plan_line_once": lambda: again(LineToPay(), LineToPay, "plan", "source", "project"),
    "plan_line_bucket_is_known": lambda: LineToPay(bucket="?"),
    "plan_line_priority_is_known": lambda: LineToPay(priority="?"),
    "plan_line_allocated_is_not_negative": lambda: LineToPay(allocated_vnd=-1),
    "plan_line_drawn_is_not_negative": lambda: LineToPay(drawn_vnd=-1),
    "plan_line_disbursed_is_not_negative": lambda: LineToPay(disbursed_vnd=-1),
    "plan_line_draws_within_the_medium_term": lambda: LineToPay(allocated_vnd=1, drawn_vnd=2),
    "plan_line_recovers_what_was_advanced": lambda: LineToPay(disbursed_vnd=1, advance_vnd=2),
}

"""Every constraint of deposits, capital and clearance, violated once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests import factories as f

MONEY: dict[str, Callable[[], Any]] = {
    "deposit_kind_is_known": lambda: f.DepositPaid(kind="?"),
    "deposit_amount_is_positive": lambda: f.DepositPaid(amount_vnd=0),
    "deposit_guarantee_has_its_last_day": lambda: f.GuaranteeInForce(valid_until=None),
    "deposit_ends_after_it_begins": lambda: f.GuaranteeInForce(valid_until=date(2026, 2, 9)),
    "deposit_has_a_document": lambda: f.DepositPaid(document_number=""),
    "contribution_is_positive": lambda: f.ContributionFactory(amount_vnd=0),
    "contribution_has_evidence": lambda: f.ContributionFactory(evidence=""),
    "project_deposit_base_is_not_negative": lambda: f.ProjectFactory(deposit_base_vnd=-1),
    "project_deposit_agreed_is_not_negative": lambda: f.ProjectFactory(deposit_agreed_vnd=-1),
    "deposit_outcome_kind_is_known": lambda: f.OutcomeReleased(kind="?"),
    "deposit_outcome_is_positive": lambda: f.OutcomeReleased(amount_vnd=0),
    "deposit_outcome_has_a_document": lambda: f.OutcomeReleased(document_number=""),
    "contribution_rate_is_whole": lambda: f.ContributionFactory(amount_usd=Decimal(5)),
    "capital_part_kind_is_known": lambda: f.CapitalPartFactory(kind="?"),
    "capital_part_is_not_negative": lambda: f.CapitalPartFactory(amount_vnd=-1),
    "capital_part_rate_is_whole": lambda: f.CapitalPartFactory(rate_vnd=Decimal(25_300)),
    "capital_part_once_a_kind": lambda: f.CapitalPartFactory(
        project=f.CapitalPartFactory().project
    ),
    "project_capital_rate_has_its_day": lambda: f.ProjectFactory(capital_rate_vnd=Decimal(25_300)),
    "project_deposit_reduction_has_its_basis": lambda: f.ProjectFactory(
        deposit_reduction_percent=25
    ),
    "clearance_area_is_not_negative": lambda: f.ClearanceCounted(
        area_total_m2=-1, area_agreed_m2=None
    ),
    "clearance_area_agreed_is_not_negative": lambda: f.ClearanceCounted(area_agreed_m2=-1),
    "clearance_households_agreed_within": lambda: f.ClearanceCounted(households_agreed=11),
    "clearance_households_paid_within": lambda: f.ClearanceCounted(households_paid=11),
    "clearance_users_agreed_within": lambda: f.ClearanceCounted(users_agreed=13),
    "clearance_area_agreed_within": lambda: f.ClearanceCounted(area_agreed_m2=50_001),
}

"""What the database refuses of public projects, their decisions and their contracts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import factories as f
from tests.support.order_violations import again

ODD = "?"

PUBLIC: dict[str, Callable[[], Any]] = {
    "public_project_group_is_known": lambda: f.PublicProjectFactory(group=ODD),
    "public_project_land_ready_is_known": lambda: f.PublicProjectFactory(land_ready=ODD),
    "public_project_budget_code_once": lambda: again(
        f.PublicProjectFactory(), f.PublicProjectFactory, "budget_code"
    ),
    "public_project_budget_code_has_seven_digits": lambda: f.PublicProjectFactory(
        budget_code="791234"
    ),
    "public_project_ends_after_it_begins": lambda: f.PublicProjectFactory(
        start_year=2027, end_year=2026
    ),
    "public_project_total_is_not_negative": lambda: f.PublicProjectFactory(
        total_investment_vnd=-1, exception_number="1/NQ", exception_reason="Trượt giá"
    ),
    "public_project_opening_allocated_not_negative": lambda: f.PublicProjectFactory(
        opening_allocated_vnd=-1
    ),
    "public_project_opening_is_not_negative": lambda: f.PublicProjectFactory(
        opening_disbursed_vnd=-1
    ),
    "public_project_disbursed_is_not_negative": lambda: f.PublicProjectFactory(disbursed_vnd=-1),
    "public_project_spends_within_its_total": lambda: f.PublicProjectFactory(
        total_investment_vnd=10, opening_disbursed_vnd=6, disbursed_vnd=5
    ),
    "public_project_exception_has_its_reason": lambda: f.PublicProjectFactory(
        exception_number="1/NQ"
    ),
    "investment_decision_kind_is_known": lambda: f.InvestmentDecided(kind=ODD),
    "investment_decision_has_its_number": lambda: f.InvestmentDecided(number=""),
    "investment_decision_total_is_positive": lambda: f.InvestmentDecided(total_investment_vnd=0),
    "investment_decision_once": lambda: again(
        f.InvestmentDecided(), f.InvestmentDecided, "project", "number", "issued_date"
    ),
    "contract_once": lambda: again(f.ContractFactory(), f.ContractFactory, "project", "number"),
    "contract_value_is_positive": lambda: f.ContractFactory(value_vnd=0),
    "contract_has_its_number": lambda: f.ContractFactory(number=""),
}

"""What the database refuses of plans of inspections, their projects, and firms that keep the law."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from tests.factories.inspection_plans import (
    FirmExempt,
    ItemOrdered,
    PlanAnswered,
    PlanDrafted,
    PlanIssued,
    PlanSubmitted,
)

_ODD = "?"
_DROPPED = datetime(2026, 1, 7, 3, tzinfo=UTC)


def _planned_twice() -> None:
    PlanDrafted(body=PlanDrafted().body)


def _chosen_twice() -> None:
    first: Any = ItemOrdered()
    ItemOrdered(plan=first.plan, project=first.project)


INSPECTION_PLANS: dict[str, Callable[[], Any]] = {
    "inspection_plan_kind_is_known": lambda: PlanDrafted(kind=_ODD),
    "inspection_plan_state_is_known": lambda: PlanIssued(state=_ODD),
    "inspection_plan_once_a_year": _planned_twice,
    "inspection_plan_submitted_by_somebody": lambda: PlanSubmitted(submitted_by_id=None),
    "inspection_plan_answered_by_a_document": lambda: PlanAnswered(answer_number=""),
    "inspection_plan_issued_by_a_document": lambda: PlanIssued(issued_number=""),
    "inspection_plan_issued_by_another_person": lambda: PlanIssued(issued_by_id=1),
    "plan_item_reason_is_known": lambda: ItemOrdered(reason_kind=_ODD),
    "plan_item_once": _chosen_twice,
    "plan_item_says_why": lambda: ItemOrdered(reason=""),
    "plan_item_of_a_flag_names_it": lambda: ItemOrdered(reason_kind="flag"),
    "plan_item_quarter_is_one_to_four": lambda: ItemOrdered(quarter=5),
    "plan_item_period_is_in_order": lambda: ItemOrdered(
        period_from=date(2025, 1, 2), period_to=date(2025, 1, 1)
    ),
    "plan_item_dropped_for_a_reason": lambda: ItemOrdered(dropped_at=_DROPPED, dropped_by_id=1),
    "good_compliance_ends_after_it_begins": lambda: FirmExempt(valid_to=date(2026, 1, 4)),
    "good_compliance_has_a_document": lambda: FirmExempt(authority=""),
}

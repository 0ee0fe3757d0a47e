"""Rows of orders that the database refuses, by the constraint that does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests import factories as f

DAY = date(2026, 8, 31)
ODD = "?"  # a value that no list of choices holds


def again(row: Any, factory: Any, *names: str) -> None:
    """A second row with these values of the first."""
    factory(**{name: getattr(row, name) for name in names})


ORDERS: dict[str, Callable[[], Any]] = {
    "assignment_origin_is_known": lambda: f.OrderFactory(origin=ODD),
    "assignment_recurrence_is_known": lambda: f.OrderFactory(recurrence=ODD),
    "assignment_boundary_is_known": lambda: f.OrderFactory(boundary=ODD),
    "assignment_says_what_to_do": lambda: f.OrderFactory(text=""),
    "assignment_of_a_plan_names_its_source": lambda: f.OrderFactory(source_number=""),
    "assignment_directive_is_about_a_project": lambda: f.DirectiveFactory(project_id=None),
    "assignment_withdrawn_with_a_reason": lambda: f.OrderFactory(withdrawn_on=DAY),
    "assignment_lead_is_named_once": lambda: again(
        f.LeadFactory(), f.LeadFactory, "assignment", "agency"
    ),
    "assignment_result_says_what_was_done": lambda: f.ResultSubmitted(text=""),
    "assignment_result_is_accepted_or_returned": lambda: f.ResultReturned(accepted_date=DAY),
    "assignment_result_returned_with_remarks": lambda: f.ResultReturned(remarks=""),
    "assignment_result_one_a_cycle": lambda: again(
        f.ResultSubmitted(), f.ResultAccepted, "lead", "cycle"
    ),
}

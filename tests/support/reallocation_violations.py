"""What the database refuses of drafts of reallocation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories.reallocations import DraftOfMoves, LineThatGives
from tests.support.order_violations import again

REALLOCATIONS: dict[str, Callable[[], Any]] = {
    "reallocation_state_is_known": lambda: DraftOfMoves(state="?"),
    "reallocation_month_is_its_first_day": lambda: DraftOfMoves(month=date(2026, 8, 2)),
    "reallocation_applied_by_a_decision": lambda: DraftOfMoves(state="applied"),
    "reallocation_minimum_line_is_positive": lambda: DraftOfMoves(minimum_line_vnd=0),
    "reallocation_line_once": lambda: again(LineThatGives(), LineThatGives, "reallocation", "line"),
    "reallocation_line_bounds_are_in_order": lambda: LineThatGives(ceiling_vnd=1),
}

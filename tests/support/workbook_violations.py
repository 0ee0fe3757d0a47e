"""What the database refuses of workbooks of capital."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories.workbooks import SheetRead

WORKBOOKS: dict[str, Callable[[], Any]] = {
    "capital_sheet_kind_is_known": lambda: SheetRead(kind="odd"),
    "capital_sheet_state_is_known": lambda: SheetRead(state="odd"),
    "capital_sheet_month_is_its_first_day": lambda: SheetRead(month=date(2026, 8, 2)),
}

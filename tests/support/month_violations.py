"""What the database refuses of closings and of the treasury's figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories.months import FigureKept, MonthClosed, MonthReopened, TreasuryConfirmed
from tests.support.order_violations import again

SECOND_DAY = date(2026, 8, 2)

MONTHS: dict[str, Callable[[], Any]] = {
    "month_closing_number_once": lambda: again(MonthReopened(), MonthClosed, "month", "number"),
    "month_closed_once_at_a_time": lambda: (MonthClosed(), MonthClosed(number=2)),
    "month_closing_month_is_its_first_day": lambda: MonthClosed(month=SECOND_DAY),
    "month_closing_has_its_decision": lambda: MonthClosed(decision_number=""),
    "month_reopened_by_a_decision": lambda: MonthReopened(reopened_number=""),
    "closed_figure_once": lambda: again(FigureKept(), FigureKept, "closing", "line"),
    "treasury_figure_once_a_month": lambda: again(
        TreasuryConfirmed(), TreasuryConfirmed, "line", "month"
    ),
    "treasury_month_is_its_first_day": lambda: TreasuryConfirmed(month=SECOND_DAY),
    "treasury_disbursed_is_not_negative": lambda: TreasuryConfirmed(disbursed_vnd=-1),
    "treasury_advance_is_not_negative": lambda: TreasuryConfirmed(advance_vnd=-1),
    "treasury_figure_names_its_document": lambda: TreasuryConfirmed(document_number=""),
    "treasury_difference_explained_by_somebody": lambda: TreasuryConfirmed(
        explanation="Trễ một ngày"
    ),
}

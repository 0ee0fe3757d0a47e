"""What the database refuses of payments and of the figures owners send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.factories.payments import MonthReturned, MonthSentFactory, PaymentEntered
from tests.support.order_violations import again

PAYMENTS: dict[str, Callable[[], Any]] = {
    "payment_once_a_month": lambda: again(PaymentEntered(), PaymentEntered, "line", "month"),
    "payment_month_is_its_first_day": lambda: PaymentEntered(month=date(2026, 8, 2)),
    "payment_advance_is_not_negative": lambda: PaymentEntered(advance_vnd=-1),
    "payment_volume_is_not_negative": lambda: PaymentEntered(volume_vnd=-1),
    "payment_recovery_is_not_negative": lambda: PaymentEntered(recovery_vnd=-1),
    "payment_estimate_is_not_negative": lambda: PaymentEntered(estimate_vnd=-1),
    "payment_awaiting_is_not_negative": lambda: PaymentEntered(awaiting_vnd=-1),
    "payment_progress_is_a_percentage": lambda: PaymentEntered(physical_percent=101),
    "month_report_once": lambda: again(MonthSentFactory(), MonthSentFactory, "owner", "month"),
    "month_report_state_is_known": lambda: MonthReturned(state="?"),
    "month_report_month_is_its_first_day": lambda: MonthSentFactory(month=date(2026, 8, 2)),
    "month_report_returned_for_a_reason": lambda: MonthReturned(returned_reason=""),
}

"""Closings of months, what they kept, and what the treasury confirms."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from disbursement.models import ClosedFigure, MonthClosing, TreasuryFigure
from tests.factories.payments import AUGUST, LineToPay


class MonthClosed(DjangoModelFactory):
    """August closed by a decision, not reopened."""

    class Meta:
        model = MonthClosing

    month = AUGUST
    number = 1
    decision_number = "12/QĐ-STC"
    decision_date = date(2026, 9, 8)
    at = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)
    by_id = 1


class MonthReopened(MonthClosed):
    """The same, opened again to correct a line."""

    reopened_number = "15/QĐ-STC"
    reopened_date = date(2026, 9, 15)
    reopened_reason = "Kho bạc đối chiếu lại"
    reopened_at = datetime(2026, 9, 15, 2, 0, tzinfo=UTC)
    reopened_by_id = 1


class FigureKept(DjangoModelFactory):
    """A line as a closing kept it."""

    class Meta:
        model = ClosedFigure

    closing = factory.SubFactory(MonthClosed)
    line = factory.SubFactory(LineToPay)
    allocated_vnd = 62_000_000_000
    disbursed_vnd = 48_700_000_000
    advance_outstanding_vnd = 0


class TreasuryConfirmed(DjangoModelFactory):
    """What the treasury holds of a line to the end of August."""

    class Meta:
        model = TreasuryFigure

    line = factory.SubFactory(LineToPay)
    month = AUGUST
    disbursed_vnd = 48_700_000_000
    advance_vnd = 0
    document_number = "21/KB-ĐC"
    document_date = date(2026, 9, 4)

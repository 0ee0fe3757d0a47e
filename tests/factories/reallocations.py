"""Drafts that move capital, and their lines."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from disbursement.models import Reallocation, ReallocationLine
from tests.factories.payments import LINE_VND, LineToPay, YearPlan

TRIEU = 1_000_000


class DraftOfMoves(DjangoModelFactory):
    """A draft made from the figures of August, still without lines."""

    class Meta:
        model = Reallocation

    plan = factory.SubFactory(YearPlan)
    month = date(2026, 8, 1)
    minimum_line_vnd = 500 * TRIEU
    facts_hash = "0" * 64
    nothing = factory.LazyFunction(lambda: {"base_vnd": LINE_VND, "absorbed_vnd": LINE_VND // 2})
    proposed = factory.LazyFunction(
        lambda: {"absorbed_vnd": LINE_VND // 2, "moved_vnd": 0, "lines": 0}
    )


class LineThatGives(DjangoModelFactory):
    """A line that gives ten tỷ and is bound by what was paid."""

    class Meta:
        model = ReallocationLine

    reallocation = factory.SubFactory(DraftOfMoves)
    line = factory.SubFactory(LineToPay)
    allocated_vnd = LINE_VND
    disbursed_vnd = 8_000 * TRIEU
    forecast_vnd = 13_000 * TRIEU
    floor_vnd = 8_000 * TRIEU
    ceiling_vnd = LINE_VND
    proposed_delta_vnd = -10_000 * TRIEU
    edited_delta_vnd = -10_000 * TRIEU
    reason = factory.LazyFunction(
        lambda: {
            "code": "enough",
            "vnd": LINE_VND - 10_000 * TRIEU,
            "low": None,
            "middle": 13_000 * TRIEU,
            "high": None,
            "awaiting_vnd": 0,
            "contract_left_vnd": None,
            "land": "ready",
            "advance_vnd": 0,
            "floor": "paid",
            "ceiling": "absorb",
        }
    )

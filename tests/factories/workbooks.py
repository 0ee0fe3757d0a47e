"""Workbooks of capital on their way."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from disbursement.models import CapitalSheet
from tests.factories.accounts import AgencyFactory
from tests.factories.payments import AUGUST


class SheetRead(DjangoModelFactory):
    """Payments of August of an owner, one row, which names a project nobody knows."""

    class Meta:
        model = CapitalSheet

    kind = CapitalSheet.Kind.PAYMENTS
    file_name = "giai-ngan-thang-8.xlsx"
    file_hash = factory.Sequence(lambda n: f"{n:064x}")
    owner = factory.SubFactory(AgencyFactory)
    month = AUGUST
    target = factory.LazyFunction(lambda: {"told": [], "sums": 0})
    rows = factory.LazyFunction(
        lambda: [
            {
                "sheet": "Giải ngân",
                "number": 7,
                "texts": {"name": "Cầu Bản Chu"},
                "values": {"volume_vnd": 7_500_000_000},
                "unread": {},
                "cells": {"name": "B7", "volume_vnd": "E7"},
                "told": [],
            }
        ]
    )

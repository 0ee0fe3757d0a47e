"""Calls for investment, published figures, the competitiveness index."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from projects.models import Call, CallDecision, CallEntry, PciResult, PublishedFigure
from vn.text import search_text, sort_key


class CallDraft(DjangoModelFactory):
    """A decision on calls that holds nothing yet."""

    class Meta:
        model = CallDecision

    title = factory.Sequence(lambda n: f"Danh mục dự án kêu gọi đầu tư {n}")
    issuer_name = "UBND tỉnh Lạng Sơn"


class CallDecisionAdopted(CallDraft):
    """A decision that holds."""

    number = factory.Sequence(lambda n: f"{n + 1}/QĐ-UBND")
    number_key = factory.LazyAttribute(lambda row: row.number.lower())
    issued_date = date(2026, 3, 1)
    adopted_at = datetime(2026, 3, 2, 3, tzinfo=UTC)


class CallFactory(DjangoModelFactory):
    """A call no decision speaks of yet."""

    class Meta:
        model = Call

    code = factory.Sequence(lambda n: f"GDT-9{n:04d}")
    name = factory.Sequence(lambda n: f"Khu du lịch sinh thái {n}")
    search_text = factory.LazyAttribute(lambda row: search_text(row.code, row.name))
    sort_key = factory.LazyAttribute(lambda row: sort_key(row.name))


class CallLine(DjangoModelFactory):
    """A line of a draft that adds a call."""

    class Meta:
        model = CallEntry

    decision = factory.SubFactory(CallDraft)
    call = factory.SubFactory(CallFactory)
    change = CallEntry.Change.ADD
    name = factory.LazyAttribute(lambda row: row.call.name)
    capital_vnd = 700_000_000_000


class CallInForce(CallLine):
    """A call on the list."""

    decision = factory.SubFactory(CallDecisionAdopted)


class FigureFactory(DjangoModelFactory):
    """A count somebody published."""

    class Meta:
        model = PublishedFigure

    indicator = "projects"
    measure = PublishedFigure.Measure.COUNT
    scope_text = "Cao Bằng"
    text = "215 dự án"
    value = Decimal(215)
    as_of_date = date(2022, 9, 15)
    source = factory.Sequence(lambda n: f"Báo cáo {n}")


class PciFactory(DjangoModelFactory):
    """The index of a province in a year."""

    class Meta:
        model = PciResult

    province = "Lạng Sơn"
    year = 2022
    score = Decimal("67.88")
    rank = 15
    rank_of = 63
    source = factory.Sequence(lambda n: f"https://pci.example/{n}")

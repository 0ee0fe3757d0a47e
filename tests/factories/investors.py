"""What hangs on an investor: names, sanctions, evidence of equity, merges."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects.models import (
    EquityEvidence,
    InvestorMerge,
    InvestorName,
    InvestorsApart,
    Sanction,
)
from tests.factories.projects import InvestorFactory
from vn.text import fold


class NameFormer(DjangoModelFactory):
    """A name the investor no longer bears."""

    class Meta:
        model = InvestorName

    investor = factory.SubFactory(InvestorFactory)
    name = factory.Sequence(lambda n: f"Công ty TNHH Nam Á {n}")
    name_key = factory.LazyAttribute(lambda row: fold(row.name)[:300])
    kind = InvestorName.Kind.FORMER
    until_date = date(2025, 5, 12)
    document_number = "ĐKDN 3"


class SanctionOpen(DjangoModelFactory):
    """A fine that was not paid yet."""

    class Meta:
        model = Sanction

    investor = factory.SubFactory(InvestorFactory)
    number = factory.Sequence(lambda n: f"{n + 1}/QĐ-XPHC")
    date = date(2026, 3, 2)
    authority = "UBND tỉnh"
    content = "Không báo cáo giám sát, đánh giá đầu tư."
    amount_vnd = 75_000_000


class SanctionClosed(SanctionOpen):
    """Paid and remedied."""

    paid_date = date(2026, 3, 20)
    remedied_date = date(2026, 4, 1)


class EvidenceFactory(DjangoModelFactory):
    """Audited statements of the last year."""

    class Meta:
        model = EquityEvidence

    investor = factory.SubFactory(InvestorFactory)
    kind = EquityEvidence.Kind.AUDITED_ACCOUNTS
    as_of_date = date(2025, 12, 31)
    equity_vnd = 120_000_000_000
    document_number = factory.Sequence(lambda n: f"BCTC {n}")


class MergeInForce(DjangoModelFactory):
    """Two records put together; nothing moved."""

    class Meta:
        model = InvestorMerge

    kept = factory.SubFactory(InvestorFactory)
    merged = factory.SubFactory(InvestorFactory, merged_into=factory.SelfAttribute("..kept"))
    reason = "Cùng mã số thuế"
    moved = factory.LazyFunction(lambda: {"rows": {}, "stayed": {}, "old": {}, "new": {}})


class ApartFactory(DjangoModelFactory):
    """Two records that only look alike."""

    class Meta:
        model = InvestorsApart

    one = factory.SubFactory(InvestorFactory)
    other = factory.SubFactory(InvestorFactory)
    reason = "Hai mã số thuế khác nhau"

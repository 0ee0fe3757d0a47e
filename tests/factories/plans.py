"""Sources, plans and documents of the capital ledger."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from disbursement.models import (
    Bucket,
    CapitalPlan,
    FundingSource,
    PlanDecision,
    PlanEntry,
    SourceBalance,
)
from tests.factories.payments import LocalSource, YearPlan
from vn.documents import normalise_number

BILLION = 1_000_000_000


class CentralSource(DjangoModelFactory):
    """Money of the central budget by sector, under its two levels."""

    class Meta:
        model = FundingSource
        django_get_or_create = ["code"]

    code = "1"
    name = "Ngân sách trung ương"
    budget = FundingSource.Budget.CENTRAL
    level = 1
    sort_key = "001"


class FiveYears(DjangoModelFactory):
    """The medium-term plan of 2026-2030."""

    class Meta:
        model = CapitalPlan
        django_get_or_create = ["horizon", "first_year"]

    horizon = CapitalPlan.Horizon.MEDIUM_TERM
    first_year = 2026
    last_year = 2030


class DecisionAssigning(DjangoModelFactory):
    """A resolution of the People's Council that assigns capital."""

    class Meta:
        model = PlanDecision

    kind = PlanDecision.Kind.ASSIGN
    issuer = PlanDecision.Issuer.COUNCIL
    number = factory.Sequence(lambda n: f"{n + 1}/NQ-HĐND")
    number_key = factory.LazyAttribute(lambda row: normalise_number(row.number))
    issued_date = date(2025, 12, 9)


class EntryAssigned(DjangoModelFactory):
    """A row that assigns ten tỷ of the local budget to the plan of 2026; no balance is moved."""

    class Meta:
        model = PlanEntry

    decision = factory.SubFactory(DecisionAssigning)
    plan = factory.SubFactory(YearPlan)
    layer = PlanEntry.Layer.COUNCIL
    bucket = Bucket.YEAR
    source = factory.SubFactory(LocalSource)
    amount_delta_vnd = 10 * BILLION
    on_date = date(2025, 12, 9)


class BalanceAssigned(DjangoModelFactory):
    """A balance of ten tỷ assigned, four allocated."""

    class Meta:
        model = SourceBalance

    plan = factory.SubFactory(YearPlan)
    source = factory.SubFactory(LocalSource)
    bucket = Bucket.YEAR
    council_vnd = 10 * BILLION
    allocated_vnd = 4 * BILLION

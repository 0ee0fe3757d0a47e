"""Lines that are paid from, what owners entered of a month, and what they sent."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from disbursement.models import (
    Bucket,
    CapitalPlan,
    FundingSource,
    MonthlyPayment,
    MonthReport,
    PlanLine,
)
from tests.factories.accounts import AgencyFactory
from tests.factories.public import PublicProjectFactory

AUGUST = date(2026, 8, 1)
LINE_VND = 62_000_000_000


class YearPlan(DjangoModelFactory):
    """The plan of 2026."""

    class Meta:
        model = CapitalPlan
        django_get_or_create = ["horizon", "first_year"]

    horizon = CapitalPlan.Horizon.ANNUAL
    first_year = 2026
    last_year = factory.SelfAttribute("first_year")


class LocalSource(DjangoModelFactory):
    """Money of the local budget, balanced by the province."""

    class Meta:
        model = FundingSource
        django_get_or_create = ["code"]

    code = "2"
    name = "Ngân sách tập trung"
    short_name = "NS tập trung"
    budget = FundingSource.Budget.LOCAL
    level = 1
    sort_key = "002"


class LineToPay(DjangoModelFactory):
    """A line of the year's plan of which nothing was paid; `owner` is the agency that enters."""

    class Meta:
        model = PlanLine

    class Params:
        owner = factory.SubFactory(AgencyFactory)

    plan = factory.SubFactory(YearPlan)
    source = factory.SubFactory(LocalSource)
    bucket = Bucket.YEAR
    project = factory.LazyAttribute(lambda row: PublicProjectFactory(owner=row.owner).project)
    allocated_vnd = LINE_VND


class PaymentEntered(DjangoModelFactory):
    """A month of a line with all that is asked of it; the line itself is not moved."""

    class Meta:
        model = MonthlyPayment

    line = factory.SubFactory(LineToPay)
    month = AUGUST
    advance_vnd = 0
    volume_vnd = 7_500_000_000
    recovery_vnd = 0
    estimate_vnd = 4_000_000_000
    updated_at = datetime(2026, 8, 31, 3, 21, tzinfo=UTC)
    updated_by_id = 1


class MonthSentFactory(DjangoModelFactory):
    """The figures of a month, with the department."""

    class Meta:
        model = MonthReport

    owner = factory.SubFactory(AgencyFactory)
    month = AUGUST
    state = MonthReport.State.SENT
    first_sent_date = date(2026, 9, 3)
    sent_at = datetime(2026, 9, 3, 2, 0, tzinfo=UTC)
    sent_by_id = 1


class MonthReturned(MonthSentFactory):
    """The figures of a month, given back to be corrected."""

    state = MonthReport.State.RETURNED
    returned_at = datetime(2026, 9, 4, 2, 0, tzinfo=UTC)
    returned_by_id = 2
    returned_reason = "Kè Kỳ Cùng: đối chiếu lại với kho bạc"

"""Plans of a year, named by how far each has come, and firms that keep the law; days lie in 2025."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from inspections.models import GoodCompliance, InspectionPlan, PlanItem
from tests.factories.accounts import AgencyFactory
from tests.factories.deadlines import FlagConfirmed
from tests.factories.projects import InvestorFactory, ProjectNotStarted


class PlanDrafted(DjangoModelFactory):
    """What an inspectorate means to look at in 2026, being drafted."""

    class Meta:
        model = InspectionPlan

    kind = InspectionPlan.Kind.INSPECTION
    year = 2026
    body = factory.SubFactory(AgencyFactory, kind="inspectorate")


class PlanSubmitted(PlanDrafted):
    """With the head since 18/11/2025."""

    state = InspectionPlan.State.SUBMITTED
    submitted_date = date(2025, 11, 18)
    submitted_by_id = 1


class PlanAnswered(PlanSubmitted):
    """The head's opinion is there since 27/11/2025."""

    state = InspectionPlan.State.ANSWERED
    answered_date = date(2025, 11, 27)
    answer_number = "912/UBND-TH"


class PlanIssued(PlanAnswered):
    """Issued on 1/12/2025 by another person than who submitted it."""

    state = InspectionPlan.State.ISSUED
    issued_date = date(2025, 12, 1)
    issued_number = "88/QĐ-TTT"
    issued_by_id = 2


class ItemOrdered(DjangoModelFactory):
    """A project of a plan, chosen because a superior asked for it."""

    class Meta:
        model = PlanItem

    plan = factory.SubFactory(PlanDrafted)
    project = factory.SubFactory(ProjectNotStarted)
    reason_kind = PlanItem.Reason.ORDER
    reason = "Chủ tịch UBND tỉnh giao tại 5/UBND"
    content = "Việc sử dụng đất và tiến độ thực hiện dự án"
    quarter = 2


class ItemOfAFlag(ItemOrdered):
    """Chosen because of a flag an officer confirmed."""

    reason_kind = PlanItem.Reason.FLAG
    flag = factory.SubFactory(FlagConfirmed)


class FirmExempt(DjangoModelFactory):
    """A firm that is not checked on site since 5/1/2026."""

    class Meta:
        model = GoodCompliance

    investor = factory.SubFactory(InvestorFactory)
    authority = "UBND tỉnh"
    document_number = "5/XN-UBND"
    document_date = date(2026, 1, 5)
    valid_from = date(2026, 1, 5)

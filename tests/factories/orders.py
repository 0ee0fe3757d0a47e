"""Orders, the agencies that lead them, and results in each state."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from deadlines.models import Assignment, AssignmentLead, AssignmentResult
from tests.factories.accounts import AgencyFactory
from tests.factories.deadlines import ObligationRunning

_NIGHT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


class OrderFactory(DjangoModelFactory):
    """A task of a plan, once, due after the day of the tests."""

    class Meta:
        model = Assignment

    origin = Assignment.Origin.PLAN
    source_number = "118/KH-UBND"
    source_date = date(2026, 1, 5)
    source_title = "Kế hoạch phát triển hạ tầng"
    clause = "mục II.2"
    text = "Hoàn thiện hạ tầng cụm công nghiệp đã được cấp giấy chứng nhận đầu tư"
    due_date = date(2026, 12, 31)
    created_by_id = 1
    created_at = _NIGHT


class DirectiveFactory(OrderFactory):
    """What a leader wrote on a project; it needs its id."""

    origin = Assignment.Origin.DIRECTIVE
    source_number = ""
    source_date = None
    source_title = ""
    clause = ""
    text = "Báo cáo nguyên nhân chậm bàn giao đất"


class LeadFactory(DjangoModelFactory):
    """An agency that leads an order."""

    class Meta:
        model = AssignmentLead

    assignment = factory.SubFactory(OrderFactory)
    agency = factory.SubFactory(AgencyFactory)


class ResultSubmitted(DjangoModelFactory):
    """Handed in, not looked at yet."""

    class Meta:
        model = AssignmentResult

    lead = factory.SubFactory(LeadFactory)
    text = "Đã hoàn thành 3 cụm công nghiệp"
    submitted_date = date(2026, 8, 20)
    submitted_by_id = 1


class ResultAccepted(ResultSubmitted):
    """Accepted later than it was handed in."""

    accepted_date = date(2026, 8, 25)
    reviewed_by_id = 2


class ResultReturned(ResultSubmitted):
    """It does not count."""

    returned_date = date(2026, 8, 25)
    remarks = "Thiếu biên bản nghiệm thu"
    reviewed_by_id = 2


class ObligationOfOrder(ObligationRunning):
    """What a leading agency owes, as a refresh would have left it."""

    kind = "A1"
    subject_kind = "order"
    due_date = date(2026, 12, 31)

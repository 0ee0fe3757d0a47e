"""What follows a conclusion, each row named by how far it has come; days lie in 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from inspections.models import (
    CaseSanction,
    Finding,
    Recommendation,
    RecommendationAnswer,
    SanctionPayment,
)
from tests.factories.accounts import AgencyFactory
from tests.factories.cases import CaseReported, ConclusionPublished


class FindingRecorded(DjangoModelFactory):
    """A breach of land law that is about 1.2 billion đồng."""

    class Meta:
        model = Finding

    conclusion = factory.SubFactory(ConclusionPublished)
    law_area = "land"
    severity = Finding.Severity.BREACH
    text = "Chậm đưa đất vào sử dụng 14 tháng"
    amount_vnd = 1_200_000_000


class RecommendationOpen(DjangoModelFactory):
    """An agency has to act by 31/7/2026; the conclusion is published, nothing was said yet."""

    class Meta:
        model = Recommendation

    conclusion = factory.SubFactory(ConclusionPublished)
    ordinal = factory.Sequence(lambda n: n % 30_000 + 1)
    kind = Recommendation.Kind.ADMINISTRATIVE
    text = "Rà soát, xử lý phần diện tích chậm đưa vào sử dụng"
    addressee_agency: Any = factory.SubFactory(AgencyFactory)
    due_date = date(2026, 7, 31)
    evidence_needed = "Báo cáo kèm biên bản kiểm tra thực địa"


class RecommendationToInvestor(RecommendationOpen):
    """An investor, given as `addressee_investor`, has to pay 850 million đồng by 31/7/2026."""

    kind = Recommendation.Kind.ECONOMIC
    text = "Nộp tiền thuê đất còn thiếu"
    addressee_agency = None
    amount_vnd = 850_000_000


class RecommendationClosed(RecommendationOpen):
    """All of it was done on 20/7/2026."""

    progress_percent = 100
    closed_date = date(2026, 7, 20)


class AnswerWaiting(DjangoModelFactory):
    """Sent on 20/7/2026: all of it is done, nobody has looked at it."""

    class Meta:
        model = RecommendationAnswer

    recommendation = factory.SubFactory(RecommendationOpen)
    text = "Đã rà soát xong, gửi kèm biên bản"
    progress_percent = 100
    submitted_date = date(2026, 7, 20)
    submitted_at = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)
    submitted_by_id = 1
    submitted_by_name = "Trần Văn Phúc"


class SanctionUnpaid(DjangoModelFactory):
    """A fine of 120 million đồng to be paid by 20/6/2026; `investor` or `agency` names its subject."""

    class Meta:
        model = CaseSanction

    case = factory.SubFactory(CaseReported)
    law_area = "land"
    content = "Không đưa đất vào sử dụng"
    decision_number = factory.Sequence(lambda n: f"{n + 7}/QĐ-XPHC")
    decision_date = date(2026, 6, 10)
    authority = "Chủ tịch UBND tỉnh"
    fine_vnd = 120_000_000
    pay_by_date = date(2026, 6, 20)


class PaymentMade(DjangoModelFactory):
    """40 million đồng of a fine, paid on 18/6/2026."""

    class Meta:
        model = SanctionPayment

    sanction = factory.SubFactory(SanctionUnpaid)
    paid_date = date(2026, 6, 18)
    amount_vnd = 40_000_000
    document_number = "BL-0091"

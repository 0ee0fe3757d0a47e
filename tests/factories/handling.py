"""Classes of handling, decisions, review rounds."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects.models import HandlingClass, HandlingDecision, ReviewEntry, ReviewRound
from tests.factories.accounts import AgencyFactory
from tests.factories.projects import ProjectFactory


class HandlingClassFactory(DjangoModelFactory):
    """A class the province added."""

    class Meta:
        model = HandlingClass

    code = factory.Sequence(lambda n: f"DIEN_{n}")
    name = factory.Sequence(lambda n: f"Gia hạn, tháo gỡ {n}")
    short_name = factory.LazyAttribute(lambda row: row.name[:80])


class DecisionInForce(DjangoModelFactory):
    """A decision that nothing has followed yet."""

    class Meta:
        model = HandlingDecision

    project = factory.SubFactory(ProjectFactory)
    handling_class = factory.SubFactory(HandlingClassFactory)
    decided_date = date(2026, 6, 1)
    document_number = factory.Sequence(lambda n: f"{n + 1}/TB-UBND")
    authority = "Chủ tịch UBND tỉnh"
    next_step = "Báo cáo kết quả xử lý"
    next_step_date = date(2026, 12, 1)


class DecisionEnded(DecisionInForce):
    """Handling that was finished."""

    ended_date = date(2026, 7, 1)
    ended_reason = "Đã hoàn thiện thủ tục"


class RoundOpen(DjangoModelFactory):
    """A round that looks at projects."""

    class Meta:
        model = ReviewRound

    name = factory.Sequence(lambda n: f"Rà soát dự án chậm tiến độ {n}")
    scope = "Mọi dự án"
    opened_date = date(2026, 8, 1)


class RoundClosed(RoundOpen):
    """A round whose outcomes stand."""

    closed_date = date(2026, 8, 20)


class EntryWaiting(DjangoModelFactory):
    """A project of a round nobody looked at yet."""

    class Meta:
        model = ReviewEntry

    round = factory.SubFactory(RoundOpen)
    project = factory.SubFactory(ProjectFactory)
    agency = factory.SubFactory(AgencyFactory)


class EntryLate(EntryWaiting):
    """A project found late."""

    outcome = ReviewEntry.Outcome.LATE
    looked_date = date(2026, 8, 10)
    looked_by_name = "Lê Thu Hà"

"""Obligations on each clock and flags in each state, as a sweep would have left them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from deadlines.models import EscalationStep, Flag, FlagStatement, Holiday, Obligation, RuleVersion
from tests.factories.accounts import AgencyFactory

_NIGHT = datetime(2026, 8, 31, 17, 30, tzinfo=UTC)


class HolidayFactory(DjangoModelFactory):
    """National day."""

    class Meta:
        model = Holiday
        django_get_or_create = ["date"]

    date = date(2026, 9, 2)
    name = "Quốc khánh"


class RuleVersionFactory(DjangoModelFactory):
    """A rule in force since 1/8/2024. Its kind is invented: shipped rules may be loaded too."""

    class Meta:
        model = RuleVersion

    kind = factory.Sequence(lambda n: f"X{n}")
    number = 1
    title = "Đất không đưa vào sử dụng 12 tháng"
    summary = "Đất được giao phải đưa vào sử dụng trong 12 tháng."
    article = "Luật Đất đai 31/2024/QH15, Điều 81 khoản 8"
    effective_from = date(2024, 8, 1)
    applies_by = RuleVersion.AppliesBy.DUE_DATE
    parameters = factory.LazyFunction(lambda: {"months": 12})
    confidence = "B"


class ObligationRunning(DjangoModelFactory):
    """A duty of an agency due after the day of the tests; no project unless one is given."""

    class Meta:
        model = Obligation

    kind = "L1"
    subject_kind = "tranche"
    # Above the keys of real rows, whose computed duties a test may have beside this one.
    subject_id = factory.Sequence(lambda n: n + 1_000_000)
    bearer_agency = factory.SubFactory(AgencyFactory)
    clock = Obligation.Clock.RUNNING
    base_date = date(2025, 9, 20)
    due_date = date(2026, 9, 20)
    first_due_date = factory.SelfAttribute("due_date")
    rule_version = factory.SubFactory(RuleVersionFactory)
    facts_hash = "0" * 16
    computed_at = _NIGHT


class ObligationOverdue(ObligationRunning):
    """Past its due day: level 4, which opens a flag."""

    base_date = date(2025, 6, 30)
    due_date = date(2026, 6, 30)
    level = 4


class ObligationStopped(ObligationRunning):
    """Its clock was stopped before the due day."""

    clock = Obligation.Clock.STOPPED
    stopped_on = date(2026, 5, 1)
    due_date = None
    days_left = 142


class ObligationUnknown(ObligationRunning):
    """A fact is missing."""

    clock = Obligation.Clock.UNKNOWN
    base_date = None
    due_date = None
    missing = "handover_date"


class ObligationNotStarted(ObligationRunning):
    """Its starting event has not happened."""

    clock = Obligation.Clock.NOT_STARTED
    base_date = None
    due_date = None


class ObligationMet(ObligationRunning):
    """Done in time."""

    clock = Obligation.Clock.MET
    met_date = date(2026, 3, 2)


class ObligationVoid(ObligationRunning):
    """No longer applies."""

    clock = Obligation.Clock.VOID
    void_reason = "terminated"


class FlagOpen(DjangoModelFactory):
    """Awaiting an officer."""

    class Meta:
        model = Flag

    obligation = factory.SubFactory(
        ObligationOverdue, project_id=factory.SelfAttribute("..project_id")
    )
    project_id = None
    due_date = factory.SelfAttribute("obligation.due_date")
    kind = factory.SelfAttribute("obligation.kind")
    opened_on = date(2026, 7, 1)
    facts_hash = "0" * 16


class _FlagDecided(FlagOpen):
    class Meta:
        abstract = True

    reason = "Nhà nước chậm bàn giao"
    decided_at = _NIGHT
    decided_by_id = 1


class FlagConfirmed(_FlagDecided):
    """An officer agreed."""

    state = Flag.State.CONFIRMED


class FlagContested(_FlagDecided):
    """The bearer objects."""

    state = Flag.State.CONTESTED


class FlagDismissed(_FlagDecided):
    """An officer found it unfounded, with a reason and a document."""

    state = Flag.State.DISMISSED
    document_number = "77/TB-UBND"


class FlagResolved(FlagOpen):
    """The duty was met late."""

    state = Flag.State.RESOLVED
    closed_on = date(2026, 8, 1)


class FlagMoved(FlagOpen):
    """The due day moved."""

    state = Flag.State.MOVED
    closed_on = date(2026, 8, 1)


class StatementFactory(DjangoModelFactory):
    """An explanation with a new day."""

    class Meta:
        model = FlagStatement

    flag = factory.SubFactory(FlagOpen)
    kind = FlagStatement.Kind.EXPLANATION
    text = "Mưa lũ làm chậm san nền"
    promised_date = date(2026, 12, 31)
    on = date(2026, 7, 10)
    by_id = 1
    by_name = "Công ty TNHH Bắc Á"


class EscalationStepFactory(DjangoModelFactory):
    """After some days to the leader of the department, for five."""

    class Meta:
        model = EscalationStep

    after_days = factory.Sequence(lambda n: 10 + n)
    role = "department_leader"
    answer_days = 5

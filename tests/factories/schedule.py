"""Decisions and certificates, and the milestones they plan."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects.models import ExtensionRequest, Instrument, ScheduleItem, ScheduleRevision
from projects.models.fields import Precision
from tests.factories.projects import ProjectFactory
from vn.documents import normalise_number


class InstrumentFactory(DjangoModelFactory):
    """A decision of the provincial committee."""

    class Meta:
        model = Instrument

    project = factory.SubFactory(ProjectFactory)
    kind = Instrument.Kind.OTHER
    number = factory.Sequence(lambda n: f"{1000 + n}/QĐ-UBND")
    number_key = factory.LazyAttribute(lambda row: normalise_number(row.number))
    issued_date = date(2024, 6, 14)
    authority = Instrument.Authority.COMMITTEE


class PolicyApproval(InstrumentFactory):
    """In-principle approval."""

    kind = Instrument.Kind.POLICY_APPROVAL


class RegistrationCertificate(InstrumentFactory):
    """Registration certificate."""

    kind = Instrument.Kind.REGISTRATION_CERTIFICATE
    number = factory.Sequence(lambda n: f"{4900000000 + n}")
    authority = Instrument.Authority.DEPARTMENT


class Adjustment(InstrumentFactory):
    """A decision that adjusts an approval."""

    kind = Instrument.Kind.ADJUSTMENT
    issued_date = date(2026, 6, 30)
    adjusts = factory.SubFactory(PolicyApproval, project=factory.SelfAttribute("..project"))
    sequence = 1


class ItemWithoutPlan(DjangoModelFactory):
    """A milestone whose planned day is unknown."""

    class Meta:
        model = ScheduleItem

    project = factory.SubFactory(ProjectFactory)
    kind = ScheduleItem.Kind.COMPLETION
    name = "Hoàn thành xây dựng"


class ItemPlanned(ItemWithoutPlan):
    """A milestone planned for a day; the first plan is still in force."""

    planned_date = date(2026, 12, 31)
    baseline_date = factory.SelfAttribute("planned_date")
    baseline_precision = factory.SelfAttribute("planned_precision")
    planned_precision = Precision.DAY


class ItemPlannedByQuarter(ItemPlanned):
    """A milestone planned for Quý IV/2026."""

    planned_date = date(2026, 10, 1)
    planned_precision = Precision.QUARTER


class ItemAchieved(ItemPlanned):
    """A milestone reached on a known day."""

    actual_date = date(2026, 8, 1)
    evidence = "15/BC-BA"


class ItemAchievedUndated(ItemPlanned):
    """A milestone reached on a day nobody recorded."""

    achieved_undated = True
    evidence = "Biên bản kiểm tra 03/BB"


class RevisionFactory(DjangoModelFactory):
    """A planned day moved by an adjusting act."""

    class Meta:
        model = ScheduleRevision

    item = factory.SubFactory(ItemPlanned)
    instrument = factory.SubFactory(Adjustment, project=factory.SelfAttribute("..item.project"))
    old_date = date(2026, 6, 30)
    new_date = date(2026, 12, 31)


class RequestFactory(DjangoModelFactory):
    """More time asked by the investor for a milestone, not decided yet."""

    class Meta:
        model = ExtensionRequest

    project = factory.SubFactory(ProjectFactory)
    schedule_item = factory.SubFactory(ItemPlanned, project=factory.SelfAttribute("..project"))
    filed_date = date(2026, 7, 1)
    asked_date = date(2027, 6, 30)
    reason = "Nhà thầu chậm giao thiết bị"
    asking_investor = factory.SelfAttribute("project.investor")

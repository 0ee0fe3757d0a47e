"""Dossiers, opinions, supplements, plans, criteria and site areas."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from projects.models import (
    Criterion,
    CriterionValue,
    Opinion,
    PlanningReference,
    Project,
    Proposal,
    SiteArea,
    Supplement,
)
from tests.factories.accounts import AgencyFactory
from tests.factories.projects import ProjectNotStarted
from tests.factories.schedule import InstrumentFactory

_WEST, _SOUTH, _SIDE = 106.5, 21.8, 0.002


class ProjectProposed(ProjectNotStarted):
    """A project that nobody approved yet."""

    legal_state = Project.LegalState.PROPOSED
    physical_state = Project.PhysicalState.UNKNOWN
    operating_state = Project.OperatingState.UNKNOWN


class ProposalPending(DjangoModelFactory):
    """A dossier under appraisal, received on 3/8/2026 with 20 working days."""

    class Meta:
        model = Proposal

    project = factory.SubFactory(ProjectProposed)
    kind = Proposal.Kind.POLICY_APPROVAL
    dossier_code = factory.Sequence(lambda n: f"HS-{n:04d}")
    received_date = date(2026, 8, 3)
    agency = factory.SubFactory(AgencyFactory)
    limit_days = 20


class ProposalRefused(ProposalPending):
    """A dossier that was refused."""

    outcome = Proposal.Outcome.REFUSED
    decided_date = date(2026, 8, 20)
    reason = "Không phù hợp quy hoạch."


class ProposalApproved(ProposalPending):
    """A dossier that was approved by a document."""

    outcome = Proposal.Outcome.APPROVED
    decided_date = date(2026, 8, 20)
    instrument = factory.SubFactory(InstrumentFactory, project=factory.SelfAttribute("..project"))


class SupplementOpen(DjangoModelFactory):
    """Papers asked for, which did not come yet."""

    class Meta:
        model = Supplement

    proposal = factory.SubFactory(ProposalPending)
    asked_date = date(2026, 8, 10)
    document_number = "1904/STC-ĐT"
    asked_for = "Báo cáo năng lực tài chính."


class OpinionAsked(DjangoModelFactory):
    """An agency asked on 5/8/2026 to answer within 7 working days."""

    class Meta:
        model = Opinion

    proposal = factory.SubFactory(ProposalPending)
    agency = factory.SubFactory(AgencyFactory)
    asked_date = date(2026, 8, 5)
    document_number = "1840/STC-ĐT"
    limit_days = 7


class OpinionGiven(OpinionAsked):
    """An agency that answered."""

    verdict = Opinion.Verdict.AGREES
    answered_date = date(2026, 8, 12)


class PlanningFactory(DjangoModelFactory):
    """A plan a project is held against."""

    class Meta:
        model = PlanningReference

    project = factory.SubFactory(ProjectNotStarted)
    level = PlanningReference.Level.PROVINCIAL
    document_number = "236/QĐ-TTg"


class CriterionFactory(DjangoModelFactory):
    """A criterion of the province."""

    class Meta:
        model = Criterion

    code = factory.Sequence(lambda n: f"tieu-chi-{n}")
    name = factory.Sequence(lambda n: f"Tiêu chí {n}")
    sort = Criterion.Sort.NUMBER
    unit = "người"


class CriterionValueFactory(DjangoModelFactory):
    """What a project promised under a criterion."""

    class Meta:
        model = CriterionValue

    project = factory.SubFactory(ProjectNotStarted)
    criterion = factory.SubFactory(CriterionFactory)
    promised = Decimal(180)


class AreaFactory(DjangoModelFactory):
    """A square of some two hundred metres; `east` moves it by degrees."""

    class Meta:
        model = SiteArea

    class Params:
        east_by = 0.0
        north_by = 0.0

    project = factory.SubFactory(ProjectNotStarted)
    label = "Khu đất"
    points_text = "1 106.5 21.8\n2 106.502 21.8\n3 106.502 21.802\n4 106.5 21.802"
    west = factory.LazyAttribute(lambda o: _WEST + o.east_by)
    east = factory.LazyAttribute(lambda o: _WEST + o.east_by + _SIDE)
    south = factory.LazyAttribute(lambda o: _SOUTH + o.north_by)
    north = factory.LazyAttribute(lambda o: _SOUTH + o.north_by + _SIDE)
    ring = factory.LazyAttribute(
        lambda o: [[o.west, o.south], [o.east, o.south], [o.east, o.north], [o.west, o.north]]
    )
    area_m2 = Decimal("45800.00")

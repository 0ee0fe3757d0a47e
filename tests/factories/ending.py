"""What follows a termination, related projects, zones and contact persons."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects.models import ClosureStep, ContactPerson, InvestmentZone, ProjectLink
from tests.factories.periods import TerminationWhole
from tests.factories.projects import InvestorFactory, ProjectFactory
from vn.text import sort_key


class StepOpen(DjangoModelFactory):
    """Something to be done after a termination, by a day."""

    class Meta:
        model = ClosureStep

    termination = factory.SubFactory(TerminationWhole)
    kind = ClosureStep.Kind.LIQUIDATION
    due_date = date(2026, 11, 30)


class StepDone(StepOpen):
    """Something that was done."""

    done_date = date(2026, 8, 20)
    document_number = "12/BB-TL"


class LinkFactory(DjangoModelFactory):
    """The next phase of another project."""

    class Meta:
        model = ProjectLink

    project = factory.SubFactory(ProjectFactory)
    other = factory.SubFactory(ProjectFactory)
    kind = ProjectLink.Kind.PHASE_OF


class ZoneFactory(DjangoModelFactory):
    """An industrial cluster."""

    class Meta:
        model = InvestmentZone

    code = factory.Sequence(lambda n: f"ccn-{n}")
    name = factory.Sequence(lambda n: f"Cụm công nghiệp Đề Thám {n}")
    kind = "industrial_cluster"
    sort_key = factory.LazyAttribute(lambda row: sort_key(row.name)[:400])


class PersonSpeaking(DjangoModelFactory):
    """Who speaks for an investor in one project."""

    class Meta:
        model = ContactPerson

    project = factory.SubFactory(ProjectFactory)
    investor = factory.LazyAttribute(lambda row: row.project.investor or InvestorFactory())
    name = "Nông Thị Mận"
    position = "Giám đốc dự án"
    phone = "0912 345 321"
    email = "man.nong@example.vn"

"""Scenarios of disbursement, by whose they are."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from disbursement.models import Scenario
from disbursement.rules.scenario import HAI_DUONG_2025
from tests.factories.accounts import AgencyFactory
from tests.factories.payments import YearPlan
from tests.factories.public import PublicProjectFactory


class ScenarioOfProvince(DjangoModelFactory):
    """What applies to whoever has none of its own, as Hải Dương published it."""

    class Meta:
        model = Scenario

    plan = factory.SubFactory(YearPlan)
    percents = factory.LazyFunction(lambda: list(HAI_DUONG_2025.percents))
    decision_number = "12/KB-UBND"
    decision_date = date(2026, 1, 15)


class ScenarioOfOwner(ScenarioOfProvince):
    """An owner's own."""

    owner = factory.SubFactory(AgencyFactory)


class ScenarioOfProject(ScenarioOfProvince):
    """A project's own."""

    project = factory.LazyFunction(lambda: PublicProjectFactory().project)

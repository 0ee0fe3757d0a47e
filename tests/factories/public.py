"""Public projects, their decisions and their contracts."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from disbursement.models import Contract
from projects.models import InvestmentDecision, Project, PublicProject
from tests.factories.accounts import AgencyFactory
from tests.factories.projects import ProjectFactory
from vn.text import search_text

PUBLIC_TOTAL_VND = 120_000_000_000


class ProjectPublic(ProjectFactory):
    """The registry's row of a public project: neither investor nor registered capital."""

    name = factory.Sequence(lambda n: f"Đường liên xã Bản Ngà - Nà Pàn {n}")
    funding = Project.Funding.PUBLIC
    investor = None
    registered_capital_vnd = None
    land_area_m2 = None


class PublicProjectFactory(DjangoModelFactory):
    """A public project with its total investment, as a decision to invest left it."""

    class Meta:
        model = PublicProject
        skip_postgeneration_save = True

    project = factory.SubFactory(ProjectPublic)
    owner = factory.SubFactory(AgencyFactory)
    budget_code = factory.Sequence(lambda n: f"{7_900_000 + n}")
    group = PublicProject.Group.C
    total_investment_vnd = PUBLIC_TOTAL_VND
    start_year = 2025
    end_year = 2027

    @factory.post_generation
    def found_by(self, create: bool, extracted: object, **kwargs: object) -> None:
        """The search box finds it by its code and its owner."""
        if create:
            told = self.project.search_text, search_text(self.budget_code, self.owner.name)
            self.project.search_text = " ".join(told)
            self.project.save(update_fields=["search_text"])

    class Params:
        undecided = factory.Trait(total_investment_vnd=None)
        ready = factory.Trait(
            land_ready=PublicProject.LandReady.READY, land_ready_date=date(2026, 3, 15)
        )


def _public_project() -> Project:
    return PublicProjectFactory().project


class InvestmentDecided(DjangoModelFactory):
    """The decision to invest, which annual capital needs (D10)."""

    class Meta:
        model = InvestmentDecision

    project = factory.LazyFunction(_public_project)
    kind = InvestmentDecision.Kind.INVEST
    number = factory.Sequence(lambda n: f"{1200 + n}/QĐ-UBND")
    issued_date = date(2025, 3, 20)
    issuer_name = "UBND tỉnh"
    total_investment_vnd = PUBLIC_TOTAL_VND


class PolicyDecided(InvestmentDecided):
    """The decision on the investment policy alone, which opens no annual capital."""

    kind = InvestmentDecision.Kind.POLICY
    number = factory.Sequence(lambda n: f"{40 + n}/NQ-HĐND")
    issued_date = date(2024, 12, 10)


class ContractFactory(DjangoModelFactory):
    """A contract of a public project."""

    class Meta:
        model = Contract

    project = factory.LazyFunction(_public_project)
    number = factory.Sequence(lambda n: f"{10 + n}/2025/HĐ-XD")
    signed_date = date(2025, 6, 2)
    contractor = "Công ty cổ phần Xây dựng Bản Ngà"
    value_vnd = 80_000_000_000
    ends_date = date(2027, 6, 30)

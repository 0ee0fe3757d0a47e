"""Deposits, guarantees and capital contributed."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects.models import CapitalPart, ClearanceCount, Contribution, Deposit, DepositOutcome
from tests.factories.projects import ProjectFactory


class DepositPaid(DjangoModelFactory):
    """Money on deposit."""

    class Meta:
        model = Deposit

    project = factory.SubFactory(ProjectFactory)
    kind = Deposit.Kind.DEPOSIT
    amount_vnd = 9_000_000_000
    document_number = factory.Sequence(lambda n: f"{40 + n}/GNT")
    paid_date = date(2026, 2, 10)


class GuaranteeInForce(DepositPaid):
    """A guarantee of a bank with its last day."""

    kind = Deposit.Kind.GUARANTEE
    document_number = factory.Sequence(lambda n: f"{70 + n}/BL")
    valid_until = date(2027, 2, 9)


class OutcomeReleased(DjangoModelFactory):
    """Half of a deposit given back."""

    class Meta:
        model = DepositOutcome

    deposit = factory.SubFactory(DepositPaid)
    kind = DepositOutcome.Kind.RELEASED
    amount_vnd = 4_500_000_000
    date = date(2026, 8, 1)
    document_number = factory.Sequence(lambda n: f"{12 + n}/GT")


class CapitalPartFactory(DjangoModelFactory):
    """The investor's own money, a fifth of the capital."""

    class Meta:
        model = CapitalPart

    project = factory.SubFactory(ProjectFactory)
    kind = CapitalPart.Kind.EQUITY
    amount_vnd = 60_000_000_000


class ClearanceCounted(DjangoModelFactory):
    """Eight of ten households agreed."""

    class Meta:
        model = ClearanceCount

    project = factory.SubFactory(ProjectFactory)
    as_of_date = date(2026, 6, 30)
    households_total = 10
    households_agreed = 8
    users_total = 12
    users_agreed = 10
    area_total_m2 = 50_000
    area_agreed_m2 = 41_000


class ContributionFactory(DjangoModelFactory):
    """Capital brought in."""

    class Meta:
        model = Contribution

    project = factory.SubFactory(ProjectFactory)
    date = date(2026, 6, 30)
    amount_vnd = 120_000_000_000
    evidence = factory.Sequence(lambda n: f"Sao kê {n + 1}/NH")

"""Deposits, guarantees and capital contributed."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects.models import Contribution, Deposit
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


class DepositReleased(DepositPaid):
    """Money that was given back."""

    released_date = date(2026, 8, 1)
    release_document = "12/GT"


class ContributionFactory(DjangoModelFactory):
    """Capital brought in."""

    class Meta:
        model = Contribution

    project = factory.SubFactory(ProjectFactory)
    date = date(2026, 6, 30)
    amount_vnd = 120_000_000_000
    evidence = factory.Sequence(lambda n: f"Sao kê {n + 1}/NH")

"""Excluded time, suspensions and terminations."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects.models import ExcludedPeriod, Suspension, Termination
from tests.factories.projects import (
    ProjectSuspended,
    ProjectTerminated,
    ProjectUnderConstruction,
)


class ExclusionOpen(DjangoModelFactory):
    """Time that does not count, still running, for the whole project."""

    class Meta:
        model = ExcludedPeriod

    project = factory.SubFactory(ProjectUnderConstruction)
    start_date = date(2026, 5, 1)
    reason = ExcludedPeriod.Reason.FORCE_MAJEURE
    document_number = "77/TB-UBND"
    document_date = date(2026, 5, 4)


class ExclusionClosed(ExclusionOpen):
    """Time that did not count, with its last day."""

    end_date = date(2026, 7, 31)


class ExclusionClaimed(ExclusionOpen):
    """Time that somebody asks not to count; nobody has decided."""

    standing = ExcludedPeriod.Standing.CLAIMED
    claimed_date = date(2026, 5, 6)


class ExclusionRefused(ExclusionClaimed):
    """Time that was asked for and refused."""

    standing = ExcludedPeriod.Standing.REFUSED


class SuspensionRunning(DjangoModelFactory):
    """A suspension that has not ended."""

    class Meta:
        model = Suspension

    project = factory.SubFactory(ProjectSuspended)
    decided_by = Suspension.DecidedBy.INVESTOR
    start_date = date(2026, 4, 1)
    document_number = "12/TB-BA"
    document_date = date(2026, 4, 2)


class SuspensionEnded(SuspensionRunning):
    """A suspension after which the project resumed."""

    project = factory.SubFactory(ProjectUnderConstruction)
    resumed_date = date(2026, 7, 1)


class TerminationWhole(DjangoModelFactory):
    """The end of a whole project."""

    class Meta:
        model = Termination

    project = factory.SubFactory(ProjectTerminated)
    ground = Termination.Ground.SCHEDULE_24M
    number = "301/QĐ-STC"
    date = date(2026, 8, 15)
    authority = "Sở Tài chính"


class TerminationPartial(TerminationWhole):
    """The end of a part of a project that goes on."""

    project = factory.SubFactory(ProjectUnderConstruction)
    whole = False

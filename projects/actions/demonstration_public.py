"""Invented public projects with their decisions, written a table at a time.

Rows and history are those of entering each as an officer would; deadlines are left to the caller,
who brings them in line once, when plans and payments are there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import User
from projects.actions import projects, public_decisions, public_projects
from projects.actions.acts import Change, Deed, assign, remember, told_as
from projects.actions.indexing import order_of, text_of
from projects.models import InvestmentDecision, Project, PublicProject


@dataclass(slots=True)
class _Entered:
    """The rows of one project, and what its history says of each."""

    project: Project
    public: PublicProject
    decisions: list[InvestmentDecision]
    changes: list[Change] = field(default_factory=list)

    def deeds(self) -> list[Deed]:
        """In the order in which an officer would have written them."""
        entered, public, *decided = self.changes
        told = zip(self.decisions, decided, strict=True)
        return [
            projects.told_of_new(self.project, entered),
            public_projects.told_of_new(self.public, public),
            *(public_decisions.told_of_new(row, found) for row, found in told),
        ]


Told = tuple[public_projects.PublicFacts, Sequence[public_decisions.DecisionFacts]]


def write_public(
    *, told: Sequence[Told], prefix: str, by: User | None, at: datetime
) -> list[Project]:
    """Write projects with their decisions, each of which names a total, in the order given."""
    first = int(projects.next_code(prefix).rpartition("-")[2])
    found = [
        _entered(each, f"{prefix}-{number:04d}", by=by)
        for number, each in enumerate(told, start=first)
    ]
    rows = Project.objects.bulk_create(each.project for each in found)
    _write_units(told, rows)
    for each in found:
        each.public.project = each.project
        for row in each.decisions:
            row.project = each.project
    PublicProject.objects.bulk_create(each.public for each in found)
    InvestmentDecision.objects.bulk_create(row for each in found for row in each.decisions)
    for each in found:
        for deed in each.deeds():
            remember(deed, by=by)
    Project.objects.filter(pk__in=[row.pk for row in rows]).update(updated_at=at)
    return rows


def _entered(told: Told, code: str, *, by: User | None) -> _Entered:
    (facts, decided), hand = told, by.pk if by else None
    project, public = Project(code=code), PublicProject(recorded_by_id=hand)
    found = assign(project, projects.columns_of(public_projects.project_facts(facts), by=by))
    if facts.units:
        found |= Change({"units": []}, {"units": sorted(map(str, facts.units))})
    project.sort_key = order_of(project, project.name)
    project.search_text = text_of(
        project,
        places=(unit.name for unit in facts.units),
        numbers=(),
        others=(facts.budget_code, facts.owner.name),
    )
    entered = _Entered(project, public, [], [found])
    columns = public_projects.columns_of(facts)
    entered.changes.append(told_as(assign(public, columns), owner="project_owner"))
    for each in decided:
        row = InvestmentDecision(recorded_by_id=hand)
        entered.changes.append(assign(row, public_decisions.columns_of(each)))
        entered.decisions.append(row)
        if public.total_investment_vnd != each.total_investment_vnd:
            public.total_investment_vnd = each.total_investment_vnd
            public.version += 1
    return entered


def _write_units(told: Sequence[Told], rows: Sequence[Project]) -> None:
    through = Project.units.through
    through.objects.bulk_create(
        through(project_id=row.pk, administrativeunit_id=unit.pk)
        for row, (facts, _decided) in zip(rows, told, strict=True)
        for unit in facts.units
    )

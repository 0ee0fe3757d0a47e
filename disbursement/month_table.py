"""The monthly table of law.md §3.4 put together: rows, names, the average they stand beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from disbursement.models import FundingSource, MonthClosing
from disbursement.querysets import month_table as rows
from disbursement.querysets.figures import By, Question, rolled_up, whole
from disbursement.querysets.month_table import ProjectOfSource
from disbursement.rules.basis import Basis
from disbursement.rules.figures import Figures, last_day
from disbursement.rules.month_table import Amounts, Heading, Leaf, Node, Pivot, grown
from projects.models import InvestmentDecision, Project

_LAST = "\uffff"
"""Behind every name: what has no place in the order stands last."""


@dataclass(frozen=True, slots=True)
class Known:
    """A project of the table with what the columns of whole projects say, in whole đồng."""

    project: Project
    total_vnd: int | None
    earlier_vnd: int


@dataclass(frozen=True, slots=True)
class MonthTable:
    """The table of a plan year to the end of a month.

    `average`: the province's share of capital deployed, which column (20) compares with.
    `own_alone`: the rows of some owners, where nothing that was given to sources is shown.
    """

    question: Question
    pivot: Pivot
    closing: MonthClosing | None
    top: Node
    average: Decimal | None
    known: Mapping[int, Known]
    said: Mapping[int, list[str]]
    own_alone: bool = False

    def shows_given(self, node: Node) -> bool:
        """Whether columns (6) and (7) mean something in a row: sources have them, and the whole."""
        if self.own_alone or node.leaf is not None:
            return False
        return node.level == 0 or self.pivot is Pivot.SOURCE

    def find(self, key: str) -> Node | None:
        """The group with this key."""
        found = (each for each in self.top.walk() if each.heading and each.heading.key == key)
        return next(found, None)


def month_table(question: Question, pivot: Pivot, closing: MonthClosing | None) -> MonthTable:
    """The whole table, in a constant number of questions; `closing` as it kept the month."""
    asked = replace(question, closing_id=closing.pk if closing else None)
    found = rows.projects_of_sources(asked)
    own_alone = question.owner_ids is not None
    given = {} if own_alone else rolled_up(asked, By.SOURCE)
    known = _known({row.project_id for row in found}, question.year, closing)
    leaves = _Leaves(known, pivot, _sources())
    by_source = pivot is Pivot.SOURCE
    made = leaves.by_source(found) if by_source else leaves.whole(found)
    made += leaves.not_allocated(found, given)
    province = whole(replace(asked, owner_ids=None))
    return MonthTable(
        question=asked,
        pivot=pivot,
        closing=closing,
        top=grown(made, each_project_once=not by_source),
        average=province.rate(Basis.DEPLOYED).percent,
        known=known,
        said=rows.difficulties(asked),
        own_alone=own_alone,
    )


@dataclass(slots=True)
class _Leaves:
    """Makes the last rows of the table and says below which groups they stand."""

    known: Mapping[int, Known]
    pivot: Pivot
    sources: Mapping[int, tuple[Heading, ...]]
    _groups: dict[int, tuple[Heading, ...]] = field(default_factory=dict)

    def by_source(self, found: Iterable[ProjectOfSource]) -> list[Leaf]:
        """A row for each project in each of its sources."""
        return [
            self._leaf(row.project_id, row.amounts, self.sources[row.source_id]) for row in found
        ]

    def whole(self, found: Iterable[ProjectOfSource]) -> list[Leaf]:
        """A row for each project."""
        sums: dict[int, Amounts] = {}
        for row in found:
            sums[row.project_id] = sums.get(row.project_id, Amounts()) + row.amounts
        return [self._leaf(pk, amounts, self._path(pk)) for pk, amounts in sums.items()]

    def not_allocated(
        self, found: Iterable[ProjectOfSource], given: Mapping[Any, Figures]
    ) -> list[Leaf]:
        """What of each source was given and reached no project yet; it brings columns (6) and (7)."""
        allocated: dict[int, int] = {}
        for row in found:
            of_year = row.amounts.allocated_vnd - row.amounts.carried_vnd
            allocated[row.source_id] = allocated.get(row.source_id, 0) + of_year
        parts = {
            source: Amounts(
                given_pm_vnd=figures.assigned_pm_vnd,
                given_province_vnd=figures.assigned_province_vnd,
                plan_vnd=figures.assigned_vnd - allocated.get(source, 0),
            )
            for source, figures in given.items()
            if figures.assigned_vnd
        }
        if self.pivot is not Pivot.SOURCE:
            whole_ = sum(parts.values(), Amounts())
            return [_not_allocated((), whole_)] if parts else []
        return [_not_allocated(self.sources[source], each) for source, each in parts.items()]

    def _leaf(self, project_id: int, amounts: Amounts, path: tuple[Heading, ...]) -> Leaf:
        known = self.known[project_id]
        return Leaf(
            path=path,
            amounts=amounts,
            name=known.project.name,
            order=(0, known.project.sort_key, project_id),
            project_id=project_id,
            total_vnd=known.total_vnd,
            earlier_vnd=known.earlier_vnd,
        )

    def _path(self, project_id: int) -> tuple[Heading, ...]:
        if project_id not in self._groups:
            self._groups[project_id] = (_group(self.known[project_id].project, self.pivot),)
        return self._groups[project_id]


def _not_allocated(path: tuple[Heading, ...], amounts: Amounts) -> Leaf:
    name = gettext("Not allocated to projects yet")
    return Leaf(path, amounts, name, (1, _LAST, 0), total_vnd=0, earlier_vnd=0)


def _group(project: Project, pivot: Pivot) -> Heading:
    """The owner, sector or place a project stands under."""
    if pivot is Pivot.OWNER:
        owner = project.public.owner
        return Heading(str(owner.pk), owner.name, (owner.sort_key, owner.pk))
    if pivot is Pivot.SECTOR:
        sector = project.sector
        if sector is None:
            return Heading("chua-ro", gettext("Sector not known"), (_LAST, 0))
        return Heading(str(sector.pk), sector.name, (sector.sort_key, sector.pk))
    units = list(project.units.all())
    if len(units) == 1:
        return Heading(str(units[0].pk), str(units[0]), (units[0].sort_key, units[0].pk))
    if units:
        return Heading("nhieu", gettext("In several communes"), (_LAST, 0))
    return Heading("chua-ro", gettext("Place not known"), (_LAST, 1))


def _sources() -> dict[int, tuple[Heading, ...]]:
    """The groups above the rows of each source: its budget as a letter, then its own levels."""
    found = {row.pk: row for row in FundingSource.objects.all()}
    return {pk: _above(row, found) for pk, row in found.items()}


def _above(row: FundingSource, found: Mapping[int, FundingSource]) -> tuple[Heading, ...]:
    parent = found.get(row.parent_id or 0)
    heading = Heading(row.code, row.name, (row.sort_key,), lettered=parent is None)
    return (*(_above(parent, found) if parent else ()), heading)


def _known(keys: set[int], year: int, closing: MonthClosing | None) -> dict[int, Known]:
    """The projects of the rows; a closing knows of documents what was recorded before it."""
    related = ("public__owner", "sector")
    projects = Project.objects.select_related(*related).prefetch_related("units").in_bulk(keys)
    decided = InvestmentDecision.objects.filter(
        project__in=keys, total_investment_vnd__isnull=False
    ).order_by("project_id", "issued_date", "pk")
    if closing is not None:
        end = last_day(closing.month)
        decided = decided.filter(recorded_at__lte=closing.at, issued_date__lte=end)
    totals = dict(decided.values_list("project_id", "total_investment_vnd"))
    earlier = rows.given_before(keys, year, closing.at if closing else None)
    return {
        pk: Known(row, totals.get(pk), row.public.opening_allocated_vnd + earlier.get(pk, 0))
        for pk, row in projects.items()
    }


def closings_of(question: Question) -> list[MonthClosing]:
    """The closings of the month, the latest first."""
    return list(MonthClosing.objects.filter(month=question.month).order_by("-number"))

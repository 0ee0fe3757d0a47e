"""Published projects: read once, then looked through in memory, whatever is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from projects.models import Project, Publication, ScheduleItem
from projects.querysets.stages import stages_of
from projects.rules.stage import Stage
from projects.rules.status import PILL, Bucket
from reporting.public.caching import remembered
from vn.text import fold

PAGE = 20
SORTS = {
    "ten": (lambda row: row.sort_key, False),
    "von": (lambda row: (row.capital_vnd is not None, row.capital_vnd or 0), True),
    "moi": (lambda row: (row.published_on, row.code), True),
}
"""How the list may be ordered: by its name, the largest capital first, the newest first."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone as planned now, and when it was reached, each as exactly as it is known."""

    name: str
    planned: date | None
    planned_precision: str
    actual: date | None
    actual_precision: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Published:
    """A project as everybody reads it (ui.md): capital in whole đồng, area in square metres.

    It holds no investor, officer, flag, case or note: what is not here cannot leak.
    """

    code: str
    name: str
    name_en: str
    objective: str
    objective_en: str
    sector: str
    places: tuple[str, ...]
    capital_vnd: int | None
    area_m2: Decimal | None
    is_public_investment: bool
    stage: Stage
    pill: str
    published_on: date
    invented: bool
    sort_key: str
    searched: str
    milestones: tuple[Milestone, ...]

    @property
    def title(self) -> str:
        """The name in the reader's language, where there is one."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def purpose(self) -> str:
        """The objective in the reader's language, where there is one."""
        english = get_language() == "en" and self.objective_en
        return self.objective_en if english else self.objective


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks of the list; empty parts ask nothing."""

    words: str = ""
    place: str = ""
    sector: str = ""
    stage: str = ""
    order: str = "ten"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found."""

    rows: tuple[Published, ...]
    count: int
    page: int
    pages: int
    capital_vnd: int
    without_capital: int
    places: tuple[str, ...] = field(default=())
    sectors: tuple[str, ...] = field(default=())
    stages: tuple[Stage, ...] = field(default=())


def published() -> tuple[Published, ...]:
    """All published projects by name; read at most every few minutes."""
    return remembered("projects", _read)


def one(code: str) -> Published | None:
    """The published project with this code, or None."""
    return next((row for row in published() if row.code == code), None)


def find(question: Question) -> Found:
    """The page that is asked for, the nearest one if there are fewer; no question to the database."""
    every = published()
    found = [row for row in every if _meets(row, question)]
    key, descending = SORTS.get(question.order, SORTS["ten"])
    found.sort(key=key, reverse=descending)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(question.page, 1), pages)
    return Found(
        rows=tuple(found[(page - 1) * PAGE : page * PAGE]),
        count=len(found),
        page=page,
        pages=pages,
        capital_vnd=sum(row.capital_vnd or 0 for row in found),
        without_capital=sum(row.capital_vnd is None for row in found),
        places=tuple(sorted({place for row in every for place in row.places}, key=fold)),
        sectors=tuple(sorted({row.sector for row in every if row.sector}, key=fold)),
        stages=tuple(stage for stage in Stage if any(row.stage is stage for row in every)),
    )


def _meets(row: Published, question: Question) -> bool:
    return (
        all(word in row.searched for word in fold(question.words).split())
        and (not question.place or question.place in row.places)
        and (not question.sector or question.sector == row.sector)
        and (not question.stage or question.stage == row.stage)
    )


def readable_projects() -> Any:
    """Publications that hold now, of projects that still are what may be shown."""
    return Publication.objects.filter(until_date__isnull=True).exclude(
        project__legal_state__in=HIDDEN_STATES
    )


HIDDEN_STATES = (Project.LegalState.PROPOSED, Project.LegalState.REFUSED)
"""A proposal is the business of who decides on it; one that was refused became no project."""


def _read() -> tuple[Published, ...]:
    rows = list(
        readable_projects()
        .select_related("project__sector")
        .prefetch_related("project__units")
        .order_by("project__sort_key", "project_id")
    )
    ids = [row.project_id for row in rows]
    stages, items = stages_of(ids), _milestones(ids)
    return tuple(
        row_of(row, stages[row.project_id][0], items.get(row.project_id, ())) for row in rows
    )


def row_of(row: Publication, stage: Stage, milestones: tuple[Milestone, ...]) -> Published:
    """One project as everybody will read it."""
    project = row.project
    places = tuple(unit.name for unit in project.units.all())
    return Published(
        code=project.code,
        name=project.name,
        name_en=row.name_en,
        objective=row.objective,
        objective_en=row.objective_en,
        sector=project.sector.name if project.sector else "",
        places=places,
        capital_vnd=project.registered_capital_vnd,
        area_m2=project.land_area_m2,
        is_public_investment=project.funding == Project.Funding.PUBLIC,
        stage=stage,
        pill=PILL[Bucket(project.bucket)],
        published_on=row.from_date,
        invented=project.origin == Project.Origin.DEMONSTRATION,
        sort_key=project.sort_key,
        searched=fold(" ".join((project.code, project.name, row.name_en, *places))),
        milestones=milestones,
    )


def _milestones(ids: list[int]) -> dict[int, tuple[Milestone, ...]]:
    rows = ScheduleItem.objects.filter(project_id__in=ids).order_by("phase", "planned_date", "pk")
    found: dict[int, tuple[Milestone, ...]] = {}
    for row in rows:
        found[row.project_id] = (*found.get(row.project_id, ()), milestone_of(row))
    return found


def milestone_of(row: ScheduleItem) -> Milestone:
    """A milestone without its evidence and amounts."""
    return Milestone(
        name=row.name,
        planned=row.planned_date,
        planned_precision=row.planned_precision,
        actual=row.actual_date,
        actual_precision=row.actual_precision,
        reached=row.actual_date is not None or row.achieved_undated,
    )

"""The last issued monthly report beside the figures of today: the dashboard says where they part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length

from accounts.models import User
from reporting import figure_page
from reporting.builders.leaders import difference, shown
from reporting.document.first_page import Change
from reporting.document.shapes import Figure, Unit
from reporting.editions import frozen
from reporting.models import Edition, Paper, ReportRun
from reporting.paper_access import visible_papers


@dataclass(frozen=True, slots=True)
class Parted:
    """A figure of the dashboard that is not the one of the issued report any more."""

    label: str
    unit: str
    reported: str
    today: str
    change: str
    url: str


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued report. `size` in bytes and `pages` are None while its file is being rendered."""

    run_id: int
    official_number: str
    issued_on: date
    period_start: date
    cut_off: date
    pages: int | None
    size: int | None
    parted: tuple[Parted, ...]


@dataclass(frozen=True, slots=True)
class News:
    """The newest issued report with its changes; `ready`: its file can be taken home."""

    run_id: int
    title: str
    official_number: str
    issued_on: date | None
    changes_since: str
    changes: tuple[Change, ...]
    ready: bool


def last_issued(now: Mapping[str, int | None]) -> Issued | None:
    """The newest issued report of the month; `now`: figures of today by the keys of the report."""
    edition = Edition.objects.filter(paper=OuterRef("pk"), purpose=Edition.Purpose.ISSUED)
    paper: Any = (
        Paper.objects.filter(
            life=Paper.Life.ISSUED, run__template=ReportRun.Template.MONTHLY_NON_BUDGET
        )
        .select_related("run")
        .defer("run__pdf")
        .annotate(
            pages=Subquery(edition.values("pages")[:1]),
            size=Subquery(edition.values(size=Length("pdf"))[:1]),
        )
        .order_by("-run__period_start", "-run__number")
        .first()
    )
    if paper is None:
        return None
    return Issued(
        run_id=paper.run_id,
        official_number=paper.official_number,
        issued_on=paper.issued_on,
        period_start=paper.run.period_start,
        cut_off=paper.run.cut_off,
        pages=paper.pages,
        size=paper.size,
        parted=tuple(_parted(paper, now)),
    )


def news(user: User, kind: str) -> News | None:
    """The newest issued report this person may read, of one kind or of any; with what changed."""
    rows = (
        visible_papers(user)
        .filter(life=Paper.Life.ISSUED)
        .exclude(corrected_by__life=Paper.Life.ISSUED)
    )
    if kind:
        rows = rows.filter(run__template=kind)
    paper = (
        rows.select_related("run").defer("run__pdf").order_by("-run__cut_off", "-issued_at").first()
    )
    if paper is None:
        return None
    document = frozen(paper)
    first = document.first_page
    return News(
        run_id=paper.run_id,
        title=document.title,
        official_number=paper.official_number,
        issued_on=paper.issued_on,
        changes_since=first.changes_since if first else "",
        changes=first.changes if first else (),
        ready=paper.editions.filter(state=Edition.State.READY, purpose="issued").exists(),
    )


def _parted(paper: Paper, now: Mapping[str, int | None]) -> list[Parted]:
    found = []
    for figure in _figures(paper.run.snapshot, now):
        today = now[figure.key]
        current = replace(figure, value=None if today is None else str(today))
        if current.value == figure.value:
            continue
        found.append(
            Parted(
                label=figure.label,
                unit=figure_page.unit(figure),
                reported=shown(figure),
                today=shown(current),
                change=difference(current, figure),
                url=figure_page.address(paper, figure.key),
            )
        )
    return found


def _figures(snapshot: str, keys: Mapping[str, int | None]) -> list[Figure]:
    # Not the whole document: the dashboard is opened far more often than a report.
    return [
        Figure(
            key=raw["key"],
            label=raw["label"],
            value=raw["value"],
            unit=Unit(raw["unit"]),
            as_of=date.fromisoformat(raw["as_of"]),
        )
        for raw in json.loads(snapshot).get("figures", ())
        if raw["key"] in keys
    ]

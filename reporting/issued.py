"""The last issued monthly report beside the figures of today: the dashboard says where they part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length
from django.utils.functional import Promise

from reporting import figure_page
from reporting.builders.leaders import difference, shown
from reporting.document.shapes import Figure, Unit
from reporting.models import Edition, Paper, ReportRun


@dataclass(frozen=True, slots=True)
class Parted:
    """A figure of the dashboard that is not the one of the issued report any more."""

    label: str
    unit: str | Promise
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

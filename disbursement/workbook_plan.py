"""Rows of a workbook that gives capital to projects: which source each means, what its line holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from disbursement.models import Bucket, PlanEntry, PlanLine
from disbursement.workbook_columns import SourceName, SourceNames
from disbursement.workbook_matching import Match, Projects, project_of, unread
from disbursement.workbook_reading import AMOUNT
from vn.text import fold


@dataclass(frozen=True, slots=True)
class PlanKey:
    """The plan and kind of capital that a workbook gives to projects."""

    horizon: str
    first_year: int
    bucket: str
    case: str = ""


def match_plan(
    rows: Sequence[Match], projects: Projects, sources: SourceNames, key: PlanKey
) -> None:
    """Find project and source of each row, and what the line holds now."""
    held, above = _held(key), _above(key)
    for row in rows:
        unread(row)
        if not row.values.get(AMOUNT) and AMOUNT not in row.item.unread:
            row.values.pop(AMOUNT, None)
            continue
        row.project = project_of(row, projects)
        row.source = _source(row, sources, above)
        row.case = _case(row, key)
        if row.project and row.source:
            row.old = {"held_vnd": held.get((row.project.pk, row.source.pk), 0)}


def _held(key: PlanKey) -> dict[tuple[int, int], int]:
    lines = PlanLine.objects.filter(
        plan__horizon=key.horizon, plan__first_year=key.first_year, bucket=key.bucket
    )
    found = lines.values_list("project_id", "source_id", "allocated_vnd")
    return {(project, source): vnd for project, source, vnd in found}


def _above(key: PlanKey) -> dict[int, set[int]]:
    """By project, the sources of its medium-term plan: an annual plan draws on no others (D10)."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    if key.horizon == "annual":
        lines = PlanLine.objects.filter(
            plan__horizon="medium_term",
            plan__first_year__lte=key.first_year,
            plan__last_year__gte=key.first_year,
        )
        for project, source in lines.values_list("project_id", "source_id"):
            found[project].add(source)
    return found


def _source(row: Match, sources: SourceNames, above: Mapping[int, set[int]]) -> SourceName | None:
    chosen = str(row.answer.get("source") or "")
    if chosen.isdecimal():
        return next((s for s in sources.rows if s.pk == int(chosen) and s.is_leaf), None)
    said = row.item.texts.get("source", "")
    offered = sources.leaves(said) if said else tuple(s for s in sources.rows if s.is_leaf)
    if len(offered) > 1 and row.project is not None:
        own = above.get(row.project.pk, set())
        offered = tuple(s for s in offered if s.pk in own) or offered
    if len(offered) == 1:
        return offered[0]
    row.problems.append(
        gettext("“%(source)s” names no single source of the tree. Choose the source.")
        % {"source": said}
        if said
        else gettext("The row names no source. Choose the source.")
    )
    return None


def _case(row: Match, key: PlanKey) -> str:
    if key.bucket != Bucket.CARRIED_OVER:
        return ""
    said = fold(row.item.texts.get("case", ""))
    for case in PlanEntry.CarryCase:
        if case and said and said in (fold(case.value), fold(str(case.label))):
            return str(case.value)
    if not key.case:
        row.problems.append(gettext("Say in which case this capital is carried over."))
    return key.case

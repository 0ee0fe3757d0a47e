"""The rows of the monthly table: what each project has of each source, in one question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Q, QuerySet, Sum

from disbursement.querysets.figures import ENTRY, Question
from disbursement.rules.month_table import Amounts


@dataclass(frozen=True, slots=True)
class ProjectOfSource:
    """What a project has of one source, over all kinds of capital of the plan of the year."""

    project_id: int
    source_id: int
    amounts: Amounts


# What one line had and paid: as the rows stand, or as a closing kept them.
_LIVE = """
    SELECT line.project_id, line.source_id, line.bucket, COALESCE(entry.allocated, 0) AS allocated,
        COALESCE(paid.before, 0) AS before, COALESCE(paid.in_month, 0) AS in_month,
        COALESCE(paid.advance, 0) AS advance, paid.estimate, COALESCE(paid.entered, FALSE) AS entered
    FROM disbursement_planline line
    LEFT JOIN entry ON entry.project_id = line.project_id
        AND entry.source_id = line.source_id AND entry.bucket = line.bucket
    LEFT JOIN (
        SELECT line_id,
            SUM(COALESCE(advance_vnd, 0) + COALESCE(volume_vnd, 0))
                FILTER (WHERE month < %(month)s) AS before,
            SUM(COALESCE(advance_vnd, 0) + COALESCE(volume_vnd, 0))
                FILTER (WHERE month = %(month)s) AS in_month,
            SUM(COALESCE(advance_vnd, 0) - COALESCE(recovery_vnd, 0)) AS advance,
            SUM(estimate_vnd) FILTER (WHERE month = %(month)s) AS estimate,
            BOOL_OR(month = %(month)s AND (advance_vnd IS NOT NULL OR volume_vnd IS NOT NULL))
                AS entered
        FROM disbursement_monthlypayment
        WHERE month BETWEEN %(first)s AND %(month)s
        GROUP BY line_id
    ) paid ON paid.line_id = line.id
    WHERE line.plan_id = (SELECT id FROM plan)"""
_CLOSED = """
    SELECT line.project_id, line.source_id, line.bucket, kept.allocated_vnd AS allocated,
        kept.disbursed_vnd - COALESCE(kept.advance_vnd, 0) - COALESCE(kept.volume_vnd, 0) AS before,
        COALESCE(kept.advance_vnd, 0) + COALESCE(kept.volume_vnd, 0) AS in_month,
        kept.advance_outstanding_vnd AS advance, kept.estimate_vnd AS estimate,
        kept.advance_vnd IS NOT NULL OR kept.volume_vnd IS NOT NULL AS entered
    FROM disbursement_closedfigure kept
    JOIN disbursement_planline line ON line.id = kept.line_id
    WHERE kept.closing_id = %(closing)s AND line.plan_id = (SELECT id FROM plan)"""
_ROWS = """
    WITH {entry}, part AS ({lines})
    SELECT part.project_id, part.source_id,
        COALESCE(SUM(allocated) FILTER (WHERE bucket <> 'year'), 0), SUM(allocated),
        SUM(before), SUM(in_month), SUM(advance), COALESCE(SUM(estimate), 0),
        COUNT(*) FILTER (WHERE allocated > 0),
        COUNT(*) FILTER (WHERE allocated > 0 AND NOT entered),
        COUNT(*) FILTER (WHERE allocated > 0 AND estimate IS NULL)
    FROM part JOIN projects_publicproject owner ON owner.project_id = part.project_id
    WHERE (%(owners)s::bigint[] IS NULL OR owner.owner_id = ANY(%(owners)s::bigint[]))
    GROUP BY part.project_id, part.source_id
    HAVING SUM(allocated) <> 0 OR SUM(before) <> 0 OR SUM(in_month) <> 0"""


def projects_of_sources(question: Question) -> list[ProjectOfSource]:
    """Every project with capital of the plan, by source; what was assigned is not in them."""
    lines = _LIVE if question.closing_id is None else _CLOSED
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(entry=ENTRY, lines=lines), question.parameters)
        return [_row(*map(int, row)) for row in cursor.fetchall()]


def _row(project: int, source: int, carried: int, allocated: int, *rest: int) -> ProjectOfSource:
    before, in_month, advance, estimate, lines, missing, unestimated = rest
    amounts = Amounts(
        carried_vnd=carried,
        plan_vnd=allocated,
        allocated_vnd=allocated,
        before_vnd=before,
        month_vnd=in_month,
        advance_vnd=advance,
        estimate_vnd=estimate,
        lines=lines,
        missing=missing,
        unestimated=unestimated,
    )
    return ProjectOfSource(project, source, amounts)


def given_before(
    projects: Collection[int], year: int, known_at: datetime | None = None
) -> dict[int, int]:
    """What annual plans of earlier years in the ledger gave each project, in whole đồng.

    Capital carried over was given by the plan it came from, and counts there. `known_at`: of what
    was recorded up to that moment.
    """
    given: QuerySet[Any] = apps.get_model("disbursement", "PlanEntry").objects.filter(
        ~Q(bucket="carried_over"),
        project__in=projects,
        plan__horizon="annual",
        plan__first_year__lt=year,
        layer="allocated",
    )
    if known_at is not None:
        given = given.filter(recorded_at__lte=known_at)
    sums = given.values_list("project").annotate(Sum("amount_delta_vnd")).order_by()
    return {pk: int(total) for pk, total in sums}


def difficulties(question: Question) -> dict[int, list[str]]:
    """What owners said of the month, by project, in the order of their lines."""
    lines = {"line__plan__horizon": "annual", "line__plan__first_year": question.year}
    told: QuerySet[Any] = apps.get_model("disbursement", "MonthlyPayment").objects.filter(
        month=question.month
    )
    if question.closing_id is not None:
        kept = apps.get_model("disbursement", "ClosedFigure").objects
        told = kept.filter(closing=question.closing_id)
    rows = told.filter(**lines).exclude(difficulty="").order_by("line_id")
    found: dict[int, list[str]] = {}
    for project, text in rows.values_list("line__project_id", "difficulty"):
        said = found.setdefault(project, [])
        if text not in said:
            said.append(text)
    return found

"""The roll-up: a plan year to the end of a month, by whatever it is divided, in one question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import connection

from disbursement.rules.figures import Figures, last_day


class By(StrEnum):
    """What the figures are divided by."""

    ALL = "all"
    OWNER = "owner"
    SOURCE_1 = "source_1"
    SOURCE_2 = "source_2"
    SOURCE = "source"
    BUCKET = "bucket"
    SECTOR = "sector"
    PLACE = "place"
    PROJECT = "project"


Key = int | str | None
SEVERAL_PLACES = -1
"""The key of projects in several communes: each đồng is counted once."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is summed.

    `month`: the first day of the last month that counts. `closing_id`: as that closing kept it,
    else as the rows stand. `plan_day`: the plan as on that day, else on the last one of the month.
    `source_id`: that source and those below it. `owner_ids`, `project_ids`: theirs alone; nothing
    that was assigned belongs to them.
    """

    year: int
    month: date
    closing_id: int | None = None
    plan_day: date | None = None
    source_id: int | None = None
    owner_ids: frozenset[int] | None = None
    project_ids: frozenset[int] | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        """Values of the placeholders below."""
        return {
            "year": self.year,
            "first": date(self.year, 1, 1),
            "month": self.month,
            "closing": self.closing_id,
            "plan_day": self.plan_day or last_day(self.month),
            "source": self.source_id,
            "owners": None if self.owner_ids is None else sorted(self.owner_ids),
            "projects": None if self.project_ids is None else sorted(self.project_ids),
        }


_KEYS: dict[By, str] = {
    By.ALL: "NULL::text",
    By.OWNER: "owner.owner_id",
    By.SOURCE_1: "COALESCE(above.parent_id, source.parent_id, source.id)",
    By.SOURCE_2: "CASE WHEN source.level = 3 THEN source.parent_id ELSE source.id END",
    By.SOURCE: "source.id",
    By.BUCKET: "part.bucket",
    By.SECTOR: "project.sector_id",
    By.PLACE: "place.unit_id",
    By.PROJECT: "part.project_id",
}
_JOINS: dict[By, str] = {
    By.SECTOR: "LEFT JOIN projects_project project ON project.id = part.project_id",
    By.PLACE: """
        LEFT JOIN (
            SELECT project_id,
                CASE WHEN COUNT(*) = 1 THEN MIN(administrativeunit_id)
                    ELSE -1 END AS unit_id
            FROM projects_project_units GROUP BY project_id
        ) place ON place.project_id = part.project_id""",
}

# Every amount as (project, source, bucket) and the columns of `Figures`; then one sum by the key.
_PLAN = """
    plan AS MATERIALIZED (
        SELECT id FROM disbursement_capitalplan
        WHERE horizon = 'annual' AND first_year = %(year)s
    ),
    entry AS (
        SELECT project_id, source_id, bucket,
            SUM(amount_delta_vnd) FILTER (WHERE layer = 'pm') AS pm,
            SUM(amount_delta_vnd) FILTER (WHERE layer = 'council') AS province,
            SUM(amount_delta_vnd) FILTER (WHERE layer = 'allocated') AS allocated
        FROM disbursement_planentry
        WHERE plan_id IN (SELECT id FROM plan) AND on_date <= %(plan_day)s
            AND (
                %(closing)s::bigint IS NULL
                OR recorded_at <= (SELECT at FROM disbursement_monthclosing WHERE id = %(closing)s)
            )
        GROUP BY project_id, source_id, bucket
    )"""
_LIVE = """
    paid AS (
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
            AND line_id IN (
                SELECT id FROM disbursement_planline WHERE plan_id IN (SELECT id FROM plan)
            )
        GROUP BY line_id
    ),
    money AS (
        SELECT line.project_id, line.source_id, line.bucket, entry.allocated,
            paid.before, paid.in_month, paid.advance, paid.estimate, paid.entered
        FROM disbursement_planline line
        LEFT JOIN paid ON paid.line_id = line.id
        LEFT JOIN entry ON entry.project_id = line.project_id
            AND entry.source_id = line.source_id AND entry.bucket = line.bucket
        WHERE line.plan_id IN (SELECT id FROM plan)
    )"""
_CLOSED = """
    money AS (
        SELECT line.project_id, line.source_id, line.bucket, kept.allocated_vnd AS allocated,
            kept.disbursed_vnd - COALESCE(kept.advance_vnd, 0) - COALESCE(kept.volume_vnd, 0)
                AS before,
            COALESCE(kept.advance_vnd, 0) + COALESCE(kept.volume_vnd, 0) AS in_month,
            kept.advance_outstanding_vnd AS advance, kept.estimate_vnd AS estimate,
            kept.advance_vnd IS NOT NULL OR kept.volume_vnd IS NOT NULL AS entered
        FROM disbursement_closedfigure kept
        JOIN disbursement_planline line ON line.id = kept.line_id
        WHERE kept.closing_id = %(closing)s AND line.plan_id IN (SELECT id FROM plan)
    )"""
_PARTS = """
    part AS (
        SELECT NULL::bigint AS project_id, source_id, bucket, pm, province,
            COALESCE(NULLIF(province, 0), pm) AS assigned, 0 AS allocated, 0 AS before,
            0 AS in_month, 0 AS advance, NULL::bigint AS estimate, 0 AS line, 0 AS missing
        FROM entry WHERE project_id IS NULL
        UNION ALL
        SELECT project_id, source_id, bucket, 0, 0, 0, COALESCE(allocated, 0), COALESCE(before, 0),
            COALESCE(in_month, 0), COALESCE(advance, 0), estimate,
            CASE WHEN allocated > 0 THEN 1 ELSE 0 END,
            CASE WHEN allocated > 0 AND entered IS NOT TRUE THEN 1 ELSE 0 END
        FROM money
    )"""
_SUMS = """
    SUM(pm) FILTER (WHERE {year}), SUM(province) FILTER (WHERE {year}),
    SUM(assigned) FILTER (WHERE {year}), SUM(allocated) FILTER (WHERE part.bucket = 'year'),
    SUM(allocated) FILTER (WHERE part.bucket = 'carried_over'),
    SUM(allocated) FILTER (WHERE part.bucket = 'advanced'),
    SUM(before), SUM(in_month), SUM(before + in_month) FILTER (WHERE part.bucket = 'year'),
    SUM(advance), SUM(before + in_month - advance), SUM(estimate),
    SUM(estimate) FILTER (WHERE part.bucket = 'year'), SUM(line), SUM(missing),
    SUM(line) FILTER (WHERE estimate IS NULL)"""
_FROM = """
    FROM part
    LEFT JOIN disbursement_fundingsource source ON source.id = part.source_id
    LEFT JOIN disbursement_fundingsource above ON above.id = source.parent_id
    LEFT JOIN projects_publicproject owner ON owner.project_id = part.project_id"""
_WHERE = """
    WHERE (%(source)s::bigint IS NULL OR %(source)s IN (source.id, source.parent_id, above.parent_id))
        AND (%(owners)s::bigint[] IS NULL OR owner.owner_id = ANY(%(owners)s::bigint[]))
        AND (%(projects)s::bigint[] IS NULL OR part.project_id = ANY(%(projects)s::bigint[]))"""


def rolled_up(question: Question, by: By, *, most: int | None = None) -> dict[Key, Figures]:
    """The figures of each group; they add up to those of `whole`. One question.

    `most`: so many groups at most, those with the most left to pay first.

    The key is a row's id, or the code of a bucket; None is what belongs to no group (capital
    assigned has no owner), `SEVERAL_PLACES` projects in more than one commune.
    """
    money = _LIVE if question.closing_id is None else _CLOSED
    year = "TRUE" if by is By.BUCKET else "part.bucket = 'year'"
    sql = (
        f"WITH {_PLAN}, {money}, {_PARTS} SELECT {_KEYS[by]} AS key, {_SUMS.format(year=year)}"
        f"{_FROM} {_JOINS.get(by, '')} {_WHERE} GROUP BY key "
        "ORDER BY SUM(allocated) - SUM(before + in_month) DESC, key LIMIT %(most)s"
    )
    names = [field.name for field in fields(Figures)][1:]
    with connection.cursor() as cursor:
        cursor.execute(sql, question.parameters | {"most": most})
        return {
            row[0]: Figures(
                question.month,
                **{name: int(value or 0) for name, value in zip(names, row[1:], strict=True)},
            )
            for row in cursor.fetchall()
        }


def whole(question: Question) -> Figures:
    """The sum of everything the question asks for."""
    return rolled_up(question, By.ALL).get(None, Figures(question.month))


def by_month(question: Question, by: By) -> dict[Key, dict[date, int]]:
    """What each group paid in each month up to the question's, in whole đồng; live rows.

    A month in which nobody entered anything is missing: it is unknown, not zero.
    """
    part = """
        part AS (
            SELECT line.project_id, line.source_id, line.bucket, payment.month,
                COALESCE(payment.advance_vnd, 0) + COALESCE(payment.volume_vnd, 0) AS paid
            FROM disbursement_monthlypayment payment
            JOIN disbursement_planline line ON line.id = payment.line_id
            JOIN disbursement_capitalplan plan ON plan.id = line.plan_id
            WHERE plan.horizon = 'annual' AND plan.first_year = %(year)s
                AND payment.month BETWEEN %(first)s AND %(month)s
                AND (payment.advance_vnd IS NOT NULL OR payment.volume_vnd IS NOT NULL)
        )"""
    sql = (
        f"WITH {part} SELECT {_KEYS[by]} AS key, month, SUM(paid)"
        f"{_FROM} {_JOINS.get(by, '')} {_WHERE} GROUP BY key, month"
    )
    found: dict[Key, dict[date, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(sql, question.parameters)
        for key, month, paid in cursor.fetchall():
            found[key][month] = int(paid)
    return dict(found)

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

ENTRY = """
    plan AS (
        SELECT id FROM disbursement_capitalplan
        WHERE horizon = 'annual' AND first_year = %(year)s
    ),
    entry AS (
        SELECT project_id, source_id, bucket,
            SUM(amount_delta_vnd) FILTER (WHERE layer = 'pm') AS pm,
            SUM(amount_delta_vnd) FILTER (WHERE layer = 'council') AS province,
            SUM(amount_delta_vnd) FILTER (WHERE layer = 'allocated') AS allocated
        FROM disbursement_planentry
        WHERE plan_id = (SELECT id FROM plan) AND on_date <= %(plan_day)s
            AND (
                %(closing)s::bigint IS NULL
                OR recorded_at <= (SELECT at FROM disbursement_monthclosing WHERE id = %(closing)s)
            )
        GROUP BY project_id, source_id, bucket
    )"""

# Where amounts come from: each as (project, source, bucket) and what is summed of it by the key.
# Payments are summed in one pass, never by line: a hundred thousand lines are as cheap as ten.
_COLUMNS = (
    *("pm", "province", "assigned", "allocated", "before", "in_month"),
    *("advance", "estimate", "lines", "missing", "unestimated"),
)
_ASSIGNED = {
    "pm": "SUM(part.pm)",
    "province": "SUM(part.province)",
    "assigned": "SUM(COALESCE(NULLIF(part.province, 0), part.pm))",
}
_LINES = {
    "allocated": "SUM(part.allocated)",
    "estimate": "SUM(part.estimate)",
    "lines": "COUNT(*) FILTER (WHERE part.allocated > 0)",
    "missing": "COUNT(*) FILTER (WHERE part.allocated > 0 AND part.entered IS NOT TRUE)",
    "unestimated": "COUNT(*) FILTER (WHERE part.allocated > 0 AND part.estimate IS NULL)",
}
_GIVEN = ("(SELECT * FROM entry WHERE project_id IS NULL) part", _ASSIGNED)
_LIVE: tuple[tuple[str, dict[str, str]], ...] = (
    (
        """(
        SELECT line.project_id, line.source_id, line.bucket, payment.month = %(month)s AS now,
            COALESCE(payment.advance_vnd, 0) + COALESCE(payment.volume_vnd, 0) AS paid,
            COALESCE(payment.advance_vnd, 0) - COALESCE(payment.recovery_vnd, 0) AS advance
        FROM disbursement_monthlypayment payment
        JOIN disbursement_planline line ON line.id = payment.line_id
        WHERE line.plan_id = (SELECT id FROM plan) AND payment.month BETWEEN %(first)s AND %(month)s
        ) part""",
        {
            "before": "SUM(part.paid) FILTER (WHERE NOT part.now)",
            "in_month": "SUM(part.paid) FILTER (WHERE part.now)",
            "advance": "SUM(part.advance)",
        },
    ),
    (
        """(
        SELECT line.project_id, line.source_id, line.bucket, entry.allocated,
            payment.estimate_vnd AS estimate,
            payment.advance_vnd IS NOT NULL OR payment.volume_vnd IS NOT NULL AS entered
        FROM disbursement_planline line
        LEFT JOIN entry ON entry.project_id = line.project_id
            AND entry.source_id = line.source_id AND entry.bucket = line.bucket
        LEFT JOIN disbursement_monthlypayment payment
            ON payment.line_id = line.id AND payment.month = %(month)s
        WHERE line.plan_id = (SELECT id FROM plan)
        ) part""",
        _LINES,
    ),
)
_CLOSED: tuple[tuple[str, dict[str, str]], ...] = (
    (
        """(
        SELECT line.project_id, line.source_id, line.bucket, kept.allocated_vnd AS allocated,
            COALESCE(kept.advance_vnd, 0) + COALESCE(kept.volume_vnd, 0) AS paid,
            kept.disbursed_vnd AS disbursed, kept.advance_outstanding_vnd AS advance,
            kept.estimate_vnd AS estimate,
            kept.advance_vnd IS NOT NULL OR kept.volume_vnd IS NOT NULL AS entered
        FROM disbursement_closedfigure kept
        JOIN disbursement_planline line ON line.id = kept.line_id
        WHERE kept.closing_id = %(closing)s AND line.plan_id = (SELECT id FROM plan)
        ) part""",
        {
            "before": "SUM(part.disbursed - part.paid)",
            "in_month": "SUM(part.paid)",
            "advance": "SUM(part.advance)",
            **_LINES,
        },
    ),
)
_SUMS = """
    SUM(pm) FILTER (WHERE {year}), SUM(province) FILTER (WHERE {year}),
    SUM(assigned) FILTER (WHERE {year}), SUM(allocated) FILTER (WHERE bucket = 'year'),
    SUM(allocated) FILTER (WHERE bucket = 'carried_over'),
    SUM(allocated) FILTER (WHERE bucket = 'advanced'),
    SUM(before), SUM(in_month),
    COALESCE(SUM(before) FILTER (WHERE bucket = 'year'), 0)
        + COALESCE(SUM(in_month) FILTER (WHERE bucket = 'year'), 0),
    SUM(advance),
    COALESCE(SUM(before), 0) + COALESCE(SUM(in_month), 0) - COALESCE(SUM(advance), 0),
    SUM(estimate), SUM(estimate) FILTER (WHERE bucket = 'year'),
    SUM(lines), SUM(missing), SUM(unestimated)"""
_DIMENSIONS = """
    LEFT JOIN disbursement_fundingsource source ON source.id = part.source_id
    LEFT JOIN disbursement_fundingsource above ON above.id = source.parent_id
    LEFT JOIN projects_publicproject owner ON owner.project_id = part.project_id"""
_WHERE = """
    WHERE (%(source)s::bigint IS NULL OR %(source)s IN (source.id, source.parent_id, above.parent_id))
        AND (%(owners)s::bigint[] IS NULL OR owner.owner_id = ANY(%(owners)s::bigint[]))
        AND (%(projects)s::bigint[] IS NULL OR part.project_id = ANY(%(projects)s::bigint[]))"""


def _summed(by: By, source: str, sums: dict[str, str]) -> str:
    """One kind of amounts by key and bucket, in the columns that all kinds share."""
    columns = ", ".join(f"{sums.get(name, 'NULL::numeric')} AS {name}" for name in _COLUMNS)
    return (
        f"SELECT {_KEYS[by]} AS key, part.bucket, {columns} FROM {source} "  # noqa: S608 -- our own fragments
        f"{_DIMENSIONS} {_JOINS.get(by, '')} {_WHERE} GROUP BY 1, 2"
    )


def rolled_up(question: Question, by: By, *, most: int | None = None) -> dict[Key, Figures]:
    """The figures of each group; they add up to those of `whole`. One question.

    `most`: so many groups at most, those with the most left to pay first.

    The key is a row's id, or the code of a bucket; None is what belongs to no group (capital
    assigned has no owner), `SEVERAL_PLACES` projects in more than one commune.
    """
    kinds = (_GIVEN, *(_LIVE if question.closing_id is None else _CLOSED))
    amounts = " UNION ALL ".join(_summed(by, source, sums) for source, sums in kinds)
    year = "TRUE" if by is By.BUCKET else "bucket = 'year'"
    sql = (
        f"WITH {ENTRY} SELECT key, {_SUMS.format(year=year)} FROM ({amounts}) amounts "  # noqa: S608 -- our own fragments
        "GROUP BY key ORDER BY COALESCE(SUM(allocated), 0) - COALESCE(SUM(before), 0)"
        " - COALESCE(SUM(in_month), 0) DESC, key LIMIT %(most)s"
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
        f"WITH {part} SELECT {_KEYS[by]} AS key, month, SUM(paid) "  # noqa: S608 -- our own fragments
        f"FROM part {_DIMENSIONS} {_JOINS.get(by, '')} {_WHERE} GROUP BY 1, 2"
    )
    found: dict[Key, dict[date, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(sql, question.parameters)
        for key, month, paid in cursor.fetchall():
            found[key][month] = int(paid)
    return dict(found)

"""The treasury's figures beside ours: line by line, accumulated to the end of a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import connection


@dataclass(frozen=True, slots=True)
class Compared:
    """A line in a month, in whole đồng; `theirs_vnd` None: the treasury has no figure of it.

    `explained_...` are our figures when the difference was explained.
    """

    line_id: int
    code: str
    budget_code: str
    name: str
    owner_id: int
    owner: str
    source: str
    bucket: str
    ours_vnd: int
    our_advance_vnd: int
    figure_id: int | None
    version: int
    theirs_vnd: int | None
    their_advance_vnd: int | None
    explanation: str
    explained_at: datetime | None
    explained_vnd: int | None
    explained_advance_vnd: int | None

    @property
    def difference_vnd(self) -> int | None:
        """Ours less theirs; None where they have none."""
        return None if self.theirs_vnd is None else self.ours_vnd - self.theirs_vnd

    @property
    def advance_difference_vnd(self) -> int | None:
        """The same of advances outstanding; None where they told none."""
        if self.their_advance_vnd is None:
            return None
        return self.our_advance_vnd - self.their_advance_vnd

    @property
    def differs(self) -> bool:
        """Whether the two sides say something else; a side that is missing differs."""
        return self.theirs_vnd is None or bool(self.difference_vnd or self.advance_difference_vnd)

    @property
    def is_explained(self) -> bool:
        """Explained, and neither figure changed since."""
        told = (self.explained_vnd, self.explained_advance_vnd)
        return bool(self.explanation) and told == (self.ours_vnd, self.our_advance_vnd)

    @property
    def is_open(self) -> bool:
        """A difference nobody explained as it stands now."""
        return self.differs and not self.is_explained


_SQL = """
    SELECT line.id, project.code, public.budget_code, project.name, public.owner_id,
        COALESCE(NULLIF(owner.short_name, ''), owner.name),
        COALESCE(NULLIF(source.short_name, ''), source.name), line.bucket,
        COALESCE(paid.disbursed, 0)::bigint, COALESCE(paid.advance, 0)::bigint,
        figure.id, COALESCE(figure.version, 0), figure.disbursed_vnd, figure.advance_vnd,
        COALESCE(figure.explanation, ''), figure.explained_at,
        figure.explained_vnd, figure.explained_advance_vnd
    FROM disbursement_planline line
    JOIN disbursement_capitalplan plan ON plan.id = line.plan_id AND plan.horizon = 'annual'
    JOIN projects_project project ON project.id = line.project_id
    JOIN projects_publicproject public ON public.project_id = line.project_id
    JOIN accounts_agency owner ON owner.id = public.owner_id
    JOIN disbursement_fundingsource source ON source.id = line.source_id
    LEFT JOIN disbursement_treasuryfigure figure
        ON figure.line_id = line.id AND figure.month = %(month)s
    LEFT JOIN (
        SELECT line_id,
            SUM(COALESCE(advance_vnd, 0) + COALESCE(volume_vnd, 0)) AS disbursed,
            SUM(COALESCE(advance_vnd, 0) - COALESCE(recovery_vnd, 0)) AS advance
        FROM disbursement_monthlypayment WHERE month <= %(month)s GROUP BY line_id
    ) paid ON paid.line_id = line.id
    WHERE (figure.id IS NOT NULL OR plan.first_year = %(year)s AND paid.disbursed > 0)
        AND (%(owners)s::bigint[] IS NULL OR public.owner_id = ANY(%(owners)s::bigint[]))
        AND (%(line)s::bigint IS NULL OR line.id = %(line)s)
    ORDER BY owner.sort_key, project.sort_key, project.id, source.sort_key, line.bucket DESC
"""


def compared(
    month: date, *, owners: Collection[int] | None = None, line: int | None = None
) -> list[Compared]:
    """Lines of which either side has a figure, by owner and project; one question.

    `owners`: the lines of their projects alone. Empty before the treasury told anything.
    """
    figures = apps.get_model("disbursement", "TreasuryFigure").objects
    if line is None and not figures.filter(month=month).exists():
        return []
    asked: dict[str, date | int | list[int] | None] = {
        "month": month,
        "year": month.year,
        "owners": None if owners is None else sorted(owners),
        "line": line,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, asked)
        return [Compared(*row) for row in cursor.fetchall()]


def open_by_owner(rows: Iterable[Compared]) -> list[tuple[str, int, int]]:
    """Each owner of a difference: its name, differences, those that wait for an explanation."""
    differing: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for row in rows:
        differing[row.owner] += row.differs
        waiting[row.owner] += row.is_open
    return [(owner, count, waiting[owner]) for owner, count in differing.items() if count]


def lines_of_projects(year: int, codes: Collection[str]) -> dict[str, list[Any]]:
    """The annual lines of a year by the codes of their project, both its own and the budget's."""
    rows = apps.get_model("disbursement", "PlanLine").objects.filter(
        plan__horizon="annual", plan__first_year=year
    )
    found: dict[str, list[Any]] = {}
    wanted = rows.filter(project__code__in=codes) | rows.filter(
        project__public__budget_code__in=codes
    )
    for line in wanted.select_related("project__public", "source").order_by("pk"):
        for code in {line.project.code, line.project.public.budget_code} & set(codes):
            found.setdefault(code, []).append(line)
    return found

"""Rows of the dashboard as its template draws them: words and numbers made once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from deadlines import wording
from deadlines.rules.severity import duty_mark, flag_mark
from projects.filters.registry import BUCKETS
from reporting.dashboard import Dashboard, Line
from reporting.status_charts import CENSUS_OF, pill_of
from vn.numbers import ratio_percent


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """One flag or coming deadline."""

    url: str
    name: str
    sub: str
    what: str
    due: date | None
    article: str
    severity: str
    mark: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One row of the census with its share of the projects (percent)."""

    url: str
    pill: str
    short: str
    words: str
    projects: int
    share: Decimal | None
    capital_vnd: int | None


def late_line(line: Line, on: date) -> DeadlineLine:
    """A flag, leading to its own page with the arithmetic."""
    owed, flag = line.obligation, line.flag
    assert flag is not None  # noqa: S101 -- `Dashboard.late` holds flags only
    severity = flag_mark(kind=owed.kind, level=owed.level, advisory=flag.advisory)
    return _line(
        line,
        reverse("deadlines:flag", args=[flag.pk]),
        (severity, wording.flag_age(flag.kind, flag.due_date, on)),
    )


def soon_line(line: Line, on: date) -> DeadlineLine:
    """A deadline to come, leading to the project's obligations."""
    owed = line.obligation
    severity = duty_mark(clock=owed.clock, kind=owed.kind, level=owed.level, advisory=owed.advisory)
    url = reverse("projects:detail", args=[line.project.code])
    words = wording.left(owed.due_date, on) if owed.due_date else ""
    return _line(line, url, (severity or "info", words))


def status_lines(board: Dashboard) -> list[StatusLine]:
    """The census; each row leads to the projects it counts."""
    return [
        StatusLine(
            url=f"{reverse('projects:list')}?tinh_trang={CENSUS_OF[row.bucket]}",
            pill=pill_of(row),
            short=str(BUCKETS[CENSUS_OF[row.bucket]]),
            words=row.label,
            projects=row.amount.projects,
            share=ratio_percent(row.amount.projects, board.total.projects, 1),
            capital_vnd=row.amount.capital_vnd,
        )
        for row in (*board.rows, *board.outside)
    ]


def _line(line: Line, url: str, mark: tuple[str, str]) -> DeadlineLine:
    owed, project = line.obligation, line.project
    investor = project.investor.name if project.investor else ""
    return DeadlineLine(
        url=url,
        name=project.name,
        sub=" · ".join(filter(None, [project.code, investor])),
        what=wording.of_cycle(
            wording.label(wording.SHORT if line.flag else wording.DUTY, owed.kind),
            owed.kind,
            owed.cycle,
        ),
        due=line.flag.due_date if line.flag else owed.due_date,
        article=owed.rule_version.article if owed.rule_version else "",
        severity=mark[0],
        mark=mark[1],
        is_new=line.is_new,
    )

"""The table that goes with a decision moving capital, as a workbook (Bảng kèm quyết định)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext

from disbursement import moving_wording
from disbursement.models import Bucket, Reallocation, ReallocationLine
from disbursement.querysets import reallocations as drafts
from disbursement.querysets.moving import end_of_window
from projects.models import Project
from sheets.streamed import LongSheet, stream
from sheets.writer import CellData, Column, ColumnKind, Strong
from vn.dates import day_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS = 10
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def answer(row: Reallocation, *, on: date) -> HttpResponse:
    """The file, named by its draft."""
    response = HttpResponse(workbook(row, on=on), content_type=XLSX)
    name = f"dieu-chuyen-von-{row.plan.first_year}-{row.pk}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def workbook(row: Reallocation, *, on: date) -> bytes:
    """One sheet: numbers of the columns, the total, then each source with its projects."""
    moving = row.lines.exclude(edited_delta_vnd=0)
    lines = list(drafts.lines_of(moving))
    name = gettext("Reallocation")
    rows = [Strong(f"({number})" for number in range(1, _COLUMNS + 1)), *_rows(row, lines)]
    data = LongSheet(name, _columns(), rows, _heading(row, lines, on), filtered=False)
    return b"".join(stream(data))


def _heading(row: Reallocation, lines: list[ReallocationLine], on: date) -> tuple[str, ...]:
    year = {"year": row.plan.first_year}
    decision = row.decision
    if decision is None:
        said = gettext("Draft of %(day)s, not decided yet") % {"day": day_text(on)}
    else:
        words = {"number": decision.number, "day": day_text(decision.issued_date)}
        said = gettext("Attached to decision %(number)s of %(day)s") % words
    invented = any(each.line.project.origin == Project.Origin.DEMONSTRATION for each in lines)
    return (
        gettext("REALLOCATION OF THE PUBLIC INVESTMENT PLAN OF %(year)s") % year,
        *((gettext("Invented for demonstration"),) if invented else ()),
        said,
        gettext("Unit: million VND"),
    )


def _columns() -> tuple[Column, ...]:
    money = ColumnKind.MONEY_TRIEU
    return (
        Column(gettext("No."), ColumnKind.TEXT, 6),
        Column(gettext("Source, project"), ColumnKind.TEXT, 44),
        Column(gettext("Project code"), ColumnKind.TEXT, 12),
        Column(gettext("Project owner"), ColumnKind.TEXT, 26),
        Column(gettext("Plan assigned"), money, 16),
        Column(gettext("Disbursed"), money, 16),
        Column(gettext("Decrease"), money, 14),
        Column(gettext("Increase"), money, 14),
        Column(gettext("Plan after the move (9)=(5)-(7)+(8)"), money, 18),
        Column(gettext("Reason"), ColumnKind.TEXT, 60),
    )


def _rows(
    row: Reallocation, lines: list[ReallocationLine]
) -> Iterator[tuple[CellData, ...] | Strong]:
    yield Strong(("", gettext("TOTAL"), "", "", *_sums(lines), ""))
    groups: dict[tuple[int, str], list[ReallocationLine]] = {}
    for each in lines:
        groups.setdefault((each.line.source_id, each.line.bucket), []).append(each)
    for number, members in enumerate(groups.values(), start=1):
        members.sort(key=lambda each: (each.edited_delta_vnd > 0, -abs(each.edited_delta_vnd)))
        bucket = Bucket(members[0].line.bucket)
        title = members[0].line.source.name
        if bucket != Bucket.YEAR:
            title = f"{title} · {bucket.label}"
        yield Strong((_roman(number), title, "", "", *_sums(members), ""))
        for place, each in enumerate(members, start=1):
            yield _line(row, each, place)


def _line(row: Reallocation, each: ReallocationLine, place: int) -> tuple[CellData, ...]:
    project, delta = each.line.project, each.edited_delta_vnd
    public = project.public
    until = end_of_window(row.plan.first_year, each.line.bucket)
    because = moving_wording.because(each.reason, delta_vnd=delta, until=until)
    limit = moving_wording.limit(each.reason, allocated_vnd=each.allocated_vnd)
    code, owner = public.budget_code or project.code, public.owner.name
    return (str(place), project.name, code, owner, *_sums([each]), f"{because}\n{limit}")


def _sums(lines: list[ReallocationLine]) -> tuple[int, int, int, int, int]:
    """Columns (5) to (9), in đồng."""
    held = sum(each.allocated_vnd for each in lines)
    down = sum(max(0, -each.edited_delta_vnd) for each in lines)
    up = sum(max(0, each.edited_delta_vnd) for each in lines)
    return held, sum(each.disbursed_vnd for each in lines), down, up, held - down + up


def _roman(number: int) -> str:
    """The number of a source."""
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text

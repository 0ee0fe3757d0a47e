"""The entry grid as drawn: columns, rows with their boxes, questions in words, totals."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement.forms.payments import (
    LABELS,
    TypedRow,
    answer_box,
    box,
    seen_box,
    text_of,
)
from disbursement.models import Bucket
from disbursement.querysets.payments import LineOfMonth
from disbursement.rules.figures import next_month
from disbursement.rules.payments import before, rate
from disbursement.rules.questions import Code, Question
from vn.money import trieu_text
from vn.numbers import decimal_text, percent_text

MONEY_TAB, PROGRESS_TAB = "tien", "khoi-luong"
TABS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    MONEY_TAB: (_("Amounts"), ("advance_vnd", "volume_vnd", "recovery_vnd", "estimate_vnd")),
    PROGRESS_TAB: (_("Progress, difficulties"), ("physical_percent", "awaiting_vnd", "difficulty")),
}
"""The boxes of each side of the grid."""

_SENTENCES: dict[Code, Promise] = {
    Code.FLAT_MONEY: _(
        "%(months)s months without money while the work went from %(was)s%% to %(percent)s%%: "
        "is that right?"
    ),
    Code.SAME_DIFFICULTY: _("The difficulty reads as last month: what has changed since?"),
    Code.NO_PROGRAMME: _(
        "The work stands at %(percent)s%%, but no money was programmed or paid this month: "
        "is that right?"
    ),
    Code.ABOVE_PLAN: _(
        "This month pays %(paid)s, only %(rest)s was left of the plan: is the unit right?"
    ),
    Code.ESTIMATE_MISSED: _("Last month %(estimate)s was expected, now %(paid)s: why?"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `width` is a class."""

    label: str
    css: str = "num"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is read (`text`) or typed into (`name`); `key` tells it apart on the page."""

    label: str
    text: str
    css: str = ""
    key: str = ""
    name: str = ""
    column: str = ""
    spoken: str = ""
    error: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words with its answer, if any, and the box that answers it."""

    text: str
    answer: str
    name: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line as drawn. `is_first` of its project's lines: the others do not repeat the name."""

    line: LineOfMonth
    is_first: bool
    about: str
    cells: Sequence[Cell]
    asked: Sequence[Asked]
    seen_name: str
    seen: str
    saved: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a grid is drawn from: `typed` are rows that were sent just now."""

    month: date
    tab: str
    lines: Sequence[LineOfMonth]
    editable: bool
    typed: Mapping[int, TypedRow] = field(default_factory=dict)


def sentence(question: Question) -> str:
    """The question in words, amounts in triệu đồng."""
    words = {
        name: trieu_text(int(value)) if name in ("paid", "rest", "estimate") else f"{value}"
        for name, value in question.figures.items()
        if name not in ("was", "percent")
    }
    for name in ("was", "percent"):
        if name in question.figures:
            words[name] = text_of("physical_percent", question.figures[name])
    return str(_SENTENCES[question.code]) % words


def columns(sheet: Sheet) -> list[Column]:
    """The headings after the project's name."""
    last, now, ahead = before(sheet.month), sheet.month, next_month(sheet.month)
    plan = Column(gettext("Plan of the year"))
    accumulated, share = Column(gettext("Accumulated")), Column(gettext("Rate of disbursement"))
    if sheet.tab == PROGRESS_TAB:
        names = {"n": last.month}
        return [
            plan,
            accumulated,
            share,
            Column(gettext("Progress to the end of month %(n)s") % names),
            Column(str(LABELS["physical_percent"])),
            Column(str(LABELS["awaiting_vnd"])),
            Column(str(LABELS["difficulty"]), ""),
        ]
    return [
        plan,
        Column(gettext("Accumulated to month %(n)s") % {"n": last.month}),
        Column(gettext("Month %(n)s") % {"n": last.month}),
        Column(gettext("Programmed, month %(n)s") % {"n": now.month}),
        Column(str(LABELS["advance_vnd"])),
        Column(str(LABELS["volume_vnd"])),
        Column(str(LABELS["recovery_vnd"])),
        accumulated,
        share,
        Column(gettext("Estimate, month %(n)s") % {"n": ahead.month}),
    ]


def rows(sheet: Sheet, only: Collection[int] | None = None) -> list[Row]:
    """The rows of the lines, or of some of them."""
    heads = columns(sheet)
    found, project = [], 0
    for line in sheet.lines:
        if only is None or line.pk in only:
            found.append(_row(sheet, line, heads, is_first=line.project_id != project))
        project = line.project_id
    return found


def _row(sheet: Sheet, line: LineOfMonth, heads: Sequence[Column], *, is_first: bool) -> Row:
    typed = sheet.typed.get(line.pk)
    boxes = iter(_boxes(sheet, line, typed))
    read = iter(_read(sheet, line))
    cells = []
    for place, head in enumerate(heads):
        cell = next(boxes if _is_box(sheet.tab, place) else read)
        cells.append(replace(cell, label=head.label, css=f"{head.css} {cell.css}".strip()))
    source = [line.budget_code, line.source]
    if line.bucket != Bucket.YEAR:
        source.append(str(Bucket(line.bucket).label))
    if line.year != sheet.month.year:
        source.append(gettext("plan of %(year)s") % {"year": line.year})
    was = {cell: text_of(cell, line.cells[cell]) for cell in TABS[sheet.tab][1]}
    return Row(
        line=line,
        is_first=is_first,
        about=" · ".join(filter(None, source)),
        cells=cells,
        asked=[_asked(line, each) for each in line.asked],
        seen_name=seen_box(line.pk),
        seen=json.dumps(was, ensure_ascii=False),
        saved=typed is not None and not typed.errors,
    )


_BOXES = {MONEY_TAB: (4, 5, 6, 9), PROGRESS_TAB: (4, 5, 6)}
"""Which columns of a side are typed into."""


def _is_box(tab: str, place: int) -> bool:
    return place in _BOXES[tab]


def _read(sheet: Sheet, line: LineOfMonth) -> list[Cell]:
    """The cells beside the boxes, in the order of the columns."""
    share = rate(line.accumulated_vnd, line.allocated_vnd)
    known = line.month_vnd is not None or line.before_vnd or not line.may_pay
    plan = _money(line.allocated_vnd, "", "")
    accumulated = _money(line.accumulated_vnd if known else None, "strong", f"lk-{line.pk}")
    percent = percent_text(share) if share is not None and known else "—"
    of_base = Cell("", percent, "bad" if line.is_over_plan else "", f"tl-{line.pk}")
    if sheet.tab == PROGRESS_TAB:
        earlier = line.last_percent
        told = "—" if earlier is None else decimal_text(earlier, 2, trim=True) + "%"
        return [plan, accumulated, of_base, Cell("", told, "muted")]
    return [
        plan,
        _money(line.before_vnd, "muted", ""),
        _money(line.last_vnd, "muted", ""),
        _money(line.programmed_vnd, "muted", ""),
        accumulated,
        of_base,
    ]


def _money(vnd: int | None, css: str, key: str) -> Cell:
    return Cell("", trieu_text(vnd), css, key)


def _boxes(sheet: Sheet, line: LineOfMonth, typed: TypedRow | None) -> list[Cell]:
    return [_box(sheet, line, typed, cell) for cell in TABS[sheet.tab][1]]


def _box(sheet: Sheet, line: LineOfMonth, typed: TypedRow | None, cell: str) -> Cell:
    """The box of a cell; read only where nothing may be typed. What was refused stays as typed."""
    was = text_of(cell, line.cells[cell])
    if not sheet.editable or not _asks(line, cell):
        return Cell("", was or "—", "" if was else "muted")
    error = typed.errors.get(cell, "") if typed else ""
    return Cell(
        label="",
        text=typed.typed.get(cell, was) if typed and error else was,
        key=f"{cell}-{line.pk}",
        name=box(line.pk, cell),
        column=cell,
        spoken=f"{LABELS[cell]}, {line.name}, {line.source}",
        error=error,
        was=was,
    )


def _asks(line: LineOfMonth, cell: str) -> bool:
    """Whether a cell of the line can be filled in."""
    if not line.may_pay:
        return cell == "recovery_vnd"
    return cell != "estimate_vnd" or line.has_next


def _asked(line: LineOfMonth, question: Question) -> Asked:
    said = line.answers.get(question.code, {})
    is_open = question in line.open_questions
    answer = "" if is_open else said.get("text", "")
    return Asked(sentence(question), answer, answer_box(line.pk, question.code), is_open)

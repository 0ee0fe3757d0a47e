"""What the boxes of the entry grid say: triệu đồng, per cent and text, written the Vietnamese way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement.querysets.payments import LineOfMonth
from disbursement.rules.payments import CELLS, MONEY, PAID
from disbursement.rules.questions import Code
from projects.forms.readings import number_error
from vn.errors import Unreadable
from vn.money import MILLION, trieu_text
from vn.numbers import decimal_text, parse_number
from vn.text import tidy

Value = int | Decimal | str | None

EXACT = 6
"""Decimals of a triệu that still are whole đồng: what was typed comes back as it was."""

_BOX = re.compile(r"(?:o|tl)-([0-9]{1,18})-.+")
_LARGEST_VND, _LONGEST_TEXT = 9 * 10**15, 500

LABELS: dict[str, Promise] = {
    "advance_vnd": _("Advance"),
    "volume_vnd": _("Volume completed"),
    "recovery_vnd": _("Recovery of advances"),
    "estimate_vnd": _("Estimate of the next month"),
    "awaiting_vnd": _("Accepted, not paid yet"),
    "physical_percent": _("Physical progress (%)"),
    "difficulty": _("Difficulties"),
}


class Misread(Exception):
    """A box that cannot be read, in words for the person who typed it."""


@dataclass(slots=True)
class TypedRow:
    """What was typed of one line: the cells that differ, what stood in them, what is wrong, answers."""

    line: LineOfMonth
    values: dict[str, Value] = field(default_factory=dict)
    seen: dict[str, Value] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    answers: dict[Code, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.values or self.errors or self.answers)


def box(line: int, cell: str) -> str:
    """The name of the box of a cell."""
    return f"o-{line}-{cell}"


def seen_box(line: int) -> str:
    """The name of the hidden box with what stood in the cells of a line."""
    return f"cu-{line}"


def answer_box(line: int, code: str) -> str:
    """The name of the box that answers a question."""
    return f"tl-{line}-{code}"


def sent_lines(post: Iterable[str]) -> set[int]:
    """The lines of which a box was sent, by the names of what was."""
    return {int(found[1]) for name in post if (found := _BOX.fullmatch(name))}


def text_of(cell: str, value: Any) -> str:
    """A value as a person would type it; nothing for what was not entered."""
    if value is None:
        return ""
    if cell in MONEY:
        return trieu_text(value, EXACT)
    return decimal_text(value, 2, trim=True) if cell == "physical_percent" else str(value)


def value_of(cell: str, text: str) -> Value:
    """What a person typed: whole đồng from triệu, per cent, or text. Raises `Misread`."""
    if cell == "difficulty":
        return _text(text)
    try:
        read = parse_number(text)
    except Unreadable as error:
        raise Misread(" ".join(number_error(error, "").messages)) from error
    if read.value is None:
        return None
    unit = "%" if cell == "physical_percent" else ""
    if read.hedge or read.unit not in ("", unit):
        raise Misread(gettext("Write the number alone, such as 1.234,5."))
    if read.value < 0:
        raise Misread(gettext("Write zero or more; a correction changes the month it belongs to."))
    return _percent(read.value) if unit else _dong(read.value)


def _dong(value: Decimal) -> int:
    dong = value * MILLION
    if dong != dong.to_integral_value():
        raise Misread(gettext("Finer than one đồng. Write at most six decimals."))
    if dong > _LARGEST_VND:
        raise Misread(gettext("Too large for one month. The unit is million VND."))
    return int(dong)


def _percent(value: Decimal) -> Decimal:
    if value > 100 or value != round(value, 2):
        raise Misread(gettext("Give the progress in percent, from 0 to 100."))
    return value


def _text(text: str) -> str:
    said = tidy(text)
    if len(said) > _LONGEST_TEXT:
        raise Misread(gettext("Write at most %(most)s characters here.") % {"most": _LONGEST_TEXT})
    return said


def read_rows(
    post: Mapping[str, str], lines: Sequence[LineOfMonth], *, fill_zero: bool = False
) -> list[TypedRow]:
    """The rows in which something was typed, answered or misread.

    A box counts when it differs from what stood there; boxes that were not sent are left alone.
    With `fill_zero` empty boxes of payments become zero in rows where one of them is filled in.
    """
    rows = [_row(post, line, fill_zero=fill_zero) for line in lines]
    return [row for row in rows if row]


def _row(post: Mapping[str, str], line: LineOfMonth, *, fill_zero: bool) -> TypedRow:
    row, seen = TypedRow(line), _seen(post.get(seen_box(line.pk), ""))
    for cell in CELLS:
        text = post.get(box(line.pk, cell))
        if text is not None:
            _take(row, cell, text, seen.get(cell))
    if fill_zero:
        _fill(row)
    for code in Code:
        said = post.get(answer_box(line.pk, code), "")
        if said.strip():
            row.answers[code] = said
    return row


def _take(row: TypedRow, cell: str, text: str, was: str | None) -> None:
    """Keep the cell if it says something else than it showed."""
    before = row.line.cells[cell]
    if was is not None:
        try:
            before = value_of(cell, was)
        except Misread:
            # A box nobody of ours filled in: compare with what is on record.
            before = row.line.cells[cell]
    try:
        value = value_of(cell, text)
    except Misread as error:
        row.typed[cell], row.errors[cell] = text, str(error)
        return
    if value != before:
        row.typed[cell], row.values[cell], row.seen[cell] = text, value, before


def _fill(row: TypedRow) -> None:
    now = {name: row.values.get(name, row.line.cells[name]) for name in PAID}
    if all(value is None for value in now.values()) or not row.line.may_pay:
        return
    for name, value in now.items():
        if value is None and name not in row.errors:
            row.values[name], row.seen[name] = 0, None


def _seen(text: str) -> dict[str, str]:
    """What the hidden box says stood in the boxes; nothing when it was tampered with."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): value for name, value in found.items() if isinstance(value, str)}

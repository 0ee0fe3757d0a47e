"""Rows of the grid written one by one: a refusal stands at its box and holds up no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from accounts.models import User
from disbursement.actions.payments import AnotherValue, Figures, answer, enter, together
from disbursement.forms.payments import TypedRow, Value, text_of
from disbursement.models import PlanLine
from disbursement.rules.payments import PAID
from projects.actions.refusals import Refusal

OK, CONFLICT, REFUSED = 200, 409, 422


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, into which month, when."""

    by: User
    month: date
    at: datetime


def save(rows: Sequence[TypedRow], hand: Hand) -> int:
    """Write what can be written; the errors of the rest stay in the rows. The worst status."""
    lines = PlanLine.objects.in_bulk([row.line.pk for row in rows])
    # In one order, whoever saves: two people with the same projects wait for each other in turn.
    ordered = sorted(rows, key=lambda row: (row.line.project_id, row.line.pk))
    with together(lines=lines, at=hand.at):
        found = [_save(row, lines[row.line.pk], hand) for row in ordered]
    return max(found, key=_GRAVITY.index, default=OK)


_GRAVITY = (OK, REFUSED, CONFLICT)


def _save(row: TypedRow, line: PlanLine, hand: Hand) -> int:
    left, status = dict(row.values), REFUSED if row.errors else OK
    while left:
        seen = {name: row.seen.get(name) for name in left}
        try:
            enter(line=line, month=hand.month, figures=Figures(left, seen), by=hand.by, at=hand.at)
            break
        except Refusal as refusal:
            status = max(status, _place(row, left, refusal), key=_GRAVITY.index)
    return max(status, _answer(row, line, hand), key=_GRAVITY.index)


def _place(row: TypedRow, left: dict[str, Value], refusal: Refusal) -> int:
    """Put the refusal at the box it is about, which is written no more; the others are tried again."""
    paid = [name for name in left if name in PAID]
    at = [refusal.field] if refusal.field in left else paid or list(left)
    for name in at:
        row.errors[name] = _words(name, refusal)
        row.typed.setdefault(name, text_of(name, left.pop(name, None)))
        left.pop(name, None)
    return CONFLICT if isinstance(refusal, AnotherValue) else REFUSED


def _words(name: str, refusal: Refusal) -> str:
    if not isinstance(refusal, AnotherValue):
        return str(refusal)
    other = text_of(name, refusal.current) or gettext("an empty box")
    return gettext("Somebody else entered %(other)s. Type yours again to replace it.") % {
        "other": other
    }


def _answer(row: TypedRow, line: PlanLine, hand: Hand) -> int:
    for code, text in row.answers.items():
        try:
            answer(line=line, month=hand.month, said=(code, text), by=hand.by, at=hand.at)
        except Refusal:
            # The question changed with the figures: it is asked again beside the row.
            return REFUSED
    return OK


def errors(rows: Mapping[int, TypedRow]) -> list[tuple[str, str, str]]:
    """For the list above the grid: the box, the project, what is wrong."""
    return [
        (f"{cell}-{pk}", row.line.name, text)
        for pk, row in rows.items()
        for cell, text in row.errors.items()
    ]

"""What the treasury confirms of lines, and why its figures and ours differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words
from accounts.actions.audit import record as remember
from accounts.models import User
from disbursement.models import PlanLine, TreasuryFigure
from disbursement.querysets.treasury import compared
from projects.actions.acts import Change, Deed, Outcome, Seen, lock_seen, store
from projects.actions.acts import remember as remember_deed
from projects.actions.refusals import Refusal, not_after
from vn.text import tidy


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The document by which the treasury tells its figures up to the end of a month."""

    month: date
    number: str
    issued_date: date


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A line as the treasury holds it, accumulated, in whole đồng; an advance not told is None."""

    line_id: int
    disbursed_vnd: int
    advance_vnd: int | None = None


class NoNumber(Refusal):
    """A confirmation is a document."""

    field = "number"
    text = _("Give the number of the confirmation.")


class NoRows(Refusal):
    """Nothing to record."""

    field = "rows"
    text = _("Give at least one line of the treasury's figures.")


class NotYet(Refusal):
    """A month that has not ended."""

    field = "month"
    text = _("%(month)s has not ended, so the treasury cannot have confirmed it.")


class NoDifference(Refusal):
    """Both sides say the same."""

    text = _("The two figures agree now; there is nothing to explain.")


class NothingSaid(Refusal):
    """An explanation without words."""

    field = "explanation"
    text = _("Say why the two figures differ.")


@transaction.atomic
def confirm(
    *, document: Confirmation, rows: Sequence[Confirmed], by: User, on: date
) -> Outcome[TreasuryFigure]:
    """Record the figures of many lines; one that changes ends the explanation of its difference.

    Raises `NoNumber`, `NoRows`, `NotYet`, `InTheFuture`, and `Invalid`.
    """
    number = tidy(document.number)
    if not number:
        raise NoNumber
    if not rows:
        raise NoRows
    if document.month >= on.replace(day=1):
        raise NotYet(month=_words(document.month))
    not_after(document.issued_date, on=on, field="issued_date")
    kept = TreasuryFigure.objects.select_for_update().filter(
        month=document.month, line__in=[row.line_id for row in rows]
    )
    known = {figure.line_id: figure for figure in kept.order_by("line_id")}
    written = [
        _written(row, known.get(row.line_id), document, number, by)
        for row in sorted(rows, key=lambda each: each.line_id)
    ]
    changed = [figure for figure, change in written if change]
    if not changed:
        return Outcome(row=written[0][0], changed=(), moved=0)
    _tell(document, number, written, by)
    return Outcome(row=changed[0], changed=("disbursed_vnd",), moved=0)


_CONFIRMED = _("Record the treasury's figures of %(month)s, %(number)s: %(lines)s lines changed")


def _written(
    row: Confirmed, figure: TreasuryFigure | None, document: Confirmation, number: str, by: User
) -> tuple[TreasuryFigure, Change]:
    """The figure as it is now, and what changed of it."""
    new = {"disbursed_vnd": row.disbursed_vnd, "advance_vnd": row.advance_vnd}
    if figure is None:
        figure = TreasuryFigure(line_id=row.line_id, month=document.month, version=0)
        old: dict[str, int | None] = {}
    else:
        old = {"disbursed_vnd": figure.disbursed_vnd, "advance_vnd": figure.advance_vnd}
    if old == new:
        return figure, Change()
    figure.disbursed_vnd, figure.advance_vnd = row.disbursed_vnd, row.advance_vnd
    figure.document_number, figure.document_date = number, document.issued_date
    _unexplained(figure)
    figure.recorded_by_id = by.pk
    figure.version += 1
    store(figure)
    return figure, Change(dict(old), dict(new))


def _unexplained(figure: TreasuryFigure) -> None:
    """The explanation was of another figure."""
    figure.explanation = ""
    figure.explained_at = figure.explained_by_id = None
    figure.explained_vnd = figure.explained_advance_vnd = None


def _tell(
    document: Confirmation,
    number: str,
    written: Sequence[tuple[TreasuryFigure, Change]],
    by: User,
) -> None:
    changed = [(figure, change) for figure, change in written if change]
    summary = in_words(_CONFIRMED, month=_words(document.month), number=number, lines=len(changed))
    entry = Entry(
        verb="treasury_confirmed",
        subject_kind="treasury_figure",
        subject_id=changed[0][0].pk,
        summary=summary,
        old={str(figure.line_id): change.old for figure, change in changed if change.old},
        new={str(figure.line_id): change.new for figure, change in changed},
    )
    remember(by=by, entry=entry)


@transaction.atomic
def explain(*, seen: Seen, explanation: str, by: User, at: datetime) -> Outcome[TreasuryFigure]:
    """Say why ours and the treasury's figure of a line differ, as both stand now.

    Asked again when either changes. Raises `Stale`, `NoDifference` and `NothingSaid`.
    """
    said = tidy(explanation)
    if not said:
        raise NothingSaid
    figure: TreasuryFigure = lock_seen(TreasuryFigure.objects.select_related("line"), seen)
    (now,) = compared(figure.month, line=figure.line_id)
    if not now.differs:
        raise NoDifference
    figure.explanation = said
    figure.explained_at, figure.explained_by_id = at, by.pk
    figure.explained_vnd, figure.explained_advance_vnd = now.ours_vnd, now.our_advance_vnd
    figure.version += 1
    store(figure)
    project = PlanLine.objects.select_related("project").get(pk=figure.line_id).project
    words = {"month": _words(figure.month), "text": said}
    change = Change({}, {"explanation": said})
    remember_deed(
        Deed("treasury_difference_explained", figure, project, _EXPLAINED, change, words), by=by
    )
    return Outcome(row=figure, changed=("explanation",), moved=0)


_EXPLAINED = _("Explain the treasury's figure of %(month)s: %(text)s")


def _words(month: date) -> str:
    return f"{month.month}/{month.year}"

"""Figures somebody published: recorded as printed, never corrected, withdrawn for a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from projects.actions.acts import Outcome, Seen, lock_seen, partial, store
from projects.actions.refusals import Refusal, not_after
from projects.models import PublishedFigure
from projects.rules.indicators import INDICATORS
from projects.rules.published import read
from vn.dates import PartialDate
from vn.errors import Unreadable
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFacts:
    """A figure as printed. `numerator` and `denominator` are in units of their own measure.

    `english`: the source groups thousands with commas.
    """

    indicator: str
    text: str
    source: str
    scope_text: str = ""
    english: bool = False
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    basis: str = ""
    part_of: PublishedFigure | None = None
    cut: str = ""
    as_of: PartialDate | None = None
    nature: str = PublishedFigure.Nature.ACTUAL
    source_url: str = ""
    source_date_text: str = ""
    note: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A line of a table of figures: its own key, and the key of the whole it is a part of."""

    key: str
    part_of: str
    facts: FigureFacts


class UnknownIndicator(Refusal):
    """Only what is in the list can be compared."""

    field = "indicator"
    text = _("Choose what the figure is about from the list.")


class WholeComesFirst(Refusal):
    """A part names its whole by a key of the same table."""

    text = _("Line %(key)s is a part of %(whole)s, which stands nowhere above it.")


class FigureOnRecord(Refusal):
    """A second click, or the same table again."""

    field = "text"
    text = _("This figure of this source is already on record.")


class WithdrawnAlready(Refusal):
    """A figure is withdrawn once."""

    status = 409
    text = _("This figure is withdrawn already.")


class SayWhyWithdrawn(Refusal):
    """Others read why it no longer counts."""

    field = "reason"
    text = _("Say why the figure is withdrawn.")


@transaction.atomic
def add_figure(
    *, by: User | None, on: date, at: datetime, facts: FigureFacts
) -> Outcome[PublishedFigure]:
    """Record a figure as printed, with the value read from it; a text nobody can read has none.

    Raises `UnknownIndicator`, `FigureOnRecord`, `InTheFuture` and `Invalid`.
    """
    if facts.indicator not in INDICATORS:
        raise UnknownIndicator
    if facts.nature != PublishedFigure.Nature.PLAN and facts.as_of is not None:
        not_after(facts.as_of.first, on=on, field="as_of")
    row = _row(facts)
    row.recorded_by_id = by.pk if by else None
    _refuse_twice(row)
    store(row)
    summary = _("Published figure recorded: %(printed)s (%(source)s)")
    _tell("figure_added", row, summary, {"text": row.text, "source": row.source}, by=by)
    return Outcome(row=row, changed=("text",), moved=0)


@transaction.atomic
def add_figures(
    *, by: User | None, on: date, at: datetime, lines: Sequence[FigureLine]
) -> Outcome[PublishedFigure]:
    """Record a table of figures, all or none. Raises `WholeComesFirst` and as `add_figure`."""
    rows: dict[str, PublishedFigure] = {}
    last = PublishedFigure()
    for line in lines:
        if line.part_of and line.part_of not in rows:
            raise WholeComesFirst(key=line.key or "—", whole=line.part_of)
        facts = line.facts
        values = {name: getattr(facts, name) for name in FigureFacts.__slots__}
        whole = {"part_of": rows.get(line.part_of)}
        last = add_figure(by=by, on=on, at=at, facts=FigureFacts(**(values | whole))).row
        if line.key:
            rows[line.key] = last
    return Outcome(row=last, changed=("text",), moved=0)


@transaction.atomic
def withdraw_figure(
    *, by: User, on: date, at: datetime, seen: Seen, reason: str
) -> Outcome[PublishedFigure]:
    """Take a figure out of every comparison; it stays on record with the reason.

    Raises `Stale`, `WithdrawnAlready` and `SayWhyWithdrawn`.
    """
    row = lock_seen(PublishedFigure.objects.all(), seen)
    if row.withdrawn_at is not None:
        raise WithdrawnAlready
    if not tidy(reason):
        raise SayWhyWithdrawn
    row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_reason = at, by.pk, tidy(reason)
    row.version += 1
    store(row)
    summary = _("Published figure withdrawn: %(printed)s (%(source)s)")
    _tell("figure_withdrawn", row, summary, {}, by=by, reason=reason)
    return Outcome(row=row, changed=("withdrawn_at",), moved=0)


def _row(facts: FigureFacts) -> PublishedFigure:
    measure = INDICATORS[facts.indicator].measure
    try:
        found = read(facts.text, measure, english=facts.english)
    except Unreadable:
        found = None
    texts = ("scope_text", "text", "basis", "cut", "source", "source_date_text", "note")
    return PublishedFigure(
        indicator=facts.indicator,
        measure=measure,
        value=found.value if found else None,
        hedge=found.hedge if found else "",
        numerator=facts.numerator,
        denominator=facts.denominator,
        part_of=facts.part_of,
        nature=facts.nature,
        source_url=facts.source_url.strip(),
        is_demonstration=facts.is_demonstration,
        **partial("as_of", facts.as_of),
        **{name: tidy(getattr(facts, name)) for name in texts},
    )


def _refuse_twice(row: PublishedFigure) -> None:
    names = (
        *("indicator", "scope_text", "text", "as_of_date", "as_of_precision", "source"),
        *("part_of", "cut", "nature", "basis"),
    )
    same = {name: getattr(row, name) for name in names}
    if row.part_of is None:
        del same["part_of"]
        same["part_of__isnull"] = True
    if row.as_of_date is None:
        del same["as_of_date"]
        same["as_of_date__isnull"] = True
    # Two parts of one whole may well be equal; the second is meant when its note differs.
    if PublishedFigure.objects.filter(**same, note=row.note, withdrawn_at__isnull=True).exists():
        raise FigureOnRecord


def _tell(
    verb: str,
    row: PublishedFigure,
    summary: Promise,
    new: Mapping[str, str],
    *,
    by: User | None,
    reason: str = "",
) -> None:
    entry = Entry(
        verb=verb,
        subject_kind="published_figure",
        subject_id=row.pk,
        summary=in_words(summary, printed=row.text, source=row.source),
        new=dict(new),
        reason=tidy(reason),
    )
    record(by=by, entry=entry)

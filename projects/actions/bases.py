"""The documents an act of the project rests on, of any issuer, Party bodies too (R-1.3)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    settle,
    store,
    unchanged,
)
from projects.actions.refusals import AlreadyRecorded, Stale, not_after
from projects.models import BasisDocument, Instrument
from vn.dates import day_text
from vn.documents import normalise_number
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisFacts:
    """One line of the grounds: who issued the document, its number, day and title.

    `place` is its line on the form, which a refusal names.
    """

    issuer: str
    number: str = ""
    date: date | None = None
    title: str = ""
    place: int = 0


def version_of_bases(rows: Iterable[BasisDocument]) -> int:
    """The version of a document's grounds: of all their lines in their order."""
    told = [(row.pk, row.issuer, row.number, row.date, row.title) for row in rows]
    return zlib.crc32(repr(told).encode())


@transaction.atomic
def keep(
    *,
    by: User | None,
    on: date,
    at: datetime,
    seen: Seen,
    lines: Sequence[BasisFacts],
) -> Outcome[Instrument]:
    """Bring the grounds of a document in line with the lines given, in their order.

    Lines beyond those given are taken out; the history keeps what they said. `seen.version` is
    `version_of_bases`. Raises `Stale`, `AlreadyRecorded`, `InTheFuture` and `Invalid`, which name
    the box of the line: "number_0" is that of its first line.
    """
    instrument = Instrument.objects.select_related("project").get(pk=seen.pk)
    project = lock_project(instrument.project_id)
    rows = list(instrument.bases.all())
    if version_of_bases(rows) != seen.version:
        raise Stale
    _refuse_twins(lines)
    before = [_words(row) for row in rows]
    for place, line in enumerate(lines):
        not_after(line.date, on=on, field=f"date_{line.place}")
        new = BasisDocument(instrument=instrument, recorded_by_id=by.pk if by else None)
        row = rows[place] if place < len(rows) else new
        if assign(row, _values(line)) or row.pk is None:
            store(row)
    for row in rows[len(lines) :]:
        row.delete()
    after = [_words(row) for row in instrument.bases.all()]
    if before == after:
        return unchanged(instrument)
    deed = Deed(
        verb="bases_kept",
        row=instrument,
        project=project,
        summary=_("%(number)s: documents it rests on: %(count)s"),
        words={"number": instrument, "count": len(after)},
        change=Change({"bases": before}, {"bases": after}),
    )
    return settle(deed, by=by, on=on, at=at)


def _values(line: BasisFacts) -> dict[str, Any]:
    return {
        "issuer": tidy(line.issuer),
        "number": tidy(line.number),
        "number_key": normalise_number(line.number),
        "date": line.date,
        "title": tidy(line.title),
    }


def _refuse_twins(lines: Sequence[BasisFacts]) -> None:
    known: set[tuple[str, date | None]] = set()
    for line in lines:
        key = (normalise_number(line.number), line.date)
        if line.number and key in known:
            raise AlreadyRecorded(field=f"number_{line.place}", what=line.number)
        known.add(key)


def _words(row: BasisDocument) -> str:
    day = day_text(row.date) if row.date else ""
    return ", ".join(filter(None, (row.number, day, row.issuer, row.title)))

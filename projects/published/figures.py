"""Published figures with what each can be held against without the registry: bases, parts, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from projects.models import PublishedFigure
from projects.rules.indicators import PERCENT
from projects.rules.published import (
    Check,
    Reading,
    against_other,
    against_parts,
    against_ratio,
    as_kept,
)
from vn.text import fold

Same = tuple[str, str, date | None, str, str]


@dataclass(frozen=True, slots=True)
class Cut:
    """One division of a figure into parts; the parts of each add up by themselves."""

    name: str
    parts: tuple[PublishedFigure, ...]
    check: Check | None


@dataclass(frozen=True, slots=True)
class Held:
    """A figure, how its text reads, and how far it agrees with what stands beside it."""

    figure: PublishedFigure
    reading: Reading | None
    ratio: Check | None
    cuts: tuple[Cut, ...]
    twins: tuple[tuple[PublishedFigure, Check], ...]

    @property
    def checks(self) -> list[Check]:
        """Everything it was held against."""
        cuts = [cut.check for cut in self.cuts if cut.check is not None]
        own = [self.ratio] if self.ratio is not None else []
        return [*own, *cuts, *(check for _twin, check in self.twins)]


def standing() -> list[PublishedFigure]:
    """All figures that are not withdrawn, by place, the latest day first."""
    rows = PublishedFigure.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    return sorted(rows, key=lambda row: (fold(row.scope_text), _latest_first(row), row.pk))


def _latest_first(row: PublishedFigure) -> int:
    return -row.as_of_date.toordinal() if row.as_of_date else 0


def held(figures: Sequence[PublishedFigure]) -> list[Held]:
    """Each of the figures held against the others: all standing ones, in their order."""
    parts: dict[int, list[PublishedFigure]] = defaultdict(list)
    same: dict[Same, list[PublishedFigure]] = defaultdict(list)
    for row in figures:
        if row.part_of_id is not None:
            parts[row.part_of_id].append(row)
        else:
            same[_same(row)].append(row)
    readings = {row.pk: as_kept(row.text, row.measure, row.value) for row in figures}
    return [
        Held(
            figure=row,
            reading=readings[row.pk],
            ratio=_ratio(row, readings[row.pk]),
            cuts=tuple(_cuts(row, parts[row.pk], readings)),
            twins=tuple(_twins(row, same[_same(row)], readings)),
        )
        for row in figures
    ]


def _same(row: PublishedFigure) -> Same:
    """What two sources must agree in to speak of the same figure."""
    return row.indicator, fold(row.scope_text), row.as_of_date, row.as_of_precision, row.nature


def _ratio(row: PublishedFigure, reading: Reading | None) -> Check | None:
    if reading is None or row.measure != PERCENT:
        return None
    return against_ratio(reading, row.numerator, row.denominator)


def _cuts(
    row: PublishedFigure,
    parts: Iterable[PublishedFigure],
    readings: dict[int, Reading | None],
) -> Iterable[Cut]:
    divided: dict[str, list[PublishedFigure]] = defaultdict(list)
    for part in parts:
        divided[part.cut].append(part)
    for name, of_cut in divided.items():
        known = [reading for part in of_cut if (reading := readings[part.pk]) is not None]
        whole = readings[row.pk]
        complete = whole is not None and len(known) == len(of_cut)
        check = against_parts(whole, known) if complete and whole is not None else None
        yield Cut(name, tuple(of_cut), check)


def _twins(
    row: PublishedFigure,
    same: Iterable[PublishedFigure],
    readings: dict[int, Reading | None],
) -> Iterable[tuple[PublishedFigure, Check]]:
    """The same figure of the same day as other sources give it; parts are of their whole alone."""
    mine = readings[row.pk]
    if row.part_of_id is not None or row.as_of_date is None or mine is None:
        return
    for other in same:
        theirs = readings[other.pk]
        if other.source != row.source and theirs is not None:
            yield other, against_other(mine, theirs)

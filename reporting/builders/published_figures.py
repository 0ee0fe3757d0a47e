"""What documents of published figures share: their kind, and a figure kept as it was printed."""

from __future__ import annotations

from decimal import Decimal

from projects.published import wording as figure_wording
from projects.rules.published import Check
from reporting.document.shapes import Cell, Figure, Nature, Unit
from reporting.published import Compared
from vn.numbers import decimal_text

KIND = "published"
VERSION = "cong-bo/2"


def figure(line: Compared) -> Figure:
    """The figure as a machine reads it, in its own unit; its printed text stays in the cell."""
    row = line.figure
    estimated = row.nature == row.Nature.ESTIMATE
    label = str(figure_wording.INDICATORS[row.indicator])
    return Figure(
        key=key(line),
        label=f"Ước {label}" if estimated else label,
        value=str(row.value),
        unit=Unit.SCORE,
        as_of=row.as_of.last if row.as_of else row.recorded_at.date(),
        nature=Nature.ESTIMATE if estimated else Nature.PUBLISHED,
        source=row.source,
    )


def key(line: Compared) -> str:
    """The key of its figure."""
    return f"published.{line.figure.pk}"


def printed(line: Compared | None, unit: str = "") -> Cell:
    """Digits and hedge exactly as published, without the unit that the head of the column names."""
    if line is None:
        return Cell(text="…")
    known = line.figure.value is not None
    return Cell(
        text=line.figure.text.removesuffix(unit).rstrip(), figure=key(line) if known else ""
    )


def told(check: Check | None, of: str) -> str:
    """What a comparison came to: "215, khớp"."""
    if check is None or check.computed is None:
        return "không cộng được"
    verdict = str(figure_wording.VERDICTS[check.verdict])
    return f"{figure_wording.shown(check.computed, of)}, {verdict}"


def share(part: Decimal | None, whole: Decimal | None) -> Cell:
    """Per cent of a published whole, computed here."""
    if part is None or not whole:
        return Cell(text="…")
    ratio = part * 100 / whole
    return Cell(text=decimal_text(ratio, 2), value=str(ratio.quantize(Decimal("0.01"))))

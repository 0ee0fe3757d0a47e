"""The ranking of owners in words, beside the averages of the province and of the country."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from charts import spark
from disbursement import figures_wording as words
from disbursement.ranking import Nation, Ranking, Standing
from disbursement.rules.ranking import Side
from projects.models import PublishedFigure
from vn.numbers import percent_text

EXCERPT = 8
"""Owners shown beside the overview."""


def standings(rows: Sequence[Standing], found: Ranking) -> list[dict[str, Any]]:
    """Owners as rows of a table, beside the average."""
    average = found.average.percent
    return [_standing(row, found) | {"tick": average} for row in rows]


def _standing(row: Standing, found: Ranking) -> dict[str, Any]:
    paid = ", ".join("—" if p is None else words.round_million(p) for p in row.paid)
    label = gettext("Paid in the last %(n)s months, million VND: %(paid)s")
    return {
        "rank": row.rank,
        "owner": row.owner.name,
        "owner_id": row.owner.pk,
        "moved": moved(row.moved),
        "plan": words.million(row.rate.denominator),
        "paid": words.million(row.rate.numerator or 0),
        "rate": words.percent(row.rate),
        "bar": min(row.rate.percent or 0, 100),
        "tone": "bad" if row.rate.percent is not None and _far_below(row, found) else "act",
        "points": words.points(row.points),
        "below": row.side is Side.BELOW,
        "estimate": words.percent(row.figures.estimate_rate(found.basis)),
        "missing": row.figures.lines_missing,
        # Drawn by our own charts room, which escapes every text it is given.
        "spark": mark_safe(spark(label % {"n": len(row.paid), "paid": paid}, row.paid)),  # noqa: S308
    }


def _far_below(row: Standing, found: Ranking) -> bool:
    """Less than half the average."""
    average = found.average.percent
    return average is not None and (row.rate.percent or 0) * 2 < average


def moved(places: int | None) -> str:
    """How many places an owner went up or down since the month before."""
    if not places:
        return ""
    text = gettext("up %(n)s") if places > 0 else gettext("down %(n)s")
    return text % {"n": abs(places)}


def excerpt(found: Ranking) -> list[Standing]:
    """All owners where they are few, else the first and the last ones."""
    if len(found.rows) <= EXCERPT:
        return list(found.rows)
    half = EXCERPT // 2
    return [*found.rows[:half], *found.rows[-half:]]


def nation(found: Nation | None) -> dict[str, Any] | None:
    """The published rate of the whole country, on its own base and day."""
    value = found.figure.value if found else None
    if found is None or value is None:
        return None
    figure = found.figure
    return {
        "url": reverse("reporting:figure", args=[figure.pk]),
        "rate": percent_text(value, trim=True),
        "basis": figure.basis,
        "day": str(figure.as_of),
        "estimate": figure.nature != PublishedFigure.Nature.ACTUAL,
        "above": found.sides[Side.ABOVE],
        "below": found.sides[Side.BELOW],
        "source": figure.source,
    }

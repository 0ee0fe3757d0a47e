"""Published beside computed, formatted: lines of the list and the page of one figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.models import PublishedFigure
from projects.published import wording as figure_wording
from projects.rules.published import WORST_FIRST, Check, Kind, implied_base
from reporting.published import Compared
from vn.numbers import decimal_text

PAGE_SIZE = 50
NOTHING = "khong"
"""In place of a verdict: nothing stands beside the figure."""


def tabs(found: Sequence[Compared], chosen: str) -> list[dict[str, Any]]:
    """The verdicts with how many figures each has; they add up to all."""
    counts = Counter(row.verdict.value if row.verdict else NOTHING for row in found)
    words: list[tuple[str, Any]] = [
        *((verdict.value, figure_wording.VERDICTS[verdict]) for verdict in WORST_FIRST),
        (NOTHING, _("nothing to compare with")),
    ]
    return [
        {"key": key, "label": label, "count": counts[key], "current": key == chosen}
        for key, label in words
        if counts[key]
    ]


def chosen(found: Sequence[Compared], key: str) -> list[Compared]:
    """Those of one verdict, or all."""
    return [r for r in found if not key or (r.verdict.value if r.verdict else NOTHING) == key]


def row(line: Compared) -> dict[str, Any]:
    """A figure with its comparisons."""
    figure = line.figure
    verdict = line.verdict
    return {
        "figure": figure,
        "url": reverse("reporting:figure", args=[figure.pk]),
        "label": figure_wording.INDICATORS[figure.indicator],
        "as_of": str(figure.as_of) if figure.as_of else gettext("day not known"),
        "estimate": figure.nature != PublishedFigure.Nature.ACTUAL,
        "unread": figure.value is None,
        "checks": checks(line),
        "not_computable": line.asked and line.computed is None,
        "verdict": figure_wording.VERDICTS[verdict] if verdict else gettext("not compared"),
        "mark": figure_wording.MARKS[verdict] if verdict else "",
        "is_link": bool(figure.source_url),
    }


def checks(line: Compared) -> list[dict[str, Any]]:
    """Each comparison with what it came to."""
    of = line.figure.measure
    found = [_check(check, of) for check in line.checks]
    if line.computed is not None:
        found[0]["url"] = line.computed.url
    return found


def _check(check: Check, of: str) -> dict[str, Any]:
    return {
        "kind": figure_wording.KINDS[check.kind],
        "known": check.computed is not None,
        "computed": figure_wording.shown(check.computed, of),
        "difference": figure_wording.difference(check.difference, of) if check.difference else "",
        "verdict": figure_wording.VERDICTS[check.verdict],
        "mark": figure_wording.MARKS[check.verdict],
        "base": check.kind is Kind.RATIO,
        "url": "",
    }


def facts(line: Compared) -> list[tuple[Any, Any]]:
    """Everything on record of a figure."""
    figure, held = line.figure, line.held
    read = gettext("not readable as one number") if held.reading is None else None
    found = [
        (gettext("Figure as printed"), figure.text),
        (gettext("Read as"), read or figure_wording.shown(figure.value, figure.measure)),
        (gettext("Word before it"), figure.hedge),
        (gettext("Of which place or body"), figure.scope_text),
        (gettext("As of"), str(figure.as_of) if figure.as_of else "—"),
        (gettext("Nature of the figure"), figure.get_nature_display()),
        (gettext("Numerator"), _plain(figure.numerator)),
        (gettext("Denominator"), _plain(figure.denominator)),
        (gettext("What the denominator is"), figure.basis),
        (gettext("Base it would imply"), _implied(line)),
        (gettext("Day of the source"), figure.source_date_text),
        (gettext("Note"), figure.note),
    ]
    return [(label, value) for label, value in found if value]


def _implied(line: Compared) -> str:
    if line.figure.denominator is not None or line.held.reading is None:
        return ""
    return _plain(implied_base(line.held.reading, line.figure.numerator))


def _plain(value: Any) -> str:
    """A numerator or denominator in its own unit, exact."""
    return "" if value is None else decimal_text(value, 4, trim=True)


def cuts(line: Compared) -> list[dict[str, Any]]:
    """The divisions of a figure with their parts and what these add up to."""
    return [
        {
            "name": cut.name,
            "parts": [
                {
                    "url": reverse("reporting:figure", args=[part.pk]),
                    "label": figure_wording.INDICATORS[part.indicator],
                    "text": part.text,
                    "note": part.note,
                }
                for part in cut.parts
            ],
            "check": _check(cut.check, line.figure.measure) if cut.check else None,
        }
        for cut in line.held.cuts
    ]


def twins(line: Compared) -> list[dict[str, Any]]:
    """The same figure of the same day as other sources give it."""
    return [
        {
            "url": reverse("reporting:figure", args=[other.pk]),
            "text": other.text,
            "source": other.source,
            **_check(check, line.figure.measure),
        }
        for other, check in line.held.twins
    ]

"""The charts of the public pages, in the reader's language and notation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from charts import Frame, Segment, Series, line_chart, stacked_bar
from charts.palette import Tone
from disbursement.views.curve_card import curve_card
from projects.models import PciResult
from projects.published.pci import points
from reporting.public.figures import Capital, Registry
from reporting.public.words import STATES
from reporting.status_charts import pill_of
from vn.money import ty_text
from vn.numbers import group

_TONES = {"run": Tone.RUN, "build": Tone.BUILD, "idle": Tone.IDLE, "stop": Tone.STOP}
_BAR_WIDTHS = {"wide": 540, "narrow": 330}
_LINE_WIDTHS = {"wide": 720, "narrow": 350}

Charts = dict[str, SafeString]


def status_bars(registry: Registry) -> dict[str, Charts]:
    """Bars `count` and `capital`; the table beside them repeats every figure."""
    rows = [row for row in registry.rows if row.amount.projects]
    counted = [(row, row.amount.projects, group(row.amount.projects)) for row in rows]
    money = [
        (row, row.amount.capital_vnd or 0, ty_text(row.amount.capital_vnd or 0, 0)) for row in rows
    ]
    return {
        "count": _bar("so-du-an", gettext("Projects by status"), counted),
        "capital": _bar("von-du-an", gettext("Registered capital by status, billion VND"), money),
    }


def _bar(uid: str, title: str, parts: Sequence[tuple[Any, int, str]]) -> Charts:
    segments = []
    for row, value, text in parts:
        label = str(STATES[pill_of(row)][0])
        segments.append(Segment(label, value, text, _TONES.get(pill_of(row), Tone.MUTE)))
    desc = "; ".join(f"{part.label}: {part.text}" for part in segments)
    return _drawn(uid, title, desc, _BAR_WIDTHS, lambda f: stacked_bar(f, segments, keyed=False))


def curve(capital: Capital | None, uid: str) -> dict[str, Any] | None:
    """Plan, paid and estimate of the year, with the rows of its table."""
    return curve_card(capital.ahead, uid) if capital else None


def pci(rows: Sequence[PciResult]) -> dict[str, Charts]:
    """Score and rank by year; none where no source says any."""
    desc = gettext("The table below holds every value.")
    titles = {"score": gettext("PCI score by year"), "rank": gettext("PCI rank by year")}
    found: dict[str, Charts] = {}
    for column, title in titles.items():
        values = points(rows, settings.PROVINCE_NAME, column)
        if values:
            series, down = [Series(settings.PROVINCE_NAME, values)], column == "rank"
            found[column] = _drawn(
                f"pci-{column}",
                title,
                desc,
                _LINE_WIDTHS,
                lambda f, s=series, d=down: line_chart(f, s, down=d),  # type: ignore[misc]
            )
    return found


def _drawn(
    uid: str, title: str, desc: str, widths: dict[str, int], draw: Callable[[Frame], str]
) -> Charts:
    return {
        # Drawn by our own charts room, which escapes every text it is given.
        key: mark_safe(draw(Frame(f"{uid}-{key}", title, desc, width=width)))  # noqa: S308
        for key, width in widths.items()
    }

"""What templates need to show facts: figures, days, icons, status pills, severity marks.

Rounding and wording live in `vn`; here is only the edge between a template and those functions.
An unknown value (None) is said in words; zero is a fact and printed as a figure.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vn import dates, money, numbers

register = template.Library()

SQUARE_METRES_PER_HECTARE = 10_000
OWN_DRAWINGS = ("f-", "s-", "c-")
FILLED_DRAWINGS = ("f-", "s-")

# state of a project -> (words of the pill, class of its colours)
STATES = {
    "run": (_("Operating"), "run"),
    "build": (_("Under construction"), "build"),
    "idle": (_("Construction not started"), "idle"),
    "stop": (_("Operation stopped"), "stop"),
    "ended": (_("Terminated"), "ended"),
    "proposed": (_("Proposed"), "build"),
    "refused": (_("Refused or withdrawn"), "ended"),
    "unknown": (_("Status unknown"), "unk"),
}
# severity of a flag -> word that screen readers hear before the text
SEVERITIES = {
    "crit": _("Serious"),
    "warn": _("Warning"),
    "info": _("Notice"),
    "ok": _("Met"),
    "hold": _("Clock stopped"),
    "unk": _("Cannot be computed"),
}


@register.filter
def vnd_ty(vnd: int | None) -> str:
    """Whole đồng as tỷ đồng with one decimal, without the unit: '1.480,0'."""
    return gettext("no data") if vnd is None else money.ty_text(vnd)


@register.filter
def vnd_trieu(vnd: int | None) -> str:
    """Whole đồng as triệu đồng, without the unit."""
    return gettext("no data") if vnd is None else money.trieu_text(vnd)


@register.filter
def group(value: int | None) -> str:
    """An integer with its digits grouped by dots: '27.347'."""
    return gettext("no data") if value is None else numbers.group(value)


@register.filter
def percent(value: Decimal | None, places: int = 2) -> str:
    """Per cent, as `vn.numbers.ratio_percent` gives it: Decimal('26.27') -> '26,27%'."""
    return gettext("no data") if value is None else numbers.percent_text(value, places)


@register.filter
def area_ha(square_metres: Decimal | int | None, places: int = 1) -> str:
    """Square metres as hectares, without the unit: 426000 -> '42,6'."""
    if square_metres is None:
        return gettext("no data")
    hectares = Decimal(square_metres) / SQUARE_METRES_PER_HECTARE
    return numbers.decimal_text(hectares, places)


@register.filter
def day(value: date | None) -> str:
    """A day as it is written in Vietnam: '31/8/2026'; a dash when there is none."""
    return "—" if value is None else dates.day_text(value)


@register.filter
def partial(value: date | None, precision: str) -> str:
    """A partial date in its precision: 'Quý III/2026'; a dash when there is none."""
    if value is None:
        return "—"
    return dates.partial_text(value, dates.Precision(precision))


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A drawing from static/icons.svg, hidden from screen readers: put words beside it.

    A plain name is a Tabler outline icon; 'f-', 's-', 'c-' are our own severity marks, status
    marks and controls.
    """
    symbol = name if name.startswith(OWN_DRAWINGS) or name == "mark" else f"i-{name}"
    outline = "" if symbol.startswith(FILLED_DRAWINGS) or name == "mark" else "i"
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        " ".join(filter(None, (outline, css))),
        static("icons.svg"),
        symbol,
    )


@register.inclusion_tag("_components/status.html")
def status(state: str, label: str = "") -> dict[str, Any]:
    """The pill that says what a project is: run, build, idle, stop, ended, proposed, ..."""
    words, css = STATES[state]
    return {"drawing": f"s-{state}", "css": css, "label": label or words}


@register.inclusion_tag("_components/flag.html")
def flag(severity: str, text: str, size: str = "") -> dict[str, Any]:
    """The mark that says what is wrong: crit, warn, info, ok, hold, unk. `size` may be 'lg'."""
    return {
        "drawing": f"f-{severity}",
        "severity": severity,
        "word": SEVERITIES[severity],
        "text": text,
        "size": size,
    }


@register.filter
def note_tone(level_tag: str) -> str:
    """The tone of a note for a Django message level."""
    return {"success": "ok", "warning": "warn", "error": "bad"}.get(level_tag, "")

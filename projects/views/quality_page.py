"""What the page on the quality of the data shows, formatted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects import quality_figures
from projects.filters.quality import (
    COMPLETE,
    CURRENT,
    FAILS,
    GATE,
    LACKING,
    MEETS,
    STALE,
    UNMEASURED,
)
from projects.filters.registry import FOLLOWED, NOBODY
from projects.gate_wording import NEED
from projects.models import Project
from projects.quality_figures import Figures, Part
from vn.dates import day_text
from vn.numbers import group, percent_text, ratio_percent


@dataclass(frozen=True, slots=True)
class _Grouping:
    """By what the registry is divided, and the conditions of the list that ask for one part.

    `nobody` names the rest, and `rest` is the parameter and value that ask for it.
    """

    key: str
    title: Promise
    nobody: Promise
    column: str
    name: str
    parameter: str
    rest: tuple[str, str]


_GROUPS = (
    _Grouping(
        "can-bo",
        _("By officer"),
        _("Nobody in charge"),
        "officer_id",
        "officer__display_name",
        "can_bo",
        ("can_bo", NOBODY),
    ),
    _Grouping(
        "co-quan",
        _("By agency"),
        _("Nobody in charge"),
        "agency_id",
        "agency__short_name",
        "co_quan",
        ("co_quan", ""),
    ),
    _Grouping(
        "linh-vuc",
        _("By sector"),
        _("Sector not known"),
        "sector_id",
        "sector__name",
        "linh_vuc",
        ("thieu", "linh_vuc"),
    ),
)
_SHOWN = 12
"""Rows of a table before the rest is one line; its link still leads to all."""


def list_url(**conditions: str) -> str:
    """The registry, narrowed to followed projects and these conditions."""
    query = {"tinh_trang": FOLLOWED} | {name: value for name, value in conditions.items() if value}
    return f"{reverse('projects:list')}?{urlencode(query)}"


def context(projects: QuerySet[Project], on: date) -> dict[str, Any]:
    """Everything the template prints: eight queries, whatever the size of the registry."""
    found = quality_figures.figures(projects, on)
    whole = found.whole
    return {
        "on": on,
        "days": found.days,
        "whole": whole,
        "measured_at": found.measured_at,
        "kpis": _kpis(found),
        "unmeasured": found.unmeasured,
        "unmeasured_url": list_url(chat_luong=UNMEASURED),
        "bands": [
            {
                "label": _band(low, high),
                "count": group(count),
                "share": ratio_percent(count, whole.all, 1),
                "bar": float(ratio_percent(count, whole.all, 1) or 0),
            }
            for low, high, count in found.bands
        ],
        "missing": [
            {
                "label": NEED.get(code, code),
                "count": group(count),
                "share": ratio_percent(count, whole.all, 1),
                "bar": float(ratio_percent(count, whole.all, 1) or 0),
                "url": list_url(thieu=GATE + code),
            }
            for code, count in found.missing
        ],
        "tables": [_table(projects, found, each) for each in _GROUPS],
        "list_url": list_url(),
        "fails_url": list_url(chat_luong=FAILS),
    }


def _kpis(found: Figures) -> list[dict[str, Any]]:
    whole = found.whole
    lacking, stale = whole.all - whole.complete, whole.all - whole.current
    return [
        _kpi(gettext("Complete and up to date (target 4)"), whole.meets, whole, MEETS, FAILS, ""),
        _kpi(gettext("Complete"), whole.complete, whole, COMPLETE, LACKING, group(lacking)),
        _kpi(gettext("Up to date"), whole.current, whole, CURRENT, STALE, group(stale)),
    ]


def _kpi(
    label: str, count: int, whole: Part, inside: str, outside: str, left: str
) -> dict[str, Any]:
    ratio = ratio_percent(count, whole.all, 1)
    said = {"n": group(count), "base": group(whole.all)}
    return {
        "label": label,
        "value": "—" if ratio is None else percent_text(ratio, 1),
        "goal": gettext("%(n)s of %(base)s projects followed") % said,
        "bar": float(ratio or 0),
        "tone": "ok" if count == whole.all else "warn",
        "url": list_url(chat_luong=inside),
        "outside_url": list_url(chat_luong=outside),
        "left": left,
    }


def _band(low: int, high: int) -> str:
    if low == high:
        return gettext("All facts there")
    if not low:
        return gettext("Less than half")
    return gettext("%(low)s to %(high)s percent") % {"low": low, "high": high}


def _table(projects: QuerySet[Project], found: Figures, by: _Grouping) -> dict[str, Any]:
    parts = quality_figures.by(projects, by.column, by.name, found.on, found.days)
    rows = [_row(part, by) for part in parts]
    return {"key": by.key, "title": by.title, "rows": rows[:_SHOWN], "rest": rows[_SHOWN:]}


def _row(part: Part, by: _Grouping) -> dict[str, Any]:
    """A part with its links."""
    name, value = (by.parameter, str(part.key)) if part.key is not None else by.rest
    ratio = ratio_percent(part.meets, part.all, 1)

    def link(**more: str) -> str:
        return list_url(**{name: value}, **more)

    return {
        "name": part.name or str(by.nobody),
        "url": link(),
        "all": group(part.all),
        "meets": group(part.meets),
        "ratio": "—" if ratio is None else percent_text(ratio, 1),
        "lacking": part.all - part.complete,
        "lacking_url": link(chat_luong=LACKING),
        "stale": part.all - part.current,
        "stale_url": link(chat_luong=STALE),
    }


def definition(days: int, on: date) -> Iterable[str]:
    """How target 4 is computed, as the page says it."""
    yield gettext(
        "Base: projects followed on %(day)s, that is neither terminated nor only proposed."
    ) % {"day": day_text(on)}
    yield gettext(
        "Complete: every fact that the gates ask of the project's stage is on record. A fact that "
        "its kind of project does not need is not asked for. Where the stage is not known, what every "
        "approved project has is asked for."
    )
    yield gettext(
        "Up to date: within the last %(n)s days a person recorded something of the project or "
        "confirmed that its figures still hold. The night's work, files added, decisions on flags "
        "or handling, and an import of the same values do not count."
    ) % {"n": days}
    yield gettext(
        "Target 4 counts the projects that are both. The number of days is rule Q1; the province "
        "may change it."
    )

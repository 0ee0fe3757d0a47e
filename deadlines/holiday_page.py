"""What the pages of the calendar show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from deadlines.actions import renewing
from deadlines.actions.holidays import Days, Preview
from deadlines.models import Holiday
from deadlines.registry import describe
from vn.dates import day_text

CARRIED = ("act", "date", "name", "is_working_swap", "year")
"""Boxes that the question whether to save carries along."""

_MOVED = ("later", "earlier", "unknown", "known", "starts", "ends", "stops", "runs")
_AHEAD, _MOST = 2, 20


def context(wanted: str, user: User, on: date) -> dict[str, Any]:
    """The days of one year; `wanted` is the year in the address, else this one."""
    kept = Holiday.objects.aggregate(first=Min("date"), last=Max("date"))
    first = kept["first"].year if kept["first"] else on.year
    last = max(kept["last"].year if kept["last"] else on.year, on.year + _AHEAD)
    years = range(first, last + 1)
    asked = int(wanted) if wanted.isdecimal() and len(wanted) <= len(str(last)) else on.year
    year = asked if asked in years else on.year
    return {
        "year": year,
        "years": [(each, f"{reverse('deadlines:holidays')}?nam={each}") for each in years],
        "rows": list(Holiday.objects.filter(date__year=year)),
        "may_change": user.can(Permission.MANAGE_RULES),
        "job": renewing.running().first(),
        "ahead": year > on.year,
    }


def question(days: Days, found: Preview) -> dict[str, Any]:
    """What is asked once more before the calendar changes."""
    sorts = found.tally.to_json() if found.tally else {"deadlines": {}, "flags": {}}
    year = days.touched[0].year if days.touched else ""
    return {
        "added": days.added,
        "removed": list(Holiday.objects.filter(date__in=days.removed)),
        "nothing": not days.touched,
        "counted": found.tally is not None,
        "projects": found.projects,
        "moves": sum(sorts["deadlines"].get(name, {}).get("count", 0) for name in _MOVED),
        "opens": sorts["flags"].get("opens", {}).get("count", 0),
        "closes": sorts["flags"].get("closes", {}).get("count", 0),
        "moved_flags": sorts["flags"].get("moves", {}).get("count", 0),
        "examples": _examples(sorts["deadlines"]),
        "back_url": f"{reverse('deadlines:holidays')}?nam={year}",
        "crumbs": [(gettext("Days off"), reverse("deadlines:holidays"))],
    }


def _examples(sorts: dict[str, Any]) -> list[dict[str, Any]]:
    told = [each for name in _MOVED[:2] if name in sorts for each in sorts[name]["examples"]][
        :_MOST
    ]
    subjects = describe((each["subject_kind"], each["subject_id"]) for each in told)
    return [
        {
            "kind": each["kind"],
            "old": day_text(date.fromisoformat(each["old"])),
            "new": day_text(date.fromisoformat(each["new"])),
            "subject": subjects.get((each["subject_kind"], each["subject_id"])),
        }
        for each in told
    ]

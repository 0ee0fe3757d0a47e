"""How each agency answers investors: counts over requests filed in a span, each with its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.in_charge import InCharge
from accounts.models import Agency, User
from projects.models import SupportRequest
from vn.numbers import decimal_text, ratio_percent

_COUNTED = {
    "asked": _("Requests sent"),
    "in_time": _("Answered in time"),
    "answered_late": _("Answered late"),
    "waiting": _("Days left"),
    "late": _("Overdue"),
    "outside": _("Outside"),
}


@dataclass(slots=True)
class Line:
    """The requests that one agency has, by how they stand; days from filing to answer."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTED, 0))
    days: list[int] = field(default_factory=list)
    ratings: dict[str, int] = field(default_factory=dict)

    def add(self, row: Any, on: date) -> None:
        """Count a request `with_due` as it stands on a day."""
        self.counts["asked"] += 1
        for how in standings(row, on):
            self.counts[how] += 1
        if row.answered_date is not None:
            self.days.append((row.answered_date - row.opened_date).days)
        if row.rating:
            self.ratings[row.rating] = self.ratings.get(row.rating, 0) + 1


def standings(row: Any, on: date) -> list[str]:
    """How a request stands; the same words as `SupportRequestQuerySet.standing`."""
    if row.answered_date is not None:
        if row.due is None:
            return []
        return ["in_time" if row.answered_date <= row.due else "answered_late"]
    if not row.state_is_open:
        return []
    late = row.due_clock == "running" and row.due is not None and row.due < on
    found = ["late" if late else "waiting"]
    return [*found, "outside"] if row.state == SupportRequest.State.OUTSIDE else found


def context(data: Mapping[str, Any], user: User, on: date) -> dict[str, Any]:
    """The table of the requests filed between two days, the year so far unless others are given."""
    first = _day(data, "tu") or on.replace(month=1, day=1)
    last = _day(data, "den") or on
    rows = SupportRequest.objects.visible_to(user).with_due().select_related("holder")
    lines: dict[Agency, Line] = {}
    total = Line()
    for row in rows.filter(filed_date__range=(first, last)):
        lines.setdefault(row.holder, Line()).add(row, on)
        total.add(row, on)
    in_charge = InCharge.of(lines)
    ordered = sorted(lines, key=lambda agency: agency.sort_key)
    span = {"tu": first.isoformat(), "den": last.isoformat()}
    return {
        "first": first,
        "last": last,
        "on": on,
        "heads": _COUNTED.values(),
        "lines": [
            _told(lines[each], span | {"co_quan": str(each.pk)}, in_charge.name(each))
            for each in ordered
        ],
        "total": _told(total, span, ""),
    }


def _day(data: Mapping[str, Any], name: str) -> date | None:
    """A day of the address; None for none, or for one that is no day."""
    try:
        return parse_date(str(data.get(name, "")))
    except ValueError:
        return None


def _told(line: Line, wanted: dict[str, str], name: str) -> dict[str, Any]:
    """A line with the address of the rows behind each figure."""
    answered = line.counts["in_time"] + line.counts["answered_late"]
    base = answered + line.counts["late"]
    share = ratio_percent(line.counts["in_time"], base)
    return {
        "name": name,
        "cells": [
            (line.counts[how], _rows(wanted | ({} if how == "asked" else {"han": how})), label)
            for how, label in _COUNTED.items()
        ],
        "share": "" if share is None else f"{decimal_text(share, 2)}%",
        "base": base,
        "median": decimal_text(Decimal(median(line.days)), 1, trim=True) if line.days else "",
        "ratings": [
            (line.ratings.get(code, 0), str(label), _rows(wanted | {"hai_long": code}))
            for code, label in SupportRequest.Rating.choices[1:]
        ],
    }


def _rows(wanted: dict[str, str]) -> str:
    return f"{reverse('projects:supports')}?{urlencode(wanted)}"

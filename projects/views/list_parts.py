"""What the list shows in place of its rows: the list in groups, or beside that of an earlier day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.addresses import Address
from projects.filters.registry import BUCKETS
from projects.forms.fields import DayField
from projects.lists import groups as list_groups
from projects.lists.comparison import SHOWN, Changed, Comparison, Moved, compare
from projects.lists.groups import Line
from projects.lists.question import COMPARED, GROUP, WITHIN, ListQuestion
from projects.rules.then import Facts
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import ty_text
from vn.numbers import group


def groupings(question: ListQuestion, address: Address) -> list[tuple[str, str, bool]]:
    """(words, address, current) of each way to group; first the list as it is."""
    current = question.grouping
    plain = (gettext("No groups"), address.but(**{GROUP: "", WITHIN: ""}), current is None)
    return [plain] + [
        (str(each.label), address.but(**{GROUP: each.key, WITHIN: ""}), each is current)
        for each in list_groups.offered(question.user)
    ]


def grouped(question: ListQuestion, address: Address) -> dict[str, Any]:
    """The groups with their sums, each a link to its list."""
    grouping = question.grouping
    if grouping is None:
        return {}
    found = list_groups.groups(question.found, grouping, question.user)
    return {
        "grouping": str(grouping.label),
        "plain_url": address.but(**{GROUP: "", WITHIN: ""}),
        "lines": [_line(line, address.but(**{WITHIN: line.value})) for line in found.lines],
        "whole": _line(found.whole, ""),
        "repeated": found.repeated,
    }


def _line(line: Line, url: str) -> dict[str, Any]:
    return {
        "label": line.label,
        "url": url,
        "projects": group(line.projects),
        "capital": ty_text(line.capital_vnd),
        "without_capital": line.without_capital,
        "area": ha_text(line.area_m2),
        "without_area": line.without_area,
        "late": None if line.late is None else group(line.late),
    }


class CompareForm(forms.Form):
    """The earlier day to compare the list with."""

    so_voi = DayField(label=_("Compare with the list of"), required=False)

    def __init__(self, question: ListQuestion) -> None:
        super().__init__({COMPARED: question.query.get(COMPARED, "")})
        self.on = question.on

    def clean_so_voi(self) -> Any:
        """An earlier day than today."""
        day = self.cleaned_data[COMPARED]
        if day is not None and day >= self.on:
            raise forms.ValidationError(_("Give a day before today."), "not_past")
        return day


def compare_form(question: ListQuestion, address: Address) -> dict[str, Any]:
    """The box for the earlier day, with the rest of the address beside it."""
    form = CompareForm(question)
    form.is_valid()
    return {
        "compare": form[COMPARED],
        "compare_kept": [(n, v) for n, v in address.parameters if n not in (COMPARED, GROUP)],
    }


def compared(question: ListQuestion, address: Address) -> dict[str, Any] | None:
    """The list beside that of an earlier day; None where none, or no day, is asked for."""
    form = CompareForm(question)
    day = form.cleaned_data[COMPARED] if form.is_valid() else None
    if day is None:
        return None
    found = compare(question, day)
    return {
        "comparison": found,
        "compare_day": day_text(day),
        "began_today": found.began == question.on,
        "plain_url": address.but(**{COMPARED: ""}),
        "sums": [] if found.refused or found.began else _sums(found),
        "came": [_moved(row) for row in found.came[:SHOWN]],
        "left": [_moved(row) for row in found.left[:SHOWN]],
        "changed": [_changed(row) for row in found.changed[:SHOWN]],
        "more": {
            "came": max(found.came_count - SHOWN, 0),
            "left": max(len(found.left) - SHOWN, 0),
            "changed": max(len(found.changed) - SHOWN, 0),
        },
    }


def _sums(found: Comparison) -> list[tuple[str, str, str, str]]:
    """(what, then, now, difference) of the two lists."""
    then, now = found.then, found.now
    counts: list[tuple[str, Any, Any, Callable[[Any], str]]] = [
        (gettext("Projects"), then.projects, now.projects, group),
        (gettext("Capital (billion VND)"), then.capital_vnd, now.capital_vnd, ty_text),
        (gettext("Without capital figures"), then.without_capital, now.without_capital, group),
        (gettext("Area (ha)"), then.area_m2, now.area_m2, ha_text),
        (gettext("Without area figures"), then.without_area, now.without_area, group),
    ]
    return [
        (words, text(old), text(new), _signed(text(new - old), new - old))
        for words, old, new, text in counts
    ]


def _signed(text: str, value: Any) -> str:
    return f"+{text}" if value > 0 else text


def _moved(row: Moved) -> dict[str, Any]:
    return _named(row.code, row.name) | {"is_new": row.is_new, "facts": _told(row.facts)}


def _changed(row: Changed) -> dict[str, Any]:
    pairs = zip(_LABELS, _told(row.then), _told(row.now), strict=True)
    differences = [(words, then, now) for words, then, now in pairs if then != now]
    return _named(row.code, row.name) | {"differences": differences}


def _named(code: str, name: str) -> dict[str, str]:
    return {"code": code, "name": name, "url": reverse("projects:detail", args=[code])}


_LABELS = (
    _("Status"),
    _("Capital (billion VND)"),
    _("Area (ha)"),
    _("Officer in charge"),
    _("Completion, planned"),
)


def _told(facts: Facts) -> tuple[str, ...]:
    """What is told of a project, as `_LABELS` name it; a dash for unknown."""
    return (
        str(BUCKETS[facts.status]),
        ty_text(facts.capital_vnd, 3, trim=True),
        ha_text(facts.area_m2, 4, trim=True, unknown="—"),
        facts.officer or "—",
        str(facts.completion or "—"),
    )

"""What the list shows in place of its rows: the list in groups."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from desk.addresses import Address
from projects import list_groups
from projects.list_groups import Line
from projects.list_question import GROUP, WITHIN, ListQuestion
from vn.areas import ha_text
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

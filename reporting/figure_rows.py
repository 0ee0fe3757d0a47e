"""The rows behind a figure of a frozen report, as far as this reader may know of them today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Agency, User
from deadlines.orders.providing import visible_leads
from deadlines.orders.words import short, source_words
from inspections.models import Case
from projects.models import Project, SupportRequest


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row: what it is called, and its page; nothing but its reference where it is closed."""

    label: str
    sub: str
    url: str


_Found = dict[str, FigureRow]


def rows_of(references: Sequence[str], user: User) -> list[FigureRow]:
    """The rows in the order of the report; a row somebody may not see is counted, not named."""
    asked: dict[str, list[str]] = defaultdict(list)
    for reference in references:
        kind, _, key = reference.partition(":")
        asked[kind].append(key)
    found = {
        f"{kind}:{key}": row
        for kind, keys in asked.items()
        for key, row in _READERS.get(kind, _nothing)(keys, user).items()
    }
    return [found[each] for each in references if each in found]


def _projects(codes: Sequence[str], user: User) -> _Found:
    rows = Project.objects.visible_to(user).filter(code__in=codes).select_related("investor")
    return {
        row.code: FigureRow(
            label=row.name,
            sub=" · ".join(filter(None, [row.code, row.investor.name if row.investor else ""])),
            url=reverse("projects:detail", args=[row.code]),
        )
        for row in rows
    }


def _cases(codes: Sequence[str], user: User) -> _Found:
    rows = Case.objects.visible_to(user).filter(code__in=codes)
    return {
        row.code: FigureRow(
            label=row.title, sub=row.code, url=reverse("inspections:case", args=[row.code])
        )
        for row in rows
    }


def _requests(codes: Sequence[str], user: User) -> _Found:
    """Requests of investors; one that was opened again stands twice in a figure."""
    rows = SupportRequest.objects.visible_to(user).filter(code__in=codes)
    return {
        row.code: FigureRow(
            label=row.title,
            sub=" · ".join([row.code, str(row.get_kind_display()), row.investor.name]),
            url=reverse("projects:support", args=[row.code]),
        )
        for row in rows.select_related("investor")
    }


def _agencies(keys: Sequence[str], _user: User) -> _Found:
    rows = Agency.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    return {str(row.pk): FigureRow(label=row.name, sub=row.short_name, url="") for row in rows}


def _certificates(numbers: Sequence[str], _user: User) -> _Found:
    """Lines of a list kept by others are told by their number alone."""
    return {number: FigureRow(label=number, sub="", url="") for number in numbers}


def _leads(keys: Sequence[str], user: User) -> _Found:
    """A task by the agency that leads it."""
    asked = [key for key in keys if key.isdecimal()]
    rows = visible_leads(user).filter(pk__in=asked).select_related("assignment", "agency")
    return {
        str(row.pk): FigureRow(
            label=short(row.assignment.text),
            sub=f"{row.agency.short_name} · {source_words(row.assignment)}",
            url=reverse("deadlines:order", args=[row.assignment_id]),
        )
        for row in rows
    }


def _nothing(_keys: Sequence[str], _user: User) -> _Found:
    return {}


_READERS: dict[str, Callable[[Sequence[str], User], _Found]] = {
    "project": _projects,
    "case": _cases,
    "support": _requests,
    "certificate": _certificates,
    "agency": _agencies,
    "owner": _agencies,
    "lead": _leads,
}

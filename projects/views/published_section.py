"""What a public source said about an imported project, beside what the registry holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from projects.importing import columns
from projects.importing.column_titles import recognise
from projects.models import Project
from projects.querysets.record import Record
from projects.views.amounts import area, capital
from projects.views.sight import Sight
from sheets.reader import Cell, CellKind
from vn.text import fold

SEPARATOR = " ; "
"""Between the addresses of a row that several sources were joined for."""

_CAPITAL = frozenset({"capital", "capital_usd", "capital_text"})
_AREA = frozenset({"area", "area_text"})
_TRANSLATED_BACK = "ten dich nguoc"
_ORDER = {known.key: place for place, known in enumerate(columns.KNOWN)}


@dataclass(frozen=True, slots=True)
class Source:
    """One source; `url` is empty when it is a document without an address."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A text under the heading it had; `registered` is what the registry holds of the same."""

    label: str
    text: str
    registered: str = ""
    caution: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """The card of an imported project. `as_of` is the source's own words for its day."""

    sources: tuple[Source, ...]
    as_of: str
    lines: tuple[Line, ...]


def section(sight: Sight) -> dict[str, Any]:
    """What the source said, for an imported project."""
    return {"published": published(sight.record)}


def published(record: Record) -> Published | None:
    """The card, or None for a project that did not come from a publication."""
    project = record.project
    if project.origin != Project.Origin.IMPORTED:
        return None
    said = sorted(project.as_published.items(), key=lambda item: _place(item[0]))
    lines = [_line(project, title, str(text)) for title, text in said]
    if record.places and project.location_text:
        place = Line(gettext("Location"), project.location_text, ", ".join(record.places))
        lines.insert(0, place)
    return Published(_sources(project.source_url), project.source_date_text, tuple(lines))


def _sources(text: str) -> tuple[Source, ...]:
    parts = [part.strip() for part in text.split(SEPARATOR)]
    return tuple(
        Source(part, part if part.startswith(("https://", "http://")) else "")
        for part in parts
        if part
    )


def _key(title: str) -> str:
    """The meaning of a heading; empty for one the import does not know."""
    column = recognise(Cell(0, 0, CellKind.TEXT, title, title))
    return column.known.key if column else ""


def _place(title: str) -> tuple[int, str]:
    """The order of the import's columns: a stored object keeps none of its own."""
    return _ORDER.get(_key(title), len(_ORDER)), title


def _line(project: Project, title: str, text: str) -> Line:
    key, registered = _key(title), ""
    if key in _CAPITAL:
        registered = capital(project)
    elif key in _AREA:
        registered = area(project)
    return Line(title, text, registered, caution=_TRANSLATED_BACK in fold(text))

"""What the parts of an .xlsx say that the reading library does not hand over.

How far the cells that hold something reach, which rows and columns are hidden, and which other
workbooks the formulas point to. Found by addresses alone, without unpacking a part into memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?\b\w+:id="([^"]+)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ID = re.compile(rb'\bId="([^"]+)"')
_TARGET = re.compile(rb'\bTarget="([^"]+)"')
# A cell that is formatted and holds nothing closes itself, or at once.
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"(?=[^>]*(?<!/)>(?!</))')
_BEYOND_Z = re.compile(rb'\sr="([A-Z]{2,3})[0-9]{1,7}"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="([0-9]{1,7})"')
_COLUMNS = re.compile(rb'<(?:\w+:)?col\s(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_FIRST, _LAST = re.compile(rb'\bmin="([0-9]+)"'), re.compile(rb'\bmax="([0-9]+)"')
_CHUNK = 1 << 20
# Longest beginning of a tag carried over to the next chunk.
_LONGEST_TAG = 4096
_MOST_COLUMNS = 16_384


@dataclass(slots=True)
class PartFacts:
    """At most so many rows and columns hold something; what is hidden, counted from 0."""

    rows: int = 0
    columns: int = 0
    has_errors: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def column_index(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """Names of the sheet parts, in the order of the workbook."""
    targets = {}
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        identity, target = _ID.search(relation), _TARGET.search(relation)
        if identity and target:
            targets[identity[1]] = target[1].decode()
    names = [targets.get(found, "") for found in _SHEET.findall(archive.read("xl/workbook.xml"))]
    return [name.lstrip("/") if name.startswith("/") else f"xl/{name}" for name in names]


def links(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Addresses of the other workbooks that formulas point to."""
    found = []
    for name in sorted(archive.namelist()):
        if name.startswith("xl/externalLinks/_rels/"):
            found += [
                unquote(t.decode("utf-8", "replace")) for t in _TARGET.findall(archive.read(name))
            ]
    return tuple(dict.fromkeys(found))


def facts_of(archive: zipfile.ZipFile, name: str, most_rows: int, most_cells: int) -> PartFacts:
    """Read through one worksheet part, chunk by chunk.

    Addresses far out are looked for first, which is quick. Only when a sheet may have more than
    `most_rows` or `most_cells` are all its cells looked at, to leave out those that hold nothing.
    """
    far = re.compile(rb'\sr="[A-Z]{1,3}([0-9]{%d,7})"' % len(str(most_rows)))
    facts = PartFacts(rows=10 ** (len(str(most_rows)) - 1), columns=column_index("Z") + 1)
    for text in _chunks(archive, name):
        facts.rows = max(facts.rows, *map(int, far.findall(text)), 0)
        wide = set(_BEYOND_Z.findall(text))
        facts.columns = max([facts.columns, *(column_index(w.decode()) + 1 for w in wide)])
        facts.has_errors = facts.has_errors or b't="e"' in text
        if b'hidden="' in text:
            _note_hidden(text, facts)
    if facts.rows > most_rows or facts.rows * facts.columns > most_cells:
        _count(archive, name, facts)
    return facts


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The part in pieces that never cut a tag in two."""
    tail = b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            text = tail + chunk
            yield text
            tail = text[max(text.rfind(b"<"), len(text) - _LONGEST_TAG) :]


def _count(archive: zipfile.ZipFile, name: str, facts: PartFacts) -> None:
    """How far the cells reach that hold something."""
    longest: dict[bytes, int] = {}
    for text in _chunks(archive, name):
        for letters, number in _CELL.findall(text):
            row = int(number)
            if row > longest.get(letters, 0):
                longest[letters] = row
    facts.columns = max((column_index(letters.decode()) + 1 for letters in longest), default=0)
    facts.rows = max(longest.values(), default=0)


def _note_hidden(text: bytes, facts: PartFacts) -> None:
    facts.hidden_rows |= {int(number) - 1 for number in _HIDDEN_ROW.findall(text)}
    for column in _COLUMNS.findall(text):
        first, last = _FIRST.search(column), _LAST.search(column)
        if first and last:
            until = min(int(last[1]), _MOST_COLUMNS)
            facts.hidden_columns |= set(range(int(first[1]) - 1, until))

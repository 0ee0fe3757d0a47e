"""Cells that hold an Excel error, which the reading library hands over as empty.

An amount that shows #REF! must not be taken for "no amount", so the marks are read from the parts
of the workbook themselves.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?\b\w+:id="([^"]+)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ID = re.compile(rb'\bId="([^"]+)"')
_TARGET = re.compile(rb'\bTarget="([^"]+)"')
_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*?\bt="e")[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>(.*?)</(?:\w+:)?c>',
    re.DOTALL,
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")


def _part_names(archive: zipfile.ZipFile) -> list[str]:
    """Names of the sheet parts, in the order of the workbook."""
    targets = {}
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        identity, target = _ID.search(relation), _TARGET.search(relation)
        if identity and target:
            targets[identity[1]] = target[1].decode()
    names = [targets.get(found, "") for found in _SHEET.findall(archive.read("xl/workbook.xml"))]
    return [name.lstrip("/") if name.startswith("/") else f"xl/{name}" for name in names]


def find(content: bytes) -> list[dict[str, str]]:
    """For each sheet of an .xlsx in order: address of an error cell -> its text, such as #REF!.

    An .xls gives an empty list: its error cells stay indistinguishable from empty ones.
    """
    if not content.startswith(b"PK"):
        return []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        present = set(archive.namelist())
        return [
            _in_part(archive.read(name)) if name in present else {} for name in _part_names(archive)
        ]


def _in_part(xml: bytes) -> dict[str, str]:
    if b't="e"' not in xml:
        return {}
    found = {}
    for address, body in _ERROR_CELL.findall(xml):
        value = _VALUE.search(body)
        found[address.decode()] = value[1].decode() if value else "#ERROR!"
    return found

"""Cells that hold an Excel error, which the reading library hands over as empty.

An amount that shows #REF! must not be taken for "no amount", so the marks are read from the parts
of the workbook themselves.
"""

from __future__ import annotations

import re
import zipfile

_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*?\bt="e")[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>(.*?)</(?:\w+:)?c>',
    re.DOTALL,
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")


def in_part(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Of one worksheet part: address of an error cell -> its text, such as #REF!."""
    xml = archive.read(name)
    found = {}
    for address, body in _ERROR_CELL.findall(xml):
        value = _VALUE.search(body)
        found[address.decode()] = value[1].decode() if value else "#ERROR!"
    return found

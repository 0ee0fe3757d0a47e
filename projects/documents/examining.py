"""What a file is, by its content alone: neither its name nor what the browser says of it counts."""

from __future__ import annotations

from pathlib import Path

from projects.documents import office, pdf, pictures
from projects.documents.examined import JPEG, PNG, WEBP, Examined, NotAccepted

_HEAD = 32
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1")


def examine(source: Path, copy: Path, most_pixels: int) -> Examined:
    """Say what the file is; a picture is written again to `copy` without what it tells of people.

    Raises `NotAccepted` for everything that is not a sound PDF, picture, DOCX or XLSX.
    """
    with source.open("rb") as file:
        head = file.read(_HEAD)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return pdf.examine(source)
    if head.startswith(b"\xff\xd8\xff"):
        return pictures.examine(source, copy, JPEG, most_pixels)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return pictures.examine(source, copy, PNG, most_pixels)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return pictures.examine(source, copy, WEBP, most_pixels)
    if head.startswith(b"PK\x03\x04"):
        return office.examine(source)
    raise NotAccepted(_why_not(source, head))


def _why_not(source: Path, head: bytes) -> str:
    """The nearest word for what is not kept, so that a person knows what to do instead."""
    if not head:
        return "empty"
    if head.startswith(_OLE):
        return office.why_not_ole(source)
    return "heic" if head[4:12] in _HEIC else "unknown"

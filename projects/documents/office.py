"""Word and Excel files: zips that unpack to something bearable and run nothing."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from projects.documents.examined import DOCX, XLSX, Examined, NotAccepted

MOST_PARTS = 5_000
MOST_UNPACKED = 300_000_000
MOST_RATIO, RATIO_COUNTS_FROM = 200, 10_000_000
_ENCRYPTED_FLAG = 0x1
_TYPES = "[Content_Types].xml"
_MAIN = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
_ACTIVE_FOLDERS = ("/activex/", "/embeddings/")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)


def examine(source: Path) -> Examined:
    """DOCX or XLSX. Raises `NotAccepted`: damaged, encrypted, bomb, macros, unknown."""
    try:
        with zipfile.ZipFile(source) as archive:
            return Examined(_kind(archive))
    except _DAMAGE as error:
        raise NotAccepted("damaged") from error


def why_not_ole(source: Path) -> str:
    """The old container holds .doc and .xls, and also any new file with a password."""
    return "encrypted" if _ENCRYPTED_STREAM in source.read_bytes() else "old_office"


def _kind(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    found = [kind for part, kind in _MAIN.items() if part in names]
    if len(found) != 1 or _TYPES not in names:
        raise NotAccepted("unknown")
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise NotAccepted("encrypted")
    if len(set(names)) != len(names) or any(map(_leads_elsewhere, names)):
        raise NotAccepted("damaged")
    _refuse_bomb(archive, parts)
    if any(map(_runs, names)) or b"macroenabled" in archive.read(_TYPES).lower():
        raise NotAccepted("macros")
    return found[0]


def _leads_elsewhere(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _runs(name: str) -> bool:
    low = "/" + name.lower()
    active = low.endswith(".bin") and any(folder in low for folder in _ACTIVE_FOLDERS)
    return low.endswith(_MACRO_PARTS) or active


def _is_squeezed(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(RATIO_COUNTS_FROM, MOST_RATIO * part.compress_size)


def _refuse_bomb(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """By what it says it holds; then by what it holds, of which no more than it said is read."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotAccepted("bomb")
    if any(map(_is_squeezed, parts)):
        raise NotAccepted("bomb")
    if archive.testzip() is not None:
        raise NotAccepted("damaged")

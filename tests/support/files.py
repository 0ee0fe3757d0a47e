"""Files that people upload: sound ones, and those that strangers make."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf
from PIL import Image

_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Override PartName="/%s" ContentType="application/%s+xml"/></Types>'
)


def pdf(pages: int = 1) -> bytes:
    """A PDF of empty A4 pages."""
    return _saved(_empty(pages))


def pdf_running(action: str = "/JavaScript", key: str = "/JS") -> bytes:
    """A PDF that does something when it is opened."""
    document = _empty(1)
    script = {"/S": pikepdf.Name(action), key: pikepdf.String("app.alert(1)")}
    document.Root.OpenAction = document.make_indirect(pikepdf.Dictionary(script))
    return _saved(document)


def pdf_carrying() -> bytes:
    """A PDF with another file inside."""
    document = _empty(1)
    document.attachments["virus.exe"] = b"MZ"
    return _saved(document)


def pdf_locked() -> bytes:
    """A PDF behind a password."""
    return _saved(_empty(1), encryption=pikepdf.Encryption(owner="a", user="b"))


def _empty(pages: int) -> pikepdf.Pdf:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    return document


def _saved(document: pikepdf.Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    document.save(out, deterministic_id="encryption" not in how, **how)
    document.close()
    return out.getvalue()


def picture(format_: str = "JPEG", size: tuple[int, int] = (40, 30), **how: Any) -> bytes:
    """A picture with a red left half."""
    drawn = Image.new("RGB", size, "white")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    drawn.save(out, format=format_, **how)
    return out.getvalue()


def photograph(
    *,
    taken: str = "2026:05:01 10:30:00",
    offset: str = "",
    latitude: tuple[Any, ...] = (21.0, 51.0, 12.5),
    longitude: tuple[Any, ...] = (106.0, 45.0, 0.0),
    orientation: int = 1,
    format_: str = "JPEG",
    references: str = "NE",
) -> bytes:
    """A photograph as a telephone makes it, with all it tells."""
    exif = Image.Exif()
    exif[271], exif[305], exif[315] = "MayAnh", "PhanMem", "Nguyen Van A"
    exif[274] = orientation
    inner = exif.get_ifd(0x8769)
    inner[36867] = taken
    if offset:
        inner[36881] = offset
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = references[0], latitude, references[1], longitude
    more: dict[str, Any] = {"comment": b"bi-mat"} if format_ == "JPEG" else {}
    return picture(format_, exif=exif, **more)


def huge_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """A small file that claims to be a picture of many pixels."""
    head = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 4000)), (b"IEND", b""))
    )


def docx(more: Mapping[str, bytes] | None = None, *, macro: bool = False) -> bytes:
    """A Word file; `more` adds parts to it."""
    kind = b"vnd.ms-word.document.macroEnabled.main" if macro else b"vnd.openxmlformats"
    return _zip(
        {
            "[Content_Types].xml": _TYPES % (b"word/document.xml", kind),
            "word/document.xml": b"<w:document/>",
            **(more or {}),
        }
    )


def xlsx() -> bytes:
    """An Excel file."""
    return _zip(
        {
            "[Content_Types].xml": _TYPES % (b"xl/workbook.xml", b"vnd.openxmlformats"),
            "xl/workbook.xml": b"<workbook/>",
        }
    )


def bomb() -> bytes:
    """A Word file of a kilobyte that says it unpacks to 4 GB."""
    made = bytearray(docx({"word/long.xml": b"x"}))
    for mark, size in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        made[(at := made.rfind(mark)) + size : at + size + 4] = b"\xff\xff\xff\xfe"
    return bytes(made)


def squeezed() -> bytes:
    """A Word file that stays under the limit, but only zeros squeeze like this."""
    return docx({"word/media/image.bmp": bytes(20_000_000)})


def lying() -> bytes:
    """A Word file that declares a part smaller than it is."""
    made = bytearray(docx({"word/long.xml": bytes(1_000_000)}))
    for mark, size in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        made[(at := made.rfind(mark)) + size : at + size + 4] = struct.pack("<I", 10)
    return bytes(made)


def _zip(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()

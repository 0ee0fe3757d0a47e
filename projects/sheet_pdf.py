"""From a sheet to the bytes of its PDF: one A4 page, tagged, whatever the project holds.

Made while the reader waits, in the web process: one page takes a fraction of a second, and a job,
a stored file and a page to wait on would cost more than they spare. WeasyPrint is heavy, so only
the view that needs it imports this module, the first time somebody asks for a sheet.
"""

from __future__ import annotations

import unicodedata
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from projects.sheet import Sheet

_STYLES = Path(__file__).resolve().parent.parent / "templates" / "projects" / "pdf" / "sheet.css"


@dataclass(frozen=True, slots=True)
class _Room:
    """How many rows each table may have, and how small the letters are."""

    milestones: int
    land: int
    duties: int
    flags: int
    size: str


_ROOMS = (
    _Room(10, 5, 7, 6, ""),
    _Room(8, 4, 5, 5, "nho"),
    _Room(5, 3, 4, 3, "nho"),
    _Room(6, 4, 5, 4, "rat-nho"),
    _Room(3, 2, 2, 2, "rat-nho"),
    _Room(1, 1, 1, 1, "rat-nho cat"),
)
"""Tried in this order until everything stands on one page; what is left out is counted."""


def render(sheet: Sheet, *, province: str) -> bytes:
    """The PDF. Its text is Vietnamese, whoever asked for it."""
    with translation.override("vi"):
        document = _laid_out(sheet, province)
    with warnings.catch_warnings():
        # WeasyPrint leaves files of its own to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        pdf: bytes = document.write_pdf(pdf_tags=True)
    return pdf


def _laid_out(sheet: Sheet, province: str) -> Document:
    """With the most rows that fit one page; the last room cuts long texts, so it always does."""
    for room in _ROOMS:
        document = _document(_context(sheet, room, province))
        if len(document.pages) == 1:
            break
    return document


def _document(context: dict[str, Any]) -> Document:
    html = render_to_string("projects/pdf/sheet.html", context)
    fonts = FontConfiguration()
    fetcher = URLFetcher(allowed_protocols=("file", "data"))
    styles = CSS(filename=_STYLES, font_config=fonts, url_fetcher=fetcher)
    source = HTML(string=unicodedata.normalize("NFC", html), url_fetcher=fetcher)
    document: Document = source.render(stylesheets=[styles], font_config=fonts)
    return document


def _context(sheet: Sheet, room: _Room, province: str) -> dict[str, Any]:
    qr = segno.make(sheet.qr_url, error="m", micro=False)
    rows = {
        name: {
            "rows": getattr(sheet, name)[: getattr(room, name)],
            "more": max(0, len(getattr(sheet, name)) - getattr(room, name)),
        }
        for name in ("milestones", "land", "duties", "flags")
    }
    return {
        "sheet": sheet,
        "province": province,
        "size": room.size,
        "long": len(sheet.name) > 110,
        "page": sheet.qr_url.partition("://")[2].partition("?")[0].rstrip("/"),
        "qr": qr.svg_inline(border=1, omitsize=True, title="QR"),
        **rows,
    }

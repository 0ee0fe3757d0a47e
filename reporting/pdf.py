"""From the frozen report to the bytes of its PDF: PDF/A-2b, tagged, the same bytes every time.

Numbers are computed before layout and the clock is never read, so one snapshot has one file;
whoever renders it again, on another day, gets what was signed (R-6.14, R-7.1).
"""

import io
import unicodedata
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from reporting import signature_fields
from reporting.document.edited import Issue
from reporting.document.shapes import Document
from reporting.pages import context

_TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "reporting" / "pdf"
_EMPTY_RESOURCES = ("/Pattern", "/Shading")


def render(document: Document, issue: Issue | None = None) -> bytes:
    """Return the PDF of a document: leaders' page, main text, annexes with their own numbering.

    The same document with the same issue data gives the same bytes.
    """
    html = render_to_string("reporting/pdf/document.html", context(document, issue))
    marks = document.sha256 if issue is None else f"{document.sha256} {issue.number} {issue.on}"
    return written(html, marks)


def written(html: str, identifier: str) -> bytes:
    """Return the PDF of a page in official typography; the identifier makes its bytes stable."""
    fonts, fetcher, styles = _typography()
    source = HTML(string=unicodedata.normalize("NFC", html), url_fetcher=fetcher)
    pages = source.render(stylesheets=[styles], font_config=fonts)
    with warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        raw = pages.write_pdf(
            pdf_variant="pdf/a-2b", pdf_tags=True, pdf_identifier=identifier.encode()
        )
    return _finished(raw, [page.anchors for page in pages.pages])


@cache
def _typography() -> tuple[FontConfiguration, URLFetcher, CSS]:
    """Fonts and style sheet, read once in the life of a worker."""
    fonts = FontConfiguration()
    fetcher = URLFetcher(allowed_protocols=("file", "data"))
    styles = CSS(filename=_TEMPLATES / "report.css", font_config=fonts, url_fetcher=fetcher)
    return fonts, fetcher, styles


def page_count(pdf: bytes) -> int:
    """Return how many pages a rendered report has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _finished(raw: bytes, anchors: signature_fields.Boxes) -> bytes:
    """Lay the signature fields, drop what PDF/A-2 checkers refuse, and write stable bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary):
                _drop_empty(item)
        signature_fields.add(document, anchors)
        document.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return out.getvalue()


def _drop_empty(resources: Any) -> None:
    for key in _EMPTY_RESOURCES:
        entry = resources.get(key)
        if isinstance(entry, pikepdf.Dictionary) and not len(entry):
            del resources[key]

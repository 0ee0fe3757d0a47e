"""From slips to the bytes of their PDF: four on an A4 page, to be cut apart.

Import it in the worker only: WeasyPrint is heavy.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import segno
from django.template.loader import render_to_string
from django.urls import reverse
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from accounts.codes import written
from accounts.slips import Portal, Slip

_STYLES = Path(__file__).resolve().parent.parent / "templates" / "accounts" / "pdf" / "slips.css"
_ON_A_PAGE = 4


def render(slips: Sequence[Slip], portal: Portal) -> bytes:
    """The PDF of these slips, in their order. Its text is Vietnamese, whoever asked for it."""
    shown = [_shown(slip, portal) for slip in slips]
    pages = [shown[start : start + _ON_A_PAGE] for start in range(0, len(shown), _ON_A_PAGE)]
    html = render_to_string("accounts/pdf/slips.html", {"pages": pages, "portal": portal})
    fonts = FontConfiguration()
    fetcher = URLFetcher(allowed_protocols=("file", "data"))
    styles = CSS(filename=_STYLES, font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=unicodedata.normalize("NFC", html), url_fetcher=fetcher)
    with warnings.catch_warnings():
        # WeasyPrint leaves files of its own to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        pdf: bytes = document.write_pdf(stylesheets=[styles], font_config=fonts)
    return pdf


def link(code: str, username: str, address: str) -> str:
    """The address that fills in the activation page."""
    path = reverse("accounts:activate_code", args=[written(code)])
    return f"{address}{path}?{urlencode({'ten': username})}"


def _shown(slip: Slip, portal: Portal) -> dict[str, Any]:
    qr = segno.make(link(slip.code, slip.username, portal.address), error="m", micro=False)
    return {
        "slip": slip,
        "code": written(slip.code),
        # As people type it: without https:// and the last stroke.
        "page": f"{portal.address}{reverse('accounts:activate')}".partition("://")[2].rstrip("/"),
        "qr": qr.svg_inline(border=2, omitsize=True, title="QR"),
    }

"""A program of its own: charts as SVG in, pictures as PNG out, both as JSON lists.

It draws with the fonts and the typesetter of the PDF, whose memory ends with it.
"""

from __future__ import annotations

import base64
import io
import json
import re
import sys
from pathlib import Path

import pypdfium2
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

DOTS = 220
"""Dots an inch: what a Word file keeps when it is printed."""

_FONTS = Path(__file__).resolve().parents[1] / "fonts"
_SIZE = re.compile(r'<svg[^>]* width="([\d.]+pt)" height="([\d.]+pt)"')


def picture(svg: str) -> bytes:
    """One chart as PNG on white, as large as it says it is."""
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError("a chart without a size in points")
    faces = "".join(
        f"@font-face {{ font-family: Tinos; font-weight: {weight}; src: url({_face(name)}) }}"
        for weight, name in (("normal", "Regular"), ("bold", "Bold"))
    )
    sheet = f"@page {{ size: {size[1]} {size[2]}; margin: 0 }} body {{ margin: 0 }}"
    page = f"<style>{faces}{sheet} svg {{ display: block }}</style><body>{svg}"
    fetcher = URLFetcher(allowed_protocols=("file", "data"))
    pdf = HTML(string=page, url_fetcher=fetcher).write_pdf(font_config=FontConfiguration())
    document = pypdfium2.PdfDocument(pdf)
    out = io.BytesIO()
    drawn = document[0].render(scale=DOTS / 72).to_pil().convert("RGB")
    drawn.save(out, format="PNG", dpi=(DOTS, DOTS))
    document.close()
    return out.getvalue()


def _face(name: str) -> str:
    return (_FONTS / f"Tinos-{name}.woff2").as_uri()


if __name__ == "__main__":
    json.dump([base64.b64encode(picture(svg)).decode() for svg in json.load(sys.stdin)], sys.stdout)

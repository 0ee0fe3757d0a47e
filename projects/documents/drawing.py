"""Documents as pictures to look at: the first pages of a PDF, a photograph made smaller."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
from PIL import Image

from projects.documents.examined import MOST_PAGES_DRAWN, PDF

LONGEST_SIDE = 1600
"""Pixels: an A4 page is readable at this size, and costs a phone some 150 kB."""

_QUALITY = 80


def draw(source: Path, folder: Path, media_type: str) -> int:
    """Draw into `folder` as 1.webp, 2.webp …; returns how many. Each page is there or it is not."""
    folder.mkdir(parents=True, exist_ok=True)
    if media_type == PDF:
        return _draw_pdf(source, folder)
    with Image.open(source) as picture:
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        _write(picture, folder, 1)
    return 1


def _draw_pdf(source: Path, folder: Path) -> int:
    document = pypdfium2.PdfDocument(source)
    try:
        drawn = min(len(document), MOST_PAGES_DRAWN)
        for number in range(drawn):
            page = document[number]
            scale = LONGEST_SIDE / max(*page.get_size(), 1)
            bitmap = page.render(scale=scale)
            _write(bitmap.to_pil(), folder, number + 1)
            bitmap.close()
            page.close()
    finally:
        document.close()
    return drawn


def _write(picture: Image.Image, folder: Path, number: int) -> None:
    part = folder / f"{number}.part"
    picture.convert("RGB").save(part, format="WEBP", quality=_QUALITY)
    os.replace(part, folder / f"{number}.webp")

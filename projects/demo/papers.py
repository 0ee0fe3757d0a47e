"""Invented papers: a sheet and a photograph that say themselves that they are invented."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

_MARK = "MINH HỌA"
_SHEET = (827, 1169)
"""A4 at 100 dots an inch."""

PHOTOGRAPH = (1200, 800)
_INK, _PALE = (34, 34, 34), (222, 226, 230)


def sheet(font: Path, heading: str, lines: list[str]) -> bytes:
    """A PDF of one page with a heading and lines, marked as an illustration across it."""
    page = Image.new("RGB", _SHEET, "white")
    draw = ImageDraw.Draw(page)
    mark = Image.new("L", (900, 180))
    ImageDraw.Draw(mark).text((450, 90), _MARK, 255, _font(font, 140), anchor="mm")
    turned = mark.rotate(50, expand=True)
    place = ((_SHEET[0] - turned.width) // 2, (_SHEET[1] - turned.height) // 2)
    page.paste(Image.new("RGB", turned.size, _PALE), place, turned)
    draw.multiline_text((413, 150), heading, _INK, _font(font, 30), "ma", 12, align="center")
    draw.multiline_text((90, 330), "\n".join(lines), _INK, _font(font, 21), spacing=16)
    footing = "Văn bản minh họa của cổng dự án, không có giá trị pháp lý."
    draw.text((413, 1090), footing, _INK, _font(font, 18), "mm")
    return _bytes(page, "PDF", resolution=100)


def photograph(font: Path, caption: str) -> bytes:
    """A JPEG of a hill under a sky, with a caption that says it is no photograph."""
    sky = Image.linear_gradient("L").rotate(180).resize(PHOTOGRAPH)
    picture = ImageOps.colorize(sky, "#d9c7a0", "#4f86b5")
    draw = ImageDraw.Draw(picture)
    draw.polygon(
        [(0, 560), (330, 400), (620, 520), (900, 380), (1200, 500), (1200, 800), (0, 800)],
        fill="#6f7f4f",
    )
    draw.polygon([(0, 680), (500, 590), (1200, 660), (1200, 800), (0, 800)], fill="#9a7b4f")
    draw.rectangle((0, 730, 1200, 800), fill="#222222")
    draw.text((600, 765), f"ẢNH {_MARK} · {caption}", "white", _font(font, 30), "mm")
    return _bytes(picture, "JPEG", quality=80)


def _font(file: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size)


def _bytes(picture: Image.Image, format_: str, **how: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, format=format_, **how)
    return out.getvalue()

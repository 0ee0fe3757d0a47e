"""The text layer of a PDF, for a person to check what is read from it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

MOST_PAGES = 30
MOST_LETTERS = 200_000


def read(source: Path) -> str:
    """The text of the first pages; empty for a scan, which is pictures only."""
    found: list[str] = []
    document = pypdfium2.PdfDocument(source)
    try:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            layer = page.get_textpage()
            found.append(layer.get_text_range())
            layer.close()
            page.close()
    finally:
        document.close()
    return "\n".join(found)[:MOST_LETTERS].strip()

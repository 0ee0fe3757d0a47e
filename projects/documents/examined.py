"""What a file turned out to be, or why it is not kept."""

from __future__ import annotations

from dataclasses import dataclass


class NotAccepted(Exception):
    """The file is not kept; `code` says why, `words` fill the text about it (storing.REASONS)."""

    def __init__(self, code: str, **words: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


@dataclass(frozen=True, slots=True)
class Examined:
    """A file by its content.

    `taken_at` is ISO text, without an offset when the camera kept none; a place is in degrees.
    `resaved` says that a clean copy was written and the original is to be thrown away.
    """

    media_type: str
    pages: int | None = None
    width_px: int | None = None
    height_px: int | None = None
    taken_at: str = ""
    latitude: float | None = None
    longitude: float | None = None
    resaved: bool = False


PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
PICTURES = (JPEG, PNG, WEBP)

ENDINGS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    WEBP: (".webp",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
}
"""The endings of each kind that is kept; the first is the one we give."""

MOST_PAGES_DRAWN = 20
"""Pages of a document that can be looked at without saving it."""

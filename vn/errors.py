"""The one refusal of this room: a text that must not be guessed."""

from __future__ import annotations


class Unreadable(ValueError):
    """A text that cannot be read without guessing.

    `code` is stable and meant for a message table at the edge (such as `year_missing`);
    `raw` is the text exactly as it was given, to be shown back to the person who wrote it.
    """

    def __init__(self, code: str, raw: str) -> None:
        super().__init__(f"{code}: {raw!r}")
        self.code = code
        self.raw = raw

"""Acts on people that may not be done, in words for the person who tried."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise


class Refusal(Exception):
    """`text` says what to do next, with %(names)s filled from the keywords of the constructor.

    `field` names the input it concerns, or is empty when it concerns them all.
    """

    text: str | Promise = ""
    field: str = ""

    def __init__(self, **words: Any) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return str(self.text) % self.words

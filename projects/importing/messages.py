"""What an import has to say about single cells, as data; the words are in `wording.py`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR: nothing of the workbook is written. WARNING: the rest of the row is.

    NOTE: something is told; nothing was left out and nothing is to be done.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Message:
    """One finding about one cell. `code` chooses the words, `text` is what the cell holds.

    `hint` is what the words add: two readings, a day, a computed sum.
    """

    severity: Severity
    sheet: str
    address: str
    code: str
    text: str = ""
    column: str = ""
    hint: str = ""

    @property
    def place(self) -> str:
        """Where to look: "[Danh mục!B7]", or "[Danh mục]" for a whole sheet."""
        return f"[{self.sheet}!{self.address}]" if self.address else f"[{self.sheet}]"

"""A document with what people wrote and what the clerk added: what is typeset, copied and signed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from reporting import shape_json
from reporting.document.shapes import Document


@dataclass(frozen=True, kw_only=True)
class Issue:
    """How a document is told from others: the code of its figures, and the clerk's number and day.

    Without a number both are left blank, as on a draft. `check_at` is the address of the page
    that verifies it, printed beside the code.
    """

    code: str
    number: str = ""
    on: date | None = None
    check_at: str = ""
    correction: str = ""


@dataclass(frozen=True, kw_only=True)
class Edited:
    """Everything the renderer needs; the same text and the same renderer give the same bytes."""

    document: Document
    issue: Issue

    @property
    def sha256(self) -> str:
        """Identity of the edition: hex digest of `to_json()`."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """The canonical JSON text that is stored and hashed."""
        return shape_json.dumps(self)

    @classmethod
    def from_json(cls, text: str) -> Edited:
        """Rebuild a stored edition; raises TypeError or ValueError if it is not one."""
        return shape_json.loads(cls, text)

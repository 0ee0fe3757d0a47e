"""Which notation figures and days are written in: the Vietnamese one, unless a page says otherwise.

Like `decimal.localcontext`: what is written inside the block follows it, and nothing else does.
Reading never follows it, and neither do reports, files or boxes of forms (R-8.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ENGLISH: ContextVar[bool] = ContextVar("english_notation", default=False)


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """Write 1,234.5 and 31 Aug 2026 inside the block when the language is "en"."""
    before = _ENGLISH.set(language == "en")
    try:
        yield
    finally:
        _ENGLISH.reset(before)


def in_english() -> bool:
    """Whether figures and days are written in English now."""
    return _ENGLISH.get()

"""Names of sheets that Excel accepts."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_NAME = 31
_BAD_IN_NAME = re.compile(r"[\[\]:*?/\\]")


def safe_names(names: Sequence[str]) -> list[str]:
    """Sheet names Excel accepts: no []:*?/\\, at most 31 characters, distinct without case."""
    taken: set[str] = set()
    result = []
    for index, name in enumerate(names, start=1):
        base = _BAD_IN_NAME.sub("-", name).strip("' ") or f"Sheet{index}"
        candidate, number = base[:_LONGEST_NAME], 2
        while candidate.lower() in taken:
            suffix = f" ({number})"
            candidate = base[: _LONGEST_NAME - len(suffix)] + suffix
            number += 1
        taken.add(candidate.lower())
        result.append(candidate)
    return result

"""Marks of state secrets in a text (Law on the Protection of State Secrets 2018, three levels)."""

from __future__ import annotations

import re

from vn.text import nfc

# The two higher levels are words nobody writes in capitals otherwise. "MẬT" alone is part of other
# words (BẢO MẬT, MẬT ĐỘ), so it counts on a line of its own, in brackets, or as a stated level.
_STAMPS = re.compile(r"\b(?:TUYỆT|TỐI) +MẬT\b")
_ALONE = re.compile(r"^[\s\[(*\"“-]*MẬT[\s\])*\"”.-]*$|[\[(] *MẬT *[\])]", re.MULTILINE)
_STATED = re.compile(
    r"(?:độ mật|mức độ mật|cấp độ mật|dấu mật|đóng dấu)\s*[:“\"-]*\s*(?:tuyệt mật|tối mật|mật)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d+\s*/\s*[A-ZĐ0-9-]*-(?:MẬT|TM|TỐI MẬT|TUYỆT MẬT)\b")


def marked(text: str) -> bool:
    """Whether a text bears the mark of a state secret: such content never enters (Law 84/2025 art. 37.2)."""
    plain = nfc(text)
    return any(mark.search(plain) for mark in (_STAMPS, _ALONE, _STATED, _NUMBERED))

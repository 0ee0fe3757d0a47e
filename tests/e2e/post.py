"""The letters the portal sent: under `./portal e2e` each lies in a file of PORTAL_MAIL."""

from __future__ import annotations

import os
import re
from email import message_from_bytes, policy
from pathlib import Path

from tests.e2e.stage import until

_BETWEEN = b"-" * 79
SECONDS = 20


def letters_to(person: str) -> list[str]:
    """The texts sent to an e-mail address, the oldest first."""
    files = sorted(Path(os.environ["PORTAL_MAIL"]).glob("*.log"), key=lambda f: f.stat().st_mtime)
    found = []
    for file in files:
        for each in file.read_bytes().split(_BETWEEN):
            letter = message_from_bytes(each.strip(), policy=policy.default)
            body = letter.get_body(("plain",))
            if person in str(letter["To"]) and body is not None:
                found.append(str(body.get_content()))
    return found


def letter_to(person: str, pattern: str, *, after: int = 0) -> str:
    """The first group of the pattern in the latest letter, once more than `after` have come."""
    until(lambda: len(letters_to(person)) > after, SECONDS, f"no letter to {person}")
    text = letters_to(person)[-1]
    found = re.search(pattern, text)
    assert found, text
    return found[1]

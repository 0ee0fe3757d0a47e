"""Two rooms that take one number for their advisory locks would make each other wait."""

from __future__ import annotations

import re

from tests.support.repository import modules, name_of

_NUMBER = re.compile(r"^_LOCK\w* = (\d+)$", re.MULTILINE)


def test_every_advisory_lock_has_a_number_of_its_own() -> None:
    owners: dict[str, str] = {}
    shared = []
    for path in modules():
        for number in _NUMBER.findall(path.read_text()):
            other = owners.setdefault(number, name_of(path))
            if other != name_of(path):
                shared.append((number, other, name_of(path)))
    assert shared == []
    assert len(owners) > 3

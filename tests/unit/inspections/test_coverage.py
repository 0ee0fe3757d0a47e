"""Target 3 (R-4.4): what counts as inspected and as handled, and of which base."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from inspections.rules.coverage import LateLand, covered

FLAG = date(2026, 7, 1)
BEFORE, AFTER, LATER = date(2026, 6, 30), date(2026, 7, 2), date(2026, 9, 1)


def land(project: int = 1, **more: Any) -> LateLand:
    return LateLand(project_id=project, flagged_on=FLAG, **more)


TABLE: list[tuple[str, dict[str, Any], tuple[bool, bool]]] = [
    ("nothing was done", {}, (False, False)),
    ("a case since", {"cases": (AFTER,)}, (True, False)),
    ("a case on the day of the flag", {"cases": (FLAG,)}, (True, False)),
    ("a case before the flag does not count", {"cases": (BEFORE,)}, (False, False)),
    ("one before, one since", {"cases": (BEFORE, LATER)}, (True, False)),
    ("handled without a case is not inspected", {"handled_on": (AFTER,)}, (False, False)),
    ("inspected and handled", {"cases": (AFTER,), "handled_on": (LATER,)}, (True, True)),
    (
        "a decision before the flag handles nothing",
        {"cases": (AFTER,), "handled_on": (BEFORE,)},
        (True, False),
    ),
]


@pytest.mark.parametrize(("facts", "expected"), [c[1:] for c in TABLE], ids=[c[0] for c in TABLE])
def test_what_counts(facts: dict[str, Any], expected: tuple[bool, bool]) -> None:
    row = land(**facts)
    assert (row.is_inspected, row.is_handled) == expected


def test_two_numbers_with_two_bases() -> None:
    found = covered(
        [
            land(4),
            land(3, cases=(AFTER,), handled_on=(LATER,)),
            land(2, cases=(AFTER,)),
            land(1, handled_on=(LATER,)),
        ]
    )
    assert (found.confirmed, found.inspected, found.handled) == ((1, 2, 3, 4), (2, 3), (3,))
    assert (found.not_inspected, found.not_handled) == ((1, 4), (2,))
    assert (found.inspected_ratio, found.handled_ratio) == (Decimal(50), Decimal(50))


def test_a_base_of_none_is_no_ratio() -> None:
    """None confirmed is not 100 %, and neither is none inspected."""
    assert covered([]).inspected_ratio is None
    nothing = covered([land()])
    assert (nothing.inspected_ratio, nothing.handled_ratio) == (Decimal(0), None)

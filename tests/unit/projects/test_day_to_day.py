"""Nothing about an obligation changes overnight unless it said on which day it would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from projects.rules.obligations import compute
from tests.support.project_facts import CALENDAR
from tests.support.random_projects import Dice

DAY = timedelta(days=1)
MIDDLE = date(2026, 2, 20)  # the Investment Law of 2025 takes effect on 1 March 2026
NIGHTS = 25


def changing_law(seed: int) -> LawBook:
    """The shipped law, of which every version still in force gives way to a new one."""
    change = MIDDLE + seed % NIGHTS * DAY
    versions = []
    for version in SHIPPED_VERSIONS:
        if version.effective_to is None and version.effective_from < change:
            versions.append(replace(version, effective_to=change - DAY))
            versions.append(replace(version, number=90, effective_from=change, title="Luật mới"))
        else:
            versions.append(version)
    return LawBook(versions)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("law", [LawBook(), None], ids=["law as shipped", "law that changes"])
def test_an_obligation_changes_only_on_the_day_it_named(seed: int, law: LawBook | None) -> None:
    dice = Dice(seed, MIDDLE)
    book = law or changing_law(seed)
    for number in range(40):
        facts = dice.project(number)
        before = compute(facts, law=book, calendar=CALENDAR, on=MIDDLE)
        for night in range(1, NIGHTS):
            on = MIDDLE + night * DAY
            after = compute(facts, law=book, calendar=CALENDAR, on=on)
            assert [c.key for c in after] == [c.key for c in before]
            for old, new in zip(before, after, strict=True):
                if old.recompute_on is None or on < old.recompute_on:
                    assert new == old, on
            before = after

"""The walk over successions: chains, splits, merges, circles, shares that nobody recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.rules.succession import Lineage, Link, Span, closes_a_circle

HALF = Decimal("0.5")
JUNE, JULY = date(2025, 6, 20), date(2025, 7, 20)
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
ENDED, BEGUN = Span(None, LAST), Span(FIRST)

CHAIN = Lineage([Link(1, 2), Link(2, 3)])
SPLIT = Lineage([Link(1, 2, HALF), Link(1, 3, HALF)], {1: ENDED, 2: BEGUN, 3: BEGUN})
MERGER = Lineage([Link(1, 3), Link(2, 3)], {1: ENDED, 2: ENDED, 3: BEGUN})
CIRCLE = Lineage([Link(1, 2), Link(2, 3), Link(3, 1)])
UNKNOWN_SHARE = Lineage([Link(1, 2, None)])


@pytest.mark.parametrize(
    ("lineage", "node", "after", "before"),
    [
        (CHAIN, 1, {2, 3}, set()),
        (CHAIN, 2, {3}, {1}),
        (CHAIN, 9, set(), set()),
        (SPLIT, 1, {2, 3}, set()),
        (SPLIT, 2, set(), {1}),
        (MERGER, 3, set(), {1, 2}),
        (CIRCLE, 1, {2, 3}, {2, 3}),
    ],
)
def test_walks_both_ways_and_ends(lineage, node, after, before) -> None:
    assert lineage.successors([node]) == after
    assert lineage.predecessors([node]) == before
    assert lineage.related([node]) == {node} | after | before


@pytest.mark.parametrize(
    ("lineage", "node", "whole"),
    [
        (CHAIN, 3, {1, 2}),
        (MERGER, 3, {1, 2}),
        (SPLIT, 2, set()),
        (UNKNOWN_SHARE, 2, set()),
        (Lineage([Link(1, 2, HALF)]), 2, set()),
        (Lineage([Link(1, 2), Link(1, 3)]), 2, set()),
        (Lineage([Link(1, 2, HALF), Link(1, 3, HALF), Link(2, 4)]), 4, {2}),
        (CIRCLE, 1, {2, 3}),
    ],
    ids=[
        "a chain",
        "a merger",
        "a split",
        "a share nobody knows",
        "only a part went",
        "two that each claim the whole",
        "the whole of a part",
        "a circle",
    ],
)
def test_only_what_went_wholly_to_one_is_passed_on(lineage, node, whole) -> None:
    assert lineage.whole_predecessors([node]) == whole


@pytest.mark.parametrize(
    ("lineage", "node", "heirs"),
    [(CHAIN, 1, {3}), (CHAIN, 3, {3}), (SPLIT, 1, {2, 3}), (MERGER, 2, {3}), (CIRCLE, 1, {1})],
)
def test_the_heirs_stand_at_the_end(lineage, node, heirs) -> None:
    assert lineage.heirs(node) == heirs


@pytest.mark.parametrize(
    ("lineage", "node", "day", "held"),
    [
        (SPLIT, 1, JUNE, {1}),
        (SPLIT, 1, LAST, {1}),
        (SPLIT, 1, FIRST, {2, 3}),
        (SPLIT, 1, JULY, {2, 3}),
        (SPLIT, 2, JUNE, {1}),
        (SPLIT, 2, JULY, {2}),
        (MERGER, 3, JUNE, {1, 2}),
        (MERGER, 1, JULY, {3}),
        (Lineage([Link(1, 2)], {1: ENDED}), 2, JUNE, {2}),
        (Lineage([], {1: ENDED}), 1, JULY, {1}),
        (Lineage([], {1: BEGUN}), 1, JUNE, {1}),
        (Lineage([Link(1, 2), Link(2, 1)], {1: ENDED, 2: ENDED}), 1, JULY, {1}),
    ],
    ids=[
        "before the split",
        "on the last day",
        "on the first day",
        "after the split",
        "a part, before it was one",
        "a part, since",
        "what a merger came from",
        "what was merged",
        "a city that took in a province was itself before",
        "ended without a successor",
        "begun without a predecessor",
        "a circle of ended bodies",
    ],
)
def test_what_held_its_place_on_a_day(lineage, node, day, held) -> None:
    assert lineage.on_day(node, day) == held


def test_a_chain_is_walked_to_the_day() -> None:
    spans = {
        1: Span(None, date(2025, 2, 28)),
        2: Span(date(2025, 3, 1), LAST),
        3: Span(FIRST),
    }
    chain = Lineage([Link(1, 2), Link(2, 3)], spans)
    days = (date(2025, 2, 28), date(2025, 3, 1), LAST, FIRST)
    for node in (1, 2, 3):
        assert [chain.on_day(node, day) for day in days] == [{1}, {2}, {2}, {3}]


@pytest.mark.parametrize(
    ("old", "new", "circle"), [(3, 1, True), (2, 1, True), (1, 1, True), (3, 4, False)]
)
def test_a_circle_is_known_before_it_closes(old, new, circle) -> None:
    assert closes_a_circle([Link(1, 2), Link(2, 3)], old=old, new=new) is circle

"""What a line may give or get, and the draft that moves most capital: against exhaustive search."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disbursement import moving_wording, solving
from disbursement.rules import moving
from disbursement.rules.moving import UNIT, MoveFacts, Span, facts_hash, outlook, span, why
from disbursement.solving import GaveUp, propose


def line(key: int = 1, **known: Any) -> MoveFacts:
    """A line of 100 triệu without any room, amounts in triệu."""
    amounts = {name: value * UNIT for name, value in known.items() if name in AMOUNTS and value}
    rest = {name: value for name, value in known.items() if name not in amounts}
    told: dict[str, Any] = {
        "key": key,
        "code": f"DA{key:03}",
        "project": key,
        "group": "1.1 year",
        "allocated_vnd": 100 * UNIT,
        "paid_vnd": 0,
        "medium_left_vnd": 1000 * UNIT,
        "contract_left_vnd": 1000 * UNIT,
        "total_left_vnd": 1000 * UNIT,
        "low": 0,
        "middle": 0,
        "high": 0,
        "land": "ready",
        "months_left": 5,
    }
    return MoveFacts(**told | rest | amounts)


AMOUNTS = {
    *(name for name in MoveFacts.__slots__ if name.endswith("_vnd")),
    "low",
    "middle",
    "high",
}


@pytest.mark.parametrize(
    ("known", "floor", "keeps", "ceiling"),
    [
        # A slow one gives down to its forecast, which stands above what it must keep.
        ({"paid_vnd": 10, "middle": 60}, ("paid", 10), ("forecast", 60), ("absorb", 100)),
        ({"paid_vnd": 10, "awaiting_vnd": 70, "middle": 60}, ("awaiting", 80), ("awaiting", 80), ("absorb", 100)),
        ({"paid_vnd": 10, "awaiting_vnd": 5, "promised_vnd": 75, "middle": 60}, ("promised", 85), ("promised", 85), ("absorb", 100)),
        # What is promised beyond the plan asks for no more than the plan.
        ({"paid_vnd": 10, "promised_vnd": 200, "middle": 60}, ("promised", 100), ("promised", 100), ("absorb", 100)),
        # Equal bounds: the one that is named first.
        ({"paid_vnd": 60, "middle": 60}, ("paid", 60), ("paid", 60), ("absorb", 100)),
        ({"middle": 180}, ("paid", 0), ("forecast", 100), ("absorb", 180)),
        ({"middle": 180, "medium_left_vnd": 30}, ("paid", 0), ("forecast", 100), ("medium_term", 130)),
        ({"middle": 180, "medium_left_vnd": None}, ("paid", 0), ("forecast", 100), ("not_listed", 100)),
        # Carried-over capital was drawn in its own year.
        ({"middle": 180, "medium_left_vnd": None, "draws": False}, ("paid", 0), ("forecast", 100), ("absorb", 180)),
        # Of the contracts 90 are left, 50 of them are this plan's already.
        ({"middle": 180, "contract_left_vnd": 90, "unpaid_vnd": 50}, ("paid", 0), ("forecast", 100), ("contract", 140)),
        ({"middle": 180, "contract_left_vnd": 40, "unpaid_vnd": 50}, ("paid", 0), ("forecast", 100), ("contract", 100)),
        ({"middle": 180, "contract_left_vnd": None}, ("paid", 0), ("forecast", 100), ("no_contract", 100)),
        ({"middle": 180, "total_left_vnd": 70, "unpaid_vnd": 50}, ("paid", 0), ("forecast", 100), ("total", 120)),
        ({"middle": 180, "total_left_vnd": None}, ("paid", 0), ("forecast", 100), ("no_total", 100)),
        *(
            ({"middle": 180, "land": state}, ("paid", 0), ("forecast", 100), ("land", 100))
            for state in ("not_ready", "partly", "unknown")
        ),
        ({"middle": 180, "land": "not_needed"}, ("paid", 0), ("forecast", 100), ("absorb", 180)),
        # Without a forecast, or after the window, nothing moves either way.
        ({"middle": None, "paid_vnd": 10}, ("paid", 10), ("no_forecast", 100), ("no_forecast", 100)),
        ({"middle": 60, "months_left": 0}, ("paid", 0), ("closed", 100), ("closed", 100)),
    ],
)  # fmt: skip
def test_a_line_is_bound_by_what_is_known_of_it(
    known: dict[str, Any], floor: Any, keeps: Any, ceiling: Any
) -> None:
    found = span(line(**known))
    for bound, (code, units) in zip(
        (found.floor, found.keeps, found.ceiling), (floor, keeps, ceiling), strict=True
    ):
        assert (bound.code, bound.vnd) == (code, units * UNIT)


def test_odd_dong_stay_where_they_are() -> None:
    giver = span(line(allocated_vnd=100, paid_vnd=0, middle=60))
    odd = span(
        MoveFacts(
            key=2,
            code="B",
            project=2,
            group="g",
            allocated_vnd=100 * UNIT + 123_456,
            paid_vnd=0,
            middle=60 * UNIT + 200_000,
            months_left=1,
        )
    )
    assert (giver.gives, odd.gives) == (40, 39)


def test_each_line_says_what_decides_it() -> None:
    facts = [
        line(1, middle=60),
        line(2, middle=97),
        line(3, middle=125),
        line(4, middle=160),
        line(5, middle=160, land="not_ready"),
        line(6, middle=100),
    ]
    spans, moves = propose(facts, minimum=5)
    assert moves == {1: -40, 4: 40}
    told = {key: why(each, moves.get(key, 0), 5) for key, each in spans.items()}
    assert {key: (bound.code, bound.vnd // UNIT) for key, bound in told.items()} == {
        1: ("forecast", 60),
        2: ("minimum", 5),
        3: ("rest", 100),
        4: ("rest", 140),
        5: ("land", 100),
        6: ("absorb", 100),
    }


def test_every_bound_has_its_words() -> None:
    codes = {
        value for name, value in vars(moving).items() if name.isupper() and isinstance(value, str)
    }
    assert codes == set(moving_wording.BOUNDS)
    for code in codes:
        kept = {"code": code, "vnd": 77_000 * UNIT}
        assert "%(" not in moving_wording.limit(kept, allocated_vnd=62_000 * UNIT)


def test_capital_stays_in_its_source_and_a_project_shares_its_contracts() -> None:
    shared = {"middle": 150, "contract_left_vnd": 230, "unpaid_vnd": 200}
    facts = [
        line(1, middle=60, group="1 year"),
        line(2, project=9, group="1 year", **shared),
        line(3, middle=60, group="2 year"),
        line(4, project=9, group="2 year", **shared),
        line(5, middle=60, group="3 year"),
    ]
    assert propose(facts, minimum=1)[1] == {1: -30, 2: 30}


def test_a_search_without_proof_gives_no_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "SECONDS", 0.0)
    facts = [line(n, middle=60 + n if n % 2 else 140 + n) for n in range(1, 40)]
    with pytest.raises(GaveUp):
        propose(facts, minimum=7)


# ---------------------------------------------------------------- against exhaustive search


def better(spans: Sequence[Span], minimum: int) -> dict[int, int]:
    """The best of all drafts there are, by the objectives as they are written in the issue."""
    order = sorted(spans, key=lambda each: (-max(each.gives, each.gets), each.facts.code))
    choices = [
        [
            units
            for units in range(-each.gives, each.gets + 1)
            if units == 0 or abs(units) >= minimum
        ]
        for each in order
    ]
    best: tuple[Any, dict[int, int]] | None = None
    for units in itertools.product(*choices):
        if sum(units):
            continue
        absorbed = sum(each.absorbed(n * UNIT) for each, n in zip(order, units, strict=True))
        moved, lines = sum(map(abs, units)), sum(map(bool, units))
        rank = (-absorbed, moved, lines, [-abs(n) for n in units])
        if best is None or rank < best[0]:
            moves = {each.facts.key: n for each, n in zip(order, units, strict=True) if n}
            best = rank, moves
    assert best is not None
    return best[1]


few_lines = st.lists(
    st.tuples(st.integers(90, 112), st.integers(0, 10), st.sampled_from(["ready", "not_ready"])),
    min_size=1,
    max_size=5,
).map(
    lambda rows: [
        line(key, middle=middle, medium_left_vnd=room or None, land=land)
        for key, (middle, room, land) in enumerate(rows, start=1)
    ]
)


@settings(max_examples=60, deadline=None)
@given(facts=few_lines, minimum=st.integers(1, 6))
def test_small_drafts_are_those_of_exhaustive_search(facts: list[MoveFacts], minimum: int) -> None:
    spans, moves = propose(facts, minimum=minimum)
    assert moves == better(list(spans.values()), minimum)


many_lines = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.one_of(st.none(), st.integers(0, 300)),
        st.one_of(st.none(), st.integers(0, 300)),
        st.one_of(st.none(), st.integers(0, 300)),
        st.integers(0, 90),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["ready", "ready", "not_needed", "unknown"]),
    ),
    max_size=30,
).map(
    lambda rows: [
        line(
            key,
            project=key // 2,
            middle=middle,
            medium_left_vnd=medium,
            contract_left_vnd=contract,
            total_left_vnd=total,
            paid_vnd=paid,
            unpaid_vnd=60,
            group=f"{group} {key % 2}",
            land=land,
        )
        for key, (middle, medium, contract, total, paid, group, land) in enumerate(rows)
    ]
)


@settings(max_examples=60, deadline=None)
@given(facts=many_lines, minimum=st.integers(1, 40), seed=st.integers(0, 99))
def test_any_draft_balances_keeps_within_bounds_and_is_made_again(
    facts: list[MoveFacts], minimum: int, seed: int
) -> None:
    spans, moves = propose(facts, minimum=minimum)
    rows = {each.key: each for each in facts}
    left: dict[str, int] = {}
    for key, units in moves.items():
        row, after = rows[key], rows[key].allocated_vnd + units * UNIT
        left[row.group] = left.get(row.group, 0) + units
        assert abs(units) >= minimum
        assert spans[key].floor.vnd <= spans[key].keeps.vnd <= after <= spans[key].ceiling.vnd
        if units > 0:
            assert row.land in moving.LAND_READY
            assert units * UNIT <= (row.medium_left_vnd or 0)
    assert not any(left.values())
    for kind in ("contract_left_vnd", "total_left_vnd"):
        by_project: dict[int, int] = {}
        for key, units in moves.items():
            by_project[rows[key].project] = by_project.get(rows[key].project, 0) + max(0, units)
        for key in moves:
            room = max(0, (getattr(rows[key], kind) or 0) - rows[key].unpaid_vnd)
            others = {getattr(each, kind) for each in facts if each.project == rows[key].project}
            if len(others) == 1:
                assert by_project[rows[key].project] * UNIT <= room

    def total(delta: dict[int, int]) -> int:
        held = [
            (each.facts.allocated_vnd, each.need_vnd, delta.get(each.facts.key, 0) * UNIT)
            for each in spans.values()
        ]
        return outlook(held).absorbed_vnd

    assert total(moves) >= total({})
    assert total(moves) - total({}) == UNIT * sum(n for n in moves.values() if n > 0)
    shuffled = random.Random(seed).sample(facts, len(facts))  # noqa: S311
    assert propose(shuffled, minimum=minimum)[1] == moves
    assert facts_hash(shuffled, {"minimum": minimum}) == facts_hash(facts, {"minimum": minimum})


def carried_out(facts: MoveFacts, units: int) -> MoveFacts:
    """The facts of a line after its move: what it can use and what was paid stay as they are."""
    delta = units * UNIT
    room = None if facts.medium_left_vnd is None else facts.medium_left_vnd - delta
    held, unpaid = facts.allocated_vnd + delta, facts.unpaid_vnd + delta
    return replace(facts, allocated_vnd=held, unpaid_vnd=unpaid, medium_left_vnd=room)


@settings(max_examples=60, deadline=None)
@given(facts=many_lines, minimum=st.integers(1, 40))
def test_a_draft_that_was_applied_leaves_nothing_to_move(
    facts: list[MoveFacts], minimum: int
) -> None:
    alone = [replace(each, project=each.key, unpaid_vnd=100 * UNIT) for each in facts]
    moves = propose(alone, minimum=minimum)[1]
    after = [carried_out(each, moves.get(each.key, 0)) for each in alone]
    assert propose(after, minimum=minimum)[1] == {}

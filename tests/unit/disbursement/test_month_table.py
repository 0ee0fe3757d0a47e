"""The monthly table adds up: however rows are grouped, every group is the sum of its rows."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from disbursement.rules.month_table import Amounts, Heading, Leaf, Node, Pivot, grown, roman

CENTRAL = Heading("1", "Ngân sách trung ương", ("001",), lettered=True)
LOCAL = Heading("2", "Ngân sách địa phương", ("002",), lettered=True)
HOME = Heading("1.1", "Vốn trong nước", ("001.001",))
BY_SECTOR = Heading("1.1.1", "Theo ngành", ("001.001.001",))
ABROAD = Heading("1.2", "Vốn nước ngoài", ("001.002",))
LAND = Heading("2.2", "Thu tiền sử dụng đất", ("002.002",))
SOURCES = [(CENTRAL, HOME, BY_SECTOR), (CENTRAL, ABROAD), (LOCAL, LAND)]


def leaf(path: tuple[Heading, ...], name: str, **more: int | None) -> Leaf:
    amounts = {key: more.pop(key) or 0 for key in list(more) if key in Amounts.__slots__}
    return Leaf(path, Amounts(**amounts), name, (name,), project_id=1, **more)


def drawn(seed: int) -> list[tuple[dict[Pivot, tuple[Heading, ...]], Leaf]]:
    """Random projects, each with the group it stands in by each pivot."""
    draw = random.Random(seed)  # noqa: S311 -- rows of a test
    found = []
    for number in range(draw.randint(0, 30)):
        groups: dict[Pivot, tuple[Heading, ...]] = {}
        for pivot in Pivot:
            key = draw.randint(1, 4)
            groups[pivot] = (Heading(f"{pivot}-{key}", str(key), (key,)),)
        groups[Pivot.SOURCE] = draw.choice(SOURCES)
        amounts = Amounts(*(draw.randint(0, 10**13) for _ in Amounts.__slots__))
        total = draw.choice([None, draw.randint(0, 10**13)])
        found.append((groups, Leaf((), amounts, str(number), (number,), number, total, 0)))
    return found


@given(seed=st.integers(0, 10**6))
def test_all_four_pivots_add_up_to_the_same_and_each_group_to_its_rows(seed: int) -> None:
    rows = drawn(seed)
    whole = sum((each.amounts for _groups, each in rows), Amounts())
    known = all(each.total_vnd is not None for _groups, each in rows)
    for pivot in Pivot:
        leaves = [
            Leaf(
                groups[pivot], each.amounts, each.name, each.order, each.project_id, each.total_vnd
            )
            for groups, each in rows
        ]
        top = grown(leaves, each_project_once=pivot is not Pivot.SOURCE)
        assert top.amounts == whole
        assert top.amounts.paid_vnd == whole.before_vnd + whole.month_vnd
        assert (top.total_vnd is not None) == (known and pivot is not Pivot.SOURCE)
        assert_groups_are_the_sum_of_their_rows(top)
        assert sum(node.leaf is not None for node in top.walk()) == len(rows)


def assert_groups_are_the_sum_of_their_rows(node: Node) -> None:
    if node.leaf is None:
        assert node.amounts == sum((each.amounts for each in node.below), Amounts())
    for each in node.below:
        assert_groups_are_the_sum_of_their_rows(each)


def test_rows_are_numbered_as_official_tables_are() -> None:
    top = grown(
        [
            leaf((LOCAL, LAND), "Đường A", plan_vnd=5),
            leaf((CENTRAL, HOME, BY_SECTOR), "Cầu B", plan_vnd=7),
            leaf((CENTRAL, ABROAD), "Hồ C", plan_vnd=9),
        ],
        each_project_once=False,
    )
    assert [(node.number, node.name, node.level) for node in top.walk()] == [
        ("", "", 0),
        ("A", "Ngân sách trung ương", 1),
        ("I", "Vốn trong nước", 2),
        ("1", "Theo ngành", 3),
        ("1.1", "Cầu B", 4),
        ("II", "Vốn nước ngoài", 2),
        ("1", "Hồ C", 3),
        ("B", "Ngân sách địa phương", 1),
        ("1", "Thu tiền sử dụng đất", 2),
        ("1.1", "Đường A", 3),
    ]
    owner = Heading("7", "Ban QLDA", ("a",))
    by_owner = grown([leaf((owner,), "Cầu B"), leaf((), "Chưa phân bổ")], each_project_once=True)
    assert [node.number for node in by_owner.walk()] == ["", "I", "1", "II"]
    assert [roman(number) for number in (1, 4, 9, 14, 48)] == ["I", "IV", "IX", "XIV", "XLVIII"]


def test_rates_round_half_up_and_estimates_are_unknown_without_any() -> None:
    row = Amounts(
        plan_vnd=2_768_098_333_000, allocated_vnd=2_768_098_333_000, before_vnd=727_304_290_000
    )
    assert str(row.percent) == "26.27"
    assert row.expected_vnd is None
    assert row.expected_percent is None
    told = row + Amounts(estimate_vnd=250_895_230_000, lines=2, unestimated=1, advance_vnd=4)
    assert (told.expected_vnd, str(told.expected_percent)) == (978_199_520_000, "35.34")
    assert told.volume_vnd == told.paid_vnd - 4
    assert Amounts().percent is None
    assert Amounts(plan_vnd=9, allocated_vnd=4).unallocated_vnd == 5

"""The first approval against each change, and what the law wants approved first (1.2 of law.md).

Figures and days were reckoned by hand.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from projects.rules.chains import next_sequence
from projects.rules.comparison import Chain, Paper, Planned, Said, chains, unattached
from projects.rules.triggers import Hint, Trigger, hints
from vn.dates import PartialDate, Precision


def paper(id: int, issued: date | None, adjusts: int | None = None, **said: Any) -> Paper:
    kind = "policy_approval" if adjusts is None else "adjustment"
    return Paper(id=id, kind=kind, adjusts_id=adjusts, issued=issued, said=said)


FIRST = paper(
    1,
    date(2022, 6, 1),
    capital_vnd=1_000,
    land_area_m2=Decimal(500_000),
    objective="Sản xuất gỗ",
)


def quarter(year: int, month: int) -> PartialDate:
    return PartialDate(date(year, month, 1), Precision.QUARTER)


def the_chain(*papers: Paper, milestones: tuple[Planned, ...] = ()) -> Chain:
    (found,) = chains(papers, milestones)
    return found


def how(chain: Chain, fact: str) -> list[Said]:
    (line,) = [line for line in chain.lines if line.fact == fact]
    return [cell.how for cell in line.cells]


def test_what_a_change_does_not_say_stays_and_what_it_repeats_is_no_change() -> None:
    silent = paper(2, date(2023, 1, 5), 1, land_area_m2=Decimal(500_000))
    last = paper(3, date(2024, 1, 5), 2, capital_vnd=1_250, land_area_m2=Decimal("500000.00"))
    chain = the_chain(FIRST, silent, last)
    assert how(chain, "capital_vnd") == [Said.FIRST, Said.SILENT, Said.CHANGED]
    assert how(chain, "land_area_m2") == [Said.FIRST, Said.SAME, Said.SAME]
    assert [line.fact for line in chain.changed_by(last)] == ["capital_vnd"]


def test_changes_stand_in_the_order_of_their_days() -> None:
    later, earlier = paper(2, date(2025, 1, 5), 1), paper(3, date(2023, 1, 5), 1)
    undated = paper(4, None, 1)
    chain = the_chain(undated, later, earlier, FIRST)
    assert [row.id for row in chain.papers] == [1, 3, 2, 4]


def test_a_change_of_nothing_known_is_named_apart() -> None:
    loose = Paper(id=9, kind="adjustment", issued=date(2024, 1, 1))
    assert unattached([FIRST, loose]) == [loose]
    assert the_chain(FIRST, loose).papers == (FIRST,)


def test_the_certificate_has_a_chain_of_its_own() -> None:
    certificate = Paper(id=5, kind="registration_certificate", issued=date(2022, 8, 1))
    change = Paper(id=6, kind="adjustment", adjusts_id=5, issued=date(2023, 8, 1))
    found = chains([FIRST, change, certificate])
    assert [[row.id for row in chain.papers] for chain in found] == [[1], [5, 6]]


def test_a_milestone_stands_under_the_documents_that_moved_it() -> None:
    moved = Planned(
        id=31,
        name="Đưa vào hoạt động",
        is_operation=True,
        first=quarter(2025, 4),
        moves={2: quarter(2026, 4)},
    )
    still = Planned(id=32, name="Khởi công", first=quarter(2023, 1))
    chain = the_chain(FIRST, paper(2, date(2025, 3, 1), 1), milestones=(moved, still))
    assert how(chain, "milestone_31") == [Said.FIRST, Said.CHANGED]
    assert "milestone_32" not in [line.fact for line in chain.lines]


@pytest.mark.parametrize(
    ("numbers", "n"),
    [
        pytest.param([], 1, id="the first"),
        pytest.param([1, 2], 3, id="after two"),
        pytest.param([1, 4], 5, id="two are missing on record"),
        pytest.param([None, None], 3, id="without numbers they are counted"),
    ],
)
def test_the_next_change_is_one_more_than_any_on_record(numbers: list[int | None], n: int) -> None:
    head = Paper(id=1, kind="policy_approval")
    changes = [
        Paper(id=place, kind="adjustment", adjusts_id=place - 1, sequence=number)
        for place, number in enumerate(numbers, 2)
    ]
    other = Paper(id=90, kind="registration_certificate")
    of_other = Paper(id=91, kind="adjustment", adjusts_id=90, sequence=7)
    assert next_sequence([head, *changes, other, of_other], head) == n


def met(*papers: Paper, milestones: tuple[Planned, ...] = ()) -> list[Hint]:
    return hints(the_chain(*papers, milestones=milestones))


OLD, NEW = date(2024, 6, 1), date(2026, 3, 1)


@pytest.mark.parametrize(
    ("said", "trigger"),
    [
        ({"land_area_m2": Decimal(550_000)}, None),  # 10 % is not more than 10 %
        ({"land_area_m2": Decimal("550000.01")}, Trigger.AREA),
        ({"land_area_m2": Decimal(449_999)}, Trigger.AREA),
        ({"capital_vnd": 1_199}, None),
        ({"capital_vnd": 1_200}, Trigger.CAPITAL),
        ({"capital_vnd": 800}, Trigger.CAPITAL),
        ({"objective": "Sản xuất giấy"}, Trigger.OBJECTIVE),
        ({"scale": "20.000 m³ một năm"}, None),
    ],
)
def test_what_must_be_approved_first(said: dict[str, Any], trigger: Trigger | None) -> None:
    found = met(FIRST, paper(2, OLD, 1, **said))
    assert [(hint.trigger, hint.advisory) for hint in found] == (
        [(trigger, False)] if trigger else []
    )


def test_thirty_hectares_count_whatever_the_share() -> None:
    first = paper(1, date(2022, 6, 1), land_area_m2=Decimal(10_000_000))
    exactly = paper(2, OLD, 1, land_area_m2=Decimal(10_300_000))
    assert met(first, exactly) == []
    (hint,) = met(first, paper(2, OLD, 1, land_area_m2=Decimal("10300000.01")))
    assert hint.trigger is Trigger.AREA


def test_it_is_the_first_approval_that_counts_not_the_last_change() -> None:
    step, again = (
        paper(2, OLD, 1, capital_vnd=1_150),
        paper(3, date(2025, 6, 1), 2, capital_vnd=1_250),
    )
    assert [hint.paper.id for hint in met(FIRST, step, again)] == [3]


@pytest.mark.parametrize(
    ("moved", "is_met"),
    [
        pytest.param(quarter(2026, 4), False, id="30/6/2025 to 30/6/2026: 12 months"),
        pytest.param(PartialDate(date(2026, 7, 1), Precision.DAY), True, id="a day more"),
    ],
)
def test_more_than_twelve_months_over_the_first_approval(moved: PartialDate, is_met: bool) -> None:
    milestone = Planned(
        id=31, name="Hoạt động", is_operation=True, first=quarter(2025, 4), moves={2: moved}
    )
    found = met(FIRST, paper(2, OLD, 1), milestones=(milestone,))
    assert [hint.trigger for hint in found] == ([Trigger.TIME] if is_met else [])


def test_the_law_of_the_day_decides() -> None:
    said = {"capital_vnd": 2_000, "land_area_m2": Decimal(700_000)}
    before = met(FIRST, paper(2, date(2026, 2, 28), 1, **said))
    since = met(FIRST, paper(2, NEW, 1, **said))
    assert {(h.trigger, h.dropped, h.confidence) for h in before} == {
        (Trigger.CAPITAL, False, "B"),
        (Trigger.AREA, False, "B"),
    }
    assert {(h.trigger, h.dropped, h.confidence, h.advisory) for h in since} == {
        (Trigger.CAPITAL, True, "C", True),
        (Trigger.AREA, False, "D", True),
    }
    assert met(FIRST, paper(2, date(2020, 12, 31), 1, **said)) == []
    assert met(FIRST, paper(2, None, 1, **said)) == []

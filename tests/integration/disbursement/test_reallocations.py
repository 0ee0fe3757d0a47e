"""A draft from proposing to applying: what it moves, what it refuses, what the ledger has then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from accounts.models import AuditEvent
from disbursement.actions import ledger
from disbursement.actions import reallocations as acts
from disbursement.actions.ledger_rows import DecisionFacts
from disbursement.actions.payments import Figures, enter
from disbursement.actions.reallocation_applying import apply
from disbursement.actions.reallocation_refusals import (
    AnotherHand,
    Closed,
    FiguresChanged,
    NoFigures,
    NothingMoves,
    NotProven,
    NotSubmitted,
    NotWhole,
    OutOfBounds,
    Refused,
    Unbalanced,
)
from disbursement.actions.reallocations import Typed
from disbursement.models import PlanEntry, PlanLine, Reallocation, ReallocationLine, SourceBalance
from disbursement.querysets.pace import month_at
from disbursement.solving import GaveUp
from projects.actions.acts import Seen, version_of
from projects.actions.refusals import Stale
from projects.models import PublicProject
from tests.factories import UserFactory
from tests.factories.payments import YearPlan
from tests.factories.public import ContractFactory
from tests.support.capital import Book
from tests.support.moving_world import AT, HELD, ON, TRIEU, World, build

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"by": None, "at": AT}
FACTS = DecisionFacts(
    kind="transfer", issuer="committee", number="1855/QĐ-UBND", issued_date=date(2026, 9, 2)
)


@pytest.fixture
def world() -> World:
    return build()


def make(world: World, minimum: int = 500) -> Reallocation:
    return acts.make(plan=world.plan, minimum_line_vnd=minimum * TRIEU, on=ON, **BY).row


def told(row: Reallocation, line: PlanLine) -> ReallocationLine:
    return row.lines.get(line=line)


def type_in(row: Reallocation, numbers: dict[PlanLine, int], seen: int | None = None) -> None:
    """Type numbers of triệu at lines, over what stands there or over `seen`."""
    typed = {}
    for line, number in numbers.items():
        there = told(row, line)
        before = there.edited_delta_vnd if seen is None else seen
        typed[there.pk] = Typed(number * TRIEU, before)
    acts.edit(reallocation_id=row.pk, typed=typed, **BY)
    row.refresh_from_db()


def seen(row: Reallocation) -> Seen:
    row.refresh_from_db()
    return Seen(row.pk, version_of(row))


def submitted(world: World) -> Reallocation:
    row = make(world)
    acts.submit(seen=seen(row), by=UserFactory(specialist=True), at=AT)
    return row


def test_a_draft_moves_what_would_lapse_to_who_can_use_it(world: World) -> None:
    row = make(world)
    found = {each.line_id: each for each in row.lines.all()}
    moves = {pk: each.proposed_delta_vnd // TRIEU for pk, each in found.items()}
    assert moves == {world.slow.pk: -15_000, world.fast.pk: 15_000, world.stuck.pk: 0}
    slow, fast, stuck = (found[each.pk] for each in (world.slow, world.fast, world.stuck))
    assert (slow.reason["code"], slow.floor_vnd, slow.forecast_vnd) == (
        "enough",
        8_000 * TRIEU,
        13_000 * TRIEU,
    )
    assert (fast.reason["code"], fast.ceiling_vnd, fast.forecast_vnd) == (
        "medium_term",
        77_000 * TRIEU,
        91_000 * TRIEU,
    )
    assert stuck.reason["code"] == "land"
    assert row.month == date(2026, 8, 1)
    assert row.nothing["absorbed_vnd"] == (13_000 + 2 * HELD) * TRIEU
    assert row.proposed["absorbed_vnd"] - row.nothing["absorbed_vnd"] == 15_000 * TRIEU
    again = make(world)
    assert again.facts_hash == row.facts_hash
    assert [*again.lines.values_list("line", "edited_delta_vnd", "reason")] == [
        *row.lines.values_list("line", "edited_delta_vnd", "reason")
    ]
    assert make(world, 400).facts_hash != row.facts_hash


def test_contracts_total_and_promises_bind(world: World) -> None:
    fast = world.fast.project
    ContractFactory(project=world.slow.project, value_vnd=21_000 * TRIEU, ends_date=ON)
    fast.contracts.update(value_vnd=70_000 * TRIEU)
    row = make(world)
    # Contracts of the slow one that end by January come to 21.000, of which 8.000 are paid.
    assert (told(row, world.slow).reason["floor"], told(row, world.slow).floor_vnd) == (
        "promised",
        21_000 * TRIEU,
    )
    # 70.000 less 56.000 paid less the 6.000 that the plan still holds.
    assert told(row, world.fast).reason["code"] == "contract"
    assert told(row, world.fast).edited_delta_vnd == 8_000 * TRIEU
    PublicProject.objects.filter(project=fast).update(total_investment_vnd=66_000 * TRIEU)
    row = make(world)
    assert (told(row, world.fast).reason["code"], told(row, world.fast).edited_delta_vnd) == (
        "total",
        4_000 * TRIEU,
    )
    fast.contracts.all().delete()
    assert told(make(world), world.fast).reason["code"] == "no_contract"


def test_without_figures_or_proof_there_is_no_draft(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoFigures):
        acts.make(plan=YearPlan(first_year=2027), minimum_line_vnd=TRIEU, on=ON, **BY)
    monkeypatch.setattr(acts, "propose", _gives_up)
    with pytest.raises(NotProven):
        make(world)
    assert not Reallocation.objects.exists()


def _gives_up(*_facts: object, **_more: object) -> None:
    raise GaveUp


@pytest.mark.parametrize(
    ("numbers", "before", "refusal"),
    [
        ({"slow": -54_001}, None, OutOfBounds),
        ({"fast": 15_001}, None, OutOfBounds),
        ({"stuck": 1}, None, OutOfBounds),
        ({"slow": -14_000}, -1, AnotherHand),
    ],
)
def test_a_number_beyond_its_bounds_is_refused_at_its_box(
    world: World, numbers: dict[str, int], before: int | None, refusal: type[Exception]
) -> None:
    row = make(world)
    lines = {getattr(world, name): number for name, number in numbers.items()}
    with pytest.raises(Refused) as refused:
        type_in(row, lines, before)
    (line,) = lines
    assert isinstance(refused.value.by_line[told(row, line).pk], refusal)
    assert told(row, line).edited_delta_vnd == told(row, line).proposed_delta_vnd


def test_numbers_are_whole_and_balance_before_they_are_submitted(world: World) -> None:
    row = make(world)
    slow = told(row, world.slow)
    typed = {slow.pk: Typed(-TRIEU // 2, slow.edited_delta_vnd)}
    with pytest.raises(Refused) as refused:
        acts.edit(reallocation_id=row.pk, typed=typed, **BY)
    assert isinstance(refused.value.by_line[slow.pk], NotWhole)
    # Down to what was paid is allowed by hand; the forecast binds the proposal alone.
    type_in(row, {world.slow: -54_000})
    with pytest.raises(Unbalanced, match=r"54\.000.* 15\.000"):
        acts.submit(seen=seen(row), **BY)
    type_in(row, {world.slow: 0, world.fast: 0})
    with pytest.raises(NothingMoves):
        acts.submit(seen=seen(row), **BY)
    with pytest.raises(Stale):
        acts.submit(seen=Seen(row.pk, row.version - 1), **BY)
    type_in(row, {world.slow: -9_000, world.fast: 9_000})
    acts.submit(seen=seen(row), **BY)
    with pytest.raises(Closed):
        type_in(row, {world.slow: -8_000})
    with pytest.raises(Closed):
        acts.submit(seen=seen(row), **BY)
    acts.give_back(seen=seen(row), reason="Rà lại cầu", **BY)
    with pytest.raises(NotSubmitted):
        acts.give_back(seen=seen(row), reason="Rà lại cầu", **BY)
    acts.drop(seen=seen(row), reason="Lập lại theo số tháng 9", **BY)
    with pytest.raises(Closed):
        acts.drop(seen=seen(row), reason="Lập lại", **BY)
    verbs = AuditEvent.objects.filter(subject_kind="reallocation").order_by("pk")
    assert [*verbs.values_list("verb", flat=True)][-3:] == [
        "reallocation_submitted",
        "reallocation_given_back",
        "reallocation_dropped",
    ]


def test_only_a_decision_moves_the_plan_and_the_source_keeps_its_sum(world: World) -> None:
    row = make(world)
    with pytest.raises(NotSubmitted):
        apply(seen=seen(row), facts=FACTS, on=ON, **BY)
    acts.submit(seen=seen(row), **BY)
    balance = SourceBalance.objects.get(plan=world.plan)
    apply(seen=seen(row), facts=FACTS, on=ON, **BY)
    row.refresh_from_db()
    entries = PlanEntry.objects.filter(decision=row.decision)
    assert (row.state, row.decision.number) == ("applied", "1855/QĐ-UBND")
    assert {each.project_id: each.amount_delta_vnd // TRIEU for each in entries} == {
        world.slow.project_id: -15_000,
        world.fast.project_id: 15_000,
    }
    held = {
        each.pk: each.allocated_vnd // TRIEU for each in PlanLine.objects.filter(plan=world.plan)
    }
    assert held == {world.slow.pk: 47_000, world.fast.pk: 77_000, world.stuck.pk: HELD}
    assert SourceBalance.objects.get(plan=world.plan).allocated_vnd == balance.allocated_vnd
    with pytest.raises(NotSubmitted):
        apply(seen=seen(row), facts=FACTS, on=ON, **BY)


@pytest.mark.parametrize(("pace", "room"), [("latest", 15_000), ("earlier years", 90_000)])
def test_once_applied_the_same_figures_move_nothing(pace: str, room: int) -> None:
    world = build(room=room)
    if pace == "earlier years":
        paid_evenly(world)
    row = submitted(world)
    # After 30/9 the window of what was moved is a year longer (D1); that makes nobody need more.
    late = replace(FACTS, issued_date=date(2026, 10, 2))
    apply(seen=seen(row), facts=late, on=late.issued_date, **BY)
    row.refresh_from_db()
    assert row.decision
    before = {each.line_id: each.forecast_vnd for each in row.lines.all()}
    again = make(world, 1)
    assert again.month == row.month
    assert {each.line_id: each.forecast_vnd for each in again.lines.all()} == before
    assert not again.lines.exclude(proposed_delta_vnd=0).exists()
    # Taken back, it may be moved again as if it never was.
    ledger.reverse(decision=row.decision, entries=None, reason="Sai", on=ON, **BY)
    assert proposed(make(world)) == proposed(row)


def proposed(row: Reallocation) -> set[tuple[int, int]]:
    return set(row.lines.values_list("line", "proposed_delta_vnd"))


def paid_evenly(world: World) -> None:
    """Two earlier years in which the owners of the world paid a thirteenth each month."""
    for year in (2024, 2025):
        book = Book(year)
        for line in (world.slow, world.fast):
            paid = book.line(line.project.public.owner, 13 * TRIEU)
            for number in range(1, 14):
                book.paid(paid, month_at(year, number), volume_vnd=TRIEU)


def _paid_more(world: World) -> None:
    """The slow one was paid nearly all it has in September."""
    enter(
        line=world.slow,
        month=date(2026, 9, 1),
        figures=Figures({"volume_vnd": 50_000 * TRIEU}),
        by=None,
        at=AT,
    )


def _lost_its_site(world: World) -> None:
    PublicProject.objects.filter(project=world.fast.project).update(land_ready="partly")


def _moved_already(world: World) -> None:
    other = submitted(world)
    facts = DecisionFacts(
        kind="transfer", issuer="committee", number="1856/QĐ-UBND", issued_date=ON
    )
    apply(seen=seen(other), facts=facts, on=ON, **BY)


@pytest.mark.parametrize("change", [_paid_more, _lost_its_site, _moved_already])
def test_figures_that_changed_stop_the_whole_draft(
    world: World, change: Callable[[World], None]
) -> None:
    row = submitted(world)
    change(world)
    before = PlanEntry.objects.count()
    with pytest.raises(FiguresChanged) as refused:
        apply(seen=seen(row), facts=FACTS, on=ON, **BY)
    assert refused.value.status == 409
    assert world.slow.project.name in str(refused.value) or world.fast.project.name in str(
        refused.value
    )
    assert PlanEntry.objects.count() == before
    row.refresh_from_db()
    assert row.state == "submitted"

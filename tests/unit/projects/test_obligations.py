"""All obligations of a project together: what is always true of them, whatever the facts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deadlines.rules.clock import Clock, Exclusion, ExclusionReason
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Audience, Level
from projects.rules.facts import (
    ExtensionFacts,
    ItemFacts,
    ItemKind,
    OperatingState,
    PhysicalState,
    ProjectFacts,
    SuspensionFacts,
    TrancheFacts,
)
from projects.rules.obligations import SUBJECT_KINDS
from tests.support.project_facts import every, item, one, pause, project, suspension, tranche

EXHAUSTIVE = settings(max_examples=120, deadline=None, derandomize=True, database=None)
DAY = timedelta(days=1)
TODAY = date(2026, 8, 31)


# ---------------------------------------------------------------- nothing recorded


def test_a_project_of_which_nothing_is_recorded_says_so_twice() -> None:
    found = {c.key: c.missing for c in every(project())}

    assert found == {
        ("I1", "project", 1, "schedule"): "schedule",
        ("L1", "project", 1, "land"): "land_handover_date",
    }


@pytest.mark.parametrize(
    "state", [{"physical_state": "completed"}, {"operating_state": "operating"}], ids=str
)
def test_a_finished_project_owes_no_missing_facts(state: dict[str, str]) -> None:
    assert every(project(**state)) == ()


# ---------------------------------------------------------------- termination


def full() -> ProjectFacts:
    return project(
        tranches=(
            tranche(decision_number="684/QĐ-UBND", decision_date=date(2024, 8, 5), phase=1),
            tranche(id=22, handover_date=date(2024, 9, 3), phase=2),
        ),
        items=(
            item("start", date(2024, 12, 31), id=1, actual=date(2024, 11, 1)),
            item("operation", date(2025, 12, 31), id=2),
            item("works", None, id=3, phase=2),
        ),
        suspensions=(suspension(date(2026, 1, 5)),),
    )


def test_a_terminated_project_owes_only_what_it_fulfilled_before() -> None:
    found = every(replace(full(), terminated_on=date(2026, 8, 1)))

    kept = [c.key for c in found if c.clock is not Clock.VOID]
    assert kept == [("I1", "schedule_item", 1, "")]
    assert {c.void_reason for c in found if c.clock is Clock.VOID} == {"terminated"}
    assert all(c.rungs == () and not c.missing for c in found if c.clock is Clock.VOID)


@pytest.mark.parametrize(
    ("actual", "clock"),
    [
        pytest.param(date(2026, 8, 1), Clock.MET, id="reached on the day of termination"),
        pytest.param(date(2026, 8, 2), Clock.VOID, id="reached the day after"),
    ],
)
def test_what_was_fulfilled_until_the_end_stays_fulfilled(actual: date, clock: Clock) -> None:
    done = item("works", date(2026, 9, 30), actual=actual)

    assert one(project(items=(done,), terminated_on=date(2026, 8, 1)), "I1").clock is clock


def test_a_termination_still_to_come_is_recomputed_on_its_day() -> None:
    running = item("works", date(2026, 9, 30))
    facts = project(items=(running,), terminated_on=date(2026, 9, 15))

    before = one(facts, "I1", date(2026, 9, 14))

    assert (before.clock, before.recompute_on) == (Clock.RUNNING, date(2026, 9, 15))
    assert one(facts, "I1", date(2026, 9, 15)).void_reason == "terminated"


def test_every_kind_of_subject_is_announced() -> None:
    subjects = {c.subject_kind for c in (*every(full()), *every(project()))}

    assert subjects <= set(SUBJECT_KINDS)


# ---------------------------------------------------------------- properties

days = st.integers(0, 1500).map(lambda n: date(2022, 6, 1) + n * DAY)
reasons = st.sampled_from([reason.value for reason in ExclusionReason])


@st.composite
def exclusions(draw: st.DrawFn, *, still_open: bool = True) -> tuple[Exclusion, ...]:
    found = []
    for start in draw(st.lists(days, max_size=2)):
        length = draw(st.integers(0, 150))
        is_open = still_open and draw(st.booleans()) and draw(st.booleans())
        end = None if is_open else start + length * DAY
        found.append(Exclusion(start, end, draw(reasons)))
    return tuple(found)


@st.composite
def tranches(draw: st.DrawFn) -> tuple[TrancheFacts, ...]:
    maybe = st.none() | days
    found = []
    for number in range(draw(st.integers(0, 2))):
        granted = None
        if draw(st.booleans()) and draw(st.booleans()):
            granted = ExtensionFacts(
                id=number,
                decision_number=f"{number}/QĐ",
                decision_date=draw(days),
                from_date=draw(days),
                months=draw(st.integers(1, 24)),
            )
        found.append(
            TrancheFacts(
                id=number,
                label=str(number),
                phase=draw(st.sampled_from([None, 1, 2])),
                decision_number=draw(st.sampled_from(["", "684/QĐ"])),
                decision_date=draw(maybe),
                planned_handover=draw(maybe),
                handover_date=draw(maybe),
                in_use_date=draw(maybe),
                land_agency_id=11,
                extension=granted,
                exclusions=draw(exclusions()),
            )
        )
    return tuple(found)


@st.composite
def items(draw: st.DrawFn) -> tuple[ItemFacts, ...]:
    maybe = st.none() | days
    return tuple(
        ItemFacts(
            id=number,
            kind=draw(st.sampled_from(ItemKind)),
            phase=draw(st.integers(1, 2)),
            planned=draw(maybe),
            actual=draw(maybe),
            achieved_undated=draw(st.booleans()),
            instrument_date=draw(maybe),
            exclusions=draw(exclusions()),
        )
        for number in range(draw(st.integers(0, 4)))
    )


projects = st.builds(
    ProjectFacts,
    id=st.just(1),
    agency_id=st.just(9),
    investor_id=st.sampled_from([None, 5]),
    terminated_on=st.none() | days,
    physical_state=st.sampled_from(PhysicalState),
    operating_state=st.sampled_from(OperatingState),
    pending_adjustment=st.booleans(),
    tranches=tranches(),
    items=items(),
    suspensions=st.lists(
        st.builds(SuspensionFacts, id=st.integers(1, 9), start=days, resumed_on=st.none() | days),
        max_size=2,
        unique_by=lambda s: s.id,
    ).map(tuple),
    exclusions=exclusions(),
)


def complaints(c: Computed) -> list[str]:
    """What would be wrong with an obligation, whatever the facts."""
    live = c.clock in (Clock.RUNNING, Clock.STOPPED)
    said = {
        "a live or met clock without its due day": (live or c.clock is Clock.MET)
        and not c.due_date,
        "stopped after its due day": bool(
            c.stopped_on and c.due_date and c.stopped_on > c.due_date
        ),
        "stopped without its day": (c.clock is Clock.STOPPED) != (c.stopped_on is not None),
        "met without its day": (c.clock is Clock.MET) != (c.met_date is not None),
        "a flag before the due day has passed": any(
            r.level.is_flag and c.due_date is not None and r.date <= c.due_date for r in c.rungs
        ),
        "a ladder that does not rise": list(c.rungs)
        != sorted(set(c.rungs), key=lambda r: (r.date, r.level)),
        "an advisory told to the bearer": c.advisory
        and {c.audience, *(r.audience for r in c.rungs)} != {Audience.STAFF},
        "a ladder that does not run": bool(c.rungs) and not live and c.clock is not Clock.MET,
        "steps that do not lead to the due day": bool(c.steps) and c.steps[-1].date != c.due_date,
    }
    return [words for words, wrong in said.items() if wrong]


@EXHAUSTIVE
@given(facts=projects, on=days)
def test_no_obligation_contradicts_itself(facts: ProjectFacts, on: date) -> None:
    found = every(facts, on)

    assert [(c.key, complaints(c)) for c in found if complaints(c)] == []
    assert len({c.key for c in found}) == len(found)


@EXHAUSTIVE
@given(facts=projects, on=days, data=st.data())
def test_the_order_of_facts_is_irrelevant(
    facts: ProjectFacts, on: date, data: st.DataObject
) -> None:
    def shuffled(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(data.draw(st.permutations(rows)))

    turned = replace(
        facts,
        tranches=tuple(
            replace(t, exclusions=shuffled(t.exclusions)) for t in shuffled(facts.tranches)
        ),
        items=tuple(replace(i, exclusions=shuffled(i.exclusions)) for i in shuffled(facts.items)),
        suspensions=shuffled(facts.suspensions),
        exclusions=shuffled(facts.exclusions),
    )

    assert every(turned, on) == every(facts, on)
    assert [c.facts_hash for c in every(turned, on)] == [c.facts_hash for c in every(facts, on)]


@EXHAUSTIVE
@given(facts=projects, on=days, start=days, length=st.integers(0, 200), reason=reasons)
def test_another_exclusion_never_brings_a_due_day_forward(
    facts: ProjectFacts, on: date, start: date, length: int, reason: str
) -> None:
    more = Exclusion(start, start + length * DAY, reason)
    before = {c.key: c for c in every(facts, on)}

    after = every(replace(facts, exclusions=(*facts.exclusions, more)), on)

    for c in after:
        was = before.get(c.key)
        if was and was.due_date and c.due_date and not (was.stopped_on or c.stopped_on):
            assert c.due_date >= was.due_date


@EXHAUSTIVE
@given(facts=projects, on=days)
def test_nothing_changes_until_the_day_it_says(facts: ProjectFacts, on: date) -> None:
    """Between two days of looking only `recompute_on` may change an obligation."""
    later = on + DAY
    after = {c.key: c for c in every(facts, later)}

    for c in every(facts, on):
        if c.recompute_on != later:
            assert replace(after[c.key], recompute_on=None) == replace(c, recompute_on=None)


@EXHAUSTIVE
@given(facts=projects, on=days)
def test_the_level_never_falls_while_nothing_happens(facts: ProjectFacts, on: date) -> None:
    for c in every(facts, on):
        levels = [c.standing(on + n * DAY)[0] for n in range(0, 400, 7)]
        assert levels == sorted(levels)
        if c.clock not in (Clock.RUNNING, Clock.STOPPED):
            assert set(levels) == {Level.CALM}


def test_a_pause_after_the_due_day_changes_no_obligation() -> None:
    late = pause(date(2030, 1, 1), None, "court")

    assert every(replace(full(), exclusions=(late,))) == every(full())

"""The demonstration province as of a day: who, where, what, and what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from accounts.demo import COMMUNES_BEGIN, communes
from projects.demo import (
    cases_land,
    cases_money,
    cases_schedule,
    cases_suspended,
    census,
    names,
    ordinary,
)
from projects.demo.names import Subject
from projects.demo.opinions import FLAG_STORIES
from projects.demo.reports import filings
from projects.demo.shapes import Acts, Demonstration, InvestorRow, ProjectRow
from projects.demo.telling import Story

SEED = 135
INVESTORS = 120
USD_RATE = 25_000
"""Đồng for one US dollar in the invented certificates of foreign investors."""

_MANAGED_ZONES = frozenset({"industrial_zone", "border_gate_zone"})
_PLOT_STEP_M2 = 10
_SPREAD = 67
"""Shares no factor with the number of projects, so that it visits every position once."""
_HECTARE_M2 = 10_000

Teller = Callable[[Story], Acts]

_STORIES: dict[str, tuple[Teller, ...]] = {
    "not_started": (
        cases_land.unused_just_overdue,
        cases_land.unused_six_months,
        cases_land.unused_nine_months,
        cases_land.unused_eleven_months,
        cases_land.unused_three_months_late,
        cases_land.unused_half_a_year_late,
        cases_land.unused_a_year_late,
        cases_land.unused_since_the_old_law,
        cases_land.stopped_by_flood,
        cases_land.one_tranche_flooded,
        cases_land.flood_already_over,
        cases_land.extension_running,
        cases_land.extension_ending,
        cases_land.extension_expired,
        cases_land.land_undecided,
        cases_land.decision_undated,
        cases_land.awaiting_handover,
        cases_land.handover_late,
        cases_land.handover_half_a_year_late,
        cases_land.several_tranches,
        cases_land.handed_without_schedule,
        cases_schedule.due_in_weeks,
        cases_schedule.milestone_without_day,
        cases_schedule.plan_without_instrument,
        cases_money.deposit_missing,
    ),
    "under_construction": (
        cases_schedule.quarter_missed,
        cases_schedule.month_missed,
        cases_schedule.year_missed,
        cases_schedule.completion_90_days_late,
        cases_schedule.completion_180_days_late,
        cases_schedule.completion_a_year_late,
        cases_schedule.nineteen_months_behind,
        cases_schedule.twenty_three_months_behind,
        cases_schedule.twenty_five_months_behind,
        cases_schedule.leased_workshop_idle,
        cases_schedule.adjustment_pending,
        cases_schedule.schedule_moved,
        cases_schedule.paused_by_court,
        cases_schedule.grid_connection_delayed,
        cases_schedule.planning_changed,
        cases_schedule.compensation_delayed,
        cases_land.extension_used,
        cases_land.used_late,
        cases_money.capital_behind,
        cases_money.moved_beyond_cap,
        cases_money.moved_with_exception,
        cases_money.extension_asked,
    ),
    "stopped": (
        cases_suspended.suspended_four_months,
        cases_suspended.suspended_ten_months,
        cases_suspended.suspended_eleven_months,
        cases_suspended.suspended_too_long,
        cases_suspended.suspended_by_court,
        cases_suspended.built_in_part_then_stopped,
        cases_money.unreachable,
        cases_money.suspended_twice,
        cases_money.site_lost,
    ),
    "operating": (
        cases_schedule.second_phase_late,
        cases_suspended.resumed_in_time,
        cases_suspended.resumed_late,
        cases_schedule.built_quickly,
        cases_money.certificate_differs,
        cases_money.term_ending,
    ),
}
_SUITED = {"leased_workshop_idle": "Nhà máy linh kiện điện tử"}
"""What a story can only be told of."""
_DELAYED = 6


_WATCHED = frozenset(t.__name__ for tellers in _STORIES.values() for t in tellers)


@dataclass(frozen=True, slots=True)
class _Told:
    """The project at a position: its story, what it is, and its capital."""

    number: int
    name: str
    teller: Teller
    subject: Subject
    capital_vnd: int


def build(on: date) -> Demonstration:
    """The whole province as of the day, oldest approval first; the same for the same day."""
    rng = Random(SEED)  # noqa: S311  invented rows, nothing secret
    investors = names.investors(INVESTORS)
    projects = [_project(on, told, investors, rng) for told in _told(rng)]
    projects.sort(key=lambda row: row.acts.instruments[0].issued)
    return Demonstration(names.SECTORS, investors, tuple(projects), FLAG_STORIES)


def _told(rng: Random) -> Iterator[_Told]:
    number = 0
    for bucket, count in census.COUNTS.items():
        tellers = list(_tellers(bucket, count, rng))
        subjects = [
            names.subject(number + at, _SUITED.get(name)) for at, (name, _) in enumerate(tellers)
        ]
        capital = _capital(bucket, subjects, rng)
        rows = zip(tellers, subjects, capital, strict=True)
        for position, ((name, teller), subject, amount) in enumerate(rows):
            yield _Told(number + position, name, teller, subject, amount)
        number += count


def _capital(bucket: str, subjects: list[Subject], rng: Random) -> list[int]:
    """An amount for each project, in order; the year's approvals come last among not started."""
    total = census.CAPITAL_TY[bucket]
    if bucket != "not_started":
        return _by_size(subjects, census.amounts(rng, len(subjects), total), rng)
    new, new_total = census.APPROVED_THIS_YEAR, census.APPROVED_CAPITAL_TY
    large = census.LARGEST_APPROVED_TY
    older = census.amounts(rng, len(subjects) - new, total - new_total)
    newer = [*census.amounts(rng, new - 1, new_total - large), large * census.TY]
    return [*_by_size(subjects[:-new], older, rng), *_by_size(subjects[-new:], newer, rng)]


def _by_size(subjects: list[Subject], amounts: list[int], rng: Random) -> list[int]:
    """Larger amounts to what needs more land, with exceptions: a hotel is not a wind farm."""
    keys = [(s.hectares * (0.4 + rng.random()), at) for at, s in enumerate(subjects)]
    ranked = [at for _, at in sorted(keys)]
    return [amount for _, amount in sorted(zip(ranked, sorted(amounts), strict=True))]


def _tellers(bucket: str, count: int, rng: Random) -> Iterator[tuple[str, Teller]]:
    if bucket == "terminated":
        for position in range(count):
            yield "ended", partial(ordinary.ended, rng=rng, position=position, count=count)
        return
    stories = _STORIES[bucket]
    yield from ((teller.__name__, teller) for teller in stories)
    rest = count - len(stories)
    new = census.APPROVED_THIS_YEAR if bucket == "not_started" else 0
    for position in range(rest - new):
        name = _ordinary(bucket, position)
        yield name, partial(getattr(ordinary, name), rng=rng)
    for position in range(new):
        teller = partial(ordinary.approved_this_year, position=position, count=new)
        yield "approved_this_year", teller


def _ordinary(bucket: str, position: int) -> str:
    if bucket == "operating" and position < _DELAYED:
        return "operating_after_delay"
    return "waiting" if bucket == "not_started" else bucket


def _project(on: date, told: _Told, investors: tuple[InvestorRow, ...], rng: Random) -> ProjectRow:
    subject, number = told.subject, told.number
    in_zone = subject.zone in _MANAGED_ZONES
    story = Story(on, seed=number + 1, in_zone=in_zone, capital_vnd=told.capital_vnd)
    acts = told.teller(story)
    unit, _, commune, district = communes()[subject.place]
    approved = acts.instruments[0].issued
    ended = acts.termination.date if acts.termination else None
    acts = replace(acts, filings=filings(on, number, approved, ended, story=told.name))
    investor = _investor(number)
    is_foreign = investors[investor].kind == "foreign"
    return ProjectRow(
        story=told.name,
        name=subject.name,
        investor=investor,
        sector=subject.sector,
        units=_units(number, subject.place, unit),
        location_text=_location(commune, district, approved),
        zone=subject.zone,
        agency="bqlkkt" if story.in_zone else "stc",
        capital_vnd=told.capital_vnd,
        capital_usd=Decimal(told.capital_vnd) / USD_RATE if is_foreign else None,
        land_area_m2=_area(rng, subject.hectares),
        state_as_of=on - timedelta(days=2 + int(rng.random() * 24)),
        watched=told.name in _WATCHED,
        acts=acts,
    )


def _investor(number: int) -> int:
    """Every investor has a project; those at the front of the list have several."""
    count = sum(census.COUNTS.values())
    spread = number * _SPREAD % count / count
    return int(INVESTORS * spread**1.3)


def _units(number: int, place: int, unit: str) -> tuple[str, ...]:
    """One commune; every fifteenth project lies in two."""
    if number % 15:
        return (unit,)
    neighbour = communes()[(place + 1) % len(names.PLACES)][0]
    return (unit, neighbour)


def _location(commune: str, district: str, approved: date) -> str:
    """A document keeps the names of its day: the district until 30/6/2025 (R-5.3)."""
    place = commune[0].upper() + commune[1:]
    if approved >= COMMUNES_BEGIN:
        return place
    return f"{place} (trước ngày 01/7/2025 thuộc {district})"


def _area(rng: Random, hectares: int) -> Decimal:
    share = 0.15 + 0.85 * rng.random() ** 2
    return Decimal(int(share * hectares * _HECTARE_M2 / _PLOT_STEP_M2) * _PLOT_STEP_M2)

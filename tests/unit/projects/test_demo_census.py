"""The demonstration province: its figures, its honesty, the order of its acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from projects.demo import census
from projects.demo.province import build
from projects.demo.shapes import Acts, PeriodRow, ProjectRow
from projects.rules.status import bucket
from vn.documents import is_document_number
from vn.mst import is_valid

TODAY = date(2026, 11, 22)
DAYS = (
    pytest.param(TODAY, id="an ordinary day"),
    pytest.param(date(2027, 1, 1), id="New Year's Day"),
    pytest.param(date(2026, 12, 31), id="the last day of a year"),
    pytest.param(date(2028, 2, 29), id="a leap day"),
    pytest.param(date(2027, 8, 31), id="the 31st of a month"),
)
TY = 1_000_000_000

province = cache(build)


def bucket_of(row: ProjectRow) -> str:
    acts = row.acts
    return bucket(legal=acts.legal, physical=acts.physical, operating=acts.operating).value


@pytest.mark.parametrize("on", DAYS)
def test_the_census_counts_and_sums_exactly(on: date) -> None:
    rows = province(on).projects
    counts = Counter(bucket_of(row) for row in rows)
    capital = {
        name: sum(row.capital_vnd for row in rows if bucket_of(row) == name) for name in counts
    }
    assert counts == census.COUNTS
    assert capital == {name: total * TY for name, total in census.CAPITAL_TY.items()}


def test_every_word_of_the_published_census_is_true() -> None:
    capital = census.CAPITAL_TY
    stock = {name: total for name, total in capital.items() if name != "terminated"}
    assert sum(n for name, n in census.COUNTS.items() if name in stock) == 215
    assert capital["operating"] > 13_800
    assert capital["stopped"] == 534
    assert capital["under_construction"] < 6_030
    assert capital["not_started"] > 6_970
    assert 27_347 < sum(stock.values()) == 27_348
    assert (census.COUNTS["terminated"], capital["terminated"]) == (38, 1_273)


@pytest.mark.parametrize("on", DAYS)
def test_eight_projects_were_approved_in_the_year(on: date) -> None:
    new = [
        row
        for row in province(on).projects
        if any(
            act.kind == "policy_approval" and act.issued.year == on.year
            for act in row.acts.instruments
        )
    ]
    assert len(new) == 8
    assert sum(row.capital_vnd for row in new) == 1_171 * TY
    assert {bucket_of(row) for row in new} == {"not_started"}
    assert sum(row.capital_vnd >= 500 * TY for row in new) == 1


@pytest.mark.parametrize("on", DAYS)
def test_each_end_has_its_ground_decision_day_and_authority(on: date) -> None:
    ends = [row.acts.termination for row in province(on).projects if row.acts.termination]
    assert len(ends) == 38
    for end in ends:
        assert end.ground
        assert is_document_number(end.number)
        assert end.authority
        assert end.date.year == on.year


def test_the_same_day_gives_the_same_province() -> None:
    assert build(TODAY) == build(TODAY)
    assert build(TODAY) != build(date(2026, 11, 23))


def test_no_row_can_be_taken_for_a_real_enterprise() -> None:
    demo = province(TODAY)
    assert all("Minh Họa" in investor.name for investor in demo.investors)
    assert all(investor.tax_code.startswith("99") for investor in demo.investors)
    assert all(is_valid(investor.tax_code) for investor in demo.investors)


def test_names_codes_and_documents_are_told_apart() -> None:
    demo = province(TODAY)
    names = [row.name for row in demo.projects]
    investors = [investor.name for investor in demo.investors]
    taxes = [investor.tax_code for investor in demo.investors]
    documents = [number for row in demo.projects for number in _numbers(row.acts)]
    for values in (names, investors, taxes, documents):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_every_investor_has_a_project_and_some_come_from_abroad() -> None:
    demo = province(TODAY)
    assert {row.investor for row in demo.projects} == set(range(len(demo.investors)))
    foreign = [r for r in demo.projects if demo.investors[r.investor].kind == "foreign"]
    assert foreign
    assert all((row.capital_usd is not None) == (row in foreign) for row in demo.projects)


@pytest.mark.parametrize("on", DAYS)
def test_nothing_that_happened_lies_in_the_future(on: date) -> None:
    late = [(row.story, day) for row in province(on).projects for day in _facts(row) if day > on]
    assert late == []


@pytest.mark.parametrize("on", DAYS)
def test_acts_follow_each_other(on: date) -> None:
    for row in province(on).projects:
        approved = row.acts.instruments[0].issued
        assert all(approved <= act.issued for act in row.acts.instruments), row.story
        for tranche in row.acts.tranches:
            days = (tranche.decision_date, tranche.handover and tranche.handover.first)
            known = [day for day in (*days, tranche.in_use) if day]
            assert known == sorted(known), row.story


@pytest.mark.parametrize("scope", ["project", "tranche", "item"])
@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_excluded_periods_of_each_scope(scope: str, is_open: bool) -> None:
    found = {
        (_scope(period), period.end is None)
        for row in province(TODAY).projects
        for period in row.acts.periods
    }
    assert (scope, is_open) in found


def test_excluded_periods_of_each_reason() -> None:
    reasons = {p.reason for row in province(TODAY).projects for p in row.acts.periods}
    assert reasons == {
        "force_majeure",
        "late_handover",
        "state_delay",
        "court",
        "planning_change",
    }


def test_milestones_are_known_by_day_month_quarter_and_year() -> None:
    precisions = {
        item.planned.precision.value
        for row in province(TODAY).projects
        for item in row.acts.items
        if item.planned
    }
    assert precisions == {"day", "month", "quarter", "year"}


def test_opinions_are_about_stories_that_are_told() -> None:
    demo = province(TODAY)
    told = {row.story for row in demo.projects}
    assert {opinion.story for opinion in demo.flag_stories} <= told
    assert {opinion.state for opinion in demo.flag_stories} == {
        "confirmed",
        "contested",
        "dismissed",
    }


def _scope(period: PeriodRow) -> str:
    if period.tranche is not None:
        return "tranche"
    return "project" if period.item is None else "item"


def _numbers(acts: Acts) -> Iterator[str]:
    yield from (act.number for act in acts.instruments)
    yield from (t.decision_number for t in acts.tranches if t.decision_number)
    yield from (t.minutes_number for t in acts.tranches if t.minutes_number)
    yield from (t.extension.decision_number for t in acts.tranches if t.extension)
    yield from (period.document_number for period in acts.periods)
    yield from (suspension.document_number for suspension in acts.suspensions)
    yield from (deposit.document_number for deposit in acts.deposits)
    yield from (contribution.evidence for contribution in acts.contributions)
    yield from (contact.document_number for contact in acts.contacts)
    yield from (loss.document_number for loss in acts.site_losses)
    yield from (asked.document_number for asked in acts.requests)
    if acts.termination:
        yield acts.termination.number


def _facts(row: ProjectRow) -> Iterator[date]:
    acts = row.acts
    yield row.state_as_of
    yield from (act.issued for act in acts.instruments)
    yield from (item.actual.first for item in acts.items if item.actual)
    for tranche in acts.tranches:
        days = (tranche.decision_date, tranche.handover and tranche.handover.first)
        yield from (day for day in (*days, tranche.in_use) if day)
        if tranche.extension:
            yield tranche.extension.decision_date
    for period in acts.periods:
        yield period.start
        yield period.document_date
    for suspension in acts.suspensions:
        yield suspension.start
        yield suspension.resumed or suspension.start
    yield from (deposit.paid for deposit in acts.deposits)
    yield from (contribution.on for contribution in acts.contributions)
    yield from (contact.on for contact in acts.contacts)
    yield from (loss.lost for loss in acts.site_losses)
    yield from (asked.filed for asked in acts.requests)
    for filing in acts.filings:
        said = (filing.submitted, filing.accepted, filing.returned)
        yield from (day for day in said if day)
    if acts.termination:
        yield acts.termination.date

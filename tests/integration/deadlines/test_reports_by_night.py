"""In a province that records reports, nights of sweeping equal a reading of everything anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deadlines.actions import reconciling, sweeping
from deadlines.actions.refreshing import current_setting, refresh, registers
from deadlines.models import Flag, Obligation, RuleVersion
from deadlines.querysets import LIVE_STATES
from projects.querysets.facts import facts_of
from projects.rules.facts_money import DepositDuty
from tests.support.money_facts import REPORTS
from tests.support.random_projects import Dice
from tests.support.random_rows import Registry

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 10, 17, 10, tzinfo=UTC)
FIRST = date(2026, 3, 10)  # Quý I is announced on 20/3, due on 9/4 and 10/4
NIGHTS = 40
PROJECTS = 40
KINDS = ("I5", "I6", "I7", "I8", "I9", "RV", *REPORTS)


@pytest.fixture
def registry() -> list[int]:
    """The projects' ids, computed as of the first night."""
    for version in RuleVersion.objects.filter(kind__in=REPORTS):
        version.parameters = {**version.parameters, "tracked_from": "2025-06-01"}
        version.save(update_fields=["parameters"])
    dice, rows = Dice(11, FIRST), Registry()
    ids = [rows.write(dice.project(number)).pk for number in range(PROJECTS)]
    refresh(project_ids=ids, on=FIRST, at=AT, cause="test")
    sweeping.sweep(on=FIRST, at=AT)
    return ids


def _anew(ids: list[int], on: date) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    found = registers()[0].compute(ids, current_setting(on))
    return {
        key: (one.clock, one.due_date, int(one.standing(on)[0]), one.amount_met_vnd, one.met_date)
        for key, one in found.items()
        if one.kind in KINDS
    }


def _stored() -> dict[tuple[Any, ...], tuple[Any, ...]]:
    rows = Obligation.objects.filter(kind__in=KINDS).values_list(
        *("kind", "subject_kind", "subject_id", "cycle"),
        *("clock", "due_date", "level", "amount_met_vnd", "met_date"),
    )
    return {row[:4]: row[4:] for row in rows}


def test_nights_of_sweeping_equal_reading_everything_anew(registry: list[int]) -> None:
    opened = Obligation.objects.filter(kind="R1", clock="running").count()
    for night in range(1, NIGHTS, 4):
        on = FIRST + timedelta(days=night)
        sweeping.catch_up(on=on, at=AT)
        assert _stored() == _anew(registry, on), on
        assert reconciling.reconcile(on=on, at=AT) == 0
    assert Obligation.objects.filter(kind="R1", clock="running").count() > opened
    late = Flag.objects.filter(kind__in=KINDS, state__in=LIVE_STATES)
    assert set(late.values_list("kind", flat=True)) >= {"I5", "I7", "R1", "R2", "R3", "RV"}


def test_facts_are_read_back_as_they_were_written() -> None:
    dice, rows = Dice(3, FIRST), Registry()
    for number in range(20):
        facts = dice.project(number)
        (read,) = facts_of([rows.write(facts).pk])
        assert read.term == facts.term
        known = _numbered(facts)
        if facts.security.duty == DepositDuty.EXEMPT:
            known["deposits"] = []
        if not facts.suspensions:
            known["contacts"] = []
        if not any(item.amount_vnd for item in facts.items):
            known["contributions"] = []
        assert _numbered(read) == known


def _numbered(facts: Any) -> dict[str, list[Any]]:
    """Each fact without the number its row happens to have."""
    return {
        "deposits": [
            (d.amount_vnd, d.paid, d.valid_until, d.outcomes) for d in facts.security.deposits
        ],
        "contributions": [(c.day, c.amount_vnd) for c in facts.contributions],
        "contacts": [(c.day, c.channel, c.reached) for c in facts.contacts],
        "site_losses": [(s.lost, s.filed) for s in facts.site_losses],
        "filings": [(f.kind, f.cycle, f.submitted, f.accepted, f.returned) for f in facts.filings],
        "clearance": [
            (c.day, c.users_agreed, c.area_agreed, c.by_agreement, c.deadline)
            for c in facts.clearance
        ],
        "amounts": [item.amount_vnd for item in facts.items],
    }


def test_the_facts_of_many_projects_cost_as_much_as_of_two(registry: list[int]) -> None:
    def asked(ids: list[int]) -> int:
        with CaptureQueriesContext(connection) as queries:
            facts_of(ids)
        return len(queries)

    assert asked(registry[:20]) == asked(registry) <= 25

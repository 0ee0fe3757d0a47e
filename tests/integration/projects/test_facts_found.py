"""Claims, requests, areas and instruments: from rows to what is found true and what stands still."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deadlines.actions.refreshing import refresh
from deadlines.models import Flag, Obligation
from projects.models import Project
from projects.querysets.facts import facts_of
from projects.subjects.facts import facts
from tests.factories import (
    TODAY,
    AgencyFactory,
    ExclusionClaimed,
    ExclusionRefused,
    InstrumentFactory,
    ItemPlanned,
    PolicyApproval,
    ProjectNotStarted,
    RequestFactory,
    RevisionFactory,
    TrancheHandedOver,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 8, 31, 3, 0, tzinfo=UTC)


def computed(project: Project) -> None:
    refresh(project_ids=[project.pk], on=TODAY, at=AT, cause="test")


def row(kind: str) -> Obligation:
    found: Obligation = Obligation.objects.get(kind=kind)
    return found


def story(kind: str) -> list[tuple[Any, ...]]:
    flag = Flag.objects.get(kind=kind)
    return list(flag.events.order_by("pk").values_list("old_state", "new_state", "note"))


def test_a_claim_stops_nothing_and_is_found_until_it_is_decided() -> None:
    land: Any = TrancheHandedOver(project=ProjectNotStarted(), handover_date=date(2025, 9, 22))
    claim: Any = ExclusionClaimed(project=land.project, start_date=date(2026, 1, 5))
    computed(land.project)
    assert (row("L1").clock, row("L1").excluded_days) == ("running", 0)
    assert (row("L5").clock, row("L5").due_date) == ("found", claim.claimed_date)
    assert list(Flag.objects.filter(kind="L5").values_list("state", "due_date")) == [
        ("open", claim.claimed_date)
    ]

    claim.standing = "decided"
    claim.save()
    computed(land.project)
    assert row("L1").clock == "stopped"
    assert (row("L5").clock, row("L5").void_reason) == ("void", "cleared")
    assert story("L5") == [("", "open", ""), ("open", "resolved", "cleared")]
    assert row("P1").clock == "running"


def test_a_refused_claim_stops_nothing() -> None:
    land: Any = TrancheHandedOver(project=ProjectNotStarted(), handover_date=date(2025, 9, 22))
    ExclusionRefused(project=land.project, start_date=date(2026, 1, 5))
    computed(land.project)
    assert row("L1").clock == "running"
    assert not Obligation.objects.filter(kind__in=["L5", "P1"]).exists()


def test_a_dismissed_finding_comes_back_only_with_other_facts() -> None:
    land: Any = TrancheHandedOver(
        project=ProjectNotStarted(), decided_area_m2=Decimal(9000), handed_area_m2=Decimal(5000)
    )
    computed(land.project)
    Flag.objects.filter(kind="L7").update(
        state="dismissed", reason="Bàn giao theo giai đoạn", document_number="4/BB"
    )
    computed(land.project)
    assert list(Flag.objects.filter(kind="L7").values_list("state", flat=True)) == ["dismissed"]

    land.handed_area_m2 = Decimal(6000)
    land.save()
    computed(land.project)
    found = Flag.objects.filter(kind="L7").order_by("pk")
    assert list(found.values_list("state", flat=True)) == ["dismissed", "open"]

    land.handed_area_m2 = Decimal(9000)
    land.save()
    computed(land.project)
    assert list(found.values_list("state", flat=True)) == ["dismissed", "resolved"]


def test_the_last_revision_says_whether_the_cap_binds() -> None:
    project = ProjectNotStarted()
    approval = PolicyApproval(project=project, issued_date=date(2022, 6, 1))
    item: Any = ItemPlanned(
        project=project,
        kind="operation",
        instrument=approval,
        baseline_date=date(2024, 6, 30),
        planned_date=date(2026, 12, 31),
    )
    RevisionFactory(item=item, instrument=approval, exception="force_majeure")
    last: Any = RevisionFactory(item=item, instrument=approval)
    computed(project)
    assert (row("I2").clock, row("I2").due_date) == ("found", date(2022, 6, 1))

    last.exception = "planning_change"
    last.save()
    computed(project)
    assert row("I2").void_reason == "cleared"


def test_a_request_stands_until_it_is_refused() -> None:
    item: Any = ItemPlanned(
        project=ProjectNotStarted(),
        kind="works",
        instrument=InstrumentFactory(issued_date=date(2024, 6, 14)),
        planned_date=date(2026, 7, 31),
    )
    asked: Any = RequestFactory(
        project=item.project, schedule_item=item, filed_date=date(2026, 7, 1)
    )
    computed(item.project)
    assert (row("I1").clock, row("I1").stopped_on, row("I1").days_left) == (
        "stopped",
        date(2026, 7, 1),
        30,
    )
    # Fifteen working days from Wednesday 1/7: 22/7.
    assert (row("RX").clock, row("RX").due_date) == ("running", date(2026, 7, 22))

    asked.decided_date, asked.granted = date(2026, 8, 20), False
    asked.decision_number, asked.deciding_agency = "31/TB-UBND", AgencyFactory()
    asked.save()
    computed(item.project)
    assert (row("I1").clock, row("I1").due_date) == ("running", date(2026, 7, 31))
    assert (row("RX").clock, row("RX").met_date) == ("met", date(2026, 8, 20))
    assert set(Flag.objects.values_list("kind", "state")) == {("I1", "open"), ("RX", "resolved")}


def test_an_instrument_known_by_its_quarter_is_read_as_its_last_day() -> None:
    project = ProjectNotStarted()
    PolicyApproval(project=project, issued_date=date(2025, 1, 1), issued_precision="quarter")
    (facts,) = facts_of([project.pk])
    assert [known.issued for known in facts.instruments] == [date(2025, 3, 31)]
    computed(project)
    assert row("I10").base_date == date(2025, 3, 31)


def test_facts_cost_the_same_questions_for_one_project_and_for_many() -> None:
    projects = [ProjectNotStarted() for _ in range(4)]
    for project in projects:
        land = TrancheHandedOver(project=project)
        RequestFactory(project=project, tranche=land, schedule_item=None)
        PolicyApproval(project=project)
        ExclusionClaimed(project=project)
    asked = []
    for ids in ([projects[0].pk], [project.pk for project in projects]):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            facts_of(ids)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_land_behind_its_schedule_tells_the_milestones_it_is_measured_against() -> None:
    land: Any = TrancheHandedOver(project=ProjectNotStarted(), phase=1)
    mine = ItemPlanned(project=land.project, kind="start", phase=1, name="Khởi công nhà xưởng")
    ItemPlanned(project=land.project, kind="start", phase=2, name="Khởi công giai đoạn sau")
    ItemPlanned(project=land.project, kind="land_file", phase=1, name="Hồ sơ đất")
    told = {fact.label: fact for fact in facts("tranche", land.pk, "L2")}
    assert told["Khởi công nhà xưởng"].url.endswith(f"#moc-{mine.pk}")
    assert not {"Khởi công giai đoạn sau", "Hồ sơ đất"} & told.keys()
    assert "Khởi công nhà xưởng" not in {f.label for f in facts("tranche", land.pk, "L1")}

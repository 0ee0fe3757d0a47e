"""Land decided, handed over, put to use, extended once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from deadlines.models import Obligation
from projects.actions.acts import Seen
from projects.actions.land import (
    AlreadyExtended,
    ExtensionTooLong,
    Granted,
    Handover,
    LandUse,
    NoEvidence,
    TrancheFacts,
    add_tranche,
    change_tranche,
    extend,
    hand_over,
    put_in_use,
)
from projects.actions.refusals import AlreadyRecorded, InTheFuture, Invalid, Stale
from projects.models import Extension, LandTranche
from tests.factories import (
    AgencyFactory,
    ProjectFactory,
    ProjectFounded,
    TrancheDecided,
    TrancheExtended,
    TrancheHandedOver,
)
from vn.dates import parse_partial

pytestmark = pytest.mark.django_db

GRANTED = Granted("1644/QĐ-UBND", date(2026, 8, 20), date(2026, 9, 20), 24)


def obligation(kind: str, row: LandTranche) -> Obligation:
    return Obligation.objects.get(kind=kind, project_id=row.project_id)


@pytest.fixture
def facts() -> TrancheFacts:
    return TrancheFacts(
        label="Đợt 1",
        agency=AgencyFactory(sector=True),
        decision_number="500/QĐ-UBND",
        decision_date=date(2026, 8, 3),
        decided_area_m2=Decimal("426000.00"),
    )


def test_a_tranche_is_added_and_the_state_owes_its_handover(act, facts) -> None:
    project = ProjectFounded()
    outcome = add_tranche(**act, project_id=project.pk, facts=facts)
    assert (outcome.row.label, outcome.row.version) == ("Đợt 1", 1)
    assert outcome.moved > 0
    assert obligation("L6", outcome.row).bearer_agency == facts.agency


def test_two_tranches_of_one_name_are_refused(act, facts) -> None:
    row = TrancheDecided(label="Đợt 1")
    with pytest.raises(AlreadyRecorded):
        add_tranche(**act, project_id=row.project_id, facts=facts)
    assert add_tranche(**act, project_id=ProjectFounded().pk, facts=facts).row.pk


def test_a_tranche_decided_tomorrow_is_refused(act, facts) -> None:
    with pytest.raises(InTheFuture):
        add_tranche(
            **act,
            project_id=ProjectFactory().pk,
            facts=replace(facts, decision_date=date(2026, 9, 1)),
        )


def test_a_negative_area_is_refused_in_words(act, facts) -> None:
    with pytest.raises(Invalid) as refusal:
        add_tranche(
            **act,
            project_id=ProjectFactory().pk,
            facts=replace(facts, decided_area_m2=Decimal(-1)),
        )
    assert str(refusal.value)


def test_a_decision_is_corrected_with_its_history(act, facts, seen, history) -> None:
    row = TrancheDecided(label="Đợt 1", decision_number="499/QĐ-UBND")
    change_tranche(**act, seen=seen(row), facts=facts)
    row.refresh_from_db()
    assert (row.decision_number, row.version) == ("500/QĐ-UBND", 2)
    assert history(row.project)[-1].old["decision_number"] == "499/QĐ-UBND"


def test_a_decision_corrected_by_a_colleague_is_stale(act, facts) -> None:
    row = TrancheDecided()
    with pytest.raises(Stale):
        change_tranche(**act, seen=Seen(row.pk, 2), facts=facts)


def test_a_tranche_cannot_take_the_name_of_its_sibling(act, facts, seen) -> None:
    row = TrancheDecided(label="Đợt 2")
    TrancheDecided(label="Đợt 1", project=row.project)
    with pytest.raises(AlreadyRecorded):
        change_tranche(**act, seen=seen(row), facts=facts)


def test_a_handover_starts_the_twelve_months(act, seen) -> None:
    row = TrancheDecided(project=ProjectFounded(physical_state="not_started"))
    handover = Handover("22/BB-BG", parse_partial("20/8/2026"), Decimal(381_000))
    outcome = hand_over(**act, seen=seen(row), handover=handover)
    row.refresh_from_db()
    assert (row.handover_date, row.minutes_number) == (date(2026, 8, 20), "22/BB-BG")
    assert outcome.moved > 0
    assert (obligation("L1", row).base_date, obligation("L1", row).clock) == (
        date(2026, 8, 20),
        "running",
    )


def test_a_handover_known_by_its_month_keeps_the_month(act, seen) -> None:
    row = TrancheDecided(project=ProjectFounded())
    month = Handover("22/BB-BG", parse_partial("tháng 8/2026"), Decimal(381_000))
    hand_over(**act, seen=seen(row), handover=month)
    row.refresh_from_db()
    assert (row.handover_date, row.handover_precision) == (date(2026, 8, 1), "month")


def test_a_handover_tomorrow_is_refused(act, seen) -> None:
    with pytest.raises(InTheFuture):
        hand_over(
            **act,
            seen=seen(TrancheDecided()),
            handover=Handover("22/BB-BG", parse_partial("1/9/2026")),
        )


def test_land_in_use_meets_its_deadline(act, seen) -> None:
    row = TrancheHandedOver(project=ProjectFactory(physical_state="not_started"))
    put_in_use(**act, seen=seen(row), use=LandUse(date(2026, 8, 1), "Ảnh chụp ngày 1/8/2026"))
    assert (obligation("L1", row).clock, obligation("L1", row).met_date) == (
        "met",
        date(2026, 8, 1),
    )


@pytest.mark.parametrize(
    ("day", "evidence", "refusal"),
    [
        pytest.param(date(2026, 8, 1), "  ", NoEvidence, id="without evidence"),
        pytest.param(date(2026, 9, 1), "Ảnh chụp", InTheFuture, id="from tomorrow"),
    ],
)
def test_land_in_use_is_refused(act, seen, day, evidence, refusal) -> None:
    row = TrancheHandedOver()
    with pytest.raises(refusal):
        put_in_use(**act, seen=seen(row), use=LandUse(day, evidence))
    assert LandTranche.objects.get(pk=row.pk).in_use_date is None


def test_an_extension_closes_the_twelve_months_and_starts_its_own(act, seen) -> None:
    row = TrancheHandedOver(project=ProjectFactory(physical_state="not_started"))
    outcome = extend(**act, seen=seen(row), granted=GRANTED)
    assert outcome.row.tranche == row
    assert obligation("L1", row).clock == "void"
    assert obligation("L3", row).due_date == date(2028, 9, 20)
    row.refresh_from_db()
    assert row.version == 2


def test_a_second_extension_is_refused_with_the_first_one_named(act, seen) -> None:
    row = TrancheExtended(extension__decision_number="901/QĐ-UBND")
    with pytest.raises(AlreadyExtended) as refusal:
        extend(**act, seen=seen(row), granted=GRANTED)
    assert "901/QĐ-UBND" in str(refusal.value)
    assert Extension.objects.count() == 1


@pytest.mark.parametrize(
    ("granted", "refusal"),
    [
        pytest.param(replace(GRANTED, months=25), ExtensionTooLong, id="25 months"),
        pytest.param(replace(GRANTED, months=0), ExtensionTooLong, id="no month"),
        pytest.param(
            replace(GRANTED, decision_date=date(2026, 9, 1)), InTheFuture, id="decided tomorrow"
        ),
        pytest.param(replace(GRANTED, decision_number=" "), Invalid, id="without a decision"),
    ],
)
def test_an_extension_is_refused(act, seen, granted, refusal) -> None:
    row = TrancheHandedOver()
    with pytest.raises(refusal) as refused:
        extend(**act, seen=seen(row), granted=granted)
    assert str(refused.value)
    assert not Extension.objects.exists()
    assert LandTranche.objects.get(pk=row.pk).version == 1


def test_the_longest_extension_is_granted(act, seen) -> None:
    row = TrancheHandedOver()
    assert extend(**act, seen=seen(row), granted=replace(GRANTED, months=24)).row.months == 24

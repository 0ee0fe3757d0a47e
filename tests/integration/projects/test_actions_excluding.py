"""Time that does not count: asked for, decided, looked at again, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deadlines.models import Obligation
from projects.actions.excluding import (
    ExclusionFacts,
    NothingToReview,
    Review,
    Ruling,
    close_exclusion,
    decide_exclusion,
    exclude,
    review_exclusion,
)
from projects.actions.refusals import (
    AlreadyRecorded,
    InTheFuture,
    Invalid,
    NotOfThisProject,
    Stale,
)
from projects.models import ExcludedPeriod
from tests.factories import (
    ExclusionClaimed,
    ExclusionClosed,
    ExclusionOpen,
    ExclusionRefused,
    ProjectFactory,
    ProjectNotStarted,
    TrancheHandedOver,
)

pytestmark = pytest.mark.django_db

FLOOD = ExclusionFacts(
    reason=ExcludedPeriod.Reason.FORCE_MAJEURE,
    start_date=date(2026, 5, 1),
    end_date=date(2026, 7, 31),
    document_number="77/TB-UBND",
    document_date=date(2026, 5, 4),
)
CLAIM = replace(FLOOD, standing=ExcludedPeriod.Standing.CLAIMED, claimed_date=date(2026, 8, 3))
GRANTED = Ruling(
    granted=True,
    document_number="95/UBND-KT",
    document_date=date(2026, 8, 20),
    start_date=date(2026, 5, 10),
    end_date=date(2026, 7, 31),
)
LOOK = Review(date(2026, 8, 28), "Đường vào còn sạt lở.", date(2026, 11, 30))


def due_of(row) -> date:
    due = Obligation.objects.get(kind="L1", project_id=row.project_id).due_date
    assert due is not None
    return due


def test_excluded_days_move_the_deadline(act, seen) -> None:
    row = TrancheHandedOver(project=ProjectNotStarted(), handover_date=date(2025, 9, 22))
    outcome = exclude(**act, project_id=row.project_id, facts=FLOOD)
    assert outcome.moved > 0
    assert due_of(row) > date(2026, 9, 22)


def test_excluded_days_may_concern_one_tranche(act) -> None:
    row = TrancheHandedOver()
    facts = replace(FLOOD, scope="tranche", tranche=row)
    period = exclude(**act, project_id=row.project_id, facts=facts).row
    assert (period.scope, period.tranche) == ("tranche", row)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        pytest.param(FLOOD, AlreadyRecorded, id="the same days by the same document"),
        pytest.param(replace(FLOOD, document_number=" "), Invalid, id="without a document"),
        pytest.param(
            replace(FLOOD, start_date=date(2026, 8, 1)), Invalid, id="ending before it begins"
        ),
        pytest.param(
            replace(FLOOD, scope="tranche", start_date=date(2026, 1, 1)),
            Invalid,
            id="for a tranche that is not named",
        ),
    ],
)
def test_excluded_days_are_refused(act, facts, refusal) -> None:
    project = ProjectFactory()
    exclude(**act, project_id=project.pk, facts=FLOOD)
    with pytest.raises(refusal) as refused:
        exclude(**act, project_id=project.pk, facts=facts)
    assert str(refused.value)
    assert project.excluded_periods.count() == 1


def test_a_tranche_of_another_project_is_refused(act) -> None:
    facts = replace(FLOOD, scope="tranche", tranche=TrancheHandedOver())
    with pytest.raises(NotOfThisProject):
        exclude(**act, project_id=ProjectFactory().pk, facts=facts)


def test_an_open_period_is_closed_and_told(act, seen, history) -> None:
    row = ExclusionOpen()
    close_exclusion(**act, seen=seen(row), end_date=date(2026, 8, 30))
    row.refresh_from_db()
    assert row.end_date == date(2026, 8, 30)
    assert "30/8/2026" in history(row.project)[-1].summary


def test_a_wrong_last_day_is_corrected(act, seen, history) -> None:
    row = ExclusionClosed()
    close_exclusion(**act, seen=seen(row), end_date=date(2026, 8, 30))
    assert history(row.project)[-1].old == {"end_date": "2026-07-31"}


def test_a_last_day_before_the_first_is_refused(act, seen) -> None:
    with pytest.raises(Invalid):
        close_exclusion(**act, seen=seen(ExclusionOpen()), end_date=date(2026, 4, 30))


def test_a_period_that_a_colleague_closed_is_stale(act, seen) -> None:
    row = ExclusionOpen()
    before = seen(row)
    close_exclusion(**act, seen=before, end_date=date(2026, 8, 30))
    with pytest.raises(Stale):
        close_exclusion(**act, seen=before, end_date=date(2026, 8, 29))


def test_a_claim_is_kept_apart_from_a_decision(act, history) -> None:
    project = ProjectNotStarted()
    row = exclude(**act, project_id=project.pk, facts=CLAIM).row
    assert (row.standing, row.claimed_date) == ("claimed", date(2026, 8, 3))
    assert history(project)[-1].verb == "period_claimed"


def test_a_claim_of_tomorrow_is_refused(act) -> None:
    with pytest.raises(InTheFuture):
        exclude(
            **act,
            project_id=ProjectFactory().pk,
            facts=replace(CLAIM, claimed_date=date(2026, 9, 1)),
        )


def test_a_claim_without_its_day_is_refused(act) -> None:
    with pytest.raises(Invalid):
        exclude(**act, project_id=ProjectFactory().pk, facts=replace(CLAIM, claimed_date=None))


def test_a_claim_is_granted_by_another_document(act, seen, history) -> None:
    row = ExclusionClaimed()
    decide_exclusion(**act, seen=seen(row), ruling=GRANTED)
    row.refresh_from_db()
    assert (row.standing, row.start_date) == ("decided", date(2026, 5, 10))
    line = history(row.project)[-1]
    assert (line.verb, line.new["document_number"]) == ("period_granted", "95/UBND-KT")


def test_a_claim_is_refused_and_its_days_stay_on_record(act, seen, history) -> None:
    row = ExclusionClaimed()
    ruling = replace(GRANTED, granted=False, start_date=row.start_date)
    decide_exclusion(**act, seen=seen(row), ruling=ruling)
    row.refresh_from_db()
    assert (row.standing, row.claimed_date) == ("refused", date(2026, 5, 6))
    assert history(row.project)[-1].verb == "period_refused"


def test_a_refusal_recorded_by_mistake_is_corrected(act, seen) -> None:
    row = ExclusionRefused()
    assert decide_exclusion(**act, seen=seen(row), ruling=GRANTED).row.standing == "decided"


def test_deciding_the_same_again_changes_nothing(act, seen, history) -> None:
    row = ExclusionClaimed()
    decide_exclusion(**act, seen=seen(row), ruling=GRANTED)
    row.refresh_from_db()
    assert decide_exclusion(**act, seen=seen(row), ruling=GRANTED).changed == ()
    assert len(history(row.project)) == 1


def test_an_open_period_is_looked_at(act, seen, history) -> None:
    row = ExclusionOpen()
    review_exclusion(**act, seen=seen(row), review=LOOK)
    row.refresh_from_db()
    assert (row.reviewed_date, row.expected_end_date) == (LOOK.day, LOOK.expected_end)
    assert row.review_note == LOOK.note
    assert "30/11/2026" in history(row.project)[-1].summary


@pytest.mark.parametrize(
    "make", [ExclusionClosed, ExclusionClaimed, ExclusionRefused], ids=["ended", "asked", "refused"]
)
def test_what_stops_no_clock_is_not_looked_at(act, seen, make) -> None:
    with pytest.raises(NothingToReview):
        review_exclusion(**act, seen=seen(make()), review=LOOK)


def test_a_look_of_tomorrow_is_refused(act, seen) -> None:
    with pytest.raises(InTheFuture):
        review_exclusion(
            **act, seen=seen(ExclusionOpen()), review=replace(LOOK, day=date(2026, 9, 1))
        )


def test_an_expected_end_before_the_first_day_is_refused(act, seen) -> None:
    with pytest.raises(Invalid):
        review_exclusion(
            **act, seen=seen(ExclusionOpen()), review=replace(LOOK, expected_end=date(2026, 4, 1))
        )

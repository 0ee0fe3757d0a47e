"""A change of law or calendar reaches the deadlines in its own time, and is never taken for drift."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from accounts.models import AuditEvent, User
from deadlines.actions import (
    applying,
    holidays,
    law,
    proposing,
    reconciling,
    refreshing,
    renewing,
    settling,
    sweeping,
)
from deadlines.actions.holidays import Days
from deadlines.actions.proposing import Change
from deadlines.actions.refreshing import refresh
from deadlines.models import Flag, FlagEvent, Holiday, Obligation, ObligationChange, RuleVersion
from deadlines.rules import law as shipped
from desk.models import Job
from projects.models import LandTranche
from reporting.actions import reports
from reporting.configuring import letter
from tests.factories import (
    FlagOpen,
    JobFailed,
    JobQueued,
    ObligationOverdue,
    ProjectNotStarted,
    RuleVersionFactory,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.random_projects import Dice
from tests.support.random_rows import Registry

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 14, 18, 0, tzinfo=UTC)
TODAY = date(2026, 9, 15)
YEARS = range(2020, 2030)


@pytest.fixture
def people() -> tuple[User, User]:
    """Who proposes and who applies."""
    return UserFactory(administrator=True), UserFactory(department_leader=True)


@pytest.fixture
def tranches() -> list[LandTranche]:
    """Land of three projects, due on Wednesday 7/10/2026, swept until today."""
    rows: list[LandTranche] = [
        TrancheHandedOver(
            project=ProjectNotStarted(),
            decision_date=date(2025, 10, 7),
            handover_date=date(2025, 10, 7),
        )
        for _ in range(3)
    ]
    refresh(project_ids=[row.project_id for row in rows], on=TODAY, at=AT, cause="test")
    sweeping.sweep(on=TODAY, at=AT)
    return rows


def apply(people: tuple[User, User], **parameters: Any) -> int:
    """L1 with other parameters is in force; the number of the line of history that tells of it."""
    row = RuleVersion.objects.get(kind="L1", number=2)
    change = Change(
        kind="L1",
        number=2,
        proposed={"parameters": row.parameters | parameters},
        reason="Luật đổi",
        document_number="1/CV",
    )
    proposal, _job = proposing.propose(by=people[0], at=AT, change=change)
    proposing.try_proposal(proposal_id=proposal.pk, on=TODAY, at=AT)
    proposal.refresh_from_db()
    applying.apply(by=people[1], at=AT, proposal_id=proposal.pk, version=proposal.version)
    return AuditEvent.objects.get(verb=renewing.RULE_APPLIED).pk


def due_days(kind: str = "L1") -> set[date | None]:
    return set(Obligation.objects.filter(kind=kind).values_list("due_date", flat=True))


# ---------------------------------------------------------------- half applied is no drift


def test_what_a_job_has_not_reached_is_brought_in_line_and_is_no_drift(
    people: tuple[User, User], tranches: list[LandTranche]
) -> None:
    apply(people, months=6)
    assert due_days() == {date(2026, 10, 7)}, "the job has not run"
    assert reconciling.reconcile(on=TODAY, at=AT) == 0
    assert due_days() == {date(2026, 4, 7)}
    causes = ObligationChange.objects.filter(obligation__kind="L1").values_list("cause", flat=True)
    assert set(causes) == {"law_changed:L1 v2"}
    assert Flag.objects.live().filter(kind="L1").count() == 3


def test_a_job_that_was_given_up_is_finished_by_the_night(
    people: tuple[User, User], tranches: list[LandTranche]
) -> None:
    event = apply(people, months=6)
    Job.objects.filter(handler=renewing.RENEW).delete()
    JobFailed(handler=renewing.RENEW, subject_id=event)
    assert reconciling.reconcile(on=TODAY, at=AT) == 0
    assert due_days() == {date(2026, 4, 7)}


def test_a_law_that_changes_while_the_comparison_runs_is_no_drift(
    people: tuple[User, User], tranches: list[LandTranche], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = refreshing.current_setting, []

    def setting(on: date) -> Any:
        """The first comparison still reads the law of before."""
        calls.append(on)
        found = real(on)
        if len(calls) == 1:
            renewing.renew(event_id=apply(people, months=6), on=TODAY, at=AT)
        return found

    monkeypatch.setattr(reconciling, "current_setting", setting)
    assert reconciling.reconcile(on=TODAY, at=AT) == 0
    assert len(calls) == 2, "it begins again under the new law"
    assert due_days() == {date(2026, 4, 7)}


def test_real_drift_is_still_found(tranches: list[LandTranche]) -> None:
    Obligation.objects.filter(kind="L1", subject_id=tranches[0].pk).update(facts_hash="x")
    assert reconciling.reconcile(on=TODAY, at=AT) == 1


def test_renewed_twice_or_after_an_edit_nothing_more_happens(
    people: tuple[User, User], tranches: list[LandTranche]
) -> None:
    event = apply(people, months=6)
    refresh(project_ids=[tranches[0].project_id], on=TODAY, at=AT, cause="edited")
    said: list[int] = []
    assert renewing.renew(event_id=event, on=TODAY, at=AT, progress=said.append) == 2
    assert said[-1] == 100
    events = FlagEvent.objects.count()
    assert renewing.renew(event_id=event, on=TODAY, at=AT) == 0
    assert FlagEvent.objects.count() == events
    (edited,) = ObligationChange.objects.filter(obligation__subject_id=tranches[0].pk)
    assert edited.cause == "edited", "who came first tells why"


def test_no_report_is_frozen_between_two_laws(
    people: tuple[User, User], tranches: list[LandTranche]
) -> None:
    JobQueued(handler=renewing.RENEW, subject_id=1)
    with pytest.raises(reports.StillRenewing):
        reports.request(cut_off=TODAY, by=people[0], at=AT, letter=letter())


# ---------------------------------------------------------------- flags follow the basis


def test_a_flag_binds_from_the_day_its_basis_is_confirmed() -> None:
    duty = ObligationOverdue(advisory=False)
    flag = FlagOpen(obligation=duty, advisory=True)
    settling.settle(on=TODAY, at=AT, obligation_ids=[duty.pk])
    flag.refresh_from_db()
    assert (flag.advisory, flag.state, flag.version) == (False, "open", 2)
    (told,) = flag.events.all()
    assert (told.old_state, told.new_state, told.note) == ("open", "open", settling.BINDS)
    settling.settle(on=TODAY, at=AT)
    assert flag.events.count() == 1
    Obligation.objects.update(advisory=True)
    settling.settle(on=TODAY, at=AT)
    assert flag.events.first().note == settling.ADVISES


# ---------------------------------------------------------------- what a release brings


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Ship L1's version in force otherwise."""

    def ship(**changes: Any) -> None:
        rows = [
            replace(row, **changes) if (row.kind, row.number) == ("L1", 2) else row
            for row in shipped.SHIPPED_VERSIONS
        ]
        monkeypatch.setattr(law, "SHIPPED_VERSIONS", tuple(rows))

    return ship


def test_starting_again_writes_and_leaves_nothing(tranches: list[LandTranche]) -> None:
    before = list(RuleVersion.objects.order_by("pk").values())
    assert renewing.load_law(years=YEARS, at=AT) == []
    assert list(RuleVersion.objects.order_by("pk").values()) == before
    assert not Job.objects.filter(handler=renewing.RENEW).exists()


def test_the_first_start_leaves_nothing_to_compute_again() -> None:
    RuleVersion.objects.all().delete()
    Holiday.objects.all().delete()
    assert renewing.load_law(years=YEARS, at=AT) == []
    assert RuleVersion.objects.exists()
    assert Holiday.objects.exists()


def test_other_numbers_of_a_release_reach_the_deadlines(
    tranches: list[LandTranche], release: Callable[..., None]
) -> None:
    numbers = RuleVersion.objects.get(kind="L1", number=2).parameters | {"months": 18}
    release(parameters=numbers)
    (job,) = renewing.load_law(years=YEARS, at=AT)
    assert renewing.load_law(years=YEARS, at=AT) == []
    renewing.renew(event_id=Job.objects.get(pk=job).subject_id, on=TODAY, at=AT)
    assert due_days() == {date(2027, 4, 7)}
    assert set(ObligationChange.objects.values_list("cause", flat=True)) == {"law_loaded"}


def test_other_words_of_a_release_move_nothing(
    tranches: list[LandTranche], release: Callable[..., None]
) -> None:
    release(consequence="Hậu quả khác.")
    assert renewing.load_law(years=YEARS, at=AT) == []
    assert RuleVersion.objects.get(kind="L1", number=2).consequence == "Hậu quả khác."


def test_a_rule_the_province_confirmed_or_changed_is_its_own(
    people: tuple[User, User], release: Callable[..., None]
) -> None:
    apply(people, months=9)
    release(parameters={"months": 18}, consequence="Hậu quả khác.")
    assert renewing.load_law(years=YEARS, at=AT) == []
    row = RuleVersion.objects.get(kind="L1", number=2)
    assert row.parameters["months"] == 9
    assert row.consequence != "Hậu quả khác."
    assert law.own_kinds() == {"L1"}


def test_a_version_that_was_ended_by_a_new_one_stays_ended(people: tuple[User, User]) -> None:
    """Shipped again without its end it would overlap the new one, and no deadline could be read."""
    last = RuleVersion.objects.get(kind="L1", number=2)
    change = Change(
        kind="L1",
        number=3,
        proposed={"effective_from": "2027-01-01", "effective_to": None, "advisory": True},
        reason="Luật mới",
        document_number="1/CV",
    )
    proposal, _job = proposing.propose(by=people[0], at=AT, change=change)
    proposing.try_proposal(proposal_id=proposal.pk, on=TODAY, at=AT)
    proposal.refresh_from_db()
    applying.apply(by=people[1], at=AT, proposal_id=proposal.pk, version=proposal.version)
    assert RuleVersion.objects.get(kind="L1", number=3).confirmed_at is None, "it does not bind"
    law.load_defaults()
    last.refresh_from_db()
    assert last.effective_to == date(2026, 12, 31)
    assert [row.number for row in law.book().versions("L1")] == [1, 2, 3]


def test_a_release_that_takes_the_number_of_a_proposal(people: tuple[User, User]) -> None:
    RuleVersionFactory(kind="X1", number=1)
    change = Change(
        kind="X1",
        number=2,
        proposed={"effective_from": "2027-01-01"},
        reason="Luật mới",
        document_number="1/CV",
    )
    proposal, _job = proposing.propose(by=people[0], at=AT, change=change)
    RuleVersionFactory(kind="X1", number=2, effective_from=date(2026, 1, 1))
    with pytest.raises(proposing.NumberTaken):
        proposing.changed_rows(proposal)


# ---------------------------------------------------------------- the calendar


def test_a_day_taken_out_does_not_come_back_with_the_next_start() -> None:
    Holiday.objects.filter(date=date(2027, 9, 3)).delete()
    assert law.load_holidays(YEARS) == ()
    assert not Holiday.objects.filter(date=date(2027, 9, 3)).exists()


def test_days_off_of_a_new_year_reach_the_deadlines(tranches: list[LandTranche]) -> None:
    """The year 2030 becomes known: a deadline on its second of September moves."""
    row = TrancheHandedOver(
        project=ProjectNotStarted(),
        decision_date=date(2029, 9, 2),
        handover_date=date(2029, 9, 2),
    )
    refresh(project_ids=[row.project_id], on=TODAY, at=AT, cause="test")
    assert date(2030, 9, 2) in due_days()
    (job,) = renewing.load_law(years=[2030], at=AT)
    renewing.renew(event_id=Job.objects.get(pk=job).subject_id, on=TODAY, at=AT)
    assert date(2030, 9, 2) not in due_days()


def test_many_projects_are_left_to_a_job(
    people: tuple[User, User], tranches: list[LandTranche], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holidays, "_FEW", 2)
    days = Days(added=(Holiday(date=date(2026, 10, 7), name="Nghỉ"),))
    asked = holidays.preview(days=days, on=TODAY)
    assert (asked.projects, asked.tally) == (3, None)
    job = holidays.change(by=people[0], on=TODAY, at=AT, days=days)
    assert job is not None
    assert due_days() == {date(2026, 10, 7)}
    event = Job.objects.get(pk=job).subject_id
    assert renewing.renew(event_id=event, on=TODAY, at=AT) > 0
    assert due_days() == {date(2026, 10, 8)}


def test_changing_random_days_reaches_every_deadline_they_move(people: tuple[User, User]) -> None:
    """What is left untouched is what would be computed: the comparison finds no drift."""
    dice, rows = Dice(5, TODAY), Registry()
    ids = [rows.write(dice.project(number)).pk for number in range(80)]
    refresh(project_ids=ids, on=TODAY, at=AT, cause="test")
    sweeping.sweep(on=TODAY, at=AT)
    chance = Random(3)  # noqa: S311 -- repeatable on purpose
    moved = 0
    for _ in range(12):
        day = TODAY + timedelta(chance.randint(-900, 500))
        kept = Holiday.objects.filter(date=day).exists()
        days = Days(removed=(day,)) if kept else Days(added=(_day(day),))
        said = holidays.preview(days=days, on=TODAY).tally
        before = dict(Obligation.objects.values_list("pk", "facts_hash"))
        holidays.change(by=people[0], on=TODAY, at=AT, days=days)
        after = dict(Obligation.objects.values_list("pk", "facts_hash"))
        changed = sum(before.get(pk) != code for pk, code in after.items())
        assert said
        assert sum(sort["count"] for sort in said.to_json()["deadlines"].values()) == changed
        moved += changed
    assert moved > 0
    assert reconciling.reconcile(on=TODAY, at=AT) == 0


def _day(day: date) -> Holiday:
    return Holiday(date=day, name="Ngày thử", is_working_swap=day.weekday() >= 5)

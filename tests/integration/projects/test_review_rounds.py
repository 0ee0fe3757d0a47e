"""Review rounds: 1.880 projects looked at, 127 late (data/aggregates), and totals that close."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import AuditEvent, User
from projects.actions import looking, rounds
from projects.actions.acts import Seen
from projects.actions.refusals import InTheFuture, Refusal, Stale
from projects.lists import rounds as round_lists
from projects.lists.rounds import SEVERAL
from projects.models import Investor, Project, ReviewEntry, ReviewRound
from tests.factories import (
    AgencyFactory,
    CommuneFactory,
    EntryWaiting,
    InvestorFactory,
    ProjectFactory,
    RoundClosed,
    RoundOpen,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 8, 31, 3, 0, tzinfo=UTC)
TODAY, OPENED = date(2026, 8, 31), date(2026, 4, 1)
LOOKED_AT, LATE_DOMESTIC, LATE_FOREIGN = 1880, 125, 2


@pytest.fixture
def officer() -> User:
    user: User = UserFactory(display_name="Lê Thu Hà")
    return user


def opened(officer: User, ids: list[int]) -> ReviewRound:
    facts = rounds.RoundFacts(name="Rà soát quý II", scope="Ngoài khu", opened_date=OPENED)
    return rounds.open_round(by=officer, on=TODAY, at=AT, facts=facts, project_ids=ids).row


def look(officer: User, row: ReviewRound, entries: Sequence[Any], outcome: str) -> int:
    return looking.look_many(
        by=officer,
        on=TODAY,
        at=AT,
        round_id=row.pk,
        seen=[Seen(entry.pk, entry.version) for entry in entries],
        found=looking.Look(outcome, None if outcome == "waiting" else date(2026, 4, 20)),
    )


def close(officer: User, row: ReviewRound, reason: str = "", day: date = TODAY) -> None:
    row.refresh_from_db()
    seen = Seen(row.pk, row.version)
    rounds.close_round(by=officer, on=TODAY, at=AT, seen=seen, closed_date=day, reason=reason)


def reopen(officer: User, row: ReviewRound, reason: str) -> None:
    row.refresh_from_db()
    rounds.reopen_round(by=officer, on=TODAY, at=AT, seen=Seen(row.pk, row.version), reason=reason)


@pytest.fixture
def registry() -> list[int]:
    """1.880 projects: two foreign ones, three agencies, communes, some in two or in none."""
    agencies = [AgencyFactory() for _n in range(3)]
    communes = [CommuneFactory() for _n in range(4)]
    domestic, foreign = InvestorFactory(), InvestorFactory(kind=Investor.Kind.FOREIGN)
    Project.objects.bulk_create(
        Project(
            code=f"DA-{n:04d}",
            name=f"Dự án {n}",
            sort_key=f"{n:04d}",
            agency=agencies[n % 3],
            investor=foreign if n < LATE_FOREIGN else domestic,
        )
        for n in range(LOOKED_AT)
    )
    ids = list(Project.objects.order_by("pk").values_list("pk", flat=True))
    through = Project.units.through
    through.objects.bulk_create(
        through(project_id=pk, administrativeunit_id=commune.pk)
        for n, pk in enumerate(ids)
        for at, commune in enumerate(communes)
        if n % 10 and (n % 4 == at or (n % 7 == 0 and (n + 1) % 4 == at))
    )
    return ids


def test_of_1880_projects_127_are_late_and_every_total_closes(
    officer: User, registry: list[int]
) -> None:
    row = opened(officer, registry)
    entries = list(row.entries.order_by("project_id"))
    assert len(entries) == LOOKED_AT
    late = entries[: LATE_DOMESTIC + LATE_FOREIGN]
    assert look(officer, row, late, "late") == 127
    assert look(officer, row, entries[127:], "on_schedule") == 1753
    every = round_lists.entries(row, officer)
    for parts in (round_lists.by_agency(every), round_lists.by_place(every)):
        whole = round_lists.whole(parts)
        assert (whole.projects, whole.looked_at) == (LOOKED_AT, LOOKED_AT)
        assert whole.row == [0, 1753, 127, 0, 0]
    foreign = every.filter(outcome="late", project__investor__kind="foreign").count()
    assert (foreign, 127 - foreign) == (LATE_FOREIGN, LATE_DOMESTIC)
    places = {part.pk: part.projects for part in round_lists.by_place(every)}
    assert places[None] == 188, "every tenth has no place on record"
    assert places[SEVERAL] > 0, "in several communes, yet counted once"
    told = AuditEvent.objects.filter(verb="project_looked_at", subject_kind="review_entry")
    assert told.values("project_id").distinct().count() == LOOKED_AT
    close(officer, row)
    listed: Any = round_lists.rounds(officer).get()
    assert (listed.projects, listed.late, listed.waiting) == (LOOKED_AT, 127, 0)


def test_the_scope_is_frozen_with_its_agencies(officer: User) -> None:
    project = ProjectFactory()
    was = project.agency
    row = opened(officer, [project.pk])
    Project.objects.filter(pk=project.pk).update(agency=AgencyFactory())
    ProjectFactory()
    (entry,) = row.entries.all()
    assert (entry.project_id, entry.agency, entry.outcome) == (project.pk, was, "waiting")
    event = AuditEvent.objects.get(verb="round_opened")
    assert (event.new, event.by_id) == ({"projects": 1}, officer.pk)


def test_an_empty_scope_and_a_day_to_come_are_refused(officer: User) -> None:
    with pytest.raises(rounds.NothingInScope):
        opened(officer, [])
    facts = rounds.RoundFacts(name="x", scope="y", opened_date=date(2026, 9, 1))
    with pytest.raises(InTheFuture):
        rounds.open_round(by=officer, on=TODAY, at=AT, facts=facts, project_ids=[1])
    assert not ReviewRound.objects.exists()


def test_one_outcome_says_who_and_when_and_can_be_taken_back(officer: User) -> None:
    entry = EntryWaiting()

    def record(outcome: str, day: date | None, note: str = "") -> None:
        entry.refresh_from_db()
        looking.look(
            by=officer,
            on=TODAY,
            at=AT,
            seen=Seen(entry.pk, entry.version),
            found=looking.Look(outcome, day, note),
        )
        entry.refresh_from_db()

    record("violating", date(2026, 8, 5), "Xây khi chưa được giao đất")
    assert (entry.outcome, entry.looked_by_name, entry.looked_by_id) == (
        "violating",
        "Lê Thu Hà",
        officer.pk,
    )
    event = AuditEvent.objects.get(verb="project_looked_at")
    assert (event.project_id, event.old["outcome"], event.new["outcome"]) == (
        entry.project_id,
        "waiting",
        "violating",
    )
    record("violating", date(2026, 8, 5), "Xây khi chưa được giao đất")
    assert AuditEvent.objects.filter(verb="project_looked_at").count() == 1
    record("waiting", date(2026, 8, 5))
    assert (entry.looked_date, entry.looked_by_name, entry.looked_by_id) == (None, "", None)


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (None, looking.WhenLookedAt),
        (date(2026, 7, 31), looking.BeforeTheRound),
        (date(2026, 9, 1), InTheFuture),
    ],
)
def test_the_day_of_a_look_lies_in_the_round(
    officer: User, day: date | None, refusal: type[Refusal]
) -> None:
    entry = EntryWaiting()
    with pytest.raises(refusal):
        looking.look(
            by=officer,
            on=TODAY,
            at=AT,
            seen=Seen(entry.pk, 1),
            found=looking.Look("late", day),
        )


def test_many_are_recorded_together_or_not_at_all(officer: User) -> None:
    row = RoundOpen(opened_date=OPENED)
    entries: list[ReviewEntry] = [EntryWaiting(round=row) for _n in range(3)]
    stranger = EntryWaiting()
    look(officer, row, entries[:1], "late")
    with pytest.raises(looking.LookedAtMeanwhile, match=entries[0].project.code):
        look(officer, row, entries, "on_schedule")
    with pytest.raises(looking.LookedAtMeanwhile):
        look(officer, row, [*entries[1:], stranger], "on_schedule")
    with pytest.raises(looking.NoneChosen):
        look(officer, row, [], "late")
    assert row.entries.filter(outcome="waiting").count() == 2
    entries[1].version = 9
    with pytest.raises(Stale):
        looking.look(
            by=officer,
            on=TODAY,
            at=AT,
            seen=Seen(entries[1].pk, 9),
            found=looking.Look("late", TODAY),
        )


def test_a_round_closes_when_none_waits_or_for_a_reason(officer: User) -> None:
    entry = EntryWaiting(round=RoundOpen(opened_date=OPENED))
    row = entry.round
    with pytest.raises(rounds.StillWaiting):
        close(officer, row)
    with pytest.raises(Refusal):
        close(officer, row, "Hết thời gian", date(2026, 3, 31))
    close(officer, row, "Hết thời gian")
    event = AuditEvent.objects.get(verb="round_closed")
    assert event.reason == "Hết thời gian"
    with pytest.raises(rounds.RoundClosed):
        close(officer, row, "Lần nữa")


def test_a_closed_round_is_read_until_it_is_reopened_for_a_reason(officer: User) -> None:
    entry = EntryWaiting(round=RoundClosed(opened_date=OPENED))
    row = entry.round
    with pytest.raises(rounds.RoundClosed):
        look(officer, row, [entry], "late")
    with pytest.raises(rounds.RoundClosed):
        looking.look(
            by=officer,
            on=TODAY,
            at=AT,
            seen=Seen(entry.pk, 1),
            found=looking.Look("late", TODAY),
        )
    with pytest.raises(rounds.WhyReopen):
        reopen(officer, row, " ")
    reopen(officer, row, "Sót kết quả của một xã")
    assert look(officer, row, [entry], "late") == 1
    assert AuditEvent.objects.get(verb="round_reopened").reason == "Sót kết quả của một xã"
    with pytest.raises(rounds.RoundOpen):
        reopen(officer, row, "Lần nữa")


def test_a_person_of_an_agency_sees_its_own_projects_of_a_round() -> None:
    person: User = UserFactory(sector_agency=True)
    agency = person.agency
    row = RoundOpen()
    mine = EntryWaiting(round=row, project=ProjectFactory(agency=agency))
    EntryWaiting(round=row)
    EntryWaiting()
    seen: Any = round_lists.rounds(person).get()
    assert (seen, seen.projects) == (row, 1)
    assert list(round_lists.entries(row, person)) == [mine]

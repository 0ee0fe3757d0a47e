"""A condition found true is flagged once for its facts; rooms may be asked by their own subjects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from deadlines import registry
from deadlines.actions import reconciling, sweeping
from deadlines.actions.refreshing import refresh_subjects, registers
from deadlines.models import Flag, FlagEvent, Obligation
from deadlines.registry import Owner, Setting
from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Audience, Level, overdue_rungs
from tests.factories import AgencyFactory, ObligationRunning, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 21, 17, 10, tzinfo=UTC)
SINCE = date(2026, 9, 1)
ON = date(2026, 9, 10)


class Room:
    """A room whose subjects hold, by number, what is found of them."""

    def __init__(self, agency_id: int) -> None:
        self.agency_id = agency_id
        self.found: dict[int, str] = {}
        self.due: dict[int, date] = {}
        self.seen_by_all = True

    def compute(self, ids: Sequence[int], setting: Setting) -> Iterable[Computed]:
        for pk in ids:
            if pk in self.found:
                yield self._condition(pk)
            if pk in self.due:
                yield self._duty(pk, setting.on)

    def _condition(self, pk: int) -> Computed:
        return Computed(
            kind="T1",
            subject_kind="thing",
            subject_id=pk,
            bearer_agency_id=self.agency_id,
            clock=Clock.FOUND,
            due_date=SINCE,
            fingerprint=self.found[pk],
        )

    def _duty(self, pk: int, on: date) -> Computed:
        due = self.due[pk]
        coming = due.replace(month=due.month - 1)
        opened = on >= coming
        return Computed(
            kind="T2",
            subject_kind="thing",
            subject_id=pk,
            bearer_agency_id=self.agency_id,
            clock=Clock.RUNNING if opened else Clock.NOT_STARTED,
            due_date=due if opened else None,
            rungs=overdue_rungs(due, Audience.STAFF) if opened else (),
            recompute_on=None if opened else coming,
        )

    def ids(self) -> list[int]:
        return sorted({*self.found, *self.due})

    def visible_to(self, user: object) -> Sequence[int] | None:
        return None if self.seen_by_all else [2]


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(registry, "_OWNERS", list(registry.owners()))
    made = Room(AgencyFactory().pk)
    registry.register(
        Owner(
            subject_kinds=("thing",),
            compute=made.compute,
            ids=made.ids,
            visible_to=made.visible_to,
            by_subject=True,
        )
    )
    return made


def look(*ids: int, on: date = ON) -> int:
    return refresh_subjects(subject_kind="thing", ids=ids, on=on, at=AT, cause="test")


def flags() -> list[tuple[str, str]]:
    return list(Flag.objects.order_by("pk").values_list("fingerprint", "state"))


def test_a_condition_found_opens_a_flag_at_once_and_ends_it_when_it_is_gone(room: Room) -> None:
    room.found[1] = "a"
    assert look(1) == 1
    assert look(1) == 0, "the same facts change nothing"
    assert flags() == [("a", "open")]
    flag = Flag.objects.get()
    assert (flag.due_date, flag.opened_on) == (SINCE, ON)
    room.found.clear()
    assert look(1) == 1
    assert flags() == [("a", "resolved")]
    row = Obligation.objects.get()
    assert (row.clock, row.void_reason, row.fingerprint) == ("void", "cleared", "")


def test_other_facts_are_another_flag_and_the_same_facts_the_same(room: Room) -> None:
    for found in ("a", "b", "a"):
        room.found[1] = found
        look(1)
    assert flags() == [("a", "open"), ("b", "moved")]
    story = FlagEvent.objects.filter(flag__fingerprint="a").order_by("pk")
    assert list(story.values_list("old_state", "new_state")) == [
        ("", "open"),
        ("open", "moved"),
        ("moved", "open"),
    ]


def test_a_dismissed_condition_stays_dismissed_until_its_facts_change(room: Room) -> None:
    room.found[1] = "a"
    look(1)
    row = Obligation.objects.get()
    Flag.objects.update(
        state="dismissed",
        reason="Đúng như vậy",
        document_number="1/BB",
        facts_hash=row.facts_hash,
        decided_at=AT,
        decided_by_id=UserFactory().pk,
    )
    look(1)
    sweeping.sweep_all(on=ON, at=AT)
    assert flags() == [("a", "dismissed")]
    room.found[1] = "b"
    look(1)
    assert flags() == [("a", "dismissed"), ("b", "open")]


def test_a_subject_without_a_project_wakes_up_by_itself_at_night(room: Room) -> None:
    room.due[2] = date(2026, 11, 30)
    look(2)
    assert Obligation.objects.get().clock == "not_started"
    sweeping.sweep(on=date(2026, 10, 29), at=AT)
    assert Obligation.objects.get().clock == "not_started"
    sweeping.sweep(on=date(2026, 10, 30), at=AT)
    assert Obligation.objects.get().clock == "running"
    sweeping.sweep(on=date(2026, 12, 1), at=AT)
    assert Obligation.objects.get().level == Level.OVERDUE
    assert flags() == [("", "open")]


def test_reconcile_sees_subjects_without_a_project(room: Room) -> None:
    room.found[1], room.due[2] = "a", date(2026, 11, 30)
    look(1, 2)
    assert reconciling.reconcile(on=ON, at=AT) == 0
    Obligation.objects.filter(subject_id=1).update(facts_hash="x")
    assert reconciling.reconcile(on=ON, at=AT) == 1
    assert reconciling.reconcile(on=ON, at=AT) == 0


def test_a_person_sees_only_the_subjects_the_room_shows(room: Room) -> None:
    room.found |= {1: "a", 2: "b"}
    look(1, 2)
    person = UserFactory()
    assert Obligation.objects.visible_to(person).count() == 2
    room.seen_by_all = False
    in_the_next_request = User.objects.get(pk=person.pk)
    assert [row.subject_id for row in Obligation.objects.visible_to(in_the_next_request)] == [2]
    assert [flag.fingerprint for flag in Flag.objects.visible_to(in_the_next_request)] == ["b"]


def test_a_refresh_of_projects_leaves_other_rooms_alone(room: Room) -> None:
    room.found[1] = "a"
    look(1)
    assert [each.by_subject for each in registers()].count(True) >= 1
    by_project = next(each for each in registers() if not each.by_subject)
    assert not by_project.stored([1]).exists()
    with pytest.raises(LookupError):
        refresh_subjects(subject_kind="tranche", ids=[1], on=ON, at=AT, cause="test")


def test_a_condition_in_the_table_names_its_facts_and_its_day() -> None:
    for change in ({"fingerprint": ""}, {"fingerprint": "a", "due_date": None}):
        with (
            pytest.raises(IntegrityError, match="obligation_found_names_its_facts"),
            transaction.atomic(),
        ):
            ObligationRunning(clock=Obligation.Clock.FOUND, **change)

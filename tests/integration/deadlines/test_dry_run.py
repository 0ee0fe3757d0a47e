"""What the dry run of a change of law foretells is what applying it does, project by project."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import User
from deadlines.actions import applying, flags, proposing, reconciling, renewing, sweeping
from deadlines.actions.flags import Decision
from deadlines.actions.proposing import Change
from deadlines.actions.refreshing import refresh
from deadlines.models import Flag, Obligation, ObligationChange, RuleProposal, RuleVersion
from deadlines.querysets import LIVE_STATES
from deadlines.rules.impact import GONE, OnFlag, Owed, on_deadline
from tests.factories import UserFactory
from tests.support.random_projects import Dice
from tests.support.random_rows import Registry

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 14, 18, 0, tzinfo=UTC)
TODAY = date(2026, 9, 15)
PROJECTS = 60
MONTHS = {"ladder": {"unit": "days_before_due", "marks": []}}


@dataclass(frozen=True, slots=True)
class Standing:
    """One obligation and its flags, as the table holds them at a moment."""

    owed: Owed
    flags: dict[tuple[date, str], tuple[str, bool]]

    @property
    def live(self) -> dict[tuple[date, str], bool]:
        return {key: adv for key, (state, adv) in self.flags.items() if state in LIVE_STATES}

    @property
    def closed(self) -> set[tuple[date, str]]:
        return set(self.flags) - set(self.live)


def snapshot() -> dict[tuple[Any, ...], Standing]:
    """Every obligation by key; told apart from what the dry run reads on purpose."""
    flagged: dict[int, dict[tuple[date, str], tuple[str, bool]]] = {}
    for flag in Flag.objects.all():
        key = (flag.due_date, flag.fingerprint)
        flagged.setdefault(flag.obligation_id, {})[key] = (flag.state, flag.advisory)
    return {
        (row.kind, row.subject_kind, row.subject_id, row.cycle): Standing(
            Owed(
                row.clock,
                row.due_date,
                row.met_date,
                row.level,
                row.fingerprint,
                row.facts_hash,
                row.advisory,
            ),
            flagged.get(row.pk, {}),
        )
        for row in Obligation.objects.all()
    }


def happened(old: Standing, new: Standing) -> OnFlag | None:
    """What became of the flags of one obligation, read off the table."""
    opened = set(new.live) - set(old.live)
    closed = set(old.live) - set(new.live)
    if opened:
        (flag,) = opened
        if closed:
            return OnFlag.MOVES
        dismissed = old.flags.get(flag, ("", False))[0] == "dismissed"
        return OnFlag.REOPENS if dismissed else OnFlag.OPENS
    if closed:
        return OnFlag.CLOSES
    if new.closed - set(old.flags):
        return OnFlag.TRACES
    if new.live != old.live:
        return OnFlag.ADVISES if next(iter(new.live.values())) else OnFlag.BINDS
    return None


def counted(
    before: dict[tuple[Any, ...], Standing], after: dict[tuple[Any, ...], Standing]
) -> tuple[dict[str, int], dict[str, int]]:
    """How often each sort really happened: (on flags, on deadlines)."""
    on_flags: dict[str, int] = {}
    on_days: dict[str, int] = {}
    for key, new in after.items():
        old = before.get(key, Standing(GONE, {}))
        if old.owed.facts_hash == new.owed.facts_hash and key in before:
            assert old == new, "a deadline that is computed alike keeps its flags"
            continue
        sort = on_deadline(old.owed, new.owed)
        on_days[sort] = on_days.get(sort, 0) + 1
        if (flag := happened(old, new)) is not None:
            on_flags[flag] = on_flags.get(flag, 0) + 1
    return on_flags, on_days


@pytest.fixture
def people() -> tuple[User, User]:
    """Who proposes and who applies."""
    return UserFactory(administrator=True), UserFactory(department_leader=True)


@pytest.fixture
def registry(people: tuple[User, User]) -> None:
    """Random projects swept until today, with every fifth flag dismissed and every sixth confirmed."""
    dice, rows = Dice(11, TODAY), Registry()
    ids = [rows.write(dice.project(number)).pk for number in range(PROJECTS)]
    refresh(project_ids=ids, on=TODAY, at=AT, cause="test")
    sweeping.sweep(on=TODAY, at=AT)
    for number, flag in enumerate(Flag.objects.live().order_by("pk")):
        if number % 5 == 0:
            decide(flag, Flag.State.DISMISSED, people[0])
        elif number % 6 == 0:
            decide(flag, Flag.State.CONFIRMED, people[0])


def decide(flag: Flag, state: Flag.State, by: User) -> None:
    decision = Decision(flag.pk, state, flag.version, "Đã kiểm tra", "12/BB")
    flags.decide(decision=decision, by=by, on=TODAY, at=AT)


def correction(kind: str, number: int, **changes: Any) -> Change:
    """The version with other columns; `parameters` are laid over those it has."""
    row = RuleVersion.objects.get(kind=kind, number=number)
    if "parameters" in changes:
        changes["parameters"] = row.parameters | changes["parameters"]
    return Change(
        kind=kind, number=number, proposed=changes, reason="Luật đổi", document_number="1/CV"
    )


def new_version(kind: str, start: date, **changes: Any) -> Change:
    last = RuleVersion.objects.filter(kind=kind).latest("effective_from")
    change = correction(
        kind, last.number, **changes, effective_from=start.isoformat(), effective_to=None
    )
    return Change(
        kind=kind,
        number=last.number + 1,
        proposed=change.proposed,
        reason="Luật mới",
        document_number="1/CV",
    )


CHANGES: dict[str, Callable[[], Change]] = {
    "a shorter term": lambda: correction("L1", 2, parameters={"months": 6}),
    "a longer term": lambda: correction("L1", 2, parameters={"months": 30}),
    "another longer term": lambda: correction("L2", 2, parameters={"months": 40}),
    "no reason stops the clock": lambda: correction("I1", 1, parameters={"excluding_reasons": []}),
    "more reasons stop it": lambda: correction(
        "L1", 2, parameters={"excluding_reasons": ["court", "force_majeure", "state_delay"]}
    ),
    "filings are tracked from a day": lambda: correction(
        "R1", 2, parameters={"tracked_from": "2026-03-01"}
    ),
    "a last day no longer rolls": lambda: correction("L1", 2, parameters={"roll": False}),
    "a rule is confirmed": lambda: correction("I3", 2, advisory=False),
    "a confirmation is withdrawn": lambda: correction("I1", 1, advisory=True),
    "before the day instead of by it": lambda: correction("L1", 2, boundary="before"),
    "other grades": lambda: correction("I1", 1, parameters={"overdue_days": [30, 60, 90, 120]}),
    "a new version from a past day": lambda: new_version(
        "L1", date(2025, 7, 1), parameters={"months": 9}
    ),
    "a new version from a day to come": lambda: new_version(
        "I3", date(2027, 1, 1), parameters={"months": 12}
    ),
    "a new version by the day of the act": lambda: new_version(
        "I4", date(2026, 6, 1), parameters={"months": 6}, advisory=False
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_applying_does_what_was_foretold(
    registry: None, people: tuple[User, User], change: Callable[[], Change]
) -> None:
    proposer, applier = people
    proposal, _job = proposing.propose(by=proposer, at=AT, change=change())
    before = snapshot()
    proposing.try_proposal(proposal_id=proposal.pk, on=TODAY, at=AT)
    assert snapshot() == before, "a dry run writes nothing"
    proposal.refresh_from_db()
    said = proposal.findings
    applying.apply(by=applier, at=AT, proposal_id=proposal.pk, version=proposal.version)
    event = RuleProposal.objects.get(pk=proposal.pk).findings["event"]
    assert renewing.renew(event_id=event, on=TODAY, at=AT) > 0
    on_flags, on_days = counted(before, snapshot())
    assert foretold(said["flags"]) == on_flags
    assert foretold(said["deadlines"]) == on_days
    assert sum(on_days.values()) > 0
    assert told_of_the_change() == moved_keys(before, snapshot())
    assert reconciling.reconcile(on=TODAY, at=AT) == 0


def told_of_the_change() -> set[tuple[Any, ...]]:
    """The obligations whose story names the change of law."""
    told = ObligationChange.objects.filter(cause__startswith="law_changed:")
    key = ("kind", "subject_kind", "subject_id", "cycle")
    return set(told.values_list(*(f"obligation__{name}" for name in key)))


def moved_keys(
    before: dict[tuple[Any, ...], Standing], after: dict[tuple[Any, ...], Standing]
) -> set[tuple[Any, ...]]:
    return {
        key
        for key, old in before.items()
        if (old.owed.clock, old.owed.due_date) != (after[key].owed.clock, after[key].owed.due_date)
        and after[key].owed.facts_hash
    }


def foretold(sorts: dict[str, Any]) -> dict[str, int]:
    return {name: sort["count"] for name, sort in sorts.items()}

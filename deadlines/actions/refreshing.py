"""Recompute obligations from facts, and keep what moved and why (house.md §3)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Case, QuerySet, Value, When

from accounts.actions.pouring import pour
from deadlines.actions import law, settling
from deadlines.models import Obligation, ObligationChange, RuleVersion
from deadlines.registry import Owner, Setting, owner_of, owners
from deadlines.rules.computed import Computed

CHUNK = 500
"""Projects computed at a time: memory stays flat whatever the size of the registry."""

_MANY_NEW = 100
_LOCK_CLASS = 4502
Key = tuple[str, str, int, str]
"""What makes an obligation unique: rule, subject kind, subject, cycle."""

_KEY = ("kind", "subject_kind", "subject_id", "cycle")
_UPDATED = (
    "project_id",
    "bearer_agency_id",
    "bearer_investor_id",
    "clock",
    "base_date",
    "due_date",
    "first_due_date",
    "stopped_on",
    "days_left",
    "submitted_date",
    "met_date",
    "excluded_days",
    "amount_due_vnd",
    "amount_met_vnd",
    "ladder_dates",
    "ladder_levels",
    "ladder_audiences",
    "level",
    "next_change_on",
    "recompute_on",
    "audience",
    "rule_version_id",
    "advisory",
    "missing",
    "void_reason",
    "fingerprint",
    "steps",
    "facts_hash",
    "computed_at",
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and why a recomputation happens; `cause` is kept with every moved day."""

    on: date
    at: datetime
    cause: str


@dataclass(frozen=True, slots=True)
class Register:
    """Rooms whose obligations are computed and stored together: those asked by project, or one
    that is asked by its own subjects."""

    owners: tuple[Owner, ...]

    @property
    def by_subject(self) -> bool:
        """Whether its ids are of subjects, not of projects."""
        return self.owners[0].by_subject

    @property
    def confidential(self) -> bool:
        """Whether some of its duties are known to people of their room alone."""
        return any(owner.confidential for owner in self.owners)

    def ids(self) -> list[int]:
        """All ids it can be asked about, in order."""
        return sorted({pk for owner in self.owners for pk in owner.ids()})

    def compute(self, ids: Sequence[int], setting: Setting) -> dict[Key, Computed]:
        """What its rooms compute for these ids, by key."""
        return {found.key: found for owner in self.owners for found in owner.compute(ids, setting)}

    def stored(self, ids: Sequence[int]) -> QuerySet[Obligation]:
        """The stored obligations about these ids."""
        kinds = [kind for owner in self.owners for kind in owner.subject_kinds]
        column = "subject_id__in" if self.by_subject else "project_id__in"
        return Obligation.objects.filter(subject_kind__in=kinds, **{column: ids})

    def ids_of(self, rows: QuerySet[Obligation]) -> list[int]:
        """The ids that must be asked to compute these obligations again, in order."""
        column = "subject_id" if self.by_subject else "project_id"
        kinds = [kind for owner in self.owners for kind in owner.subject_kinds]
        found = rows.filter(subject_kind__in=kinds).values_list(column, flat=True)
        return sorted({pk for pk in found if pk is not None})


def registers() -> list[Register]:
    """All rooms: those asked by project as one, each other one by itself."""
    by_project = tuple(owner for owner in owners() if not owner.by_subject)
    alone = [Register((owner,)) for owner in owners() if owner.by_subject]
    return [Register(by_project), *alone] if by_project else alone


@transaction.atomic
def refresh(*, project_ids: Sequence[int], on: date, at: datetime, cause: str) -> int:
    """Bring obligations and flags of these projects in line with their facts.

    Call it inside the action that changed the facts. Returns how many obligations changed.
    """
    _lock(_LOCK_CLASS, project_ids)
    by_project = Register(tuple(owner for owner in owners() if not owner.by_subject))
    return refresh_register(by_project, project_ids, Occasion(on, at, cause))


@transaction.atomic
def refresh_subjects(
    *, subject_kind: str, ids: Sequence[int], on: date, at: datetime, cause: str
) -> int:
    """As `refresh`, for subjects whose room is asked by the subjects themselves.

    Raises LookupError for a kind that no such room owns.
    """
    owner = owner_of(subject_kind)
    if owner is None or not owner.by_subject:
        raise LookupError(subject_kind)
    # A class of locks for each kind: owner 5 is not source 5.
    _lock(zlib.crc32(subject_kind.encode()) >> 1, ids)
    return refresh_register(Register((owner,)), ids, Occasion(on, at, cause))


def refresh_register(register: Register, ids: Sequence[int], occasion: Occasion) -> int:
    """Bring stored obligations in line, in the caller's transaction and under its lock."""
    setting = current_setting(occasion.on)
    versions = version_ids()
    changed: list[int] = []
    for chunk in chunks(ids):
        changed += _refresh_chunk(register, chunk, setting, versions, occasion)
    if changed:
        settling.settle(on=occasion.on, at=occasion.at, obligation_ids=changed)
    return len(changed)


def current_setting(on: date) -> Setting:
    """The law and calendar as stored now, for computing on a day."""
    return Setting(law=law.book(), calendar=law.calendar(), on=on)


def version_ids() -> dict[tuple[str, int], int]:
    """Primary keys of rule versions by kind and number."""
    return {
        (kind, number): pk
        for pk, kind, number in RuleVersion.objects.values_list("pk", "kind", "number")
    }


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in sorted runs of `CHUNK`."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def _refresh_chunk(
    register: Register,
    ids: list[int],
    setting: Setting,
    versions: dict[tuple[str, int], int],
    occasion: Occasion,
) -> list[int]:
    computed = register.compute(ids, setting)
    stored = {_key_of(row): row for row in register.stored(ids)}
    rows = [
        _row(found, stored.get(key), versions, occasion)
        for key, found in computed.items()
        if key not in stored or stored[key].facts_hash != found.facts_hash
    ]
    new = [row for row in rows if _key_of(row) not in stored]
    if len(new) >= _MANY_NEW:
        pour(new)
    Obligation.objects.bulk_create(
        [row for row in rows if row._state.adding],
        update_conflicts=True,
        unique_fields=list(_KEY),
        update_fields=list(_UPDATED),
    )
    gone = [row for key, row in stored.items() if key not in computed and not _is_gone(row)]
    _void(gone, occasion)
    _remember([(stored.get(_key_of(row)), row) for row in rows], occasion)
    known = {_key_of(row): row.pk for row in stored.values()}
    return [row.pk or known[_key_of(row)] for row in [*rows, *gone]]


def _row(
    found: Computed,
    known: Obligation | None,
    versions: dict[tuple[str, int], int],
    occasion: Occasion,
) -> Obligation:
    level, next_change_on = found.standing(occasion.on)
    copied = {name: getattr(found, name) for name in _SAME_NAME}
    first = known.first_due_date if known and known.first_due_date else found.due_date
    return Obligation(
        **copied,
        first_due_date=first,
        ladder_dates=[rung.date for rung in found.rungs],
        ladder_levels=[int(rung.level) for rung in found.rungs],
        ladder_audiences=[rung.audience.value for rung in found.rungs],
        level=int(level),
        next_change_on=next_change_on,
        rule_version_id=versions[found.kind, found.rule_number] if found.rule_number else None,
        steps=[
            {
                "kind": step.kind,
                "params": step.params,
                "date": step.date.isoformat() if step.date else None,
            }
            for step in found.steps
        ],
        computed_at=occasion.at,
    )


_SAME_NAME = (
    *_KEY,
    "project_id",
    "bearer_agency_id",
    "bearer_investor_id",
    "clock",
    "base_date",
    "due_date",
    "stopped_on",
    "days_left",
    "submitted_date",
    "met_date",
    "excluded_days",
    "amount_due_vnd",
    "amount_met_vnd",
    "recompute_on",
    "audience",
    "advisory",
    "missing",
    "void_reason",
    "fingerprint",
    "facts_hash",
)


def _void(rows: list[Obligation], occasion: Occasion) -> None:
    """A duty whose facts were taken out no longer applies; its story stays.

    A condition that is not found any more is cleared: that is how one ends.
    """
    Obligation.objects.filter(pk__in=[row.pk for row in rows]).update(
        clock=Obligation.Clock.VOID,
        void_reason=Case(When(fingerprint="", then=Value(GONE)), default=Value(CLEARED)),
        fingerprint="",
        missing="",
        level=0,
        next_change_on=None,
        recompute_on=None,
        facts_hash="",
        computed_at=occasion.at,
    )


GONE = "facts_removed"
"""`void_reason` of an obligation whose facts no longer exist."""


CLEARED = "cleared"
"""`void_reason` of a condition that is not true any more."""


def _is_gone(row: Obligation) -> bool:
    return row.void_reason in (GONE, CLEARED)


def _remember(pairs: list[tuple[Obligation | None, Obligation]], occasion: Occasion) -> None:
    keys = {_key_of(new): old.pk for old, new in pairs if old}
    ObligationChange.objects.bulk_create(
        ObligationChange(
            obligation_id=keys[_key_of(new)],
            old_due_date=old.due_date,
            new_due_date=new.due_date,
            old_clock=old.clock,
            new_clock=new.clock,
            cause=occasion.cause,
            on=occasion.on,
        )
        for old, new in pairs
        if old and (old.due_date != new.due_date or old.clock != new.clock)
    )


def _key_of(row: Obligation) -> Key:
    return (row.kind, row.subject_kind, row.subject_id, row.cycle)


def hold_still() -> None:
    """Until the end of the transaction nobody recomputes or decides; those who do are waited for.

    Who sweeps or counts everything sees one state of the registry, and never blocks in a circle
    with somebody who holds rows that come later.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_CLASS])


def hold_open() -> None:
    """Until the end of the transaction nobody sweeps or counts everything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK_CLASS])


def _lock(lock_class: int, ids: Sequence[int]) -> None:
    """Two recomputations of one project, or one subject, go one after the other, each on committed facts.

    A large batch takes the whole registry instead of one lock a project.
    """
    if len(ids) > CHUNK:
        hold_still()
        return
    hold_open()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, id) FROM unnest(%s::int[]) AS id ORDER BY id",
            [lock_class, sorted(ids)],
        )

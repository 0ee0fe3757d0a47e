"""Opening a case, correcting what is on record of it, and ending it (law.md §4.2, §4.4)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.actions.refreshing import refresh
from inspections.actions.telling import Told, tell
from inspections.models import Case, CaseMember, CaseProject, CaseSubject
from projects.actions.acts import Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.refusals import Refusal, not_after
from vn.text import nfc, tidy

PREFIXES = {
    Case.Kind.INSPECTION: "TT",
    Case.Kind.CHECK: "KT",
    Case.Kind.INVESTMENT_SUPERVISION: "GS",
    Case.Kind.PARTY_SUPERVISION: "GSD",
    Case.Kind.COUNCIL_SUPERVISION: "GSHD",
    Case.Kind.FRONT_SUPERVISION: "GSMT",
    Case.Kind.AUDIT: "KTNN",
    Case.Kind.POST_CHECK: "HK",
}
_NUMBERING = 84_002_025
"""The advisory lock under which the number of a case is drawn."""
_NUMBERS = range(1000, 10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What a decision to look at projects says (art. 26.3); days are calendar days."""

    kind: str
    title: str
    content: str
    original_body_id: int
    responsible_body_id: int
    body_level: str
    mode: str = ""
    grounds: str = ""
    period_from: date | None = None
    period_to: date | None = None
    decision_number: str = ""
    decision_date: date | None = None
    issuer: str = ""
    decided_days: int | None = None
    is_complex: bool = False
    is_remote_area: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a case is about: projects with the flag each was taken for, investors and agencies."""

    projects: Sequence[tuple[int, int | None]] = ()
    investor_ids: Sequence[int] = ()
    agency_ids: Sequence[int] = ()


class NobodyLookedAt(Refusal):
    """A case without a subject."""

    text = _("Name at least one project, investor or agency that the case looks at.")


class NobodyOnIt(Refusal):
    """A case is opened by a person, who is on it."""

    text = _("A case is opened by a person.")


class StillOpenDuties(Refusal):
    """A case is closed when all its recommendations are."""

    text = _("%(n)s recommendations are still open. Close them first, or hand the case over.")


class NotOpen(Refusal):
    """The case ended."""

    status = 409
    text = _("This case ended. Nothing more is recorded in it.")


@transaction.atomic
def open_case(
    *,
    by: User | None,
    on: date,
    at: datetime,
    facts: CaseFacts,
    scope: Scope,
    plan_item_id: int | None = None,
    why: str = "",
) -> Outcome[Case]:
    """Open a case; whoever opens it is on it, as its head until somebody else is.

    `why` is what the person says of a warning (another case on the same, a firm that keeps the
    law). Raises `NobodyLookedAt`, `InTheFuture` and `Invalid`.
    """
    not_after(facts.decision_date, on=on, field="decision_date")
    if by is None:
        raise NobodyOnIt
    if not (scope.projects or scope.investor_ids or scope.agency_ids):
        raise NobodyLookedAt
    row = Case(recorded_by_id=by.pk, plan_item_id=plan_item_id)
    row.code = _free_code(facts.kind, (facts.decision_date or on).year)
    change = assign(row, _values(facts))
    store(row)
    _write_scope(row, scope, by)
    store(
        CaseMember(
            case=row,
            user=by,
            name=str(by),
            position=by.position,
            duty=CaseMember.Duty.HEAD,
            recorded_by_id=by.pk,
        )
    )
    told = Told("case_opened", row.pk, _("Case %(code)s opened"), change, {"code": row.code}, why)
    tell(told, by=by)
    moved = refresh(case_ids=[row.pk], on=on, at=at, cause="case_opened")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


@transaction.atomic
def correct(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: CaseFacts
) -> Outcome[Case]:
    """Correct what is on record of a case, or add its decision. Raises `Stale` and as `open_case`.

    The kind stays: cases of different kinds are never merged into each other (law.md §4.1).
    """
    row = lock_seen(Case.objects.all(), seen)
    refuse_ended(row)
    not_after(facts.decision_date, on=on, field="decision_date")
    change = assign(row, _values(facts) | {"kind": row.kind})
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    tell(
        Told("case_corrected", row.pk, _("Case corrected: %(fields)s"), change, reason=seen.why),
        by=by,
    )
    moved = refresh(case_ids=[row.pk], on=on, at=at, cause="case_corrected")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


@transaction.atomic
def look_at(
    *, by: User | None, on: date, at: datetime, case_id: int, scope: Scope, why: str = ""
) -> Outcome[Case]:
    """Bring more projects, investors or agencies into a case; `why` as in `open_case`.

    Raises `NobodyLookedAt`, `NotOpen` and `Invalid`.
    """
    if not (scope.projects or scope.investor_ids or scope.agency_ids):
        raise NobodyLookedAt
    row = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    refuse_ended(row)
    _write_scope(row, scope, by)
    told = Told("case_widened", row.pk, _("More is looked at in the case"), reason=why)
    tell(told, by=by)
    moved = refresh(case_ids=[row.pk], on=on, at=at, cause="case_widened")
    return Outcome(row=row, changed=("projects",), moved=moved)


@transaction.atomic
def end(
    *,
    by: User | None,
    on: date,
    at: datetime,
    seen: Seen,
    state: str,
    ended_date: date,
    reason: str,
) -> Outcome[Case]:
    """Close a case, or stop it for good (art. 31). Raises `StillOpenDuties`, `NotOpen`, `Stale`.

    A case is closed when each recommendation is; one that is stopped leaves them as they are.
    """
    row = lock_seen(Case.objects.all(), seen)
    refuse_ended(row)
    not_after(ended_date, on=on, field="ended_date")
    waiting = row.conclusions.filter(recommendations__closed_date=None).exclude(
        recommendations=None
    )
    if state == Case.State.CLOSED and waiting.exists():
        raise StillOpenDuties(n=waiting.count())
    change = assign(row, {"state": state, "ended_date": ended_date, "ended_reason": tidy(reason)})
    row.version += 1
    store(row)
    summary = {Case.State.CLOSED: _("Case closed"), Case.State.STOPPED: _("Case stopped for good")}
    told = Told("case_ended", row.pk, summary[Case.State(state)], change, reason=reason)
    tell(told, by=by)
    moved = refresh(case_ids=[row.pk], on=on, at=at, cause="case_ended")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


def refuse_ended(row: Case) -> None:
    """Raise `NotOpen` for a case that is closed or stopped."""
    if row.state != Case.State.OPEN:
        raise NotOpen


def _values(facts: CaseFacts) -> dict[str, object]:
    values = asdict(facts)
    for name in ("title", "decision_number", "issuer"):
        values[name] = tidy(values[name])
    for name in ("content", "grounds"):
        values[name] = nfc(values[name]).strip()
    return values


def _write_scope(row: Case, scope: Scope, by: User | None) -> None:
    for project_id, flag_id in scope.projects:
        if not row.projects.filter(project_id=project_id).exists():
            store(
                CaseProject(
                    case=row,
                    project_id=project_id,
                    flag_id=flag_id,
                    recorded_by_id=by.pk if by else None,
                )
            )
    for key, ids in (("investor_id", scope.investor_ids), ("agency_id", scope.agency_ids)):
        for pk in ids:
            if not row.subjects.filter(**{key: pk}).exists():
                store(CaseSubject(case=row, **{key: pk}))


def _free_code(kind: str, year: int) -> str:
    """TT-2026-4821: drawn by lot among the free ones of a kind and a year.

    Numbers in a row would tell how many cases there are, and that one is missing (R-4.5). Two at
    once wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERING])
    prefix = f"{PREFIXES[Case.Kind(kind)]}-{year}-"
    codes = Case.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    taken = frozenset(codes)
    free = [code for n in _NUMBERS if (code := f"{prefix}{n}") not in taken]
    return secrets.choice(free)

"""What a draft decision says of each call: added, changed, dropped, became a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit, User
from projects.actions.acts import Change, Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.calls import one_at_a_time, refuse_adopted, tell
from projects.actions.refusals import Refusal, Stale
from projects.models import Call, CallDecision, CallEntry, Project, Sector
from vn.text import search_text, sort_key, tidy

CODE = "GDT-{:04d}"
Kind = CallEntry.Change


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """What a line says of a call. Areas in m², money in đồng and dollars; texts as printed."""

    name: str
    objective: str = ""
    sector: Sector | None = None
    sector_text: str = ""
    location_text: str = ""
    units: Sequence[AdministrativeUnit] = ()
    area_m2: Decimal | None = None
    area_text: str = ""
    capital_vnd: int | None = None
    capital_usd: Decimal | None = None
    capital_text: str = ""
    form_text: str = ""
    contact_text: str = ""
    note: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a call leaves the list: dropped for a reason, or the project it became."""

    change: str
    reason: str = ""
    project: Project | None = None


class SpokenOf(Refusal):
    """One line a call in each decision."""

    text = _("The decision already speaks of this call. Open its line.")


class SayWhyDropped(Refusal):
    """Others read why a call is no longer on the list."""

    field = "reason"
    text = _("Say why the call is dropped.")


class NameTheProject(Refusal):
    """A call that became a project names it."""

    field = "code"
    text = _("Give the code of the project it became.")


@transaction.atomic
def add_call(
    *, by: User | None, on: date, at: datetime, decision_id: int, facts: EntryFacts
) -> Outcome[CallEntry]:
    """Add a new call to a draft. Raises `Adopted` and `Invalid`."""
    one_at_a_time()
    decision = _draft(decision_id)
    last = Call.objects.aggregate(last=Max("pk"))["last"] or 0
    call = Call(code=CODE.format(last + 1), recorded_by_id=by.pk if by else None)
    _name(call, facts)
    row = CallEntry(decision=decision, call=call, change=Kind.ADD)
    return _write(row, facts, _("%(name)s: call added: %(call)s"), by=by)


@transaction.atomic
def change_call(
    *, by: User | None, on: date, at: datetime, decision_id: int, call_id: int, facts: EntryFacts
) -> Outcome[CallEntry]:
    """State a call anew in a draft. Raises `Adopted`, `SpokenOf` and `Invalid`."""
    decision = _draft(decision_id)
    row = CallEntry(decision=decision, call=_call(decision, call_id), change=Kind.CHANGE)
    return _write(row, facts, _("%(name)s: call changed: %(call)s"), by=by)


@transaction.atomic
def end_call(
    *, by: User | None, on: date, at: datetime, line: CallEntry, decision_id: int, ending: Ending
) -> Outcome[CallEntry]:
    """Take a call off the list in a draft; `line` is its last word.

    Raises `Adopted`, `SpokenOf`, `SayWhyDropped`, `NameTheProject` and `Invalid`.
    """
    decision = _draft(decision_id)
    if ending.change == Kind.DROP and not tidy(ending.reason):
        raise SayWhyDropped
    if ending.change == Kind.BECAME and ending.project is None:
        raise NameTheProject
    row = CallEntry(
        decision=decision,
        call=_call(decision, line.call_id),
        change=ending.change,
        reason=tidy(ending.reason),
        project=ending.project if ending.change == Kind.BECAME else None,
        name=line.name,
        recorded_by_id=by.pk if by else None,
    )
    store(row)
    return _told(row, _("%(name)s: call ended: %(call)s"), Change(new={"change": row.change}), by)


@transaction.atomic
def correct_line(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: EntryFacts
) -> Outcome[CallEntry]:
    """Correct an adding or changing line of a draft. Raises `Adopted`, `Stale` and `Invalid`."""
    row = _line(seen)
    if row.change == Kind.ADD:
        _name(row.call, facts)
    return _write(row, facts, _("%(name)s: line corrected: %(call)s"), by=by)


@transaction.atomic
def remove_line(*, by: User | None, on: date, at: datetime, seen: Seen) -> Outcome[CallEntry]:
    """Take a line out of a draft, with the call it would have added. Raises `Adopted`, `Stale`."""
    row = _line(seen)
    change = Change(old={"change": row.change}, new={"change": None})
    outcome = _told(row, _("%(name)s: line taken out: %(call)s"), change, by)
    row.delete()
    if not row.call.entries.exists():
        row.call.delete()
    return outcome


def _draft(decision_id: int) -> CallDecision:
    row: CallDecision = CallDecision.objects.select_for_update().get(pk=decision_id)
    refuse_adopted(row)
    return row


def _line(seen: Seen) -> CallEntry:
    """A line of a draft; the draft is held first, as adopting it does."""
    drafts = CallDecision.objects.select_for_update(of=("self",))
    decision = drafts.filter(entries=seen.pk).first()
    if decision is None:
        raise Stale
    refuse_adopted(decision)
    return lock_seen(CallEntry.objects.select_related("decision", "call"), seen)


def _call(decision: CallDecision, call_id: int) -> Call:
    if decision.entries.filter(call_id=call_id).exists():
        raise SpokenOf
    call: Call = Call.objects.select_for_update().get(pk=call_id)
    return call


def _name(call: Call, facts: EntryFacts) -> None:
    call.name = tidy(facts.name)
    words = (call.code, call.name, facts.sector_text, facts.location_text)
    call.search_text, call.sort_key = search_text(*words), sort_key(call.name)
    store(call)


def _write(
    row: CallEntry, facts: EntryFacts, summary: Promise, *, by: User | None
) -> Outcome[CallEntry]:
    values = {name: getattr(facts, name) for name in EntryFacts.__slots__ if name != "units"}
    texts = ("name", "sector_text", "location_text", "area_text", "capital_text", "form_text")
    values |= {name: tidy(values[name]) for name in texts}
    change = assign(row, values)
    units = sorted(unit.pk for unit in facts.units)
    kept = sorted(row.units.values_list("pk", flat=True)) if row.pk else []
    if row.pk and not change and units == kept:
        return unchanged(row)
    if row.pk:
        row.version += 1
    else:
        row.recorded_by_id = by.pk if by else None
    store(row)
    row.units.set(units)
    return _told(row, summary, change, by)


def _told(row: CallEntry, summary: Promise, change: Change, by: User | None) -> Outcome[CallEntry]:
    tell("call_line", row.decision, summary, change, by=by, call=row.name)
    return Outcome(row=row, changed=tuple(change.new) or ("units",), moved=0)

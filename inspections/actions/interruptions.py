"""Pauses of a case and days given to it (Law 84/2025 arts 20, 30.3; NĐ 217/2025 art. 13)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.actions.cases import refuse_ended
from inspections.actions.refreshing import refresh
from inspections.actions.steps import StepMissing, taken
from inspections.actions.telling import Told, tell
from inspections.models import Case, CaseExtension, CasePause, CaseStep
from projects.actions.acts import Outcome, Seen, assign, lock_seen, store
from projects.actions.refusals import Refusal, not_after
from vn.dates import day_text
from vn.text import nfc, tidy

LONGEST_PAUSE = 30
MOST_DAYS = {
    ("inspection", "province"): (25,),
    ("inspection", "government"): (30, 20),
    ("check", "department"): (5,),
    ("check", "commune"): (3,),
    ("check", "ministry"): (7,),
}
"""Days a case may be extended by, one after the other, by kind and body (art. 20.1; NĐ 217 art. 13)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Days not counted, at the request of the subject; `to_date` is the first day of work again."""

    from_date: date
    to_date: date | None
    reason: str
    document_number: str
    document_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreDays:
    """More days on site, by a decision."""

    days: int
    ground: str
    document_number: str
    document_date: date


class PausedOnce(Refusal):
    """An inspection rests once."""

    text = _("An inspection is paused once (art. 30.3). It was paused from %(day)s.")


class TooLong(Refusal):
    """A pause beyond the law's days."""

    text = _("A pause lasts at most %(n)s days (art. 30.3): work goes on by %(day)s at the latest.")


class BeforeItBegan(Refusal):
    """Work rests once it has begun."""

    text = _("The decision was announced on %(day)s. A pause begins on that day or later.")


class NoMoreExtensions(Refusal):
    """The law allows no further one."""

    text = _("The law allows %(n)s extensions of such a case; they are on record already.")


class MoreThanAllowed(Refusal):
    """More days than the law gives."""

    text = _("At most %(n)s days can be added by this extension.")


@transaction.atomic
def pause(
    *, by: User | None, on: date, at: datetime, case_id: int, facts: Pause
) -> Outcome[CasePause]:
    """Let a case rest. Raises `PausedOnce`, `TooLong`, `BeforeItBegan`, `NotOpen` and `Invalid`."""
    case = _open(case_id)
    row = CasePause(case=case, recorded_by_id=by.pk if by else None)
    earlier = case.pauses.order_by("from_date").first()
    if earlier is not None and _is_bound(case):
        raise PausedOnce(day=day_text(earlier.from_date))
    return _pause(row, facts, by=by, on=on, at=at, verb="case_paused")


@transaction.atomic
def correct_pause(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: Pause
) -> Outcome[CasePause]:
    """Say when work goes on, or correct a pause. Raises `Stale` and as `pause`."""
    row = lock_seen(CasePause.objects.select_related("case"), seen)
    refuse_ended(row.case)
    row.version += 1
    return _pause(row, facts, by=by, on=on, at=at, verb="case_pause_corrected")


@transaction.atomic
def extend(
    *, by: User | None, on: date, at: datetime, case_id: int, facts: MoreDays
) -> Outcome[CaseExtension]:
    """Give a case more days. Raises `NoMoreExtensions`, `MoreThanAllowed`, `NotOpen`, `Invalid`."""
    case = _open(case_id)
    not_after(facts.document_date, on=on, field="document_date")
    most = MOST_DAYS.get((case.kind, case.body_level))
    known = case.extensions.count()
    if most is not None and _is_bound(case):
        if known >= len(most):
            raise NoMoreExtensions(n=len(most))
        if facts.days > most[known]:
            raise MoreThanAllowed(field="days", n=most[known])
    row = CaseExtension(case=case, recorded_by_id=by.pk if by else None)
    change = assign(row, asdict(facts) | {"document_number": tidy(facts.document_number)})
    store(row)
    words = {"n": row.days, "number": row.document_number}
    told = Told("case_extended", case.pk, _("%(n)s more days by %(number)s"), change, words)
    tell(told, by=by)
    moved = refresh(case_ids=[case.pk], on=on, at=at, cause="case_extended")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


def _pause(
    row: CasePause, facts: Pause, *, by: User | None, on: date, at: datetime, verb: str
) -> Outcome[CasePause]:
    case = row.case
    for name in ("from_date", "to_date", "document_date"):
        not_after(getattr(facts, name), on=on, field=name)
    announced = taken(case, None).filter(kind=CaseStep.Kind.ANNOUNCED).first()
    if announced is None:
        raise StepMissing(step=CaseStep.Kind.ANNOUNCED.label)
    if facts.from_date < announced.on_date:
        raise BeforeItBegan(field="from_date", day=day_text(announced.on_date))
    latest = facts.from_date + timedelta(days=LONGEST_PAUSE)
    if _is_bound(case) and facts.to_date is not None and facts.to_date > latest:
        raise TooLong(field="to_date", n=LONGEST_PAUSE, day=day_text(latest))
    texts = {"reason": nfc(facts.reason).strip(), "document_number": tidy(facts.document_number)}
    change = assign(row, asdict(facts) | texts)
    store(row)
    words = {"day": day_text(row.from_date)}
    tell(Told(verb, case.pk, _("Case rests from %(day)s"), change, words), by=by)
    moved = refresh(case_ids=[case.pk], on=on, at=at, cause=verb)
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


def _is_bound(case: Case) -> bool:
    """Whether the limits of the law of 2025 hold: cases decided before go on by that of 2022."""
    decided = case.decision_date
    return case.kind in ("inspection", "check") and (decided is None or decided >= date(2025, 7, 1))


def _open(case_id: int) -> Case:
    case: Case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    refuse_ended(case)
    return case

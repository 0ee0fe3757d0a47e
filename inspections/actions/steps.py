"""Recording the dated steps of a case and of its conclusions (law.md §4.2, §4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.actions.cases import refuse_ended
from inspections.actions.refreshing import refresh
from inspections.actions.telling import Told, tell
from inspections.models import Case, CaseStep, Conclusion
from inspections.rules.order import MANY, needs
from projects.actions.acts import Outcome, assign, store
from projects.actions.refusals import Refusal, not_after
from vn.dates import day_text
from vn.text import nfc, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """A step, the conclusion it is of, its day and document; `who` took it."""

    kind: str
    on_date: date
    conclusion_id: int | None = None
    document_number: str = ""
    who: str = ""
    note: str = ""


class NotDecided(Refusal):
    """Nothing is announced that was not decided."""

    text = _("Record number and day of the decision first.")


class StepMissing(Refusal):
    """A step rests on the one before it."""

    text = _("Record “%(step)s” first: this step is reckoned from it.")


class BeforeTheStep(Refusal):
    """A day before that of the step it rests on."""

    text = _("“%(step)s” was on %(day)s. Give a day from then on.")


class AlreadyTaken(Refusal):
    """Each step is taken once."""

    status = 409
    text = _("This step is on record, on %(day)s. Withdraw it first if it was a mistake.")


class SomethingRestsOnIt(Refusal):
    """A later step is reckoned from this one."""

    text = _("“%(step)s” is reckoned from this step. Withdraw that one first.")


@transaction.atomic
def take(
    *, by: User | None, on: date, at: datetime, case_id: int, facts: StepFacts
) -> Outcome[CaseStep]:
    """Record a step. Raises `NotDecided`, `StepMissing`, `BeforeTheStep`, `AlreadyTaken`,
    `NotOpen`, `InTheFuture` and `Invalid`."""
    case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    refuse_ended(case)
    not_after(facts.on_date, on=on, field="on_date")
    conclusion = _conclusion(case, facts.conclusion_id)
    _in_order(case, conclusion, facts)
    row = CaseStep(case=case, conclusion=conclusion, recorded_by_id=by.pk if by else None)
    values = {
        "kind": facts.kind,
        "on_date": facts.on_date,
        "document_number": tidy(facts.document_number),
        "who": tidy(facts.who),
        "note": nfc(facts.note).strip(),
    }
    change = assign(row, values)
    store(row)
    words = {"step": row.get_kind_display(), "day": day_text(row.on_date)}
    tell(Told("step_taken", case.pk, _("%(step)s on %(day)s"), change, words), by=by)
    moved = refresh(case_ids=[case.pk], on=on, at=at, cause="case_step")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


@transaction.atomic
def withdraw(
    *, by: User | None, on: date, at: datetime, step_id: int, case_id: int, reason: str
) -> Outcome[CaseStep]:
    """Take back a step that was entered by mistake; it stays in the history.

    Raises `SomethingRestsOnIt`, `NotOpen` and `Invalid`.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    refuse_ended(case)
    row = CaseStep.objects.select_for_update(no_key=True).get(pk=step_id, case=case)
    if row.withdrawn_at is not None:
        return Outcome(row=row, changed=(), moved=0)
    later = taken(case, row.conclusion).filter(
        kind__in=[k for k in CaseStep.Kind if row.kind in needs(k)]
    )
    after = later.first()
    if after is not None:
        raise SomethingRestsOnIt(step=after.get_kind_display())
    row.withdrawn_at, row.withdrawn_by_id = at, by.pk if by else 0
    row.withdrawn_reason = tidy(reason)
    store(row)
    words = {"step": row.get_kind_display(), "day": day_text(row.on_date)}
    summary = _("%(step)s of %(day)s withdrawn")
    tell(Told("step_withdrawn", case.pk, summary, words=words, reason=reason), by=by)
    moved = refresh(case_ids=[case.pk], on=on, at=at, cause="case_step_withdrawn")
    return Outcome(row=row, changed=("withdrawn_at",), moved=moved)


def taken(case: Case, conclusion: Conclusion | None) -> QuerySet[CaseStep]:
    """Steps that stand, of the case and of one conclusion."""
    rows = CaseStep.objects.filter(case=case, withdrawn_at=None)
    own = rows.filter(conclusion=None)
    return own | rows.filter(conclusion=conclusion) if conclusion else own


def _conclusion(case: Case, pk: int | None) -> Conclusion | None:
    return Conclusion.objects.get(pk=pk, case=case) if pk else None


def _in_order(case: Case, conclusion: Conclusion | None, facts: StepFacts) -> None:
    """A step comes after those it is reckoned from, and once."""
    if case.decision_date is None:
        raise NotDecided
    if facts.on_date < case.decision_date:
        raise BeforeTheStep(field="on_date", step=_("Decision"), day=day_text(case.decision_date))
    known = {row.kind: row.on_date for row in taken(case, conclusion)}
    if facts.kind in known and facts.kind not in MANY:
        raise AlreadyTaken(field="kind", day=day_text(known[facts.kind]))
    wanted = needs(facts.kind, case.kind)
    if wanted and not known.keys() & set(wanted):
        raise StepMissing(field="kind", step=CaseStep.Kind(wanted[0]).label)
    for kind in wanted:
        before = known.get(kind)
        if before is not None and facts.on_date < before:
            raise BeforeTheStep(
                field="on_date", step=CaseStep.Kind(kind).label, day=day_text(before)
            )

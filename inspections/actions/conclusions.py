"""Conclusions of a case: ordered, and signed once the draft was appraised (arts 34 to 36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.actions.cases import refuse_ended
from inspections.actions.refreshing import refresh
from inspections.actions.steps import BeforeTheStep, StepFacts, StepMissing, take, taken
from inspections.actions.telling import Told, tell
from inspections.models import Case, CaseStep, Conclusion
from inspections.rules.order import APPRAISED_BY_LAW
from projects.actions.acts import Outcome, Seen, assign, lock_seen, store
from projects.actions.refusals import Refusal, not_after
from vn.dates import day_text
from vn.text import nfc, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The order to draft a conclusion: its topic, day and document."""

    topic: str
    on_date: date
    document_number: str = ""
    who: str = ""
    is_complex: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Number, day and signer of a conclusion, and what it says in short."""

    number: str
    signed_date: date
    signer: str
    summary: str


class SignedAlready(Refusal):
    """A signed conclusion is corrected, not signed again."""

    status = 409
    text = _("This conclusion is signed already. Correct it before it is published.")


@transaction.atomic
def order_conclusion(
    *, by: User | None, on: date, at: datetime, case_id: int, facts: Order
) -> Outcome[Conclusion]:
    """Order the draft of one more conclusion (art. 34.1; a case may have several, 36.3).

    Raises as `steps.take`.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    refuse_ended(case)
    last = case.conclusions.aggregate(last=Max("ordinal"))["last"] or 0
    row = Conclusion(
        case=case,
        ordinal=last + 1,
        topic=tidy(facts.topic),
        is_complex=facts.is_complex,
        recorded_by_id=by.pk if by else None,
    )
    store(row)
    step = StepFacts(
        kind=CaseStep.Kind.DRAFT_ORDERED,
        on_date=facts.on_date,
        conclusion_id=row.pk,
        document_number=facts.document_number,
        who=facts.who,
    )
    taken_step = take(by=by, on=on, at=at, case_id=case.pk, facts=step)
    return Outcome(row=row, changed=("ordinal",), moved=taken_step.moved)


@transaction.atomic
def sign(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: Signature
) -> Outcome[Conclusion]:
    """Record the signature. The provincial inspectorate's draft must have been appraised (35.1).

    Raises `SignedAlready`, `StepMissing`, `BeforeTheStep`, `InTheFuture`, `NotOpen`, `Stale` and
    `Invalid`.
    """
    row = lock_seen(Conclusion.objects.select_related("case"), seen)
    refuse_ended(row.case)
    if row.signed_date is not None:
        raise SignedAlready
    not_after(facts.signed_date, on=on, field="signed_date")
    _may_be_signed(row, facts.signed_date)
    values = {
        "number": tidy(facts.number),
        "signed_date": facts.signed_date,
        "signer": tidy(facts.signer),
        "summary": nfc(facts.summary).strip(),
    }
    change = assign(row, values)
    row.version += 1
    store(row)
    words = {"number": row.number, "day": day_text(facts.signed_date)}
    summary = _("Conclusion %(number)s signed on %(day)s")
    tell(Told("conclusion_signed", row.case_id, summary, change, words), by=by)
    moved = refresh(conclusion_ids=[row.pk], on=on, at=at, cause="conclusion_signed")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


def _may_be_signed(row: Conclusion, day: date) -> None:
    known = {step.kind: step for step in taken(row.case, row)}
    inspected = row.case.kind == Case.Kind.INSPECTION
    wanted = [CaseStep.Kind.DRAFTED] if inspected else []
    if inspected and row.case.body_level in APPRAISED_BY_LAW and not _is_legacy(row.case):
        wanted.append(CaseStep.Kind.APPRAISED)
    for kind in wanted:
        if kind not in known:
            raise StepMissing(step=kind.label)
    for step in known.values():
        if step.kind not in ("subject", "manager") and step.on_date > day:
            raise BeforeTheStep(
                field="signed_date", step=step.get_kind_display(), day=day_text(step.on_date)
            )


def _is_legacy(case: Case) -> bool:
    """Decided under the law of 2022, of whose steps the catalogue says nothing (R-4.1)."""
    return case.decision_date is not None and case.decision_date < date(2025, 7, 1)

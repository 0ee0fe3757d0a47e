"""Publishing a conclusion, and correcting it before that (Law 84/2025 arts 36.4, 37.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from inspections.actions.refreshing import refresh
from inspections.models import CaseStep, Conclusion
from projects.actions.acts import Change, Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.refusals import Refusal, not_after
from vn.dates import day_text
from vn.text import nfc, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Where and on which day a conclusion was made public; the address is that of the portal."""

    published_date: date
    published_place: str
    published_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What the conclusion says after it was corrected, by which document, when and why."""

    number: str
    signed_date: date
    signer: str
    topic: str
    summary: str
    on_date: date
    document_number: str
    note: str


class NotSigned(Refusal):
    """Nothing is published that nobody signed."""

    text = _("This conclusion is not signed yet. Record its number and day first.")


class AlreadyPublished(Refusal):
    """Publishing is never taken back, and corrections come before it (art. 36.4)."""

    status = 409
    text = _("This conclusion was published on %(day)s. What is published stays as it is.")


class BeforeItWasSigned(Refusal):
    """A day before the signature."""

    text = _("The conclusion was signed on %(day)s. Give a day from then on.")


@transaction.atomic
def publish(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: Publication
) -> Outcome[Conclusion]:
    """Make one conclusion public; other conclusions of the case stay as they are.

    From now on others know of the case. Raises `NotSigned`, `AlreadyPublished`,
    `BeforeItWasSigned`, `InTheFuture`, `Stale` and `Invalid`.
    """
    row = lock_seen(Conclusion.objects.all(), seen)
    signed = _signed_and_not_public(row)
    not_after(facts.published_date, on=on, field="published_date")
    if facts.published_date < signed:
        raise BeforeItWasSigned(field="published_date", day=day_text(signed))
    values = {
        "published_date": facts.published_date,
        "published_place": tidy(facts.published_place),
        "published_url": facts.published_url,
    }
    change = assign(row, values)
    row.published_by_id = by.pk if by else None
    row.version += 1
    store(row)
    _tell("conclusion_published", row, _("Conclusion %(name)s published"), change, by=by)
    moved = refresh(conclusion_ids=[row.pk], on=on, at=at, cause="conclusion_published")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


@transaction.atomic
def correct(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: Correction
) -> Outcome[Conclusion]:
    """Correct a signed conclusion before it is published; what it said before stays in the history.

    Raises as `publish`.
    """
    row = lock_seen(Conclusion.objects.all(), seen)
    _signed_and_not_public(row)
    for name in ("signed_date", "on_date"):
        not_after(getattr(facts, name), on=on, field=name)
    if facts.on_date < facts.signed_date:
        raise BeforeItWasSigned(field="on_date", day=day_text(facts.signed_date))
    values: dict[str, object] = {
        name: tidy(getattr(facts, name)) for name in ("number", "signer", "topic")
    }
    values |= {"signed_date": facts.signed_date, "summary": nfc(facts.summary).strip()}
    change = assign(row, values)
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    store(
        CaseStep(
            case_id=row.case_id,
            conclusion=row,
            kind=CaseStep.Kind.CORRECTED,
            on_date=facts.on_date,
            document_number=tidy(facts.document_number),
            note=tidy(facts.note),
            recorded_by_id=by.pk if by else None,
        )
    )
    summary = _("Conclusion %(name)s corrected: %(note)s")
    _tell("conclusion_corrected", row, summary, change, by=by, note=tidy(facts.note))
    moved = refresh(conclusion_ids=[row.pk], on=on, at=at, cause="conclusion_corrected")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


def _signed_and_not_public(row: Conclusion) -> date:
    if row.published_date is not None:
        raise AlreadyPublished(day=day_text(row.published_date))
    if row.signed_date is None:
        raise NotSigned
    return row.signed_date


def _tell(
    verb: str,
    row: Conclusion,
    summary: Promise,
    change: Change,
    *,
    by: User | None,
    **words: object,
) -> None:
    """One line of the case's history; it names no project, so that no project's history has it."""
    entry = Entry(
        verb=verb,
        subject_kind="case",
        subject_id=row.case_id,
        summary=in_words(summary, name=str(row), **words),
        old=change.old,
        new=change.new,
    )
    record(by=by, entry=entry)

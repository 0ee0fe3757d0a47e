"""Findings and recommendations of a conclusion, answers to them and their verification (R-4.3)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.actions.cases import refuse_ended
from inspections.actions.refreshing import refresh
from inspections.actions.telling import Told, tell
from inspections.models import Conclusion, Finding, Recommendation, RecommendationAnswer
from projects.actions.acts import Change, Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.refusals import Refusal
from vn.dates import day_text
from vn.text import nfc, tidy

DONE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    """What was found; the amount is in whole đồng, None where none is stated."""

    law_area: str
    severity: str
    text: str
    amount_vnd: int | None = None
    project_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationFacts:
    """What has to be done by whom, by which day, with which evidence."""

    kind: str
    text: str
    addressee_agency_id: int | None = None
    addressee_investor_id: int | None = None
    responsible_agency_id: int | None = None
    project_id: int | None = None
    amount_vnd: int | None = None
    due_date: date | None = None
    evidence_needed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """What an addressee says was done: how far in percent, and how much money in whole đồng."""

    text: str
    progress_percent: int
    amount_done_vnd: int = 0
    document_number: str = ""


class Published(Refusal):
    """What is published stays as it was read."""

    status = 409
    text = _("The conclusion is published: what it found and asked for stays as it is.")


class SaysWhyItChanges(Refusal):
    """What everybody may read changes for a reason."""

    text = _("The conclusion is published: give the document or the reason of this change.")


class AnswerWaits(Refusal):
    """One answer at a time."""

    status = 409
    text = _("Your answer of %(day)s waits for verification. A new one can follow it.")


class DoneAlready(Refusal):
    """The recommendation is closed."""

    status = 409
    text = _("This recommendation is closed since %(day)s.")


class NotPublished(Refusal):
    """Nobody answers what he or she may not know of."""

    status = 404
    text = _("This recommendation is not published.")


class VerifiedAlready(Refusal):
    """An answer is verified once."""

    status = 409
    text = _("This answer was verified already. Reload the page.")


class OwnAnswer(Refusal):
    """Nobody verifies what he or she said."""

    text = _("You sent this answer yourself. Somebody else on the case verifies it.")


class SaysWhatIsMissing(Refusal):
    """An answer is returned for a reason."""

    text = _("Say what is missing, so that the addressee knows what to do.")


@transaction.atomic
def find(
    *, by: User | None, on: date, at: datetime, conclusion_id: int, facts: FindingFacts
) -> Outcome[Finding]:
    """Record a finding. Raises `Published`, `NotOpen` and `Invalid`."""
    conclusion = _unpublished(conclusion_id)
    row = Finding(conclusion=conclusion, recorded_by_id=by.pk if by else None)
    change = assign(row, asdict(facts) | {"text": nfc(facts.text).strip()})
    store(row)
    _tell(conclusion, "finding_recorded", _("Finding recorded"), change, by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def correct_finding(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: FindingFacts
) -> Outcome[Finding]:
    """Correct a finding before it is published. Raises `Stale` and as `find`."""
    row = lock_seen(Finding.objects.select_related("conclusion"), seen)
    _unpublished(row.conclusion_id)
    change = assign(row, asdict(facts) | {"text": nfc(facts.text).strip()})
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("Finding corrected: %(fields)s")
    told = Told("finding_corrected", row.conclusion.case_id, summary, change, reason=seen.why)
    tell(told, by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def recommend(
    *, by: User | None, on: date, at: datetime, conclusion_id: int, facts: RecommendationFacts
) -> Outcome[Recommendation]:
    """Record a recommendation; its clock runs once the conclusion is published.

    Raises `Published`, `NotOpen` and `Invalid`.
    """
    conclusion = _unpublished(conclusion_id)
    last = conclusion.recommendations.aggregate(last=Max("ordinal"))["last"] or 0
    row = Recommendation(
        conclusion=conclusion, ordinal=last + 1, recorded_by_id=by.pk if by else None
    )
    change = assign(row, _asked(facts))
    store(row)
    moved = refresh(recommendation_ids=[row.pk], on=on, at=at, cause="recommended")
    _tell(conclusion, "recommended", _("Recommendation recorded"), change, by)
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


@transaction.atomic
def correct_recommendation(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: RecommendationFacts
) -> Outcome[Recommendation]:
    """Correct a recommendation. Once published, only its day, who carries it out today and the
    evidence change, and for a reason.

    Raises `Published`, `SaysWhyItChanges`, `Stale` and `Invalid`.
    """
    row = lock_seen(Recommendation.objects.select_related("conclusion"), seen)
    values = _asked(facts)
    if row.conclusion.published_date is not None:
        kept = ("responsible_agency_id", "due_date", "evidence_needed")
        if any(getattr(row, name) != value for name, value in values.items() if name not in kept):
            raise Published
    change = assign(row, values)
    if not change:
        return unchanged(row)
    if row.conclusion.published_date is not None and not tidy(seen.why):
        raise SaysWhyItChanges(field="why")
    row.version += 1
    store(row)
    moved = refresh(recommendation_ids=[row.pk], on=on, at=at, cause="recommendation_corrected")
    summary = _("Recommendation corrected: %(fields)s")
    case_id = row.conclusion.case_id
    tell(Told("recommendation_corrected", case_id, summary, change, reason=seen.why), by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


@transaction.atomic
def answer(
    *, by: User | None, on: date, at: datetime, recommendation_id: int, facts: AnswerFacts
) -> Outcome[RecommendationAnswer]:
    """Say what was done. The day of submitting counts, also when it is accepted later.

    Raises `NotPublished`, `DoneAlready`, `AnswerWaits` and `Invalid`.
    """
    row = _locked(recommendation_id)
    if row.conclusion.published_date is None:
        raise NotPublished
    if row.closed_date is not None:
        raise DoneAlready(day=day_text(row.closed_date))
    waits = row.answers.filter(state=RecommendationAnswer.State.SUBMITTED).first()
    if waits is not None:
        raise AnswerWaits(day=day_text(waits.submitted_date))
    said = RecommendationAnswer(
        recommendation=row,
        text=nfc(facts.text).strip(),
        progress_percent=facts.progress_percent,
        amount_done_vnd=facts.amount_done_vnd,
        document_number=tidy(facts.document_number),
        submitted_date=on,
        submitted_at=at,
        submitted_by_id=by.pk if by else 0,
        submitted_by_name=str(by) if by else "",
    )
    store(said)
    words = {"n": row.ordinal, "percent": facts.progress_percent}
    summary = _("Recommendation %(n)s answered: %(percent)s%% done")
    tell(Told("recommendation_answered", row.conclusion.case_id, summary, words=words), by=by)
    moved = refresh(recommendation_ids=[row.pk], on=on, at=at, cause="recommendation_answered")
    return Outcome(row=said, changed=("text",), moved=moved)


@transaction.atomic
def verify(
    *, by: User | None, on: date, at: datetime, answer_id: int, accepted: bool, remark: str
) -> Outcome[RecommendationAnswer]:
    """Accept an answer, or return it with what is missing.

    An accepted one moves the recommendation on; at 100 percent it closes it, on the day the answer
    was submitted. Raises `VerifiedAlready`, `OwnAnswer` and `SaysWhatIsMissing`.
    """
    said = RecommendationAnswer.objects.get(pk=answer_id)
    row = _locked(said.recommendation_id)
    said.refresh_from_db()
    if said.state != RecommendationAnswer.State.SUBMITTED:
        raise VerifiedAlready
    if by is not None and by.pk == said.submitted_by_id:
        raise OwnAnswer
    if not accepted and not tidy(remark):
        raise SaysWhatIsMissing(field="remark")
    states = RecommendationAnswer.State
    said.state = states.ACCEPTED if accepted else states.RETURNED
    said.verified_date, said.verified_by_id = on, by.pk if by else 0
    said.verified_by_name, said.remark = str(by) if by else "", nfc(remark).strip()
    said.version += 1
    store(said)
    if accepted:
        _move_on(row, said)
    summary = _("Answer accepted") if accepted else _("Answer returned")
    tell(Told("answer_verified", row.conclusion.case_id, summary, reason=remark), by=by)
    moved = refresh(recommendation_ids=[row.pk], on=on, at=at, cause="answer_verified")
    return Outcome(row=said, changed=("state",), moved=moved)


def _move_on(row: Recommendation, said: RecommendationAnswer) -> None:
    row.progress_percent = said.progress_percent
    row.amount_done_vnd = said.amount_done_vnd
    if said.progress_percent == DONE:
        row.closed_date = said.submitted_date
    row.version += 1
    store(row)


def _asked(facts: RecommendationFacts) -> dict[str, object]:
    return asdict(facts) | {
        "text": nfc(facts.text).strip(),
        "evidence_needed": tidy(facts.evidence_needed),
    }


def _unpublished(pk: int) -> Conclusion:
    conclusion: Conclusion = Conclusion.objects.select_for_update(no_key=True).get(pk=pk)
    refuse_ended(conclusion.case)
    if conclusion.published_date is not None:
        raise Published
    return conclusion


def _locked(pk: int) -> Recommendation:
    rows = Recommendation.objects.select_for_update(no_key=True, of=("self",))
    row: Recommendation = rows.select_related("conclusion").get(pk=pk)
    return row


def _tell(
    conclusion: Conclusion, verb: str, summary: Promise, change: Change, by: User | None
) -> None:
    tell(Told(verb, conclusion.case_id, summary, change), by=by)

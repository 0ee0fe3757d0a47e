"""From a draft to an issued report and its correction (R-7.1): who does what, once and for ever."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from desk.actions import jobs
from desk.models import Job
from reporting import doctoring, editions
from reporting.actions import reports, telling
from reporting.actions.papers import RENDER_EDITION, empty_slots, hold, remember
from reporting.actions.refusals import (
    AlreadyCorrected,
    NoReason,
    NoRemark,
    NotExplained,
    NothingWritten,
    NumberTaken,
    OddDay,
    OddNumber,
    SamePerson,
    WrongStep,
)
from reporting.letterhead import Letter
from reporting.models import Edition, Paper
from vn.dates import day_text

_Life = Paper.Life
_WHOLE_NUMBER = re.compile(r"\d{1,5}/[A-ZĐ][A-ZĐ0-9-]{1,40}")


@transaction.atomic
def submit(*, paper_id: int, by: User, at: datetime) -> Paper:
    """Hand a draft to whoever approves it. Raises WrongStep, NothingWritten, NotExplained."""
    paper = _at(paper_id, _Life.DRAFT)
    empty = empty_slots(paper)
    if empty:
        raise NothingWritten(names=", ".join(slot.label for slot in empty))
    left = doctoring.diagnose(paper).open
    if left:
        raise NotExplained(count=len(left))
    paper.life, paper.submitted_at, paper.submitted_by_id = _Life.SUBMITTED, at, by.pk
    _keep(paper, by, "submit_report")
    telling.tell_of(paper, by=by, at=at)
    return paper


@transaction.atomic
def give_back(*, paper_id: int, note: str, by: User, at: datetime) -> Paper:
    """Return a submitted or approved report to who prepared it. Raises WrongStep, NoRemark."""
    paper = _at(paper_id, _Life.SUBMITTED, _Life.APPROVED)
    if not note.strip():
        raise NoRemark
    paper.life, paper.returned_note = _Life.DRAFT, note.strip()
    paper.returned_at, paper.returned_by_id = at, by.pk
    paper.approved_at = paper.approved_by_id = None
    _keep(paper, by, "return_report", reason=note.strip())
    telling.tell_of(paper, by=by, at=at)
    return paper


@transaction.atomic
def approve(*, paper_id: int, by: User, at: datetime) -> Paper:
    """Approve a submitted report. Raises WrongStep, SamePerson for anybody who prepared it."""
    paper = _at(paper_id, _Life.SUBMITTED)
    wrote = set(paper.passages.values_list("written_by_id", flat=True))
    if by.pk in wrote | {paper.submitted_by_id, paper.run.requested_by_id}:
        raise SamePerson
    paper.life, paper.approved_at, paper.approved_by_id = _Life.APPROVED, at, by.pk
    _keep(paper, by, "approve_report")
    telling.tell_of(paper, by=by, at=at)
    return paper


@transaction.atomic
def issue(*, paper_id: int, number: str, on: date, by: User, at: datetime) -> tuple[Edition, Job]:
    """Issue an approved report under the clerk's number and day; it is rendered once from here.

    `number` is a plain number, to which the suffix of the issuer is added, or a whole one such as
    05/BC-STC. Raises WrongStep, OddNumber, NumberTaken, OddDay.
    """
    paper = _at(paper_id, _Life.APPROVED)
    today = timezone.localtime(at).date()
    if not paper.run.cut_off <= on <= today:
        raise OddDay(first=day_text(paper.run.cut_off), last=day_text(today))
    paper.official_number = _whole_number(paper, number)
    taken = Paper.objects.filter(
        official_number=paper.official_number, issued_on__year=on.year
    ).exclude(pk=paper.pk)
    if taken.exists():
        raise NumberTaken(year=on.year, number=paper.official_number)
    paper.life, paper.issued_on = _Life.ISSUED, on
    paper.issued_at, paper.issued_by_id = at, by.pk
    _keep(paper, by, "issue_report", new={"number": paper.official_number, "on": on.isoformat()})
    telling.tell_of(paper, by=by, at=at)
    content = editions.edited(paper)
    edition = Edition.objects.create(
        paper=paper,
        purpose=Edition.Purpose.ISSUED,
        content=content.to_json(),
        content_sha256=content.sha256,
        asked_at=at,
    )
    job = jobs.ask(handler=RENDER_EDITION, subject_id=edition.pk, at=at, by_id=by.pk)
    return edition, job


@transaction.atomic
def correct(
    *, paper_id: int, reason: str, by: User, at: datetime, letter: Letter
) -> tuple[Paper, Job]:
    """Begin a numbered correction of an issued report, with the figures known today.

    The new report counts as of the same cut-off day; what differs is listed in it. The issued one
    stays as it is and is superseded on the day the correction is issued. Raises WrongStep,
    NoReason, AlreadyCorrected, and what `reports.request` raises.
    """
    old = _at(paper_id, _Life.ISSUED)
    if not reason.strip():
        raise NoReason
    if Paper.objects.filter(corrects=old).exists():
        raise AlreadyCorrected
    job = reports.request(
        cut_off=old.run.cut_off, by=by, at=at, letter=letter, kind=old.run.template
    )
    paper = Paper.objects.get(run_id=job.subject_id)
    paper.corrects, paper.correction_reason = old, reason.strip()
    for row in old.passages.exclude(text=""):
        paper.passages.filter(slot=row.slot).update(
            text=row.text, written_at=row.written_at, written_by_id=row.written_by_id
        )
    _keep(paper, by, "correct_report", new={"corrects": old.pk}, reason=reason.strip())
    return paper, job


def _at(paper_id: int, *states: str) -> Paper:
    """The paper, held, in one of these states."""
    paper = hold(paper_id)
    if paper.life not in states:
        raise WrongStep(state=paper.get_life_display())
    return paper


def _keep(
    paper: Paper,
    by: User,
    verb: str,
    *,
    new: dict[str, object] | None = None,
    reason: str = "",
) -> Paper:
    paper.version += 1
    paper.save()
    remember(by, paper, verb, new={"life": paper.life} | (new or {}), reason=reason)
    return paper


def _whole_number(paper: Paper, number: str) -> str:
    """05/BC-STC of "5", "05" or the whole: numbers below ten take a zero (law.md 6.2, cell 3)."""
    suffix = editions.frozen(paper).letter.issuer.number_suffix
    text = "".join(number.split()).upper()
    if text.isascii() and text.isdigit() and 0 < int(text) < 100_000:
        return f"{int(text):02d}{suffix}"
    if not _WHOLE_NUMBER.fullmatch(text):
        raise OddNumber(suffix=suffix)
    return text

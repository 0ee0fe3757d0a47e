"""The page of a dossier: where it is, its days by side, its timeline, opinions, decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from deadlines import sentence, wording
from deadlines.models import Obligation
from deadlines.rules.severity import duty_mark
from projects.models import Document, Opinion, Proposal, Supplement
from projects.querysets.appraisal_facts import proposals_of
from projects.rules.holding import held
from projects.subjects.facts_appraisal import days_given
from vn.dates import day_text
from vn.numbers import group

Duties = Mapping[tuple[str, int], Obligation]


def context(row: Proposal, user: User, on: date) -> dict[str, Any]:
    """Everything the template prints, formatted."""
    opinions = list(row.opinions.select_related("agency"))
    supplements = list(row.supplements.all())
    duties = _duties(row, opinions)
    appraises = user.can(Permission.APPRAISE)
    (known,) = (
        each for each in proposals_of([row.project_id])[row.project_id] if each.id == row.pk
    )
    return {
        "row": row,
        "project": row.project,
        "crumbs": crumbs(row),
        "heading": title(row),
        "standing": standing(row, opinions, supplements),
        "duty": _duty(duties.get(("T1", row.pk)), on),
        "facts": facts(row),
        "days": _days(held(known, on=on)),
        "events": sorted(_events(row, opinions, supplements), key=lambda e: (e["on"], e["order"])),
        "opinions": [_opinion(each, duties, on) for each in opinions],
        "answered": sum(1 for each in opinions if each.verdict),
        "files": _files(opinions, user),
        "supplements": [_supplement(each, row, appraises=appraises) for each in supplements],
        "acts": _acts(row) if appraises else [],
        "next": _next(row, supplements) if appraises else "",
    }


def title(row: Proposal) -> str:
    """Chấp thuận chủ trương đầu tư, hồ sơ H-12."""
    return ", ".join(filter(None, (str(row.get_kind_display()), row.dossier_code)))


def crumbs(row: Proposal, *, below: bool = False) -> list[tuple[str, str]]:
    """The registry, the project, and from pages of acts the dossier."""
    page = reverse("projects:detail", args=[row.project.code])
    found = [
        (gettext("Project registry"), reverse("projects:list")),
        (f"{row.project.code} {row.project.name}", page),
    ]
    if below:
        found.append((title(row), reverse("projects:proposal", args=[row.project.code, row.pk])))
    return found


def facts(row: Proposal) -> list[tuple[str, str]]:
    """What is on record of a dossier."""
    found = [
        (gettext("What is asked for"), str(row.get_kind_display())),
        (gettext("Dossier code"), row.dossier_code or "—"),
        (gettext("Received on"), day_text(row.received_date)),
        (gettext("Agency that appraises"), row.agency.short_name),
        (gettext("Days given"), days_given(row) or gettext("no data")),
    ]
    if row.report_number:
        report = f"{row.report_number} · {_day(row.report_date)}"
        found.append((gettext("Appraisal report"), report))
    if row.submitted_date:
        sent = f"{row.submitted_to} · {day_text(row.submitted_date)}"
        found.append((gettext("Submitted to"), sent))
    if row.decided_date:
        said = [str(row.get_outcome_display()), day_text(row.decided_date)]
        found.append(
            (gettext("Decision"), " · ".join([*said, str(row.instrument or "")]).strip(" ·"))
        )
    return found


def facts_of_supplement(row: Supplement) -> list[tuple[str, str]]:
    """The letter that asked."""
    return [
        (gettext("Letter"), row.document_number),
        (gettext("Day of the letter"), day_text(row.asked_date)),
        (gettext("Papers asked for"), row.asked_for),
    ]


def standing(
    row: Proposal, opinions: list[Opinion], supplements: list[Supplement]
) -> tuple[str, str]:
    """Who holds the dossier since when: mark and words."""
    if row.decided_date:
        mark = "ok" if row.outcome == Proposal.Outcome.APPROVED else "info"
        words = {"outcome": row.get_outcome_display(), "day": day_text(row.decided_date)}
        return mark, gettext("%(outcome)s on %(day)s") % words
    if row.submitted_date:
        words = {"to": row.submitted_to, "day": day_text(row.submitted_date)}
        return "info", gettext("With %(to)s since %(day)s") % words
    waiting = [each.asked_date for each in supplements if each.answered_date is None]
    if waiting:
        return "hold", gettext("With the investor since %(day)s") % {"day": day_text(min(waiting))}
    asked = [each.asked_date for each in opinions if not each.verdict]
    if asked:
        words = {"n": group(len(asked)), "day": day_text(min(asked))}
        return "info", gettext("Waiting for %(n)s agencies since %(day)s") % words
    back = [row.received_date, *(each.answered_date for each in supplements if each.answered_date)]
    back += [each.answered_date for each in opinions if each.answered_date]
    words = {"agency": row.agency.short_name, "day": day_text(max(back))}
    return "info", gettext("With %(agency)s since %(day)s") % words


def _duties(row: Proposal, opinions: list[Opinion]) -> Duties:
    # The days of a letter are no secret of those who decide on flags: who was asked knows them.
    found = Obligation.objects.filter(
        project_id=row.project_id,
        kind__in=("T1", "T2"),
        subject_id__in=[row.pk, *(each.pk for each in opinions)],
    )
    return {(duty.kind, duty.subject_id): duty for duty in found}


def _duty(duty: Obligation | None, on: date) -> dict[str, str]:
    if duty is None:
        return {}
    if duty.clock == "unknown":
        said = wording.label(wording.MISSING, duty.missing)
        return {"mark": "unk", "words": gettext("no data"), "text": said, "due": ""}
    return {
        "mark": duty_mark(
            clock=duty.clock, kind=duty.kind, level=duty.level, advisory=duty.advisory
        ),
        "words": wording.standing(vars(duty), on),
        "text": sentence.sentence(vars(duty), on),
        "due": _day(duty.due_date),
    }


def _days(found: Any) -> list[tuple[str, str]]:
    sides = (
        (gettext("Agency that appraises"), found.registry),
        (gettext("Investor, papers awaited"), found.investor),
        (gettext("Agencies asked"), found.agencies),
        (gettext("Together"), found.total),
    )
    return [(words, gettext("%(n)s days") % {"n": group(count)}) for words, count in sides]


def _events(
    row: Proposal, opinions: list[Opinion], supplements: list[Supplement]
) -> Iterator[dict[str, Any]]:
    said = (
        (row.received_date, gettext("Dossier received"), row.dossier_code),
        *_papers(supplements),
        *_asked(opinions),
        (row.report_date, gettext("Appraisal report"), row.report_number),
        (row.submitted_date, gettext("Submitted"), row.submitted_to),
        (row.decided_date, str(row.get_outcome_display()), str(row.instrument or "")),
    )
    for order, (day, words, more) in enumerate(said):
        if day is not None:
            yield {"on": day, "order": order, "day": day_text(day), "words": words, "more": more}


_Said = Iterator[tuple[date | None, str, str]]


def _papers(supplements: list[Supplement]) -> _Said:
    for row in supplements:
        yield row.asked_date, gettext("Papers asked of the investor"), row.document_number
        yield row.answered_date, gettext("Papers received"), row.document_number


def _asked(opinions: list[Opinion]) -> _Said:
    """One line a letter, one an answer."""
    letters: dict[tuple[date, str], list[str]] = {}
    for row in opinions:
        key = (row.asked_date, row.document_number)
        letters.setdefault(key, []).append(row.agency.short_name)
    for (day, number), names in letters.items():
        said = " · ".join(filter(None, (number, ", ".join(names))))
        yield day, gettext("Opinions asked for by letter"), said
    for row in opinions:
        words = gettext("%(agency)s answered") % {"agency": row.agency.short_name}
        yield row.answered_date, words, str(row.get_verdict_display())


def _opinion(row: Opinion, duties: Duties, on: date) -> dict[str, Any]:
    duty = duties.get(("T2", row.pk))
    return {
        "pk": row.pk,
        "agency": row.agency.short_name,
        "asked": day_text(row.asked_date),
        "document": row.document_number,
        "given": days_given(row),
        "due": _day(duty.due_date) if duty else "",
        "answered": _day(row.answered_date),
        "verdict": str(row.get_verdict_display()) if row.verdict else "",
        "answer": row.answer,
        "number": row.answer_number,
        "late": late(row, duty, on),
        "url": reverse("projects:opinion", args=[row.pk]),
    }


def late(row: Opinion, duty: Obligation | None, on: date) -> tuple[str, str]:
    """Mark and words: how many days late, or left."""
    if duty is None or duty.due_date is None or duty.clock == "void":
        return ("", "")
    end = row.answered_date or on
    late = (end - duty.due_date).days
    if late > 0:
        return "warn", gettext("%(n)s days late") % {"n": group(late)}
    if row.answered_date:
        return "ok", gettext("in time")
    return "info", wording.distance(duty.due_date, on)


def _supplement(row: Supplement, proposal: Proposal, *, appraises: bool) -> dict[str, Any]:
    code = proposal.project.code
    is_open = row.answered_date is None
    return {
        "number": row.document_number,
        "asked": day_text(row.asked_date),
        "asked_for": row.asked_for,
        "answered": _day(row.answered_date),
        "url": (
            reverse("projects:supplement_answer", args=[code, row.pk])
            if is_open and appraises
            else ""
        ),
    }


def _files(opinions: list[Opinion], user: User) -> list[tuple[str, str]]:
    if not user.can(Permission.VIEW_DOCUMENTS):
        return []
    found = Document.objects.visible_to(user).filter(
        owner_kind="opinion",
        owner_id__in=[each.pk for each in opinions],
        withdrawn_at=None,
    )
    return [(each.title, reverse("projects:document", args=[each.pk])) for each in found]


def _acts(row: Proposal) -> list[tuple[str, str]]:
    """What can be done with it now, in the order in which it is usually done."""
    names = [("proposal_edit", gettext("Correct the dossier"))]
    if row.decided_date is None:
        names += [
            ("proposal_supplement", gettext("Ask for papers")),
            ("proposal_ask", gettext("Ask agencies")),
            ("proposal_report", gettext("Appraisal report")),
            ("proposal_submit", gettext("Submit the result")),
            ("proposal_decide", gettext("Record the decision")),
        ]
    return [(words, _url(name, row)) for name, words in names]


def _next(row: Proposal, supplements: list[Supplement]) -> str:
    """The act that is usually next: the one button of the page."""
    if row.decided_date:
        return ""
    if row.submitted_date:
        return _url("proposal_decide", row)
    if any(each.answered_date is None for each in supplements):
        return ""
    return _url("proposal_submit" if row.report_number else "proposal_ask", row)


def _url(name: str, row: Proposal) -> str:
    return reverse(f"projects:{name}", args=[row.project.code, row.pk])


def _day(value: date | None) -> str:
    return day_text(value) if value else ""

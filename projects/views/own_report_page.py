"""What the pages of an investor's periodic report show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from accounts.access import signed_in
from accounts.models import User
from deadlines import wording
from deadlines.models import Obligation
from projects.actions.filing_sheets import open_questions, photographs
from projects.filing_wording import (
    HINTS,
    LABELS,
    SHORT,
    STATES,
    area_text,
    asked,
    difference,
    money_text,
    name_of,
    value_text,
)
from projects.members import may_file
from projects.models import Document, FilingSheet, Project
from projects.querysets.filing_sheets import Owed, known_of, last_accepted, owed
from projects.rules.filing_steps import ASKED, Screen, number_of, split_remarks, unanswered
from projects.wording import cycle_text
from vn.dates import day_text
from vn.numbers import decimal_text

MOST_SHOWN = 60


def crumbs(project: Project, *, inside: bool = False) -> list[tuple[str, str]]:
    """The way back: the project, then the list of its reports."""
    found = [(project.name, reverse("projects:own", args=[project.code]))]
    if inside:
        words = gettext("Periodic reports")
        found.append((words, reverse("projects:own_reports", args=[project.code])))
    return found


def row(project: Project, each: Owed, on: date, *, files: bool) -> dict[str, Any]:
    """One period in the list: days, law, where it stands, what can be done."""
    state = each.state(on)
    mark, words = STATES[state]
    last = each.filings[0] if each.filings else None
    duty = each.duty
    return {
        "name": name_of(each.kind, each.cycle),
        "anchor": f"{each.kind}-{each.cycle}",
        "url": reverse("projects:own_report", args=[project.code, each.kind, each.cycle]),
        "state": state,
        "mark": mark or "unk",
        "words": words,
        "due": day_text(each.due) if each.due else "",
        "opens": day_text(each.opens) if each.opens and state == "to_come" else "",
        "article": duty.rule_version.article if duty and duty.rule_version else "",
        "standing": wording.standing(vars(duty), on) if duty and state in _COUNTED else "",
        "sent": day_text(last.submitted_date) if last else "",
        "in_time": bool(last and each.due and last.submitted_date <= each.due),
        "remarks": last.remarks if last and state in ("returned", "draft") else "",
        "may_write": files and each.is_open(on),
        "readable": bool(each.filings),
    }


_COUNTED = ("to_do", "late", "draft", "returned")


def to_send(project: Project, user: User, on: date) -> list[dict[str, Any]]:
    """The reports that are open now, the one due first on top; three questions."""
    files = may_file(user, project.investor_id)
    rows = [row(project, each, on, files=files) for each in owed(project) if each.is_open(on)]
    return list(reversed(rows))


def context(request: HttpRequest, project: Project, each: Owed, on: date) -> dict[str, Any]:
    """One period to read: the version asked for, else the latest that was sent."""
    files = may_file(signed_in(request), project.investor_id)
    wanted = request.GET.get("lan", "")
    filing = next((one for one in each.filings if str(one.pk) == wanted), None)
    filing = filing or (each.filings[0] if each.filings else None)
    sheet = getattr(filing, "sheet", None) if filing else None
    return {
        "project": project,
        "crumbs": crumbs(project, inside=True),
        "report": row(project, each, on, files=files),
        "filing": filing,
        "sheet": sheet,
        "answers": answers(sheet) if sheet else [],
        "photographs": pictures(sheet) if sheet else [],
        "remarks": remarks_of(filing.remarks) if filing and filing.returned_date else {},
        "sent_in_time": bool(filing and each.due and filing.submitted_date <= each.due),
        "review_due": _review_due(filing),
        "versions": [
            {"pk": one.pk, "day": day_text(one.submitted_date), "here": one == filing}
            for one in each.filings
        ],
    }


def _review_due(filing: Any) -> str:
    """By what day the agency answers a report that waits (RV); empty where that cannot be told."""
    if filing is None or filing.accepted_date or filing.returned_date:
        return ""
    duty = Obligation.objects.filter(
        kind="RV", subject_kind="filing", subject_id=filing.pk, due_date__isnull=False
    ).first()
    return day_text(duty.due_date) if duty and duty.due_date else ""


def remarks_of(text: str) -> dict[str, Any]:
    """The remarks of an officer: on the whole, and at each question."""
    whole, on_screens = split_remarks(text)
    return {
        "whole": whole,
        "rows": [(number_of(key), str(SHORT[key]), said) for key, said in on_screens.items()],
    }


def answers(
    sheet: FilingSheet, *, differences: bool = True, compared: bool = True
) -> list[dict[str, Any]]:
    """Each question with its answers, those of the report before, and what was explained."""
    found = open_questions(sheet) if differences else []
    last = last_accepted(sheet.project, sheet) if compared else None
    values = {name: getattr(sheet, name) for screen in ASKED for name in screen.fields}
    missing = unanswered(values, sheet.answered)
    return [
        {
            "number": number_of(screen.key),
            "key": screen.key,
            "title": SHORT[screen.key],
            "missing": screen.key in missing,
            "facts": [
                {
                    "label": LABELS[name],
                    "value": value_text(sheet, name),
                    "usd": dollars_of(sheet.project, name, getattr(sheet, name)),
                    "before": value_text(last, name) if last else "",
                }
                for name in screen.fields
            ],
            "differences": [
                {"words": difference(each), "said": sheet.explained.get(each.key, "")}
                for each in found
                if each.screen == screen.key
            ],
        }
        for screen in ASKED
    ]


def dollars_of(project: Project, name: str, value: Any) -> str:
    """The amount in dollars at the rate on record, for a project whose capital is in dollars."""
    rate = project.capital_rate_vnd
    if not name.endswith("_vnd") or not value or not rate:
        return ""
    return gettext("about %(amount)s USD at the registered rate") % {
        "amount": decimal_text(value / rate, 0)
    }


def pictures(sheet: FilingSheet) -> list[dict[str, Any]]:
    """The photographs with their day and place, and where each can be opened."""
    return [_picture(row, sheet) for row in photographs(sheet)[:MOST_SHOWN]]


def _picture(row: Document, sheet: FilingSheet) -> dict[str, Any]:
    kept = max(row.files.all(), key=lambda file: file.number)
    place = ""
    if kept.latitude is not None and kept.longitude is not None:
        place = f"{kept.latitude:.4f}, {kept.longitude:.4f}"
    return {
        "pk": row.pk,
        "name": kept.original_name,
        "url": reverse("projects:document_file", args=[row.pk, kept.number]),
        "page": reverse("projects:document_page", args=[row.pk, 1]),
        "size": kept.size_bytes,
        "day": day_text(kept.taken_at.date()) if kept.taken_at else "",
        "place": place,
        "typed": row.title.endswith(_AS_TYPED),
        "own": row.owner_id == sheet.pk,
    }


_AS_TYPED = "tự ghi"


def beside(sheet: FilingSheet, at: Screen) -> list[tuple[str, str]]:
    """What to compare the boxes of a screen with: the report before, and the registry."""
    last = last_accepted(sheet.project, sheet)
    found = [] if last is None else _said_before(last, at)
    known = known_of(sheet.project, sheet, last)
    if at.key == "von-luy-ke":
        found += [
            (gettext("Registered capital"), money_text(known.registered_vnd)),
            (gettext("Capital brought in, on record"), money_text(known.brought_vnd)),
        ]
    if at.key == "dat" and known.handed_m2 is not None:
        found.append((gettext("Land handed over"), area_text(known.handed_m2)))
    return [(label, value) for label, value in found if value]


def _said_before(last: FilingSheet, at: Screen) -> list[tuple[str, str]]:
    return [
        (f"{LABELS[name]}, {cycle_text(last.cycle)}", value_text(last, name))
        for name in at.fields
        if name.endswith(_FIGURES)
    ]


_FIGURES = ("_vnd", "_usd", "_m2", "workers")


def hint(key: str) -> str:
    """The words below the heading of a screen."""
    return str(HINTS[key])


def question(sheet: FilingSheet, key: str) -> str:
    """The heading of a screen."""
    return asked(key, sheet.cycle)

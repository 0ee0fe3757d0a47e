"""The board of handling and its list, formatted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.in_charge import InCharge
from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Obligation
from deadlines.rules.severity import duty_mark
from desk.addresses import CURSOR, SIZE, Address
from desk.paging import SIZES, Page
from projects import board
from projects.board import Line
from projects.filters.handling import LATE, HandlingFilter
from projects.models import HandlingDecision
from vn.dates import day_text
from vn.numbers import group, ratio_percent

WORDS = {
    "filter": _("Filter the handling"),
    "none": _("No project meets the conditions"),
    "none_text": _("Take away a condition, or clear all of them."),
    "clear": _("Clear all filters"),
    "nothing": _("No project is under handling"),
    "nothing_text": _("Decide on handling on a project page, or out of a review round."),
}


def frame(conditions: HandlingFilter, address: Address) -> dict[str, Any]:
    """What stands around the list: the form, the conditions in force, the sizes of a page."""
    return {
        "words": WORDS,
        "list_url": reverse("projects:handling"),
        "first": conditions.fields(first=True),
        "others": conditions.fields(first=False),
        "others_open": conditions.others_used,
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in conditions.active()],
        "clear_url": address.bare(),
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in SIZES],
    }


def table(found: list[Line], whole: Line, address: Address) -> list[dict[str, Any]]:
    """A row a class, with where its projects are listed."""
    return [
        {
            "line": line,
            "share": ratio_percent(line.projects, whole.projects, 1),
            "url": address.but(dien=str(line.pk), buoc="") + "#danh-sach",
            "late_url": address.but(dien=str(line.pk), buoc=LATE) + "#danh-sach",
            "former": [
                gettext("%(n)s decided as “%(name)s” (until %(day)s)")
                % {"n": group(n), "name": name, "day": day_text(day) if day else "—"}
                for name, day, n in line.former
            ],
        }
        for line in found
    ]


def rows(ids: list[int], user: User, on: date, today: date) -> list[dict[str, Any]]:
    """The decisions of a page, ready to print."""
    found = board.shown(ids)
    duties = board.steps(ids) if on == today else {}
    in_charge = InCharge.of([row.project.agency for row in found])
    return [_row(row, duties.get(row.pk), in_charge, on) for row in found]


def _row(
    row: HandlingDecision, duty: Obligation | None, in_charge: InCharge, on: date
) -> dict[str, Any]:
    project = row.project
    handler = (in_charge.name(project.agency), str(project.officer or ""))
    return {
        "project_id": project.pk,
        "code": project.code,
        "name": project.name,
        "url": reverse("projects:detail", args=[project.code]) + f"#xl-{row.pk}",
        "investor": str(project.investor or gettext("investor not known")),
        "class": row.handling_class.short_name,
        "ended_class": row.handling_class.valid_to,
        "step": row.next_step,
        "step_day": day_text(row.next_step_date) if row.next_step_date else "",
        "document": f"{row.document_number}, {day_text(row.decided_date)}",
        "authority": row.authority,
        "handler": " · ".join(filter(None, handler)),
        **_standing(duty, on),
    }


def _standing(duty: Obligation | None, on: date) -> dict[str, str]:
    """What the deadline of the next step says; a board of an earlier day says nothing."""
    if duty is None:
        return {"mark": "", "standing": ""}
    mark = duty_mark(clock=duty.clock, kind=duty.kind, level=duty.level, advisory=duty.advisory)
    names = ("clock", "due_date", "met_date", "stopped_on", "days_left", "missing", "void_reason")
    said = wording.standing({name: getattr(duty, name) for name in names}, on)
    late = wording.is_overdue(duty.clock, duty.level)
    return {"mark": "warn" if late else mark, "standing": said}


def pages(address: Address, page: Page, total: int) -> dict[str, str]:
    """The links to the pages beside this one and how much of the whole is shown."""
    said = {"shown": group(len(page.rows)), "total": group(total)}
    return {
        "summary": gettext("%(shown)s of %(total)s projects") % said,
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }


def choosing(user: User, *, on: date, today: date) -> str:
    """Where many projects of the list are decided at once; nowhere on the board of another day."""
    if on != today or not user.can(Permission.CLASSIFY_PROJECT):
        return ""
    return reverse("projects:handling_many")

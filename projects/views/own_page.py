"""What an investor's own page shows: facts and days, never what officers suspect or write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from deadlines import statement_list, wording
from deadlines.models import Obligation
from deadlines.queries import answerable_by
from deadlines.registry import describe
from projects.held import held
from projects.models import Project, ScheduleItem
from projects.querysets.filing_sheets import owed_of
from projects.querysets.own import asked_of, next_milestone, stage_of
from projects.querysets.record import Record
from projects.views import (
    clock_section,
    contact_section,
    document_section,
    instrument_section,
    land_section,
    money_section,
    own_report_page,
    request_section,
    schedule_section,
)
from projects.views.amounts import area, capital
from projects.views.list_rows import pill
from projects.views.page_head import certificate, note_of_stop
from projects.wording import STAGES, partial
from vn.dates import day_text

ADVICE: dict[str, Promise] = {
    "L1": _("Put the land to use and send the evidence, or ask for an extension before this day."),
    "L2": _("Catch up with the schedule, or ask to adjust it or to extend the use of the land."),
    "L3": _("Put the land to use before the extension ends. It is granted only once."),
    "I1": _(
        "When it is done, send the document that shows it. If not, ask to adjust the schedule."
    ),
    "I3": _("Put the project into operation, or ask in time to adjust the schedule."),
    "I4": _("Resume operation by this day, or ask the agency what has to be done."),
    "I5": _("Contact the agency that follows your project before this day."),
    "I6": _("Apply for a change of site before this day."),
    "I7": _("Pay what is missing, or replace the guarantee before it runs out."),
    "I8": _("Bring in the capital and send the vouchers, or ask to adjust the schedule."),
    "I9": _("Ask in time to extend the operating term, or prepare to wind up."),
    "K9": _("Report to the inspecting body what is not done yet, and why."),
    "K12": _("Say what was done and add a file that shows it; the day you send it counts."),
    "K13": _("Pay the fine and send the receipt to the inspecting body."),
    "R1": _("Hand in the report; it counts on the day you handed it in."),
    "R2": _("Hand in the report; it counts on the day you handed it in."),
    "R3": _("Hand in the report; it counts on the day you handed it in."),
}
"""What the investor can do about a duty, by its rule."""

_TOLD = ("bearer", "public")
_CLOSED = ("met", "void")


def is_asked_now(duty: Obligation) -> bool:
    """Whether the bearer is told of the level at which the duty stands today (L4)."""
    audiences = dict(zip(duty.ladder_levels, duty.ladder_audiences, strict=True))
    return duty.clock == Obligation.Clock.RUNNING and audiences.get(duty.level) in _TOLD


def own_list(projects: list[Project], user: User, on: date) -> list[dict[str, Any]]:
    """Each project with how many things are asked and reports are open now; four more queries."""
    reports = owed_of([project.pk for project in projects])
    duties: dict[int, list[Obligation]] = {project.pk: [] for project in projects}
    running = asked_of(user).filter(project_id__in=duties, clock=Obligation.Clock.RUNNING)
    for duty in running.order_by("due_date", "pk"):
        duties[duty.project_id].append(duty)
    return [
        {
            "code": project.code,
            "name": project.name,
            "investor": project.investor.name if project.investor else "",
            "pill": pill(project.bucket),
            "asked": sum(is_asked_now(duty) for duty in duties[project.pk]),
            "late": any(_is_late(duty, on) for duty in duties[project.pk]),
            "to_send": sum(each.is_open(on) for each in reports[project.pk]),
        }
        for project in projects
    ]


def asked_otherwise(user: User, on: date) -> list[dict[str, Any]]:
    """What is asked of the person's investors about no project: what conclusions ask for (R-4.3).

    Shown from its first day on, with or without a day it is due by.
    """
    live = (Obligation.Clock.RUNNING, Obligation.Clock.STOPPED, Obligation.Clock.UNKNOWN)
    duties = list(
        asked_of(user)
        .filter(project_id=None, clock__in=live)
        .order_by("due_date", "pk")
        .select_related("rule_version")
    )
    subjects = describe((duty.subject_kind, duty.subject_id) for duty in duties)
    found = []
    for duty in duties:
        subject = subjects.get((duty.subject_kind, duty.subject_id))
        if subject is not None:
            about = {"about": subject.words, "url": subject.url, "answers": duty.kind == "K12"}
            found.append(_duty(duty, {}, on) | about)
    return found


def context(record: Record, user: User, on: date) -> dict[str, Any]:
    """Everything the template prints, formatted."""
    project = record.project
    coming = next_milestone(project, on=on)
    asked = [duty for duty in record.duties if is_asked_now(duty)]
    others = [d for d in record.duties if d not in asked and d.clock not in _CLOSED]
    stopped = [duty for duty in record.duties if duty.clock == Obligation.Clock.STOPPED]
    names, flags = _names(record), _flags(project, user, on)
    return {
        "project": project,
        "pill": pill(project.bucket),
        "stage": STAGES[stage_of(project)],
        "coming": _coming(record, coming, on),
        "asked": [_duty(duty, names, on) | flags.get(duty.pk, {}) for duty in asked],
        "late": any(_is_late(duty, on) for duty in asked),
        "otherwise": asked_otherwise(user, on),
        "to_send": own_report_page.to_send(project, user, on),
        "stop": note_of_stop(stopped[0]) if stopped else {},
        "others": [_duty(duty, names, on) for duty in others],
        "clocks": clock_section.clocks(record, on, coming),
        "held": held(project, on),
        "requests": request_section.rows(record, on),
        "milestones": _milestones(record, coming, on),
        "reached": sum(1 for item in record.items if item.actual_date or item.achieved_undated),
        "tranches": land_section.tranches(record, on),
        "deposit_facts": money_section.deposit_facts(record, on),
        "deposits": money_section.deposits(record, on),
        "filings": contact_section.filings(record)[: contact_section.RECENT],
        "documents": document_section.rows(record),
        "instruments": instrument_section.instruments(record),
        "facts": _facts(record),
        "in_charge": record.in_charge.name(project.agency),
        "officer": project.officer,
        "on": on,
    }


def _flags(project: Project, user: User, on: date) -> dict[int, dict[str, Any]]:
    """By obligation: where a missed day is explained or contested, and what was promised."""
    flags = answerable_by(user).live().filter(project_id=project.pk)
    found = {}
    for flag in flags.prefetch_related("statements"):
        stands = statement_list.standing_of(flag, list(flag.statements.all()), on)
        found[flag.obligation_id] = {
            "answer_url": reverse("projects:answer_flag", args=[flag.pk]),
            "promise": statement_list.promise(stands),
            "is_contested": flag.state == flag.State.CONTESTED,
        }
    return found


def _is_late(duty: Obligation, on: date) -> bool:
    return duty.clock == "running" and duty.due_date is not None and duty.due_date < on


def _names(record: Record) -> Mapping[tuple[str, int], str]:
    """What each duty is about, in words."""
    found = {("tranche", row.pk): row.label for row in record.tranches}
    found |= {("schedule_item", row.pk): row.name for row in record.items}
    found |= {("suspension", row.pk): row.document_number for row in record.suspensions}
    found |= {("deposit", row.pk): row.document_number for row in record.deposits}
    found |= {("site_loss", row.pk): row.document_number for row in record.site_losses}
    for row in record.tranches:
        if hasattr(row, "extension"):
            found["extension", row.extension.pk] = row.label
    return found


def _duty(duty: Obligation, names: Mapping[tuple[str, int], str], on: date) -> dict[str, Any]:
    name = names.get((duty.subject_kind, duty.subject_id), "")
    of_item = duty.subject_kind == "schedule_item"
    return {
        "pk": duty.pk,
        "what": wording.of_cycle(
            wording.duty(duty.kind, name if of_item else None), duty.kind, duty.cycle
        ),
        "about": "" if duty.kind == "I1" else name,
        "due": day_text(duty.due_date) if duty.due_date else "",
        "words": wording.standing(vars(duty), on),
        "mark": "warn" if _is_late(duty, on) else _MARKS.get(duty.clock, "info"),
        "advice": ADVICE.get(duty.kind, ""),
        "basis": duty.rule_version.article if duty.rule_version else "",
    }


_MARKS = {"stopped": "hold", "unknown": "unk"}


def _coming(record: Record, item: ScheduleItem | None, on: date) -> dict[str, str]:
    if item is None:
        return {}
    duty = record.of_milestone(item)
    return {
        "name": item.name,
        "day": partial(item.planned_date, item.planned_precision),
        "words": wording.standing(vars(duty), on) if duty else "",
    }


def _facts(record: Record) -> list[tuple[str, str]]:
    project = record.project
    return [
        (gettext("Investor"), str(project.investor or gettext("no data"))),
        (gettext("Certificate"), certificate(record)),
        (gettext("Location"), ", ".join(record.places) or project.location_text),
        (gettext("Registered capital"), capital(project)),
        (gettext("Land area"), area(project)),
    ]


# ---------------------------------------------------------------- schedule


def _milestones(record: Record, coming: ScheduleItem | None, on: date) -> list[dict[str, Any]]:
    rows = schedule_section.rows(record, on)
    return [
        {
            "row": row,
            "css": _css(item, record.of_milestone(item), is_next=item == coming),
            "done": bool(item.actual_date or item.achieved_undated),
        }
        for item, row in zip(record.items, rows, strict=True)
    ]


def _css(item: ScheduleItem, duty: Obligation | None, *, is_next: bool) -> str:
    if item.actual_date or item.achieved_undated or (duty and duty.clock == "void"):
        return "done"
    if duty is not None and wording.is_overdue(duty.clock, duty.level):
        return "over"
    if duty is not None and duty.clock == "stopped":
        return "pause"
    return "soon" if is_next else "plan"

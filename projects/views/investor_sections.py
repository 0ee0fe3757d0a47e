"""The rows of an investor's page: what every figure of its capacity card drills down to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Obligation
from deadlines.rules.severity import flag_mark
from deadlines.rules.two_clocks import Side
from projects.filters.registry import BUCKETS
from projects.models import Project
from projects.querysets.investor_record import InvestorRecord, ProjectActs
from projects.rules.capacity import Report, SanctionFacts
from projects.rules.status import NOT_FOLLOWED
from projects.views.history import entry
from projects.views.list_rows import pill
from projects.views.money_section import secured
from projects.wording import cycle_text
from vn.dates import day_text
from vn.money import trieu_text, ty_text
from vn.numbers import group
from vn.text import fold


def projects(
    record: InvestorRecord, days: Mapping[int, Mapping[Side, int]]
) -> list[dict[str, Any]]:
    """The projects by status, then by name, with the days of both clocks."""
    order = list(BUCKETS)
    rows = sorted(record.projects, key=lambda acts: order.index(acts.project.bucket))
    return [_project(record, acts, days[acts.project.pk]) for acts in rows]


def _project(record: InvestorRecord, acts: ProjectActs, days: Mapping[Side, int]) -> dict[str, Any]:
    project: Project = acts.project
    return {
        "code": project.code,
        "name": project.name,
        "url": reverse("projects:detail", args=[project.code]),
        "bucket": project.bucket,
        "pill": pill(project.bucket),
        "place": project.location_text,
        "capital": ty_text(project.registered_capital_vnd, unknown=""),
        "agency": str(project.agency),
        "issued_to": _issued_to(record, acts),
        "days": [group(days[side]) for side in Side] if days else [],
    }


def _issued_to(record: InvestorRecord, acts: ProjectActs) -> str:
    """The name the latest decision or certificate was issued to, where it is not today's."""
    named = [row for row in acts.instruments if row.investor_name]
    if not named or fold(named[-1].investor_name) == fold(record.investor.name):
        return ""
    return gettext("%(name)s by %(document)s") % {
        "name": named[-1].investor_name,
        "document": str(named[-1]),
    }


def late(record: InvestorRecord, on: date) -> list[dict[str, Any]]:
    """Live flags of the investor's duties, those that bind first, then those of the State."""
    known = {acts.project.pk: acts.project for acts in record.projects}
    rows = []
    for flag in record.flags:
        own = flag.obligation.bearer_investor_id in record.ids
        rows.append(
            {
                "order": (not own, flag.advisory, flag.due_date),
                "is_own": own,
                "advisory": flag.advisory,
                "project": known[flag.project_id] if flag.project_id else None,
                "words": wording.flag_words(flag.kind, flag.due_date, on),
                "mark": flag_mark(
                    kind=flag.kind, level=flag.obligation.level, advisory=flag.advisory
                ),
                "due": day_text(flag.due_date),
                "state": flag.get_state_display(),
                "url": reverse("deadlines:flag", args=[flag.pk]),
            }
        )
    return sorted(rows, key=lambda row: row["order"])


def deposits(record: InvestorRecord, on: date) -> list[dict[str, Any]]:
    """For each project that owes or holds a deposit: owed, held, missing, forfeited."""
    owed = {duty.project_id: duty for duty in record.securities if duty.clock != "void"}
    rows = []
    for acts in record.projects:
        project = acts.project
        held = [row for row in record.deposits if row.project_id == project.pk]
        duty = owed.get(project.pk)
        if held or duty is not None:
            rows.append({"project": project} | _deposit(held, duty, on))
    return rows


def _deposit(held: list[Any], duty: Obligation | None, on: date) -> dict[str, str]:
    due = duty.amount_due_vnd if duty else None
    running = duty is not None and duty.clock in ("running", "stopped")
    short = max((due or 0) - (duty.amount_met_vnd or 0), 0) if duty and running else 0
    forfeited = sum(
        outcome.amount_vnd
        for row in held
        for outcome in row.outcomes.all()
        if outcome.kind == "forfeited" and outcome.date is not None and outcome.date <= on
    )
    return {
        "owed": ty_text(due, 3, trim=True) if due is not None else "",
        "held": ty_text(secured(held, on), 3, trim=True),
        "missing": ty_text(short, 3, trim=True) if short else "",
        "forfeited": ty_text(forfeited, 3, trim=True) if forfeited else "",
        "unknown": wording.label(wording.MISSING, duty.missing) if duty and duty.missing else "",
        "documents": ", ".join(row.document_number for row in held),
    }


def sanctions(record: InvestorRecord) -> list[dict[str, Any]]:
    """Decisions that punish, those not carried out first."""
    rows = [
        {
            "row": row,
            "is_open": SanctionFacts(
                amount_vnd=row.amount_vnd, paid=row.paid_date, remedied=row.remedied_date
            ).is_open,
            "amount": trieu_text(row.amount_vnd, unknown=""),
        }
        for row in record.sanctions
    ]
    return sorted(rows, key=lambda each: not each["is_open"])


def evidence(record: InvestorRecord) -> list[dict[str, Any]]:
    """What was shown of equity, the latest day first."""
    return [
        {"row": row, "amount": ty_text(row.equity_vnd, 3, trim=True)} for row in record.evidence
    ]


def promises(record: InvestorRecord) -> list[dict[str, Any]]:
    """The equity each project followed promises, and where it is written."""
    return [
        {
            "project": project,
            "amount": ty_text(figure, 3, trim=True) if figure is not None else "",
            "source": source,
        }
        for project, figure, source in promised_by(record)
    ]


def promised_by(record: InvestorRecord) -> Iterator[tuple[Project, int | None, str]]:
    """(project, equity in đồng or None, source) of each project followed, and of those of others
    to which this investor brings equity."""
    own = {acts.project.pk: acts for acts in record.projects}
    for acts in record.projects:
        if acts.project.bucket not in NOT_FOLLOWED:
            yield (acts.project, *_promise(record, acts))
    for part in record.parts:
        project = part.project
        if project.pk not in own and project.bucket not in NOT_FOLLOWED:
            yield project, part.amount_vnd, gettext("parts of the capital")


def _promise(record: InvestorRecord, acts: ProjectActs) -> tuple[int | None, str]:
    """By the parts of its capital, else as the latest document states it."""
    parts = [
        part.amount_vnd
        for part in record.parts
        if part.project_id == acts.project.pk
        and (part.investor_id is None or part.investor_id in record.ids)
    ]
    if parts:
        return sum(parts), gettext("parts of the capital")
    stated = [row for row in acts.instruments if row.equity_vnd is not None]
    return (stated[-1].equity_vnd, str(stated[-1])) if stated else (None, "")


def due_reports(record: InvestorRecord, on: date) -> Iterator[tuple[Obligation, Report]]:
    """The periodic reports whose day has come, or that were handed in before it."""
    for duty in record.reports:
        due, is_met = duty.due_date, duty.clock == "met"
        if due is not None and (due < on or is_met):
            submitted = duty.submitted_date or duty.met_date
            yield duty, Report(due=due, submitted=submitted, is_met=is_met)


def reports(record: InvestorRecord, on: date) -> list[dict[str, Any]]:
    """For each project: how many reports were on time, and which were not."""
    found: dict[int, list[tuple[Obligation, Report]]] = {}
    for duty, report in due_reports(record, on):
        found.setdefault(duty.project_id or 0, []).append((duty, report))
    return [
        {
            "project": acts.project,
            "on_time": group(sum(r.is_on_time for _d, r in found[acts.project.pk])),
            "all": group(len(found[acts.project.pk])),
            "others": [_late(d, r) for d, r in found[acts.project.pk] if not r.is_on_time],
        }
        for acts in record.projects
        if acts.project.pk in found
    ]


def _late(duty: Obligation, report: Report) -> str:
    said = {
        "report": wording.label(wording.SHORT, duty.kind),
        "cycle": cycle_text(duty.cycle),
        "due": day_text(report.due),
        "day": day_text(report.submitted) if report.submitted else "",
    }
    if report.submitted is None:
        return gettext("%(report)s, %(cycle)s: due %(due)s, not filed") % said
    return gettext("%(report)s, %(cycle)s: due %(due)s, filed %(day)s") % said


def names(record: InvestorRecord, user: User) -> list[dict[str, Any]]:
    """Names over time, and records that were merged into this one."""
    edits = user.can(Permission.EDIT_PROJECT)
    merges = user.can(Permission.MERGE_INVESTORS)
    rows = [
        {
            "name": row.name,
            "kind": row.get_kind_display(),
            "until": day_text(row.until_date) if row.until_date else "",
            "document": row.document_number,
            "url": reverse("projects:othername_edit", args=[row.pk]) if edits else "",
        }
        for row in record.names
    ]
    return rows + [
        {
            "name": row.merged.name,
            "kind": gettext("Record merged on %(day)s") % {"day": day_text(row.recorded_at.date())},
            "until": "",
            "document": row.reason,
            "undo_url": reverse("projects:merge_undo", args=[row.pk]) if merges else "",
        }
        for row in record.merges
    ]


def members(record: InvestorRecord) -> list[dict[str, Any]]:
    """The companies of its group with their projects."""
    return [
        {
            "row": member,
            "url": reverse("projects:investor", args=[member.pk]),
            "projects": [row for row in record.members_projects if row.investor_id == member.pk],
        }
        for member in record.members
    ]


def history(record: InvestorRecord) -> list[dict[str, Any]]:
    """The latest acts on the investor."""
    return [entry(event) for event in record.history]

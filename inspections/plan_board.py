"""A plan on its board: its projects by quarter, what stands against each, how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from deadlines import labels, wording
from deadlines.models import Flag
from inspections import plan_access, plan_proposals
from inspections.actions.plans import EDITABLE
from inspections.case_access import case_url
from inspections.clocks import clocks_of_plan
from inspections.models import Case, Conclusion, InspectionPlan, PlanItem
from inspections.overlap import Looked, warnings_of
from projects.models import Project
from vn.dates import day_text

if TYPE_CHECKING:
    from accounts.models import User

_MOST_PROPOSED = 12
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Opened:
    """The case opened from a project of a plan, as far as the reader may know of it."""

    case: Case
    is_concluded: bool


def context(plan: InspectionPlan, user: User, on: date) -> dict[str, Any]:
    """What the page of a plan prints; counts of cases are of those this person may know of."""
    rows = items(plan, user)
    opened = opened_from(rows, user)
    keeps = plan_access.keeps(plan, user) and plan.state in EDITABLE
    against = _against(plan, rows, user, on) if plan.state != InspectionPlan.State.ISSUED else {}
    cards = [_card(row, opened.get(row.pk), against.get(row.pk, []), user) for row in rows]
    return {
        "plan": plan,
        "quarters": _quarters(cards),
        "total": len(rows),
        "opened": len(opened),
        "concluded": sum(each.is_concluded for each in opened.values()),
        "asking": sum(bool(card["warnings"]) and not card["answered"] for card in cards),
        "clocks": clocks_of_plan(plan.pk, on),
        "steps": _steps(plan),
        "dropped": _dropped(plan, user),
        "keeps": keeps,
        "drops": plan_access.keeps(plan, user) and plan.state != InspectionPlan.State.SUBMITTED,
        "acts": acts(plan, user),
        "proposed": proposed(plan, user) if keeps else None,
        "pick_url": reverse("inspections:plan_pick", args=[plan.pk]),
        "add_url": reverse("inspections:plan_item_add", args=[plan.pk]),
    }


def items(plan: InspectionPlan, user: User) -> list[PlanItem]:
    """The projects of a plan that this person may know of."""
    rows = PlanItem.objects.filter(plan=plan, dropped_at=None)
    seen = Project.objects.visible_to(user).values("pk")
    found = rows.filter(project__in=seen).select_related("plan", "project__investor", "flag")
    return list(found.order_by("quarter", "project__code"))


def opened_from(rows: Sequence[PlanItem], user: User) -> dict[int, Opened]:
    """The newest case of each project of a plan, of those this person may know of."""
    cases = Case.objects.visible_to(user).filter(plan_item__in=[row.pk for row in rows])
    signed = Conclusion.objects.visible_to(user).filter(case__in=cases, signed_date__isnull=False)
    concluded = set(signed.values_list("case_id", flat=True))
    return {
        row.plan_item_id: Opened(row, row.pk in concluded)
        for row in cases.order_by("pk")
        if row.plan_item_id is not None
    }


def unanswered(plan: InspectionPlan, user: User, on: date) -> list[str]:
    """Codes of projects that something stands against and nobody said why they stay."""
    rows = items(plan, user)
    against = _against(plan, rows, user, on)
    return [row.project.code for row in rows if against.get(row.pk) and not row.overlap_reason]


def acts(plan: InspectionPlan, user: User) -> list[tuple[Any, str, bool]]:
    """The steps this person may take: words, address, whether it is the next one."""
    state, offered = plan.state, []
    if plan_access.keeps(plan, user) and state in ("draft", "submitted"):
        words = _("Submit the draft") if state == "draft" else _("Correct the day of submission")
        offered.append((words, "inspections:plan_submit", state == "draft"))
    if plan_access.answers(plan, user) and state in ("submitted", "answered"):
        words = _("Record the opinion") if state == "submitted" else _("Correct the opinion")
        offered.append((words, "inspections:plan_answer", state == "submitted"))
    if plan_access.keeps(plan, user) and state == "issued":
        offered.append((_("Add a project by a document"), "inspections:plan_item_add", False))
    second = plan.submitted_by_id != user.pk
    if plan_access.issues(plan, user) and state == "answered" and second:
        offered.append((_("Issue the plan"), "inspections:plan_issue", True))
    return [(words, reverse(name, args=[plan.pk]), first) for words, name, first in offered]


def _against(
    plan: InspectionPlan, rows: Sequence[PlanItem], user: User, on: date
) -> dict[int, list[str]]:
    looks = [
        Looked(
            body_id=plan.body_id,
            project_ids=[row.project_id],
            investor_ids=[row.project.investor_id] if row.project.investor_id else [],
            period_from=row.period_from,
            period_to=row.period_to,
            on_site=row.on_site,
            plan_item_id=row.pk,
            plan_year=plan.year,
        )
        for row in rows
    ]
    found = warnings_of(looks, user, on)
    return {row.pk: words for row, words in zip(rows, found, strict=True)}


def _quarters(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"name": _ROMAN[n - 1], "cards": [card for card in cards if card["row"].quarter == n]}
        for n in (1, 2, 3, 4)
    ]


def _card(row: PlanItem, opened: Opened | None, against: list[str], user: User) -> dict[str, Any]:
    at = [row.plan_id, row.pk]
    issued = row.plan.state == InspectionPlan.State.ISSUED
    may_open = issued and opened is None and user.can(Permission.KEEP_CASES)
    address = f"{reverse('inspections:case_open')}?ke-hoach={row.pk}"
    return {
        "row": row,
        "project": row.project,
        "project_url": reverse("projects:detail", args=[row.project.code]),
        "investor": str(row.project.investor or ""),
        "chosen": row.get_reason_kind_display(),
        "flag": wording.label(labels.SHORT, row.flag.kind) if row.flag else "",
        "flag_url": reverse("deadlines:flag", args=[row.flag_id]) if row.flag_id else "",
        "period": _period(row),
        "warnings": against,
        "answered": row.overlap_reason,
        "case": opened.case if opened else None,
        "case_url": case_url(opened.case) if opened else "",
        "concluded": opened is not None and opened.is_concluded,
        "open_url": address if may_open else "",
        "edit_url": reverse("inspections:plan_item_edit", args=at),
        "drop_url": reverse("inspections:plan_item_drop", args=at),
    }


def _period(row: PlanItem) -> str:
    days = [day_text(day) if day else "…" for day in (row.period_from, row.period_to)]
    return " – ".join(days) if row.period_from or row.period_to else ""


def _steps(plan: InspectionPlan) -> list[tuple[Any, ...]]:
    """What is on record of its way, for the card at its side."""
    rows: list[tuple[Any, ...]] = [(_("State"), plan.get_state_display())]
    if plan.submitted_date:
        to = plan.submitted_to.name if plan.submitted_to else ""
        rows.append((_("Draft submitted"), day_text(plan.submitted_date), "", to))
    if plan.answered_date:
        rows.append((_("Opinion received"), day_text(plan.answered_date), "", plan.answer_number))
        if plan.answer:
            rows.append((_("What it asks for"), plan.answer))
    if plan.issued_date:
        said = " · ".join(filter(None, (plan.issued_number, plan.issuer)))
        rows.append((_("Plan issued"), day_text(plan.issued_date), "", said))
    return rows


def _dropped(plan: InspectionPlan, user: User) -> list[PlanItem]:
    rows = PlanItem.objects.filter(plan=plan, dropped_at__isnull=False)
    seen = Project.objects.visible_to(user).values("pk")
    return list(rows.filter(project__in=seen).select_related("project").order_by("-dropped_at"))


def proposed(plan: InspectionPlan, user: User) -> dict[str, Any]:
    """Projects with confirmed flags that the plan does not have."""
    found = plan_proposals.proposals(plan, user)
    shown = found[:_MOST_PROPOSED]
    ids = [each.project_id for each in shown]
    projects = Project.objects.select_related("investor").in_bulk(ids)
    cases = plan_proposals.open_cases(ids, user)
    add = reverse("inspections:plan_item_add", args=[plan.pk])
    rows = [
        {
            "project": projects[each.project_id],
            "url": reverse("projects:detail", args=[projects[each.project_id].code]),
            "investor": str(projects[each.project_id].investor or ""),
            "late_land": each.is_late_land,
            "flags": [_flag(flag) for flag in each.flags],
            "case": cases.get(each.project_id, ""),
            "flag_id": each.flags[0].pk,
            "add_url": f"{add}?canh-bao={each.flags[0].pk}",
        }
        for each in shown
    ]
    late = sum(each.is_late_land for each in found)
    return {"rows": rows, "total": len(found), "late": late, "more": len(found) - len(shown)}


def _flag(flag: Flag) -> tuple[str, str, str]:
    """Its words, its address, and since when."""
    words = wording.label(labels.SHORT, flag.kind)
    return words, reverse("deadlines:flag", args=[flag.pk]), day_text(flag.due_date)

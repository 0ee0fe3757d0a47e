"""What a new case takes over from the flag or the item of a plan it is opened from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import Agency
from accounts.permissions import Permission
from deadlines.models import Flag
from inspections.models import Case, InspectionPlan, PlanItem
from projects.models import Project
from vn.dates import day_text

if TYPE_CHECKING:
    from accounts.models import User

_LEVELS = {
    Agency.Kind.INSPECTORATE: Case.BodyLevel.PROVINCIAL_INSPECTORATE,
    Agency.Kind.DEPARTMENT: Case.BodyLevel.DEPARTMENT,
    Agency.Kind.SECTOR: Case.BodyLevel.DEPARTMENT,
    Agency.Kind.ZONE_BOARD: Case.BodyLevel.DEPARTMENT,
    Agency.Kind.COMMUNE: Case.BodyLevel.COMMUNE,
}
_ADDRESS_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a case comes from, and the boxes it fills."""

    boxes: dict[str, Any] = field(default_factory=dict)
    flag: Flag | None = None
    item: PlanItem | None = None
    said: str = ""

    @property
    def flags(self) -> dict[str, int]:
        """The flag by the code of its project."""
        return {self.boxes["projects"]: self.flag.pk} if self.flag else {}


def origin(asked: Mapping[str, str], user: User, on: date) -> Origin:
    """What the address of the form names; 404 for what this person may not know of."""
    if flag := asked.get("canh-bao"):
        return _from_flag(_number(flag), user, on)
    if item := asked.get("ke-hoach"):
        return _from_item(_number(item), user)
    if code := asked.get("du-an"):
        project = get_object_or_404(Project.objects.visible_to(user), code=code)
        return Origin({"projects": project.code})
    return Origin()


def link_of_flag(flag: Flag, user: User) -> tuple[str, str] | None:
    """Opening a case from a flag on a project, for those who may."""
    if flag.project_id is None or not user.can(Permission.KEEP_CASES):
        return None
    if not Project.objects.visible_to(user).filter(pk=flag.project_id).exists():
        return None
    return gettext("Open a case"), f"{reverse('inspections:case_open')}?canh-bao={flag.pk}"


def level_of(body: Agency | None) -> str:
    """Whose clocks a body works by (law.md §4.2, §4.3)."""
    kind = Agency.Kind(body.kind) if body else Agency.Kind.COMMITTEE
    return _LEVELS.get(kind, Case.BodyLevel.OTHER)


def of_body(user: User) -> dict[str, Any]:
    """What a case that nothing is taken over for begins with: the body of who opens it."""
    inspects = user.agency is not None and user.agency.kind == Agency.Kind.INSPECTORATE
    return {
        "kind": Case.Kind.INSPECTION if inspects else Case.Kind.CHECK,
        "mode": Case.Mode.ON_SITE,
        "body": user.agency_id,
        "body_level": level_of(user.agency),
    }


def _from_flag(pk: int, user: User, on: date) -> Origin:
    rows = Flag.objects.visible_to(user).select_related("obligation__rule_version")
    flag = get_object_or_404(rows, pk=pk)
    if flag.project_id is None:
        raise Http404
    project = get_object_or_404(Project.objects.visible_to(user), pk=flag.project_id)
    duty = flag.obligation
    title = duty.rule_version.title if duty.rule_version else flag.kind
    words = {"rule": title, "name": project.name, "due": day_text(flag.due_date)}
    boxes = {
        "projects": project.code,
        "title": _cut(gettext("%(rule)s: %(name)s") % words),
        "content": gettext("%(rule)s, due on %(due)s; what was done and why it is late") % words,
        "grounds": gettext("Flag of %(day)s on deadline %(due)s")
        % {"day": day_text(flag.opened_on), "due": day_text(flag.due_date)},
        "period_from": duty.base_date,
        "period_to": on,
    }
    said = gettext("Taken over from the flag on %(name)s") % words
    return Origin(boxes, flag=flag, said=said)


def _from_item(pk: int, user: User) -> Origin:
    plans = InspectionPlan.objects.visible_to(user).filter(state=InspectionPlan.State.ISSUED)
    rows = PlanItem.objects.filter(dropped_at=None, plan__in=plans.values("pk"))
    item = get_object_or_404(rows.select_related("plan__body", "project", "flag"), pk=pk)
    project = get_object_or_404(Project.objects.visible_to(user), pk=item.project_id)
    boxes = {
        "kind": Case.Kind.INSPECTION if item.plan.kind == "inspection" else Case.Kind.CHECK,
        "projects": project.code,
        "title": _cut(f"{item.content}: {project.name}"),
        "content": item.content,
        "grounds": gettext("Plan %(number)s of %(day)s")
        % {"number": item.plan.issued_number, "day": _day(item.plan.issued_date)},
        "period_from": item.period_from,
        "period_to": item.period_to,
        "mode": Case.Mode.ON_SITE if item.on_site else Case.Mode.REMOTE,
        "body": item.plan.body_id,
        "body_level": level_of(item.plan.body),
    }
    said = gettext("Taken over from the plan of %(year)s") % {"year": item.plan.year}
    return Origin(boxes, flag=item.flag, item=item, said=said)


def _day(day: date | None) -> str:
    return day_text(day) if day else ""


def _cut(text: str) -> str:
    most = 300
    return text if len(text) <= most else text[: most - 1] + "…"


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _ADDRESS_DIGITS):
        raise Http404
    return int(text)

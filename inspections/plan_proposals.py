"""Which projects a plan should have: those with flags an officer confirmed, and those drawn by lot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext

from deadlines import labels, wording
from deadlines.models import Flag
from inspections.actions.plans import ItemFacts
from inspections.models import Case, GoodCompliance, InspectionPlan, PlanItem
from inspections.rules.coverage import LATE_LAND
from inspections.rules.sample import draw
from projects.models import Project
from projects.rules.status import NOT_FOLLOWED
from vn.dates import day_text

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Proposed:
    """A project with its confirmed flags, the one late in using land or open longest first."""

    project_id: int
    flags: tuple[Flag, ...]

    @property
    def is_late_land(self) -> bool:
        """Whether target 3 asks for a case on it."""
        return any(flag.kind in LATE_LAND for flag in self.flags)


def confirmed(user: User) -> QuerySet[Flag]:
    """Flags on projects that an officer confirmed, the oldest first."""
    rows: QuerySet[Flag] = Flag.objects.visible_to(user).filter(
        state=Flag.State.CONFIRMED, project_id__isnull=False
    )
    return rows.order_by("due_date", "pk")


def first_flag(project_id: int, user: User, asked: int | None = None) -> int | None:
    """The confirmed flag for which a project is chosen: the one asked for, else the oldest."""
    rows = confirmed(user).filter(project_id=project_id)
    chosen = rows.filter(pk=asked).first() if asked else None
    row = chosen or rows.first()
    return row.pk if row else None


def proposals(plan: InspectionPlan, user: User) -> list[Proposed]:
    """Projects with confirmed flags that the plan does not have; late land first."""
    taken = PlanItem.objects.filter(plan=plan, dropped_at=None).values("project_id")
    by_project: dict[int, list[Flag]] = {}
    for flag in confirmed(user).exclude(project_id__in=taken):
        if flag.project_id is not None:
            by_project.setdefault(flag.project_id, []).append(flag)
    found = [Proposed(pk, tuple(flags)) for pk, flags in by_project.items()]
    return sorted(found, key=lambda each: (not each.is_late_land, each.flags[0].due_date))


def open_cases(project_ids: list[int], user: User) -> Mapping[int, str]:
    """Codes of open cases on these projects that this person may know of."""
    rows = Case.objects.visible_to(user).filter(
        state=Case.State.OPEN, projects__project__in=project_ids
    )
    pairs = rows.order_by("pk").values_list("projects__project_id", "code")
    return dict(pairs)


def from_flag(flag: Flag, project: Project) -> dict[str, Any]:
    """The boxes that a confirmed flag fills."""
    words = {"rule": wording.label(labels.SHORT, flag.kind), "due": day_text(flag.due_date)}
    return {
        "project": project.code,
        "reason_kind": PlanItem.Reason.FLAG,
        "reason": gettext("%(rule)s, was due on %(due)s") % words,
        "content": gettext("%(rule)s; what was done and why it is late") % words,
        "period_from": flag.obligation.base_date,
    }


def ticked(plan: InspectionPlan, user: User, form: QueryDict) -> list[ItemFacts]:
    """The projects whose flags were ticked on the board, each with the reason of its flag.

    What is in the plan meanwhile, or may not be seen, is left out; an odd quarter is the first.
    """
    ids = [int(text) for text in form.getlist("canh-bao") if _is_number(text)]
    asked, quarter = form.get("quy", ""), 1
    if asked in ("1", "2", "3", "4"):
        quarter = int(asked)
    taken = PlanItem.objects.filter(plan=plan, dropped_at=None).values("project_id")
    rows = confirmed(user).filter(pk__in=ids).exclude(project_id__in=taken)
    flags = {flag.project_id: flag for flag in rows.select_related("obligation")}
    projects = Project.objects.visible_to(user).in_bulk([pk for pk in flags if pk])
    found: list[ItemFacts] = []
    for pk, project in projects.items():
        boxes = from_flag(flags[pk], project)
        del boxes["project"]
        found.append(ItemFacts(project_id=pk, flag_id=flags[pk].pk, quarter=quarter, **boxes))
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _ID_DIGITS


_ID_DIGITS = 18


def drawn(plan: InspectionPlan, user: User, form: Mapping[str, Any], on: date) -> list[ItemFacts]:
    """The projects that the lot gives: followed, without a confirmed flag, not in the plan, and
    not of a firm that is exempt; with a reason that tells how to draw them again."""
    exempt = GoodCompliance.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on
    )
    taken = PlanItem.objects.filter(plan=plan).values("project_id")
    pool = dict(
        Project.objects.visible_to(user)
        .non_budget()
        .exclude(bucket__in=NOT_FOLLOWED)
        .exclude(pk__in=taken)
        .exclude(pk__in=confirmed(user).order_by().values("project_id"))
        .exclude(investor__in=exempt.values("investor"))
        .values_list("code", "pk")
    )
    words = {"n": form["count"], "base": len(pool), "seed": form["seed"], "day": day_text(on)}
    reason = gettext("Drawn by lot: %(n)s of %(base)s projects, seed %(seed)s, on %(day)s") % words
    return [
        ItemFacts(
            project_id=pool[code],
            reason_kind=PlanItem.Reason.SAMPLE,
            reason=reason,
            content=form["content"],
            quarter=form["quarter"],
            on_site=form["on_site"],
        )
        for code in draw(pool, form["count"], form["seed"])
    ]

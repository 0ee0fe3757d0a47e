"""Whether somebody else looks at the same: two bodies, one project or firm, one period (R-4.2).

Only what the person may know of is compared: a warning about a case that is not published would
tell of it (R-4.5). Plans that were issued are known to all who plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext

from inspections.models import Case, GoodCompliance, InspectionPlan, PlanItem
from vn.dates import day_text

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is about to be looked at, by which body, about which period; open ends are unknown."""

    body_id: int | None
    project_ids: Sequence[int] = ()
    investor_ids: Sequence[int] = ()
    period_from: date | None = None
    period_to: date | None = None
    on_site: bool = True
    case_id: int | None = None


def warnings(looked: Looked, user: User, on: date) -> list[str]:
    """What stands against looking at this, in words; none when nothing does.

    Law 84/2025 art. 58.2 and NĐ 217/2025 art. 4.2: one body goes first; art. 4.6: a firm that
    keeps the law is not checked on site.
    """
    return [*_cases(looked, user), *_plans(looked, on), *_exempt(looked, on)]


def _cases(looked: Looked, user: User) -> list[str]:
    same = Q(projects__project__in=looked.project_ids) | Q(
        subjects__investor__in=looked.investor_ids
    )
    rows = Case.objects.visible_to(user).filter(same, state=Case.State.OPEN)
    rows = rows.exclude(pk=looked.case_id).select_related("responsible_body").distinct()
    words = gettext("%(code)s of %(body)s looks at the same: %(title)s")
    return [
        words % {"code": row.code, "body": row.responsible_body.short_name, "title": row.title}
        for row in _overlapping(rows, looked)
    ]


def _overlapping(rows: Iterable[Case], looked: Looked) -> list[Case]:
    found: list[Case] = []
    for row in rows:
        ends_before = row.period_to and looked.period_from and row.period_to < looked.period_from
        begins_after = row.period_from and looked.period_to and row.period_from > looked.period_to
        if not (ends_before or begins_after):
            found.append(row)
    return found


def _plans(looked: Looked, on: date) -> list[str]:
    rows = PlanItem.objects.filter(
        project__in=looked.project_ids,
        dropped_at=None,
        plan__state=InspectionPlan.State.ISSUED,
        plan__year__gte=on.year,
    ).exclude(plan__body=looked.body_id)
    words = gettext("The plan of %(body)s for %(year)s has %(project)s")
    return [
        words
        % {
            "body": row.plan.body.short_name,
            "year": row.plan.year,
            "project": row.project.code,
        }
        for row in rows.select_related("plan__body", "project")
    ]


def _exempt(looked: Looked, on: date) -> list[str]:
    if not looked.on_site:
        return []
    rows = GoodCompliance.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on),
        investor__in=looked.investor_ids,
        valid_from__lte=on,
    )
    words = gettext("%(firm)s keeps the law by %(number)s of %(day)s: no check on site")
    return [
        words
        % {
            "firm": row.investor.name,
            "number": row.document_number,
            "day": day_text(row.document_date),
        }
        for row in rows.select_related("investor")
    ]

"""Whether somebody else looks at the same: two bodies, one project or firm, one period (R-4.2).

Only what the person may know of is compared: a warning about a case that is not published would
tell of it (R-4.5). Plans that were issued are known to all who plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext

from inspections.models import Case, GoodCompliance, PlanItem
from vn.dates import day_text

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is about to be looked at, by which body, about which period; open ends are unknown.

    Of a project of a plan `plan_year` is its year: it is compared with what other bodies plan for
    the same year, issued or not. `case_id` and `plan_item_id` are what is not compared with itself.
    """

    body_id: int | None
    project_ids: Sequence[int] = ()
    investor_ids: Sequence[int] = ()
    period_from: date | None = None
    period_to: date | None = None
    on_site: bool = True
    case_id: int | None = None
    plan_item_id: int | None = None
    plan_year: int | None = None


def warnings(looked: Looked, user: User, on: date) -> list[str]:
    """What stands against looking at this, in words; none when nothing does.

    Law 84/2025 art. 58.2 and NĐ 217/2025 art. 4.2: one body goes first; art. 4.6: a firm that
    keeps the law is not checked on site.
    """
    return warnings_of([looked], user, on)[0]


def warnings_of(looks: Sequence[Looked], user: User, on: date) -> list[list[str]]:
    """The warnings of each, in as many queries as for one."""
    around = _Around(looks, user, on)
    return [[*around.cases(each), *around.plans(each), *around.exempt(each)] for each in looks]


class _Around:
    """What is known of the projects and firms of these looks, read once."""

    def __init__(self, looks: Sequence[Looked], user: User, on: date) -> None:
        projects = {pk for each in looks for pk in each.project_ids}
        investors = {pk for each in looks for pk in each.investor_ids}
        self.on = on
        self._cases = _cases(projects, investors, user)
        self._items = _items(projects, investors)
        self._exempt = _good(investors, on)

    def cases(self, looked: Looked) -> Iterator[str]:
        """Open cases that look at the same."""
        words = gettext("%(code)s of %(body)s looks at the same: %(title)s")
        for row in self._cases:
            itself = row.pk == looked.case_id or (
                looked.plan_item_id is not None and row.plan_item_id == looked.plan_item_id
            )
            if not itself and _same(row, looked) and _overlapping(row, looked):
                body = row.responsible_body.short_name
                yield words % {"code": row.code, "body": body, "title": row.title}

    def plans(self, looked: Looked) -> Iterator[str]:
        """Plans of other bodies that have the same."""
        words = gettext("The plan of %(body)s for %(year)s has %(project)s")
        for row in self._items:
            if looked.plan_year is None:
                counts = row.plan.state == "issued" and row.plan.year >= self.on.year
                same = row.project_id in looked.project_ids
            else:
                counts = row.plan.year == looked.plan_year
                same = (
                    row.project_id in looked.project_ids
                    or row.project.investor_id in looked.investor_ids
                )
            if counts and same and row.plan.body_id != looked.body_id:
                body = row.plan.body.short_name
                yield words % {"body": body, "year": row.plan.year, "project": row.project.code}

    def exempt(self, looked: Looked) -> Iterator[str]:
        """Firms that are not checked on site."""
        words = gettext("%(firm)s keeps the law by %(number)s of %(day)s: no check on site")
        for row in self._exempt if looked.on_site else ():
            if row.investor_id in looked.investor_ids:
                day = day_text(row.document_date)
                yield words % {"firm": row.investor.name, "number": row.document_number, "day": day}


def _cases(projects: set[int], investors: set[int], user: User) -> list[Case]:
    same = Q(projects__project__in=projects) | Q(subjects__investor__in=investors)
    rows = Case.objects.visible_to(user).filter(same, state=Case.State.OPEN).distinct()
    return list(rows.select_related("responsible_body").prefetch_related("projects", "subjects"))


def _same(row: Case, looked: Looked) -> bool:
    return any(each.project_id in looked.project_ids for each in row.projects.all()) or any(
        each.investor_id in looked.investor_ids for each in row.subjects.all()
    )


def _overlapping(row: Case, looked: Looked) -> bool:
    ends_before = row.period_to and looked.period_from and row.period_to < looked.period_from
    begins_after = row.period_from and looked.period_to and row.period_from > looked.period_to
    return not (ends_before or begins_after)


def _items(projects: set[int], investors: set[int]) -> list[PlanItem]:
    same = Q(project__in=projects) | Q(project__investor__in=investors)
    rows = PlanItem.objects.filter(same, dropped_at=None)
    return list(rows.select_related("plan__body", "project"))


def _good(investors: set[int], on: date) -> list[GoodCompliance]:
    rows = GoodCompliance.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), investor__in=investors, valid_from__lte=on
    )
    return list(rows.select_related("investor"))

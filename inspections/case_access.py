"""Cases as the pages find them: 404 for what one may not know of, 403 for who only reads."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext

from accounts.access import signed_in
from inspections.models import Case
from inspections.people import is_on, may_write
from projects.views.answering import Act, Page


def visible_case(request: HttpRequest, code: str) -> Case:
    """A case this person may know of."""
    rows = Case.objects.visible_to(signed_in(request))
    rows = rows.select_related("original_body", "responsible_body", "plan_item__plan")
    case: Case = get_object_or_404(rows, code=code)
    return case


def own_case(request: HttpRequest, code: str) -> Case:
    """A case this person is on; one who only reads what is published does not learn of the rest."""
    case = visible_case(request, code)
    if not is_on(case, signed_in(request)):
        raise PermissionDenied
    return case


def written_case(request: HttpRequest, code: str) -> Case:
    """A case this person works on."""
    case = visible_case(request, code)
    if not may_write(case, signed_in(request)):
        raise PermissionDenied
    return case


def case_url(case: Case) -> str:
    """The page of a case."""
    return reverse("inspections:case", args=[case.code])


def page_of(
    heading: Promise | str, acts: list[Act], case: Case, lede: Promise | str = "", **more: Any
) -> Page:
    """An edit page under a case, with the way back."""
    crumbs = [
        (gettext("Cases"), reverse("inspections:cases")),
        (f"{case.code} {case.title}", case_url(case)),
    ]
    template = more.pop("template", "projects/edit.html")
    told = {"crumbs": crumbs, "case": case} | more
    return Page(heading, acts, None, lede, template, told, back_url=case_url(case), clocks=False)

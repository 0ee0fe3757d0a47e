"""Target 3 of Resolution 135 on its page: how much was inspected, how much handled, who is left."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from deadlines.models import Flag
from inspections.coverage import coverage, late_land
from inspections.rules.coverage import LATE_LAND, Coverage, LateLand, covered
from projects.models import Project
from vn.dates import day_text
from vn.numbers import percent_text

_LISTS = {
    "chua-thanh-tra": _("Late-land projects without a case"),
    "chua-xu-ly": _("Inspected, not handled yet"),
    "da-xu-ly": _("Inspected and handled"),
    "tat-ca": _("All projects with a confirmed late-land flag"),
}


@require_safe
@requires(Permission.VIEW_COVERAGE)
def coverage_page(request: HttpRequest) -> HttpResponse:
    """The two numbers with their bases, and the projects of one of the lists."""
    user = signed_in(request)
    rows = {row.project_id: row for row in late_land(user)}
    found = covered(rows.values())
    shown = request.GET.get("ds", "")
    shown = shown if shown in _LISTS else "chua-thanh-tra"
    ids = _ids(found)
    context = {
        "cards": cards(found),
        "lists": [
            {
                "label": label,
                "count": len(ids[key]),
                "url": f"{reverse('inspections:coverage')}?ds={key}#danh-sach",
                "current": key == shown,
            }
            for key, label in _LISTS.items()
        ],
        "title": _LISTS[shown],
        "rows": _rows(ids[shown], rows, user),
        "on": timezone.localdate(),
        "may_open": user.can(Permission.KEEP_CASES),
    }
    return render(request, "inspections/coverage.html", context)


def cards(found: Coverage) -> list[dict[str, Any]]:
    """The two numbers, formatted; a base of none is not 100 %."""
    page = reverse("inspections:coverage")
    return [
        {
            "label": _("Inspected"),
            "part": len(found.inspected),
            "base": len(found.confirmed),
            "ratio": found.inspected_ratio,
            "words": _percent(found.inspected_ratio),
            "left": len(found.not_inspected),
            "url": f"{page}?ds=chua-thanh-tra#danh-sach",
        },
        {
            "label": _("Handled"),
            "part": len(found.handled),
            "base": len(found.inspected),
            "ratio": found.handled_ratio,
            "words": _percent(found.handled_ratio),
            "left": len(found.not_handled),
            "url": f"{page}?ds=chua-xu-ly#danh-sach",
        },
    ]


def card(user: Any) -> dict[str, Any]:
    """For the leader's page."""
    return {"cards": cards(coverage(user)), "url": reverse("inspections:coverage")}


def _percent(ratio: Any) -> str:
    return "—" if ratio is None else percent_text(ratio, 2, trim=True)


def _ids(found: Coverage) -> dict[str, tuple[int, ...]]:
    return {
        "chua-thanh-tra": found.not_inspected,
        "chua-xu-ly": found.not_handled,
        "da-xu-ly": found.handled,
        "tat-ca": found.confirmed,
    }


def _rows(ids: tuple[int, ...], rows: dict[int, LateLand], user: Any) -> list[dict[str, Any]]:
    projects = Project.objects.filter(pk__in=ids).select_related("investor").order_by("code")
    flags = Flag.objects.visible_to(user).filter(project_id__in=ids, kind__in=LATE_LAND)
    latest = {flag.project_id: flag for flag in flags.order_by("opened_on", "pk")}
    return [
        {
            "code": row.code,
            "name": row.name,
            "investor": str(row.investor or ""),
            "url": reverse("projects:detail", args=[row.code]),
            "flagged": day_text(rows[row.pk].flagged_on),
            "cases": len([d for d in rows[row.pk].cases if d >= rows[row.pk].flagged_on]),
            "flag_url": reverse("deadlines:flag", args=[latest[row.pk].pk])
            if row.pk in latest
            else "",
            "flag": latest[row.pk].kind if row.pk in latest else "",
            "open_url": f"{reverse('inspections:case_open')}?canh-bao={latest[row.pk].pk}"
            if row.pk in latest and not rows[row.pk].is_inspected
            else "",
        }
        for row in projects
    ]

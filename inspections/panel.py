"""What the page of a project says of inspections: cases one may know of, what they propose."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from inspections.models import Case, CaseProposal, Conclusion
from projects.extensions import Panel
from projects.views.sight import Sight
from vn.dates import day_text


def section(sight: Sight) -> dict[str, Any]:
    """Cases about the project and the proposals of their conclusions; three queries."""
    user, project = sight.user, sight.record.project
    rows = Case.objects.visible_to(user).filter(projects__project=project)
    cases = list(rows.select_related("responsible_body"))
    keeps = user.can(Permission.KEEP_CASES)
    open_url = f"{reverse('inspections:case_open')}?du-an={project.code}" if keeps else ""
    if not cases:
        return {"inspection_cases": [], "inspection_proposals": [], "inspection_open": open_url}
    seen = Conclusion.objects.visible_to(user).filter(case__in=cases)
    by_case: dict[int, list[Conclusion]] = {}
    for row in seen:
        by_case.setdefault(row.case_id, []).append(row)
    return {
        "inspection_cases": [_case(row, by_case.get(row.pk, [])) for row in cases],
        "inspection_proposals": _proposals(seen, project.pk, sight),
        "inspection_open": open_url,
    }


def _case(row: Case, conclusions: list[Conclusion]) -> dict[str, Any]:
    signed = [each for each in conclusions if each.signed_date]
    return {
        "code": row.code,
        "title": row.title,
        "url": reverse("inspections:case", args=[row.code]),
        "kind": row.get_kind_display(),
        "body": row.responsible_body.short_name,
        "state": row.get_state_display(),
        "is_open": row.state == Case.State.OPEN,
        "invented": row.is_demonstration,
        "conclusions": [
            f"{each.number} ({day_text(each.signed_date)})" for each in signed if each.signed_date
        ],
    }


def _proposals(seen: Any, project_id: int, sight: Sight) -> list[dict[str, Any]]:
    rows = CaseProposal.objects.filter(conclusion__in=seen, project=project_id)
    decides = sight.user.can(Permission.CLASSIFY_PROJECT)
    return [
        {
            "what": row.get_kind_display(),
            "class": str(row.handling_class or ""),
            "text": row.text,
            "number": row.conclusion.number,
            "state": row.get_state_display(),
            "is_open": row.state == CaseProposal.State.OPEN,
            "decided": row.decided_number,
            "url": reverse("inspections:proposal_decide", args=[row.pk])
            if decides
            and row.state == CaseProposal.State.OPEN
            and row.conclusion.published_date is not None
            else "",
        }
        for row in rows.select_related("conclusion", "handling_class")
    ]


PANEL = Panel(
    key="inspections",
    title=_("Inspection and check"),
    section=section,
    template="inspections/_project_panel.html",
    anchor="thanh-tra",
    needs=Permission.VIEW_CASES,
    group="lam-viec",
    rows=("inspection_cases", "inspection_open"),
    of_all=True,
)

"""Projects as a list and one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import signed_in
from accounts.api import ReadView
from accounts.models import User
from accounts.permissions import Permission
from deadlines import flag_list
from deadlines.api.shapes import obligation_rows
from desk.api import ListView
from projects import providing
from projects.api import samples, shapes
from projects.filters.registry import ProjectFilter, options
from projects.querysets import listing
from projects.querysets.gate_facts import gate_facts_of
from projects.querysets.record import Record, derived_periods, record
from projects.rules.gates import missing, next_stage


class ListProjects(ListView):
    """The registry list."""

    required_permission = Permission.VIEW_REGISTRY
    summary = _("Projects of the registry")
    shape = shapes.ProjectRowSerializer
    example = samples.ROW
    conditions = ProjectFilter
    orders = listing.ORDERS

    def get(self, request: Request) -> Response:
        """One page of the projects this person may see.

        The rows are plain values already: a serializer would only copy them, in a quarter of the
        time of the whole answer. The form of conditions, too, is made only when one is asked for.
        """
        user, query = signed_in(request), request.query_params
        visible = providing.visible(user)
        conditions = None
        if query.keys() & ProjectFilter.base_filters.keys():
            on = timezone.localdate()
            conditions = ProjectFilter(query, visible, user=user, choices=options(), on=on)
        asked = self.asked(conditions)
        found = conditions.found() if conditions else visible
        order = listing.read_order(asked.order, user)
        page = asked.page(listing.segments(found, order, user))
        return asked.answer(listing.rows(visible, page), page)


class ReadProject(ReadView):
    """All that the project page shows to the same person, but for the history."""

    required_permission = Permission.VIEW_REGISTRY
    summary = _("One project with its acts, deadlines and flags")
    shape = shapes.ProjectSerializer
    example = samples.PROJECT

    def get(self, request: Request, code: str) -> Response:
        """404 for what this person may not know of."""
        user = signed_in(request)
        found = record(providing.visible(user), code, user)
        if found is None:
            raise Http404
        read = detail(found, found.reader, timezone.localdate())
        return Response(self.shape(read, context={"in_charge": found.in_charge}).data)


def detail(found: Record, user: User, on: date) -> dict[str, Any]:
    """What `ProjectSerializer` reads."""
    sees_flags = user.can(Permission.VIEW_FLAGS)
    flags = flag_list.found([flag.pk for flag in found.flags]) if sees_flags else None
    facts: dict[str, Any] = vars(found.project)
    return facts | {
        "investor": found.project.investor,
        "public_investment": found.public,
        "sector": found.project.sector,
        "agency": found.in_charge.name(found.project.agency),
        "officer": (found.project.officer or "") if sees_flags else "",
        "places": found.places,
        **_stages(found, tells_missing=sees_flags),
        "instruments": found.instruments,
        "milestones": found.items,
        "tranches": found.tranches,
        "excluded_periods": _periods(found, on),
        "suspensions": found.suspensions,
        "terminations": found.terminations,
        "obligations": obligation_rows(found.duties),
        "flags": flags,
    }


def _stages(found: Record, *, tells_missing: bool) -> dict[str, Any]:
    facts = gate_facts_of(found)
    further = next_stage(facts)
    lacking = missing(further, facts) if further else ()
    return {
        "stage": facts.stage,
        "next_stage": further,
        "missing": [need.code for need in lacking] if tells_missing else None,
    }


def _periods(found: Record, on: date) -> list[dict[str, Any]]:
    decided = [vars(period) | {"derived": False} for period in found.periods]
    derived = [
        {
            "id": None,
            "derived": True,
            "reason": part.reason,
            "scope": None,
            "tranche_id": None,
            "schedule_item_id": None,
            "start_date": part.start,
            "end_date": part.end,
            "standing": "decided",
            "expected_end_date": None,
            "document_number": part.reference,
        }
        for part in derived_periods(found, on)
    ]
    return decided + derived

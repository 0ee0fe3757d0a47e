"""Proposals, plans and criteria on the project page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from deadlines import wording
from deadlines.rules.severity import duty_mark
from projects.models import Criterion, CriterionValue, PlanningReference, Proposal
from projects.subjects.facts_appraisal import days_given
from projects.views.proposal_page import standing
from projects.views.sight import Sight
from vn.dates import day_text
from vn.money import BILLION
from vn.numbers import decimal_text

_CONFORMITY = {"conforms": "ok", "partly": "info", "conflicts": "warn", "unknown": "unk"}


def section(sight: Sight) -> dict[str, Any]:
    """Every dossier with who holds it; the plans; what was promised and reached."""
    project = sight.record.project
    rows = project.proposals.select_related("agency", "project").prefetch_related(
        "opinions", "supplements"
    )
    planning = list(project.planning.all())
    return {
        "proposals": [_proposal(row, sight) for row in rows],
        "planning": [_plan(row, sight) for row in planning],
        "criteria": [_criterion(row) for row in project.criteria.select_related("criterion")],
    }


def _proposal(row: Proposal, sight: Sight) -> dict[str, Any]:
    duty = sight.record.duty("T1", "proposal", row.pk)
    mark, words = standing(row, list(row.opinions.all()), list(row.supplements.all()))
    clock: tuple[str, str] = ("", "")
    if duty is not None and row.decided_date is None and duty.clock != "void":
        found = duty_mark(
            clock=duty.clock, kind=duty.kind, level=duty.level, advisory=duty.advisory
        )
        clock = (found, wording.standing(vars(duty), sight.on))
    return {
        "pk": row.pk,
        "kind": str(row.get_kind_display()),
        "code": row.dossier_code,
        "received": day_text(row.received_date),
        "given": days_given(row) or gettext("no data"),
        "agency": row.agency.short_name,
        "mark": mark,
        "words": words,
        "clock": clock,
        "open": row.decided_date is None,
        "url": reverse("projects:proposal", args=[sight.record.project.code, row.pk]),
    }


def _plan(row: PlanningReference, sight: Sight) -> dict[str, Any]:
    day = day_text(row.document_date) if row.document_date else ""
    edits = "planning_add" in sight.links
    return {
        "level": str(row.get_level_display()),
        "document": " · ".join(filter(None, (row.document_number, day))),
        "title": row.title,
        "note": row.note,
        "mark": _CONFORMITY[row.conformity],
        "words": str(row.get_conformity_display()),
        "url": (
            reverse("projects:planning_edit", args=[sight.record.project.code, row.pk])
            if edits
            else ""
        ),
    }


def _criterion(row: CriterionValue) -> dict[str, str]:
    return {
        "name": row.criterion.name,
        "unit": _unit(row.criterion),
        "promised": _said(row, "promised"),
        "reached": _said(row, "reached"),
        "as_of": day_text(row.as_of_date) if row.as_of_date else "",
        "source": row.source,
    }


def _said(row: CriterionValue, name: str) -> str:
    if row.criterion.sort == Criterion.Sort.TEXT:
        return str(getattr(row, f"{name}_text")) or "—"
    value = getattr(row, name)
    if value is None:
        return "—"
    if row.criterion.sort == Criterion.Sort.MONEY:
        return decimal_text(value / BILLION, 3, trim=True)
    return decimal_text(value, 2, trim=True)


def _unit(row: Criterion) -> str:
    return gettext("billion VND") if row.sort == Criterion.Sort.MONEY else row.unit

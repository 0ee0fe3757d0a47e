"""From rows to the frozen facts the rules read: a fixed number of queries a chunk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model

from deadlines.rules.clock import Exclusion
from projects.rules.facts import (
    ExtensionFacts,
    ItemFacts,
    ProjectFacts,
    SuspensionFacts,
    TrancheFacts,
)
from vn.dates import Precision, last_day

Rows = dict[int, list[dict[str, Any]]]

TERMINATED_UNDATED = date.min
"""A project published as terminated without a day owes nothing on any day; none is invented."""


def facts_of(project_ids: Sequence[int]) -> list[ProjectFacts]:
    """The facts of these projects, in seven queries whatever their number."""
    tranches = _grouped("LandTranche", project_ids, _TRANCHE)
    items = _grouped("ScheduleItem", project_ids, _ITEM)
    periods = _grouped("ExcludedPeriod", project_ids, _PERIOD)
    suspensions = _grouped("Suspension", project_ids, _SUSPENSION)
    ended = {
        row["project_id"]: row["date"]
        for row in _model("Termination")
        .objects.filter(project_id__in=project_ids, whole=True)
        .values("project_id", "date")
    }
    extensions = _extensions(project_ids)
    projects = _model("Project").objects.filter(pk__in=project_ids).values(*_PROJECT)
    return [
        ProjectFacts(
            id=row["id"],
            agency_id=row["agency_id"],
            investor_id=row["investor_id"],
            terminated_on=_terminated(row, ended),
            physical_state=row["physical_state"],
            operating_state=row["operating_state"],
            pending_adjustment=row["adjustment_pending_since"] is not None,
            tranches=tuple(
                _tranche(t, extensions, periods[row["id"]]) for t in tranches[row["id"]]
            ),
            items=tuple(_item(i, periods[row["id"]]) for i in items[row["id"]]),
            suspensions=tuple(_suspension(s) for s in suspensions[row["id"]]),
            exclusions=_exclusions(periods[row["id"]], "project", None),
        )
        for row in projects.order_by("pk")
    ]


_PROJECT = (
    "id",
    "agency_id",
    "investor_id",
    "physical_state",
    "operating_state",
    "legal_state",
    "adjustment_pending_since",
)
_TRANCHE = (
    "id",
    "label",
    "phase",
    "decision_number",
    "decision_date",
    "planned_handover_date",
    "handover_date",
    "handover_precision",
    "minutes_number",
    "in_use_date",
    "agency_id",
)
_ITEM = (
    "id",
    "kind",
    "phase",
    "name",
    "planned_date",
    "planned_precision",
    "baseline_date",
    "baseline_precision",
    "actual_date",
    "actual_precision",
    "achieved_undated",
    "instrument__issued_date",
    "instrument__issued_precision",
    "instrument__number",
)
_PERIOD = (
    "scope",
    "tranche_id",
    "schedule_item_id",
    "start_date",
    "end_date",
    "reason",
    "document_number",
)
_SUSPENSION = ("id", "start_date", "resumed_date", "ordered_until", "document_number")


def _model(name: str) -> Any:
    # The layers put models above querysets, so a queryset module reaches them by name.
    model: type[Model] = apps.get_model("projects", name)
    return model


def _grouped(name: str, project_ids: Sequence[int], fields: Iterable[str]) -> Rows:
    rows: Rows = defaultdict(list)
    found = _model(name).objects.filter(project_id__in=project_ids).order_by("pk")
    for row in found.values("project_id", *fields):
        rows[row["project_id"]].append(row)
    return rows


def _extensions(project_ids: Sequence[int]) -> dict[int, ExtensionFacts]:
    rows = (
        _model("Extension")
        .objects.filter(tranche__project_id__in=project_ids)
        .values("id", "tranche_id", "decision_number", "decision_date", "from_date", "months")
    )
    return {row.pop("tranche_id"): ExtensionFacts(**row) for row in rows}


def _terminated(row: dict[str, Any], ended: dict[int, date]) -> date | None:
    if row["legal_state"] != "terminated":
        return None
    return ended.get(row["id"], TERMINATED_UNDATED)


def _tranche(
    row: dict[str, Any], extensions: dict[int, ExtensionFacts], periods: list[dict[str, Any]]
) -> TrancheFacts:
    return TrancheFacts(
        id=row["id"],
        label=row["label"],
        phase=row["phase"],
        decision_number=row["decision_number"],
        decision_date=row["decision_date"],
        planned_handover=row["planned_handover_date"],
        handover_date=_last(row["handover_date"], row["handover_precision"]),
        handover_precision=Precision(row["handover_precision"]),
        minutes_number=row["minutes_number"],
        in_use_date=row["in_use_date"],
        land_agency_id=row["agency_id"],
        extension=extensions.get(row["id"]),
        exclusions=_exclusions(periods, "tranche", row["id"]),
    )


def _item(row: dict[str, Any], periods: list[dict[str, Any]]) -> ItemFacts:
    return ItemFacts(
        id=row["id"],
        kind=row["kind"],
        phase=row["phase"],
        name=row["name"],
        planned=_last(row["planned_date"], row["planned_precision"]),
        baseline=_last(row["baseline_date"], row["baseline_precision"]),
        actual=_last(row["actual_date"], row["actual_precision"]),
        achieved_undated=row["achieved_undated"],
        instrument_date=_last(
            row["instrument__issued_date"], row["instrument__issued_precision"] or "day"
        ),
        instrument_number=row["instrument__number"] or "",
        exclusions=_exclusions(periods, "schedule_item", row["id"]),
    )


def _suspension(row: dict[str, Any]) -> SuspensionFacts:
    return SuspensionFacts(
        id=row["id"],
        start=row["start_date"],
        resumed_on=row["resumed_date"],
        ordered_until=row["ordered_until"],
        reference=row["document_number"],
    )


def _exclusions(
    periods: list[dict[str, Any]], scope: str, subject_id: int | None
) -> tuple[Exclusion, ...]:
    key = {"tranche": "tranche_id", "schedule_item": "schedule_item_id"}.get(scope)
    return tuple(
        Exclusion(
            start=row["start_date"],
            end=row["end_date"],
            reason=row["reason"],
            derived=False,
            reference=row["document_number"],
        )
        for row in periods
        if row["scope"] == scope and (key is None or row[key] == subject_id)
    )


def _last(first: date | None, precision: str) -> date | None:
    return last_day(first, Precision(precision)) if first else None

"""The rows that the facts of a project are read from, and how each becomes a fact."""

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
    InstrumentFacts,
    InstrumentKind,
    ItemFacts,
    PeriodFacts,
    RequestFacts,
    Standing,
    SuspensionFacts,
    TrancheFacts,
)
from vn.dates import Precision, last_day

Row = dict[str, Any]
Rows = dict[int, list[Row]]
Requests = dict[tuple[str, int], tuple[RequestFacts, ...]]
"""Requests for more time by subject kind and subject, in the order they were entered."""

TRANCHE = (
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
    "decided_area_m2",
    "handed_area_m2",
)
ITEM = (
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
    "amount_vnd",
    "instrument__issued_date",
    "instrument__issued_precision",
    "instrument__number",
)
PERIOD = (
    "id",
    "scope",
    "tranche_id",
    "schedule_item_id",
    "start_date",
    "end_date",
    "reason",
    "document_number",
    "document_date",
    "standing",
    "claimed_date",
    "expected_end_date",
    "reviewed_date",
)
SUSPENSION = ("id", "start_date", "resumed_date", "ordered_until", "document_number")
INSTRUMENT = (
    "id",
    "kind",
    "number",
    "issued_date",
    "issued_precision",
    "adjusts_id",
    "capital_vnd",
    "land_area_m2",
    "operation_date",
    "sequence",
    "equity_vnd",
    "loan_vnd",
    "term_years",
)
_REQUEST = (
    "id",
    "tranche_id",
    "schedule_item_id",
    "filed_date",
    "decided_date",
    "granted",
    "document_number",
    "decision_number",
)


def model(name: str) -> Any:
    """A model of the registry: the layers put models above querysets, so by its name."""
    found: type[Model] = apps.get_model("projects", name)
    return found


def grouped(name: str, project_ids: Sequence[int], fields: Iterable[str], **narrowed: Any) -> Rows:
    """The rows of these projects by project, in the order they were entered."""
    rows: Rows = defaultdict(list)
    found = model(name).objects.filter(project_id__in=project_ids, **narrowed).order_by("pk")
    for row in found.values("project_id", *fields):
        rows[row["project_id"]].append(row)
    return rows


def extensions_of(project_ids: Sequence[int]) -> dict[int, ExtensionFacts]:
    """The extensions of land use, by tranche."""
    rows = (
        model("Extension")
        .objects.filter(tranche__project_id__in=project_ids)
        .values("id", "tranche_id", "decision_number", "decision_date", "from_date", "months")
    )
    return {row.pop("tranche_id"): ExtensionFacts(**row) for row in rows}


def cap_exceptions_of(project_ids: Sequence[int]) -> dict[int, str]:
    """The exception that the last revision of a milestone's plan names, by milestone (R-1.22)."""
    revisions = model("ScheduleRevision").objects.filter(item__project_id__in=project_ids)
    return dict(revisions.order_by("pk").values_list("item_id", "exception"))


def requests_of(project_ids: Sequence[int]) -> Requests:
    """The requests for more time."""
    found: dict[tuple[str, int], list[RequestFacts]] = defaultdict(list)
    rows = model("ExtensionRequest").objects.filter(project_id__in=project_ids)
    for row in rows.order_by("pk").values(*_REQUEST):
        about = ("tranche", row["tranche_id"])
        if row["tranche_id"] is None:
            about = ("schedule_item", row["schedule_item_id"])
        found[about].append(
            RequestFacts(
                id=row["id"],
                filed=row["filed_date"],
                decided=row["decided_date"],
                granted=row["granted"],
                reference=row["document_number"],
                decision_number=row["decision_number"],
            )
        )
    return {about: tuple(asked) for about, asked in found.items()}


def instruments_of(project_ids: Sequence[int]) -> dict[int, tuple[InstrumentFacts, ...]]:
    """Approvals, certificates and their adjustments, by project."""
    rows = grouped("Instrument", project_ids, INSTRUMENT, kind__in=[*InstrumentKind])
    return {project: tuple(_instrument(row) for row in of) for project, of in rows.items()}


def _instrument(row: Row) -> InstrumentFacts:
    return InstrumentFacts(
        id=row["id"],
        kind=row["kind"],
        number=row["number"],
        issued=last(row["issued_date"], row["issued_precision"]),
        adjusts_id=row["adjusts_id"],
        capital_vnd=row["capital_vnd"],
        land_area_m2=row["land_area_m2"],
        operation=row["operation_date"],
        sequence=row["sequence"],
        equity_vnd=row["equity_vnd"],
        loan_vnd=row["loan_vnd"],
        term_years=row["term_years"],
    )


def tranche(
    row: Row, extensions: dict[int, ExtensionFacts], periods: list[Row], requests: Requests
) -> TrancheFacts:
    """A land tranche with its extension, its own excluded periods and requests."""
    return TrancheFacts(
        id=row["id"],
        label=row["label"],
        phase=row["phase"],
        decision_number=row["decision_number"],
        decision_date=row["decision_date"],
        planned_handover=row["planned_handover_date"],
        handover_date=last(row["handover_date"], row["handover_precision"]),
        handover_precision=Precision(row["handover_precision"]),
        minutes_number=row["minutes_number"],
        in_use_date=row["in_use_date"],
        land_agency_id=row["agency_id"],
        decided_area_m2=row["decided_area_m2"],
        handed_area_m2=row["handed_area_m2"],
        extension=extensions.get(row["id"]),
        exclusions=exclusions(periods, "tranche", row["id"]),
        requests=requests.get(("tranche", row["id"]), ()),
    )


def item(
    row: Row, cap_exceptions: dict[int, str], periods: list[Row], requests: Requests
) -> ItemFacts:
    """A milestone with its own excluded periods and requests."""
    return ItemFacts(
        id=row["id"],
        kind=row["kind"],
        phase=row["phase"],
        name=row["name"],
        planned=last(row["planned_date"], row["planned_precision"]),
        baseline=last(row["baseline_date"], row["baseline_precision"]),
        actual=last(row["actual_date"], row["actual_precision"]),
        achieved_undated=row["achieved_undated"],
        instrument_date=last(
            row["instrument__issued_date"], row["instrument__issued_precision"] or "day"
        ),
        instrument_number=row["instrument__number"] or "",
        cap_exception=cap_exceptions.get(row["id"], ""),
        amount_vnd=row["amount_vnd"],
        exclusions=exclusions(periods, "schedule_item", row["id"]),
        requests=requests.get(("schedule_item", row["id"]), ()),
    )


def suspension(row: Row) -> SuspensionFacts:
    """A suspension."""
    return SuspensionFacts(
        id=row["id"],
        start=row["start_date"],
        resumed_on=row["resumed_date"],
        ordered_until=row["ordered_until"],
        reference=row["document_number"],
    )


def period(row: Row) -> PeriodFacts:
    """A claim, or a decided period, as L5 and P1 look at it."""
    return PeriodFacts(
        id=row["id"],
        start=row["start_date"],
        reason=row["reason"],
        end=row["end_date"],
        standing=row["standing"],
        claimed=row["claimed_date"],
        decided=row["document_date"],
        expected_end=row["expected_end_date"],
        reviewed=row["reviewed_date"],
        reference=row["document_number"],
        tranche_id=row["tranche_id"],
        item_id=row["schedule_item_id"],
    )


def exclusions(periods: list[Row], scope: str, subject_id: int | None) -> tuple[Exclusion, ...]:
    """The decided periods of a scope: what is only claimed, or was refused, stops nothing."""
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
        if row["standing"] == Standing.DECIDED
        and row["scope"] == scope
        and (key is None or row[key] == subject_id)
    )


def last(first: date | None, precision: str) -> date | None:
    """The last day of a partial date."""
    return last_day(first, Precision(precision)) if first else None

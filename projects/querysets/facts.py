"""From rows to the frozen facts the rules read: a fixed number of queries a chunk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from projects.querysets import fact_rows, facts_money, facts_record
from projects.querysets.appraisal_facts import areas_of, proposals_of
from projects.querysets.fact_rows import grouped, model
from projects.querysets.facts_clearance import clearance_of
from projects.querysets.facts_closing import ends_of
from projects.querysets.handling_facts import handling_of
from projects.rules.facts import ProjectFacts

TERMINATED_UNDATED = date.min
"""A project published as terminated without a day owes nothing on any day; none is invented."""


def facts_of(project_ids: Sequence[int]) -> list[ProjectFacts]:
    """The facts of these projects, in as many queries whatever their number.

    Without public projects: the rules that read them are those of non-budget investment.
    """
    tranches = grouped("LandTranche", project_ids, fact_rows.TRANCHE)
    items = grouped("ScheduleItem", project_ids, fact_rows.ITEM)
    periods = grouped("ExcludedPeriod", project_ids, fact_rows.PERIOD)
    suspensions = grouped("Suspension", project_ids, fact_rows.SUSPENSION)
    ends = ends_of(project_ids)
    handling = handling_of(project_ids)
    extensions = fact_rows.extensions_of(project_ids)
    exceptions = fact_rows.cap_exceptions_of(project_ids)
    requests = fact_rows.requests_of(project_ids)
    instruments = fact_rows.instruments_of(project_ids)
    proposals, areas = proposals_of(project_ids), areas_of(project_ids)
    rows = model("Project").objects.non_budget().filter(pk__in=project_ids)
    projects = list(rows.order_by("pk").values(*_PROJECT))
    parts = facts_record.parts_of(project_ids)
    clearance = clearance_of(project_ids)
    money = facts_money.rows_of(projects, items, suspensions)
    return [
        ProjectFacts(
            id=row["id"],
            agency_id=row["agency_id"],
            investor_id=row["investor_id"],
            terminated_on=_terminated(row, ends.whole),
            proposed=row["legal_state"] in ("proposed", "refused"),
            physical_state=row["physical_state"],
            operating_state=row["operating_state"],
            pending_adjustment=row["adjustment_pending_since"] is not None,
            tranches=tuple(
                fact_rows.tranche(t, extensions, periods[row["id"]], requests)
                for t in tranches[row["id"]]
            ),
            items=tuple(
                fact_rows.item(i, exceptions, periods[row["id"]], requests)
                for i in items[row["id"]]
            ),
            suspensions=tuple(fact_rows.suspension(s) for s in suspensions[row["id"]]),
            instruments=instruments.get(row["id"], ()),
            periods=tuple(fact_rows.period(p) for p in periods[row["id"]]),
            handling=handling.get(row["id"], ()),
            closures=ends.steps.get(row["id"], ()),
            ended_phases=ends.phases.get(row["id"], ()),
            proposals=proposals.get(row["id"], ()),
            areas=areas.get(row["id"], ()),
            exclusions=fact_rows.exclusions(periods[row["id"]], "project", None),
            record=facts_record.record_of(row, parts, ends.whole),
            clearance=clearance.get(row["id"], ()),
            **money.of(row, (t["decision_date"] for t in tranches[row["id"]])),
        )
        for row in projects
    ]


_PROJECT = (
    "id",
    "agency_id",
    "investor_id",
    "physical_state",
    "operating_state",
    "legal_state",
    "adjustment_pending_since",
    *facts_money.PROJECT,
    *facts_record.PROJECT,
)


def _terminated(row: dict[str, Any], ended: dict[int, date]) -> date | None:
    if row["legal_state"] != "terminated":
        return None
    return ended.get(row["id"], TERMINATED_UNDATED)

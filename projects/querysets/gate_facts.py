"""The facts of the gates (`projects.rules.gates`), for one project or for a chunk of many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from projects.querysets.fact_rows import Row, grouped, model
from projects.querysets.record import Acts
from projects.querysets.stages import STATES, of_project, reached, stage_columns
from projects.rules.gate_facts import GateFacts, Handed, Proof

APPROVALS = ("policy_approval", "investor_approval")
CERTIFICATES = ("registration_certificate",)
LAND_ACTS = ("land_allocation", "land_lease")
_INSTRUMENT = ("id", "kind", "number", "issued_date", "authority")
_TRANCHE = (
    "id",
    "decision_number",
    "decision_date",
    "handover_date",
    "minutes_number",
    "handed_area_m2",
)
_SAME_NAME = (
    "approval_path",
    "selection",
    "deposit_duty",
    "investor_id",
    "state_as_of",
    "state_note",
    "is_secured",
    "has_dossier",
    "has_suspension",
    "has_termination",
    "is_revoked",
)
_COLUMNS = (
    "pk",
    "investor__kind",
    "location_text",
    "registered_capital_vnd",
    "registered_capital_usd",
    "capital_rate_vnd",
    "land_area_m2",
    *_SAME_NAME[:6],
)


def gate_facts(project_ids: Sequence[int]) -> dict[int, GateFacts]:
    """The facts of these projects by key, in three queries however many they are.

    Without public projects, which pass no gate.
    """
    instruments = grouped("Instrument", project_ids, _INSTRUMENT)
    tranches = grouped("LandTranche", project_ids, _TRANCHE)
    return {
        row["pk"]: _facts(row, instruments[row["pk"]], tranches[row["pk"]])
        for row in _projects(project_ids).filter(funding="non_budget")
    }


def gate_facts_of(read: Acts) -> GateFacts:
    """The facts of one project whose documents and land were read already; one query."""
    return _facts(
        _projects([read.project.pk]).get(),
        [vars(act) for act in read.instruments],
        [vars(tranche) for tranche in read.tranches],
    )


def _projects(project_ids: Sequence[int]) -> QuerySet[Any, Row]:
    items = of_project("ScheduleItem").order_by()
    done = items.filter(Q(actual_date__isnull=False) | Q(achieved_undated=True))
    planned = items.filter(planned_date__isnull=False, instrument__isnull=False)
    refused = of_project("Proposal").filter(outcome__in=["refused", "withdrawn"]).order_by("-pk")
    ends = of_project("Termination").filter(whole=True)
    places = model("Project").units.through.objects.filter(project_id=OuterRef("pk"))
    rows: QuerySet[Any, Row] = model("Project").objects.filter(pk__in=project_ids)
    return rows.values(
        *_COLUMNS,
        *STATES,
        **stage_columns(),
        has_units=Exists(places),
        done=ArraySubquery(done.values("kind").distinct()),
        planned=ArraySubquery(planned.values("kind").distinct()),
        is_secured=Exists(of_project("Deposit")),
        has_dossier=Exists(of_project("Proposal")),
        refusal_reason=Subquery(refused.values("reason")[:1]),
        has_suspension=Exists(of_project("Suspension")),
        has_termination=Exists(ends),
        is_revoked=Exists(ends.exclude(revocation_number="")),
    )


def _facts(row: Row, instruments: list[Row], tranches: list[Row]) -> GateFacts:
    now, furthest = reached(row)
    decided = [part for part in tranches if part["decision_number"] or part["decision_date"]]
    return GateFacts(
        project_id=row["pk"],
        stage=now,
        furthest=furthest,
        investor_kind=row["investor__kind"] or "unknown",
        has_place=row["has_units"] or bool(row["location_text"]),
        has_capital=row["registered_capital_vnd"] is not None,
        has_dollars=row["registered_capital_usd"] is not None,
        has_rate=row["capital_rate_vnd"] is not None,
        has_area=row["land_area_m2"] is not None,
        acts=frozenset(row["acts"]),
        approval=_fullest(_proofs(instruments, APPROVALS)),
        certificate=_fullest(_proofs(instruments, CERTIFICATES)),
        land=_fullest([*_proofs(instruments, LAND_ACTS), *map(_decision, decided)]),
        tranches=tuple(part["id"] for part in tranches),
        handed=tuple(map(_handed, (part for part in tranches if part["handover_date"]))),
        reached=frozenset(row["done"]),
        planned=frozenset(row["planned"]),
        refusal_reason=row["refusal_reason"] or "",
        **{name: row[name] for name in _SAME_NAME},
    )


def _proofs(instruments: Iterable[Row], kinds: Sequence[str]) -> list[Proof]:
    return [
        Proof(
            pk=act["id"],
            number=act["number"],
            day=act["issued_date"],
            authority="" if act["authority"] == "unknown" else act["authority"],
        )
        for act in instruments
        if act["kind"] in kinds
    ]


def _decision(tranche: Row) -> Proof:
    """A decision on land that is only named at its tranche."""
    return Proof(
        pk=tranche["id"],
        number=tranche["decision_number"],
        day=tranche["decision_date"],
        of_tranche=True,
    )


def _handed(tranche: Row) -> Handed:
    has_area = tranche["handed_area_m2"] is not None
    return Handed(tranche["id"], tranche["minutes_number"], has_area)


def _fullest(proofs: Sequence[Proof]) -> Proof | None:
    """The act with most of its parts known; of several the first."""
    return max(
        proofs,
        key=lambda proof: bool(proof.number) + bool(proof.day) + bool(proof.authority),
        default=None,
    )

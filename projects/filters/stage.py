"""The stage of a project as a condition of lists, and steps that were let pass."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from projects.filters.conditions import Choices
from projects.gate_wording import OVERRIDDEN_WORDS, STEP
from projects.models import ClosureStep, Instrument, LandTranche, StageMove
from projects.rules.stage import LINE, SETTLED_BY, Stage

OVERRIDDEN = "cho_qua"
_ASIDE = [stage for stage in STEP if stage not in LINE]
STAGES: Choices = [
    *((str(stage), STEP[stage]) for stage in (*LINE, *_ASIDE)),
    (OVERRIDDEN, OVERRIDDEN_WORDS),
]


def in_stage(projects: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Those in the stage, or those that were let pass a closed gate at some time."""
    if value == OVERRIDDEN:
        moves = StageMove.objects.exclude(missing=[])
        return projects.filter(pk__in=moves.values("project_id"))
    found: QuerySet[Any] = projects.alias(_stage=stage_of()).filter(_stage=value)
    return found


def stage_of() -> Case:
    """`rules.stage.stage` in the database's words; a test holds the two together."""
    steps = ClosureStep.objects.filter(
        termination__project_id=OuterRef("pk"), termination__whole=True, kind__in=SETTLED_BY
    )
    tranches = LandTranche.objects.filter(project_id=OuterRef("pk"))
    decided = tranches.filter(Q(decision_date__isnull=False) | ~Q(decision_number=""))
    settled = Q(
        Exists(steps.filter(kind="liquidation")), ~Exists(steps.filter(done_date__isnull=True))
    )
    return Case(
        When(settled, legal_state="terminated", then=Value(Stage.LIQUIDATED.value)),
        When(~Q(legal_state="valid"), then=F("legal_state")),
        When(operating_state__in=["stopped", "operating"], then=F("operating_state")),
        When(physical_state="completed", then=Value(Stage.COMPLETED.value)),
        When(
            physical_state__in=["partly_built", "under_construction"],
            then=Value(Stage.CONSTRUCTION.value),
        ),
        When(
            Exists(tranches.filter(handover_date__isnull=False)),
            then=Value(Stage.LAND_RECEIVED.value),
        ),
        When(
            Exists(decided) | _has("land_allocation", "land_lease"),
            then=Value(Stage.LAND_DECIDED.value),
        ),
        When(_has("registration_certificate"), then=Value(Stage.CERTIFIED.value)),
        When(_has("policy_approval", "investor_approval"), then=Value(Stage.APPROVED.value)),
        default=Value(Stage.UNKNOWN.value),
    )


def _has(*kinds: str) -> Exists:
    return Exists(Instrument.objects.filter(project_id=OuterRef("pk"), kind__in=kinds))

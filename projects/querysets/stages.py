"""The stage each project has reached, read in one query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from projects.querysets.fact_rows import Row, model
from projects.rules.stage import SETTLED_BY, Stage, is_settled, on_the_line, stage

STATES = ("legal_state", "physical_state", "operating_state")


def of_project(name: str) -> QuerySet[Any]:
    """The rows of a model that belong to the project of the outer query."""
    rows: QuerySet[Any] = model(name).objects.filter(project_id=OuterRef("pk"))
    return rows


def stage_columns() -> dict[str, Any]:
    """What `reached` reads of a project beside its three states."""
    tranches = of_project("LandTranche")
    steps = model("ClosureStep").objects.filter(
        termination__project_id=OuterRef("pk"), termination__whole=True, kind__in=SETTLED_BY
    )
    told = steps.order_by("pk").values(told=JSONObject(kind="kind", done="done_date"))
    return {
        "acts": ArraySubquery(of_project("Instrument").order_by().values("kind").distinct()),
        "land_decided": Exists(
            tranches.filter(Q(decision_date__isnull=False) | ~Q(decision_number=""))
        ),
        "land_received": Exists(tranches.filter(handover_date__isnull=False)),
        "steps": ArraySubquery(told),
    }


def reached(row: Row) -> tuple[Stage, Stage]:
    """The stage of a row with `stage_columns`, and the same without what sets it aside."""
    legal, physical, operating = (row[name] for name in STATES)
    states = (legal, physical, operating)
    settled = is_settled((step["kind"], step["done"]) for step in row["steps"])
    known = {
        "acts": row["acts"],
        "land_decided": row["land_decided"],
        "land_received": row["land_received"],
    }
    return (
        stage(states=states, settled=settled, **known),
        stage(states=on_the_line(states), **known),
    )


def stages_of(project_ids: Sequence[int]) -> dict[int, tuple[Stage, Stage]]:
    """Of each project by key: its stage, and the furthest it came on the line."""
    rows = (
        model("Project").objects.filter(pk__in=project_ids).values("pk", *STATES, **stage_columns())
    )
    return {row["pk"]: reached(row) for row in rows}

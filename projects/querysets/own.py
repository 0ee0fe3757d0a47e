"""A project as those outside the State may see it: the people of its investor, or anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from deadlines.models import Flag, Obligation
from deadlines.queries import duties_of
from deadlines.querysets import ObligationQuerySet
from projects.querysets.record import Record, record
from projects.rules.stage import SETTLED_BY, Stage, is_settled, stage
from vn.dates import Precision, last_day
from vn.documents import bare_number

if TYPE_CHECKING:
    from accounts.models import User

_CERTIFICATE = "registration_certificate"
_NOBODY = 0
"""No project has this key: asking for it costs what asking for any other does."""


def asked_of(user: User) -> ObligationQuerySet:
    """What the State asks of the investors this person acts for, as far as the bearer is told.

    What an officer found unfounded (a dismissed flag on the present due day) asks nothing.
    """
    unfounded = Flag.objects.filter(
        obligation=OuterRef("pk"), due_date=OuterRef("due_date"), state=Flag.State.DISMISSED
    )
    return duties_of(user).filter(~Exists(unfounded), bearer_investor_id__isnull=False)


def own_record(projects: QuerySet[Any], code: str, user: User) -> Record | None:
    """The project with this code among the person's own, with the duties of `asked_of`, or None."""
    found = record(projects, code, user)
    if found is None:
        return None
    asked = asked_of(user).filter(project_id=found.project.pk).order_by("due_date", "pk")
    return replace(found, duties=list(asked.select_related("rule_version")))


def look_up(projects: QuerySet[Any], *, code: str, number: str) -> Any | None:
    """The project with this code and a registration certificate of this number, or None.

    The number may be spelt in any way. A wrong number and an unknown code cost the same two
    questions, so that neither the answer nor its time tells which codes exist (R-9.20).
    """
    wanted = bare_number(number).encode()
    kept = projects.filter(
        code__in={code, code.upper()},
        instruments__kind=_CERTIFICATE,
        instruments__number_key__gt="",
    ).values_list("pk", "instruments__number_key")
    found = _NOBODY
    for project_id, key in list(kept) or [(_NOBODY, "")]:
        if compare_digest(bare_number(key).encode(), wanted) and wanted:
            found = project_id
    return projects.select_related("agency").filter(pk=found).first()


def stage_of(project: Any) -> Stage:
    """The stage the project has reached."""
    acts = set(project.instruments.values_list("kind", flat=True))
    tranches = project.tranches.filter(Q(decision_date__isnull=False) | ~Q(decision_number=""))
    return stage(
        states=(project.legal_state, project.physical_state, project.operating_state),
        acts=acts,
        land_decided=tranches.exists(),
        land_received=project.tranches.filter(handover_date__isnull=False).exists(),
        settled=_settled(project),
    )


def _settled(project: Any) -> bool:
    """Whether liquidation, land and deposit are done after the end, as far as each had to be."""
    if project.legal_state != "terminated":
        return False
    steps = apps.get_model("projects", "ClosureStep").objects.filter(
        termination__project_id=project.pk, termination__whole=True, kind__in=SETTLED_BY
    )
    return is_settled(steps.values_list("kind", "done_date"))


def next_milestone(project: Any, *, on: date) -> Any | None:
    """The first milestone still to come, by its last possible day; one that is past is not told."""
    if project.legal_state == "terminated":
        return None
    reached = Obligation.objects.filter(
        project_id=project.pk, kind__in=("I1", "I8"), subject_kind="schedule_item", clock="void"
    )
    items = project.schedule_items.filter(
        actual_date=None, achieved_undated=False, planned_date__isnull=False
    ).exclude(pk__in=reached.values("subject_id"))
    ahead = [(_last(item), item.pk, item) for item in items if _last(item) >= on]
    return min(ahead)[2] if ahead else None


def _last(item: Any) -> date:
    return last_day(item.planned_date, Precision(item.planned_precision))

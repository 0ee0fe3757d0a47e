"""A project as those outside the State may see it: the people of its investor, or anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet

from deadlines.models import Flag, Obligation
from deadlines.queries import duties_of
from deadlines.querysets import ObligationQuerySet
from projects.querysets.record import Record, record
from projects.querysets.stages import stages_of
from projects.rules.stage import Stage
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
    return stages_of([project.pk])[project.pk][0]


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

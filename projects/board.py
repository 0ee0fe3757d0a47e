"""The board of handling: which class holds how many projects on a day, and what comes next.

A decision is in force on a day when it was made by then and had not ended: a project has at most
one, so the classes add up to the whole. A class that ended counts as the one in its place (R-5.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from deadlines.models import Obligation
from desk.paging import Key, Segment
from projects.models import HandlingClass, HandlingDecision
from projects.rules.handling_classes import ClassSpan, counts_as


@dataclass(slots=True)
class Line:
    """A class with the projects that count in it; `former` are those of classes that ended."""

    pk: int
    name: str
    short_name: str
    projects: int = 0
    capital_vnd: int = 0
    without_capital: int = 0
    late: int = 0
    former: list[tuple[str, date | None, int]] = field(default_factory=list)

    def add(self, row: dict[str, Any]) -> None:
        """Count what one class holds."""
        self.projects += row["projects"]
        self.capital_vnd += row["capital"] or 0
        self.without_capital += row["unknown"]
        self.late += row["late"]


def in_force(on: date) -> QuerySet[HandlingDecision]:
    """The decisions in force on a day, one a project."""
    made = HandlingDecision.objects.filter(decided_date__lte=on)
    return made.filter(Q(ended_date=None) | Q(ended_date__gt=on))


def late() -> Exists:
    """Whether the next step of a decision runs past its day: its deadline says so, nobody else."""
    steps = Obligation.objects.overdue().filter(kind="H1", subject_kind="handling")
    return Exists(steps.filter(subject_id=OuterRef("pk")))


def lines(decisions: QuerySet[HandlingDecision], on: date) -> list[Line]:
    """Every class in use on the day, and those that hold projects all the same, in two queries."""
    classes = {row.pk: row for row in HandlingClass.objects.all()}
    spans = {
        pk: ClassSpan(row.valid_from, row.valid_to, row.replaced_by_id)
        for pk, row in classes.items()
    }
    found = {
        pk: Line(pk, row.name, row.short_name)
        for pk, row in classes.items()
        if spans[pk].covers(on)
    }
    for held in _held(decisions):
        row = classes[held["handling_class"]]
        pk = counts_as(row.pk, spans, on)
        line = found.setdefault(pk, Line(pk, classes[pk].name, classes[pk].short_name))
        line.add(held)
        if pk != row.pk:
            line.former.append((row.short_name, row.valid_to, held["projects"]))
    order = list(classes)
    return sorted(found.values(), key=lambda line: order.index(line.pk))


def _held(decisions: QuerySet[HandlingDecision]) -> Any:
    return (
        decisions.order_by()
        .values("handling_class")
        .annotate(
            projects=Count("pk"),
            capital=Sum("project__registered_capital_vnd"),
            unknown=Count("pk", filter=Q(project__registered_capital_vnd=None)),
            late=Count("pk", filter=late()),
        )
    )


def total(parts: Iterable[Line]) -> Line:
    """The whole: the sum of its parts."""
    whole = Line(0, "", "")
    for line in parts:
        whole.projects += line.projects
        whole.capital_vnd += line.capital_vnd
        whole.without_capital += line.without_capital
        whole.late += line.late
    return whole


def classes_meant(class_id: int, on: date) -> list[int]:
    """The classes whose decisions count in this one on the day, and the class itself."""
    spans = HandlingClass.spans()
    return [class_id, *(pk for pk in spans if counts_as(pk, spans, on) == class_id)]


def segments(decisions: QuerySet[HandlingDecision]) -> tuple[Segment, ...]:
    """The list: the earliest next step first, so what is late comes first; then those without."""
    dated = (Key("next_step_date", date.fromisoformat), Key("pk"))
    return (
        Segment(decisions.exclude(next_step_date=None), dated),
        Segment(decisions.filter(next_step_date=None), (Key("pk"),)),
    )


def shown(ids: Sequence[int]) -> list[HandlingDecision]:
    """The decisions of a page in its order, with what the list prints of each."""
    rows = HandlingDecision.objects.select_related(
        *("handling_class", "project__investor", "project__agency", "project__officer")
    ).in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def steps(ids: Sequence[int]) -> dict[int, Obligation]:
    """The deadline of the next step of each decision."""
    found = Obligation.objects.filter(kind="H1", subject_kind="handling", subject_id__in=ids)
    return {row.subject_id: row for row in found}


def current_of(project_ids: Sequence[int]) -> dict[int, HandlingDecision]:
    """The decision in force of each of these projects that has one."""
    rows = HandlingDecision.objects.filter(project_id__in=project_ids, ended_date=None)
    return {row.project_id: row for row in rows.select_related("handling_class")}

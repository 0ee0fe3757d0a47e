"""Facts of a project as expressions: the same one shows a column, orders and narrows a list by it.

A page reads all its columns in one query, and a condition on a column finds exactly the rows that
show it so.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    DateField,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)

from accounts.models import AdministrativeUnit
from projects.models import Deposit, HandlingDecision, Instrument, LandTranche, ScheduleItem
from projects.rules.status import Bucket

APPROVAL = ("policy_approval",)
CERTIFICATE = ("registration_certificate",)
ADJUSTMENT = ("adjustment",)


def places() -> ArraySubquery:
    """The names of the places a project lies in, in Vietnamese order."""
    found = AdministrativeUnit.objects.filter(projects=OuterRef("pk"))
    return ArraySubquery(found.order_by("sort_key").values("name"))


def first_place() -> Subquery:
    """What a list ordered by place goes by."""
    found = AdministrativeUnit.objects.filter(projects=OuterRef("pk"))
    return Subquery(found.order_by("sort_key").values("sort_key")[:1])


class _LastOf(Func):
    """The last day of the month, quarter or year that begins on a day."""

    template = "((%(expressions)s + interval '%(span)s') - interval '1 day')::date"
    output_field = DateField()


def last_day(name: str) -> Case:
    """The last day of a partial date, which is its deadline, from its two columns of this name."""
    spans = {"month": "1 month", "quarter": "3 months", "year": "1 year"}
    day, precision = F(f"{name}_date"), f"{name}_precision"
    whens = [
        When(**{precision: each}, then=_LastOf(day, span=span)) for each, span in spans.items()
    ]
    return Case(*whens, default=day, output_field=DateField())


def _instruments(kinds: tuple[str, ...]) -> QuerySet[Any]:
    found = Instrument.objects.filter(project=OuterRef("pk"), kind__in=kinds)
    return found.annotate(issued_last=last_day("issued"))


def first_document(kinds: tuple[str, ...], field: str) -> Subquery:
    """Of the earliest document of these kinds; one without a day comes after those with one."""
    found = _instruments(kinds).order_by(F("issued_date").asc(nulls_last=True), "pk")
    return Subquery(found.values(field)[:1])


def last_document(kinds: tuple[str, ...], field: str) -> Subquery:
    """Of the latest document of these kinds."""
    found = _instruments(kinds).order_by(F("issued_date").desc(nulls_last=True), "-pk")
    return Subquery(found.values(field)[:1])


def planned_handover() -> Subquery:
    """Of the land to be handed over first: the planned day."""
    found = LandTranche.objects.filter(project=OuterRef("pk"))
    first = found.order_by(F("planned_handover_date").asc(nulls_last=True), "pk")
    return Subquery(first.values("planned_handover_date")[:1])


def first_handover(field: str) -> Subquery:
    """Of the land handed over first."""
    found = LandTranche.objects.filter(project=OuterRef("pk"))
    found = found.annotate(handover_last=last_day("handover"))
    first = found.order_by(F("handover_date").asc(nulls_last=True), "pk")
    return Subquery(first.values(field)[:1])


def start(field: str) -> Subquery:
    """Of the milestone that begins construction, in the first phase."""
    found = ScheduleItem.objects.filter(project=OuterRef("pk"), kind="start")
    return Subquery(found.order_by("phase", "planned_date", "pk").values(field)[:1])


def completion(field: str) -> Subquery:
    """Of the milestone that completes construction, in the last phase."""
    found = ScheduleItem.objects.filter(project=OuterRef("pk"), kind="completion")
    found = found.annotate(planned_last=last_day("planned"))
    return Subquery(
        found.order_by("-phase", F("planned_date").desc(nulls_last=True), "-pk").values(field)[:1]
    )


def deposited() -> Subquery:
    """Deposits and guarantees handed in, in đồng, whatever became of them; NULL without any."""
    found = Deposit.objects.filter(project=OuterRef("pk")).order_by().values("project")
    return Subquery(found.annotate(total=Sum("amount_vnd")).values("total"))


def handling(field: str) -> Subquery:
    """Of the class of the decision on handling in force."""
    found = HandlingDecision.objects.filter(project=OuterRef("pk"), ended_date=None)
    return Subquery(found.values(f"handling_class__{field}")[:1])


def lacking() -> F:
    """How many facts of its stage the record lacks; NULL where nobody measured it."""
    return F("quality__missing__len")


def by_bucket() -> Case:
    """The status in the order of the census."""
    whens = [When(bucket=bucket.value, then=Value(n)) for n, bucket in enumerate(Bucket)]
    return Case(*whens, output_field=IntegerField())

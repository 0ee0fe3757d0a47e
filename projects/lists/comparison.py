"""A list compared with the same list on an earlier day: who came, who left, what changed.

Read off the acts since that day, not by replaying the registry: a project without an act that
touches a condition is in the list then as it is now. What cannot be asked of the past is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import AdministrativeUnit, Agency, AuditEvent, User
from accounts.permissions import Scope
from projects import providing
from projects.filters.facts import EVER_SUSPENDED
from projects.filters.registry import ME, NOBODY
from projects.lists.columns import BY_KEY, offered
from projects.lists.question import WITHIN, ListQuestion
from projects.lists.then import Act, Read, acts_since, planned_since, read
from projects.models import InvestmentZone, Project, Sector
from projects.rules.then import RESTS_ON, Asked, Facts, held
from projects.succession import agencies_meant, places_meant

SHOWN = 100
"""How many projects each part names; all of them count."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A project that came or left, as it is now, or as it was when it was in the list."""

    code: str
    name: str
    facts: Facts
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A project that is in both lists, with other facts."""

    code: str
    name: str
    then: Facts
    now: Facts


@dataclass(slots=True)
class Sums:
    """What a list adds up to; unknown capital and area are counted, never taken as zero."""

    projects: int = 0
    capital_vnd: int = 0
    without_capital: int = 0
    area_m2: Decimal = Decimal(0)
    without_area: int = 0

    def less(self, other: Sums) -> Sums:
        """What is left without the others."""
        return Sums(
            self.projects - other.projects,
            self.capital_vnd - other.capital_vnd,
            self.without_capital - other.without_capital,
            self.area_m2 - other.area_m2,
            self.without_area - other.without_area,
        )

    def add(self, facts: Facts, times: int) -> None:
        """Count a project in (1) or out (-1)."""
        self.projects += times
        self.capital_vnd += times * (facts.capital_vnd or 0)
        self.without_capital += times * (facts.capital_vnd is None)
        self.area_m2 += times * (facts.area_m2 or Decimal(0))
        self.without_area += times * (facts.area_m2 is None)


@dataclass(slots=True)
class Comparison:
    """The two lists. `refused`: conditions that cannot be asked of an earlier day.

    `began`: the first day of the history, where the day asked for lies before it.
    `undecided`: projects of which nobody can say whether they were in the list.
    """

    day: date
    refused: list[str] = field(default_factory=list)
    began: date | None = None
    came: list[Moved] = field(default_factory=list)
    left: list[Moved] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    came_count: int = 0
    undecided: int = 0
    then: Sums = field(default_factory=Sums)
    now: Sums = field(default_factory=Sums)


def compare(question: ListQuestion, day: date) -> Comparison:
    """The list as it is now against what was known of it at the end of that day."""
    found = Comparison(day)
    active = question.conditions.form.cleaned_data if question.conditions.form.is_valid() else {}
    found.refused = _refused(question)
    began = AuditEvent.objects.order_by("pk").values_list("at", flat=True).first()
    first = timezone.localtime(began).date() if began else question.on
    if day < first:
        found.began = first
    if found.refused or found.began:
        return found
    until = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    asked = [
        _meant(name, value, question.user)
        for name, value in active.items()
        if value not in (None, "")
    ]
    _work(question, until, asked, found)
    return found


def _refused(question: ListQuestion) -> list[str]:
    """The conditions in force that the history cannot answer, in words."""
    form = question.conditions.form
    words = []
    for name, value in form.cleaned_data.items():
        if value in (None, "") or (name in RESTS_ON and value != EVER_SUSPENDED):
            continue
        words.append(str(form.fields[name].label))
    if question.query.get(WITHIN) and question.grouping is not None:
        words.append(str(question.grouping.label))
    return words


_NAMED: Mapping[str, tuple[type[Any], str]] = {
    "linh_vuc": (Sector, "name"),
    "khu_cum": (InvestmentZone, "name"),
    "dia_ban": (AdministrativeUnit, "name"),
    "co_quan": (Agency, "name"),
    "can_bo": (User, "display_name"),
}


def _meant(name: str, value: Any, user: User) -> Asked:
    """A condition in the names that the history keeps of rows."""
    if name not in _NAMED or value == NOBODY:
        return Asked(name, value)
    model, column = _NAMED[name]
    ids: Iterable[int]
    if name == "dia_ban":
        ids = places_meant(int(value))
    elif name == "co_quan":
        ids = agencies_meant(int(value))
    else:
        ids = [person.pk for person in user.persons] if value == ME else [int(value)]
    names = frozenset(map(str, model.objects.filter(pk__in=ids)))
    others = model.objects.exclude(pk__in=ids).filter(**{f"{column}__in": names})
    return Asked(name, value, names, frozenset(map(str, others)))


def _work(question: ListQuestion, until: datetime, asked: list[Asked], found: Comparison) -> None:
    """New records are summed by the database; those with an act since are looked at one by one."""
    listed = question.found
    new = listed.filter(created_at__gte=until)
    found.now, fresh = _sums(listed), _sums(new)
    found.then = found.now.less(fresh)
    found.came_count = fresh.projects
    first = list(new.order_by("sort_key", "pk").values_list("pk", flat=True)[:SHOWN])
    for row in _read(question, question.visible, first, []):
        found.came.append(Moved(row.code, row.name, row.now(), is_new=True))
    acts = acts_since(until)
    older = question.visible.filter(created_at__lt=until)
    touched = sorted({act.project_id for act in acts} | planned_since(until))
    rows = _read(question, older, touched, acts)
    ids = [row.pk for row in rows]
    here = set(listed.filter(pk__in=ids).values_list("pk", flat=True))
    meeting = _meeting(question, asked, ids)
    for row in rows:
        was = _was(row, until, asked, meeting)
        _judge(row, until, found, is_here=row.pk in here, was_here=was)


def _read(
    question: ListQuestion, projects: QuerySet[Any], ids: Sequence[int], acts: Sequence[Act]
) -> list[Read]:
    """The projects, without officers where the list of today would not name them either."""
    rows, user = read(projects, ids, acts), question.user
    column = BY_KEY["can_bo"]
    if column not in offered(user):
        return [replace(row, hides_officer=True) for row in rows]
    if user.scope == Scope.PROVINCE:
        return rows
    named = set(providing.followed(user).filter(pk__in=ids).values_list("pk", flat=True))
    return [replace(row, hides_officer=row.pk not in named) for row in rows]


def _judge(
    row: Read, until: datetime, found: Comparison, *, is_here: bool, was_here: bool | None
) -> None:
    now, then = row.now(), row.then(until)
    if was_here is None:
        found.undecided += 1
    elif is_here and not was_here:
        found.came_count += 1
        found.came.append(Moved(row.code, row.name, now))
        found.then.add(now, -1)
    elif was_here and not is_here:
        found.left.append(Moved(row.code, row.name, then))
        found.then.add(then, 1)
    elif is_here and then.told != now.told:
        found.changed.append(Changed(row.code, row.name, then, now))
        found.then.add(now, -1)
        found.then.add(then, 1)


def _was(
    row: Read, until: datetime, asked: Sequence[Asked], meeting: Mapping[str, set[int]]
) -> bool | None:
    """Whether the project met all conditions then; what no act touched is as it is now."""
    then, changed = row.then(until), row.changed(until)
    answers = [
        held(each, then)
        if changed.intersection(RESTS_ON[each.name])
        else row.pk in meeting[each.name]
        for each in asked
    ]
    if False in answers:
        return False
    return None if None in answers else True


def _meeting(
    question: ListQuestion, asked: Sequence[Asked], ids: Sequence[int]
) -> dict[str, set[int]]:
    """For each condition alone, which of these projects meet it now."""
    these, filters = Project.objects.filter(pk__in=ids), question.conditions.filters
    return {
        each.name: set(filters[each.name].filter(these, each.value).values_list("pk", flat=True))
        for each in asked
    }


def _sums(projects: QuerySet[Any]) -> Sums:
    found = projects.order_by().aggregate(
        projects=Count("pk"),
        capital_vnd=Coalesce(Sum("registered_capital_vnd"), Value(0)),
        without_capital=Count("pk", filter=Q(registered_capital_vnd=None)),
        area_m2=Sum("land_area_m2"),
        without_area=Count("pk", filter=Q(land_area_m2=None)),
    )
    return Sums(**(found | {"area_m2": found["area_m2"] or Decimal(0)}))

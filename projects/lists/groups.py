"""A list of projects in groups: how many, how much capital and land, how many late, in each.

Every project counts in exactly one group, so the groups add up to the list; only places may be
several, and then the projects counted more than once are said. `nhom=linh_vuc&trong=3` is the list
of one group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import ExtractYear
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.in_charge import InCharge
from accounts.models import AdministrativeUnit, Agency, User
from accounts.permissions import Permission
from deadlines.models import Flag
from projects import providing
from projects.filters.registry import BUCKETS
from projects.lists import facts
from projects.models import HandlingClass, HandlingDecision, Investor, Project, Sector

UNKNOWN = "khong"
"""Value of `trong` for the projects that no group holds."""

Names = Callable[[Sequence[Any]], Mapping[Any, str]]
"""Keys of groups with their words, in the order in which the groups stand."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to group: by an expression on projects, whose values have names."""

    key: str
    label: Promise
    by: Any
    names: Names
    nothing: Promise
    needs: Permission | None = None
    is_several: bool = False
    is_text: bool = False


def _coded(choices: Mapping[Any, Any]) -> Names:
    return lambda keys: {code: str(words) for code, words in choices.items() if code in keys}


def _rows(rows: Callable[[], QuerySet[Any]], name: str) -> Names:
    return lambda keys: dict(rows().filter(pk__in=keys).values_list("pk", name))


def _agencies(keys: Sequence[Any]) -> Mapping[Any, str]:
    rows = list(Agency.objects.filter(pk__in=keys).order_by("sort_key", "pk"))
    in_charge = InCharge.of(rows)
    return {row.pk: in_charge.name(row) for row in rows}


def _years(keys: Sequence[Any]) -> Mapping[Any, str]:
    known = [year for year in keys if MINYEAR <= year <= MAXYEAR]
    return {year: str(year) for year in sorted(known, reverse=True)}


def _handling() -> Subquery:
    found = HandlingDecision.objects.filter(project=OuterRef("pk"), ended_date=None)
    return Subquery(found.values("handling_class_id")[:1])


_STAFF = Permission.VIEW_FLAGS
GROUPINGS: tuple[Grouping, ...] = (
    Grouping("tinh_trang", _("Status"), F("bucket"), _coded(BUCKETS), _("Status unknown"),
             is_text=True),
    Grouping("linh_vuc", _("Sector"), F("sector_id"),
             _rows(lambda: Sector.objects.order_by("sort_key", "pk"), "name"), _("No sector stated")),
    Grouping("dia_ban", _("Place"), F("units"),
             _rows(lambda: AdministrativeUnit.objects.order_by("sort_key", "pk"), "name"),
             _("No place stated"), is_several=True),
    Grouping("khu", _("Kind of zone"), F("zone"), _coded(dict(Project.Zone.choices)),
             _("Not known"), is_text=True),
    Grouping("co_quan", _("Agency in charge"), F("agency_id"), _agencies, _("Not known")),
    Grouping("can_bo", _("Officer in charge"), F("officer_id"),
             _rows(lambda: User.objects.order_by("display_name", "pk"), "display_name"),
             _("Nobody in charge"), needs=_STAFF),
    Grouping("loai_ndt", _("Kind of investor"), F("investor__kind"),
             _coded(dict(Investor.Kind.choices)), _("Investor not stated"), is_text=True),
    Grouping("nam_cttu", _("Year of in-principle approval"),
             ExtractYear(facts.first_document(facts.APPROVAL, "issued_date")), _years,
             _("Year not known")),
    Grouping("dien", _("Class of handling"), _handling(),
             _rows(lambda: HandlingClass.objects.order_by("position", "pk"), "short_name"),
             _("Not under handling"), needs=_STAFF),
)  # fmt: skip


def offered(user: User) -> list[Grouping]:
    """The groupings this person may ask for."""
    return [each for each in GROUPINGS if each.needs is None or user.can(each.needs)]


def chosen(key: str, user: User) -> Grouping | None:
    """The grouping an address names, if there is such a one."""
    return next((each for each in offered(user) if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Line:
    """What a group adds up to. `value` is what `trong` names it by; `late` None: not told."""

    value: str
    label: str
    projects: int
    capital_vnd: int
    without_capital: int
    area_m2: Any
    without_area: int
    late: int | None


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a list and the whole of it; `repeated`: projects that several groups hold."""

    lines: list[Line]
    whole: Line
    repeated: int


def groups(found: QuerySet[Any], grouping: Grouping, user: User) -> Groups:
    """The list in groups, in three queries and one for the names."""
    sums = _sums(user)
    keyed = found.order_by().annotate(group_key=_by(grouping, user)).values("group_key")
    rows = {row["group_key"]: row for row in keyed.annotate(**sums)}
    names = grouping.names([key for key in rows if key is not None])
    lines = [_line(str(key), words, rows[key]) for key, words in names.items()]
    if None in rows:
        lines.append(_line(UNKNOWN, str(grouping.nothing), rows[None]))
    whole = _line("", gettext("Whole list"), found.order_by().aggregate(**sums))
    repeated = 0
    if grouping.is_several and sum(line.projects for line in lines) > whole.projects:
        placed: QuerySet[Any] = Project.units.through.objects.filter(
            project_id__in=found.order_by().values("pk")
        )
        several = placed.values("project_id").alias(times=Count("pk")).filter(times__gt=1)
        repeated = several.count()
    return Groups(lines, whole, repeated)


def _sums(user: User) -> dict[str, Any]:
    sums: dict[str, Any] = {
        "projects": Count("pk"),
        "capital": Sum("registered_capital_vnd"),
        "without_capital": Count("pk", filter=Q(registered_capital_vnd=None)),
        "area": Sum("land_area_m2"),
        "without_area": Count("pk", filter=Q(land_area_m2=None)),
    }
    if user.can(Permission.VIEW_FLAGS):
        late = Flag.objects.openly_visible_to(user).live().past_a_day()
        flags = late.filter(project_id__isnull=False)
        sums["late"] = Count("pk", filter=Q(pk__in=flags.values("project_id")))
    return sums


def _line(value: str, label: str, row: Mapping[str, Any]) -> Line:
    return Line(
        value=value,
        label=label,
        projects=row["projects"],
        capital_vnd=row["capital"] or 0,
        without_capital=row["without_capital"],
        area_m2=row["area"] or 0,
        without_area=row["without_area"],
        late=row.get("late"),
    )


def within(
    found: QuerySet[Any], grouping: Grouping, value: str, user: User
) -> tuple[QuerySet[Any], str]:
    """The projects of one group, and what it is called; none for a group that does not exist."""
    if value == UNKNOWN:
        return _only(found, grouping, None, user), str(grouping.nothing)
    key = value if grouping.is_text else _number(value)
    names = grouping.names([key])
    return (
        (_only(found, grouping, key, user), names[key]) if key in names else (found.none(), value)
    )


def _only(found: QuerySet[Any], grouping: Grouping, key: Any, user: User) -> QuerySet[Any]:
    if grouping.is_several:
        return found.filter(units=key)
    only: QuerySet[Any] = found.alias(group_key=_by(grouping, user)).filter(group_key=key)
    return only


def _by(grouping: Grouping, user: User) -> Any:
    return providing.told_to(user, grouping.by) if grouping.needs else grouping.by


def _number(text: str) -> int:
    """A key as an address writes it; -1, which is nobody's, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

"""The registry as a list: what is on a page, in which order, and what the whole adds up to.

Everything takes the projects a person may see, already filtered. A page costs the same number
of queries whatever its size and however many projects there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit
from accounts.permissions import Permission
from deadlines.models import Flag
from deadlines.queries import EARLIEST_LATE, WORST, duties_of
from desk.paging import Key, Page, Segment

if TYPE_CHECKING:
    from accounts.models import User

SEVERITY, NAME, CAPITAL, UPDATED = "muc", "ten", "von", "moi"
"""Values of the parameter `sap` of the list; a minus in front turns the order around."""

ORDERS = {
    SEVERITY: _("The worst and longest late flag first, for accounts that may see flags"),
    NAME: _("By name"),
    f"-{NAME}": _("By name, from the end"),
    CAPITAL: _("The largest capital first"),
    f"-{CAPITAL}": _("The smallest capital first"),
    UPDATED: _("The latest changed first"),
}
"""Every order of the list, in words."""


def default_order(user: User) -> str:
    """Officers begin with what is most serious, others with the name."""
    return SEVERITY if user.can(Permission.VIEW_FLAGS) else NAME


def read_order(text: str, user: User) -> str:
    """The order asked for, if there is such a one and this person may see what it tells."""
    if text == SEVERITY or text not in ORDERS:
        return default_order(user)
    return text


@dataclass(frozen=True, slots=True)
class Totals:
    """What a filter finds: how many projects, their registered capital, how many state none."""

    projects: int
    capital_vnd: int
    without_capital: int


def totals_and(projects: QuerySet[Any], **more: Any) -> tuple[Totals, dict[str, Any]]:
    """The totals and other aggregates in one scan: columns that one index holds, so no `pk`."""
    found = projects.aggregate(
        projects=Count("*"),
        capital_vnd=Coalesce(Sum("registered_capital_vnd"), Value(0)),
        without_capital=Count("bucket", filter=Q(registered_capital_vnd=None)),
        **more,
    )
    named = {each.name: found.pop(each.name) for each in fields(Totals)}
    return Totals(**named), found


def totals(projects: QuerySet[Any]) -> Totals:
    """One query over all that is found; unknown capital is counted, never taken as zero."""
    return totals_and(projects)[0]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


_BY_NAME = Key("sort_key", str)


def segments(projects: QuerySet[Any], order: str, user: User) -> tuple[Segment, ...]:
    """The list laid out in one of `ORDERS`; the largest capital and the worst flag come first."""
    down = order.startswith("-")
    if order in (NAME, f"-{NAME}"):
        return (_told(projects, Key("sort_key", str, descending=down)),)
    if order in (CAPITAL, f"-{CAPITAL}"):
        by_capital = Key("registered_capital_vnd", int, descending=not down)
        known = projects.exclude(registered_capital_vnd=None)
        unknown = projects.filter(registered_capital_vnd=None)
        return _told(known, by_capital), _told(unknown, _BY_NAME)
    if order == UPDATED:
        return (_told(projects, Key("updated_at", _moment, descending=True)),)
    return _by_severity(projects, user)


def _by_severity(projects: QuerySet[Any], user: User) -> tuple[Segment, ...]:
    """Flagged projects, worst and longest late first; then the others by name.

    A flag this person may not know of counts for nothing.
    """
    known = Flag.objects.openly_visible_to(user).live().filter(project_id__isnull=False)
    # Those of all projects need not be looked up among all projects.
    found = known.filter(project_id__in=projects.values("pk")) if projects.query.where else known
    flagged = found.values("project_id").annotate(worst=WORST, since=EARLIEST_LATE)
    keys = (
        Key("worst", int, descending=True),
        Key("since", date.fromisoformat),
        Key("project_id"),
    )
    calm = projects.exclude(pk__in=known.values("project_id"))
    return Segment(flagged, keys), _told(calm, _BY_NAME)


_SHOWN = (
    "id",
    "code",
    "name",
    "bucket",
    "location_text",
    "registered_capital_vnd",
    "land_area_m2",
    "investor_name",
    "sector_name",
    "places",
)


def _told(projects: QuerySet[Any], key: Key) -> Segment:
    """Projects in the order of a key, with what the list shows of each while that is cheap.

    All projects come in order from an index. What a condition finds is sorted first, and names
    are then asked for the rows of the page alone, not joined to every hit.
    """
    keys = (key, Key("pk"))
    if _is_narrowed(projects):
        return Segment(projects, keys)
    return Segment(_with_names(projects), keys, _SHOWN)


def _is_narrowed(projects: QuerySet[Any]) -> bool:
    """Whether more is asked of them than their funding, which nearly all meet."""
    return len(projects.query.where.children) > 1


def _with_names(projects: QuerySet[Any]) -> QuerySet[Any]:
    places = (
        AdministrativeUnit.objects.filter(projects=OuterRef("pk"))
        .order_by("sort_key")
        .values("name")
    )
    named: QuerySet[Any] = projects.annotate(
        investor_name=F("investor__name"),
        sector_name=F("sector__name"),
        places=ArraySubquery(places),
    )
    return named


def rows(projects: QuerySet[Any], page: Page) -> list[dict[str, Any]]:
    """What the list shows of the projects on a page, in order, as plain values.

    Only those found by their flags are not told by the page itself.
    """
    told = {
        row.keys[-1]: dict(zip(_SHOWN, row.columns, strict=True))
        for row in page.rows
        if row.columns
    }
    rest = [pk for pk in page.ids if pk not in told]
    if rest:
        found = _with_names(projects.filter(pk__in=rest)).values(*_SHOWN)
        told |= {row["id"]: row for row in found}
    return [told[pk] for pk in page.ids if pk in told]


def live_flags(ids: Sequence[int], user: User) -> dict[int, list[dict[str, Any]]]:
    """The live flags of these projects, as far as this person may know of them."""
    found = (
        Flag.objects.openly_visible_to(user)
        .live()
        .filter(project_id__in=ids)
        .values("project_id", "kind", "state", "due_date", "advisory", level=F("obligation__level"))
    )
    grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        grouped[row["project_id"]].append(row)
    return grouped


def nearest_duties(ids: Sequence[int], user: User, *, on: date) -> dict[int, dict[str, Any]]:
    """For each project the next due day; where none lies ahead, the day longest overdue."""
    late = Case(When(due_date__lt=on, then=Value(1)), default=Value(0))
    found = (
        duties_of(user, openly=True)
        .filter(project_id__in=ids, clock="running")
        .annotate(late=late)
        .order_by("project_id", "late", "due_date", "pk")
        .distinct("project_id", "late")
        .values("project_id", "kind", "due_date", "late", milestone=F("steps__0__params__name"))
    )
    nearest: dict[int, dict[str, Any]] = {}
    for row in found:
        nearest.setdefault(row["project_id"], row)
    return nearest

"""The list of investors: conditions, orders, and the figures of those on a page.

Only what the person may see is counted: projects through `visible`, lateness for those who see
flags. A page costs the same number of queries whatever its size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import BigIntegerField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from deadlines.models import Flag
from desk.paging import Key, Segment
from projects import providing
from projects.filters.conditions import Conditions
from projects.models import Investor, InvestorName, Sanction
from projects.search import words as searching

if TYPE_CHECKING:
    from django.http import QueryDict

NAME, PROJECTS, CAPITAL, LATE = "ten", "du_an", "von", "cham"
"""Values of the parameter `sap`; a minus in front turns the order around."""

ANY, OPEN, NONE = "co", "mo", "khong"
OPEN_SANCTION = Q(remedied_date=None) | Q(amount_vnd__isnull=False, paid_date=None)
"""`rules.capacity.SanctionFacts.is_open` as a condition; a test compares the two."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the list shows of an investor beside its name."""

    projects: int = 0
    capital_vnd: int = 0
    without_capital: int = 0
    late: int = 0
    sanctions: int = 0
    other_names: tuple[str, ...] = ()


class InvestorFilter(Conditions):
    """Conditions on the list of investors."""

    q = django_filters.CharFilter(label=_("Name or tax code"), method="by_words", max_length=200)
    loai = django_filters.ChoiceFilter(
        label=_("Kind of investor"),
        field_name="kind",
        choices=Investor.Kind.choices,
        empty_label=_("All"),
    )
    cham = django_filters.ChoiceFilter(
        label=_("Late"),
        method="by_late",
        choices=[(ANY, _("Past a deadline")), (NONE, _("Nothing past a deadline"))],
        empty_label=_("All"),
    )
    xu_phat = django_filters.ChoiceFilter(
        label=_("Sanctions"),
        method="by_sanction",
        choices=[
            (ANY, _("With a sanction")),
            (OPEN, _("With one not carried out yet")),
            (NONE, _("Without sanctions")),
        ],
        empty_label=_("All"),
    )

    FIRST = ("q", "loai", "cham", "xu_phat")
    FOR_STAFF = ("cham", "xu_phat")

    class Meta:
        model = Investor
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Investor], *, user: User) -> None:
        super().__init__(data, queryset)
        self.user = user
        if not user.can(Permission.VIEW_FLAGS):
            for name in self.FOR_STAFF:
                del self.filters[name]

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Accent-blind, every word, over all names and the tax code."""
        return searching.investors(queryset, value, self.user)

    def by_late(self, queryset: Any, name: str, value: str) -> Any:
        """With or without a project in which the investor itself is past a day."""
        late = Q(pk__in=late_flags(self.user).values("obligation__bearer_investor_id"))
        return queryset.filter(late if value == ANY else ~late)

    def by_sanction(self, queryset: Any, name: str, value: str) -> Any:
        """With, without, or with a sanction that was not carried out in full."""
        rows = sanctions(self.user)
        rows = rows.filter(OPEN_SANCTION) if value == OPEN else rows
        punished = Q(pk__in=rows.values("investor_id"))
        return queryset.filter(~punished if value == NONE else punished)


def late_flags(user: User) -> QuerySet[Flag]:
    """Live flags whose basis binds and whose day passed, on what an investor itself owes."""
    found = Flag.objects.live().past_a_day().visible_to(user)
    return found.filter(obligation__bearer_investor_id__isnull=False).order_by()


def sanctions(user: User) -> QuerySet[Sanction]:
    """Those about no project, or about one this person may see."""
    seen = providing.visible_to(user)
    rows = Sanction.objects.order_by()
    return rows if seen is None else rows.filter(Q(project=None) | Q(project__in=seen))


def orders(user: User) -> list[tuple[str, Any]]:
    """(value, words) of each order this person may choose."""
    found = [(NAME, _("Name")), (PROJECTS, _("Projects")), (CAPITAL, _("Capital"))]
    return [*found, (LATE, _("Late"))] if user.can(Permission.VIEW_FLAGS) else found


def read_order(text: str, user: User) -> str:
    """The order asked for if there is such a one, else by name."""
    return text if text.removeprefix("-") in dict(orders(user)) else NAME


def segments(investors: QuerySet[Any], order: str, user: User) -> tuple[Segment, ...]:
    """The list laid out in an order; figures begin with the largest."""
    down, name = order.startswith("-"), order.removeprefix("-")
    by_name = (Key("sort_key", str, descending=down and name == NAME), Key("pk"))
    if name == NAME:
        return (Segment(investors, by_name),)
    figure = {PROJECTS: _projects, CAPITAL: _capital, LATE: _late}[name](user)
    counted = investors.annotate(figure=Coalesce(figure, Value(0), output_field=BigIntegerField()))
    return (Segment(counted, (Key("figure", int, descending=not down), *by_name)),)


def _projects(user: User) -> Subquery:
    return _of_projects(user, Count("pk"))


def _capital(user: User) -> Subquery:
    return _of_projects(user, Sum("registered_capital_vnd"))


def _of_projects(user: User, figure: Any) -> Subquery:
    rows = providing.followed(user).filter(investor_id=OuterRef("pk")).order_by()
    return Subquery(rows.values("investor_id").annotate(found=figure).values("found"))


def _late(user: User) -> Subquery:
    rows = late_flags(user).filter(obligation__bearer_investor_id=OuterRef("pk"))
    by_bearer = rows.values("obligation__bearer_investor_id")
    return Subquery(by_bearer.annotate(found=Count("project_id", distinct=True)).values("found"))


def figures(ids: Sequence[int], user: User) -> dict[int, Figures]:
    """The figures of the investors on a page, in two queries, four for those who see flags."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    projects = providing.followed(user).filter(investor_id__in=ids).order_by()
    for row in projects.values("investor_id").annotate(
        projects=Count("pk"),
        capital_vnd=Coalesce(Sum("registered_capital_vnd"), Value(0)),
        without_capital=Count("pk", filter=Q(registered_capital_vnd=None)),
    ):
        found[row.pop("investor_id")] |= row
    for pk, name in InvestorName.objects.filter(investor_id__in=ids).values_list(
        "investor_id", "name"
    ):
        found[pk]["other_names"] = (*found[pk].get("other_names", ()), name)
    if user.can(Permission.VIEW_FLAGS):
        _add_lateness(found, ids, user)
    return {pk: Figures(**found.get(pk, {})) for pk in ids}


def _add_lateness(found: dict[int, dict[str, Any]], ids: Sequence[int], user: User) -> None:
    late = late_flags(user).filter(obligation__bearer_investor_id__in=ids)
    for row in late.values(pk=F("obligation__bearer_investor_id")).annotate(
        late=Count("project_id", distinct=True)
    ):
        found[row["pk"]]["late"] = row["late"]
    punished = sanctions(user).filter(OPEN_SANCTION, investor_id__in=ids)
    counts = punished.values("investor_id").annotate(n=Count("pk"))
    for pk, count in counts.values_list("investor_id", "n"):
        found[pk]["sanctions"] = count

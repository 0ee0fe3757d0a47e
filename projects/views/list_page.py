"""What the list page shows: values formatted once in Python, not a thousand times in a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission, Scope
from deadlines.models import Flag, Obligation
from deadlines.querysets import PAST_A_DAY
from desk.addresses import CURSOR, ORDER, SIZE, Address
from desk.paging import SIZES, Page, read_size
from projects.filters.registry import FOLLOWED, FUNDING, LAND_KINDS, OVERDUE
from projects.lists.columns import BY_KEY
from projects.lists.question import WITHIN, ListQuestion
from projects.models import PublicProject
from projects.querysets import listing
from projects.views import list_parts, list_rows
from projects.views.list_acting import acting
from vn.numbers import group

WORDS = {
    "filter": _("Filter projects"),
    "none": _("No project meets the conditions"),
    "none_text": _("Take away a condition, or clear all of them."),
    "clear": _("Clear all filters"),
    "nothing": _("No project yet"),
    "nothing_text": _("Projects that you may see appear here once they are recorded."),
}


def context(question: ListQuestion, address: Address) -> dict[str, Any]:
    """All that the list shows for a question."""
    found = _frame(question, address) | _adding(question.user) | acting(question, address)
    if earlier := list_parts.compared(question, address):
        return found | earlier
    if question.grouping is not None and not question.group_name:
        return found | list_parts.grouped(question, address)
    return found | _shown(question, address)


def _frame(question: ListQuestion, address: Address) -> dict[str, Any]:
    """What stands around the rows: the form, the conditions in force, totals, orders, sizes."""
    totals, conditions = question.totals, question.conditions
    return {
        "words": WORDS,
        "list_url": reverse("projects:list"),
        "oob": "#nhom-xem,#khung-nhin",
        "first": conditions.fields(first=True),
        "groups": conditions.grouped(),
        "others_open": conditions.others_wrong,
        "kept": _kept(question, address),
        "chips": _chips(question, address),
        "clear_url": address.bare(),
        "totals": totals,
        "orders": orders(address, question),
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in SIZES],
        "size": read_size(address.size),
        "columns_url": address.at(reverse("projects:list_columns")),
        "map_url": address.at(reverse("projects:map")),
        "groupings": list_parts.groupings(question, address),
    } | list_parts.compare_form(question, address)


def _kept(question: ListQuestion, address: Address) -> list[tuple[str, str]]:
    """What the form carries along: how the list is shown, and the one group it is of."""
    within = [(WITHIN, str(question.query[WITHIN]))] if question.group_name else []
    return [*address.kept, *within]


def _chips(question: ListQuestion, address: Address) -> list[tuple[str, str]]:
    """The conditions in force, each with the address without it."""
    chips = [(words, address.but(**{name: ""})) for name, words in question.conditions.active()]
    if question.grouping is not None and question.group_name:
        words = f"{question.grouping.label}: {question.group_name}"
        chips.append((words, address.but(**{WITHIN: ""})))
    return chips


def _shown(question: ListQuestion, address: Address) -> dict[str, Any]:
    """A page of rows under their headings."""
    page = question.page()
    return {
        "rows": list_rows.rows(question.columns, question.rows(page.ids)),
        "headings": list_rows.headings(question.columns, address, question.order),
        "pager": pages(address, page, question.totals.projects),
    }


def _adding(user: User) -> dict[str, str]:
    return {
        "dossier_url": reverse("projects:proposal_new") if user.can(Permission.APPRAISE) else "",
        "add_url": reverse("projects:create") if user.can(Permission.EDIT_PROJECT) else "",
    }


@dataclass(frozen=True, slots=True)
class View:
    """A ready-made filter above the list."""

    label: str
    url: str
    count: str
    current: bool
    alarming: bool = False


def views(question: ListQuestion, address: Address) -> list[View]:
    """The ready-made filters with their counts; none for people who see no flags.

    Three counts of their own tables: asking of each project whether it has a flag cost thrice as
    much at 100,000 projects.
    """
    user = question.user
    if not user.can(Permission.VIEW_FLAGS):
        return []
    theirs = Q(project_id__in=question.visible.values("pk"))
    if user.scope == Scope.PROVINCE and not question.query.get(FUNDING):
        # Public projects are few: leaving their flags out costs less than asking for the others.
        public = PublicProject.objects.values("project_id")
        theirs = Q(project_id__isnull=False) & ~Q(project_id__in=public)
    whole, found = question.census
    # Grouped in the order of an index, where COUNT(DISTINCT) would sort all flags thrice.
    flagged = Flag.objects.openly_visible_to(user).live().filter(theirs).values("project_id")
    flagged = flagged.annotate(
        is_overdue=BoolOr(PAST_A_DAY), is_land=BoolOr(Q(advisory=False, kind__in=LAND_KINDS))
    )
    found = found | flagged.aggregate(
        flagged=Count("*"),
        overdue=Count("project_id", filter=Q(is_overdue=True)),
        land=Count("project_id", filter=Q(is_land=True)),
    )
    unknown = Obligation.objects.openly_visible_to(user).unknown().filter(theirs)
    found |= unknown.aggregate(unknown=Count("project_id", distinct=True))
    conditions = address.conditions
    path = reverse("projects:list")
    ready: tuple[tuple[str, dict[str, str], int, bool], ...] = (
        (gettext("All"), {}, whole.projects, False),
        (gettext("Followed"), {"tinh_trang": FOLLOWED}, found["followed"], False),
        (gettext("With flags"), {"canh_bao": "co"}, found["flagged"], False),
        (gettext("Past a deadline"), {"canh_bao": OVERDUE}, found["overdue"], True),
        (gettext("Late land use"), {"canh_bao": "dat"}, found["land"], True),
        (gettext("Deadline not computable"), {"thieu": "han"}, found["unknown"], False),
        (gettext("My projects"), {"can_bo": "toi"}, found["mine"], False),
    )
    return [
        View(label, _link(path, query), group(count), conditions == query, alarming and count > 0)
        for label, query, count, alarming in ready
    ]


def _link(path: str, query: dict[str, str]) -> str:
    return path + "".join(f"?{name}={value}" for name, value in query.items())


def orders(address: Address, question: ListQuestion) -> list[tuple[str, str, bool]]:
    """(words, address, current) of the usual orders and the one in force, also where a table has
    no headings to press."""
    named = [
        (listing.NAME, gettext("Name")),
        (listing.CAPITAL, gettext("Capital")),
        (listing.UPDATED, gettext("Newest")),
    ]
    if question.user.can(Permission.VIEW_FLAGS):
        named.insert(0, (listing.SEVERITY, gettext("Severity")))
    current = question.order.removeprefix("-")
    if current not in dict(named):
        named.append((current, str(BY_KEY[current].label)))
    return [(words, address.but(**{ORDER: name}), name == current) for name, words in named]


def pages(address: Address, page: Page, total: int) -> dict[str, str]:
    """The links to the pages beside this one and how much of the whole is shown."""
    return {
        "summary": gettext("%(shown)s of %(total)s projects")
        % {"shown": group(len(page.rows)), "total": group(total)},
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }

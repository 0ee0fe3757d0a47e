"""What the list page shows: values formatted once in Python, not a thousand times in a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.template import engines
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Flag, Obligation
from deadlines.rules.severity import flag_mark, flag_rank
from desk.addresses import CURSOR, ORDER, SIZE, Address
from desk.paging import SIZES, Page
from projects import providing
from projects.filters import FOLLOWED, LAND_KINDS, OVERDUE, ProjectFilter
from projects.models import Project
from projects.querysets import listing
from projects.rules.status import NOT_FOLLOWED, PILL, Bucket
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import ty_text
from vn.numbers import group

FLAGS_SHOWN = 2


WORDS = {
    "filter": _("Filter projects"),
    "name": _("Project, investor"),
    "capital": _("Capital (billion VND)"),
    "flags": _("Flags"),
    "none": _("No project meets the conditions"),
    "none_text": _("Take away a condition, or clear all of them."),
    "clear": _("Clear all filters"),
    "nothing": _("No project yet"),
    "nothing_text": _("Projects that you may see appear here once they are recorded."),
}


def frame(conditions: ProjectFilter, address: Address) -> dict[str, Any]:
    """What stands around the rows: the form, the conditions in force, the sizes of a page."""
    return {
        "words": WORDS,
        "list_url": reverse("projects:list"),
        "oob": "#nhom-xem",
        "first": conditions.fields(first=True),
        "others": conditions.fields(first=False),
        "others_open": conditions.others_used,
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in conditions.active()],
        "clear_url": address.bare(),
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in SIZES],
    }


def rows(projects: QuerySet[Project], page: Page, user: User, on: date) -> list[dict[str, Any]]:
    """The rows of the page, ready to print."""
    flags = listing.live_flags(page.ids, user) if user.can(Permission.VIEW_FLAGS) else {}
    duties = listing.nearest_duties(page.ids, user, on=on)
    found = listing.rows(projects, page)
    pills = _pills({row["bucket"] for row in found})
    return [
        _row(row)
        | {"pill": pills[row["bucket"]]}
        | flag_marks(flags.get(row["id"], []), on)
        | _duty(duties.get(row["id"]))
        for row in found
    ]


def _pills(buckets: set[str]) -> dict[str, str]:
    """The pill of each status drawn once for the page, not once for every row."""
    tag = engines["django"].from_string("{% load portal %}{% status code %}")
    return {bucket: tag.render({"code": pill(bucket)}) for bucket in buckets}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "url": reverse("projects:detail", args=[row["code"]]),
        "code": row["code"],
        "name": row["name"],
        "investor": row["investor_name"] or gettext("investor not known"),
        "place": _place(row),
        "sector": row["sector_name"] or "",
        "capital": ty_text(row["registered_capital_vnd"], unknown=""),
        "area": ha_text(row["land_area_m2"]),
    }


def pill(bucket: str) -> str:
    """The code of the pill, as the `status` tag names it."""
    code = PILL[Bucket(bucket)]
    return "unknown" if code == "unk" else code


def _place(row: dict[str, Any]) -> str:
    places = row["places"] or []
    if not places:
        return str(row["location_text"])
    more = f" +{len(places) - 2}" if len(places) > 2 else ""
    return ", ".join(places[:2]) + more


def flag_marks(flags: list[dict[str, Any]], on: date) -> dict[str, Any]:
    """The gravest two, and how many more."""
    named = ("kind", "level", "advisory")
    grave = sorted(
        flags, key=lambda f: (-flag_rank(**{name: f[name] for name in named}), f["due_date"])
    )
    return {
        "flags": [
            (
                flag_mark(**{name: flag[name] for name in named}),
                wording.flag_words(flag["kind"], flag["due_date"], on),
                flag["advisory"],
            )
            for flag in grave[:FLAGS_SHOWN]
        ],
        "more": max(len(flags) - FLAGS_SHOWN, 0),
    }


def _duty(duty: dict[str, Any] | None) -> dict[str, Any]:
    if duty is None:
        return {"duty": "", "due": "", "late": False}
    return {
        "duty": wording.duty(duty["kind"], duty["milestone"]),
        "due": day_text(duty["due_date"]),
        "late": bool(duty["late"]),
    }


@dataclass(frozen=True, slots=True)
class View:
    """A ready-made filter above the list."""

    label: str
    url: str
    count: str
    current: bool
    alarming: bool = False


def views(projects: QuerySet[Project], user: User, address: Address) -> list[View]:
    """The ready-made filters with their counts; none for people who see no flags.

    Three counts of their own tables: asking of each project whether it has a flag cost thrice as
    much at 100,000 projects.
    """
    if not user.can(Permission.VIEW_FLAGS):
        return []
    seen = providing.visible_to(user)
    theirs = Q(project_id__isnull=False) if seen is None else Q(project_id__in=seen)
    found = projects.aggregate(
        all=Count("pk"),
        followed=Count("pk", filter=~Q(bucket__in=NOT_FOLLOWED)),
        mine=Count("pk", filter=Q(officer__in=user.persons)),
    )
    binding, distinct = Q(advisory=False), Count("project_id", distinct=True)
    found |= (
        Flag.objects.live()
        .filter(theirs)
        .aggregate(
            flagged=distinct,
            overdue=Count("project_id", filter=binding, distinct=True),
            land=Count("project_id", filter=binding & Q(kind__in=LAND_KINDS), distinct=True),
        )
    )
    found |= Obligation.objects.unknown().filter(theirs).aggregate(unknown=distinct)
    conditions = address.conditions
    path = reverse("projects:list")
    ready: tuple[tuple[str, dict[str, str], int, bool], ...] = (
        (gettext("All"), {}, found["all"], False),
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


def headings(address: Address, order: str, user: User) -> dict[str, tuple[str, str]]:
    """For each sortable column the address of the next order and its present direction."""
    ups = {"ten": ("ascending", "descending"), "von": ("descending", "ascending")}
    found = {}
    for name, (plain, turned) in ups.items():
        direction = {name: plain, f"-{name}": turned}.get(order, "")
        following = f"-{name}" if order == name else name
        found[name] = (address.but(**{ORDER: following}), direction)
    if user.can(Permission.VIEW_FLAGS):
        direction = "descending" if order == listing.SEVERITY else ""
        found["muc"] = (address.but(**{ORDER: ""}), direction)
    return found


def orders(address: Address, order: str, user: User) -> list[tuple[str, str, bool]]:
    """(words, address, current) of each order, also where a table has no headings to press."""
    named = [
        (listing.NAME, gettext("Name")),
        (listing.CAPITAL, gettext("Capital")),
        (listing.UPDATED, gettext("Newest")),
    ]
    if user.can(Permission.VIEW_FLAGS):
        named.insert(0, (listing.SEVERITY, gettext("Severity")))
    return [
        (words, address.but(**{ORDER: name}), name == order.removeprefix("-"))
        for name, words in named
    ]


def pages(address: Address, page: Page, total: int) -> dict[str, str]:
    """The links to the pages beside this one and how much of the whole is shown."""
    return {
        "summary": gettext("%(shown)s of %(total)s projects")
        % {"shown": group(len(page.rows)), "total": group(total)},
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }

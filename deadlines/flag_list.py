"""What the flags list shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines import wording
from deadlines.filters import CLOSED, CLOSED_STATES, FlagFilter
from deadlines.models import Flag
from deadlines.queries import SEVERITY
from deadlines.querysets import LIVE_STATES
from deadlines.registry import describe
from deadlines.rules.law import CONDITION_KINDS
from deadlines.rules.severity import flag_mark
from desk.addresses import CURSOR, ORDER, SIZE, Address
from desk.paging import SIZES, Key, Page, Segment
from vn.dates import day_text
from vn.numbers import group

GRAVEST, NEWEST = "muc", "moi"
"""Values of the parameter `sap` of the list."""

ORDERS = {GRAVEST: _("The gravest and longest late first"), NEWEST: _("The newest first")}

WORDS = {
    "filter": _("Filter flags"),
    "flag": _("Flag"),
    "opened": _("Opened"),
    "none": _("No flag meets the conditions"),
    "none_text": _("Take away a condition, or clear all of them."),
    "clear": _("Clear all filters"),
    "nothing": _("No live flag"),
    "nothing_text": _("Nothing that you may see runs past its day."),
}


def ranked(flags: QuerySet[Flag]) -> QuerySet[Flag]:
    """Flags with their severity as the column `rank`."""
    return flags.annotate(rank=SEVERITY)


def segments(flags: QuerySet[Flag], order: str) -> tuple[Segment, ...]:
    """The list in its order: gravest and longest late first, or the newest first."""
    if order == NEWEST:
        newest = (
            Key("opened_on", date.fromisoformat, descending=True),
            Key("pk", descending=True),
        )
        return (Segment(flags, newest),)
    gravest = (Key("rank", descending=True), Key("due_date", date.fromisoformat), Key("pk"))
    return (Segment(flags, gravest),)


def found(ids: Sequence[int]) -> list[dict[str, Any]]:
    """What a list shows of these flags, in the order of `ids`, as plain values."""
    rows = Flag.objects.filter(pk__in=ids).values(
        "pk",
        "kind",
        "state",
        "due_date",
        "opened_on",
        "closed_on",
        "advisory",
        "obligation_id",
        rank=SEVERITY,
        title=F("obligation__rule_version__title"),
        article=F("obligation__rule_version__article"),
        level=F("obligation__level"),
        subject_kind=F("obligation__subject_kind"),
        subject_id=F("obligation__subject_id"),
        cycle=F("obligation__cycle"),
    )
    by_id = {row["pk"]: row for row in rows}
    ordered = [by_id[pk] for pk in ids if pk in by_id]
    subjects = describe((row["subject_kind"], row["subject_id"]) for row in ordered)
    for row in ordered:
        row["title"] = _title(row)
        row["about"] = subjects.get((row["subject_kind"], row["subject_id"]))
    return ordered


def _title(row: dict[str, Any]) -> str:
    title = row["title"] or wording.label(wording.SHORT, row["kind"])
    heading = wording.heading(title, confirmed=row["state"] == Flag.State.CONFIRMED)
    return wording.of_cycle(heading, row["kind"], row["cycle"])


def rows(page: Page, on: date) -> list[dict[str, Any]]:
    """The flags of the page, ready to print."""
    return [_row(row, on) for row in found(page.ids)]


def _row(row: dict[str, Any], on: date) -> dict[str, Any]:
    live = row["state"] in LIVE_STATES
    mark = flag_mark(kind=row["kind"], level=row["level"], advisory=row["advisory"])
    return {
        "url": reverse("deadlines:flag", args=[row["pk"]]),
        "title": row["title"],
        "kind": row["kind"],
        "mark": mark if live else "ok",
        "late": wording.flag_age(row["kind"], row["due_date"], on) if live else gettext("closed"),
        "due": "—" if row["kind"] in CONDITION_KINDS else day_text(row["due_date"]),
        "opened": day_text(row["opened_on"]),
        "closed": day_text(row["closed_on"]) if row["closed_on"] else "",
        "state": Flag.State(row["state"]).label,
        "open": row["state"] == Flag.State.OPEN,
        "advisory": row["advisory"],
        "subject": row["about"],
    }


@dataclass(frozen=True, slots=True)
class View:
    """A ready-made filter above the list."""

    label: str
    url: str
    count: str
    current: bool
    alarming: bool = False


def views(visible: QuerySet[Flag], address: Address) -> list[View]:
    """Flags by state with their counts, in one query."""
    found = dict(visible.order_by().values_list("state").annotate(Count("pk")))
    live = sum(found.get(state, 0) for state in LIVE_STATES)
    ready = (
        (gettext("Live"), "", live, True),
        (gettext("Awaiting an officer"), Flag.State.OPEN, found.get("open", 0), False),
        (gettext("Confirmed"), Flag.State.CONFIRMED, found.get("confirmed", 0), False),
        (gettext("Contested"), Flag.State.CONTESTED, found.get("contested", 0), False),
        (gettext("Dismissed"), Flag.State.DISMISSED, found.get("dismissed", 0), False),
        (
            gettext("Resolved or moved"),
            CLOSED,
            sum(found.get(state, 0) for state in CLOSED_STATES),
            False,
        ),
    )
    path, now = reverse("deadlines:flags"), address.conditions
    return [
        View(
            label=label,
            url=f"{path}?trang_thai={state}" if state else path,
            count=group(count),
            current=now == ({"trang_thai": state} if state else {}),
            alarming=alarming and count > 0,
        )
        for label, state, count, alarming in ready
    ]


def frame(conditions: FlagFilter, address: Address, order: str) -> dict[str, Any]:
    """What stands around the rows: the form, the conditions in force, the orders."""
    active = list(conditions.active())
    return {
        "words": WORDS,
        "list_url": reverse("deadlines:flags"),
        "first": conditions.fields(first=True),
        "others": conditions.fields(first=False),
        "others_open": any(name not in FlagFilter.FIRST for name, _words in active),
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in active],
        "clear_url": address.bare(),
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in SIZES],
        "headings": {
            "muc": (address.but(**{ORDER: ""}), "" if order == NEWEST else "descending"),
            "moi": (address.but(**{ORDER: NEWEST}), "descending" if order == NEWEST else ""),
        },
    }


def pages(address: Address, page: Page, total: int) -> dict[str, str]:
    """The links to the pages beside this one and how much of the whole is shown."""
    return {
        "summary": gettext("%(shown)s of %(total)s flags")
        % {"shown": group(len(page.rows)), "total": group(total)},
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }

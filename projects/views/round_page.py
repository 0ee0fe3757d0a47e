"""A review round, formatted: progress, its projects, its history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEvent, User
from accounts.permissions import Permission
from desk.addresses import CURSOR, SIZE, Address
from desk.paging import SIZES, Page
from projects import board, providing
from projects.lists import rounds as round_lists
from projects.lists.rounds import EntryFilter, Outcome, Progress
from projects.models import HandlingDecision, ReviewEntry, ReviewRound
from projects.querysets import listing
from projects.views.list_rows import flag_marks
from vn.dates import day_text
from vn.numbers import group

WORDS = {
    "filter": _("Filter the projects of the round"),
    "none": _("No project meets the conditions"),
    "none_text": _("Take away a condition, or clear all of them."),
    "clear": _("Clear all filters"),
}
MARKS = {
    Outcome.WAITING: "",
    Outcome.ON_SCHEDULE: "ok",
    Outcome.LATE: "warn",
    Outcome.VIOLATING: "bad",
    Outcome.UNDETERMINED: "adv",
}
"""The small mark of each outcome, beside its words."""
TO_HANDLE = (Outcome.LATE, Outcome.VIOLATING)


def progress(found: Progress, address: Address) -> list[dict[str, Any]]:
    """The outcomes with their counts and where their projects are listed."""
    return [
        {
            "label": Outcome(outcome).label,
            "count": found.counts[outcome],
            "url": address.but(ket_qua=outcome) + "#danh-sach",
        }
        for outcome in Outcome.values
    ]


def frame(conditions: EntryFilter, row: ReviewRound, address: Address) -> dict[str, Any]:
    """What stands around the list."""
    return {
        "words": WORDS,
        "outcomes": [Outcome(outcome).label for outcome in Outcome.values],
        "list_url": reverse("projects:round", args=[row.pk]),
        "first": conditions.fields(first=True),
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in conditions.active()],
        "clear_url": address.bare(),
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in SIZES],
    }


def rows(page: Page, row: ReviewRound, user: User, on: date) -> list[dict[str, Any]]:
    """The projects of the page with what the portal itself suspects of each."""
    found = round_lists.shown(page.ids)
    ids = [entry.project_id for entry in found]
    flags, handled = listing.live_flags(ids, user), board.current_of(ids)
    decides = user.can(Permission.CLASSIFY_PROJECT)
    return [
        _row(entry, row, handled.get(entry.project_id), decides=decides)
        | flag_marks(flags.get(entry.project_id, []), on)
        for entry in found
    ]


def _row(
    entry: ReviewEntry, row: ReviewRound, current: HandlingDecision | None, *, decides: bool
) -> dict[str, Any]:
    project = entry.project
    to_handle = entry.outcome in TO_HANDLE and (current is None or current.round_id != row.pk)
    add = reverse("projects:decision_add", args=[project.code]) + f"?dot={row.pk}"
    edit = reverse("projects:round_entry", args=[row.pk, entry.pk])
    return {
        "value": f"{entry.pk}-{entry.version}",
        "code": project.code,
        "name": project.name,
        "url": reverse("projects:detail", args=[project.code]),
        "investor": str(project.investor or gettext("investor not known")),
        "agency": entry.agency.short_name if entry.agency else "—",
        "outcome": entry.get_outcome_display(),
        "mark": MARKS[Outcome(entry.outcome)],
        "looked": _looked(entry),
        "note": entry.note,
        "handling": current.handling_class.short_name if current else "",
        "decide_url": add if decides and to_handle else "",
        "edit_url": edit if decides and row.closed_date is None else "",
    }


def sheet(found: QuerySet[ReviewEntry], most: int) -> list[dict[str, Any]]:
    """The printed table, with its outcomes in words."""
    return [
        row | {"label": Outcome(row["outcome"]).label} for row in round_lists.sheet(found, most)
    ]


def crumbs() -> list[tuple[str, str]]:
    """The way back to all rounds."""
    return [(gettext("Review rounds"), reverse("projects:rounds"))]


def _looked(entry: ReviewEntry) -> str:
    if entry.looked_date is None:
        return ""
    return f"{day_text(entry.looked_date)} · {entry.looked_by_name}"


def story(row: ReviewRound, user: User) -> list[dict[str, Any]]:
    """Who opened, closed and reopened it, and why; the latest first.

    It counts the whole round, so it is told to those who see all of it.
    """
    if providing.visible_to(user) is not None:
        return []
    events = AuditEvent.objects.filter(subject_kind="review_round", subject_id=row.pk)
    return [
        {
            "at": timezone.localtime(event.at),
            "by": event.by_name or gettext("The portal"),
            "summary": event.summary,
            "reason": event.reason,
        }
        for event in events
    ]


def pages(address: Address, page: Page, total: int) -> dict[str, str]:
    """The links to the pages beside this one and how much of the whole is shown."""
    said = {"shown": group(len(page.rows)), "total": group(total)}
    return {
        "summary": gettext("%(shown)s of %(total)s projects") % said,
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }


def handling_links(row: ReviewRound, whole: Progress, user: User) -> list[tuple[str, str]]:
    """Where all late, or all violating, projects are decided at once."""
    if not user.can(Permission.CLASSIFY_PROJECT):
        return []
    path = reverse("projects:handling_many")
    return [
        (
            gettext("Decide on the %(n)s projects: %(outcome)s")
            % {"n": group(whole.counts[outcome]), "outcome": Outcome(outcome).label},
            f"{path}?dot={row.pk}&ket_qua={outcome}",
        )
        for outcome in TO_HANDLE
        if whole.counts[outcome]
    ]

"""The rows of the day's work, ready to print: what, whose, by when, what to do next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import F, FilteredRelation, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Flag, Obligation
from deadlines.queries import by_due_date
from deadlines.querysets import LIVE_STATES
from deadlines.registry import Subject, describe
from deadlines.rules.escalation import first_step
from deadlines.rules.severity import duty_mark, flag_mark
from deadlines.work import Desk, Group, Work
from desk import paging
from vn.dates import day_text

PREVIEW = 10
"""Rows of each group on the page of all groups."""

Row = dict[str, Any]

_COLUMNS = (
    *("pk", "kind", "clock", "due_date", "level", "advisory", "stopped_on", "days_left"),
    *("submitted_date", "met_date", "missing", "void_reason", "subject_kind", "subject_id"),
    "cycle",
)
_ABOUT = {
    "title": F("rule_version__title"),
    "article": F("rule_version__article"),
    "next_step": F("rule_version__next_step"),
    "agency": F("bearer_agency__short_name"),
    "flag": F("live__pk"),
    "state": F("live__state"),
    "officer": F("live__officer__display_name"),
    "handle_by": F("live__handle_by"),
}
_AWAITED: dict[str, Promise] = {
    Flag.State.CONFIRMED: _("Confirmed; waiting until the duty is fulfilled"),
    Flag.State.CONTESTED: _("Another opinion is being cleared up"),
}

Found = list[tuple[int, str, date | None]]
"""Obligation, group, and the day its flag was opened (None without one)."""


def first_of_each(work: Work) -> Found:
    """The first rows of every group by legal date: flags, then duties without one."""
    place = Window(
        RowNumber(),
        partition_by=[F("group")],
        order_by=[F("due_date").asc(nulls_last=True), F("pk").asc()],
    )
    found: Found = []
    for rows, columns in (
        (work.flags, ("obligation_id", "group", "opened")),
        (work.duties, ("pk", "group")),
    ):
        first = rows.annotate(place=place).filter(place__lte=PREVIEW)
        ordered = first.order_by("group", "place").values_list(*columns)
        found += [(*row, None)[:3] for row in ordered]
    return found


def one_page(work: Work, group: str, cursor: str) -> tuple[paging.Page, Found]:
    """A page of one group in the same order."""
    rows = work.filter(group=group)
    by_date = (paging.Key("due_date", date.fromisoformat), paging.Key("pk"))
    segments = (
        paging.Segment(rows.flags, by_date, ("obligation_id", "opened")),
        *by_due_date(rows.duties),
    )
    page = paging.page(segments, cursor=paging.read_cursor(cursor), size=paging.DEFAULT_SIZE)
    found: Found = []
    for row in page.rows:
        duty, opened = row.columns if row.segment == 0 else (row.keys[-1], None)
        found.append((duty, group, opened))
    return page, found


def drawn(found: Found, desk: Desk) -> dict[str, list[Row]]:
    """The rows by group, in their order, as plain values."""
    live = FilteredRelation("flags", condition=Q(flags__state__in=LIVE_STATES))
    columns = (
        Obligation.objects.filter(pk__in=[pk for pk, _group, _opened in found])
        .annotate(live=live)
        .values(*_COLUMNS, **_ABOUT)
    )
    by_id = {row["pk"]: row for row in columns}
    subjects = describe((row["subject_kind"], row["subject_id"]) for row in by_id.values())
    groups: dict[str, list[Row]] = {}
    for pk, group, opened in found:
        if pk in by_id:
            row = by_id[pk] | {"group": group, "opened": opened}
            about = subjects.get((row["subject_kind"], row["subject_id"]))
            groups.setdefault(group, []).append(_row(row, about, desk))
    return groups


def _row(row: Row, about: Subject | None, desk: Desk) -> Row:
    flagged = row["flag"] is not None
    on_flag_page = flagged and desk.user.can(Permission.VIEW_FLAGS)
    if on_flag_page:
        url = reverse("deadlines:flag", args=[row["flag"]])
    else:
        url = about.url if about else ""
    mark, when, day = _when(row, desk.on)
    return {
        "flag": row["flag"] if on_flag_page else None,
        "url": url,
        "mark": mark,
        "when": when,
        "day": day,
        "title": _title(row, about),
        "article": row["article"] or "",
        "advisory": row["advisory"],
        "about": about,
        "who": row["officer"] or (about.handler if about else "") or row["agency"] or "",
        "handle_by": day_text(row["handle_by"]) if row["handle_by"] else "",
        "next": _next(row, desk),
    }


def _title(row: Row, about: Subject | None) -> str:
    if row["flag"] is None:
        words = wording.duty(row["kind"], about.words if about else None)
    else:
        title = row["title"] or wording.label(wording.SHORT, row["kind"])
        words = wording.heading(title, confirmed=row["state"] == Flag.State.CONFIRMED)
    return wording.of_cycle(words, row["kind"], row["cycle"])


def _when(row: Row, on: date) -> tuple[str, str, str]:
    """(mark, how late or how much is left, the legal day in words)."""
    due, clock = row["due_date"], row["clock"]
    known = {name: row[name] for name in ("kind", "level", "advisory")}
    if clock == "found":
        words = {"day": day_text(due)}
        return flag_mark(**known), wording.span(due, on), gettext("since %(day)s") % words
    if clock == "stopped":
        return "hold", wording.label(wording.CLOCK, clock), wording.standing(row, on)
    mark = flag_mark(**known) if row["flag"] else duty_mark(clock=clock, **known) or "info"
    return mark, wording.distance(due, on), gettext("due %(day)s") % {"day": day_text(due)}


def _next(row: Row, desk: Desk) -> str:
    """What is to be done next, or what is being waited for."""
    if row["group"] == Group.RISEN:
        return _give_back(row["opened"], desk)
    if row["group"] == Group.RETURNED:
        if row["flag"]:
            return gettext("The bearer has answered: read it and decide.")
        return gettext("The result was sent back: complete it and hand it in again.")
    if row["state"] in _AWAITED and row["group"] == Group.WAITING:
        return str(_AWAITED[row["state"]])
    if row["group"] == Group.WAITING:
        return gettext("The clock stands still; nothing to do meanwhile.")
    first, _rest, _more = str(row["next_step"] or "").partition(";")
    return first.rstrip(". ") + "." if first else ""


def _give_back(opened: date, desk: Desk) -> str:
    """By which day a flag that came up goes back, with the decision."""
    steps = [first_step(desk.ladder, person.role) for person in desk.user.persons]
    days = [opened + timedelta(step.after_days + step.answer_days) for step in steps if step]
    return gettext("Give it back with your direction by %(day)s.") % {"day": day_text(min(days))}

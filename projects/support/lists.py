"""Lists of requests: an investor's own, and those of the agencies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.in_charge import InCharge
from accounts.models import User
from deadlines import wording
from deadlines.models import Obligation
from desk.addresses import Address
from projects.actions.requests import about
from projects.filters.support import SupportFilter
from projects.models import ExtensionRequest, SupportRequest
from projects.support.page import state_mark
from vn.dates import day_text
from vn.numbers import group

_A_PAGE = 50
WORDS = {
    "filter": _("Filter the requests"),
    "none": _("No request meets the conditions"),
    "none_text": _("Take away a condition, or clear all of them."),
    "clear": _("Clear all filters"),
    "nothing": _("No request yet"),
    "nothing_text": _("What investors send, and what comes by letter, appears here."),
}


# ------------------------------------------------------------ an investor's own


def own_rows(user: User, on: date) -> list[dict[str, Any]]:
    """Requests and requests for more time in one list, those that wait first; four questions."""
    rows = SupportRequest.objects.own(user).with_due().select_related("holder", "project")
    found = [_own_row(row, on) for row in rows]
    asked = ExtensionRequest.objects.filter(asking_investor__members__user=user)
    asked = asked.select_related("project__agency", "schedule_item", "tranche")
    pks = [row.pk for row in asked]
    due = dict(
        Obligation.objects.filter(
            kind="RX", subject_kind="extension_request", subject_id__in=pks
        ).values_list("subject_id", "due_date")
    )
    found += [_extension_row(row, due.get(row.pk), on) for row in asked]
    return sorted(found, key=lambda row: (not row["open"], -row["filed_on"].toordinal()))


def _own_row(row: Any, on: date) -> dict[str, Any]:
    outside = row.state == SupportRequest.State.OUTSIDE
    return {
        "url": reverse("projects:own_support", args=[row.code]),
        "code": row.code,
        "title": row.title,
        "kind": str(row.get_kind_display()),
        "project": row.project.code if row.project else "",
        "state": str(row.get_state_display()),
        "mark": state_mark(row),
        "holder": row.outside_body if outside else row.holder.short_name,
        "filed_on": row.filed_date,
        "open": row.state_is_open,
        "yours": row.state == SupportRequest.State.ASKED,
        **due_words(row, on),
    }


def due_words(row: Any, on: date) -> dict[str, str]:
    """The day and how it stands, for a request `with_due`."""
    if row.due is None:
        return {"due": "", "words": "", "due_mark": ""}
    if row.answered_date is not None:
        late = row.answered_date > row.due
        words = _("answered late") if late else _("answered in time")
        mark = "warn" if late else "ok"
        return {"due": day_text(row.due), "words": str(words), "due_mark": mark}
    if not row.state_is_open:
        return {"due": "", "words": "", "due_mark": ""}
    if row.due_clock == "stopped":
        return {"due": "", "words": str(_("the clock stands still")), "due_mark": "hold"}
    mark = "warn" if row.due < on else "info"
    return {"due": day_text(row.due), "words": wording.distance(row.due, on), "due_mark": mark}


def _extension_row(row: ExtensionRequest, due: date | None, on: date) -> dict[str, Any]:
    is_open = row.decided_date is None
    state = _("Being handled") if is_open else _("Granted") if row.granted else _("Refused")
    if due is None:
        words, mark = "", ""
    elif is_open:
        words, mark = wording.distance(due, on), "warn" if due < on else "info"
    else:
        late = row.decided_date is not None and row.decided_date > due
        words = str(_("answered late") if late else _("answered in time"))
        mark = "warn" if late else "ok"
    return {
        "url": reverse("projects:own", args=[row.project.code]) + "#gia-han",
        "code": "",
        "title": str(about(row)),
        "kind": str(_("More time")),
        "project": row.project.code,
        "state": str(state),
        "mark": "info" if is_open else "ok",
        "holder": row.project.agency.short_name,
        "filed_on": row.filed_date,
        "open": is_open,
        "yours": False,
        "due": day_text(due) if due else "",
        "words": words,
        "due_mark": mark,
    }


# ------------------------------------------------------------ the agencies'


def context(request: HttpRequest, user: User, on: date) -> dict[str, Any]:
    """What the page prints."""
    address = Address(request)
    conditions = SupportFilter(request.GET, _visible(user), user=user, on=on)
    found = conditions.found().order_by(F("answered_date").desc(nulls_first=True), "due", "-pk")
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("trang"))
    in_charge = InCharge.of(row.holder for row in page.object_list)
    return {
        "words": WORDS,
        "views": _views(user, address, on),
        "page": page,
        "rows": [_row(row, in_charge, on) for row in page.object_list],
        "total": page.paginator.count,
        "list_url": reverse("projects:supports"),
        "first": conditions.fields(first=True),
        "others": conditions.fields(first=False),
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in conditions.active()],
        "clear_url": address.bare(),
    }


def _visible(user: User) -> Any:
    rows = SupportRequest.objects.visible_to(user).with_due()
    return rows.select_related("investor", "project", "holder", "officer")


def _views(user: User, address: Address, on: date) -> list[dict[str, Any]]:
    """Ready-made conditions with their counts."""
    asked: tuple[tuple[Promise, dict[str, str], bool], ...] = (
        (_("All requests"), {}, False),
        (_("Mine"), {"cua": "toi"}, False),
        (_("My agency's"), {"cua": "don_vi"}, False),
        (_("Not answered, overdue"), {"han": "late"}, True),
        (_("Not answered, days left"), {"han": "waiting"}, False),
        (_("Outside the province"), {"han": "outside"}, False),
        (_("Answered late"), {"han": "answered_late"}, False),
    )
    here = address.conditions
    return [
        {
            "label": label,
            "url": reverse("projects:supports") + (f"?{urlencode(wanted)}" if wanted else ""),
            "count": group(count),
            "alarming": alarming and count,
            "current": here == wanted,
        }
        for label, wanted, alarming in asked
        for count in [SupportFilter(wanted, _visible(user), user=user, on=on).found().count()]
    ]


def _row(row: Any, in_charge: InCharge, on: date) -> dict[str, Any]:
    project = row.project
    outside = row.state == SupportRequest.State.OUTSIDE
    return {
        "row": row,
        "url": reverse("projects:support", args=[row.code]),
        "kind": str(row.get_kind_display()),
        "investor": row.investor.name,
        "project": project.code if project else "",
        "project_url": reverse("projects:detail", args=[project.code]) if project else "",
        "holder": in_charge.name(row.holder),
        "outside": row.outside_body if outside else "",
        "officer": row.officer.display_name if row.officer else "",
        "state": str(row.get_state_display()),
        "mark": state_mark(row),
        "filed": day_text(row.filed_date),
        **due_words(row, on),
    }

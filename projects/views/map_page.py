"""The map of projects: the question of the list, drawn; the same facts as a table below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from charts import Frame
from charts.geography import geography
from desk import paging
from desk.addresses import CURSOR, SIZE, Address
from projects.filters.position import WITHOUT_POSITION
from projects.lists import orders as list_orders
from projects.lists.question import LOOKS, ListQuestion
from projects.maps import frame as map_frame
from projects.maps import table as map_table
from projects.maps.frame import CHOSEN, FRAME
from projects.maps.sheet import Addresses, MapSheet
from projects.querysets import positions
from vn.numbers import group

_WIDTHS = {"wide": 880, "narrow": 420}
"""User units across: a phone gets a drawing of its own, with fewer and larger marks."""

SHOWN = (*LOOKS, FRAME, CHOSEN)
"""Parameters that say what of the map is shown; the others are the question of the list."""

_BUTTONS = {
    "nearer": (_("Look nearer"), "plus"),
    "farther": (_("Look from farther"), "minus"),
    "west": (_("Go west"), "arrow-left"),
    "north": (_("Go north"), "arrow-up"),
    "south": (_("Go south"), "arrow-down"),
    "east": (_("Go east"), "arrow-right"),
}


@require_safe
@requires(Permission.VIEW_REGISTRY)
def project_map(request: HttpRequest) -> HttpResponse:
    """The projects of the list's question on the map, in the frame of the address."""
    question = ListQuestion(signed_in(request), request.GET, on=timezone.localdate())
    address = Address(request, SHOWN)
    sheet = MapSheet(question, map_frame.read_frame(request.GET.get(FRAME, "")))
    chosen = map_table.chosen(question, request.GET.get(CHOSEN, ""))
    here = positions.within(question.found, sheet.frame)
    page = paging.page(
        list_orders.segments(here, question.order, question.user),
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(request.GET.get(SIZE, "")),
    )
    counted = map_table.counts(question, sheet.frame)
    context = _conditions(address, question) | {
        "drawn": _drawn(address, sheet, chosen, counted["here"]),
        "frame": map_frame.written(sheet.frame),
        "source": sheet.source,
        "buttons": _buttons(address, sheet),
        "whole_url": address.but(**{FRAME: "", CHOSEN: ""}),
        "chosen": chosen,
        "unchosen_url": address.but(**{CHOSEN: ""}),
        "rows": map_table.rows(question, page.ids),
        "headings": map_table.headings(address, question),
        "pager": _pager(address, page, counted["here"]),
        "outlines_url": (
            reverse("projects:outlines") if question.user.can(Permission.KEEP_OUTLINES) else ""
        ),
        **counted,
    }
    return render(request, "projects/map.html", context)


def _drawn(
    address: Address, sheet: MapSheet, chosen: dict[str, Any] | None, here: int
) -> dict[str, str]:
    def of_place(unit: int) -> str:
        wanted = {"dia_ban": str(unit), "toa_do": WITHOUT_POSITION, FRAME: "", CHOSEN: ""}
        return address.at(reverse("projects:list"), **wanted)

    addresses = Addresses(
        frame=lambda frame: address.but(**{FRAME: map_frame.written(frame)}),
        choose=lambda code: address.but(**{CHOSEN: code}) + "#da-chon",
        of_place=of_place,
    )
    words = gettext("%(n)s projects with a position in this frame; the table below tells the same.")
    said = words % {"n": group(here)}
    return {
        # Drawn by our own charts room, which escapes every text it is given.
        key: mark_safe(  # noqa: S308
            geography(
                Frame(f"ban-do-{key}", gettext("Map of projects"), said, width=width),
                map_frame.view_of(sheet.frame, width),
                sheet.drawn(chosen["pk"] if chosen else None, addresses, width),
                static("icons.svg"),
            )
        )
        for key, width in _WIDTHS.items()
    }


def _conditions(address: Address, question: ListQuestion) -> dict[str, Any]:
    """The form of the list, and the same question asked of the list."""
    conditions = question.conditions
    at_list, nowhere = reverse("projects:list"), {FRAME: "", CHOSEN: ""}
    return {
        "first": conditions.fields(first=True),
        "groups": conditions.grouped(),
        "others_open": conditions.others_used,
        "kept": [each for each in address.kept if each[0] != CHOSEN],
        "chips": [(words, address.but(**{name: ""})) for name, words in conditions.active()],
        "clear_url": address.bare(),
        "list_url": address.at(at_list, **nowhere),
        "unplaced_url": address.at(at_list, **nowhere, toa_do=WITHOUT_POSITION),
        "geojson_url": address.at(reverse("projects:map_geojson"), **{CHOSEN: ""}),
    }


def _buttons(address: Address, sheet: MapSheet) -> list[dict[str, Any]]:
    frames = map_frame.moves(sheet.frame)
    return [
        {
            "key": key,
            "label": words,
            "icon": icon,
            "url": address.but(**{FRAME: map_frame.written(frames[key])}),
        }
        for key, (words, icon) in _BUTTONS.items()
    ]


def _pager(address: Address, page: paging.Page, total: int) -> dict[str, str]:
    said = {"shown": group(len(page.rows)), "total": group(total)}
    return {
        "summary": gettext("%(shown)s of %(total)s projects") % said,
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }

"""The map in words: the projects of the frame as rows, and the one that was chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from desk.addresses import ORDER, Address
from projects.lists.columns import BY_KEY, offered
from projects.lists.question import ListQuestion
from projects.lists.reading import few_places
from projects.lists.values import values_of
from projects.maps.sheet import pill_of
from projects.models import SiteArea, SitePoint
from projects.querysets import listing, positions
from projects.querysets.positions import Bounds
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import ty_text

_COLUMNS = ("ma", "ten", "dia_ban", "von", "tinh_trang", "canh_bao", "viec")
_FLAGS_SHOWN = 2
_SORTED = {
    "ten": ("ascending", "descending"),
    "dia_ban": ("ascending", "descending"),
    "tinh_trang": ("ascending", "descending"),
}


def counts(question: ListQuestion, frame: Bounds) -> dict[str, int]:
    """How many are found, how many of them in the frame, and how many without any position."""
    found, total = question.found, question.totals.projects
    here = positions.standing(found, frame)
    return {"total": total, "here": here, "unplaced": total - positions.standing(found)}


def chosen(question: ListQuestion, code: str) -> dict[str, Any] | None:
    """The project that was pressed on, if this person may know of it."""
    if not code or "\0" in code:
        return None
    ids = list(question.visible.filter(code=code).values_list("pk", flat=True))
    found = rows(question, ids)
    return found[0] if found else None


def rows(question: ListQuestion, ids: Sequence[int]) -> list[dict[str, Any]]:
    """What the map tells of these projects, in this order."""
    user = question.user
    columns = [BY_KEY[key] for key in _COLUMNS if BY_KEY[key] in offered(user)]
    told = values_of(ids, columns, user, on=question.on)
    stands = _stands(ids)
    return [_row(row, stands[row["pk"]]) for row in told]


def _row(row: dict[str, Any], stands: list[str]) -> dict[str, Any]:
    flags = row.get("flags") or []
    return {
        "pk": row["pk"],
        "code": row["c_code"],
        "name": row["c_ten"],
        "investor": row["c_ndt"] or row["c_chu"] or gettext("investor not known"),
        "url": reverse("projects:detail", args=[row["c_code"]]),
        "pill": pill_of(row["c_bucket"]),
        "place": few_places(row),
        "capital": ty_text(row["c_von"], unknown=""),
        "flags": flags[:_FLAGS_SHOWN],
        "more": max(len(flags) - _FLAGS_SHOWN, 0),
        "duty": row["duty"],
        "due": day_text(row["due"]) if row["due"] else "",
        "late": row["late"],
        "stands": stands[:2],
        "stands_more": max(len(stands) - 2, 0),
    }


def _stands(ids: Sequence[int]) -> dict[int, list[str]]:
    """Where each of these projects stands, in two queries: its points, then its areas."""
    found: dict[int, list[str]] = defaultdict(list)
    points = SitePoint.objects.filter(project__in=ids).order_by("pk")
    for pk, label, latitude, longitude in points.values_list(
        "project_id", "label", "latitude", "longitude"
    ):
        found[pk].append(f"{latitude:.5f}, {longitude:.5f} ({label})")
    areas = SiteArea.objects.filter(project__in=ids).order_by("pk")
    for pk, label, area in areas.values_list("project_id", "label", "area_m2"):
        found[pk].append(f"{ha_text(area)} ha ({label})")
    return found


def headings(address: Address, question: ListQuestion) -> dict[str, tuple[str, str]]:
    """For each column that sorts the address of the next order and its present direction."""
    order, found = question.order, {}
    for name, (plain, turned) in _SORTED.items():
        direction = {name: plain, f"-{name}": turned}.get(order, "")
        following = f"-{name}" if order == name else name
        found[name] = (address.but(**{ORDER: following}), direction)
    if BY_KEY["canh_bao"] in offered(question.user):
        direction = "descending" if order == listing.SEVERITY else ""
        found["muc"] = (address.but(**{ORDER: ""}), direction)
    return found

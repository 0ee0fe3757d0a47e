"""What the map draws of a frame: outlines, land, and a mark for each project or crowd of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from accounts.permissions import Permission
from charts.geography import Ground, Mark, Sheet
from deadlines.models import Flag
from projects.filters.registry import BUCKETS
from projects.lists.columns import BY_KEY, offered
from projects.lists.values import values_of
from projects.maps import frame as map_frame
from projects.maps.outlines import ANYWHERE, Outline, meets, outlines, places_in
from projects.models import PlaceOutline
from projects.querysets import positions
from projects.querysets.positions import Bounds, Cell
from projects.rules.status import PILL, Bucket
from vn.areas import ha_text
from vn.numbers import group

if TYPE_CHECKING:
    from projects.lists.question import ListQuestion

TOLD = ("ten", "tinh_trang", "canh_bao")
"""The columns of the list that a mark tells of."""

_CSS = {"unknown": "unk", "unk": "unk", "proposed": "build", "refused": "ended"}
Url = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Addresses:
    """How the marks lead on: `frame` to another part of the map, `choose` to one project,
    `of_place` to the projects of a place without a position."""

    frame: Url
    choose: Url
    of_place: Url


class MapSheet:
    """The map for a question about projects, in the frame that was asked for or around them."""

    def __init__(self, question: ListQuestion, wanted: Bounds | None) -> None:
        self.question, self._wanted = question, wanted

    @cached_property
    def outlines(self) -> list[Outline]:
        """All outlines on record, the province first."""
        return outlines()

    @cached_property
    def whole(self) -> Bounds:
        """The frame that shows all there is: the outlines, or all positions found."""
        around = positions.around(each.bounds for each in self.outlines)
        return map_frame.fitted(around or positions.extent(self.question.found) or ANYWHERE)

    @cached_property
    def frame(self) -> Bounds:
        """The frame that is drawn."""
        return self._wanted or self.whole

    @cached_property
    def source(self) -> str:
        """Where the outlines come from; empty without any."""
        first = PlaceOutline.objects.values_list("source", flat=True).first()
        return first or ""

    def drawn(self, chosen: int | None, addresses: Addresses) -> Sheet:
        """Everything in the frame."""
        cells = positions.cells(self.question.found, self.frame, self._flagged())
        single = [cell.one for cell in cells if cell.projects == 1]
        rows = {row["pk"]: row for row in self._told(single)}
        marks = [
            _single(cell, rows[cell.one], addresses, chosen=chosen)
            if cell.projects == 1 and cell.one in rows
            else self._crowd(cell, addresses)
            for cell in cells
        ]
        return Sheet(
            places=places_in(self.outlines, self.frame),
            grounds=[_ground(row) for row in positions.lands(self.question.found, self.frame)],
            marks=[*self._hollow(addresses), *marks],
        )

    def _told(self, ids: Sequence[int]) -> list[dict[str, Any]]:
        user = self.question.user
        columns = [BY_KEY[key] for key in TOLD if BY_KEY[key] in offered(user)]
        return values_of(ids, columns, user, on=self.question.on)

    def _flagged(self) -> Any:
        """Ids of projects with a live flag; None for who may not know of flags."""
        user = self.question.user
        if not user.can(Permission.VIEW_FLAGS):
            return None
        live = Flag.objects.visible_to(user).live().filter(project_id__isnull=False)
        return live.values("project_id")

    def _crowd(self, cell: Cell, addresses: Addresses) -> Mark:
        words = gettext("%(n)s projects here; look nearer") % {"n": group(cell.projects)}
        if cell.flagged:
            words += ". " + gettext("%(n)s with flags") % {"n": group(cell.flagged)}
        frame = map_frame.nearer(cell.longitude, cell.latitude, self.frame)
        url = addresses.frame(frame)
        if map_frame.is_deepest(self.frame):
            words, url = words.replace("; ", ". "), "#bang-ban-do"
        return Mark(
            cell.longitude,
            cell.latitude,
            words,
            url,
            count=group(cell.projects),
            flag="warn" if cell.flagged else "",
        )

    def _hollow(self, addresses: Addresses) -> list[Mark]:
        counted = positions.by_place(self.question.found) if self.outlines else {}
        marks = []
        for outline in self.outlines:
            n = counted.get(outline.unit, 0)
            if n and not outline.is_whole and meets(outline, self.frame):
                words = gettext(
                    "%(place)s: %(n)s projects of which only the commune is known (placed by commune)"
                ) % {"place": outline.name, "n": group(n)}
                url = addresses.of_place(outline.unit)
                marks.append(
                    Mark(*_beside(outline, self.frame), words, url, count=group(n), is_hollow=True)
                )
        return marks


def _single(
    cell: Cell, row: Mapping[str, Any], addresses: Addresses, *, chosen: int | None
) -> Mark:
    pill = pill_of(row["c_bucket"])
    flags = row.get("flags") or []
    said = [f"{row['c_code']} {row['c_ten']}", str(BUCKETS[row["c_bucket"]])]
    said += [words for _mark, words, _advisory in flags[:2]]
    return Mark(
        cell.longitude,
        cell.latitude,
        ". ".join(said),
        addresses.choose(row["c_code"]),
        symbol=f"s-{pill}",
        css=_CSS.get(pill, pill),
        flag=flags[0][0] if flags else "",
        is_chosen=cell.one == chosen,
    )


def pill_of(bucket: str) -> str:
    """The drawing of a status: run, build, idle, stop, ended, ..."""
    code = PILL[Bucket(bucket)]
    return "unknown" if code == "unk" else code


def _ground(row: Mapping[str, Any]) -> Ground:
    pill = pill_of(row["bucket"])
    words = f"{row['code']}, {row['label']}: {ha_text(row['area_m2'])} ha"
    return Ground(row["ring"], _CSS.get(pill, pill), words)


def _beside(outline: Outline, frame: Bounds) -> tuple[float, float]:
    """Under the name of the place, so that neither hides the other."""
    x, y = outline.middle
    return x, y - (frame.north - frame.south) * 0.032

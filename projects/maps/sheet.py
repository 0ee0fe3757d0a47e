"""What the map draws of a frame: outlines, land, and a mark for each project or crowd of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from accounts.permissions import Permission
from charts.geography import Ground, Mark, Sheet
from deadlines.models import Flag
from deadlines.rules.severity import RANK_MARKS
from projects.filters.registry import BUCKETS
from projects.lists.columns import BY_KEY, offered
from projects.lists.values import values_of
from projects.maps import frame as map_frame
from projects.maps.outlines import ANYWHERE, Outline, outlines, places_in
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

MARKS_APART = 33.0
"""User units between the middles of two marks, so that neither covers the other's number."""

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

    def drawn(self, chosen: int | None, addresses: Addresses, width: int) -> Sheet:
        """Everything in the frame, for a drawing so many user units wide."""
        view = map_frame.view_of(self.frame, width)
        high = MARKS_APART / view.scale
        cells = positions.apart(self._cells, high / view.shrink, high)
        return Sheet(
            places=places_in(self.outlines, self.frame, self._crowds(addresses)),
            grounds=[_ground(row) for row in self._lands],
            marks=[
                _single(cell, self._told[cell.one], addresses, chosen=chosen)
                if cell.projects == 1 and cell.one in self._told
                else self._crowd(cell, addresses)
                for cell in cells
            ],
        )

    @cached_property
    def _cells(self) -> list[Cell]:
        return positions.cells(self.question.found, self.frame, self._flags)

    @cached_property
    def _lands(self) -> list[dict[str, Any]]:
        return positions.lands(self.question.found, self.frame)

    @cached_property
    def _told(self) -> dict[int, dict[str, Any]]:
        user = self.question.user
        columns = [BY_KEY[key] for key in TOLD if BY_KEY[key] in offered(user)]
        ids = [cell.one for cell in self._cells if cell.projects == 1]
        return {row["pk"]: row for row in values_of(ids, columns, user, on=self.question.on)}

    @property
    def _flags(self) -> Any:
        """The live flags; None for who may not know of flags."""
        user = self.question.user
        if not user.can(Permission.VIEW_FLAGS):
            return None
        return Flag.objects.openly_visible_to(user).live()

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
            flag=RANK_MARKS.get(cell.worst, ""),
        )

    @cached_property
    def _counted(self) -> dict[int, int]:
        return positions.by_place(self.question.found) if self.outlines else {}

    def _crowds(self, addresses: Addresses) -> dict[int, Mark]:
        """The mark of each place in which projects lie of which no more is known."""
        marks = {}
        for outline in self.outlines:
            n = self._counted.get(outline.unit, 0)
            if n and not outline.is_whole:
                words = gettext(
                    "%(place)s: %(n)s projects of which only the commune is known (placed by commune)"
                ) % {"place": outline.name, "n": group(n)}
                url = addresses.of_place(outline.unit)
                marks[outline.unit] = Mark(0, 0, words, url, count=group(n), is_hollow=True)
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

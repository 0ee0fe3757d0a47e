"""The census as two bars: by number of projects and by registered capital."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from charts import Frame, Segment, stacked_bar
from charts.palette import Tone
from projects.rules.status import PILL
from projects.rules.status import Bucket as Census
from reporting.dashboard import Dashboard
from reporting.shapes import Bucket, StatusRow
from vn.money import ty_text
from vn.numbers import group

CENSUS_OF = {
    Bucket.OPERATING: Census.OPERATING,
    Bucket.COMPLETED_OR_PARTIAL_STOPPED: Census.STOPPED,
    Bucket.UNDER_CONSTRUCTION: Census.UNDER_CONSTRUCTION,
    Bucket.NOT_STARTED: Census.NOT_STARTED,
    Bucket.UNKNOWN: Census.UNKNOWN,
}
_TONES = {"run": Tone.RUN, "build": Tone.BUILD, "idle": Tone.IDLE, "stop": Tone.STOP}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One chart at two widths; the narrow one is for phones."""

    wide: SafeString
    narrow: SafeString


def status_charts(board: Dashboard) -> dict[str, Drawn]:
    """Bars `count` and `capital`; the table beside them repeats every figure."""
    rows = [row for row in (*board.rows, *board.outside) if row.amount.projects]
    counts = [_segment(row, row.amount.projects, group(row.amount.projects)) for row in rows]
    capital = [
        _segment(row, row.amount.capital_vnd or 0, ty_text(row.amount.capital_vnd or 0, 0))
        for row in rows
    ]
    return {
        "count": _drawn("count", _("Projects by status"), counts),
        "capital": _drawn("capital", _("Registered capital by status, tỷ đồng"), capital),
    }


def pill_of(row: StatusRow) -> str:
    """The pill that stands beside a row."""
    return PILL[CENSUS_OF[row.bucket]]


def _segment(row: StatusRow, value: int, text: str) -> Segment:
    return Segment(row.label, value, text, _TONES.get(pill_of(row), Tone.MUTE))


def _drawn(uid: str, title: str, segments: list[Segment]) -> Drawn:
    desc = "; ".join(f"{part.label}: {part.text}" for part in segments)
    wide, narrow = (
        # Drawn by our own charts room, which escapes every text it is given.
        mark_safe(  # noqa: S308
            stacked_bar(Frame(f"{uid}-{width}", title, desc, width=width), segments, keyed=False)
        )
        for width in (540, 350)
    )
    return Drawn(wide=wide, narrow=narrow)

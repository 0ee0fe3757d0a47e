"""Outlines of places, replaced whole by those of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, record
from accounts.models import User
from projects.actions.acts import HISTORY_LANGUAGE
from projects.actions.refusals import Refusal
from projects.models import PlaceOutline
from vn.text import tidy

_LOCK_CLASS = 4530
Rings = Sequence[Sequence[Sequence[float]]]


class SourceMissing(Refusal):
    """Outlines without a source would be taken for official ones."""

    field = "source"
    text = _("Say where the outlines come from.")


class NothingToDraw(Refusal):
    """An empty file would take all outlines away."""

    text = _("No outline of this file belongs to a place on record.")


@transaction.atomic
def replace(
    *,
    by: User | None,
    outlines: Mapping[int, Rings],
    source: str,
    sha256: str = "",
) -> int:
    """Put these outlines (by place, rings in degrees) in the place of all others; gives their number.

    Raises `SourceMissing` and `NothingToDraw`. It is undone by importing the earlier file again.
    """
    if not source.strip():
        raise SourceMissing
    if not outlines:
        raise NothingToDraw
    _one_at_a_time()
    before, _by_model = PlaceOutline.objects.all().delete()
    PlaceOutline.objects.bulk_create(
        _row(unit, rings, tidy(source), by) for unit, rings in outlines.items()
    )
    with translation.override(HISTORY_LANGUAGE):
        summary = str(_("Outlines of places replaced: %(count)s")) % {"count": len(outlines)}
    record(
        by=by,
        entry=Entry(
            verb="outlines_replaced",
            subject_kind="place_outline",
            subject_id=0,
            summary=summary,
            old={"rows": before},
            new={"rows": len(outlines), "source": tidy(source), "sha256": sha256},
        ),
    )
    return len(outlines)


def _one_at_a_time() -> None:
    """A form sent twice would delete what it sees and meet what it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_CLASS])


def _row(unit: int, rings: Rings, source: str, by: User | None) -> PlaceOutline:
    across = [corner[0] for ring in rings for corner in ring]
    along = [corner[1] for ring in rings for corner in ring]
    return PlaceOutline(
        unit_id=unit,
        rings=[[list(corner) for corner in ring] for ring in rings],
        west=min(across),
        east=max(across),
        south=min(along),
        north=max(along),
        source=source,
        recorded_by_id=by.pk if by else None,
    )

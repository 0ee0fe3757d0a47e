"""Does the history still fit its seals, and the seals their anchors? Reads all, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.actions.anchoring import ANCHORED, FILE
from accounts.models import AuditEvent, AuditLeaf, AuditSeal
from accounts.queries import unsealed
from accounts.rules import anchors
from accounts.rules.anchors import Anchor
from accounts.rules.seals import EVENT_COLUMNS, SEAL_COLUMNS, event_digest, merkle_root, seal_root

CHUNK = 5000
"""Rows read at a time."""
ANCHOR_LATE = timedelta(hours=26)
"""Beat anchors in the first hour of every day."""

Columns = Mapping[str, Any]


class Fault(StrEnum):
    """What can be wrong."""

    ROW_CHANGED = "row_changed"
    ROW_DELETED = "row_deleted"
    ROW_SMUGGLED_IN = "row_smuggled_in"
    LEAF_CHANGED = "leaf_changed"
    LEAF_MISSING = "leaf_missing"
    SEAL_CHANGED = "seal_changed"
    SEAL_MISSING = "seal_missing"
    ANCHOR_UNFIT = "anchor_unfit"
    ANCHOR_LINE = "anchor_line"
    ANCHORS_MISSING = "anchors_missing"
    ANCHOR_LOST = "anchor_lost"


class Found(Exception):
    """The first thing that is wrong; `words` name it: event, seal, day, line."""

    def __init__(self, fault: Fault, **words: int | str) -> None:
        super().__init__(fault, words)
        self.fault = fault
        self.words = words


@dataclass(slots=True)
class Counts:
    """How much was looked at."""

    sealed: int = 0
    seals: int = 0
    unsealed: int = 0
    anchors: int = 0


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf, and the row that it stands for as it is today; None if it is gone."""

    seal_id: int
    position: int
    event_id: int
    digest: str
    event: Columns | None

    @property
    def fits(self) -> bool:
        """Whether the row is what was sealed."""
        return self.event is not None and event_digest(self.event) == self.digest


@dataclass(slots=True)
class _Chain:
    """How far the walk along the seals has come."""

    anchored: dict[int, list[Anchor]] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    root: str = ""
    complete_to: int = 0


@transaction.atomic
def verify(*, at: datetime, folder: Path) -> Counts:
    """Recompute everything in the order it was sealed. Raises `Found` at the first fault."""
    chain = _Chain()
    lines = _anchors(folder / FILE)
    for anchor in lines:
        chain.anchored.setdefault(anchor.seal, []).append(anchor)
        chain.counts.anchors += 1
    last_anchored = max(chain.anchored, default=0)
    _walk(chain)
    for unfit in chain.anchored.values():
        raise Found(Fault.ANCHOR_UNFIT, day=unfit[0].day, seal=unfit[0].seal)
    _refuse_smuggled(chain.complete_to)
    _refuse_unanchored(last_anchored, at)
    _refuse_lost(lines)
    chain.counts.unsealed = unsealed().count()
    return chain.counts


def _anchors(path: Path) -> list[Anchor]:
    try:
        with path.open("rb") as file:
            return list(anchors.read(file))
    except FileNotFoundError:
        return []
    except anchors.Broken as broken:
        raise Found(Fault.ANCHOR_LINE, line=broken.number) from broken


def _walk(chain: _Chain) -> None:
    """Each seal after the one before it, with its leaves and their rows."""
    last = AuditSeal.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    seals = AuditSeal.objects.filter(pk__lte=last).order_by("pk").values(*SEAL_COLUMNS, "root")
    groups = groupby(_leaves(last), key=lambda leaf: leaf.seal_id)
    for seal in seals.iterator(CHUNK):
        _check_seal(seal, chain)
        number, leaves = next(groups, (0, iter(())))
        if number != seal["id"]:
            raise Found(Fault.LEAF_MISSING, seal=seal["id"], place=1)
        _check_leaves(seal, list(leaves), chain.complete_to)
        chain.root, chain.complete_to = seal["root"], seal["complete_to"]
        chain.counts.seals += 1
        chain.counts.sealed += seal["rows"]
        _check_anchors(seal, chain)


def _leaves(last: int) -> Iterator[Leaf]:
    rows = AuditLeaf.objects.filter(seal_id__lte=last).order_by("seal_id", "position")
    chunk: list[tuple[int, int, int, str]] = []
    for row in rows.values_list("seal_id", "position", "event_id", "digest").iterator(CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _with_events(chunk)
            chunk = []
    yield from _with_events(chunk)


def _with_events(chunk: Sequence[tuple[int, int, int, str]]) -> Iterator[Leaf]:
    found = AuditEvent.objects.filter(pk__in=[row[2] for row in chunk]).values(*EVENT_COLUMNS)
    events = {event["id"]: event for event in found}
    for row in chunk:
        yield Leaf(*row, events.get(row[2]))


def _check_seal(seal: Columns, chain: _Chain) -> None:
    expected = chain.counts.seals + 1
    if seal["id"] != expected:
        raise Found(Fault.SEAL_MISSING, seal=expected)
    if seal["previous_root"] != chain.root or seal_root(seal) != seal["root"]:
        raise Found(Fault.SEAL_CHANGED, seal=seal["id"])


def _check_leaves(seal: Columns, leaves: list[Leaf], complete_to: int) -> None:
    for place, leaf in enumerate(leaves):
        if leaf.position != place:
            raise Found(Fault.LEAF_MISSING, seal=seal["id"], place=place + 1)
    if len(leaves) != seal["rows"]:
        raise Found(Fault.LEAF_MISSING, seal=seal["id"], place=len(leaves) + 1)
    strange = next((leaf for leaf in leaves if not leaf.fits), None)
    if merkle_root([leaf.digest for leaf in leaves]) != seal["merkle_root"]:
        # A row changed together with its leaf fits it, so then only the seal can be named.
        named = {"event": strange.event_id} if strange else {}
        raise Found(Fault.LEAF_CHANGED, seal=seal["id"], **named)
    if strange is not None:
        fault = Fault.ROW_CHANGED if strange.event is not None else Fault.ROW_DELETED
        raise Found(fault, seal=seal["id"], event=strange.event_id)
    old = next((leaf for leaf in leaves if leaf.event_id <= complete_to), None)
    if old is not None:
        raise Found(Fault.ROW_SMUGGLED_IN, event=old.event_id)


def _check_anchors(seal: Columns, chain: _Chain) -> None:
    for anchor in chain.anchored.pop(seal["id"], ()):
        if (anchor.root, anchor.rows) != (seal["root"], chain.counts.sealed):
            raise Found(Fault.ANCHOR_UNFIT, day=anchor.day, seal=anchor.seal)


def _refuse_smuggled(complete_to: int) -> None:
    """A row with an old number that no seal holds was put in after the fact."""
    sealed = AuditLeaf.objects.filter(event_id=OuterRef("pk"))
    rows = AuditEvent.objects.filter(~Exists(sealed), pk__lte=complete_to).order_by("pk")
    for event in rows[:1]:
        raise Found(Fault.ROW_SMUGGLED_IN, event=event.pk)


def _refuse_lost(lines: Sequence[Anchor]) -> None:
    """The history remembers each line that was written, also when the whole file was replaced."""
    there = {anchors.link(anchors.line_of(anchor)) for anchor in lines}
    told = AuditEvent.objects.filter(verb=ANCHORED).order_by("pk").values_list("new", flat=True)
    for line in told.iterator(CHUNK):
        if line["line"] not in there:
            raise Found(Fault.ANCHOR_LOST, day=line["day"])


def _refuse_unanchored(last_anchored: int, at: datetime) -> None:
    late = AuditSeal.objects.filter(pk__gt=last_anchored, sealed_at__lt=at - ANCHOR_LATE)
    for seal in late.order_by("pk")[:1]:
        raise Found(Fault.ANCHORS_MISSING, seal=seal.pk)

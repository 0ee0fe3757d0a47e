"""The demonstration's review rounds and decisions on handling, through the real actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import User
from deadlines.models import Flag
from projects.actions import handling, looking, rounds
from projects.actions.acts import Seen
from projects.actions.handling_classes import load_classes
from projects.demo.handling import stories
from projects.models import HandlingClass, Project, ReviewEntry, ReviewRound
from projects.rules.status import NOT_FOLLOWED, Bucket

_OPENED, _CLOSED, _OPENED_AGAIN = 110, 74, 16
"""Days before the day of viewing."""

_EVERY_UNDETERMINED, _EVERY_SECOND = 37, 2
Result = ReviewEntry.Outcome


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who acts on the day of viewing."""

    by: User
    on: date
    at: datetime


def tell_of_handling(
    *, projects: Mapping[str, Project], by: User | None, on: date, at: datetime
) -> None:
    """One closed and one open round, and decisions on late projects; `projects` by their story.

    Nobody looks at anything where the demonstration has no accounts.
    """
    load_classes()
    if by is None:
        return
    hand = _Hand(by, on, at)
    closed = _closed_round(hand)
    classes = {row.code: row for row in HandlingClass.objects.all()}
    for story, day in stories(on):
        project = projects[story.story]
        inside = ReviewEntry.objects.filter(round=closed, project=project).exists()
        handling.decide(
            by=by,
            on=on,
            at=at,
            project_id=project.pk,
            replaces=None,
            facts=handling.DecisionFacts(
                handling_class=classes[story.code],
                decided_date=day,
                document_number=story.number,
                authority=story.authority,
                next_step=story.step,
                next_step_date=None if story.step_in is None else on + timedelta(story.step_in),
                reason=story.reason,
                round=closed if inside and day > on - timedelta(_CLOSED) else None,
            ),
        )
    _open_round(hand)


def _closed_round(hand: _Hand) -> ReviewRound:
    """Everything followed: late is what has a flag that is not for reference."""
    followed = Project.objects.exclude(bucket__in=NOT_FOLLOWED).order_by("pk")
    row = _opened(
        hand,
        followed.values_list("pk", flat=True),
        rounds.RoundFacts(
            name="Rà soát dự án chậm tiến độ (minh họa)",
            scope="Mọi dự án đang theo dõi",
            opened_date=hand.on - timedelta(_OPENED),
            document_number="41/KH-UBND",
            is_demonstration=True,
        ),
    )
    late = set(Flag.objects.live().filter(advisory=False).values_list("project_id", flat=True))
    found = list(row.entries.order_by("pk"))
    known = {Result.LATE: [e for e in found if e.project_id in late]}
    rest = [entry for entry in found if entry.project_id not in late]
    known[Result.UNDETERMINED] = rest[::_EVERY_UNDETERMINED]
    unclear = {entry.pk for entry in known[Result.UNDETERMINED]}
    known[Result.ON_SCHEDULE] = [entry for entry in rest if entry.pk not in unclear]
    day = hand.on - timedelta(_CLOSED)
    for outcome, entries in known.items():
        _look(hand, row, entries, looking.Look(outcome, day))
    rounds.close_round(
        by=hand.by, on=hand.on, at=hand.at, seen=Seen(row.pk, row.version), closed_date=day
    )
    return row


def _open_round(hand: _Hand) -> None:
    """Those not begun yet, half of them looked at."""
    waiting = Project.objects.filter(bucket=Bucket.NOT_STARTED).order_by("pk")
    day = hand.on - timedelta(_OPENED_AGAIN)
    row = _opened(
        hand,
        waiting.values_list("pk", flat=True),
        rounds.RoundFacts(
            name="Rà soát dự án chưa khởi công (minh họa)",
            scope="Tình trạng: Chưa khởi công",
            opened_date=day,
            document_number="87/KH-STC",
            is_demonstration=True,
        ),
    )
    entries = list(row.entries.order_by("pk"))[::_EVERY_SECOND]
    late = set(Flag.objects.live().filter(advisory=False).values_list("project_id", flat=True))
    slow = [entry for entry in entries if entry.project_id in late]
    calm = [entry for entry in entries if entry.project_id not in late]
    looked = day + timedelta(days=3)
    _look(hand, row, slow[1:], looking.Look(Result.LATE, looked))
    broken = looking.Look(Result.VIOLATING, looked, "Đã san nền khi chưa được bàn giao đất.")
    _look(hand, row, slow[:1], broken)
    _look(hand, row, calm, looking.Look(Result.ON_SCHEDULE, looked))


def _opened(hand: _Hand, ids: Iterable[int], facts: rounds.RoundFacts) -> ReviewRound:
    opened = rounds.open_round(
        by=hand.by, on=hand.on, at=hand.at, facts=facts, project_ids=list(ids)
    )
    return opened.row


def _look(
    hand: _Hand, row: ReviewRound, entries: Sequence[ReviewEntry], found: looking.Look
) -> None:
    seen = [Seen(entry.pk, entry.version) for entry in entries]
    if seen:
        looking.look_many(
            by=hand.by, on=hand.on, at=hand.at, round_id=row.pk, seen=seen, found=found
        )

"""Let the nights before the demonstration pass, so that its flags have a past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from accounts.models import User
from deadlines.actions.flags import Decision, decide
from deadlines.actions.refreshing import refresh
from deadlines.actions.sweeping import sweep
from deadlines.models import Flag
from projects.demo.shapes import FlagStory

_NIGHTLY = 45
_WEEKLY_SINCE = 400
_WEEK = 7
_CAUSE = "demonstration"


def sweep_nights(*, project_ids: Sequence[int], on: date, at: datetime) -> None:
    """Compute as of thirteen months ago, then sweep weekly, and each of the last 45 nights.

    The early nights already know what happened later, so a last computation as of `on` leaves
    what the nightly reconcile would compute.
    """
    nights = list(_nights(on))
    first = nights[0]
    refresh(project_ids=project_ids, on=first, at=_then(at, on, first), cause=_CAUSE)
    for night in nights:
        sweep(on=night, at=_then(at, on, night))
    refresh(project_ids=project_ids, on=on, at=at, cause=_CAUSE)


def say_of_flags(
    *,
    stories: Sequence[tuple[int, FlagStory]],
    people: dict[str, User],
    on: date,
    at: datetime,
) -> None:
    """Record what officers said of flags, on the day each said it.

    A story whose flag has not come up by then, or whose teller has no account, is passed over.
    """
    for project_id, story in stories:
        spoken_on = on - timedelta(days=story.days_ago)
        flags = Flag.objects.filter(
            project_id=project_id,
            kind=story.kind,
            state=Flag.State.OPEN,
            opened_on__lte=spoken_on,
        )
        flag = flags.order_by("due_date", "pk").first()
        by = people.get(story.username)
        if flag is None or by is None:
            continue
        decision = Decision(
            flag_id=flag.pk,
            state=Flag.State(story.state),
            version=flag.version,
            reason=story.reason,
            document_number=story.document_number,
        )
        decide(decision=decision, by=by, on=spoken_on, at=_then(at, on, spoken_on))


def _nights(on: date) -> Iterator[date]:
    for days in range(_WEEKLY_SINCE, _NIGHTLY, -_WEEK):
        yield on - timedelta(days=days)
    for days in range(_NIGHTLY, -1, -1):
        yield on - timedelta(days=days)


def _then(at: datetime, on: date, day: date) -> datetime:
    """The same hour on an earlier day."""
    return at - (on - day)

"""Requests of investors of the demonstration province, each told on the days it happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from accounts.models import Agency, User
from projects.actions import support
from projects.actions.acts import Seen
from projects.demo.support import INVESTOR, OFFICER, SUPPORT_STORIES, SupportMove, SupportStory
from projects.models import Project, SupportRequest


def write_requests(
    *,
    projects: Mapping[str, Project],
    agencies: Mapping[str, Agency],
    people: Mapping[str, User],
    on: date,
    at: datetime,
) -> None:
    """Write the requests of `SUPPORT_STORIES`; nobody asks or answers without accounts."""
    if not all(name in people for name in (INVESTOR, OFFICER)):
        return
    for story in SUPPORT_STORIES:
        project = projects[story.story]
        if project.investor is None:
            continue
        row = _file(story, project, people, on=on, at=at)
        for move in story.moves:
            _do(move, row, agencies, people, on=on, at=at)
            row.refresh_from_db()


def _file(
    story: SupportStory, project: Project, people: Mapping[str, User], *, on: date, at: datetime
) -> SupportRequest:
    if project.investor is None:
        raise TypeError(f"{project.code} has no investor")
    back = timedelta(days=story.days_ago)
    ask = support.Ask(
        investor=project.investor,
        project=project,
        kind=story.kind,
        title=story.title,
        words=story.words,
        holder=project.agency,
        filed_date=on - back,
        channel=story.channel,
        document_number=story.number,
        place_text=story.place,
    )
    by = people[INVESTOR if story.channel == SupportRequest.Channel.PORTAL else OFFICER]
    return support.file(by=by, on=on - back, at=at - back, ask=ask)


def _do(
    move: SupportMove,
    row: SupportRequest,
    agencies: Mapping[str, Agency],
    people: Mapping[str, User],
    *,
    on: date,
    at: datetime,
) -> None:
    back = timedelta(days=move.days_ago)
    told = support.Move(
        day=on - back,
        words=move.words,
        agency=agencies.get(move.to),
        officer=people.get(move.officer),
        body=str(move.more.get("body", "")),
        days=int(move.more["days"]) if "days" in move.more else None,
        document_number=str(move.more.get("document_number", "")),
        outcome=str(move.more.get("outcome", "")),
    )
    seen = Seen(row.pk, row.version)
    support.act(move.name, by=people[move.by], on=on - back, at=at - back, seen=seen, move=told)

"""What investors ask for: filed, handed on, sent outside, and kept in view (target 2).

Each act is a step of the story, the state that follows from it, the history and the clocks, in one
transaction. What may be done when is `rules.support_acts.ACTS`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import AdministrativeUnit, Agency, User
from deadlines.actions.refreshing import refresh_subjects
from projects.actions.acts import Change, Seen, assign, lock_seen, store
from projects.actions.refusals import Refusal, not_after
from projects.actions.support_telling import tell_of
from projects.models import Investor, Project, SupportRequest, SupportStep
from projects.rules.support import SUBJECT
from projects.rules.support_acts import ACTS
from vn.dates import day_text
from vn.text import tidy

_NUMBERING = 4_100_135
_NUMBERS = range(1000, 10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked, by which investor, about which project or place; filed on a day, by a way."""

    investor: Investor
    kind: str
    title: str
    words: str
    holder: Agency
    filed_date: date
    project: Project | None = None
    place: AdministrativeUnit | None = None
    place_text: str = ""
    channel: str = SupportRequest.Channel.PORTAL
    document_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step as a person gives it; each act reads what concerns it."""

    day: date
    words: str = ""
    agency: Agency | None = None
    officer: User | None = None
    body: str = ""
    days: int | None = None
    due: date | None = None
    document_number: str = ""
    outcome: str = ""


class NotNow(Refusal):
    """The state of the request does not allow this act."""

    status = 409
    text = _("This request is now: %(state)s. Open it again to see what can be done.")


class SameHolder(Refusal):
    """Handing on means to another agency."""

    field = "agency"
    text = _("%(agency)s has the file already. Choose another agency, or give it to an officer.")


class SayWhy(Refusal):
    """The investor reads the words of this step."""

    field = "words"
    text = _("Write it out: the investor reads these words.")


class BeforeTheLast(Refusal):
    """Steps follow one another."""

    field = "day"
    text = _("The last step is of %(day)s. Give that day or a later one.")


class OfAnother(Refusal):
    """A project is asked about by its own investor."""

    field = "project"
    text = _("This project belongs to another investor. Choose one of this investor's.")


@transaction.atomic
def file(*, by: User, on: date, at: datetime, ask: Ask) -> SupportRequest:
    """Record what an investor asks for; its holder owes the answer from this day (rule SA).

    Raises `InTheFuture`, `OfAnother` and `Invalid`.
    """
    not_after(ask.filed_date, on=on, field="filed_date")
    if ask.project is not None and ask.project.investor_id != ask.investor.pk:
        raise OfAnother
    on_portal = ask.channel == SupportRequest.Channel.PORTAL
    row = SupportRequest(
        code=_free_code(ask.filed_date.year),
        recorded_by_id=by.pk,
        filed_by=by if on_portal else None,
        opened_date=ask.filed_date,
        held_since=ask.filed_date,
    )
    values = {
        "investor": ask.investor,
        "project": ask.project,
        "kind": ask.kind,
        "channel": ask.channel,
        "title": tidy(ask.title),
        "words": ask.words.strip(),
        "place": ask.place,
        "place_text": tidy(ask.place_text),
        "document_number": tidy(ask.document_number),
        "filed_date": ask.filed_date,
        "holder": ask.holder,
    }
    found = assign(row, values)
    store(row)
    step = Move(day=ask.filed_date, agency=ask.holder)
    _remember(row, "filed", step, found, by=by, on=on, at=at)
    return row


def act(name: str, *, by: User, on: date, at: datetime, seen: Seen, move: Move) -> SupportRequest:
    """Do one act of `ACTS` on a request as it was seen.

    Raises `Stale`, `NotNow`, `SameHolder`, `SayWhy`, `BeforeTheLast`, `InTheFuture`, `Invalid`.
    """
    with transaction.atomic():
        rows = SupportRequest.objects.select_related("investor", "project", "holder", "officer")
        row: SupportRequest = lock_seen(rows, seen)
        if row.state not in ACTS[name].states:
            raise NotNow(state=row.get_state_display())
        not_after(move.day, on=on, field="day")
        last = row.steps.order_by("-pk").values_list("on_date", flat=True).first()
        if last is not None and move.day < last:
            raise BeforeTheLast(day=day_text(last))
        found = assign(row, _values(name, row, move))
        row.version += 1
        store(row)
        _remember(row, _STEPS.get(name, name), move, found, by=by, on=on, at=at)
        return row


_STEPS = {"hand": "handed", "follow_up": "followed_up", "answer": "answered", "rate": "rated"}
_STEPS |= {"reopen": "reopened", "withdraw": "withdrawn"}
_WITHOUT = {"outside_body": "", "outside_since": None, "follow_up_days": None}
_UNANSWERED: dict[str, Any] = {"answered_date": None, "outcome": "", "answer": ""}
_UNRATED: dict[str, Any] = {"rating": "", "rating_words": "", "rated_date": None}


def _values(name: str, row: SupportRequest, move: Move) -> dict[str, Any]:
    """The columns an act sets."""
    values: dict[str, Any] = {}
    if ACTS[name].to:
        values["state"] = ACTS[name].to
    if name in _SPOKEN and not move.words.strip():
        raise SayWhy
    build = _BUILDERS.get(name)
    return values | (build(row, move) if build else {})


_SPOKEN = frozenset({"hand", "question", "reply", "note", "answer", "reopen", "back"})
"""Acts that say something to somebody, so they need words."""


def _hand(row: SupportRequest, move: Move) -> dict[str, Any]:
    if move.agency is None or move.agency.pk == row.holder_id:
        raise SameHolder(agency=row.holder.short_name)
    return {"holder": move.agency, "held_since": move.day, "officer": None}


def _outside(row: SupportRequest, move: Move) -> dict[str, Any]:
    values = {"outside_body": tidy(move.body), "outside_since": move.day}
    return values | {"follow_up_days": move.days}


def _answer(row: SupportRequest, move: Move) -> dict[str, Any]:
    words = {"answer": move.words.strip(), "outcome": move.outcome}
    return words | {"answered_date": move.day}


def _rate(row: SupportRequest, move: Move) -> dict[str, Any]:
    words = {"rating": move.outcome, "rating_words": move.words.strip()}
    return words | {"rated_date": move.day}


def _reopen(row: SupportRequest, move: Move) -> dict[str, Any]:
    again = {"round": row.round + 1, "opened_date": move.day, "held_since": move.day}
    return again | {"limit_date": None, "limit_basis": ""} | _UNANSWERED | _UNRATED


def _limit(row: SupportRequest, move: Move) -> dict[str, Any]:
    return {"limit_date": move.due, "limit_basis": tidy(move.words)}


_BUILDERS: dict[str, Any] = {
    "hand": _hand,
    "officer": lambda row, move: {"officer": move.officer},
    "limit": _limit,
    "outside": _outside,
    "back": lambda row, move: dict(_WITHOUT),
    "answer": _answer,
    "rate": _rate,
    "reopen": _reopen,
    "withdraw": lambda row, move: dict(_WITHOUT),
}


_SUMMARIES: dict[str, Promise] = {
    "filed": _("Request %(code)s filed: %(title)s"),
    "handed": _("Request %(code)s handed to %(agency)s"),
    "officer": _("Request %(code)s given to %(officer)s"),
    "limit": _("Request %(code)s: to be answered by %(due)s"),
    "outside": _("Request %(code)s sent to %(body)s"),
    "followed_up": _("Request %(code)s: the body outside was asked again"),
    "back": _("Request %(code)s came back from outside"),
    "question": _("Request %(code)s: a question to the investor"),
    "reply": _("Request %(code)s: the investor replied"),
    "note": _("Request %(code)s: a note"),
    "answered": _("Request %(code)s answered"),
    "rated": _("Request %(code)s rated"),
    "reopened": _("Request %(code)s opened again"),
    "withdrawn": _("Request %(code)s withdrawn"),
}


def _remember(
    row: SupportRequest,
    kind: str,
    move: Move,
    found: Change,
    *,
    by: User,
    on: date,
    at: datetime,
) -> None:
    """The step, the history, the clocks and the people told of it."""
    step = SupportStep.objects.create(
        request=row,
        kind=kind,
        round=row.round,
        on_date=move.day,
        words=move.words.strip(),
        agency=row.holder if kind in ("filed", "handed", "reopened", "answered") else move.agency,
        officer=move.officer,
        body_name=tidy(move.body),
        days=move.days if kind == "outside" else None,
        document_number=tidy(move.document_number),
        outcome=move.outcome,
        due_date=move.due,
        by=by,
        at=at,
    )
    named = {
        "code": row.code,
        "title": row.title,
        "agency": row.holder.short_name,
        "officer": row.officer or "—",
        "due": day_text(move.due) if move.due else "—",
        "body": tidy(move.body),
    }
    entry = Entry(
        verb=f"support_{kind}",
        subject_kind=SUBJECT,
        subject_id=row.pk,
        project_id=row.project_id,
        summary=in_words(_SUMMARIES[kind], **named),
        old=found.old,
        new=found.new,
    )
    record(by=by, entry=entry)
    refresh_subjects(subject_kind=SUBJECT, ids=[row.pk], on=on, at=at, cause=f"support_{kind}")
    tell_of(step, row=row, by=by, at=at)


def _free_code(year: int) -> str:
    """YC-2026-4821: drawn by lot, so that nobody counts the requests of others by their codes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERING])
    prefix = f"YC-{year}-"
    rows = SupportRequest.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    taken = frozenset(rows)
    return secrets.choice([code for n in _NUMBERS if (code := f"{prefix}{n}") not in taken])

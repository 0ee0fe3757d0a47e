"""What an act would do to the deadlines and flags of a project, in words, before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from deadlines.models import Flag, Obligation
from deadlines.wording import DUTY, MISSING
from projects.models import LandTranche, ScheduleItem
from vn.dates import day_text

_GONE = ("void", "unknown")


@dataclass(frozen=True, slots=True)
class Standing:
    """One deadline at a moment, and whether it is flagged."""

    words: str
    clock: str
    due_date: date | None
    flagged: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """One kind of consequence for one or more duties: `severity` as the `flag` tag draws it."""

    severity: str
    title: str
    texts: tuple[str, ...]


Snapshot = dict[int, Standing]
Found = tuple[str, str, str]
"""Severity, title and words of one consequence, before alike ones are put together."""


def snapshot(project_id: int) -> Snapshot:
    """Every deadline of a project as it stands, by primary key."""
    rows = list(Obligation.objects.filter(project_id=project_id).order_by("pk"))
    flagged = set(
        Flag.objects.live()
        .filter(obligation__in=[row.pk for row in rows])
        .values_list("obligation_id", "due_date")
    )
    names = _names(project_id)
    return {
        row.pk: Standing(
            words=_words(row, names),
            clock=row.clock,
            due_date=row.due_date,
            flagged=(row.pk, row.due_date) in flagged,
        )
        for row in rows
    }


def compare(before: Snapshot, after: Snapshot) -> list[Effect]:
    """What differs between two snapshots of one project, flags first, alike ones together."""
    pairs = [(before.get(key), now) for key, now in after.items()]
    found = [
        *(effect for old, now in pairs if (effect := _on_flag(old, now))),
        *(effect for old, now in pairs if (effect := _on_clock(old, now))),
    ]
    kinds = dict.fromkeys((severity, title) for severity, title, _words in found)
    return [
        Effect(*kind, texts=tuple(words for *of, words in found if tuple(of) == kind))
        for kind in kinds
    ]


def missing(project_id: int | None) -> list[str]:
    """The facts without which some deadline of the project cannot be computed; all, if new."""
    if project_id is None:
        return [str(words) for words in MISSING.values()]
    unknown = Obligation.objects.unknown().filter(project_id=project_id)
    codes = unknown.order_by("missing").values_list("missing", flat=True).distinct()
    return [str(MISSING.get(code, code)) for code in codes]


def _on_flag(old: Standing | None, now: Standing) -> Found | None:
    was_flagged = old.flagged if old else False
    if was_flagged == now.flagged:
        return None
    if now.flagged:
        return ("crit", gettext("Opens a flag"), now.words)
    return ("ok", gettext("Closes a flag"), now.words)


def _on_clock(old: Standing | None, now: Standing) -> Found | None:
    if now.clock == "found":
        return None  # its flag tells it
    if old and (old.clock, old.due_date) == (now.clock, now.due_date):
        return None
    if old and old.due_date and now.due_date and old.due_date != now.due_date:
        words = gettext("%(duty)s: due %(old)s becomes %(new)s")
        days = {"old": day_text(old.due_date), "new": day_text(now.due_date)}
        return ("info", gettext("Deadline moves"), words % {"duty": now.words, **days})
    return _of_clock(old, now)


def _of_clock(old: Standing | None, now: Standing) -> Found | None:
    due = day_text(now.due_date) if now.due_date else ""
    if now.clock == "met":
        return ("ok", gettext("Duty met"), now.words)
    if now.clock == "running":
        words = gettext("%(duty)s: due %(day)s") % {"duty": now.words, "day": due}
        return ("info", gettext("Clock runs"), words)
    if now.clock == "stopped":
        return ("hold", gettext("Clock stops"), now.words)
    if now.clock == "unknown":
        return ("unk", gettext("Deadline not computable"), now.words)
    if old is None or old.clock in _GONE:
        return None
    return ("info", gettext("No longer applies"), now.words)


def _names(project_id: int) -> dict[tuple[str, int], str]:
    tranches = LandTranche.objects.filter(project_id=project_id).values_list(
        "pk", "label", "extension"
    )
    items = ScheduleItem.objects.filter(project_id=project_id).values_list("pk", "name")
    return {
        **{("tranche", pk): label for pk, label, _extension in tranches},
        **{("extension", extension): label for _pk, label, extension in tranches if extension},
        **{("schedule_item", pk): name for pk, name in items},
    }


def _words(row: Obligation, names: dict[tuple[str, int], str]) -> str:
    subject = names.get((row.subject_kind, row.subject_id), "")
    duty = str(DUTY.get(row.kind, row.kind))
    return f"{duty}: {subject}" if subject else duty

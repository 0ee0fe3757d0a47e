"""The story of a request: who had it from when until when, and its steps as each reader is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from projects.models import SupportRequest, SupportStep
from vn.dates import day_text

_TONES = {
    "outside": "pause",
    "question": "pause",
    "reopened": "over",
    "withdrawn": "plan",
}
_PASSES = ("filed", "handed", "outside", "back", "question", "reply", "reopened")
_ENDS = ("answered", "withdrawn")


@dataclass(slots=True)
class Holding:
    """One stay of the file: with whom, since when; `until` is None while it lasts."""

    who: str
    since: date
    until: date | None = None
    words: str = ""
    is_outside: bool = False

    @property
    def days(self) -> int:
        """Calendar days it was there; 0 while it lasts."""
        return (self.until - self.since).days if self.until else 0


def steps_of(row: SupportRequest) -> list[SupportStep]:
    """All steps, the first first; one query."""
    return list(row.steps.select_related("agency", "officer", "by__agency").order_by("pk"))


def holdings(steps: Sequence[SupportStep]) -> list[Holding]:
    """Every stay of the file in its order, those with the investor and outside the province too."""
    found: list[Holding] = []
    agency = ""
    for step in steps:
        if step.kind in (*_PASSES, *_ENDS) and found and found[-1].until is None:
            found[-1].until = step.on_date
        if step.kind in ("filed", "handed", "reopened") and step.agency is not None:
            agency = step.agency.short_name
        if step.kind in _PASSES:
            found.append(_stay(step, agency))
    return found


def _stay(step: SupportStep, agency: str) -> Holding:
    if step.kind == SupportStep.Kind.OUTSIDE:
        return Holding(step.body_name, step.on_date, words=step.words, is_outside=True)
    if step.kind == SupportStep.Kind.QUESTION:
        return Holding(gettext("The investor, asked something"), step.on_date)
    words = step.words if step.kind == SupportStep.Kind.HANDED else ""
    return Holding(agency, step.on_date, words=words)


def told(steps: Sequence[SupportStep], row: SupportRequest, *, own: bool) -> list[dict[str, Any]]:
    """The steps in words, the latest first; an investor never reads internal notes."""
    kept = [step for step in steps if not (own and step.kind == SupportStep.Kind.NOTE)]
    return [_step(step, row, own=own) for step in reversed(kept)]


def _step(step: SupportStep, row: SupportRequest, *, own: bool) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "what": str(step.get_kind_display()),
        "css": _TONES.get(step.kind, "done"),
        "day": step.on_date,
        "who": _who(step, row, own=own),
        "to": _to(step),
        "words": step.words,
        "document": step.document_number,
        "outcome": _outcome(step),
        "internal": step.kind == SupportStep.Kind.NOTE,
    }


def _who(step: SupportStep, row: SupportRequest, *, own: bool) -> str:
    """To the investor agencies speak as such; officers are named among officers."""
    if step.by is None:
        return ""
    agency = step.by.agency
    if agency is None:
        return row.investor.name if not own else step.by.display_name
    return agency.short_name if own else f"{step.by.display_name}, {agency.short_name}"


def _to(step: SupportStep) -> str:
    if step.body_name:
        return step.body_name
    if step.officer is not None:
        return step.officer.display_name
    if step.due_date is not None:
        return day_text(step.due_date)
    return step.agency.short_name if step.agency and step.kind in ("filed", "handed") else ""


def _outcome(step: SupportStep) -> str:
    if step.kind == SupportStep.Kind.RATED:
        return str(dict(SupportRequest.Rating.choices).get(step.outcome, ""))
    if step.kind == SupportStep.Kind.ANSWERED:
        return str(dict(SupportRequest.Outcome.choices).get(step.outcome, ""))
    return ""

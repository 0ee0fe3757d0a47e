"""Rows beside the registry: which project each speaks of, what it changes, what a person decides."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import translation

from projects.actions.acts import HISTORY_LANGUAGE
from projects.actions.import_investors import said
from projects.actions.import_rows import Plan, plan_row
from projects.actions.import_world import World
from projects.importing.messages import Message, Severity
from projects.importing.reading import ParsedRow
from projects.importing.wording import words
from projects.models import ImportRow, Investor
from projects.rules.matching import Match, Why

CHUNK = 500
"""Rows whose projects are in memory at a time."""

Outcome = ImportRow.Outcome
_ROW = re.compile(r"(\d+)$")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of a row; `project` for an update."""

    outcome: str
    project: int | None = None


@dataclass(slots=True)
class Laid:
    """A row beside its project. `match` is what was found without a person."""

    position: int
    row: ParsedRow
    match: Match
    decision: Decision | None = None
    outcome: str = Outcome.ASK
    project: int | None = None
    plan: Plan | None = None
    candidates: list[dict[str, Any]] = field(default_factory=list)

    @property
    def changes(self) -> dict[str, Any]:
        """What the row changes, before and after, as the history will tell it."""
        change = self.plan.change if self.plan else None
        return {"old": change.old, "new": change.new} if change else {}


@dataclass(slots=True)
class Laying:
    """All rows of a batch in the order of the workbook. `doubtful` are rows with an error.

    `taken` remembers which row speaks of a project: a second one is a question.
    """

    world: World
    doubtful: frozenset[tuple[str, int]] = frozenset()
    taken: dict[int, tuple[str, int]] = field(default_factory=dict)
    near: Mapping[str, list[tuple[Investor, str]]] = field(default_factory=dict)

    def lay(self, rows: deque[Laid]) -> Iterator[list[Laid]]:
        """Decide and plan the rows, chunk by chunk; each is let go of once it was dealt with."""
        self.near = self.world.investors.nearest(laid.row.text("investor") for laid in rows)
        while rows:
            chunk = [rows.popleft() for _ in range(min(CHUNK, len(rows)))]
            for laid in chunk:
                self._decide(laid)
            wanted = {laid.project for laid in chunk if laid.project is not None}
            proposed = {pk for laid in chunk for pk, _ in laid.match.proposed}
            known = self.world.read(wanted)
            labels = self.world.labels(proposed | wanted)
            for laid in chunk:
                project = known.get(laid.project) if laid.project is not None else None
                laid.plan = plan_row(laid.row, project, self.world)
                laid.candidates += self._candidates(laid, labels)
                if laid.outcome == Outcome.UPDATE and not laid.plan.change:
                    laid.outcome = Outcome.SAME
            yield chunk

    def _decide(self, laid: Laid) -> None:
        key = (laid.row.sheet, laid.row.number)
        decided = laid.decision
        if decided is not None:
            laid.outcome, laid.project = decided.outcome, decided.project
        elif laid.match.project is not None and not self._asks_of_investor(laid):
            laid.outcome, laid.project = Outcome.UPDATE, laid.match.project
        elif not laid.match.proposed and not self._asks_of_investor(laid):
            laid.outcome = Outcome.CREATE
        if decided is None and key in self.doubtful:
            laid.outcome = Outcome.ASK
        if laid.outcome == Outcome.UPDATE and laid.project is not None:
            first = self.taken.setdefault(laid.project, key)
            if first != key:
                text = f"{first[0]}!{first[1]}"
                laid.candidates.append(
                    {"about": "row", "id": laid.project, "label": text, "why": Why.TAKEN.value}
                )
                laid.outcome = Outcome.ASK

    def _asks_of_investor(self, laid: Laid) -> bool:
        """Whether nobody can tell which investor is meant."""
        text = laid.row.text("investor")
        who = said(text)
        if not text or self.world.investors.is_answered(who):
            return False
        return bool(self.near.get(text)) or len(self.world.investors.known(who)) > 1

    def _candidates(self, laid: Laid, labels: Mapping[int, str]) -> Iterator[dict[str, Any]]:
        proposed = laid.match.proposed
        if laid.match.project is not None and laid.outcome == Outcome.ASK and laid.match.why:
            proposed = ((laid.match.project, laid.match.why), *proposed)
        for pk, why in proposed:
            yield {"about": "project", "id": pk, "label": labels.get(pk, ""), "why": why.value}
        if laid.outcome == Outcome.ASK and self._asks_of_investor(laid):
            text = laid.row.text("investor")
            same = [(record, "1.00") for record in self.world.investors.known(said(text))]
            for record, share in same or self.near.get(text, []):
                yield {
                    "about": "investor",
                    "id": record.pk,
                    "label": record.name,
                    "why": "same_name" if same else "similar",
                    "share": share,
                }


def doubtful(messages: Sequence[Message]) -> frozenset[tuple[str, int]]:
    """The rows about which the reading says that something must be corrected."""
    found = set()
    for message in messages:
        number = _ROW.search(message.address)
        if message.severity is Severity.ERROR and number:
            found.add((message.sheet, int(number[1])))
    return frozenset(found)


def by_row(messages: Sequence[Message]) -> dict[tuple[str, int], list[Message]]:
    """The messages of each row."""
    found: dict[tuple[str, int], list[Message]] = defaultdict(list)
    for message in messages:
        number = _ROW.search(message.address)
        if number:
            found[message.sheet, int(number[1])].append(message)
    return found


def in_words(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """Messages as they are kept, with their sentence."""
    with translation.override(HISTORY_LANGUAGE):
        return [asdict(message) | {"words": words(message)} for message in messages]

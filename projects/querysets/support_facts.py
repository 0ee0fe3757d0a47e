"""Requests of investors as their clocks reckon with them, read off the steps of each; two queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.apps import apps

from deadlines.rules.clock import DerivedReason
from projects.rules.support import Round, Stretch, SupportFacts, Wait


def facts_of(ids: Sequence[int]) -> Iterator[SupportFacts]:
    """The facts of these requests, in the order of their keys."""
    requests = apps.get_model("projects", "SupportRequest").objects.filter(pk__in=ids)
    steps = apps.get_model("projects", "SupportStep").objects.filter(request__in=requests)
    told = {
        pk: list(rows)
        for pk, rows in groupby(steps.order_by("request_id", "pk"), lambda step: step.request_id)
    }
    for row in requests.order_by("pk"):
        story = _Story(row)
        for step in told.get(row.pk, ()):
            story.take(step)
        yield story.facts()


@dataclass
class _Story:
    """What is known after each step."""

    row: Any
    holder_id: int = 0
    rounds: list[Round] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)

    def take(self, step: Any) -> None:
        """Go on by one step; steps that move no clock change nothing."""
        if step.agency_id is not None and step.kind in ("filed", "handed", "reopened"):
            self.holder_id = step.agency_id
        act = getattr(self, f"_{step.kind}", None)
        if act is not None:
            act(step)
        if self.rounds:
            waits, holder = tuple(self.waits), self.holder_id
            self.rounds[-1] = replace(self.rounds[-1], waits=waits, holder_id=holder)

    def facts(self) -> SupportFacts:
        """All of it."""
        return SupportFacts(
            id=self.row.pk,
            code=self.row.code,
            kind=self.row.kind,
            project_id=self.row.project_id,
            rounds=tuple(self.rounds),
            stretches=tuple(self.stretches),
        )

    def _filed(self, step: Any) -> None:
        self._open(step)

    def _reopened(self, step: Any) -> None:
        self._open(step)

    def _open(self, step: Any) -> None:
        self.waits = []
        number = len(self.rounds) + 1
        self.rounds.append(Round(number=number, opened=step.on_date, holder_id=self.holder_id))

    def _limit(self, step: Any) -> None:
        self.rounds[-1] = replace(
            self.rounds[-1], limit=step.due_date, limit_basis=step.document_number or step.words
        )

    def _question(self, step: Any) -> None:
        self.waits.append(Wait(since=step.on_date, until=None, reason=DerivedReason.QUESTION))

    def _reply(self, step: Any) -> None:
        self._go_on(step)

    def _outside(self, step: Any) -> None:
        self.waits.append(
            Wait(
                since=step.on_date,
                until=None,
                reason=DerivedReason.OUTSIDE_BODY,
                reference=step.body_name,
            )
        )
        self.stretches.append(
            Stretch(
                number=len(self.stretches) + 1,
                since=step.on_date,
                until=None,
                every_days=step.days,
                holder_id=self.holder_id,
                body=step.body_name,
            )
        )

    def _followed_up(self, step: Any) -> None:
        last = self.stretches[-1]
        self.stretches[-1] = replace(last, asked_again=(*last.asked_again, step.on_date))

    def _back(self, step: Any) -> None:
        self.stretches[-1] = replace(self.stretches[-1], until=step.on_date)
        self._go_on(step)

    def _answered(self, step: Any) -> None:
        self._go_on(step)
        self.rounds[-1] = replace(self.rounds[-1], answered=step.on_date)

    def _withdrawn(self, step: Any) -> None:
        self._go_on(step)
        if self.stretches and self.stretches[-1].until is None:
            self.stretches[-1] = replace(self.stretches[-1], until=step.on_date)
        self.rounds[-1] = replace(self.rounds[-1], withdrawn=step.on_date)

    def _go_on(self, step: Any) -> None:
        """The wait that was open ends on this day."""
        if self.waits and self.waits[-1].until is None:
            self.waits[-1] = replace(self.waits[-1], until=step.on_date)

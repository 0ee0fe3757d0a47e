"""Lists of calls brought whole: those that were published, and invented ones for demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from projects.actions.acts import Seen
from projects.actions.call_entries import EntryFacts, add_call
from projects.actions.calls import DecisionFacts, adopt, draft_decision
from projects.models import CallDecision


@dataclass(frozen=True, slots=True)
class SampleDecision:
    """A decision and the calls it adds, as far as they are known."""

    facts: DecisionFacts
    calls: tuple[EntryFacts, ...]


@transaction.atomic
def load_calls(
    *, by: User | None, on: date, at: datetime, decisions: Sequence[SampleDecision]
) -> list[CallDecision]:
    """Draft each decision with its calls; adopt those whose number and day are known.

    The others stay drafts: no number or day is made up. Raises as the acts it uses.
    """
    rows = []
    for sample in decisions:
        row = draft_decision(by=by, on=on, at=at, facts=sample.facts).row
        for call in sample.calls:
            add_call(by=by, on=on, at=at, decision_id=row.pk, facts=call)
        day = sample.facts.issued_date
        if sample.facts.number and day is not None:
            seen = Seen(row.pk, row.version)
            number = sample.facts.number
            row = adopt(by=by, on=on, at=at, seen=seen, number=number, issued_date=day).row
        rows.append(row)
    return rows

"""The demonstration's calls for investment, through the real actions; marked as invented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts.models import User
from projects.actions import call_entries, calls
from projects.actions.acts import Seen
from projects.actions.call_samples import SampleDecision, load_calls
from projects.demo import calls as told
from projects.models import CallDecision, CallEntry, Project, Sector


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who acts on the day of viewing."""

    by: User
    on: date
    at: datetime


def tell_of_calls(
    *, project: Project, issuer: str, by: User | None, on: date, at: datetime
) -> None:
    """A list, a decision that amends it, and a draft; one call became the project.

    Nobody adopts anything where the demonstration has no accounts.
    """
    if by is None:
        return
    days = told.days(on)
    first = calls.DecisionFacts(
        title="Danh mục dự án kêu gọi đầu tư (minh họa)",
        number="1207/QĐ-UBND",
        issued_date=days.adopted,
        issuer_name=issuer,
        stated_count=len(told.CALLS),
        stated_capital_text="4.625 tỷ đồng",
        note="Số liệu minh họa, không phải danh mục thật.",
        is_demonstration=True,
    )
    stories = list(told.CALLS)
    stories[told.BECAME] = replace(stories[told.BECAME], name=project.name)
    lines = tuple(_facts(story) for story in stories)
    adopted = load_calls(by=by, on=on, at=at, decisions=[SampleDecision(first, lines)])[0]
    _amend(_Hand(by, on, at), adopted, project)
    draft = calls.DecisionFacts(
        title="Bổ sung danh mục dự án kêu gọi đầu tư (minh họa, dự thảo)",
        issuer_name=issuer,
        is_demonstration=True,
    )
    later = tuple(_facts(story) for story in told.ADDED_LATER)
    load_calls(by=by, on=on, at=at, decisions=[SampleDecision(draft, later)])


def _amend(hand: _Hand, adopted: CallDecision, project: Project) -> None:
    by, on, at = hand.by, hand.on, hand.at
    facts = calls.DecisionFacts(
        title="Điều chỉnh danh mục dự án kêu gọi đầu tư (minh họa)",
        issuer_name=adopted.issuer_name,
        is_demonstration=True,
    )
    row = calls.draft_decision(by=by, on=on, at=at, facts=facts).row
    entries = list(adopted.entries.order_by("pk"))
    changed = entries[told.CHANGED]
    story = told.CALLS[told.CHANGED]
    call_entries.change_call(
        by=by,
        on=on,
        at=at,
        decision_id=row.pk,
        call_id=changed.call_id,
        facts=_facts(story, capital_vnd=told.CHANGED_BILLIONS * 10**9),
    )
    endings = {
        told.DROPPED: call_entries.Ending(change=CallEntry.Change.DROP, reason=told.DROP_REASON),
        told.BECAME: call_entries.Ending(
            change=CallEntry.Change.BECAME, reason=told.BECAME_REASON, project=project
        ),
    }
    for place, ending in endings.items():
        call_entries.end_call(
            by=by, on=on, at=at, line=entries[place], decision_id=row.pk, ending=ending
        )
    calls.adopt(
        by=by,
        on=on,
        at=at,
        seen=Seen(row.pk, row.version),
        number="318/QĐ-UBND",
        issued_date=told.days(on).amended,
    )


def _facts(story: told.CallStory, **other: int) -> call_entries.EntryFacts:
    return call_entries.EntryFacts(
        name=story.name,
        sector=Sector.objects.filter(name=story.sector).first(),
        sector_text=story.sector,
        location_text=story.place,
        area_m2=story.area_m2,
        capital_vnd=other.get("capital_vnd", story.capital_vnd),
        form_text=story.form,
        note="Minh họa",
    )

"""Two people at the list of calls, or at the outlines, in the same moment."""

from __future__ import annotations

from datetime import date, datetime
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from accounts.models import AuditEvent
from projects.actions import call_entries, calls, outlines
from projects.actions.acts import Seen
from projects.actions.calls import Adopted
from projects.actions.refusals import Stale
from projects.models import CallDecision, CallEntry, PlaceOutline
from tests.factories import CallDraft, CallLine, CommuneFactory
from tests.support.together import at_once

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 15)
AT = datetime(2026, 9, 15, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
RING = [[106.5, 21.8], [106.6, 21.8], [106.6, 21.9]]


@pytest.mark.parametrize("deed", ["correct", "remove"])
def test_no_line_changes_once_its_decision_is_adopted(real: None, monkeypatch, deed) -> None:
    line = CallLine(decision=CallDraft(number="1/QĐ-UBND"))
    CallLine(decision=line.decision)
    before = CallEntry.objects.values().get(pk=line.pk)
    looked, adopted = Event(), Event()
    plain = calls.refuse_adopted

    def waits(row: CallDecision) -> None:
        plain(row)
        looked.set()
        # Whoever adopts either waits for this act, or is done before it goes on.
        adopted.wait(timeout=1.5)

    monkeypatch.setattr("projects.actions.call_entries.refuse_adopted", waits)

    def change() -> str:
        seen = Seen(line.pk, line.version)
        hand: dict[str, Any] = {"by": None, "on": ON, "at": AT, "seen": seen}
        if deed == "remove":
            call_entries.remove_line(**hand)
        else:
            facts = call_entries.EntryFacts(name="Tên khác", capital_vnd=1)
            call_entries.correct_line(**hand, facts=facts)
        return "changed"

    def adopt() -> str:
        looked.wait(timeout=5)
        try:
            seen = Seen(line.decision_id, line.decision.version)
            hand: dict[str, Any] = {"by": None, "on": ON, "at": AT, "seen": seen}
            calls.adopt(**hand, number="1/QĐ-UBND", issued_date=ON)
        finally:
            adopted.set()
        return "adopted"

    told = at_once(change, adopt, refusals=(Adopted, Stale))
    decision = CallDecision.objects.get(pk=line.decision_id)
    after = CallEntry.objects.values().filter(pk=line.pk).first()
    assert told == ["changed", "adopted"]
    assert decision.adopted_at is not None
    assert after != before, "it was changed before the decision was adopted"
    lines = decision.entries.count()
    assert lines == (1 if deed == "remove" else 2)
    assert AuditEvent.objects.order_by("pk").last().verb == "call_decision_adopted"


def test_outlines_sent_twice_are_written_twice_over(real: None) -> None:
    units = [CommuneFactory().pk for _ in range(3)]
    rings = {unit: [RING] for unit in units}

    def write() -> int:
        with transaction.atomic():
            return outlines.replace(by=None, outlines=rings, source="Sở Tài nguyên")

    assert at_once(write, write, write) == [3, 3, 3]
    assert PlaceOutline.objects.count() == 3

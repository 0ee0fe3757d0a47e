"""The yearly synthesis of agencies: every task once, standing as it did on the cut-off day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reporting import configuring
from reporting.builders import agencies
from reporting.builders.asked import Asked
from reporting.document.shapes import Document
from reporting.rules.handed_in import Handed, handed_in
from tests.factories import TODAY, ObligationMet, ObligationVoid
from tests.factories.accounts import AgencyFactory
from tests.factories.orders import LeadFactory, ObligationOfOrder, OrderFactory, ResultAccepted

pytestmark = pytest.mark.django_db
DAY, DUE = date(2026, 6, 30), date(2026, 5, 31)


@pytest.mark.parametrize(
    ("due", "submitted", "accepted", "stands"),
    [
        (DUE, DUE, True, Handed.IN_TIME),
        (DUE, date(2026, 6, 1), True, Handed.LATE),
        (DUE, date(2026, 6, 1), False, Handed.WAITING),
        (DUE, None, False, Handed.OVERDUE),
        (DUE, date(2026, 7, 1), True, Handed.OVERDUE),
        (DAY, None, False, Handed.RUNNING),
        (DAY, date(2026, 7, 1), True, Handed.RUNNING),
        (None, DUE, True, Handed.UNDATED),
    ],
)
def test_what_came_after_the_cut_off_was_not_yet_there(
    due: date | None, submitted: date | None, accepted: bool, stands: Handed
) -> None:
    assert handed_in(due, submitted, DAY, accepted=accepted) is stands


def asked(day: date = TODAY) -> Asked:
    return Asked(cut_off=day, generated_on=day, letter=configuring.letter())


def done(lead: Any, due: date, submitted: date, **more: Any) -> None:
    ObligationMet(
        subject_kind="order",
        subject_id=lead.pk,
        bearer_agency=lead.agency,
        bearer_investor_id=None,
        project_id=None,
        due_date=due,
        met_date=submitted,
        submitted_date=submitted,
        **{"kind": "A1"} | more,
    )


def owed(lead: Any, due: date | None, **more: Any) -> None:
    ObligationOfOrder(
        subject_id=lead.pk,
        bearer_agency=lead.agency,
        bearer_investor_id=None,
        project_id=None,
        due_date=due,
        **more,
    )


def test_each_task_of_the_year_is_counted_once() -> None:
    one, other = AgencyFactory(name="Sở Xây dựng"), AgencyFactory(name="Sở Công Thương")
    first = LeadFactory(agency=one, assignment=OrderFactory(text="Lập kế hoạch\nhạ tầng"))
    second = LeadFactory(agency=other, assignment=first.assignment)
    undated = LeadFactory(agency=other, assignment=OrderFactory(source_number="7/CT-UBND"))
    done(first, date(2026, 3, 31), date(2026, 3, 31), cycle="2026-Q1")
    done(first, date(2026, 6, 30), date(2026, 7, 2), cycle="2026-Q2")
    done(first, date(2025, 12, 31), date(2025, 12, 30), cycle="2025-Q4")
    done(second, date(2025, 12, 31), date(2026, 2, 1), cycle="2025-Q4")
    owed(second, date(2026, 3, 31), cycle="2026-Q1", kind="R6")
    owed(second, date(2026, 12, 31), cycle="2026-Q4")
    owed(undated, None, clock="unknown", missing="order_due_date")
    owed(second, date(2030, 12, 31), cycle="2030")
    ObligationVoid(
        subject_kind="order",
        subject_id=undated.pk,
        kind="A1",
        cycle="x",
        bearer_agency=other,
        bearer_investor_id=None,
        void_reason="withdrawn",
    )
    ResultAccepted(lead=first, cycle="2026-Q1", text="Đã trình", submitted_date=date(2026, 3, 31))
    document = agencies.build(asked())
    found = {each.key.removeprefix("agencies."): each.value for each in document.figures}
    expected = {
        "all": "6",
        "all.in_time": "1",
        "all.late": "2",
        "all.overdue": "1",
        "all.running": "1",
        "all.undated": "1",
        "all.waiting": "0",
        "all.carried": "1",
        "all.judged": "4",
        "all.rate": "25.00",
        "yearly": "1",
        "by.so-xay-dung": "2",
        "by.so-cong-thuong": "4",
        "by.so-cong-thuong.rate": "0.00",
        "source.7-ct-ubnd": "1",
        "units": "2",
        "later": "1",
    }
    assert {key: found[key] for key in expected} == expected
    counts = {each.key: int(each.value or 0) for each in document.figures if each.unit == "count"}
    for rule in document.sums:
        assert counts[rule.whole] == sum(counts[part] for part in rule.parts), rule
    assert len({(rule.whole, rule.label) for rule in document.sums}) == len(document.sums)
    text = document.to_json()
    assert Document.from_json(text) == document
    assert agencies.build(asked()).to_json() == text
    assert "Lập kế hoạch hạ tầng" in text
    assert "Chưa nộp: Sở Công Thương (01)" in text
    assert document.first_page is not None
    assert [each.key for each in document.first_page.asks] == ["overdue", "undated"]
    early = {each.key: each.value for each in agencies.build(asked(date(2026, 3, 1))).figures}
    assert (early["agencies.all.in_time"], early["agencies.all.late"]) == ("0", "1")
    assert early["agencies.all.running"] == "4"


def test_without_a_task_there_is_nothing_to_report() -> None:
    with pytest.raises(agencies.NothingOrdered):
        agencies.build(asked())

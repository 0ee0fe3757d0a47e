"""Contacts with the investor, loss of the site, periodic reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from projects.actions.contacts import (
    ContactFacts,
    SiteLossFacts,
    add_contact,
    add_site_loss,
    change_contact,
    change_site_loss,
)
from projects.actions.filings import (
    AnotherSpan,
    FilingFacts,
    Verdict,
    correct_report,
    decide_report,
    file_report,
)
from projects.actions.refusals import AlreadyRecorded, InTheFuture, Invalid, Stale
from tests.factories import (
    ContactMissed,
    FilingAccepted,
    FilingReturned,
    FilingSubmitted,
    ProjectFactory,
    SiteLossFactory,
)
from vn.dates import parse_partial

pytestmark = pytest.mark.django_db

LETTER = ContactFacts(
    date=date(2026, 7, 6),
    channel="registered_letter",
    reached=False,
    document_number="0412/STC-ĐT",
)
LOST = SiteLossFacts(
    lost_date=date(2026, 3, 2), document_number="55/BB-KT", reason="Sạt lở toàn bộ khu đất"
)
QUARTERLY = FilingFacts(
    kind="R1", cycle=parse_partial("Quý II/2026"), submitted_date=date(2026, 7, 6)
)


@pytest.mark.parametrize("reached", [True, False])
def test_a_contact_is_recorded_whether_it_reached_anybody(act, history, reached) -> None:
    project = ProjectFactory()
    add_contact(**act, project_id=project.pk, facts=replace(LETTER, reached=reached))
    line = history(project)[-1]
    assert (line.verb, line.new["reached"]) == ("contact_added", reached)
    assert "6/7/2026" in line.summary


def test_the_same_contact_twice_is_refused(act) -> None:
    project = ProjectFactory()
    add_contact(**act, project_id=project.pk, facts=LETTER)
    with pytest.raises(AlreadyRecorded):
        add_contact(**act, project_id=project.pk, facts=LETTER)


def test_a_contact_of_tomorrow_is_refused(act) -> None:
    with pytest.raises(InTheFuture):
        add_contact(
            **act, project_id=ProjectFactory().pk, facts=replace(LETTER, date=date(2026, 9, 1))
        )


def test_a_contact_is_corrected(act, seen, history) -> None:
    row = ContactMissed()
    outcome = change_contact(**act, seen=seen(row), facts=replace(LETTER, reached=True))
    assert (outcome.row.reached, outcome.row.version) == (True, 2)
    assert history(row.project)[-1].verb == "contact_changed"


def test_the_loss_of_a_site_is_recorded_once(act, history) -> None:
    project = ProjectFactory()
    row = add_site_loss(**act, project_id=project.pk, facts=LOST).row
    assert history(project)[-1].subject_kind == "site_loss"
    with pytest.raises(AlreadyRecorded):
        add_site_loss(**act, project_id=project.pk, facts=LOST)
    assert row.relocation_filed_date is None


def test_a_relocation_is_filed(act, seen, history) -> None:
    row = SiteLossFactory()
    facts = replace(LOST, relocation_filed_date=date(2026, 8, 3), relocation_document="9/ĐN")
    change_site_loss(**act, seen=seen(row), facts=facts)
    row.refresh_from_db()
    assert (row.relocation_filed_date, row.version) == (date(2026, 8, 3), 2)
    assert history(row.project)[-1].verb == "relocation_filed"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"lost_date": date(2026, 9, 1)}, InTheFuture),
        ({"relocation_filed_date": date(2026, 9, 1)}, InTheFuture),
        ({"relocation_filed_date": date(2026, 3, 1)}, Invalid),
        ({"document_number": ""}, Invalid),
    ],
    ids=["lost tomorrow", "filed tomorrow", "filed before", "without a document"],
)
def test_the_loss_of_a_site_is_refused(act, changed, refusal) -> None:
    project = ProjectFactory()
    with pytest.raises(refusal):
        add_site_loss(**act, project_id=project.pk, facts=replace(LOST, **changed))
    assert not project.site_losses.exists()


@pytest.mark.parametrize(
    ("kind", "span", "cycle"),
    [
        ("R1", "Quý IV/2025", "2025-Q4"),
        ("R2", "2025", "2025"),
        ("R3", "Quý I/2026", "2026-Q1"),
        ("R3", "2025", "2025"),
    ],
)
def test_a_report_is_about_a_quarter_or_a_year(act, kind, span, cycle) -> None:
    facts = replace(QUARTERLY, kind=kind, cycle=parse_partial(span))
    row = file_report(**act, project_id=ProjectFactory().pk, facts=facts).row
    assert row.cycle == cycle


@pytest.mark.parametrize(
    ("kind", "span"), [("R1", "2026"), ("R2", "Quý II/2026"), ("R3", "7/2026")]
)
def test_a_report_about_another_span_is_refused(act, kind, span) -> None:
    facts = replace(QUARTERLY, kind=kind, cycle=parse_partial(span))
    with pytest.raises(AnotherSpan) as refusal:
        file_report(**act, project_id=ProjectFactory().pk, facts=facts)
    assert str(refusal.value)


def test_one_report_a_cycle_unless_it_was_returned(act) -> None:
    row = FilingSubmitted()
    with pytest.raises(AlreadyRecorded) as refusal:
        file_report(**act, project_id=row.project_id, facts=QUARTERLY)
    assert "2026" in str(refusal.value)
    returned = FilingReturned()
    file_report(**act, project_id=returned.project_id, facts=QUARTERLY)
    assert returned.project.filings.count() == 2


def test_a_report_is_accepted(act, seen, history) -> None:
    row = FilingSubmitted()
    decide_report(**act, seen=seen(row), verdict=Verdict(accepted=date(2026, 7, 10)))
    row.refresh_from_db()
    assert (row.accepted_date, row.version) == (date(2026, 7, 10), 2)
    line = history(row.project)[-1]
    assert line.verb == "filing_accepted"
    assert "Quý II/2026" in line.summary


def test_a_report_is_returned_with_remarks(act, seen, history) -> None:
    row = FilingSubmitted()
    verdict = Verdict(returned=date(2026, 7, 10), remarks="Thiếu vốn thực hiện")
    decide_report(**act, seen=seen(row), verdict=verdict)
    row.refresh_from_db()
    assert row.remarks == "Thiếu vốn thực hiện"
    assert history(row.project)[-1].verb == "filing_returned"


def test_a_mistaken_answer_is_taken_back(act, seen) -> None:
    row = FilingAccepted()
    decide_report(**act, seen=seen(row), verdict=Verdict())
    row.refresh_from_db()
    assert (row.accepted_date, row.returned_date) == (None, None)


@pytest.mark.parametrize(
    ("verdict", "refusal"),
    [
        (Verdict(accepted=date(2026, 9, 1)), InTheFuture),
        (Verdict(accepted=date(2026, 7, 5)), Invalid),
        (Verdict(returned=date(2026, 7, 10)), Invalid),
    ],
    ids=["tomorrow", "before it came in", "without remarks"],
)
def test_an_answer_is_refused(act, seen, verdict, refusal) -> None:
    with pytest.raises(refusal):
        decide_report(**act, seen=seen(FilingSubmitted()), verdict=verdict)


def test_a_returned_report_is_not_accepted_beside_the_next_one(act, seen) -> None:
    returned = FilingReturned()
    FilingSubmitted(project=returned.project)
    with pytest.raises(AlreadyRecorded):
        decide_report(**act, seen=seen(returned), verdict=Verdict(accepted=date(2026, 7, 12)))


def test_what_was_recorded_of_a_report_is_corrected(act, seen, history) -> None:
    row = FilingAccepted()
    facts = replace(QUARTERLY, submitted_date=date(2026, 7, 3))
    correct_report(**act, seen=seen(row), facts=facts)
    row.refresh_from_db()
    assert (row.submitted_date, row.accepted_date) == (date(2026, 7, 3), date(2026, 7, 10))
    assert history(row.project)[-1].verb == "filing_changed"


def test_an_answer_after_a_colleague_is_stale(act, seen) -> None:
    row = FilingSubmitted()
    before = seen(row)
    decide_report(**act, seen=before, verdict=Verdict(accepted=date(2026, 7, 10)))
    with pytest.raises(Stale):
        decide_report(**act, seen=before, verdict=Verdict(accepted=date(2026, 7, 11)))

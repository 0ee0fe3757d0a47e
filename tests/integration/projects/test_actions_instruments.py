"""Recording and correcting decisions and certificates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from projects.actions.acts import Seen
from projects.actions.instruments import InstrumentFacts, change, record
from projects.actions.refusals import (
    AlreadyRecorded,
    InTheFuture,
    Invalid,
    NotOfThisProject,
    Stale,
)
from projects.models import Instrument, Project
from tests.factories import PolicyApproval, ProjectFactory
from vn.dates import PartialDate, Precision

pytestmark = pytest.mark.django_db

FACTS = InstrumentFacts(
    kind=Instrument.Kind.POLICY_APPROVAL,
    number="Số: 5/ QĐ-UBND",
    issued=PartialDate(date(2024, 6, 14), Precision.DAY),
    authority=Instrument.Authority.CHAIRPERSON,
)


def test_a_document_keeps_its_number_as_written_and_as_compared(act) -> None:
    row = record(**act, project_id=ProjectFactory().pk, facts=FACTS).row
    assert (row.number, row.number_key) == ("Số: 5/ QĐ-UBND", "05/QĐ-UBND")
    assert row.recorded_by_id == act["by"].pk


def test_a_project_is_found_by_the_number_of_its_document(act) -> None:
    project = ProjectFactory()
    record(**act, project_id=project.pk, facts=FACTS)
    assert list(Project.objects.search("05/qđ-ubnd")) == [project]


def test_a_month_is_kept_as_a_month(act) -> None:
    issued = PartialDate(date(2024, 6, 14), Precision.MONTH)
    row = record(**act, project_id=ProjectFactory().pk, facts=replace(FACTS, issued=issued)).row
    assert (row.issued_date, row.issued_precision) == (date(2024, 6, 1), "month")


def test_the_history_names_the_document(act, history) -> None:
    project = ProjectFactory()
    record(**act, project_id=project.pk, facts=FACTS)
    assert "5/QĐ-UBND" in history(project)[-1].summary.replace(" ", "")


def test_what_a_document_states_of_land_and_operation_is_kept(act, history) -> None:
    facts = replace(FACTS, land_area_m2=Decimal(426_000), operation_date=date(2027, 9, 30))
    project = ProjectFactory()
    row = record(**act, project_id=project.pk, facts=facts).row
    row.refresh_from_db()
    assert (row.land_area_m2, row.operation_date) == (426_000, date(2027, 9, 30))
    assert history(project)[-1].new["operation_date"] == "2027-09-30"


def test_a_correction_changes_the_number_that_is_searched(act, seen) -> None:
    project = ProjectFactory()
    row = record(**act, project_id=project.pk, facts=FACTS).row
    outcome = change(**act, seen=seen(row), facts=replace(FACTS, number="1644/QĐ-UBND"))
    assert set(outcome.changed) == {"number", "number_key"}
    assert list(Project.objects.search("1644")) == [project]
    assert not Project.objects.search("05/qd")


def test_a_correction_of_what_a_colleague_corrected_is_stale(act, seen) -> None:
    row = record(**act, project_id=ProjectFactory().pk, facts=FACTS).row
    before = seen(row)
    change(**act, seen=before, facts=replace(FACTS, note="bản sao"))
    with pytest.raises(Stale):
        change(**act, seen=before, facts=replace(FACTS, note="bản chính"))


def test_saving_a_document_unchanged_writes_no_history(act, seen, history) -> None:
    project = ProjectFactory()
    row = record(**act, project_id=project.pk, facts=FACTS).row
    row.refresh_from_db()
    change(**act, seen=seen(row), facts=FACTS)
    assert [line.verb for line in history(project)] == ["instrument_recorded"]


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        pytest.param(FACTS, AlreadyRecorded, "number", id="the same document twice"),
        pytest.param(
            replace(FACTS, number="05/QĐ-UBND"),
            AlreadyRecorded,
            "number",
            id="the same number written otherwise",
        ),
        pytest.param(
            replace(FACTS, issued=PartialDate(date(2026, 9, 1), Precision.DAY)),
            InTheFuture,
            "issued",
            id="issued tomorrow",
        ),
        pytest.param(
            InstrumentFacts(kind=Instrument.Kind.OTHER),
            Invalid,
            "",
            id="neither number nor day",
        ),
        pytest.param(
            replace(FACTS, number="9/QĐ-UBND", capital_vnd=-1),
            Invalid,
            "",
            id="negative capital",
        ),
    ],
)
def test_a_document_is_refused(act, facts, refusal, field) -> None:
    project = ProjectFactory()
    record(**act, project_id=project.pk, facts=FACTS)
    with pytest.raises(refusal) as refused:
        record(**act, project_id=project.pk, facts=facts)
    assert refused.value.field == field
    assert str(refused.value)
    assert project.instruments.count() == 1


def test_the_adjusted_document_is_of_the_same_project(act) -> None:
    facts = replace(FACTS, kind=Instrument.Kind.ADJUSTMENT, adjusts=PolicyApproval())
    with pytest.raises(NotOfThisProject):
        record(**act, project_id=ProjectFactory().pk, facts=facts)


def test_a_document_that_does_not_exist_is_not_corrected(act) -> None:
    with pytest.raises(Instrument.DoesNotExist):
        change(**act, seen=Seen(0, 0), facts=FACTS)

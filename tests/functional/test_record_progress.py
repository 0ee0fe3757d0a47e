"""A specialist records documents, milestones and time; a sector agency records land."""

from __future__ import annotations

import pytest
from django.test import Client

from deadlines.models import Obligation
from projects.models import ExcludedPeriod, Instrument, LandTranche, ScheduleItem
from tests.factories import (
    Adjustment,
    ExclusionOpen,
    ItemAchieved,
    ItemPlanned,
    PolicyApproval,
    ProjectFactory,
    ProjectFounded,
    ProjectSuspended,
    ProjectUnderConstruction,
    TrancheDecided,
    TrancheExtended,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.forms import address, boxes, errors, said, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def test_a_document_is_recorded(desk) -> None:
    project = ProjectFactory()
    page = send(
        desk,
        address("instrument_add", project),
        kind="policy_approval",
        number="1644/QĐ-UBND",
        issued="14/6/2024",
    )
    assert Instrument.objects.get().number_key == "1644/QĐ-UBND"
    assert said(page)


def test_a_document_without_number_and_day_is_refused(desk) -> None:
    page = send(desk, address("instrument_add", ProjectFactory()), kind="other")
    assert page.status_code == 422
    assert "number" in errors(page)


def test_an_unusual_number_is_kept_with_a_note(desk) -> None:
    page = send(
        desk, address("instrument_add", ProjectFactory()), kind="adjustment", number="số 12"
    )
    assert Instrument.objects.get().number == "số 12"
    assert "số 12" in said(page)


def test_a_document_is_corrected(desk) -> None:
    row = PolicyApproval(number="1644/QĐ-UBND", number_key="1644/QĐ-UBND")
    send(desk, address("instrument_edit", row), number="1645/QĐ-UBND")
    assert Instrument.objects.get().number_key == "1645/QĐ-UBND"


def test_a_milestone_is_added_with_a_quarter(desk) -> None:
    project = ProjectUnderConstruction()
    approval = PolicyApproval(project=project)
    page = send(
        desk,
        address("item_add", project),
        kind="completion",
        name="Hoàn thành giai đoạn 1",
        instrument=approval.pk,
        planned="Quý IV/2026",
    )
    row = ScheduleItem.objects.get()
    assert (row.baseline_precision, row.instrument) == ("quarter", approval)
    assert said(page)


@pytest.mark.parametrize(
    ("start", "end"),
    [("1/6/2027", "31/5/2027"), ("15/2/2027", "Quý I/2027")],
    ids=["ending before it starts", "starting within its last quarter"],
)
def test_a_plan_is_refused(desk, start, end) -> None:
    page = send(
        desk,
        address("item_add", ProjectFactory()),
        kind="works",
        name="Xây dựng",
        planned_from=start,
        planned=end,
    )
    assert page.status_code == 422
    assert "planned" in errors(page)


def test_a_document_moves_the_plan(desk) -> None:
    row = ItemPlanned()
    adjustment = Adjustment(project=row.project)
    send(desk, address("item_edit", row), "revise", instrument=adjustment.pk, planned="31/3/2027")
    assert row.revisions.get().instrument == adjustment


def test_a_plan_more_than_24_months_later_comes_with_a_note(desk) -> None:
    row = ItemPlanned()
    page = send(
        desk,
        address("item_edit", row),
        "revise",
        instrument=Adjustment(project=row.project).pk,
        planned="1/1/2029",
    )
    assert "31/12/2026" in said(page)
    assert row.revisions.count() == 1


def test_documents_of_other_projects_are_not_offered(desk) -> None:
    row = ItemPlanned()
    page = send(
        desk,
        address("item_edit", row),
        "revise",
        instrument=Adjustment().pk,
        planned="31/3/2027",
    )
    assert page.status_code == 422
    assert "instrument" in errors(page)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"reached": "day", "actual": "tháng 8/2026"}, ("month", False)),
        ({"reached": "undated"}, ("day", True)),
    ],
    ids=["in a month", "on a day nobody knows"],
)
def test_a_milestone_is_reached(desk, typed, expected) -> None:
    row = ItemPlanned()
    send(desk, address("item_edit", row), "achieve", **typed)
    row.refresh_from_db()
    assert (row.actual_precision, row.achieved_undated) == expected


@pytest.mark.parametrize(
    "typed",
    [
        {"reached": "day", "actual": ""},
        {"reached": "undated", "actual": "1/8/2026"},
        {"reached": "no", "actual": "1/8/2026"},
        {"reached": "day", "actual": "1/1/2199"},
    ],
    ids=["a day that is not given", "no day and a day", "not yet and a day", "a day to come"],
)
def test_progress_is_refused_at_the_day(desk, typed) -> None:
    row = ItemPlanned()
    page = send(desk, address("item_edit", row), "achieve", **typed)
    assert page.status_code == 422
    assert "actual" in errors(page)


def test_the_other_form_of_the_page_is_left_alone_by_an_error(desk) -> None:
    page = send(desk, address("item_edit", ItemPlanned()), "achieve", reached="day", actual="")
    other = next(card.form for card in page.context["cards"] if card.act.key == "revise")
    assert not other.is_bound


def test_a_mistaken_record_is_taken_back(desk) -> None:
    row = ItemAchieved()
    send(desk, address("item_edit", row), "achieve", reached="no", actual="", evidence="")
    row.refresh_from_db()
    assert row.actual_date is None


def test_a_sector_agency_adds_land_and_hands_it_over(client) -> None:
    officer = UserFactory(sector_agency=True)
    client.force_login(officer)
    project = ProjectFounded(agency=officer.agency, physical_state="not_started")
    decision = {"decision_number": "500/QĐ-UBND", "decision_date": "3/8/2026"}
    send(client, address("tranche_add", project), **decision)
    row = LandTranche.objects.get()
    assert (row.agency, row.label) == (officer.agency, "Đợt 1")
    page = send(
        client,
        address("tranche_edit", row),
        "handover",
        minutes_number="22/BB-BG",
        handed="20/8/2026",
        handed_area_m2="381.000 m2",
    )
    row.refresh_from_db()
    assert (row.handed_area_m2, row.version) == (381_000, 2)
    assert Obligation.objects.get(kind="L1", project_id=project.pk).clock == "running"
    assert said(page)


def test_doubtful_land_facts_are_kept_with_notes(desk) -> None:
    row = TrancheDecided(project=ProjectFounded())
    page = send(
        desk,
        address("tranche_edit", row),
        "handover",
        minutes_number="22/BB-BG",
        handed="1/3/2024",
        handed_area_m2="43",
    )
    row.refresh_from_db()
    assert row.handed_area_m2 == 430_000
    assert "15/3/2024" in said(page)
    assert len([m for m in page.context["messages"] if m.level_tag == "warning"]) == 2


def test_land_in_use_needs_evidence(desk) -> None:
    row = TrancheHandedOver()
    page = send(desk, address("tranche_edit", row), "use", in_use_date="1/8/2026")
    assert page.status_code == 422
    assert "in_use_evidence" in errors(page)


def test_land_is_extended_once(desk) -> None:
    row = TrancheHandedOver()
    typed = {
        "decision_number": "901/QĐ-UBND",
        "decision_date": "20/8/2026",
        "from_date": "20/9/2026",
        "months": "24",
    }
    send(desk, address("tranche_edit", row), "extension", **typed)
    page = desk.get(address("tranche_edit", row))
    assert "901/QĐ-UBND" in page.content.decode()
    assert "extension" not in {card.act.key for card in page.context["cards"]}
    assert desk.post(address("tranche_edit", row), typed | {"act": "extension"}).status_code == 404


def test_an_extension_of_25_months_is_refused(desk) -> None:
    page = send(
        desk,
        address("tranche_edit", TrancheHandedOver()),
        "extension",
        decision_number="901/QĐ-UBND",
        decision_date="20/8/2026",
        from_date="20/9/2026",
        months="25",
    )
    assert page.status_code == 422
    assert "months" in errors(page)


def test_a_tranche_that_is_extended_shows_its_decision(desk) -> None:
    row = TrancheExtended(extension__decision_number="902/QĐ-UBND")
    assert "902/QĐ-UBND" in desk.get(address("tranche_edit", row)).content.decode()


def test_time_of_one_tranche_is_not_counted(desk) -> None:
    row = TrancheHandedOver()
    send(
        desk,
        address("period_add", row.project),
        start_date="1/5/2026",
        end_date="31/7/2026",
        concerns=f"tranche-{row.pk}",
        reason="force_majeure",
        document_number="77/TB-UBND",
    )
    period = ExcludedPeriod.objects.get()
    assert (period.scope, period.tranche) == ("tranche", row)


def test_a_tranche_of_another_project_is_not_offered(desk) -> None:
    page = send(
        desk,
        address("period_add", ProjectFactory()),
        start_date="1/5/2026",
        concerns=f"tranche-{TrancheHandedOver().pk}",
        reason="force_majeure",
        document_number="77/TB-UBND",
    )
    assert page.status_code == 422
    assert "concerns" in errors(page)


def test_an_open_period_is_ended(desk) -> None:
    row = ExclusionOpen()
    send(desk, address("period_edit", row), end_date="30/8/2026")
    row.refresh_from_db()
    assert row.end_date is not None


def test_a_last_day_before_the_first_is_refused_in_words(desk) -> None:
    page = send(desk, address("period_edit", ExclusionOpen()), end_date="1/1/2026")
    assert page.status_code == 422
    assert errors(page)["__all__"]


def test_a_project_is_suspended_and_resumed_on_one_address(desk) -> None:
    project = ProjectUnderConstruction()
    where = address("suspend", project)
    send(
        desk,
        where,
        decided_by="investor",
        start_date="1/8/2026",
        ordered_until="1/9/2027",
        document_number="12/TB-BA",
    )
    project.refresh_from_db()
    assert project.legal_state == "suspended"
    send(desk, where, resumed_date="30/8/2026")
    project.refresh_from_db()
    assert project.legal_state == "valid"


def test_a_whole_project_is_terminated_after_a_look_at_the_consequences(desk) -> None:
    project = ProjectSuspended()
    where = address("terminate", project)
    typed = {
        "whole": "1",
        "ground": "land_recovered",
        "number": "301/QĐ-STC",
        "date": "15/8/2026",
        "authority": "Sở Tài chính",
        "recovery_number": "77/QĐ-UBND",
        "recovery_date": "1/8/2026",
        "recovery_issuer": "UBND tỉnh",
    }
    page = send(desk, where, **typed)
    project.refresh_from_db()
    assert (page.status_code, project.legal_state) == (200, "suspended")
    assert 'name="confirm"' in page.content.decode()
    confirmed = boxes(desk.get(where)) | typed | {"confirm": "1"}
    page = desk.post(where, confirmed, follow=True)
    project.refresh_from_db()
    assert project.legal_state == "terminated"
    assert "15/8/2026" in page.content.decode()


def test_nothing_is_chosen_for_the_person_who_terminates(desk) -> None:
    page = send(desk, address("terminate", ProjectFactory()), number="301/QĐ-STC")
    assert page.status_code == 422
    assert {"whole", "ground", "date", "authority"} <= set(errors(page))

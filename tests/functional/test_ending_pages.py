"""A specialist ends a project or a part of it, and follows what has to come after."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from projects.forms.conflicts import CONFIRM
from projects.models import ClosureStep, Instrument, Project, Termination
from tests.factories import (
    InstrumentFactory,
    ItemPlanned,
    ProjectUnderConstruction,
    StepDone,
    StepOpen,
    SuspensionEnded,
    SuspensionRunning,
    TerminationWhole,
    UserFactory,
)
from tests.support.forms import address, boxes, errors, said, send

pytestmark = pytest.mark.django_db

WHOLE = {
    "whole": "1",
    "ground": "not_remedied",
    "minutes_number": "14/BB-STC",
    "minutes_date": "3/8/2026",
    "number": "301/QĐ-STC",
    "date": "15/8/2026",
    "authority": "Sở Tài chính",
    "due_liquidation": "15/2/2027",
    CONFIRM: "1",
}


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def post(desk: Client, project: Project, **typed: str):
    where = address("terminate", project)
    return desk.post(where, boxes(desk.get(where)) | typed, follow=True)


def test_a_project_ends_with_its_minutes_and_its_steps(desk: Client) -> None:
    project = ProjectUnderConstruction()
    page = post(desk, project, **WHOLE)
    assert said(page)
    (end,) = page.context["terminations"]
    assert [act["number"] for act in end["acts"]] == ["14/BB-STC", "301/QĐ-STC"]
    assert [(step["due"], step["done"]) for step in end["steps"]] == [("15/2/2027", ""), ("", "")]
    assert "terminate" not in page.context["links"]


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"minutes_number": "", "minutes_date": ""}, "minutes_number"),
        ({"minutes_date": ""}, "minutes_date"),
        ({"revocation_date": "16/8/2026"}, "revocation_number"),
        ({"ground": "land_recovered"}, "recovery"),
        ({"ground": ""}, "ground"),
        ({"due_liquidation": "1/8/2026"}, "due_liquidation"),
        ({"whole": "0"}, "scope_text"),
    ],
)
def test_what_is_missing_is_said_beside_its_box(desk: Client, typed, box) -> None:
    project = ProjectUnderConstruction()
    page = post(desk, project, **(WHOLE | typed))
    assert page.status_code == 422
    assert box in errors(page)
    assert Termination.objects.count() == 0


def test_a_recovery_decision_is_chosen_or_entered_not_both(desk: Client) -> None:
    project = ProjectUnderConstruction()
    row = InstrumentFactory(
        project=project, kind="land_recovery", issued_date=date(2026, 8, 1), number="5/QĐ"
    )
    entered = {"recovery_number": "6/QĐ", "recovery_date": "2/8/2026"}
    land = WHOLE | {"ground": "land_recovered"}
    page = post(desk, project, **land, **entered, recovery=str(row.pk))
    assert "recovery_number" in errors(page)
    post(desk, project, **land, **entered)
    end = Termination.objects.select_related("recovery").get()
    assert end.recovery is not None
    assert end.recovery.number == "6/QĐ"
    assert Instrument.objects.filter(kind="land_recovery").count() == 2


def test_before_a_part_ends_its_figures_are_shown(desk: Client) -> None:
    project = ProjectUnderConstruction(
        registered_capital_vnd=100_000_000_000, land_area_m2=Decimal(50_000)
    )
    for phase in (1, 2):
        ItemPlanned(project=project, phase=phase)
    part = WHOLE | {
        "whole": "0",
        "ground": "contract",
        "scope_text": "Xưởng số 2",
        "phase": "2",
        "capital_vnd": "30",
        "land_area_m2": "1,2",
        "due_liquidation": "",
    }
    del part[CONFIRM]
    page = post(desk, project, **part)
    figures = page.context["posted"].form.figures()
    assert [(before[:3], after[:2]) for _label, before, after in figures] == [
        ("100", "70"),
        ("5 h", "3,"),
    ]
    assert "Xưởng số 2" in page.content.decode()
    project.refresh_from_db()
    assert project.registered_capital_vnd == 100_000_000_000, "nothing is saved yet"
    post(desk, project, **part, **{CONFIRM: "1"})
    project.refresh_from_db()
    assert (project.registered_capital_vnd, project.land_area_m2) == (70_000_000_000, 38_000)
    assert Termination.objects.get().phase == 2


def test_the_revocation_that_came_later_is_entered_later(desk: Client) -> None:
    project = ProjectUnderConstruction()
    InstrumentFactory(project=project, kind="registration_certificate")
    post(desk, project, **WHOLE)
    row = Termination.objects.get()
    page = desk.get(reverse("projects:detail", args=[project.code]))
    assert [act["later"] for act in page.context["terminations"][0]["acts"]][-1]
    send(
        desk,
        address("termination_edit", row),
        revocation_number="9/QĐ-STC",
        revocation_date="20/8/2026",
    )
    row.refresh_from_db()
    assert row.revocation_number == "9/QĐ-STC"


def test_a_row_of_before_says_what_is_not_on_record(desk: Client) -> None:
    row = TerminationWhole(ground="not_remedied")
    page = desk.get(reverse("projects:detail", args=[row.project.code]))
    first = page.context["terminations"][0]["acts"][0]
    assert (first["number"], first["later"]) == ("", False)


def test_a_step_is_done_with_its_proof(desk: Client) -> None:
    row = StepOpen(termination__date=date(2026, 8, 1))
    where = reverse("projects:closure_edit", args=[row.termination.project.code, row.pk])
    page = desk.post(where, boxes(desk.get(where), "done") | {"done_date": "20/8/2026"})
    assert "document_number" in errors(page)
    send(desk, where, "done", done_date="20/8/2026", document_number="3/BB-TL")
    row.refresh_from_db()
    assert (row.done_date, row.document_number) == (date(2026, 8, 20), "3/BB-TL")
    send(desk, where, "change", what="Thanh lý theo điều lệ", due_date="")
    row.refresh_from_db()
    assert (row.what, row.due_date) == ("Thanh lý theo điều lệ", None)


def test_a_step_is_added(desk: Client) -> None:
    end = TerminationWhole()
    where = reverse("projects:closure_add", args=[end.project.code, end.pk])
    send(desk, where, kind="other", what="Quyết toán lao động")
    assert ClosureStep.objects.get().what == "Quyết toán lao động"


def test_the_page_says_when_a_project_is_liquidated(desk: Client) -> None:
    row = StepDone(kind="liquidation")
    page = desk.get(reverse("projects:detail", args=[row.termination.project.code]))
    assert page.context["liquidated"] is True


def test_a_late_step_waits_in_its_group(desk: Client) -> None:
    row = StepOpen(due_date=date(2026, 8, 16))
    page = desk.get(reverse("projects:detail", args=[row.termination.project.code]))
    assert page.context["closing_late"] == 1
    assert page.context["terminations"][0]["steps"][0]["late"]


def test_a_late_notice_of_suspension_is_shown(desk: Client) -> None:
    # 1/4/2026 is a Wednesday: the fifth working day after it is Wednesday 8/4/2026.
    row = SuspensionRunning(start_date=date(2026, 4, 1), document_date=date(2026, 4, 8))
    SuspensionEnded(
        project=row.project,
        start_date=date(2025, 1, 1),
        resumed_date=date(2025, 1, 31),
        document_date=date(2025, 1, 9),
    )
    page = desk.get(reverse("projects:detail", args=[row.project.code]))
    first, second = page.context["suspensions"]
    assert (first["late_notice"], first["days"]) == ("6", "30")
    assert second["late_notice"] == ""
    assert page.context["suspended_days"]

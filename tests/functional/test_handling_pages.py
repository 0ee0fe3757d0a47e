"""The board of handling, decisions on one project and on many, and what one may not reach."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from deadlines.actions.refreshing import refresh
from projects.actions.handling_classes import load_classes
from projects.filters.handling import HandlingFilter
from projects.models import HandlingClass, HandlingDecision, Project
from tests.factories import (
    AgencyFactory,
    CommuneFactory,
    DecisionEnded,
    DecisionInForce,
    EntryLate,
    ProjectFactory,
    UserFactory,
)
from tests.functional.test_hostile_input import CURSORS, HOSTILE
from tests.support.forms import boxes, errors, said
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

DOCUMENT = {
    "document_number": "512/TB-UBND",
    "decided_date": "1/6/2026",
    "authority": "Chủ tịch UBND tỉnh",
    "next_step": "Ban hành quyết định xử phạt",
}


@pytest.fixture(autouse=True)
def classes() -> dict[str, HandlingClass]:
    load_classes()
    return {row.code: row for row in HandlingClass.objects.all()}


@pytest.fixture
def officer() -> User:
    user: User = UserFactory(display_name="Lê Thu Hà")
    return user


@pytest.fixture
def desk(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def project() -> Project:
    row: Project = ProjectFactory(name="Nhà máy gạch Tà Sèn")
    return row


def typed(code: str, **more: Any) -> dict[str, Any]:
    row = HandlingClass.objects.get(code=code)
    day = timezone.localdate() + timedelta(days=30)
    step = f"{day.day}/{day.month}/{day.year}"
    return DOCUMENT | {"handling_class": row.pk, "next_step_date": step} | more


def decide(desk: Client, project: Project, code: str, **more: Any) -> Any:
    where = reverse("projects:decision_add", args=[project.code])
    return desk.post(where, boxes(desk.get(where)) | typed(code, **more), follow=True)


def current(project: Project) -> HandlingDecision:
    return HandlingDecision.objects.get(project=project, ended_date=None)


# ------------------------------------------------------------ one project


def test_a_decision_shows_on_the_project_page_and_on_the_board(
    desk: Client, project: Project
) -> None:
    page = decide(desk, project, "PENALISE_THEN_ADJUST", reason="Chậm 13 tháng")
    assert page.status_code == 200
    assert said(page)
    (row,) = page.context["handling"]["rows"]
    assert (row["document"], row["authority"], row["until"]) == (
        "512/TB-UBND",
        "Chủ tịch UBND tỉnh",
        "",
    )
    listed = desk.get(reverse("projects:handling"))
    assert [each["code"] for each in listed.context["rows"]] == [project.code]
    assert listed.context["whole"].projects == 1
    found = desk.get(reverse("projects:list"), {"dien": "co"})
    assert [each["code"] for each in found.context["rows"]] == [project.code]
    assert not desk.get(reverse("projects:list"), {"dien": "khong"}).context["rows"]


def test_the_registry_finds_the_district_class_under_its_successor(
    desk: Client, project: Project, classes: dict[str, HandlingClass]
) -> None:
    DecisionInForce(project=project, handling_class=classes["DISTRICT_PENALISE"])
    for code in ("DISTRICT_PENALISE", "LOCAL_PENALISE"):
        found = desk.get(reverse("projects:list"), {"dien": classes[code].pk})
        assert [each["code"] for each in found.context["rows"]] == [project.code]
    other = desk.get(reverse("projects:list"), {"dien": classes["TERMINATE"].pk})
    assert not other.context["rows"]


def test_what_is_wrong_is_said_beside_its_box_and_nothing_is_lost(
    desk: Client, project: Project
) -> None:
    where = reverse("projects:decision_add", args=[project.code])
    sent = boxes(desk.get(where))
    page = desk.post(where, sent | typed("DISTRICT_PENALISE", reason="Giữ chữ này"))
    assert (page.status_code, list(errors(page))) == (422, ["handling_class"])
    assert "Giữ chữ này" in page.content.decode()
    page = desk.post(where, sent | typed("TERMINATE", decided_date="1/1/2099"))
    assert (page.status_code, list(errors(page))) == (422, ["decided_date"])
    page = desk.post(where, sent | typed("TERMINATE", next_step_date="1/5/2026"))
    assert (page.status_code, list(errors(page))) == (422, ["next_step_date"])
    page = desk.post(where, sent | {"document_number": "", "handling_class": "999999999"})
    assert page.status_code == 422
    assert {"document_number", "handling_class", "authority"} <= set(errors(page))
    assert not HandlingDecision.objects.exists()


def test_two_people_who_decide_at_once(desk: Client, project: Project) -> None:
    where = reverse("projects:decision_add", args=[project.code])
    theirs = signed_in(UserFactory(display_name="Lý Thị Mai"))
    opened = boxes(desk.get(where))
    decide(theirs, project, "MINERAL_AUCTION")
    page = desk.post(where, opened | typed("TERMINATE"))
    assert page.status_code == 409
    assert "Lý Thị Mai" in page.content.decode()
    assert current(project).handling_class.code == "MINERAL_AUCTION"
    opened = boxes(desk.get(where))
    decide(theirs, project, "TERMINATE")
    assert desk.post(where, opened | typed("COMPLETE_PROCEDURES")).status_code == 409
    assert current(project).handling_class.code == "TERMINATE"


def test_a_decision_that_ended_meanwhile_is_not_taken_for_none(
    desk: Client, project: Project
) -> None:
    decide(desk, project, "TERMINATE")
    where = reverse("projects:decision_add", args=[project.code])
    opened = boxes(desk.get(where))
    HandlingDecision.objects.update(ended_date=date(2026, 8, 1), ended_reason="Xong")
    page = desk.post(where, opened | typed("MINERAL_AUCTION"))
    assert page.status_code == 409
    assert not HandlingDecision.objects.filter(ended_date=None).exists()


def test_a_correction_asks_why_and_an_end_how(desk: Client, project: Project) -> None:
    decide(desk, project, "TERMINATE")
    row = current(project)
    where = reverse("projects:decision_edit", args=[project.code, row.pk])
    sent = boxes(desk.get(where)) | {"document_number": "513/TB-UBND"}
    assert list(errors(desk.post(where, sent))) == ["why"]
    assert desk.post(where, sent | {"why": "Nhầm số"}).status_code == 302
    row.refresh_from_db()
    assert row.document_number == "513/TB-UBND"
    assert AuditEvent.objects.get(verb="handling_corrected").reason == "Nhầm số"
    where = reverse("projects:decision_end", args=[project.code, row.pk])
    sent = boxes(desk.get(where)) | {"ended_date": "1/8/2026"}
    assert list(errors(desk.post(where, sent))) == ["ended_reason"]
    page = desk.post(where, sent | {"ended_reason": "Đã chấm dứt"}, follow=True)
    assert page.context["handling"]["rows"][0]["ended_reason"] == "Đã chấm dứt"
    assert not desk.get(reverse("projects:handling")).context["rows"]


def test_a_round_in_the_address_is_proposed_if_it_looked_at_the_project(desk: Client) -> None:
    entry = EntryLate()
    where = reverse("projects:decision_add", args=[entry.project.code])
    page = desk.get(where, {"dot": entry.round_id})
    assert page.context["cards"][0].form.initial["round"] == entry.round
    for asked in (EntryLate().round_id, "x", "9" * 40, "²"):
        page = desk.get(where, {"dot": asked})
        assert (page.status_code, page.context["cards"][0].form.initial["round"]) == (200, None)


# ------------------------------------------------------------ the board


def test_the_board_puts_late_steps_first_and_counts_them(desk: Client) -> None:
    today = timezone.localdate()
    soon = DecisionInForce(next_step_date=today + timedelta(days=3), decided_date=date(2026, 1, 5))
    late = DecisionInForce(next_step_date=today - timedelta(days=3), decided_date=date(2026, 1, 5))
    without = DecisionInForce(next_step_date=None, decided_date=date(2026, 1, 5))
    DecisionEnded()
    ids = [row.project_id for row in (soon, late, without)]
    refresh(project_ids=ids, on=today, at=timezone.now(), cause="test")
    page = desk.get(reverse("projects:handling"))
    assert [row["project_id"] for row in page.context["rows"]] == [
        late.project_id,
        soon.project_id,
        without.project_id,
    ]
    assert [row["mark"] for row in page.context["rows"]] == ["warn", "info", "unk"]
    assert page.context["whole"].late == 1
    narrowed = desk.get(reverse("projects:handling"), {"buoc": "qua_han"})
    assert [row["project_id"] for row in narrowed.context["rows"]] == [late.project_id]
    assert narrowed.context["whole"].projects == 3, "the board shows all classes all the same"
    narrowed = desk.get(reverse("projects:handling"), {"buoc": "khong_ngay"})
    assert [row["project_id"] for row in narrowed.context["rows"]] == [without.project_id]


def test_each_condition_narrows_the_board_and_the_list(desk: Client, officer: User) -> None:
    commune = CommuneFactory()
    agency = AgencyFactory()
    entry = EntryLate(project=ProjectFactory(agency=agency, officer=officer, units=[commune]))
    mine = DecisionInForce(project=entry.project, round=entry.round)
    DecisionInForce()
    for name, value in (
        ("co_quan", agency.pk),
        ("can_bo", "toi"),
        ("can_bo", officer.pk),
        ("dia_ban", commune.pk),
        ("dot", entry.round_id),
    ):
        page = desk.get(reverse("projects:handling"), {name: value})
        assert [row["project_id"] for row in page.context["rows"]] == [mine.project_id], name
        assert page.context["whole"].projects == 1, name
    page = desk.get(reverse("projects:handling"), {"dien": mine.handling_class_id})
    assert (page.context["count"], page.context["whole"].projects) == (1, 2)


def test_the_board_of_another_day_is_read_only(
    desk: Client, classes: dict[str, HandlingClass]
) -> None:
    DecisionInForce(handling_class=classes["DISTRICT_PENALISE"], decided_date=date(2025, 5, 5))
    page = desk.get(reverse("projects:handling"), {"ngay": "30/6/2025"})
    assert (page.context["past"], page.context["choose_url"]) == (True, "")
    (held,) = [row for row in page.context["table"] if row["line"].projects]
    assert (held["line"].pk, held["former"]) == (classes["DISTRICT_PENALISE"].pk, [])
    page = desk.get(reverse("projects:handling"))
    (held,) = [row for row in page.context["table"] if row["line"].projects]
    assert held["line"].pk == classes["LOCAL_PENALISE"].pk
    assert "30/6/2025" in held["former"][0]
    page = desk.get(reverse("projects:handling"), {"ngay": "1/1/2099"})
    assert (page.status_code, page.context["past"]) == (200, False)


@pytest.mark.parametrize("name", [*HandlingFilter.base_filters, "dong"])
def test_no_value_breaks_the_board(desk: Client, name: str) -> None:
    DecisionInForce()
    desk.raise_request_exception = False
    where = reverse("projects:handling")
    assert [v for v in HOSTILE if desk.get(where, {name: v}).status_code != 200] == []


def test_no_cursor_breaks_the_board(desk: Client) -> None:
    DecisionInForce()
    desk.raise_request_exception = False
    where = reverse("projects:handling")
    assert [c for c in CURSORS if desk.get(where, {"trang": c}).status_code != 200] == []


def test_an_agency_sees_its_own_handling_and_decides_nothing(project: Project) -> None:
    person: User = UserFactory(sector_agency=True)
    own = DecisionInForce(project=ProjectFactory(agency=person.agency))
    other = DecisionInForce(project=project)
    browser = signed_in(person)
    page = browser.get(reverse("projects:handling"))
    assert [row["project_id"] for row in page.context["rows"]] == [own.project_id]
    assert (page.context["whole"].projects, page.context["choose_url"]) == (1, "")
    add = reverse("projects:decision_add", args=[own.project.code])
    assert browser.get(add).status_code == 403
    assert browser.get(reverse("projects:detail", args=[other.project.code])).status_code == 404


def test_who_sees_no_flags_sees_no_handling(project: Project) -> None:
    DecisionInForce(project=project)
    browser = signed_in(UserFactory(supervisor=True))
    page = browser.get(reverse("projects:detail", args=[project.code]))
    assert page.status_code == 200
    assert "handling" not in page.context
    assert "512" not in page.content.decode() or 'id="xu-ly"' not in page.content.decode()
    assert browser.get(reverse("projects:handling")).status_code == 403


# ------------------------------------------------------------ many projects


def many(desk: Client, projects: list[Project], **query: Any) -> tuple[str, Any]:
    where = reverse("projects:handling_many")
    asked = "&".join(f"du_an={project.pk}" for project in projects)
    asked += "".join(f"&{name}={value}" for name, value in query.items())
    where = f"{where}?{asked}"
    return where, desk.get(where)


def test_many_are_shown_before_they_are_decided(desk: Client, project: Project) -> None:
    decide(desk, project, "TERMINATE")
    other = ProjectFactory()
    where, page = many(desk, [project, other])
    sent = boxes(page) | typed("MINERAL_AUCTION")
    shown = desk.post(where, sent)
    assert shown.status_code == 200
    assert current(project).handling_class.code == "TERMINATE", "only shown"
    done = desk.post(where, sent | {"confirm": "1"}, follow=True)
    assert said(done)
    assert {current(each).handling_class.code for each in (project, other)} == {"MINERAL_AUCTION"}


def test_a_refusal_names_the_project_and_saves_none(desk: Client, project: Project) -> None:
    decide(desk, project, "TERMINATE")
    other = ProjectFactory()
    where, page = many(desk, [project, other])
    sent = boxes(page) | typed("MINERAL_AUCTION", decided_date="1/5/2026")
    for more in ({}, {"confirm": "1"}):
        page = desk.post(where, sent | more)
        assert page.status_code == 422
        assert project.code in str(errors(page))
    assert HandlingDecision.objects.count() == 1


def test_a_list_that_changed_is_drawn_anew_and_can_then_be_decided(
    desk: Client, project: Project
) -> None:
    where, page = many(desk, [project])
    sent = boxes(page) | typed("MINERAL_AUCTION")
    decide(desk, project, "TERMINATE")
    page = desk.post(where, sent | {"confirm": "1"})
    assert page.status_code == 409
    assert current(project).handling_class.code == "TERMINATE"
    fresh = page.context["posted"].form.data["chosen"]
    assert fresh != sent["chosen"]
    page = desk.post(where, sent | {"chosen": fresh, "confirm": "1"})
    assert page.status_code == 302
    assert current(project).handling_class.code == "MINERAL_AUCTION"


def test_all_late_projects_of_a_round_are_decided_out_of_it(desk: Client) -> None:
    entry = EntryLate()
    EntryLate(round=entry.round, outcome="on_schedule")
    where = reverse("projects:handling_many") + f"?dot={entry.round_id}&ket_qua=late"
    page = desk.get(where)
    assert [each.pk for each, _current in page.context["chosen"]] == [entry.project_id]
    sent = boxes(page) | typed("TERMINATE", decided_date="20/8/2026") | {"confirm": "1"}
    assert desk.post(where, sent).status_code == 302
    assert current(entry.project).round == entry.round


def test_nothing_chosen_and_nonsense_chosen(desk: Client, project: Project) -> None:
    where = reverse("projects:handling_many")
    assert desk.get(where).context["chosen"] == []
    assert desk.get(where, {"du_an": "x"}).context["chosen"] == []
    assert [v for v in HOSTILE if desk.get(where, {"du_an": v}).status_code != 200] == []
    assert desk.get(where, {"dot": "9" * 40}).status_code == 404
    assert desk.get(where, {"dot": "5"}).status_code == 404
    address, page = many(desk, [project])
    sent = boxes(page) | typed("TERMINATE") | {"confirm": "1"}
    for broken in ("", "x", "1-2", "9" * 30 + "-0-0", f"{project.pk}-0-0 999999-0-0"):
        assert desk.post(address, sent | {"chosen": broken}).status_code in (409, 422)
    assert not HandlingDecision.objects.exists()

"""Review rounds on screen: opening over a scope, recording, closing, printing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from projects.lists.rounds import EntryFilter
from projects.models import Project, ReviewEntry, ReviewRound
from tests.factories import (
    AgencyFactory,
    CommuneFactory,
    DecisionInForce,
    EntryLate,
    EntryWaiting,
    ProjectFactory,
    ProjectTerminated,
    RoundClosed,
    RoundOpen,
    UserFactory,
)
from tests.functional.test_hostile_input import CURSORS, HOSTILE
from tests.support.forms import boxes, errors, said
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    user: User = UserFactory(display_name="Lê Thu Hà")
    return user


@pytest.fixture
def desk(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def row() -> ReviewRound:
    """An open round of three projects."""
    found: ReviewRound = RoundOpen(opened_date=date(2026, 8, 1))
    for _n in range(3):
        EntryWaiting(round=found)
    return found


def page_of(row: ReviewRound) -> str:
    return reverse("projects:round", args=[row.pk])


def outcomes(row: ReviewRound) -> list[str]:
    return list(row.entries.order_by("pk").values_list("outcome", flat=True))


def ticks(row: ReviewRound) -> list[str]:
    return [f"{entry.pk}-{entry.version}" for entry in row.entries.order_by("pk")]


def today() -> str:
    day = timezone.localdate()
    return f"{day.day}/{day.month}/{day.year}"


# ------------------------------------------------------------ opening


def test_a_round_is_opened_over_what_the_conditions_find(desk: Client) -> None:
    commune = CommuneFactory()
    inside: Project = ProjectFactory(units=[commune])
    ProjectFactory()
    where = reverse("projects:round_add") + f"?dia_ban={commune.pk}"
    page = desk.get(where)
    assert (page.context["totals"].projects, commune.name in page.context["scope"]) == (1, True)
    sent = boxes(page) | {"name": "Rà soát quý IV", "document_number": "87/KH-STC"}
    done = desk.post(where, sent, follow=True)
    row = ReviewRound.objects.get()
    assert done.redirect_chain[-1][0] == page_of(row)
    assert [entry.project_id for entry in row.entries.all()] == [inside.pk]
    assert commune.name in row.scope


def test_without_conditions_a_round_is_about_what_is_followed(desk: Client) -> None:
    ProjectFactory()
    ProjectTerminated()
    page = desk.get(reverse("projects:round_add"))
    assert page.context["totals"].projects == 1


def test_a_scope_that_moved_is_shown_before_it_is_taken(desk: Client) -> None:
    ProjectFactory()
    where = reverse("projects:round_add")
    sent = boxes(desk.get(where)) | {"name": "Rà soát quý IV"}
    ProjectFactory()
    page = desk.post(where, sent)
    assert page.status_code == 422
    assert not ReviewRound.objects.exists()
    again = sent | {"expected": page.context["posted"].form.data["expected"]}
    assert desk.post(where, again).status_code == 302
    assert ReviewEntry.objects.count() == 2


def test_what_is_missing_or_finds_nothing_is_said(desk: Client) -> None:
    where = reverse("projects:round_add") + "?q=khongcogi"
    page = desk.post(where, boxes(desk.get(where)) | {"name": "Rà soát"})
    assert page.status_code == 422
    page = desk.post(where, boxes(desk.get(where)) | {"name": "", "opened_date": "1/1/2099"})
    assert (page.status_code, "name" in errors(page)) == (422, True)
    assert not ReviewRound.objects.exists()


# ------------------------------------------------------------ recording


def record(desk: Client, row: ReviewRound, **said: Any) -> Any:
    typed = {"which": "ticked", "outcome": "late", "looked_date": today(), "entry": ticks(row)}
    return desk.post(page_of(row), typed | said, follow=True)


def test_ticked_projects_get_one_outcome_and_the_totals_close(
    desk: Client, row: ReviewRound
) -> None:
    page = record(desk, row, entry=ticks(row)[:2], note="Kiểm tra thực địa")
    assert said(page)
    assert outcomes(row) == ["late", "late", "waiting"]
    context = page.context
    assert context["whole"].row == [1, 0, 2, 0, 0]
    for parts in (context["agencies"], context["places"]):
        assert sum(part.projects for part in parts) == context["whole"].projects == 3
    assert "Kiểm tra thực địa" in page.content.decode()


def test_all_that_the_list_finds_get_one_outcome(desk: Client, row: ReviewRound) -> None:
    record(desk, row, entry=ticks(row)[:1])
    where = page_of(row) + "?ket_qua=waiting"
    typed = {"which": "found", "outcome": "on_schedule", "looked_date": today(), "expected": "2"}
    assert desk.post(where, typed | {"expected": "3"}).status_code == 422
    assert outcomes(row) == ["late", "waiting", "waiting"]
    assert desk.post(where, typed).status_code == 302
    assert outcomes(row) == ["late", "on_schedule", "on_schedule"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"entry": []}, 422),
        ({"entry": ["x", "9" * 40 + "-1"]}, 422),
        ({"outcome": ""}, 422),
        ({"outcome": "khac"}, 422),
        ({"looked_date": ""}, 422),
        ({"looked_date": "1/7/2026"}, 422),
        ({"looked_date": "1/1/2099"}, 422),
        ({"looked_date": "hôm qua"}, 422),
    ],
    ids=["none", "nonsense", "no outcome", "other", "no day", "before", "to come", "words"],
)
def test_what_is_wrong_is_said_and_ticks_are_kept(
    desk: Client, row: ReviewRound, said: dict[str, Any], status: int
) -> None:
    page = record(desk, row, **said)
    assert page.status_code == status
    assert page.context["form"].errors
    assert page.context["ticked"] == set(said.get("entry", ticks(row)))
    assert outcomes(row) == ["waiting"] * 3


def test_an_outcome_recorded_meanwhile_is_not_overwritten(desk: Client, row: ReviewRound) -> None:
    seen = ticks(row)
    record(signed_in(UserFactory()), row, entry=seen[:1])
    page = record(desk, row, entry=seen, outcome="on_schedule")
    assert page.status_code == 409
    assert outcomes(row) == ["late", "waiting", "waiting"]


def test_one_project_with_its_note(desk: Client, row: ReviewRound) -> None:
    entry = row.entries.order_by("pk")[0]
    where = reverse("projects:round_entry", args=[row.pk, entry.pk])
    sent = boxes(desk.get(where)) | {"outcome": "violating", "note": "Xây sai vị trí"}
    page = desk.post(where, sent, follow=True)
    assert page.redirect_chain[-1][0] == page_of(row)
    entry.refresh_from_db()
    assert (entry.outcome, entry.note, entry.looked_by_name) == (
        "violating",
        "Xây sai vị trí",
        "Lê Thu Hà",
    )
    assert desk.post(where, sent).status_code == 409, "somebody saved it in the meantime"
    shown = desk.get(reverse("projects:detail", args=[entry.project.code]))
    assert [each.outcome for each in shown.context["handling"]["reviews"]] == ["violating"]
    other = reverse("projects:round_entry", args=[row.pk, EntryWaiting().pk])
    assert desk.get(other).status_code == 404


def test_a_late_project_leads_to_a_decision_that_names_the_round(desk: Client) -> None:
    entry = EntryLate()
    handled = EntryLate(round=entry.round)
    DecisionInForce(project=handled.project, round=entry.round)
    page = desk.get(page_of(entry.round))
    links = {each["code"]: each["decide_url"] for each in page.context["rows"]}
    assert links[entry.project.code].endswith(f"?dot={entry.round_id}")
    assert links[handled.project.code] == "", "it is under a decision of this round already"
    assert len(page.context["handling"]) == 1


# ------------------------------------------------------------ closing


def test_a_round_is_closed_read_and_reopened(desk: Client, row: ReviewRound) -> None:
    where = reverse("projects:round_close", args=[row.pk])
    page = desk.post(where, boxes(desk.get(where)))
    assert (page.status_code, list(errors(page))) == (422, ["reason"])
    done = desk.post(where, boxes(desk.get(where)) | {"reason": "Hết thời hạn"}, follow=True)
    assert (done.context["form"], done.context["rows"][0]["edit_url"]) == (None, "")
    assert "Hết thời hạn" in done.content.decode()
    assert record(desk, row).status_code == 409
    entry = reverse("projects:round_entry", args=[row.pk, row.entries.first().pk])
    assert desk.post(entry, boxes(desk.get(entry)) | {"outcome": "late"}).status_code == 409
    assert outcomes(row) == ["waiting"] * 3
    page = desk.post(where, boxes(desk.get(where)) | {"reason": ""})
    assert (page.status_code, list(errors(page))) == (422, ["reason"])
    desk.post(where, boxes(desk.get(where)) | {"reason": "Sót một xã"})
    row.refresh_from_db()
    assert row.closed_date is None
    assert record(desk, row).status_code == 200


def test_two_people_close_one_round(desk: Client, row: ReviewRound) -> None:
    record(desk, row)
    where = reverse("projects:round_close", args=[row.pk])
    opened = boxes(desk.get(where))
    signed_in(UserFactory()).post(where, opened)
    assert desk.post(where, opened).status_code in (409, 422)
    row.refresh_from_db()
    assert row.closed_date == timezone.localdate()


# ------------------------------------------------------------ reading


def test_the_list_of_rounds_counts_each(desk: Client, row: ReviewRound) -> None:
    EntryLate(round=row)
    EntryWaiting(round=RoundClosed(opened_date=date(2026, 1, 1), closed_date=date(2026, 2, 1)))
    found = list(desk.get(reverse("projects:rounds")).context["rounds"])
    assert [(each.projects, each.waiting, each.late) for each in found] == [(4, 3, 1), (1, 1, 0)]


def test_conditions_narrow_the_list_and_the_printed_table(desk: Client, row: ReviewRound) -> None:
    commune, agency = CommuneFactory(), AgencyFactory()
    project = ProjectFactory(name="Thủy điện Bản Lìn", units=[commune])
    EntryLate(round=row, project=project, agency=agency)
    asked = [("q", "ban lin"), ("ket_qua", "late"), ("co_quan", agency.pk), ("dia_ban", commune.pk)]
    for name, value in asked:
        page = desk.get(page_of(row), {name: value})
        assert [each["code"] for each in page.context["rows"]] == [project.code], name
        assert page.context["whole"].projects == 4, "the totals are of the whole round"
    sheet = desk.get(reverse("projects:round_sheet", args=[row.pk]), {"ket_qua": "late"})
    assert [each["code"] for each in sheet.context["sheet"]] == [project.code]
    whole = desk.get(reverse("projects:round_sheet", args=[row.pk]))
    assert len(whole.context["sheet"]) == 4


@pytest.mark.parametrize("name", [*EntryFilter.base_filters, "dong", "trang"])
def test_no_value_breaks_a_round(desk: Client, row: ReviewRound, name: str) -> None:
    desk.raise_request_exception = False
    values = CURSORS if name == "trang" else HOSTILE
    assert [v for v in values if desk.get(page_of(row), {name: v}).status_code != 200] == []


def test_a_round_of_others_does_not_exist(row: ReviewRound) -> None:
    person: User = UserFactory(sector_agency=True)
    browser = signed_in(person)
    assert browser.get(page_of(row)).status_code == 404
    own = EntryWaiting(round=row, project=ProjectFactory(agency=person.agency))
    page = browser.get(page_of(row))
    assert [each["code"] for each in page.context["rows"]] == [own.project.code]
    assert (page.context["whole"].projects, page.context["form"]) == (1, None)
    assert browser.post(page_of(row), {"which": "ticked"}).status_code == 403
    assert signed_in(UserFactory()).get("/ra-soat/999999/").status_code == 404

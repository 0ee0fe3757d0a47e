"""A draft of reallocation in the browser: propose, edit with and without htmx, submit, apply, take along."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from disbursement.models import PlanLine, Reallocation
from investportal.navigation import menu_for
from sheets.book import open_book
from tests.factories import UserFactory
from tests.functional.test_permission_matrix import signed_in
from tests.functional.test_query_counts import queries
from tests.support.flags import raised, urls
from tests.support.moving_world import AT, TRIEU, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Any:
    with time_machine.travel(AT, tick=False):
        yield build()


@pytest.fixture
def specialist() -> Client:
    return signed_in(UserFactory(specialist=True))


@pytest.fixture
def leader() -> User:
    return UserFactory(department_leader=True)


def at(name: str, *args: object) -> str:
    return reverse(f"disbursement:{name}", args=args)


def proposed(client: Client, world: World) -> Reallocation:
    address = at("reallocation_add")
    answer = client.post(address, {"plan": world.plan.pk, "minimum_line_vnd": "500"})
    row = Reallocation.objects.get()
    assert answer["Location"] == at("reallocation", row.pk)
    return row


def boxes(row: Reallocation, line: PlanLine, text: str, seen: int | None = None) -> dict[str, str]:
    there = row.lines.get(line=line)
    before = there.edited_delta_vnd if seen is None else seen
    return {f"d-{there.pk}": text, f"s-{there.pk}": str(before)}


def version(row: Reallocation) -> dict[str, int]:
    row.refresh_from_db()
    return {"row": row.pk, "version": row.version}


def delta(row: Reallocation, line: PlanLine) -> int:
    return row.lines.get(line=line).edited_delta_vnd // TRIEU


def test_from_proposing_to_the_plan(world: World, specialist: Client, leader: User) -> None:
    wrong = specialist.post(
        at("reallocation_add"), {"plan": world.plan.pk, "minimum_line_vnd": "0"}
    )
    assert wrong.status_code == 422
    row = proposed(specialist, world)
    page = at("reallocation", row.pk)
    shown = specialist.get(page).content.decode()
    assert "−15.000" in shown
    assert "+15.000" in shown
    assert world.slow.project.name in shown
    assert world.stuck.project.name not in shown

    edited = specialist.post(page, boxes(row, world.slow, "-9.000"))
    assert edited.status_code == 302
    assert delta(row, world.slow) == -9_000
    refused = specialist.post(page, boxes(row, world.fast, "+99.000"))
    assert refused.status_code == 422
    assert "+99.000" in refused.content.decode()
    odd = specialist.post(page, {"d-" + "9" * 30: "1", "d-x": "1", "d-1": "1", "s-1": "--5"})
    assert odd.status_code == 302
    unread = specialist.post(page, boxes(row, world.fast, "chín nghìn"))
    assert (unread.status_code, delta(row, world.fast)) == (422, 15_000)
    stale = specialist.post(page, boxes(row, world.fast, "9.000", seen=1))
    assert (stale.status_code, delta(row, world.fast)) == (409, 15_000)
    unbalanced = specialist.post(at("reallocation_submit", row.pk), version(row))
    assert unbalanced.status_code == 422
    part = specialist.post(page, boxes(row, world.fast, "9.000"), headers={"HX-Request": "true"})
    assert part.content.decode().count("hx-swap-oob") == 7
    assert delta(row, world.fast) == 9_000

    assert specialist.get(at("reallocation_apply", row.pk)).status_code == 403
    assert specialist.post(at("reallocation_submit", row.pk), version(row)).status_code == 302
    closed = specialist.post(page, boxes(row, world.slow, "-8.000"))
    assert (closed.status_code, delta(row, world.slow)) == (409, -9_000)

    boss = signed_in(leader)
    asked = boss.get(at("reallocation_apply", row.pk)).content.decode()
    assert "9.000 " in asked, "who signs reads what moves"
    decision = {"number": "1855/QĐ-UBND", "issued_date": "2/9/2026", "issuer": "committee"}
    without = boss.post(at("reallocation_apply", row.pk), version(row) | {"number": ""})
    assert without.status_code == 422
    done = boss.post(at("reallocation_apply", row.pk), version(row) | decision)
    assert done["Location"] == page
    world.fast.refresh_from_db()
    assert world.fast.allocated_vnd == 71_000 * TRIEU
    assert "1855/QĐ-UBND" in boss.get(page).content.decode()


def test_a_line_left_alone_says_why_and_can_be_put_in(world: World, specialist: Client) -> None:
    row = proposed(specialist, world)
    address = at("reallocation_more", row.pk, world.source.pk, "year")
    shown = specialist.get(address).content.decode()
    assert world.stuck.project.name in shown
    refused = specialist.post(address, boxes(row, world.stuck, "+1.000"))
    assert refused.status_code == 422
    assert specialist.post(address, boxes(row, world.stuck, "-1.000")).status_code == 302
    assert world.stuck.project.name in specialist.get(at("reallocation", row.pk)).content.decode()
    assert (
        specialist.get(at("reallocation_more", row.pk, world.source.pk, "khac")).status_code == 404
    )


def test_the_table_of_the_decision_adds_up(world: World, specialist: Client) -> None:
    row = proposed(specialist, world)
    answer = specialist.get(at("reallocation_sheet", row.pk))
    (sheet,) = open_book("bang.xlsx", answer.content).sheets
    rows: list[list[Any]] = [[cell.value for cell in cells] for cells in sheet.rows]
    assert BytesIO(answer.content).read(2) == b"PK"
    start = next(place for place, cells in enumerate(rows) if cells[0] == "(1)")
    assert rows[start][:3] == ["(1)", "(2)", "(3)"]
    total, source, *lines = rows[start + 1 :]
    assert [float(each) for each in total[4:9]] == [124_000, 64_000, 15_000, 15_000, 124_000]
    assert source[0] == "I"
    assert [cells[0] for cells in lines] == ["1", "2"]
    for cells in (total, source, *lines):
        assert cells[4] - cells[6] + cells[7] == cells[8]
    assert lines[0][6] == 15_000, "who gives comes first, the most first, as on the page"
    for column in range(4, 9):
        assert sum(cells[column] for cells in lines) == total[column]


def test_drafts_are_for_who_sees_the_province(
    world: World, specialist: Client, leader: User
) -> None:
    row = proposed(specialist, world)
    owner = signed_in(UserFactory(owner=True, agency=world.slow.project.public.owner))
    assert owner.get(at("reallocation", row.pk)).status_code == 404
    assert world.slow.project.name not in owner.get(at("reallocations")).content.decode()
    boss = signed_in(leader)
    specialist.post(at("reallocation_submit", row.pk), version(row))
    for name in ("reallocation", "reallocation_apply", "reallocation_return"):
        assert queries(boss, at(name, row.pk)) < 40
    (waits,) = [
        link.count
        for _label, links in menu_for(leader, "home")
        for link in links
        if link.url == at("reallocations")
    ]
    assert waits == 1, "a draft submitted waits for the leaders"
    back = boss.post(at("reallocation_return", row.pk), version(row) | {"reason": "Rà lại"})
    assert back.status_code == 302
    row.refresh_from_db()
    assert row.state == "draft"


def test_what_could_be_moved_is_led_to(specialist: Client) -> None:
    assert "quy_tac=D9" not in specialist.get(at("reallocations")).content.decode()
    hint = raised(kind="D9", advisory=True)
    assert "/canh-bao/?quy_tac=D9" in specialist.get(at("reallocations")).content.decode()
    listed = specialist.get("/canh-bao/?quy_tac=D9").context["rows"]
    assert [row["url"] for row in listed] == urls(hint)

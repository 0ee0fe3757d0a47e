"""The page of one flag: arithmetic, days, facts, levels, story."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from deadlines.actions.refreshing import refresh
from deadlines.models import Flag, Obligation
from projects.models import Project
from tests.factories import (
    CommuneFactory,
    ExclusionClosed,
    FlagMoved,
    FlagResolved,
    ObligationRunning,
    ProjectNotStarted,
    TrancheHandedOver,
    UserFactory,
)
from tests.factories.payments import LineToPay
from tests.support.flags import decide, raised, urls

pytestmark = pytest.mark.django_db

FLAGS = "/canh-bao/"
UNKNOWN = "/chua-tinh-duoc-han/"


@pytest.fixture
def officer() -> User:
    return UserFactory(display_name="Lê Thu Hà")


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """The browser of a specialist."""
    client.force_login(officer)
    return client


# ---------------------------------------------------------------- the page of one flag


@pytest.fixture
def computed() -> Flag:
    """Land handed over on 14/3/2025, 97 days of flood: due on 19/6/2026, long past."""
    project = ProjectNotStarted(units=[CommuneFactory()])
    TrancheHandedOver(
        project=project,
        handover_date=date(2025, 3, 14),
        minutes_number="07/BB-BG",
        handed_area_m2=124_000,
        decision_date=date(2025, 2, 20),
        planned_handover_date=date(2025, 3, 20),
    )
    ExclusionClosed(
        project=project,
        start_date=date(2025, 10, 6),
        end_date=date(2026, 1, 10),
        document_number="2214/UBND-KT",
    )
    refresh(project_ids=[project.pk], on=timezone.localdate(), at=timezone.now(), cause="test")
    return Flag.objects.get(kind="L1")


def test_the_arithmetic_adds_up_to_the_due_day(desk, computed) -> None:
    page = desk.get(urls(computed)[0])
    lines = page.context["lines"]
    shown = [(line.sign, line.right) for line in lines]
    assert shown[:4] == [
        ("", "14/3/2025"),
        ("+", "14/3/2026"),
        ("+", "19/6/2026"),
        ("=", "19/6/2026"),
    ]
    assert lines[-1].alarming
    assert lines[0].basis == "07/BB-BG"
    assert "97" in lines[2].words
    html = page.content.decode()
    assert "Luật Đất đai số 31/2024/QH15, Điều 81 khoản 8" in html
    assert page.context["subject"].words.endswith(" · 12,4 ha")


def test_whose_days_were_used_is_drawn_and_told(desk, computed) -> None:
    page = desk.get(urls(computed)[0])
    days = page.context["days"]
    used = [int(row["days"].replace(".", "")) for row in days["rows"]]
    assert used[1] == 97
    assert sum(used) == (timezone.localdate() - date(2025, 3, 14)).days + 1
    assert days["rows"][0]["late"]
    assert days["rows"][1]["document"] == "2214/UBND-KT"
    assert "<svg" in days["wide"]
    assert "<svg" in days["narrow"]


def test_without_a_pause_nothing_is_said_of_whose_days(desk) -> None:
    assert desk.get(urls(raised())[0]).context["days"] == {}


def test_the_facts_used_lead_to_the_project_page(desk, computed) -> None:
    facts = desk.get(urls(computed)[0]).context["facts"]
    told = {fact.value: fact for fact in facts}
    assert told["14/3/2025"].document == "07/BB-BG"
    assert f"/du-an/{Project.objects.get().code}/#dot-" in told["14/3/2025"].url
    assert any("6/10/2025" in value for value in told)
    assert "" in told


def test_facts_of_an_owner_are_not_said_to_be_of_a_project(desk) -> None:
    owner = LineToPay().project.public.owner
    about = {"project_id": None, "subject_kind": "capital_owner", "subject_id": owner.pk}
    flag = raised(kind="D5")
    Obligation.objects.filter(pk=flag.obligation_id).update(**about)
    Flag.objects.update(project_id=None)
    (page,) = urls(flag)
    shown = desk.get(page).content.decode()
    assert owner.name in shown
    assert "See them in the project" not in shown


def test_levels_show_where_the_flag_stands(desk, computed) -> None:
    rungs = desk.get(urls(computed)[0]).context["rungs"]
    assert [rung["css"] for rung in rungs].count("here") == 1
    assert [rung["css"] for rung in rungs] == sorted(
        (rung["css"] for rung in rungs), key=["past", "here", "fut"].index
    )


def test_the_story_tells_who_did_what(desk, officer, computed) -> None:
    decide(desk, computed, state="confirmed", reason="Đã kiểm tra", document_number="118/BB")
    (last, first) = desk.get(urls(computed)[0]).context["story"]
    assert (last["by"], last["note"]) == ("Lê Thu Hà", "Đã kiểm tra · 118/BB")
    assert first["by"] != "Lê Thu Hà"


def test_a_flag_speaks_of_signs_until_an_officer_confirms_it(desk, computed) -> None:
    before = desk.get(urls(computed)[0]).context["title"]
    decide(desk, computed, state="confirmed")
    after = desk.get(urls(computed)[0]).context["title"]
    assert after == "Chưa đưa đất vào sử dụng 12 tháng liên tục"
    assert before != after
    assert before.endswith("chưa đưa đất vào sử dụng 12 tháng liên tục")


def test_an_advisory_flag_says_it_is_for_reference(desk) -> None:
    html = desk.get(urls(raised(advisory=True))[0]).content.decode()
    assert "mk adv" in html
    assert 'class="note unk"' in html


def test_a_closed_flag_offers_no_decision(desk) -> None:
    page = desk.get(urls(raised(FlagResolved))[0])
    assert page.context["form"] is None
    assert b"<textarea" not in page.content


def test_a_flag_whose_day_moved_says_so(desk) -> None:
    flag = raised(FlagMoved)
    Obligation.objects.filter(pk=flag.obligation_id).update(
        due_date=timezone.localdate() + timedelta(days=60), level=0
    )
    page = desk.get(urls(flag)[0])
    assert not page.context["current"]
    assert page.content.count(b'class="note unk"') == 1


@pytest.mark.parametrize("subject", ["project", "schedule_item", "suspension", "extension"])
def test_a_flag_about_a_fact_that_was_removed_still_opens(desk, subject) -> None:
    flag = raised(subject_kind=subject, subject_id=987_654)
    page = desk.get(urls(flag)[0])
    assert page.status_code == 200
    assert page.context["facts"] == []


def test_a_flag_that_does_not_exist_is_404(desk) -> None:
    assert desk.get("/canh-bao/987654/").status_code == 404
    assert desk.post("/canh-bao/987654/ket-luan/").status_code == 404


def test_the_page_costs_at_most_twenty_queries(desk, computed) -> None:
    with CaptureQueriesContext(connection) as queries:
        desk.get(urls(computed)[0])
    assert len(queries) <= 20


# ---------------------------------------------------------------- one sentence, and what comes


def test_one_sentence_adds_up_and_every_line_leads_to_its_fact(desk, computed) -> None:
    page = desk.get(urls(computed)[0])
    said = page.context["sentence"]
    assert "14/3/2025 + 12 tháng + 97 " in said
    assert "= 19/6/2026; " in said
    places = [line.url for line in page.context["lines"] if line.basis]
    assert places[0].startswith(f"/du-an/{Project.objects.get().code}/#dot-")
    assert "#tg-" in page.context["days"]["rows"][1]["url"]


def test_what_comes_is_read_off_the_ladder_and_the_clocks_that_begin_here(desk) -> None:
    flag = raised(kind="I1", days=40, subject_kind="schedule_item")
    Obligation.objects.filter(pk=flag.obligation_id).update(
        ladder_dates=[flag.due_date + timedelta(days=n) for n in (1, 90)],
        ladder_levels=[4, 5],
        ladder_audiences=["bearer", "bearer"],
    )
    today = timezone.localdate()
    later = today + timedelta(days=700)
    for kind, base, due in (
        ("I3", flag.due_date, later),
        ("L2", flag.due_date - timedelta(days=1), later),
        ("I4", flag.due_date, later),
    ):
        ObligationRunning(kind=kind, project_id=flag.project_id, base_date=base, due_date=due)
    ahead = desk.get(urls(flag)[0]).context["ahead"]
    days = [flag.due_date + timedelta(days=90), later]
    assert [row["day"] for row in ahead] == [f"{d.day}/{d.month}/{d.year}" for d in days]


def test_without_a_row_no_day_is_invented(desk) -> None:
    assert desk.get(urls(raised())[0]).context["ahead"] == []

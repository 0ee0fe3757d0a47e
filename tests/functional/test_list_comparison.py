"""The list beside the same list on an earlier day, against a notebook kept on that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from projects.actions import handing_over, instruments, periods, projects, schedule
from projects.actions.acts import Seen
from projects.actions.refusals import Refusal
from projects.models import Instrument, Project, ScheduleItem
from projects.querysets import listing
from tests.factories import AgencyFactory, CommuneFactory, SectorFactory, UserFactory
from vn.dates import PartialDate, Precision

pytestmark = pytest.mark.django_db

LIST = "/du-an/"
BEFORE, AFTER = date(2026, 10, 31), date(2026, 11, 20)
BILLION = 10**9
PROJECTS, ACTS = 12, 60


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


class Clerk:
    """Enters projects and changes them, in whatever order."""

    def __init__(self, random: Random, user: User) -> None:
        self.random, self.user = random, user
        self.agency = AgencyFactory()
        self.people: list[Any] = [user, UserFactory(specialist=True, display_name="Người Khác")]
        self.sectors = [SectorFactory() for _ in range(2)]
        self.places = [CommuneFactory() for _ in range(3)]

    @property
    def hand(self) -> dict[str, Any]:
        return {"by": self.user, "on": timezone.localdate(), "at": timezone.now()}

    def facts(self, name: str) -> projects.ProjectFacts:
        pick = self.random.choice
        return projects.ProjectFacts(
            name=name,
            agency=self.agency,
            sector=pick([None, *self.sectors]),
            units=tuple(self.random.sample(self.places, pick([0, 1, 2]))),
            zone=pick(["none", "industrial_zone"]),
            registered_capital_vnd=pick([None, 5 * BILLION, 80 * BILLION]),
            land_area_m2=pick([None, Decimal(20_000), Decimal(900_000)]),
            officer=pick([None, *self.people]),
        )

    def enter(self, number: int) -> None:
        made = projects.create(**self.hand, prefix="DA", facts=self.facts(f"Dự án {number}"))
        self.plan(made.row)

    def plan(self, project: Project) -> None:
        paper = instruments.InstrumentFacts(
            kind="adjustment", number=f"{self.random.random()}", issued=self.partial()
        )
        instruments.record(**self.hand, project_id=project.pk, facts=paper)
        for _ in range(self.random.choice([0, 1, 2])):
            item = schedule.ItemFacts(
                kind=self.random.choice(["completion", "start"]),
                name=f"Mốc {self.random.random()}",
                phase=self.random.choice([1, 2]),
                planned=self.random.choice([None, self.partial()]),
            )
            schedule.add_item(**self.hand, project_id=project.pk, facts=item)

    def partial(self) -> PartialDate:
        day = BEFORE - timedelta(days=self.random.randrange(400))
        return PartialDate(day, self.random.choice(list(Precision)))

    def act(self) -> None:
        project = self.random.choice(list(Project.objects.order_by("pk")))
        seen = Seen(project.pk, project.version)
        deeds = [self.change, self.state, self.hand_over, self.suspend, self.resume, self.revise]
        try:
            self.random.choice(deeds)(project, seen)
        except (Refusal, handing_over.NoLongerTheirs):
            return

    def change(self, project: Project, seen: Seen) -> None:
        projects.change(**self.hand, seen=seen, facts=self.facts(project.name))

    def state(self, project: Project, seen: Seen) -> None:
        pick = self.random.choice
        state = projects.State(
            pick(["not_started", "under_construction", "completed"]),
            pick(["not_operating", "operating"]),
            timezone.localdate(),
        )
        projects.set_state(**self.hand, seen=seen, state=state)

    def hand_over(self, project: Project, seen: Seen) -> None:
        heir = next(each for each in self.people if each.pk != project.officer_id)
        wanted = handing_over.HandOver(
            from_id=project.officer_id or 0, to=heir, project_ids=[project.pk], reason="Nghỉ"
        )
        handing_over.hand_over(**self.hand, wanted=wanted)

    def suspend(self, project: Project, seen: Seen) -> None:
        facts = periods.SuspensionFacts(
            decided_by="state", start_date=timezone.localdate(), document_number="1/QĐ"
        )
        periods.suspend(**self.hand, seen=seen, facts=facts)

    def resume(self, project: Project, seen: Seen) -> None:
        periods.resume(**self.hand, seen=seen, resumed_date=timezone.localdate())

    def revise(self, project: Project, seen: Seen) -> None:
        item = ScheduleItem.objects.filter(project=project).order_by("pk").last()
        paper = Instrument.objects.filter(project=project).last()
        if item is None or paper is None:
            self.plan(project)
            return
        plan = schedule.Plan(paper, self.partial())
        schedule.revise(**self.hand, seen=Seen(item.pk, item.version), plan=plan)


def listed(client: Client, query: dict[str, str]) -> tuple[set[str], listing.Totals]:
    page = client.get(LIST, query | {"dong": "100"})
    return {row["code"] for row in page.context["rows"]}, page.context["totals"]


@pytest.mark.parametrize("seed", range(2))
def test_the_comparison_says_what_the_list_said_that_day(client, seed) -> None:
    user = UserFactory(specialist=True, display_name="Chuyên Viên")
    client.force_login(user)
    clerk = Clerk(Random(seed), user)  # noqa: S311 -- not a secret
    questions: list[dict[str, str]] = [
        {},
        {"tinh_trang": "under_construction"},
        {"tinh_trang": "dang_theo_doi"},
        {"phap_ly": "suspended"},
        {"linh_vuc": str(clerk.sectors[0].pk)},
        {"dia_ban": str(clerk.places[0].pk)},
        {"khu": "industrial_zone"},
        {"von_tu": "10", "von_den": "100"},
        {"dt_tu": "50"},
        {"dt_den": "50"},
        {"can_bo": "toi"},
        {"can_bo": "chua"},
        {"can_bo": str(clerk.people[1].pk), "tinh_trang": "unknown"},
        {"co_quan": str(clerk.agency.pk)},
        {"ht_tu": "1/3/2026"},
        {"ht_den": "30/6/2026", "von_tu": "10"},
    ]
    with time_machine.travel(noon(BEFORE), tick=False):
        for number in range(PROJECTS):
            clerk.enter(number)
        for _ in range(ACTS):
            clerk.act()
        notebook = [listed(client, query) for query in questions]
    with time_machine.travel(noon(AFTER), tick=False):
        for number in range(3):
            clerk.enter(PROJECTS + number)
        for _ in range(ACTS):
            clerk.act()
        for query, (then, sums) in zip(questions, notebook, strict=True):
            now, _totals = listed(client, query)
            page = client.get(LIST, query | {"so_voi": "31/10/2026"})
            found = page.context["comparison"]
            assert (found.refused, found.began, found.undecided) == ([], None, 0)
            assert {row.code for row in found.came} == now - then, query
            assert {row.code for row in found.left} == then - now, query
            assert found.came_count == len(now - then)
            told = (found.then.projects, found.then.capital_vnd, found.then.without_capital)
            assert told == (sums.projects, sums.capital_vnd, sums.without_capital), query
            assert found.now.projects == len(now)


@pytest.fixture
def story(client: Client) -> Iterator[Client]:
    """One project of before, changed since, and one recorded since."""
    user = UserFactory(specialist=True)
    clerk = Clerk(Random(1), user)  # noqa: S311 -- not a secret
    with time_machine.travel(noon(BEFORE), tick=False):
        facts = projects.ProjectFacts(
            name="Cũ",
            agency=clerk.agency,
            registered_capital_vnd=10 * BILLION,
            land_area_m2=Decimal(50_000),
            officer=clerk.people[1],
        )
        old = projects.create(**clerk.hand, prefix="DA", facts=facts).row
    with time_machine.travel(noon(AFTER), tick=False):
        seen = Seen(old.pk, old.version)
        new = projects.ProjectFacts(
            name="Cũ",
            agency=clerk.agency,
            registered_capital_vnd=12 * BILLION,
            land_area_m2=Decimal(50_000),
        )
        projects.change(**clerk.hand, seen=seen, facts=new)
        clerk.enter(2)
        client.force_login(user)
        yield client


def test_what_changed_is_told_with_both_values(story) -> None:
    page = story.get(LIST, {"so_voi": "31/10/2026"})
    (row,) = page.context["changed"]
    assert row["differences"] == [
        ("Vốn (tỷ đồng)", "10", "12"),
        ("Cán bộ phụ trách", "Người Khác", "—"),
    ]
    (came,) = page.context["came"]
    assert came["is_new"]
    assert page.context["sums"][0][1:] == ("1", "2", "+1")


@pytest.mark.parametrize(
    ("conditions", "named"),
    [
        ({"q": "cũ"}, "Từ khoá"),
        ({"canh_bao": "co"}, "Cảnh báo"),
        ({"nam": "2026"}, "Năm của văn bản"),
        ({"phap_ly": "tung_ngung"}, "Tình trạng pháp lý"),
        ({"nhom": "khu", "trong": "none"}, "Loại khu"),
    ],
    ids=str,
)
def test_a_condition_the_history_cannot_answer_is_refused_by_name(story, conditions, named) -> None:
    page = story.get(LIST, conditions | {"so_voi": "31/10/2026"})
    assert len(page.context["comparison"].refused) == 1, named
    assert page.context["sums"] == []
    assert page.context["comparison"].refused[0] in page.content.decode()


def test_a_day_before_the_history_is_refused_with_the_first_day(story) -> None:
    page = story.get(LIST, {"so_voi": "30/10/2026"})
    assert page.context["comparison"].began == BEFORE
    assert "31/10/2026" in page.content.decode()


@pytest.mark.parametrize("typed", ["20/11/2026", "1/1/2030", "tháng trước", "10/2026"])
def test_a_day_that_is_none_or_not_past_is_said_beside_its_box(story, typed) -> None:
    page = story.get(LIST, {"so_voi": typed})
    assert page.context["compare"].errors
    assert len(page.context["rows"]) == 2


def test_a_place_whose_name_another_bears_is_not_guessed(client) -> None:
    user = UserFactory(specialist=True)
    client.force_login(user)
    clerk = Clerk(Random(1), user)  # noqa: S311 -- not a secret
    here, namesake = CommuneFactory(name="Xã Tân Thành"), CommuneFactory(name="Xã Tân Thành")
    with time_machine.travel(noon(BEFORE), tick=False):
        facts = projects.ProjectFacts(name="A", agency=clerk.agency, units=(namesake,))
        row = projects.create(**clerk.hand, prefix="DA", facts=facts).row
    with time_machine.travel(noon(AFTER), tick=False):
        facts = projects.ProjectFacts(name="A", agency=clerk.agency, units=(clerk.places[0],))
        projects.change(**clerk.hand, seen=Seen(row.pk, row.version), facts=facts)
        page = client.get(LIST, {"dia_ban": str(clerk.places[0].pk), "so_voi": "31/10/2026"})
        assert page.context["comparison"].came_count == 1
        Project.objects.create(code="X-1", name="B", agency=clerk.agency).units.set([here])
        page = client.get(LIST, {"dia_ban": str(here.pk), "so_voi": "31/10/2026"})
    assert page.context["comparison"].undecided == 1


def test_a_comparison_asks_as_often_whatever_happened(client) -> None:
    user = UserFactory(specialist=True)
    client.force_login(user)
    clerk = Clerk(Random(3), user)  # noqa: S311 -- not a secret

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            query = {"so_voi": "31/10/2026", "von_tu": "1", "tinh_trang": "unknown"}
            assert client.get(LIST, query).status_code == 200
        return len(queries)

    with time_machine.travel(noon(BEFORE), tick=False):
        for number in range(4):
            clerk.enter(number)
    with time_machine.travel(noon(AFTER), tick=False):
        for number in range(4, 6):
            clerk.enter(number)
        for _ in range(12):
            clerk.act()
        asked()
        few = asked()
        for number in range(6, 10):
            clerk.enter(number)
        for _ in range(40):
            clerk.act()
        assert asked() == few

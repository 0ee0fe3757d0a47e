"""Each condition on a fact of its own, and the list in groups that add up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.lists.groups import GROUPINGS, offered
from projects.models import HandlingDecision, Project
from tests.factories import (
    CommuneFactory,
    DecisionInForce,
    InvestorFactory,
    ItemPlanned,
    PolicyApproval,
    ProjectFactory,
    ProjectOperating,
    QualityComplete,
    RegistrationCertificate,
    SuspensionEnded,
    SuspensionRunning,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.flags import raised

pytestmark = pytest.mark.django_db

LIST = "/du-an/"
BILLION = 10**9


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory(specialist=True))
    return client


def codes(client: Client, **conditions: Any) -> set[str]:
    response = client.get(LIST, conditions)
    assert response.status_code == 200
    return {row["code"] for row in response.context["rows"]}


def dated(factory: Any, day: str, precision: str = "day") -> Project:
    project = ProjectFactory()
    factory(project=project, issued_date=date.fromisoformat(day), issued_precision=precision)
    return project


def handed(day: str, precision: str = "day") -> Project:
    project = ProjectFactory()
    TrancheHandedOver(
        project=project, handover_date=date.fromisoformat(day), handover_precision=precision
    )
    return project


def completed(day: str, precision: str = "day") -> Project:
    project = ProjectFactory()
    ItemPlanned(
        project=project,
        kind="completion",
        planned_date=date.fromisoformat(day),
        planned_precision=precision,
    )
    return project


DAYS = {
    "cttu": lambda *day: dated(PolicyApproval, *day),
    "gcn": lambda *day: dated(RegistrationCertificate, *day),
    "giao": handed,
    "ht": completed,
}


@pytest.mark.parametrize("name", DAYS)
def test_a_day_narrows_by_both_ends_which_count(desk, name: str) -> None:
    first, last = DAYS[name]("2024-03-01"), DAYS[name]("2024-03-31")
    ProjectFactory()
    assert codes(desk, **{f"{name}_tu": "1/3/2024", f"{name}_den": "31/3/2024"}) == {
        first.code,
        last.code,
    }
    assert codes(desk, **{f"{name}_tu": "2/3/2024"}) == {last.code}
    assert codes(desk, **{f"{name}_den": "30/3/2024"}) == {first.code}


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize(
    ("first", "precision", "last"),
    [
        ("2024-02-01", "month", date(2024, 2, 29)),
        ("2024-07-01", "quarter", date(2024, 9, 30)),
        ("2024-01-01", "year", date(2024, 12, 31)),
    ],
)
def test_of_a_month_quarter_or_year_the_last_day_counts(
    desk, name: str, first: str, precision: str, last: date
) -> None:
    project = DAYS[name](first, precision)
    before, day = last - timedelta(days=1), last
    assert codes(desk, **{f"{name}_den": f"{before:%d/%m/%Y}"}) == set()
    assert codes(desk, **{f"{name}_den": f"{day:%d/%m/%Y}"}) == {project.code}
    assert codes(desk, **{f"{name}_tu": f"{day:%d/%m/%Y}"}) == {project.code}


def test_of_several_approvals_the_first_is_asked_as_the_column_shows_it(desk) -> None:
    project = dated(PolicyApproval, "2020-01-01")
    PolicyApproval(project=project, issued_date=date(2024, 5, 1), number="2/QĐ")
    assert codes(desk, cttu_tu="1/1/2024") == set()
    assert codes(desk, cttu_den="1/1/2020") == {project.code}


def test_area_is_asked_in_hectares_and_the_unknown_is_not_found(desk) -> None:
    small, large = ProjectFactory(land_area_m2=20_000), ProjectFactory(land_area_m2=500_000)
    ProjectFactory(land_area_m2=None)
    assert codes(desk, dt_tu="2", dt_den="50") == {small.code, large.code}
    assert codes(desk, dt_tu="2,01") == {large.code}
    page = desk.get(LIST, {"dt_den": "2"})
    assert [row["code"] for row in page.context["rows"]] == [small.code]
    assert page.context["chips"][0][0].endswith(": 2")


def test_capital_and_its_unknown(desk) -> None:
    known = ProjectFactory(registered_capital_vnd=5 * BILLION)
    unknown = ProjectFactory(registered_capital_vnd=None)
    assert codes(desk, von_tu="5", von_den="5") == {known.code}
    assert codes(desk, thieu="von") == {unknown.code}


def test_investor_by_words_tax_code_country_and_kind(desk) -> None:
    korean = InvestorFactory(name="Công ty Hàn Giang", kind="foreign", country="Hàn Quốc")
    mine, other = ProjectFactory(investor=korean), ProjectFactory()
    assert codes(desk, ndt="han giang cong ty") == {mine.code}
    assert codes(desk, ndt=other.investor.tax_code) == {other.code}
    assert codes(desk, nuoc="Hàn Quốc") == {mine.code}
    assert codes(desk, loai_ndt="foreign") == {mine.code}
    assert codes(desk, loai_ndt="domestic") == {other.code}


def test_the_legal_state_and_one_that_was(desk) -> None:
    resumed, suspended = ProjectFactory(), ProjectFactory(legal_state="suspended")
    SuspensionEnded(project=resumed)
    SuspensionRunning(project=suspended)
    ProjectFactory(legal_state="terminated")
    assert codes(desk, phap_ly="suspended") == {suspended.code}
    assert codes(desk, phap_ly="tung_ngung") == {suspended.code, resumed.code}


def test_updated_since_and_not_since(desk) -> None:
    fresh = QualityComplete(updated_on=date(2026, 8, 2)).project
    stale = QualityComplete(updated_on=date(2026, 8, 1)).project
    assert codes(desk, cap_nhat_tu="2/8/2026") == {fresh.code}
    assert codes(desk, cap_nhat_truoc="2/8/2026") == {stale.code}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("cttu_tu", "tháng ba"),
        ("gcn_den", "3/2024"),
        ("ht_tu", "31/2/2024"),
        ("dt_tu", "rộng"),
        ("dt_den", "-1"),
        ("von_tu", "nhiều"),
        ("phap_ly", "khac"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_box_and_narrows_nothing(
    desk, name: str, typed: str
) -> None:
    project = ProjectFactory()
    page = desk.get(LIST, {name: typed})
    assert [row["code"] for row in page.context["rows"]] == [project.code]
    boxes = [box for _words, boxes in page.context["groups"] for box in boxes]
    (wrong,) = [box for box in boxes if box.errors]
    assert wrong.name == name
    assert page.context["others_open"]
    assert page.context["chips"] == []


def test_every_box_stands_in_exactly_one_place(desk) -> None:
    ProjectFactory()
    context = desk.get(LIST).context
    shown = [box.name for box in context["first"]]
    shown += [box.name for _words, boxes in context["groups"] for box in boxes]
    form = context["first"][0].form
    assert sorted(shown) == sorted(form.fields)


def province() -> None:
    """Projects that differ in everything one can group by, and some without it."""
    first, second = CommuneFactory(), CommuneFactory()
    officer = UserFactory(specialist=True)
    for number in range(6):
        project = ProjectFactory(
            units=[[first], [second], [first, second], []][number % 4],
            registered_capital_vnd=None if number % 3 == 0 else number * BILLION,
            land_area_m2=None if number % 2 else 10_000,
            officer=officer if number % 2 else None,
            zone="industrial_zone" if number % 2 else "unknown",
        )
        PolicyApproval(project=project, issued_date=date(2020 + number % 2, 1, 1))
        if number % 2:
            raised(project=project, days=40)
    ProjectFactory(investor=None, sector=None, registered_capital_vnd=None)
    DecisionInForce(project=ProjectOperating())


@pytest.mark.parametrize("grouping", GROUPINGS, ids=lambda each: each.key)
def test_groups_add_up_to_the_list_and_each_is_a_list(desk, grouping) -> None:
    province()
    page = desk.get(LIST, {"nhom": grouping.key})
    lines, whole = page.context["lines"], page.context["whole"]
    assert int(whole["projects"]) == Project.objects.count()
    total = sum(int(line["projects"]) for line in lines)
    late = sum(int(line["late"]) for line in lines)
    if grouping.is_several:
        assert total - int(whole["projects"]) == page.context["repeated"] == 1
    else:
        assert (total, late) == (int(whole["projects"]), int(whole["late"]))
        unknown = sum(line["without_capital"] for line in lines)
        assert unknown == whole["without_capital"]
    for line in lines:
        listed = desk.get(line["url"])
        assert listed.context["totals"].projects == int(line["projects"]), line
        assert listed.context["totals"].without_capital == line["without_capital"]
        assert len(listed.context["rows"]) == int(line["projects"])


def test_a_group_is_a_chip_that_leads_back_to_the_groups(desk) -> None:
    province()
    page = desk.get(
        LIST, {"nhom": "dien", "trong": str(HandlingDecision.objects.get().handling_class_id)}
    )
    ((words, url),) = page.context["chips"]
    assert ": " in words
    assert desk.get(url).context["lines"]
    assert ("trong", str(HandlingDecision.objects.get().handling_class_id)) in page.context["kept"]


@pytest.mark.parametrize("value", ["999999", "x", "-1", "99999999999999999999"])
@pytest.mark.parametrize("key", ["linh_vuc", "tinh_trang", "nam_cttu"])
def test_a_group_that_does_not_exist_is_an_empty_list(desk, key: str, value: str) -> None:
    province()
    assert codes(desk, nhom=key, trong=value) == set()


def test_groups_follow_the_conditions_and_hide_what_others_may_not_see(desk, client) -> None:
    province()
    page = desk.get(LIST, {"nhom": "khu", "von_tu": "1"})
    assert int(page.context["whole"]["projects"]) == len(codes(desk, von_tu="1"))
    person = UserFactory(commune_officer=True)
    assert {each.key for each in GROUPINGS} - {each.key for each in offered(person)} == {
        "can_bo",
        "dien",
    }
    ProjectFactory(units=[person.agency.unit])
    client.force_login(person)
    page = client.get(LIST, {"nhom": "khu"})
    assert page.context["whole"]["projects"] == "1"
    assert page.context["whole"]["late"] is None
    assert "rows" in client.get(LIST, {"nhom": "can_bo"}).context


@pytest.mark.parametrize("grouping", GROUPINGS, ids=lambda each: each.key)
def test_groups_cost_the_same_however_many(desk, grouping) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(LIST, {"nhom": grouping.key}).status_code == 200
        return len(queries)

    province()
    cost()
    few = cost()
    province()
    assert cost() == few

"""The flags list: order, filters, pages, and who may read it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from tests.factories import (
    AgencyFactory,
    FlagConfirmed,
    FlagContested,
    FlagDismissed,
    FlagMoved,
    FlagResolved,
    ProjectFactory,
    TrancheDecided,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.flags import raised, urls

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


def listed(client: Client, **conditions: Any) -> list[str]:
    response = client.get(FLAGS, conditions)
    assert response.status_code == 200
    return [row["url"] for row in response.context["rows"]]


# ---------------------------------------------------------------- the list


def test_hints_are_listed_only_when_their_rule_is_asked_for(desk) -> None:
    late, hint = raised(kind="I1", days=60), raised(kind="D9", advisory=True)
    assert listed(desk) == urls(late)
    assert listed(desk, quy_tac="D9") == urls(hint)


def test_live_flags_are_listed_the_gravest_and_longest_late_first(desk) -> None:
    warning = raised(kind="I1", days=60)
    advisory = raised(kind="L1", days=900, advisory=True)
    serious = raised(kind="L1", days=3)
    long_late = raised(kind="I1", days=100, level=5)
    raised(FlagResolved)
    assert listed(desk) == urls(long_late, serious, warning, advisory)
    assert listed(desk, sap="moi") == urls(serious, warning, long_late, advisory)


def test_a_row_names_project_subject_and_who_is_in_charge(desk, officer) -> None:
    agency = AgencyFactory(short_name="Sở Tài chính")
    project = ProjectFactory(agency=agency, officer=officer, name="Khu du lịch Khuổi Nọi")
    tranche = TrancheHandedOver(project=project, label="Đợt 1", handed_area_m2=124_000)
    raised(project=project, subject_id=tranche.pk)
    (row,) = desk.get(FLAGS).context["rows"]
    subject = row["subject"]
    assert (subject.project_name, subject.words) == ("Khu du lịch Khuổi Nọi", "Đợt 1 · 12,4 ha")
    assert subject.handler == "Sở Tài chính · Lê Thu Hà"
    assert subject.url.endswith(f"#dot-{tranche.pk}")


def test_filters_narrow_by_state_rule_and_severity(desk) -> None:
    opened = raised(kind="L1")
    confirmed = raised(FlagConfirmed, kind="I1")
    contested = raised(FlagContested, kind="I1", days=5)
    dismissed = raised(FlagDismissed, kind="I1")
    moved = raised(FlagMoved, kind="L3")
    advisory = raised(kind="L6", advisory=True)
    assert listed(desk, trang_thai="open") == urls(opened, advisory)
    assert listed(desk, trang_thai="confirmed") == urls(confirmed)
    assert listed(desk, trang_thai="dismissed") == urls(dismissed)
    assert listed(desk, trang_thai="da-dong") == urls(moved)
    assert len(listed(desk, trang_thai="tat-ca")) == 6
    assert listed(desk, quy_tac="I1") == urls(confirmed, contested)
    assert listed(desk, muc="3") == urls(opened)
    assert listed(desk, muc="1") == urls(advisory)


def test_filters_narrow_by_project_agency_and_officer(desk, officer) -> None:
    agency = AgencyFactory()
    mine = ProjectFactory(name="Chợ Tân Thanh", officer=officer, agency=agency)
    flag = raised(project=mine)
    raised()
    for name, value in {
        "q": "cho tan",
        "can_bo": "toi",
        "co_quan": agency.pk,
    }.items():
        assert listed(desk, **{name: value}) == urls(flag), name
    assert listed(desk, can_bo=officer.pk, q="cho", co_quan=agency.pk) == urls(flag)


def test_ready_made_filters_count_each_state(desk) -> None:
    raised()
    raised(FlagContested)
    raised(FlagDismissed)
    raised(FlagResolved)
    raised(FlagMoved)
    views = desk.get(FLAGS).context["views"]
    assert [view.count for view in views] == ["2", "1", "0", "1", "1", "2"]
    assert [view.current for view in views] == [True, False, False, False, False, False]


def test_pages_show_every_flag_once(desk) -> None:
    for number in range(55):
        raised(kind="L1" if number % 2 else "I1", days=1 + number % 3)
    found: list[str] = []
    url = f"{FLAGS}?dong=25"
    while url:
        page = desk.get(url)
        found += [row["url"] for row in page.context["rows"]]
        url = page.context["pager"]["older_url"]
    assert len(found) == len(set(found)) == 55


def test_no_flag_and_no_answer_say_different_things(desk) -> None:
    nothing = desk.get(FLAGS).content
    raised()
    none = desk.get(FLAGS, {"quy_tac": "L3"}).content
    assert b'class="empty"' in nothing
    assert b'class="empty"' in none
    assert b'class="chips"' in none


def test_the_list_costs_the_same_whatever_its_size(desk) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(FLAGS).status_code == 200
        return len(queries)

    raised()
    few = cost()
    for _ in range(24):
        raised()
    assert cost() == few
    assert few <= 15  # one of them is the number on the bell, asked once on every page


# ---------------------------------------------------------------- who sees flags


@pytest.mark.parametrize("role", ["commune_officer", "investor", "owner", "supervisor"])
def test_roles_without_the_right_are_refused(client, role) -> None:
    client.force_login(UserFactory(**{role: True}))
    assert client.get(FLAGS).status_code == 403
    assert client.get(UNKNOWN).status_code == 403


def test_an_agency_sees_the_flags_of_its_own_land_only(client) -> None:
    user = UserFactory(sector_agency=True)
    tranche = TrancheDecided(agency=user.agency)
    own = raised(project=tranche.project)
    strange = raised()
    client.force_login(user)
    assert listed(client) == urls(own)
    assert client.get(urls(own)[0]).status_code == 200
    assert client.get(urls(strange)[0]).status_code == 404
    assert client.post(reverse("deadlines:decide", args=[own.pk])).status_code == 403

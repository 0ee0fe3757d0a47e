"""The map: one question with the list, positions, frames, marks, a table, a download."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent
from projects.models import Project
from tests.factories import (
    AreaFactory,
    CommuneFactory,
    FlagOpen,
    ObligationOverdue,
    OutlineFactory,
    PointFactory,
    ProjectNotStarted,
    ProjectOperating,
    UserFactory,
)
from tests.functional.test_permission_matrix import signed_in

pytestmark = pytest.mark.django_db

URL = "/ban-do/"
NEAR = "106.75000,21.84000,106.77000,21.86000"
ELSEWHERE = "105.00000,20.00000,105.10000,20.06000"


@pytest.fixture
def desk() -> Client:
    return signed_in(UserFactory(specialist=True))


def page(client: Client, **query: str) -> str:
    answer = client.get(URL, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def drawing(text: str) -> str:
    """The drawing for wide screens; a phone gets one of its own, and the legend shows samples."""
    return text.partition('class="mapview only-w"')[2].partition("</svg>")[0]


def marks(text: str) -> int:
    return drawing(text).count('class="m-mark')


def test_a_project_stands_at_its_point_with_status_and_flag_by_shape(desk: Client) -> None:
    project = PointFactory(project=ProjectOperating(name="Nhà máy điện gió")).project
    obligation = ObligationOverdue(project_id=project.pk)
    FlagOpen(obligation=obligation, project_id=project.pk)
    text = page(desk)
    assert marks(text) == 1
    assert "#s-run" in text
    assert "#f-crit" in text or "#f-warn" in text
    assert f"chon={project.code}" in text
    assert "Nhà máy điện gió" in text.split("<tbody>")[1]


def test_the_same_conditions_as_the_list(desk: Client) -> None:
    PointFactory(project=ProjectOperating(name="Đang chạy"))
    PointFactory(project=ProjectNotStarted(name="Chưa làm"), longitude=106.9)
    text = page(desk, tinh_trang="not_started")
    assert "Chưa làm" in text
    assert "Đang chạy" not in text
    assert f'href="{reverse("projects:list")}?tinh_trang=not_started"' in text
    assert (
        'href="/ban-do/?tinh_trang=not_started'
        in desk.get(reverse("projects:list"), {"tinh_trang": "not_started"}).content.decode()
    )


def test_projects_close_together_are_one_mark_with_a_number(desk: Client) -> None:
    for number in range(5):
        PointFactory(longitude=106.76 + number * 1e-5)
    PointFactory(longitude=106.9)
    text = page(desk)
    assert marks(text) == 2
    assert ">5</text>" in text
    deepest = page(desk, khung="106.75999,21.84999,106.76006,21.85003")
    assert marks(deepest) in (1, 2)
    assert 'href="#bang-ban-do"' in deepest


def test_the_frame_of_the_address_holds_for_marks_and_table(desk: Client) -> None:
    PointFactory(project=ProjectNotStarted(name="Ở trong"))
    PointFactory(project=ProjectNotStarted(name="Ở ngoài"), longitude=106.9)
    text = page(desk, khung=NEAR)
    assert "Ở trong" in text
    assert "Ở ngoài" not in text
    assert marks(page(desk, khung=ELSEWHERE)) == 0


@pytest.mark.parametrize(
    "frame", ["", "x", "1,2,3", "nan,1,2,3", "1,1,0,0", "-500,-500,500,500", "1e308,0,2e308,1"]
)
def test_a_frame_that_is_none_shows_everything(desk: Client, frame: str) -> None:
    PointFactory()
    assert marks(page(desk, khung=frame)) <= 1


def test_an_area_stands_for_a_project_without_a_point(desk: Client) -> None:
    area = AreaFactory(project=ProjectNotStarted(name="Chỉ có ranh giới"))
    text = page(desk)
    assert marks(text) == 1
    assert "m-land idle" in text
    PointFactory(project=area.project, longitude=106.9)
    assert marks(page(desk)) == 1


def test_projects_without_a_position_are_counted_and_listed(desk: Client) -> None:
    commune = CommuneFactory()
    lost = ProjectNotStarted(name="Chưa rõ ở đâu")
    lost.units.add(commune)
    PointFactory(project=ProjectNotStarted(name="Đã rõ"))
    OutlineFactory(unit=commune)
    text = page(desk)
    assert "toa_do=khong" in text
    assert 'class="m-mark hollow"' in text
    assert f"dia_ban={commune.pk}&amp;toa_do=khong" in text
    rows = desk.get(reverse("projects:list"), {"toa_do": "khong"}).content.decode()
    assert "Chưa rõ ở đâu" in rows
    assert "Đã rõ" not in rows


def test_a_mark_that_was_pressed_is_told_of(desk: Client) -> None:
    project = PointFactory(project=ProjectNotStarted(name="Nhà máy gỗ")).project
    text = page(desk, chon=project.code)
    assert 'id="da-chon"' in text
    assert "Nhà máy gỗ" in text.split('id="da-chon"')[1].split("</div>")[0]
    assert 'id="da-chon"' not in page(desk, chon="XX-1")
    assert desk.get(URL, {"chon": "\0"}).status_code == 200


def test_nobody_sees_the_positions_of_others() -> None:
    commune = CommuneFactory()
    OutlineFactory(unit=commune)
    project = PointFactory(project=ProjectNotStarted(name="Của xã khác")).project
    hidden = ProjectNotStarted(name="Cũng của xã khác")
    hidden.units.add(commune)
    AreaFactory(project=hidden)
    officer = signed_in(UserFactory(commune_officer=True))
    text = page(officer, chon=project.code)
    assert marks(text) == 0
    assert "m-land" not in drawing(text)
    assert "xã khác" not in text
    found = b"".join(officer.get("/ban-do/geojson/").streaming_content)  # type: ignore[attr-defined]
    assert json.loads(found)["features"] == []


def test_flags_are_told_to_those_who_may_know_of_them() -> None:
    project = PointFactory().project
    FlagOpen(obligation=ObligationOverdue(project_id=project.pk), project_id=project.pk)
    text = page(signed_in(UserFactory(supervisor=True)))
    drawn = text.split("<svg")[1:]
    assert marks(text) == 1
    assert not any("m-flag" in part for part in drawn)


def features(client: Client, **query: str) -> list[dict[str, Any]]:
    answer = client.get("/ban-do/geojson/", query)
    assert answer["Content-Type"] == "application/geo+json"
    whole = json.loads(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    return list(whole["features"])


def test_what_is_shown_is_taken_along_as_geojson_and_written_down(desk: Client) -> None:
    point = PointFactory(project=ProjectNotStarted(name='Nhà máy; "A"'))
    AreaFactory(project=point.project)
    PointFactory(longitude=106.9)
    found = features(desk, khung=NEAR)
    assert [each["geometry"]["type"] for each in found] == ["Point", "Polygon"]
    assert found[0]["geometry"]["coordinates"] == [106.76, 21.85]
    assert found[0]["properties"]["ten"] == 'Nhà máy; "A"'
    ring = found[1]["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    kept = AuditEvent.objects.get(verb="list_taken")
    assert (kept.new["rows"], kept.new["form"]) == (1, "geojson")
    assert len(features(desk)) == 3


def test_the_map_asks_as_often_for_many_positions_as_for_few(desk: Client) -> None:
    OutlineFactory()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(desk)
        return len(queries)

    for number in range(3):
        PointFactory(longitude=106.6 + number / 20)
        AreaFactory(east_by=number / 10)
    asked()
    few = asked()
    for number in range(12):
        PointFactory(longitude=106.6 + number / 30, latitude=21.7)
        AreaFactory(north_by=number / 30)
    assert asked() == few
    assert Project.objects.count() == 30


def test_the_table_is_sorted_as_the_list(desk: Client) -> None:
    PointFactory(project=ProjectNotStarted(name="Bê tông"))
    PointFactory(project=ProjectNotStarted(name="An toàn"), longitude=106.9)
    rows = page(desk, sap="ten").split("<tbody>")[1]
    assert rows.index("An toàn") < rows.index("Bê tông")
    rows = page(desk, sap="-ten").split("<tbody>")[1]
    assert rows.index("Bê tông") < rows.index("An toàn")


def test_an_empty_frame_is_not_drawn_where_no_position_and_no_outline_is_known(
    desk: Client,
) -> None:
    ProjectNotStarted()
    text = desk.get(URL).content.decode()
    assert "m-map" not in text
    assert "toa_do=khong" in text

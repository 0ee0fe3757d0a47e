"""Points and boundaries entered on a project, from boxes and from files; outlines of places."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from projects.models import PlaceOutline, Project, SiteArea, SitePoint
from sheets.writer import Column, SheetData, write
from tests.factories import (
    AreaFactory,
    CommuneFactory,
    OutlineFactory,
    PointFactory,
    ProjectNotStarted,
    UserFactory,
)
from tests.functional.test_permission_matrix import signed_in
from tests.support.forms import boxes

pytestmark = pytest.mark.django_db

RING = [[106.60, 21.70], [106.61, 21.70], [106.61, 21.71], [106.60, 21.71], [106.60, 21.70]]
POINT = {"label": "Cổng", "point_text": "21.85, 106.76", "meridian": "", "source": ""}
OUTLINES = "/dia-ban/ranh-gioi/"


@pytest.fixture
def desk() -> Client:
    return signed_in(UserFactory(specialist=True))


@pytest.fixture
def project() -> Project:
    return ProjectNotStarted()


def send(client: Client, url: str, data: dict[str, Any], *, confirm: bool = True) -> Any:
    """Fill in a form as a person does; without `confirm` it is only looked at."""
    return client.post(url, boxes(client.get(url)) | data | ({"confirm": "1"} if confirm else {}))


def collection(*geometries: dict[str, Any], **more: Any) -> SimpleUploadedFile:
    features = [
        {"type": "Feature", "geometry": each, "properties": {"ten": f"Khu {n}", "ma": f"xa-{n}"}}
        for n, each in enumerate(geometries, 1)
    ]
    whole = {"type": "FeatureCollection", "features": features, **more}
    return SimpleUploadedFile("khu.geojson", json.dumps(whole).encode())


def carried(text: str) -> str:
    found = re.search(r'name="rows" value="([^"]+)"', text)
    assert found
    return found[1]


def test_a_point_is_looked_at_before_it_is_saved(desk: Client, project: Project) -> None:
    url = reverse("projects:point_add", args=[project.code])
    looked = send(desk, url, POINT, confirm=False)
    assert looked.status_code == 200
    assert "21.850000" in looked.content.decode()
    assert not SitePoint.objects.exists()
    assert send(desk, url, POINT).status_code == 302
    point = SitePoint.objects.get()
    assert (point.latitude, point.longitude, point.meridian) == (21.85, 106.76, None)
    assert AuditEvent.objects.get(verb="point_added").project_id == project.pk


def test_x_and_y_need_their_meridian(desk: Client, project: Project) -> None:
    url = reverse("projects:point_add", args=[project.code])
    metres = POINT | {"point_text": "X=2416543.12 Y=428765.34"}
    assert send(desk, url, metres).status_code == 422
    assert send(desk, url, metres | {"meridian": "107.25"}).status_code == 302
    point = SitePoint.objects.get()
    assert (point.longitude, point.latitude) == pytest.approx((106.56274, 21.84390), abs=1e-5)


def test_a_point_outside_its_commune_is_a_question(desk: Client, project: Project) -> None:
    outline = OutlineFactory()
    project.units.add(outline.unit)
    url = reverse("projects:point_add", args=[project.code])
    wrong = POINT | {"point_text": "21.85, 107.76"}
    asked = send(desk, url, wrong)
    assert asked.status_code == 422
    assert outline.unit.name in asked.content.decode()
    assert 'name="is_sure"' in asked.content.decode()
    assert not SitePoint.objects.exists()
    assert send(desk, url, wrong | {"is_sure": "on"}).status_code == 302
    assert send(desk, url, POINT).status_code == 302


def test_without_outlines_a_point_far_from_all_others_is_a_question(
    desk: Client, project: Project
) -> None:
    url = reverse("projects:point_add", args=[project.code])
    PointFactory()
    assert send(desk, url, POINT | {"point_text": "10.85, 106.76"}).status_code == 422
    assert send(desk, url, POINT | {"point_text": "21.15, 106.76"}).status_code == 302


def test_a_point_is_corrected_and_removed_for_a_reason(desk: Client) -> None:
    point = PointFactory()
    code = point.project.code
    url = reverse("projects:point_edit", args=[code, point.pk])
    assert send(desk, url, POINT | {"label": "Nhà máy"}).status_code == 302
    point.refresh_from_db()
    assert (point.label, point.version) == ("Nhà máy", 2)
    url = reverse("projects:point_remove", args=[code, point.pk])
    assert send(desk, url, {"reason": ""}).status_code == 422
    assert send(desk, url, {"reason": "Nhập nhầm dự án"}).status_code == 302
    assert not SitePoint.objects.exists()
    kept = AuditEvent.objects.get(verb="point_removed")
    assert (kept.subject_id, kept.reason) == (point.pk, "Nhập nhầm dự án")


def test_an_area_is_removed_with_what_it_asked_of_its_neighbour(desk: Client) -> None:
    area, other = AreaFactory(), AreaFactory(east_by=0.001)
    code = area.project.code
    url = reverse("projects:area_edit", args=[code, area.pk])
    typed = {"label": "Khu", "meridian": "wgs84", "points_text": area.points_text}
    looked = send(desk, url, typed, confirm=False).content.decode()
    assert other.project.code in looked
    url = reverse("projects:area_remove", args=[code, area.pk])
    assert send(desk, url, {"reason": "Bản đồ cũ"}).status_code == 302
    assert list(SiteArea.objects.all()) == [other]
    assert AuditEvent.objects.get(verb="area_removed").old["points_text"]


def test_the_project_page_shows_its_points(desk: Client) -> None:
    point = PointFactory(label="Trạm cân")
    url = reverse("projects:detail", args=[point.project.code])
    text = desk.get(url).content.decode()
    assert "Trạm cân" in text
    assert "21.850000, 106.760000" in text
    assert reverse("projects:point_edit", args=[point.project.code, point.pk]) in text


def test_the_ground_to_draw_on_is_a_fragment(desk: Client, project: Project) -> None:
    OutlineFactory()
    url = reverse("projects:site_ground", args=[project.code])
    text = desk.get(url).content.decode()
    assert text.startswith('<div class="mapview" data-canvas="')
    assert "m-place" in text
    near = desk.get(url, {"khung": "106.1,21.1,106.2,21.2"}).content.decode()
    assert 'data-canvas="106.1' in near


def test_areas_and_points_of_a_file_are_seen_then_recorded(desk: Client, project: Project) -> None:
    url = reverse("projects:site_import", args=[project.code])
    file = collection(
        {"type": "MultiPolygon", "coordinates": [[RING]]},
        {"type": "Point", "coordinates": [106.605, 21.705]},
    )
    seen = desk.post(url, {"file": file, "meridian": "wgs84", "source": "QĐ 12"})
    assert seen.status_code == 200
    assert not SiteArea.objects.exists()
    rows = carried(seen.content.decode())
    write_url = reverse("projects:site_import_write", args=[project.code])
    assert desk.post(write_url, {"rows": rows, "source": "QĐ 12"}).status_code == 302
    area, point = SiteArea.objects.get(), SitePoint.objects.get()
    assert (area.label, area.source, area.project) == ("Khu 1", "QĐ 12", project)
    assert float(area.area_m2) == pytest.approx(1_145_000, rel=0.01)
    assert (point.longitude, point.latitude) == (106.605, 21.705)
    assert desk.post(write_url, {"rows": rows + "x"}).status_code == 302
    assert SiteArea.objects.count() == 1


def test_a_gap_and_a_bad_file_are_refused_in_words(desk: Client, project: Project) -> None:
    url = reverse("projects:site_import", args=[project.code])
    hole = [[106.603, 21.703], [106.605, 21.703], [106.605, 21.705], [106.603, 21.703]]
    file = collection({"type": "Polygon", "coordinates": [RING, hole]})
    answer = desk.post(url, {"file": file, "meridian": "wgs84"})
    assert answer.status_code == 422
    assert 'name="rows"' not in answer.content.decode()
    for content in (b"", b"%PDF-1.7", b"{" * 100_000, b"PK\x03\x04bad"):
        file = SimpleUploadedFile("khu.geojson", content)
        assert desk.post(url, {"file": file, "meridian": "wgs84"}).status_code == 422


def test_a_place_in_doubt_is_recorded_only_when_somebody_is_sure(
    desk: Client, project: Project
) -> None:
    outline = OutlineFactory(west=105.0, east=105.2)
    project.units.add(outline.unit)
    url = reverse("projects:site_import", args=[project.code])
    file = collection({"type": "Point", "coordinates": [106.605, 21.705]})
    rows = carried(desk.post(url, {"file": file, "meridian": "wgs84"}).content.decode())
    write_url = reverse("projects:site_import_write", args=[project.code])
    assert desk.post(write_url, {"rows": rows}).status_code == 200
    assert not SitePoint.objects.exists()
    assert desk.post(write_url, {"rows": rows, "is_sure": "1"}).status_code == 302
    assert SitePoint.objects.exists()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_table_of_vn_2000_is_one_area(desk: Client, project: Project, kind: str) -> None:
    points = [("2415000,00", "452000,00"), ("2415000,00", "452200,00"), ("2414800,00", "452200,00")]
    names = ("Số hiệu điểm", "X (m)", "Y (m)", "Chiều dài (m)")
    lines = [(str(n), x, y, "200,0") for n, (x, y) in enumerate(points, 1)]
    if kind == "csv":
        content = "\n".join(";".join(line) for line in [names, *lines]).encode()
    else:
        sheet = SheetData(
            "Khu A",
            [Column(name) for name in names],
            [list(line) for line in lines],
        )
        written = BytesIO()
        write(written, [sheet])
        content = written.getvalue()
    url = reverse("projects:site_import", args=[project.code])
    file = SimpleUploadedFile(f"toa-do.{kind}", content)
    seen = desk.post(url, {"file": file, "meridian": "107.25"}).content.decode()
    write_url = reverse("projects:site_import_write", args=[project.code])
    assert desk.post(write_url, {"rows": carried(seen)}).status_code == 302
    area = SiteArea.objects.get()
    assert (float(area.area_m2), float(area.meridian or 0)) == (20_000, 107.25)


def test_outlines_are_matched_looked_at_and_replaced_whole(desk: Client) -> None:
    by_code, by_name = CommuneFactory(code="xa-1"), CommuneFactory(name="xã Khu 2")
    old = OutlineFactory()
    square = {"type": "Polygon", "coordinates": [RING]}
    file = collection(square, square, square)
    form = {"file": file, "source": "Sở NN&MT 2025", "meridian": "wgs84", "tolerance": "20"}
    seen = desk.post(OUTLINES, form)
    assert seen.status_code == 200
    assert list(PlaceOutline.objects.all()) == [old]
    rows = carried(seen.content.decode())
    sent = {"rows": rows, "source": "Sở NN&MT 2025", "tolerance": "20"}
    other = desk.post(OUTLINES + "ghi/", sent | {"thuoc-tinh": "ten", "look": "1"})
    assert by_name.name in other.content.decode()
    assert desk.post(OUTLINES + "ghi/", sent | {"thuoc-tinh": "ma"}).status_code == 302
    outline = PlaceOutline.objects.get()
    assert (outline.unit, outline.source) == (by_code, "Sở NN&MT 2025")
    assert AuditEvent.objects.get(verb="outlines_replaced").new["rows"] == 1
    assert desk.post(OUTLINES + "ghi/", sent | {"thuoc-tinh": "khac"}).status_code == 200
    assert PlaceOutline.objects.get() == outline


def test_a_place_in_doubt_is_left_out_and_a_source_is_required(desk: Client) -> None:
    CommuneFactory(name="xã Khu 1")
    CommuneFactory(name="phường Khu 1")
    square = {"type": "Polygon", "coordinates": [RING]}
    form = {"file": collection(square), "source": "A", "meridian": "wgs84", "tolerance": "50"}
    text = desk.post(OUTLINES, form).content.decode()
    assert text.count("Khu 1 (") == 2
    form = {"file": collection(square), "source": "", "meridian": "wgs84", "tolerance": "50"}
    assert desk.post(OUTLINES, form).status_code == 422


def test_outlines_belong_to_those_who_keep_them() -> None:
    assert signed_in(UserFactory(inspector=True)).get(OUTLINES).status_code == 403

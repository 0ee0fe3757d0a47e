"""Shapes out of a file that may hold anything."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from vn.geojson import MOST_SHAPES, BadFile, read

RING = [[106.5, 21.8], [106.6, 21.8], [106.6, 21.9], [106.5, 21.8]]
HOLE = [[106.56, 21.82], [106.58, 21.82], [106.58, 21.84], [106.56, 21.82]]
METRES = [[452000, 2415000], [452200, 2415000], [452200, 2414800], [452000, 2415000]]


def written(geometry: Any, crs: str = "", **properties: Any) -> bytes:
    """A collection of one feature."""
    feature = {"type": "Feature", "geometry": geometry, "properties": properties}
    whole: dict[str, Any] = {"type": "FeatureCollection", "features": [feature]}
    if crs:
        whole["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(whole).encode()


def test_a_polygon_keeps_its_corners_and_counts_its_gaps() -> None:
    found = read(written({"type": "Polygon", "coordinates": [RING, HOLE]}, ten="Khu A", so=3))
    (shape,) = found.shapes
    assert shape.rings == (((106.5, 21.8), (106.6, 21.8), (106.6, 21.9)),)
    assert (shape.holes, shape.properties) == (1, {"ten": "Khu A", "so": "3"})


def test_all_kinds_are_read_and_empty_ones_left_out() -> None:
    geometry = {
        "type": "GeometryCollection",
        "geometries": [
            {"type": "Point", "coordinates": [106.5, 21.8]},
            {"type": "MultiPoint", "coordinates": [[106.5, 21.8, 250.0]]},
            {"type": "MultiPolygon", "coordinates": [[RING], [RING]]},
            None,
        ],
    }
    (shape,) = read(written(geometry)).shapes
    assert (len(shape.points), len(shape.rings)) == (2, 2)
    with pytest.raises(BadFile) as refused:
        read(written(None))
    assert refused.value.code == "empty"


@pytest.mark.parametrize(
    "crs", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"]
)
def test_wgs_84_by_its_names(crs: str) -> None:
    assert read(written({"type": "Polygon", "coordinates": [RING]}, crs)).meridian is None


def test_vn_2000_by_the_file_or_by_the_person() -> None:
    geometry = {"type": "Polygon", "coordinates": [METRES]}
    by_file = read(written(geometry, "urn:ogc:def:crs:EPSG::9215"))
    by_person = read(written(geometry), Decimal("107.25"))
    assert by_file == by_person
    assert by_file.meridian == Decimal("107.25")
    assert by_file.shapes[0].rings[0][0] == pytest.approx((106.7876, 21.8307), abs=1e-3)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"PK\x03\x04", "not_json"),
        (b"[1, 2]", "not_geojson"),
        (b"{}", "not_geojson"),
        (b"[" * 200_000, "too_deep"),
        (b'{"type": "FeatureCollection", "features": 5}', "not_geojson"),
        (b'{"type": "Point", "coordinates": [NaN, 2]}', "not_json"),
        (b'{"type": "Point", "coordinates": [1e999, 2]}', "not_geojson"),
        (b'{"type": "Point", "coordinates": [' + b"9" * 400 + b", 2]}", "not_geojson"),
        (b'{"type": "Point", "coordinates": [true, 2]}', "not_geojson"),
        (b'{"type": "Point", "coordinates": ["106.5", "21.8"]}', "not_geojson"),
        (b'{"type": "MultiPolygon", "coordinates": [5]}', "not_geojson"),
        (b'{"type": "Point", "coordinates": [21.8, 106.5]}', "swapped"),
        (b'{"type": "Point", "coordinates": [2.3, 48.8]}', "outside"),
        (b'{"type": "Point", "coordinates": [452000, 2415000]}', "meridian"),
        (b'{"type": "Point", "coordinates": [2415000, 452000]}', "swapped"),
        (b'{"type": "LineString", "coordinates": [[106.5, 21.8]]}', "other_kind"),
        (b'{"type": "Polygon", "coordinates": [[[106.5, 21.8], [106.6, 21.8]]]}', "few_corners"),
    ],
)
def test_what_is_no_shape_is_refused_in_its_own_words(content: bytes, code: str) -> None:
    with pytest.raises(BadFile) as refused:
        read(content)
    assert refused.value.code == code


@pytest.mark.parametrize("crs", ["EPSG:3857", "urn:ogc:def:crs:EPSG::3405", "EPSG:4756", "Paris"])
def test_another_coordinate_system_is_refused_by_name(crs: str) -> None:
    with pytest.raises(BadFile) as refused:
        read(written({"type": "Polygon", "coordinates": [RING]}, crs))
    assert (refused.value.code, refused.value.about) == ("crs", crs)


def test_a_deep_nest_of_collections_and_too_many_features_are_refused() -> None:
    nest: Any = None
    for _ in range(20):
        nest = {"type": "GeometryCollection", "geometries": [nest]}
    with pytest.raises(BadFile, match="too_deep"):
        read(written(nest))
    many = {"type": "FeatureCollection", "features": [{}] * (MOST_SHAPES + 1)}
    with pytest.raises(BadFile, match="too_many"):
        read(json.dumps(many).encode())

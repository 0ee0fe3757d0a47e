"""What no page of ours posts about a workbook is answered with a page, never an error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from projects.models import ImportBatch, ImportRow, PlaceOutline
from tests.factories import CommuneFactory, ProjectNotStarted, UserFactory
from tests.support.people import signed_in
from tests.support.sent_workbooks import read_batch

pytestmark = pytest.mark.django_db

NUMBERS = ["9" * 5000, "9" * 30, "-1", "0", "1.5", "\0", "²", "٢", "1\0", ""]


@pytest.fixture
def desk() -> Client:
    client = signed_in(UserFactory(specialist=True))
    client.raise_request_exception = False
    return client


@pytest.fixture
def batch(desk) -> ImportBatch:
    return read_batch(desk)


def at(name: str, batch: ImportBatch, *more: int) -> str:
    return reverse(f"projects:{name}", args=[batch.pk, *more])


def broken(answers: dict[str, Any]) -> dict[str, int]:
    return {key: answer.status_code for key, answer in answers.items() if answer.status_code >= 500}


@pytest.mark.parametrize("number", NUMBERS)
def test_no_number_breaks_an_answer(desk, batch, number) -> None:
    row = ImportRow.objects.filter(batch=batch).first()
    all_, one = at("import_answer_all", batch), at("import_row", batch, row.pk)
    posts = {
        "row": (all_, {"act": "rows", f"r{number}": "create", f"v{number}": "1"}),
        "version": (all_, {"act": "rows", f"r{row.pk}": "create", f"v{row.pk}": number}),
        "project": (all_, {"act": "rows", f"r{row.pk}": f"update:{number}", f"v{row.pk}": "1"}),
        "all": (all_, {"act": "all", "outcome": "create", "version": number}),
        "investor": (
            all_,
            {"act": "investor", "investor": number, "name": "A", "version": str(batch.version)},
        ),
        "one": (one, {"answer": f"update:{number}", "version": "1"}),
        "seen": (one, {"answer": "create", "version": number}),
    }
    assert broken({key: desk.post(*post) for key, post in posts.items()}) == {}


def test_an_investor_nobody_knows_any_more_is_asked_again(desk, batch) -> None:
    said = {"act": "investor", "investor": "999999", "name": "A", "version": str(batch.version)}
    answer = desk.post(at("import_answer_all", batch), said)
    assert answer.status_code == 302
    assert ImportBatch.objects.get(pk=batch.pk).version == batch.version


def test_no_text_breaks_the_answers_that_are_kept(desk, batch) -> None:
    cell = {"act": "cells"}
    row = ImportRow.objects.filter(batch=batch).exclude(messages=[]).first()
    page = desk.get(at("import_row", batch, row.pk))
    address = next(each.address for each in page.context["shown"].cells if each.address)
    investor = {"act": "investor", "investor": "moi", "name": "a\0b", "version": str(batch.version)}
    posts = {
        "investor": desk.post(at("import_answer_all", batch), investor),
        "cell": desk.post(at("import_row", batch, row.pk), cell | {f"o-{address}": "a\0b"}),
    }
    assert broken(posts) == {}


@pytest.mark.parametrize("text", ["\ud800", "\0", "a\udfffb"])
def test_no_text_of_a_geojson_file_breaks_its_page(desk, text) -> None:
    project = ProjectNotStarted()
    url = reverse("projects:site_import", args=[project.code])
    point = {"type": "Point", "coordinates": [106.7, 21.8]}
    files = {
        "label": {"type": "Feature", "properties": {"ten": text}, "geometry": point},
        "kind": {"type": text},
        "crs": point | {"crs": {"properties": {"name": text}}},
    }
    answers = {}
    for name, content in files.items():
        sent = SimpleUploadedFile("ranh.geojson", json.dumps(content).encode())
        answers[name] = desk.post(url, {"file": sent, "meridian": "wgs84", "source": ""})
    assert broken(answers) == {}
    assert {answer.status_code for answer in answers.values()} <= {200, 422}


def test_no_source_breaks_the_writing_of_shapes(desk) -> None:
    project = ProjectNotStarted()
    CommuneFactory(name="Xã Chi Lăng")
    ring = [[106.5, 21.8], [106.6, 21.8], [106.6, 21.9], [106.5, 21.8]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"ten": "Xã Chi Lăng"}, "geometry": shape}
    said = {"meridian": "wgs84", "source": "Sở", "tolerance": "50"}
    at_project = [project.code]
    pairs = {
        reverse("projects:outlines"): reverse("projects:outlines_write"),
        reverse("projects:site_import", args=at_project): reverse(
            "projects:site_import_write", args=at_project
        ),
    }
    answers = {}
    for address, write in pairs.items():
        sent = SimpleUploadedFile("ranh.geojson", json.dumps(feature).encode())
        page = desk.post(address, said | {"file": sent})
        assert page.context["rows"]
        typed = {"rows": page.context["rows"], "thuoc-tinh": "ten", "source": "S\0ở"}
        answers[write] = desk.post(write, typed)
    assert broken(answers) == {}
    assert PlaceOutline.objects.get().source == project.site_areas.get().source == "Sở"

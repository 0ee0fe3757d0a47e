"""The description of the API: complete, true to its examples, and readable without the internet."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.urls import reverse
from jsonschema_rs import Draft202012Validator

from accounts.permissions import Permission
from tests.factories import UserFactory
from tests.functional.test_permission_matrix import OURS
from tests.support.api import description
from tests.support.repository import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return description()


def answers(told: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """(address, status, content) of every answer that has one."""
    return [
        (path, status, content)
        for path, methods in told["paths"].items()
        for status, answer in methods["get"]["responses"].items()
        for content in answer.get("content", {}).values()
    ]


def test_the_tool_has_nothing_to_say_against_it() -> None:
    said = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=said)
    assert "openapi: 3.1" in said.getvalue()


def test_every_address_of_the_api_is_described(told: dict[str, Any]) -> None:
    described = {name for path in told["paths"] for name in re.findall(r"v1/(\w+)", path)}
    ours = {each.name.split(":")[1] for each in OURS if each.read_by_programs}
    assert ours - {"schema"} == {
        *described,
        "project",
        "obligation",
        "flag",
        "report",
        "snapshot",
    }


def test_every_answer_says_what_may_go_wrong(told: dict[str, Any]) -> None:
    for path, methods in told["paths"].items():
        expected = {"200", "400", "401", "403", "404" if "{" in path else "422"}
        assert expected <= set(methods["get"]["responses"]), path
        assert methods["get"]["summary"], path


def test_every_example_is_a_possible_answer(told: dict[str, Any]) -> None:
    seen = 0
    for path, status, content in answers(told):
        strict = {"components": told["components"]} | content["schema"]
        for example in content["examples"].values():
            found = list(Draft202012Validator(strict).iter_errors(example["value"]))
            assert found == [], (path, status)
            seen += 1
    assert seen == len(answers(told))


def test_facts_are_never_left_out(told: dict[str, Any]) -> None:
    for name, shape in told["components"]["schemas"].items():
        assert shape.get("required", []) == list(shape.get("properties", {})), name


def test_it_is_served_to_those_who_may_read(client) -> None:
    client.force_login(UserFactory(commune_officer=True))
    answer = client.get(reverse("api:schema"))
    assert answer["Content-Type"] == "application/json"
    assert set(answer.json()["paths"]) == set(description()["paths"])


def test_its_page_asks_nobody_else(client) -> None:
    """All it loads is ours; no script and no style stands in the page itself."""
    client.force_login(UserFactory(specialist=True))
    answer = client.get(reverse("api:docs"))
    page = answer.content.decode()
    loaded = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="([^"]+)"', page)
    assert any("swagger-ui-bundle" in address for address in loaded)
    for address in loaded:
        assert address.startswith("/static/"), address
        assert finders.find(address.removeprefix("/static/")), address
    assert not re.search(r"<script(?![^>]+src=)|<style|\sstyle=|\son\w+=", page)
    assert f'data-schema="{reverse("api:schema")}"' in page


def test_its_page_may_only_draw_the_pictures_of_its_style_sheet_besides(client) -> None:
    client.force_login(UserFactory(specialist=True))
    strict = client.get(reverse("projects:list"))["Content-Security-Policy"]
    here = client.get(reverse("api:docs"))["Content-Security-Policy"]
    assert here.replace("img-src 'self' data:", "img-src 'self'") == strict
    assert here != strict


def test_the_foot_of_a_page_leads_there_who_may_read(client) -> None:
    link = f'href="{reverse("api:docs")}"'
    client.force_login(UserFactory(specialist=True))
    assert link in client.get(reverse("projects:list")).content.decode()
    client.logout()
    assert link not in client.get(reverse("account_login")).content.decode()


def test_the_words_for_programmers_name_what_there_is(told: dict[str, Any]) -> None:
    text = (ROOT / "docs/api.md").read_text()
    for path in told["paths"]:
        assert f"`{path}`" in text, path
    assert {Permission.VIEW_REGISTRY, Permission.VIEW_FLAGS, Permission.VIEW_REPORTS} == {
        each.permission for each in OURS if each.name.startswith("api:")
    }

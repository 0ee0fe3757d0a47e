"""Type like a person whose browser says where its posts come from."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from projects.models import Project
from tests.support.forms import boxes

HERE = {"Origin": "http://testserver"}
ELSEWHERE = {"Origin": "https://noi-khac.example"}


def edit(project: Project) -> str:
    """The page that corrects a project."""
    return reverse("projects:edit", args=[project.code])


def typed_on(desk: Client, where: str, **typed: Any) -> dict[str, Any]:
    """What the form at an address would send with these words in its boxes."""
    return boxes(desk.get(where)) | typed


def autosave(browser: Client, sent: dict[str, Any]) -> Any:
    """What the script sends three seconds after the last key."""
    return browser.post(reverse("desk:keep_draft"), sent, headers={"X-Requested-With": "fetch"})

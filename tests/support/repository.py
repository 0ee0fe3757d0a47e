"""Reads the repository itself: sources, models, constraints."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "investportal",
    "reporting",
    "disbursement",
    "inspections",
    "projects",
    "deadlines",
    "desk",
    "accounts",
    "vn",
    "sheets",
    "charts",
)


def modules() -> Iterator[Path]:
    """Every module of the product, without migrations."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def all_python() -> Iterator[Path]:
    """The product, its tests and its two scripts."""
    yield from modules()
    yield from sorted((ROOT / "tests").rglob("*.py"))
    yield from (ROOT / "manage.py", ROOT / "portal")


def name_of(path: Path) -> str:
    """A path as it is written in this repository."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree_of(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text(), filename=name_of(path))


def own_models() -> list[type[Model]]:
    """Every model of the product's apps."""
    return [model for model in apps.get_models() if model._meta.app_label in PACKAGES]


@functools.cache
def text_of_tests() -> str:
    """All tests but those about the repository, as one text to search in."""
    tests = (ROOT / "tests").rglob("*.py")
    return "\n".join(path.read_text() for path in tests if path.name != "test_repository.py")

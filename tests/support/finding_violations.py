"""What the database refuses of saved views, pins and things opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.finding import PinFactory, ViewSaved, VisitFactory


def _again(factory: Any, *names: str) -> None:
    row = factory()
    factory(**{name: getattr(row, name) for name in names})


FINDING: dict[str, Callable[[], Any]] = {
    "saved_view_one_of_each_name": lambda: _again(ViewSaved, "user", "page", "name"),
    "saved_view_has_a_name": lambda: ViewSaved(name=""),
    "pin_once_for_each_thing": lambda: _again(PinFactory, "user", "kind", "subject_id"),
    "visit_once_for_each_thing": lambda: _again(VisitFactory, "user", "kind", "subject_id"),
}

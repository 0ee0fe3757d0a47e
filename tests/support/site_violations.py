"""What the database refuses of points and of outlines of places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import factories as f

SITES: dict[str, Callable[[], Any]] = {
    "site_point_is_on_earth": lambda: f.PointFactory(latitude=91.0),
    "place_outline_bounds_are_in_order": lambda: f.OutlineFactory(north=21.0),
    "place_outline_names_its_source": lambda: f.OutlineFactory(source=""),
}

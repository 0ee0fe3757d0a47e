"""Whether a project has a position on the map, as a condition of the list."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from projects.filters.conditions import Choices
from projects.querysets.positions import with_position

WITH_POSITION, WITHOUT_POSITION = "co", "khong"
POSITION: Choices = [
    (WITH_POSITION, _("With a position")),
    (WITHOUT_POSITION, _("Without a position")),
]


class PositionFilter(django_filters.ChoiceFilter):  # type: ignore[misc, unused-ignore]
    """With or without a point or an area."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Position on the map"), choices=POSITION, empty_label=_("All"), **kwargs
        )

    def filter(self, qs: Any, value: str) -> Any:
        """Those of the projects; all of them without a value."""
        if not value:
            return qs
        return qs.filter(with_position() if value == WITH_POSITION else ~with_position())

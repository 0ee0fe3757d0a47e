"""Fields of the API that say "not on record" as null, as the whole portal does."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class Text(serializers.CharField):
    """A text; the empty one, with which the database says that there is none, is null."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_null=True, **options)

    def to_representation(self, value: Any) -> Any:
        """The text, or null."""
        return str(value) or None


class Choice(serializers.ChoiceField):
    """One of a closed list, or null."""

    def __init__(self, choices: Any, **options: Any) -> None:
        super().__init__(choices, allow_null=True, **options)

    def to_representation(self, value: Any) -> Any:
        """The code, or null."""
        return value or None


class Dong(serializers.IntegerField):
    """Whole đồng, or null when the amount is not known; zero is a fact."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_null=True, min_value=0, max_value=2**63 - 1, **options)


class Day(serializers.DateField):
    """A day, or null."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_null=True, **options)


class Area(serializers.DecimalField):
    """Square metres, exact to the hundredth, as a text; null when not known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, allow_null=True, **options)

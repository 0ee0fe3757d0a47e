"""Size, contrast and theme: steps stop at their ends, and foreign values are no choice."""

from __future__ import annotations

import pytest

from investportal.preferences import Preferences, resolve


@pytest.mark.parametrize(
    ("name", "asked", "current", "value"),
    [
        pytest.param("contrast", "up", "normal", "high", id="first step up"),
        pytest.param("contrast", "up", "high", "max", id="second step up"),
        pytest.param("contrast", "up", "max", "max", id="no step past the highest"),
        pytest.param("contrast", "down", "normal", "normal", id="no step below normal"),
        pytest.param("size", "down", "m", "s", id="smaller text"),
        pytest.param("size", "up", "xl", "xl", id="no text above the largest"),
        pytest.param("size", "m", "xl", "m", id="back to the default size"),
        pytest.param("theme", "dark", "light", "dark", id="dark theme"),
        pytest.param("theme", "up", "light", None, id="a theme has no steps"),
        pytest.param("contrast", "loud", "normal", None, id="an unknown value"),
        pytest.param("colour", "red", "", None, id="an unknown dimension"),
    ],
)
def test_a_button_gives_a_value(name: str, asked: str, current: str, value: str | None) -> None:
    assert resolve(name, asked, current) == value


def test_a_value_we_never_wrote_counts_as_no_choice() -> None:
    read = Preferences.from_cookies({"display_theme": "pink", "display_size": "l"})
    assert read == Preferences(size="l")


def test_without_a_choice_the_ends_are_those_of_the_defaults() -> None:
    nothing = Preferences()
    assert nothing.contrast_at_lowest
    assert not nothing.contrast_at_highest
    assert not nothing.size_at_smallest
    assert not nothing.is_dark

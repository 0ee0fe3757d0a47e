"""Keyset pages over rows with ties, in both directions, while rows come and go."""

from __future__ import annotations

import pytest

from accounts.models import Agency
from desk.paging import Cursor, Key, Segment, page, read_cursor, read_size
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def segments() -> tuple[Segment, ...]:
    """Named agencies by name downwards, then the nameless by key."""
    named = Agency.objects.exclude(short_name="")
    nameless = Agency.objects.filter(short_name="")
    return (
        Segment(named, (Key("short_name", str, descending=True), Key("pk"))),
        Segment(nameless, (Key("pk"),)),
    )


@pytest.fixture
def rows() -> list[int]:
    """Eleven agencies: names that tie, and four without one; in the order of the list."""
    names = ["b", "b", "b", "a", "c", "", "b", "", "a", "", ""]
    made = [AgencyFactory(short_name=name) for name in names]
    named = sorted((a for a in made if a.short_name), key=lambda a: a.pk)
    named.sort(key=lambda a: a.short_name, reverse=True)
    return [a.pk for a in named] + [a.pk for a in made if not a.short_name]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 10, 11, 12])
def test_following_next_visits_each_row_once_in_order(rows, size) -> None:
    seen, cursor = [], None
    while True:
        found = page(segments(), cursor=cursor, size=size)
        seen += found.ids
        if not found.older:
            break
        cursor = read_cursor(found.older)
    assert seen == rows


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_going_back_shows_the_same_pages(rows, size) -> None:
    forward, cursor = [], None
    while True:
        found = page(segments(), cursor=cursor, size=size)
        forward.append(found.ids)
        if not found.older:
            break
        cursor = read_cursor(found.older)
    back = [found.ids]
    while found.newer:
        found = page(segments(), cursor=read_cursor(found.newer), size=size)
        back.append(found.ids)
    assert back == forward[::-1]


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(rows) -> None:
    first = page(segments(), cursor=None, size=6)
    last = page(segments(), cursor=read_cursor(first.older), size=6)
    assert (first.newer, last.older) == ("", "")
    assert first.ids + last.ids == rows


def test_a_row_that_goes_away_meanwhile_moves_no_other(rows) -> None:
    first = page(segments(), cursor=None, size=4)
    Agency.objects.filter(pk=rows[1]).delete()
    second = page(segments(), cursor=read_cursor(first.older), size=4)
    assert second.ids == rows[4:8]


def test_the_row_the_cursor_stands_on_may_itself_be_gone(rows) -> None:
    first = page(segments(), cursor=None, size=4)
    Agency.objects.filter(pk=rows[3]).delete()
    assert page(segments(), cursor=read_cursor(first.older), size=4).ids == rows[4:8]


def test_a_cursor_beyond_the_end_shows_the_first_page(rows) -> None:
    beyond = Cursor(backward=False, segment=1, values=(str(10**9),))
    assert page(segments(), cursor=beyond, size=4).ids == rows[:4]


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor(backward=False, segment=5, values=("a", "1")),
        Cursor(backward=False, segment=-1, values=("a", "1")),
        Cursor(backward=False, segment=0, values=("a",)),
        Cursor(backward=False, segment=0, values=("a", "x")),
    ],
    ids=["no such segment", "a negative segment", "too few keys", "a key of another type"],
)
def test_a_cursor_of_another_list_shows_the_first_page(rows, cursor) -> None:
    assert page(segments(), cursor=cursor, size=4).ids == rows[:4]


def test_an_empty_list_has_one_empty_page() -> None:
    found = page(segments(), cursor=None, size=4)
    assert (found.rows, found.newer, found.older) == ([], "", "")


def test_a_cursor_survives_the_address() -> None:
    cursor = Cursor(backward=True, segment=1, values=("Đường 7/1", "42"))
    assert read_cursor(str(cursor)) == cursor


@pytest.mark.parametrize("text", ["", "x", "====", "W10", "bnVsbA", "WzAsMCwiXHUwMDAwIl0", "{}"])
def test_text_that_is_no_cursor_is_none(text) -> None:
    assert read_cursor(text) is None


@pytest.mark.parametrize(
    ("text", "size"), [("25", 25), ("100", 100), ("", 50), ("7", 50), ("x", 50)]
)
def test_a_page_has_one_of_three_sizes(text, size) -> None:
    assert read_size(text) == size

"""The registry list: as rows, as a page, deep down, and as the registry grows."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
from django.test import Client

from accounts.models import User
from desk.addresses import CURSOR, ORDER, SIZE
from desk.paging import Cursor
from projects.models import Project
from projects.querysets import listing
from tests.benchmarks import database, floors
from tests.benchmarks.harness import Goal, Ledger, Line, in_turn, ratio, seconds, took
from tests.benchmarks.province import COMMON, RARE
from tests.benchmarks.urls import ROWS, rows_of

ROWS_AS_JSON = f"/api/v1/projects/?{ORDER}={listing.NAME}&{SIZE}={ROWS}"
LIST = f"/du-an/?{ORDER}={listing.NAME}&{SIZE}={ROWS}"
REPEATS = 15
FEW = 5
PAGE = (
    "Beside its hundred rows the page draws forty boxes of filters, ready-made views and a menu "
    "with their counts, totals, flags and next deadlines, in two dozen queries. What grows with the "
    "registry are these counts: they are exact, each reads every row of one index, and no page "
    "shows a count that was stored."
)
SEARCH = f"/tim-kiem/?{urlencode({'q': COMMON})}"
OTHERS = {
    "search box, a common word": SEARCH,
    "list found by a common word": f"{LIST}&{urlencode({'q': COMMON})}",
    "list in groups, by sector": "/du-an/?nhom=linh_vuc",
    "map": "/ban-do/",
}
"""Pages beside the list, by what they show."""


@pytest.fixture
def reader(settings, registry: str) -> Client:
    """An officer of the registry, signed in."""
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    client = Client()
    client.force_login(User.objects.get(pk=1))
    return client


def get(client: Client, address: str) -> Callable[[], bytes]:
    """A request for one page, which must succeed."""

    def ask() -> bytes:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content

    return ask


def test_rows_as_json(reader: Client, registry: str, ledger: Ledger) -> None:
    raw, own = get(reader, "/bench/raw/"), get(reader, ROWS_AS_JSON)
    assert orjson.loads(own())["results"] == orjson.loads(raw())
    taken = in_turn({"floor": raw, "ours": own}, repeats=REPEATS)
    note = (
        "The API asks as often as the raw view. It refuses parameters that it does not know, its "
        "query builder costs about a millisecond, and it writes JSON with the standard library."
    )
    add(ledger, Against("List as JSON, 100 rows", registry, "raw view", Goal(1.5), note), taken)


def test_page(reader: Client, registry: str, ledger: Ledger) -> None:
    taken = in_turn(
        {
            "floor": get(reader, "/bench/raw/"),
            "admin": get(reader, "/bench/admin/projects/project/"),
            "ours": get(reader, LIST),
        },
        repeats=REPEATS if registry == "2k" else FEW,
    )
    add(ledger, Against("List as a page, 100 rows", registry, "raw view", Goal(6), PAGE), taken)
    ledger.add(
        Line(
            "List as a page, times faster than Django's admin",
            registry,
            took(taken["ours"]),
            f"admin changelist {took(taken['admin'])}",
            ratio(taken["admin"], taken["ours"]),
            Goal(4, at_least=True),
            note="The admin draws rows and nothing else; the causes are those above.",
        )
    )


def test_turned_page(reader: Client, registry: str, ledger: Ledger) -> None:
    """What htmx asks for when a page is turned: the rows, without the boxes and the menu."""
    headers = {"HX-Request": "true", "HX-Target": "ket-qua"}

    def turned() -> bytes:
        answer = reader.get(LIST, headers=headers)
        assert answer.status_code == 200
        return answer.content

    taken = in_turn({"floor": get(reader, "/bench/raw/"), "ours": turned}, repeats=FEW)
    note = "Its rows carry flags and deadlines, and the total above them is counted each time."
    add(ledger, Against("List, a turned page", registry, "raw view", Goal(6), note), taken)


@pytest.mark.parametrize("what", list(OTHERS))
def test_other_pages(reader: Client, registry: str, ledger: Ledger, what: str) -> None:
    taken = in_turn(
        {"floor": get(reader, "/bench/raw/"), "ours": get(reader, OTHERS[what])}, repeats=FEW
    )
    add(ledger, Against(f"Page of the {what}", registry, "raw view"), taken)


def test_gravest_first(reader: Client, registry: str, ledger: Ledger) -> None:
    taken = in_turn(
        {
            "floor": get(reader, LIST),
            "ours": get(reader, f"/du-an/?{ORDER}={listing.SEVERITY}&{SIZE}={ROWS}"),
        },
        repeats=FEW,
    )
    add(ledger, Against("List by gravity of flags", registry, "the same by name"), taken)


def test_deep_page(reader: Client, registry: str, ledger: Ledger) -> None:
    depth = database.SIZES[registry] * 9 // 10
    keys = Project.objects.order_by("sort_key", "id").values_list("sort_key", "id")[depth]
    cursor = Cursor(backward=False, segment=0, values=tuple(map(str, keys)))
    taken = in_turn(
        {"floor": get(reader, LIST), "ours": get(reader, f"{LIST}&{CURSOR}={cursor}")},
        repeats=REPEATS if registry == "2k" else FEW,
    )
    add(ledger, Against(f"Deep page, row {depth:,}", registry, "its first page", Goal(1.3)), taken)


@pytest.mark.parametrize(
    ("words", "bound"), [(COMMON, 10), (RARE, 20)], ids=["common word", "rare word"]
)
def test_search(registry: str, ledger: Ledger, words: str, bound: int) -> None:
    spellings = {
        words,
        words.upper(),
        unicodedata.normalize("NFD", words),
        words.replace("ủy", "uỷ"),
        "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c)),
    }
    hits = {Project.objects.search(spelling.replace("đ", "d")).count() for spelling in spellings}
    assert len(hits) == 1
    assert 0 < floors.search_unfolded(words) <= hits.pop()
    taken = in_turn(
        {
            "floor": lambda: floors.search_unfolded(words),
            "ours": lambda: Project.objects.search(words).count(),
        },
        repeats=REPEATS,
    )
    ledger.add(
        Line(
            f"Accent-blind search, times faster, {'common' if words == COMMON else 'rare'} word",
            registry,
            took(taken["ours"]),
            f"icontains on plain columns {took(taken['floor'])}",
            ratio(taken["floor"], taken["ours"]),
            Goal(bound, at_least=True) if registry == "100k" else None,
        )
    )


GROWING: dict[str, tuple[str, str]] = {
    "rows": ("list as rows", ""),
    "search": (
        "first page of a search",
        "A word of one project in twelve has fifty times the hits, and all are sorted before the "
        "first hundred are shown.",
    ),
    "page": ("list as a page", PAGE),
}


@pytest.mark.parametrize("what", list(GROWING))
def test_growth(swept, settings, ledger: Ledger, what: str) -> None:
    """The same work at both sizes, in turn; opening the connection is not counted."""
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    taken: dict[str, list[float]] = {size: [] for size in database.SIZES}
    for _ in range(FEW):
        for size in database.SIZES:
            with database.using(swept(size)):
                work = growing(what)
                work()
                taken[size] += [seconds(work) for _ in range(FEW)]
    small, large = (taken[size] for size in database.SIZES)
    name, note = GROWING[what]
    ledger.add(
        Line(
            f"Growth of the {name}",
            "2k to 100k",
            took(large),
            took(small),
            ratio(large, small),
            Goal(1.5),
            note,
        )
    )


def growing(what: str) -> Callable[[], Any]:
    """The work, on the database connected to."""
    if what == "rows":
        return lambda: rows_of(Project.objects.all(), User.objects.get(pk=1))
    if what == "search":
        return lambda: rows_of(Project.objects.search(COMMON), User.objects.get(pk=1))
    client = Client()
    client.force_login(User.objects.get(pk=1))
    return get(client, LIST)


@dataclass(frozen=True, slots=True)
class Against:
    """What a line compares, on which registry, with which floor and goal."""

    work: str
    size: str
    floor: str
    goal: Goal | None = None
    note: str = ""


def add(ledger: Ledger, against: Against, taken: dict[str, list[float]]) -> None:
    """One line of the ledger against the floor."""
    ours, base = taken["ours"], taken["floor"]
    floor = f"{against.floor} {took(base)}"
    value = ratio(ours, base)
    ledger.add(
        Line(against.work, against.size, took(ours), floor, value, against.goal, against.note)
    )

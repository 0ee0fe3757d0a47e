"""A news day does not reach the database: public answers are kept, bounded and never out of date."""

from __future__ import annotations

import gzip
from threading import Event, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.actions import publishing
from projects.actions.acts import Seen
from projects.models import Publication
from reporting.public import caching
from reporting.public.shelf import NotKept, Shelf
from tests.factories import CallInForce, ProjectNotStarted

pytestmark = pytest.mark.django_db

WARM = ("/", "/en/", "/cong-khai/du-an/", "/cong-khai/moi-goi/", "/cong-khai/du-lieu-mo/du-an.csv")
HAND: dict[str, Any] = {"by": None, "on": timezone.localdate(), "at": timezone.now()}


def published(code: str = "DA-0400") -> Any:
    project = ProjectNotStarted(code=code)
    publishing.publish(**HAND, project=project, shown=publishing.Shown(objective="Sản xuất"))
    return project


def test_two_hundred_requests_ask_nothing_once_it_is_warm(client: Client) -> None:
    published()
    CallInForce()
    for path in WARM:
        client.get(path)
    lists = [
        f"/cong-khai/du-an/?{query}" for query in ("q=nha+may", "giai_doan=certified", "trang=2")
    ]
    with CaptureQueriesContext(connection) as asked:
        for n in range(40):
            for path in WARM:
                assert client.get(path, {"khong-biet": str(n)}).status_code == 200
            assert client.get(lists[n % 3]).status_code == 200
    assert len(asked) == 0, [each["sql"] for each in asked]


def test_unknown_parameters_fill_nothing(client: Client) -> None:
    client.get("/cong-khai/du-an/")
    before = len(caching.ANSWERS)
    for n in range(30):
        client.get("/cong-khai/du-an/", {f"x{n}": "1", "utm_source": str(n)})
    assert len(caching.ANSWERS) == before
    page = client.get("/cong-khai/du-an/?utm_source=tin&q=").content.decode()
    assert "utm_source" not in page


def test_words_people_type_push_nothing_out(client: Client) -> None:
    client.get("/cong-khai/lien-he/")
    for n in range(80):
        client.get("/cong-khai/du-an/", {"q": f"tu-{n}"})
    assert len(caching.SOUGHT) <= 60
    with CaptureQueriesContext(connection) as asked:
        client.get("/cong-khai/lien-he/")
    assert len(asked) == 0


def test_publishing_and_taking_back_are_seen_at_once(client: Client) -> None:
    assert "DA-0400" not in client.get("/cong-khai/du-an/").content.decode()
    published()
    assert "DA-0400" in client.get("/cong-khai/du-an/").content.decode()
    assert client.get("/cong-khai/du-an/DA-0400/").status_code == 200
    row = Publication.objects.get()
    seen = Seen(row.pk, row.version)
    publishing.withdraw(**HAND, seen=seen, reason="Nhầm dự án")
    assert "DA-0400" not in client.get("/cong-khai/du-an/").content.decode()
    assert client.get("/cong-khai/du-an/DA-0400/").status_code == 404


def test_another_process_asks_again_after_half_a_minute(client: Client, monkeypatch) -> None:
    published()
    client.get("/cong-khai/du-an/DA-0400/")
    Publication.objects.update(until_date=timezone.localdate(), withdrawn_reason="Nơi khác")
    assert client.get("/cong-khai/du-an/DA-0400/").status_code == 200
    monkeypatch.setattr(caching, "STAMP_SECONDS", 0.0)
    assert client.get("/cong-khai/du-an/DA-0400/").status_code == 404
    assert caching.STAMP_SECONDS < 60


def test_an_answer_that_is_known_is_not_sent_again(client: Client) -> None:
    first: Any = client.get("/cong-khai/lien-he/")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert first.headers["Vary"] == "Accept-Encoding, Cookie"
    again: Any = client.get("/cong-khai/lien-he/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/cong-khai/du-lieu-mo/pci.csv").headers["Vary"] == "Accept-Encoding"


def test_it_is_sent_packed_to_who_unpacks(client: Client) -> None:
    plain: Any = client.get("/cong-khai/dinh-nghia/")
    packed: Any = client.get("/cong-khai/dinh-nghia/", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


def test_each_reader_gets_the_look_he_prefers(client: Client) -> None:
    dark = Client()
    dark.cookies["display_theme"] = "dark"
    assert 'data-theme="dark"' in dark.get("/cong-khai/lien-he/").content.decode()
    assert "data-theme" not in client.get("/cong-khai/lien-he/").content.decode()


def test_a_page_that_is_not_there_is_not_kept(client: Client) -> None:
    before = len(caching.ANSWERS)
    assert client.get("/cong-khai/du-an/khong-co/").status_code == 404
    assert len(caching.ANSWERS) == before


def test_while_the_database_is_away_the_last_answer_is_given(client: Client, monkeypatch) -> None:
    first: Any = client.get("/cong-khai/du-an/")

    def away() -> str:
        raise OperationalError("gone")

    monkeypatch.setattr(caching, "_published_now", away)
    monkeypatch.setattr(caching, "STAMP_SECONDS", 0.0)
    assert client.get("/cong-khai/du-an/").content == first.content


def test_one_thread_makes_it_while_the_others_get_the_old_one() -> None:
    shelf: Shelf[str] = Shelf(most=5, seconds=0.0)
    assert shelf.get("a", "1", lambda: "old") == "old"
    begun, go_on, made = Event(), Event(), []

    def slow() -> str:
        begun.set()
        go_on.wait(5)
        return "new"

    thread = Thread(target=lambda: made.append(shelf.get("a", "1", slow)))
    thread.start()
    begun.wait(5)
    assert shelf.get("a", "1", lambda: pytest.fail("made twice")) == "old"
    go_on.set()
    thread.join(5)
    assert made == ["new"]


def test_the_shelf_is_bounded_and_hides_what_another_stamp_made() -> None:
    shelf: Shelf[bytes] = Shelf(most=3, seconds=60, most_bytes=20, size=len)
    for n in range(9):
        shelf.get(n, "1", lambda: b"x" * 8)
    assert len(shelf) == 2
    assert shelf.get(8, "2", lambda: b"y") == b"y"

    def refused() -> bytes:
        raise NotKept

    assert shelf.get(8, "2", refused) == b"y"
    with pytest.raises(NotKept):
        shelf.get("khac", "2", refused)

"""Every committed history row comes under one seal, once, whoever else is at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from django.db import transaction
from django.utils import timezone

from accounts import tasks
from accounts.actions import anchoring, sealing
from accounts.models import AuditEvent, AuditLeaf, AuditSeal
from accounts.queries import unsealed, unsealed_rows
from accounts.rules.anchors import Broken, read
from tests.support.history import acts
from tests.support.together import at_once, closing

AT = datetime(2026, 9, 21, 17, 10, tzinfo=UTC)
DAY = date(2026, 9, 22)


@pytest.fixture
def small_batches(monkeypatch) -> None:
    """Four rows under a seal."""
    monkeypatch.setattr(sealing, "BATCH", 4)


def seal() -> list[AuditSeal]:
    return sealing.seal(at=AT)


def leaves() -> list[tuple[int, int, int]]:
    return list(AuditLeaf.objects.values_list("seal_id", "position", "event_id"))


@pytest.mark.django_db
def test_rows_come_under_seal_in_batches_and_only_once(small_batches) -> None:
    ids = [event.pk for event in acts(10)]
    assert [(made.pk, made.rows) for made in seal()] == [(1, 4), (2, 4), (3, 2)]
    places = [(1, 0), (1, 1), (1, 2), (1, 3), (2, 0), (2, 1), (2, 2), (2, 3), (3, 0), (3, 1)]
    assert leaves() == [(*place, pk) for place, pk in zip(places, ids, strict=True)]
    first, second, third = AuditSeal.objects.all()
    assert (first.previous_root, second.previous_root, third.previous_root) == (
        "",
        first.root,
        second.root,
    )
    assert [row.complete_to for row in (first, second, third)] == [ids[3], ids[7], ids[9]]
    assert seal() == []
    more = acts(1)
    assert [(made.pk, made.rows) for made in seal()] == [(4, 1)]
    assert leaves()[-1] == (4, 0, more[0].pk)


@pytest.mark.django_db
def test_nothing_to_seal_writes_nothing() -> None:
    assert seal() == []
    assert not AuditSeal.objects.exists()


@pytest.mark.django_db
def test_with_nothing_new_no_sealed_row_is_read(django_assert_num_queries) -> None:
    acts(30)
    seal()
    last = AuditEvent.objects.latest("pk").pk
    assert f'"id" > {last} AND' in str(unsealed().query)
    with django_assert_num_queries(7):
        assert seal() == []


@pytest.mark.usefixtures("as_application")
def test_the_application_may_seal() -> None:
    acts(3)
    assert [made.rows for made in seal()] == [3]
    assert AuditSeal.objects.get().complete_to == AuditEvent.objects.latest("pk").pk


@pytest.mark.django_db
def test_rows_that_wait_too_long_are_counted() -> None:
    acts(3)
    now = timezone.now()
    assert unsealed_rows(now) == 0
    assert unsealed_rows(now + timedelta(minutes=11)) == 3
    seal()
    assert unsealed_rows(now + timedelta(minutes=11)) == 0


# ---------------------------------------------------------------- others at work


@pytest.fixture
def slow_act(real) -> Iterator[Callable[[], int]]:
    """A colleague's act that has its number but is not committed; calling it commits."""
    written, may_end = Event(), Event()
    number: list[int] = []

    def act() -> None:
        with transaction.atomic():
            number.append(acts(1)[0].pk)
            written.set()
            may_end.wait(timeout=10)

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(closing(act))
        assert written.wait(timeout=10)

        def end() -> int:
            may_end.set()
            running.result(timeout=10)
            return number[0]

        yield end
        may_end.set()


def test_a_row_committed_late_is_sealed_later(slow_act) -> None:
    quick = [event.pk for event in acts(3)]
    assert [made.complete_to for made in seal()] == [0], "while somebody writes, nothing is settled"
    late = slow_act()
    assert late < min(quick)
    acts(1)
    made = seal()
    assert [each.rows for each in made] == [2]
    assert late in [event_id for _seal, _position, event_id in leaves()]
    assert made[0].complete_to == AuditEvent.objects.latest("pk").pk
    assert not unsealed().exists()


def test_a_late_row_is_found_even_if_nothing_else_happens(slow_act) -> None:
    acts(2)
    seal()
    late = slow_act()
    assert [made.rows for made in seal()] == [1]
    assert AuditLeaf.objects.filter(event_id=late).exists()


def test_a_number_that_was_never_used_holds_nothing_up(real) -> None:
    with transaction.atomic():
        acts(2)
        transaction.set_rollback(True)
    kept = acts(1)
    assert [(made.rows, made.complete_to) for made in seal()] == [(1, kept[0].pk)]


@pytest.mark.usefixtures("real", "small_batches")
def test_two_workers_seal_each_row_once() -> None:
    ids = {event.pk for event in acts(40)}
    both = at_once(seal, seal)
    rest = seal()
    made = [each for batch in [*both, rest] for each in batch]
    assert sorted(each.pk for each in made) == list(range(1, len(made) + 1))
    assert {event_id for _seal, _position, event_id in leaves()} == ids
    assert AuditLeaf.objects.count() == 40


# ---------------------------------------------------------------- anchors


def lines(folder: Path) -> list[bytes]:
    return (folder / anchoring.FILE).read_bytes().splitlines(keepends=True)


@pytest.mark.django_db
def test_a_day_is_anchored_once(tmp_path) -> None:
    folder = tmp_path / "anchors"
    assert anchoring.anchor(on=DAY, folder=folder) is None, "nothing is sealed yet"
    acts(3)
    (made,) = seal()
    first = anchoring.anchor(on=DAY, folder=folder)
    assert first is not None
    assert (first.day, first.seal, first.root, first.rows) == ("2026-09-22", 1, made.root, 3)
    assert anchoring.anchor(on=DAY, folder=folder) is None
    assert anchoring.anchor(on=DAY - timedelta(1), folder=folder) is None, "the clock went back"
    before = lines(folder)
    acts(2)
    seal()
    second = anchoring.anchor(on=DAY + timedelta(1), folder=folder)
    assert second is not None
    assert (second.seal, second.rows) == (2, 6), "and the row that tells of the first anchor"
    assert lines(folder)[:-1] == before
    assert list(read(lines(folder))) == [first, second]


@pytest.mark.django_db
def test_an_unfinished_line_is_written_again(tmp_path) -> None:
    acts(1)
    seal()
    anchoring.anchor(on=DAY, folder=tmp_path)
    with (tmp_path / anchoring.FILE).open("ab") as file:
        file.write(b'{"day":"2026-09-23","se')
    assert anchoring.anchor(on=DAY + timedelta(1), folder=tmp_path) is not None
    assert [each.day for each in read(lines(tmp_path))] == ["2026-09-22", "2026-09-23"]


@pytest.mark.django_db
def test_nothing_is_added_to_a_file_that_somebody_changed(tmp_path) -> None:
    acts(1)
    seal()
    (tmp_path / anchoring.FILE).write_bytes(b"{}\n")
    with pytest.raises(Broken):
        anchoring.anchor(on=DAY, folder=tmp_path)
    assert lines(tmp_path) == [b"{}\n"]


@pytest.mark.django_db
def test_a_full_disk_leaves_no_half_line(tmp_path, monkeypatch) -> None:
    acts(1)
    seal()
    anchoring.anchor(on=DAY, folder=tmp_path)
    before = lines(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        anchoring.anchor(on=DAY + timedelta(1), folder=tmp_path)
    assert lines(tmp_path) == before


@pytest.mark.django_db
def test_beat_seals_and_anchors(settings, tmp_path, caplog) -> None:
    settings.ANCHORS_ROOT = tmp_path
    acts(2)
    with caplog.at_level("INFO"):
        tasks.seal_history()
        tasks.anchor_history()
        tasks.anchor_history()
    assert AuditSeal.objects.count() == 1
    (written,) = read(lines(tmp_path))
    assert written.root == AuditSeal.objects.get().root
    assert sum("history anchored" in message for message in caplog.messages) == 1
    assert sum("history sealed" in message for message in caplog.messages) == 1

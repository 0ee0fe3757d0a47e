"""Files in private storage: whole or not there, scanned, drawn, tidied."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from desk.models import Job
from projects import tasks
from projects.actions.refusals import Refusal
from projects.documents import limited, scanning, storing
from projects.documents.examined import PDF
from projects.documents.storing import FileNotKept, put, sweep, take_in, taken_in
from projects.models import DocumentFile
from tests.factories import DocumentFactory, DocumentFileFactory
from tests.support import files
from tests.support.clamd import scanner
from tests.support.little_disk import little_disk

AT = datetime(2026, 8, 31, 17, 30, tzinfo=UTC)
EICAR = b"stream: Eicar-Test-Signature FOUND\0"


def upload(content: bytes, name: str = "van-ban.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def on_disk() -> list[str]:
    """Every file in storage."""
    root = Path(default_storage.path(""))
    return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())


def test_a_file_is_stored_whole_under_a_name_of_ours() -> None:
    content = files.pdf(2)
    stored = take_in(upload(content, "../../Quyết định.pdf"), at=AT)
    assert on_disk() == [stored.path]
    assert stored.path.startswith("documents/2026/09/"), "the day is the local one"
    assert "quy" not in stored.path.lower()
    with default_storage.open(stored.path) as file:
        assert file.read() == content
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert (stored.size_bytes, stored.pages) == (len(content), 2)
    assert stored.original_name == "Quyết định.pdf"
    assert Path(default_storage.path(stored.path)).stat().st_mode & 0o777 == 0o640


def test_a_camera_without_an_offset_shows_local_time() -> None:
    local = take_in(upload(files.photograph(), "a.jpg"), at=AT)
    abroad = take_in(upload(files.photograph(offset="+09:00"), "a.jpg"), at=AT)
    assert local.taken_at == datetime(2026, 5, 1, 3, 30, tzinfo=UTC)
    assert abroad.taken_at == datetime(2026, 5, 1, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("room", [100_000, 200])
def test_a_full_disk_leaves_no_half_file(room: int) -> None:
    photograph = files.picture("PNG", (1200, 1200), compress_level=0)
    content = photograph if room == 100_000 else files.pdf()
    with little_disk(room), pytest.raises(FileNotKept) as refusal:
        take_in(upload(content), at=AT)
    assert (refusal.value.code, refusal.value.status) == ("no_room", 507)
    assert on_disk() == []


def test_a_disk_that_fills_while_a_picture_is_written_again_is_a_full_disk() -> None:
    squeezed = files.picture("JPEG", (3000, 3000), quality=1)
    with little_disk(len(squeezed) - 1000), pytest.raises(FileNotKept) as refusal:
        take_in(upload(squeezed), at=AT)
    assert refusal.value.code == "no_room"
    assert on_disk() == []


def test_a_file_that_eats_all_memory_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(limited, "MEMORY", 80 << 20)
    with pytest.raises(FileNotKept) as refusal:
        take_in(upload(files.picture("PNG", (6000, 6000))), at=AT)
    assert refusal.value.code == "too_costly"
    assert on_disk() == []


def test_a_file_that_takes_too_long_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(limited, "SECONDS", 0.01)
    with pytest.raises(FileNotKept) as refusal:
        take_in(upload(files.pdf()), at=AT)
    assert refusal.value.code == "too_costly"


def test_a_refused_act_takes_its_file_away_again() -> None:
    with pytest.raises(Refusal), taken_in(upload(files.pdf()), at=AT):
        raise Refusal
    assert on_disk() == []


def test_after_another_fault_the_file_stays_because_its_row_may_be_there() -> None:
    with pytest.raises(ConnectionError), taken_in(upload(files.pdf()), at=AT):
        raise ConnectionError
    assert len(on_disk()) == 1


# ------------------------------------------------------------------ what a crash leaves


def stored(*, days_old: int) -> str:
    path = put(files.pdf(), PDF, name="a.pdf", at=AT).path
    then = (AT - timedelta(days=days_old)).timestamp()
    os.utime(default_storage.path(path), (then, then))
    return path


def test_files_without_a_row_go_after_a_week() -> None:
    known = [stored(days_old=30) for _ in range(2)]
    old, young = stored(days_old=8), stored(days_old=1)
    default_storage.save(storing.page_path(old, 1), io.BytesIO(b"x"))
    assert sweep(known=known, at=AT) == ([old], [])
    assert on_disk() == sorted([*known, young])


def test_half_written_uploads_go_after_a_week() -> None:
    known = [stored(days_old=30)]
    part = default_storage.save("incoming/abc.part", io.BytesIO(b"x"))
    then = (AT - timedelta(days=8)).timestamp()
    os.utime(default_storage.path(part), (then, then))
    sweep(known=known, at=AT)
    assert on_disk() == known


def test_nothing_is_removed_for_a_database_that_does_not_know_these_files() -> None:
    kept = [stored(days_old=30) for _ in range(3)]
    assert sweep(known=kept[:1], at=AT) == ([], [])
    assert on_disk() == sorted(kept)


def test_rows_without_a_file_are_named() -> None:
    known = [stored(days_old=30), "documents/2026/01/gone.pdf"]
    assert sweep(known=known, at=AT) == ([], ["documents/2026/01/gone.pdf"])


# ------------------------------------------------------------------ the scanner


@pytest.mark.parametrize("unix", [False, True])
def test_the_scanner_is_told_every_byte(tmp_path, unix) -> None:
    content, told = os.urandom(700_000), []

    def reply(stream: bytes) -> bytes:
        told.append(stream)
        return b"stream: OK\0"

    with scanner(reply, tmp_path / "s" if unix else None) as url:
        assert scanning.scan(io.BytesIO(content), url=url).virus == ""
    assert told == [content]


def test_a_virus_is_named() -> None:
    with scanner(lambda stream: EICAR) as url:
        assert scanning.scan(io.BytesIO(b"x"), url=url).virus == "Eicar-Test-Signature"


@pytest.mark.parametrize("said", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"what\0"])
def test_anything_but_a_verdict_is_no_verdict(said) -> None:
    with scanner(lambda stream: said) as url, pytest.raises(scanning.ScannerAway):
        scanning.scan(io.BytesIO(b"x"), url=url)


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:9", "unix:///no/where", "tcp://127.0.0.1:x"])
def test_a_scanner_that_is_away_is_away(url) -> None:
    with pytest.raises(scanning.ScannerAway):
        scanning.scan(io.BytesIO(b"x"), url=url)


# ------------------------------------------------------------------ the job


@pytest.fixture
def kept(db) -> DocumentFile:
    """A row with a real PDF, not scanned and not drawn."""
    found = take_in(upload(files.pdf(2)), at=AT)
    return DocumentFileFactory(path=found.path, sha256=found.sha256, pages=2, stored=False)


def test_the_job_draws_the_pages_once(kept, settings) -> None:
    settings.CLAMD_URL = ""
    tasks.look_after_file(kept.pk)
    assert storing.pages_drawn(kept.path) == 2
    first = default_storage.get_modified_time(storing.page_path(kept.path, 1))
    tasks.look_after_file(kept.pk)
    assert default_storage.get_modified_time(storing.page_path(kept.path, 1)) == first
    kept.refresh_from_db()
    assert kept.scan == "not_scanned"


def test_a_clean_file_is_called_clean(kept, settings) -> None:
    with scanner(lambda stream: b"stream: OK\0") as settings.CLAMD_URL:
        tasks.look_after_file(kept.pk)
    kept.refresh_from_db()
    assert (kept.scan, kept.scanned_at is not None) == ("clean", True)
    assert storing.pages_drawn(kept.path) == 2


def test_a_file_with_a_virus_is_not_drawn_and_stands_in_the_history(
    kept, settings, history
) -> None:
    with scanner(lambda stream: EICAR) as settings.CLAMD_URL:
        tasks.look_after_file(kept.pk)
    kept.refresh_from_db()
    assert (kept.scan, kept.scan_note) == ("infected", "Eicar-Test-Signature")
    assert storing.pages_drawn(kept.path) == 0
    assert [line.verb for line in history(kept.document.project)] == ["document_infected"]


def test_while_the_scanner_is_away_a_file_stays_not_scanned_and_the_night_asks_again(
    kept, settings
) -> None:
    settings.CLAMD_URL = "tcp://127.0.0.1:9"
    tasks.look_after_file(kept.pk)
    kept.refresh_from_db()
    assert kept.scan == "not_scanned"
    assert storing.pages_drawn(kept.path) == 2, "looking at it does not wait for the scanner"
    DocumentFileFactory(document=DocumentFactory(), clean=True)
    tasks.nightly_care_of_files()
    assert [job.subject_id for job in Job.objects.all()] == [kept.pk]


def test_without_a_scanner_the_night_asks_for_nothing(kept, settings) -> None:
    settings.CLAMD_URL = ""
    tasks.nightly_care_of_files()
    assert not Job.objects.exists()


def test_a_picture_that_cannot_be_drawn_fails_no_job(kept, settings, monkeypatch) -> None:
    settings.CLAMD_URL = ""
    monkeypatch.setattr(limited, "SECONDS", 0.01)
    tasks.look_after_file(kept.pk)
    assert storing.pages_drawn(kept.path) == 0

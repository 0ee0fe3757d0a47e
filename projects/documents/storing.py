"""Private storage of documents: names made by us, a file whole or not there at all.

The file is written before its row. When the act is refused, `taken_in` takes the file away again;
after any other fault the row may be there, so the file stays until `sweep` finds it without one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.uploads import NO_ROOM_ERRORS, lost_why
from projects.actions.refusals import Refusal
from projects.documents import limited
from projects.documents.examined import ENDINGS, MOST_PAGES_DRAWN, Examined, NotAccepted
from projects.documents.names import shown_name

ROOT, INCOMING = "documents", "incoming"
KEPT_UNUSED = timedelta(days=7)
"""A file without a row is left for so long: a restored database may know it again."""

_CHUNK = _MEGABYTE = 1 << 20
_DIRECTORY = 0o750
_FILE = 0o640

REASONS = {
    "active": _("This PDF runs scripts or programs. Print it to a new PDF, then upload that one."),
    "attachment": _(
        "This PDF carries other files inside. Upload those files one by one, and the PDF without "
        "them."
    ),
    "bomb": _("This file unpacks to far more than it should. Save it again, then upload it."),
    "damaged": _("This file is damaged and does not open. Save or scan it again, then upload it."),
    "empty": _("This file is empty. Choose another one."),
    "encrypted": _("This file is protected by a password. Remove the protection, then upload it."),
    "heic": _("This is a HEIC photograph. Save it as JPEG, then upload it."),
    "macros": _("This file holds macros or programs. Save it as .docx or .xlsx, or as PDF."),
    "no_room": _(
        "The portal has no room left to store files. What you typed is kept on this page; call "
        "the administrator, then choose the file again."
    ),
    "old_office": _("This is an old .doc or .xls file. Save it as .docx or .xlsx, or as PDF."),
    "too_costly": _(
        "This file is too complicated to be checked. Print it to a new PDF, then upload that one."
    ),
    "too_large": _(
        "The file has %(megabytes)s MB; at most %(most)s MB are accepted. Make it smaller or "
        "split it."
    ),
    "too_many_pixels": _(
        "The picture has more than %(megapixels)s million pixels. Save it smaller, then upload it."
    ),
    "unknown": _(
        "By its content this is no file that is accepted. Upload PDF, Word (.docx), Excel "
        "(.xlsx), JPEG, PNG or WebP."
    ),
}


class FileNotKept(Refusal):
    """The file was refused by its content, its size, or a disk that is full (507)."""

    field = "file"

    def __init__(self, code: str, **words: int | str) -> None:
        super().__init__(field=self.field, **words)
        self.code = code
        self.text = REASONS[code]
        self.status = 507 if code == "no_room" else 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file in private storage, as its row will tell it. `taken_at` is aware."""

    path: str
    original_name: str
    media_type: str
    size_bytes: int
    sha256: str
    pages: int | None = None
    width_px: int | None = None
    height_px: int | None = None
    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@contextmanager
def taken_in(upload: UploadedFile[Any], *, at: datetime) -> Iterator[Stored]:
    """The upload checked and stored; taken away again when the act inside is refused.

    Raises `FileNotKept`.
    """
    stored = take_in(upload, at=at)
    try:
        yield stored
    except Refusal:
        discard(stored.path)
        raise


def take_in(upload: UploadedFile[Any], *, at: datetime) -> Stored:
    """Check the content and store it under a name of ours. Raises `FileNotKept`."""
    refuse_lost(upload)
    name = uuid.uuid4().hex
    part, copy = (_place(f"{INCOMING}/{name}{end}") for end in (".part", ".copy"))
    try:
        return _store(upload, part, copy, at=at)
    except NotAccepted as refusal:
        raise FileNotKept(refusal.code, **refusal.words) from refusal
    except OSError as error:
        if error.errno not in NO_ROOM_ERRORS:
            raise
        raise FileNotKept("no_room") from error
    finally:
        part.unlink(missing_ok=True)
        copy.unlink(missing_ok=True)


def refuse_lost(upload: UploadedFile[Any]) -> None:
    """Raise `FileNotKept` when the content did not even arrive: too large, or no room."""
    lost = lost_why(upload)
    if lost:
        size, most = (upload.size or 0), settings.DOCUMENT_MAX_BYTES
        raise FileNotKept(lost, megabytes=-(-size // _MEGABYTE), most=most // _MEGABYTE)


def discard(path: str) -> None:
    """Remove a file that has no row, with its drawn pages."""
    _place(path).unlink(missing_ok=True)
    shutil.rmtree(_place(page_path(path, 1)).parent, ignore_errors=True)


def put(content: bytes, media_type: str, *, name: str, at: datetime) -> Stored:
    """Store bytes that the portal itself made, unexamined. Raises OSError."""
    part = _place(f"{INCOMING}/{uuid.uuid4().hex}.part")
    _make_folder(part.parent)
    part.write_bytes(content)
    return _stored(part, part.stem, Examined(media_type), name=name, at=at)


def keep_unexamined(upload: UploadedFile[Any], *, at: datetime) -> tuple[str, str]:
    """Store an upload that the worker examines, under a name that says nothing of its kind.

    Returns where, and its SHA-256. Raises `FileNotKept`.
    """
    refuse_lost(upload)
    if not upload.size:
        raise FileNotKept("empty")
    part = _place(f"{INCOMING}/{uuid.uuid4().hex}.part")
    path = f"{ROOT}/{timezone.localtime(at):%Y/%m}/{part.stem}.book"
    try:
        _write(upload, part)
        return path, _settle(part, _place(path))[1]
    except OSError as error:
        if error.errno not in NO_ROOM_ERRORS:
            raise
        raise FileNotKept("no_room") from error
    finally:
        part.unlink(missing_ok=True)


def _write(upload: UploadedFile[Any], part: Path) -> None:
    _make_folder(part.parent)
    with part.open("wb") as file:
        for chunk in upload.chunks(_CHUNK):
            file.write(chunk)


def _store(upload: UploadedFile[Any], part: Path, copy: Path, *, at: datetime) -> Stored:
    _write(upload, part)
    pixels = settings.DOCUMENT_MAX_PIXELS
    found = Examined(**limited.run("examine", source=part, target=copy, most_pixels=pixels))
    content = copy if found.resaved else part
    return _stored(content, part.stem, found, name=upload.name or "", at=at)


def _stored(content: Path, stem: str, found: Examined, *, name: str, at: datetime) -> Stored:
    path = f"{ROOT}/{timezone.localtime(at):%Y/%m}/{stem}{ENDINGS[found.media_type][0]}"
    size, digest = _settle(content, _place(path))
    return Stored(
        path=path,
        original_name=shown_name(name, found.media_type),
        media_type=found.media_type,
        size_bytes=size,
        sha256=digest,
        pages=found.pages,
        width_px=found.width_px,
        height_px=found.height_px,
        taken_at=_aware(found.taken_at),
        latitude=_decimal(found.latitude),
        longitude=_decimal(found.longitude),
    )


def _settle(content: Path, place: Path) -> tuple[int, str]:
    """Move a finished file to its place so that a power cut leaves all of it or nothing."""
    with content.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    content.chmod(_FILE)
    _make_folder(place.parent)
    os.replace(content, place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return place.stat().st_size, digest


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=_DIRECTORY, parents=True, exist_ok=True)


def _place(name: str) -> Path:
    return Path(default_storage.path(name))


def _aware(text: str) -> datetime | None:
    """A camera without an offset shows the local time of the province."""
    if not text:
        return None
    taken = datetime.fromisoformat(text)
    return taken if taken.tzinfo else timezone.make_aware(taken, timezone.get_default_timezone())


def _decimal(degrees: float | None) -> Decimal | None:
    return None if degrees is None else Decimal(str(degrees))


# ------------------------------------------------------------------ pictures to look at


def page_path(path: str, number: int) -> str:
    """Where page `number` (from 1) of the file at `path` is drawn."""
    return f"{path.rpartition('.')[0]}/{number}.webp"


def pages_drawn(path: str) -> int:
    """How many pages of a file are drawn, without a gap from the first."""
    drawn = 0
    while drawn < MOST_PAGES_DRAWN and default_storage.exists(page_path(path, drawn + 1)):
        drawn += 1
    return drawn


def draw(path: str, media_type: str) -> None:
    """Draw a file's first pages; a file that resists is left without. Raises OSError."""
    folder = _place(page_path(path, 1)).parent
    with suppress(NotAccepted):
        limited.run("draw", source=_place(path), target=folder, media_type=media_type)


def text_of(path: str) -> str:
    """The text layer of a stored PDF; empty for a scan and for a file that resists."""
    source = _place(path)
    try:
        found = limited.run("text", source=source, target=source)
    except NotAccepted:
        return ""
    return str(found["text"])


# ------------------------------------------------------------------ what a crash leaves


def sweep(*, known: Collection[str], at: datetime) -> tuple[list[str], list[str]]:
    """Remove files that have had no row for a week; returns (removed, rows whose file is missing).

    When more files than half are unknown, the database is not the one of these files: nothing is
    removed.
    """
    found = set(_files())
    missing = sorted(set(known) - found)
    before = (at - KEPT_UNUSED).timestamp()
    unknown = [name for name in sorted(found - set(known)) if _changed(name) < before]
    if len(unknown) * 2 > len(found):
        return [], missing
    for name in unknown:
        discard(name)
    for left in _place(INCOMING).glob("*"):
        if left.stat().st_mtime < before:
            left.unlink(missing_ok=True)
    return unknown, missing


def _changed(name: str) -> float:
    return _place(name).stat().st_mtime


def _files() -> Iterator[str]:
    """Documents under storage: documents/2026/08/<name>, without the drawn pages."""
    root = _place("")
    for place in _place(ROOT).glob("*/*/*"):
        if place.is_file():
            yield place.relative_to(root).as_posix()

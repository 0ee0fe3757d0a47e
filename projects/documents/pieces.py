"""Files that arrive in pieces over a poor line: begun, added to where they stopped, taken in whole.

An upload is two files in the incoming folder of private storage: what came so far, and a note of
whose it is. Its name holds its owner, so another person's upload is never found. What nobody ends
is swept with the other leftovers (`storing.sweep`), and sooner when its owner begins another.
"""

from __future__ import annotations

import fcntl
import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from projects.actions.refusals import Refusal
from projects.documents.storing import INCOMING, FileNotKept

MOST_PIECE = 512 << 10
"""Bytes of one piece; a browser sends far less."""

MOST_OPEN = 5
KEPT_FOR = timedelta(hours=24)
_ID = re.compile(r"[A-Za-z0-9_-]{16}")
_LONGEST_NAME = 255


class TooManyUploads(Refusal):
    """Somebody begins uploads without ending them."""

    field = "file"
    text = _("%(most)s uploads of yours are not finished. Finish one, or try again tomorrow.")
    status = 429


class WrongOffset(Refusal):
    """A piece that does not begin where the file stops; `offset` is where it does."""

    text = _("This piece does not begin where the upload stopped.")
    status = 409

    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset


class NotWhole(WrongOffset):
    """An upload that is ended before all of it came."""

    text = _("The upload is not complete yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """An upload: `about` is what it will be put with; `size` in bytes as announced."""

    id: str
    user_id: int
    about: int
    name: str
    size: int
    begun: str

    @property
    def offset(self) -> int:
        """Bytes that came so far."""
        return _part(self.user_id, self.id).stat().st_size


def begin(*, user_id: int, about: int, name: str, size: int, at: datetime) -> Arriving:
    """Announce a file. Raises `FileNotKept` for its size and `TooManyUploads`."""
    most = settings.DOCUMENT_MAX_BYTES
    if size > most:
        raise FileNotKept("too_large", megabytes=-(-size >> 20), most=most >> 20)
    if size <= 0:
        raise FileNotKept("empty")
    if len(_still_open(user_id, at)) >= MOST_OPEN:
        raise TooManyUploads(most=MOST_OPEN)
    row = Arriving(
        id=secrets.token_urlsafe(12),
        user_id=user_id,
        about=about,
        name=name[-_LONGEST_NAME:],
        size=size,
        begun=at.isoformat(),
    )
    part = _part(user_id, row.id)
    part.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    part.touch(mode=0o640)
    part.with_suffix(".json").write_text(json.dumps(asdict(row)))
    return row


def found(*, user_id: int, about: int, upload: str, at: datetime) -> Arriving | None:
    """An upload of this person about this thing that has not expired, or None."""
    row = _read(user_id, upload) if _ID.fullmatch(upload) else None
    if row is None or row.about != about or _expired(row, at):
        return None
    return row


def add(row: Arriving, *, offset: int, data: bytes) -> int:
    """Put a piece at the end; returns where the next begins.

    Raises `WrongOffset` for any other place, and for more bytes than were announced.
    """
    with _part(row.user_id, row.id).open("r+b") as file:
        # Two pieces at once: the second finds the end moved on.
        fcntl.flock(file, fcntl.LOCK_EX)
        end = file.seek(0, 2)
        if offset != end or end + len(data) > row.size:
            raise WrongOffset(end)
        file.write(data)
        return end + len(data)


@contextmanager
def whole(row: Arriving) -> Iterator[UploadedFile[Any]]:
    """The complete file as any upload; removed afterwards. Raises `NotWhole`."""
    if row.offset != row.size:
        raise NotWhole(row.offset)
    with _part(row.user_id, row.id).open("rb") as file:
        yield UploadedFile(file, row.name, size=row.size)
    drop(row)


def drop(row: Arriving) -> None:
    """Forget an upload."""
    part = _part(row.user_id, row.id)
    part.with_suffix(".json").unlink(missing_ok=True)
    part.unlink(missing_ok=True)


def _still_open(user_id: int, at: datetime) -> list[Arriving]:
    """This person's uploads; expired ones are removed."""
    rows = []
    for note in _folder().glob(f"pieces-{user_id}-*.json"):
        row = _read(user_id, note.stem.partition(f"pieces-{user_id}-")[2])
        if row is not None and _expired(row, at):
            drop(row)
        elif row is not None:
            rows.append(row)
    return rows


def _expired(row: Arriving, at: datetime) -> bool:
    return datetime.fromisoformat(row.begun) + KEPT_FOR < at


def _read(user_id: int, upload: str) -> Arriving | None:
    part = _part(user_id, upload)
    try:
        row = Arriving(**json.loads(part.with_suffix(".json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return row if part.exists() else None


def _part(user_id: int, upload: str) -> Path:
    return _folder() / f"pieces-{user_id}-{upload}.part"


def _folder() -> Path:
    return Path(default_storage.path(INCOMING))

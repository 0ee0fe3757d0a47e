"""Write down outside the database, once a day, how far the history was sealed."""

from __future__ import annotations

import fcntl
import os
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import AuditSeal
from accounts.rules.anchors import Anchor, line_of, link, read

FILE = "anchors.jsonl"

ANCHORED = "history_anchored"
"""The act in which the history keeps the digest of each line: a file that lost one is found out."""


def anchor(*, on: date, folder: Path) -> Anchor | None:
    """Append the day's line, and wait until the disk has it; earlier lines are never touched.

    None when the day (or a later one) is already there, or nothing is sealed yet. Raises
    `accounts.rules.anchors.Broken` when the file was tampered with: nothing is added to it until
    somebody has looked and moved it away. Raises OSError, with the file as it was.
    """
    last = AuditSeal.objects.order_by("-pk").first()
    if last is None:
        return None
    rows = AuditSeal.objects.filter(pk__lte=last.pk).aggregate(rows=Sum("rows"))["rows"]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        lines = _whole_lines(file)
        known = list(read(lines))
        if known and known[-1].day >= on.isoformat():
            return None
        previous = link(lines[-1]) if lines else ""
        new = Anchor(on.isoformat(), last.pk, last.root, rows, previous)
        _append(file, line_of(new))
    _keep_name(folder)
    _tell(new)
    return new


def _tell(new: Anchor) -> None:
    """Only after the disk has the line: a history that names a line nobody wrote would accuse."""
    text = _("History anchored up to seal %(seal)s")
    record(
        by=None,
        entry=Entry(
            verb=ANCHORED,
            subject_kind="seal",
            subject_id=new.seal,
            summary=in_words(text, seal=new.seal),
            new={"day": new.day, "line": link(line_of(new))},
        ),
    )


def _whole_lines(file: BinaryIO) -> list[bytes]:
    """The lines of the file; one that a power cut left without its end is taken away."""
    file.seek(0)
    lines = file.readlines()
    if lines and not lines[-1].endswith(b"\n"):
        file.truncate(sum(map(len, lines[:-1])))
        return lines[:-1]
    return lines


def _append(file: BinaryIO, line: bytes) -> None:
    length = file.seek(0, os.SEEK_END)
    try:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        os.ftruncate(file.fileno(), length)
        raise


def _keep_name(folder: Path) -> None:
    """A new file is safe only when its folder is on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Open a workbook of capital that was sent, apart from this process, and read its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from disbursement.workbook_columns import Wanted
from disbursement.workbook_reading import Read, read
from sheets.apart import Allowance, open_apart
from sheets.guard import Limits

MOST_BYTES = 10 << 20
MOST_ROWS = 3_000
_ALLOWED = Allowance(seconds=15, memory=1 << 30)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file says, and the digest by which it is known again."""

    read: Read
    sha256: str

    @property
    def rows(self) -> Sequence[dict[str, Any]]:
        """As `CapitalSheet.rows` keeps them."""
        return [asdict(item) for item in self.read.items]


def open_sent(file: UploadedFile[Any], wanted: Wanted, *, on: date) -> Opened:
    """Read the file in a process of its own. Raises `UnreadableWorkbook`."""
    content = file.read()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sent"
        path.write_bytes(content)
        book = open_apart(str(file.name), path, limits=Limits(rows=MOST_ROWS), allowance=_ALLOWED)
    return Opened(read(book.sheets, wanted, on=on), sha256(content).hexdigest())

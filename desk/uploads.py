"""Takes in what a browser uploads without filling the memory or the disk.

A file that is too large is thrown away while it arrives, and so is one that the disk has no room
for; the rest of the form is still read, so that nothing typed is lost and the form can say what
to do. `lost_why` says whether, and why, a file did not stay.
"""

from __future__ import annotations

import errno
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

TOO_LARGE, NO_ROOM = "too_large", "no_room"

NO_ROOM_ERRORS = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})
"""What a disk says that is full, or a program that used up its share of it."""


def lost_why(upload: UploadedFile[Any]) -> str:
    """Why the content of an upload is gone; empty when all of it is here."""
    if (upload.size or 0) > settings.DOCUMENT_MAX_BYTES:
        return TOO_LARGE
    return str(getattr(upload, "lost_why", ""))


class BoundedUpload(TemporaryFileUploadHandler):
    """Keeps at most DOCUMENT_MAX_BYTES of a file, in a temporary file; see FILE_UPLOAD_HANDLERS."""

    file: Any

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        self.lost_why = ""
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what comes, until there is a reason not to."""
        if self.lost_why:
            return
        if start + len(raw_data) > settings.DOCUMENT_MAX_BYTES:
            self._let_go(TOO_LARGE)
            return
        try:
            self.file.write(raw_data)
        except OSError as error:
            if error.errno not in NO_ROOM_ERRORS:
                raise
            self._let_go(NO_ROOM)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The file with the size it was sent with, even when its content is gone."""
        try:
            self.file.flush()
        except OSError as error:
            if error.errno not in NO_ROOM_ERRORS:
                raise
            self._let_go(NO_ROOM)
        self.file.lost_why = self.lost_why
        return super().file_complete(file_size)

    def _let_go(self, why: str) -> None:
        self.lost_why = why
        # What is still in its buffer fails once more; the file itself is gone afterwards.
        with suppress(OSError):
            self.file.close()
        self.file = SimpleUploadedFile(self.file_name or "", b"", self.content_type or "")

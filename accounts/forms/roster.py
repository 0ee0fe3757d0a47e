"""Taking a workbook of people, and carrying its rows from the preview to the confirmation."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.actions.batches import Source
from accounts.forms.people import RefusableForm
from accounts.roster import Line, UnreadableRoster, read_roster

LARGEST = 2 * 1024 * 1024
_SALT = "people to invite"
_GOOD_FOR = 12 * 60 * 60


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows of a workbook and which workbook it was."""

    lines: list[Line]
    source: Source

    def sealed(self) -> str:
        """For a hidden box: the browser carries it, and cannot change it."""
        kept = {"lines": [line.cells() for line in self.lines], "source": self.source.name}
        return signing.dumps(kept | {"sha256": self.source.sha256}, salt=_SALT, compress=True)


def unsealed(text: str) -> Roster | None:
    """What `sealed` gave; None when it is not that, or too old."""
    try:
        kept = signing.loads(text, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        return None
    lines = [Line(**cells) for cells in kept["lines"]]
    return Roster(lines, Source(kept["source"], kept["sha256"]))


class RosterForm(RefusableForm):
    """The workbook."""

    file = forms.FileField(
        label=_("List of people (.xlsx or .csv)"),
        allow_empty_file=False,
        max_length=200,
        error_messages={"empty": _("The file is empty. Choose another one.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def clean(self) -> dict[str, Any]:
        """Read the rows; what is wrong with the file as a whole is said at its box."""
        said = super().clean() or {}
        file = said.get("file")
        if not isinstance(file, UploadedFile):
            return said
        if (file.size or 0) > LARGEST:
            self.add_error("file", _("The file is larger than 2 MB. Keep the list only."))
            return said
        content, name = file.read(), str(file.name)
        try:
            lines = read_roster(name, content)
        except UnreadableRoster as error:
            self.add_error("file", error.text)
            return said
        said["roster"] = Roster(lines, Source(name, hashlib.sha256(content).hexdigest()))
        return said

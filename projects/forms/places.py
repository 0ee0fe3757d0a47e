"""Taking a workbook of places, and carrying its rows from the preview to the confirmation."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.place_table import Row, UnreadableTable, read_rows
from projects.actions.reference import Source

LARGEST = 2 * 1024 * 1024
_SALT = "places to import"
_GOOD_FOR = 12 * 60 * 60


@dataclass(frozen=True, slots=True)
class PlaceList:
    """The rows of a workbook and which workbook it was."""

    rows: list[Row]
    source: Source

    def sealed(self) -> str:
        """For a hidden box: the browser carries it, and cannot change it."""
        kept = {"rows": [asdict(row) for row in self.rows], "source": asdict(self.source)}
        return signing.dumps(kept, salt=_SALT, compress=True)


def unsealed(text: str) -> PlaceList | None:
    """What `sealed` gave; None when it is not that, or too old."""
    try:
        kept = signing.loads(text, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        return None
    return PlaceList([Row(**row) for row in kept["rows"]], Source(**kept["source"]))


class PlaceListForm(forms.Form):
    """The workbook."""

    file = forms.FileField(
        label=_("List of places (.xlsx or .csv)"),
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
            rows = read_rows(name, content)
        except UnreadableTable as error:
            self.add_error("file", str(error))
            return said
        said["list"] = PlaceList(rows, Source(name, hashlib.sha256(content).hexdigest()))
        return said

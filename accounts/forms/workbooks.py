"""Taking a list as a workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.forms.people import RefusableForm
from accounts.workbooks import LARGEST, SentList, Source, UnreadableList


class WorkbookForm(RefusableForm):
    """The workbook; its rows are found as `list` when it is valid."""

    about: ClassVar[str | Promise]
    """What the box is called."""

    file = forms.FileField(
        allow_empty_file=False,
        max_length=200,
        error_messages={"empty": _("The file is empty. Choose another one.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = str(self.about)

    def rows_of(self, name: str, content: bytes) -> Sequence[Any]:
        """What the list says. Raises `UnreadableList`."""
        raise NotImplementedError

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
            rows = self.rows_of(name, content)
        except UnreadableList as error:
            self.add_error("file", str(error))
            return said
        digest = hashlib.sha256(content).hexdigest()
        said["list"] = SentList(list(rows), Source(name, digest))
        return said

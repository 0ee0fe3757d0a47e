"""Taking the land of a project from a file."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.forms.people import RefusableForm
from accounts.workbooks import SentList, Source, UnreadableList
from projects.forms.geo import DEGREES, IN_DEGREES, IN_METRES, meridian_of, why_not
from projects.maps.site_files import LARGEST, read_rows
from vn.geojson import BadFile


class SiteFileForm(RefusableForm):
    """A file and what its coordinates are; its rows are found as `list`."""

    file = forms.FileField(
        label=_("File (.geojson, .json, .csv, .xlsx)"),
        allow_empty_file=False,
        max_length=200,
        error_messages={"empty": _("The file is empty. Choose another one.")},
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,.csv,.xlsx,.xls"}),
    )
    meridian = forms.ChoiceField(
        label=_("Coordinates of the file"),
        choices=[*IN_METRES, IN_DEGREES],
        initial=DEGREES,
        help_text=_("A table of X and Y needs its central meridian."),
    )
    source = forms.CharField(
        required=False,
        max_length=200,
        label=_("Source"),
        help_text=_("Decision or map the table is from."),
    )

    def clean(self) -> dict[str, Any]:
        """Read the file; what is wrong with it as a whole is said at its box."""
        said = super().clean() or {}
        file = said.get("file")
        if not isinstance(file, UploadedFile) or "meridian" not in said:
            return said
        if (file.size or 0) > LARGEST:
            self.add_error("file", _("The file is larger than 2 MB. Split it."))
            return said
        content, name = file.read(), str(file.name)
        try:
            rows = read_rows(name, content, meridian_of(said["meridian"]))
        except BadFile as bad:
            self.add_error("file", why_not(bad))
            return said
        except UnreadableList as error:
            self.add_error("file", str(error))
            return said
        said["list"] = SentList(rows, Source(name, hashlib.sha256(content).hexdigest()))
        return said

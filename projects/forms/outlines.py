"""Taking the outlines of places from a file."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.forms.people import RefusableForm
from accounts.workbooks import SentList, Source
from projects.forms.geo import DEGREES, IN_DEGREES, IN_METRES, meridian_of, why_not
from projects.maps.outline_files import LARGEST, MOST_CARRIED, TOLERANCES, read_rows
from vn.geojson import BadFile


class OutlineForm(RefusableForm):
    """A file, what its coordinates are, where it comes from; its rows are found as `list`."""

    file = forms.FileField(
        label=_("File of outlines (.geojson or .json)"),
        allow_empty_file=False,
        max_length=200,
        error_messages={"empty": _("The file is empty. Choose another one.")},
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )
    source = forms.CharField(
        max_length=300,
        label=_("Source of the outlines"),
        help_text=_("Who made them, when, and under which document. It is shown on the map."),
    )
    meridian = forms.ChoiceField(
        label=_("Coordinates of the file"),
        choices=[IN_DEGREES, *IN_METRES],
        initial=DEGREES,
        help_text=_("Used only where the file does not say it."),
    )
    tolerance = forms.TypedChoiceField(
        label=_("Simplified to"),
        coerce=int,
        choices=[(metres, _("%(n)s m") % {"n": metres}) for metres in TOLERANCES],
        initial=50,
        help_text=_(
            "How far a drawn line may lie from the line of the file. It is for drawing only."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Read the file; what is wrong with it as a whole is said at its box."""
        said = super().clean() or {}
        file = said.get("file")
        if not isinstance(file, UploadedFile) or "meridian" not in said or "tolerance" not in said:
            return said
        if (file.size or 0) > LARGEST:
            self.add_error("file", _("The file is larger than 12 MB. Simplify it first."))
            return said
        content = file.read()
        try:
            rows = read_rows(content, meridian_of(said["meridian"]), said["tolerance"])
        except BadFile as bad:
            self.add_error("file", why_not(bad))
            return said
        kept = SentList(rows, Source(str(file.name), hashlib.sha256(content).hexdigest()))
        said["carried"] = kept.carried()
        if len(said["carried"]) > MOST_CARRIED:
            self.add_error("tolerance", _("Too many corners remain. Choose a coarser line."))
        said["list"] = kept
        return said

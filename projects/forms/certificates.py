"""Taking an outside list of certificates, and deciding on one of its lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.workbooks import UnreadableList, sheets_of
from projects.forms.base import ActForm, Section
from projects.forms.fields import DayField
from projects.importing.certificates import COLUMNS, ListedLine, NoColumns, NoLines, read_lines
from projects.models import Project
from projects.querysets.projects import ProjectQuerySet
from sheets.guard import Limits
from sheets.reader import column_letters

_LARGEST = 5 * 1024 * 1024
_LIMITS = Limits(rows=20_000)
_LETTERS = [("", gettext_lazy("by its heading"))] + [
    (str(at), column_letters(at)) for at in range(26)
]
_COLUMN_WORDS: dict[str, Promise] = {
    "number": _("Column of the number"),
    "issued": _("Column of the day"),
    "project": _("Column of the project"),
    "investor": _("Column of the investor"),
    "capital": _("Column of the capital"),
}


class ListForm(ActForm):
    """A workbook with one certificate a line; its lines are `cleaned_data["lines"]`."""

    sections = (
        Section(
            _("Whose list"),
            ("name", "source", "as_of_date", "file"),
            wide=("name", "source", "file"),
        ),
        Section(
            _("Columns"),
            tuple(f"column_{key}" for key in COLUMNS),
            note=_("Leave them as they are; choose a letter only if a heading was not recognised."),
        ),
    )

    name = forms.CharField(label=_("Name of the list"), max_length=200)
    source = forms.CharField(
        label=_("Who keeps the list"),
        max_length=300,
        help_text=_(
            "For example the national investment information system, with the day of export."
        ),
    )
    as_of_date = DayField(
        label=_("The list goes up to"),
        help_text=_("Certificates issued later are not looked for in it."),
    )
    file = forms.FileField(
        label=_("Workbook (.xlsx or .csv)"),
        allow_empty_file=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )

    def prepare(self) -> None:
        """One choice of a letter for each column."""
        for key in COLUMNS:
            self.fields[f"column_{key}"] = forms.ChoiceField(
                label=str(_COLUMN_WORDS[key]), choices=_LETTERS, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Read the lines; what is wrong with the file is said at its box, with what was seen."""
        said = super().clean() or {}
        file = said.get("file")
        if not isinstance(file, UploadedFile):
            return said
        if (file.size or 0) > _LARGEST:
            self.add_error("file", _("The file is larger than 5 MB. Keep the list only."))
            return said
        try:
            said["lines"] = self._lines(str(file.name), file.read(), said)
        except (UnreadableList, NoColumns, NoLines) as error:
            self.add_error("file", _why(error))
        return said

    def _lines(self, name: str, content: bytes, said: dict[str, Any]) -> list[ListedLine]:
        chosen = {key: int(said[f"column_{key}"]) for key in COLUMNS if said.get(f"column_{key}")}
        return read_lines(sheets_of(name, content, _LIMITS), chosen)


def _why(error: Exception) -> str:
    if isinstance(error, NoColumns):
        words = gettext(
            "No heading names the number of the certificate or the project. Choose the columns "
            "below and give the file again. Headings seen: %(seen)s"
        )
        return words % {"seen": "; ".join(error.seen) or "—"}
    if isinstance(error, NoLines):
        return gettext("Nothing stands under the headings. Give a file with at least one line.")
    return str(error)


class LineForm(ActForm):
    """Which project a line is about, or why it is none of ours."""

    sections = (Section("", ("code", "note"), wide=("note",)),)

    code = forms.CharField(
        label=_("Code of the project"),
        required=False,
        max_length=20,
        help_text=_(
            "As in the registry. Leave empty when the certificate is none of the province's."
        ),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_(
            "Needed when there is no project: why the certificate is none of the province's."
        ),
    )

    def __init__(self, *args: Any, visible: ProjectQuerySet, **kwargs: Any) -> None:
        self.visible = visible
        super().__init__(*args, **kwargs)

    def clean_code(self) -> Project | None:
        """The project of that code, None for an empty box."""
        code = self.cleaned_data["code"].strip()
        if not code:
            return None
        found: Project | None = self.visible.filter(code__iexact=code).first()
        if found is None:
            raise forms.ValidationError(_("No project has this code. Look it up in the registry."))
        return found

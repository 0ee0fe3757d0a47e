"""Sending a workbook, and saying why one that was written is undone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from projects.forms.fields import DayField

ENDINGS = (".xlsx", ".xls", ".csv")
_REQUIRED = {"required": _("Fill in this box.")}


class PlainForm(forms.Form):
    """A form that also carries what an action refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for field in self.fields.values():
            field.error_messages |= _REQUIRED

    def refuse(self, field: str, words: str) -> None:
        """Say a refusal at its box, or above the form."""
        self.add_error(field if field in self.fields else None, words)


class UploadForm(PlainForm):
    """One workbook, whose it is, and the day its figures hold for."""

    file = forms.FileField(
        label=_("Workbook (.xlsx, .xls, .csv)"),
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_("At most 25 MB and 20,000 rows a sheet. Without a password."),
    )
    source = forms.CharField(
        label=_("Where the figures come from"),
        max_length=300,
        help_text=_("For example: list of the Department of Finance, second quarter of 2026."),
    )
    as_of_date = DayField(
        label=_("Figures as of"),
        required=False,
        help_text=_("A day such as 30/6/2026. Leave it empty when the workbook does not say."),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse an ending that is no spreadsheet's, before anything is stored."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if not str(file.name).lower().endswith(ENDINGS):
            raise forms.ValidationError(
                _("This is no spreadsheet. Choose a file that ends in .xlsx, .xls or .csv.")
            )
        return file


class UndoForm(PlainForm):
    """Why a written batch is taken back, and what happens to rows changed since."""

    reason = forms.CharField(
        label=_("Why it is undone"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    rest = forms.BooleanField(
        label=_("Leave those as they are now, and undo the others"), required=False
    )

    def __init__(self, *args: Any, changed: bool, **kwargs: Any) -> None:
        """`changed`: something was changed since, which the person has to decide on."""
        super().__init__(*args, **kwargs)
        if not changed:
            del self.fields["rest"]
        else:
            self.fields["rest"].required = True
            self.fields["rest"].error_messages["required"] = str(
                _("Tick this, or go back and leave the import as it is.")
            )

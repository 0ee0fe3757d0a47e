"""What somebody gives to verify a report: the code printed in it, or the file itself."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LARGEST = 50 * 1024 * 1024
"""Bytes of the largest file that is looked at: reports with annexes stay far below."""

_CODE = re.compile(r"[0-9A-F]{12}")


class VerifyForm(forms.Form):
    """A code, or a file; the file alone decides when both are given."""

    ma = forms.CharField(
        label=_("Code of the report"),
        max_length=40,
        required=False,
        help_text=_("Twelve letters and digits, printed beside the square code"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    tep = forms.FileField(
        label=_("Or the PDF file itself"),
        required=False,
        help_text=_("The file is compared and not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_ma(self) -> str:
        """Twelve hex digits without their dashes, lower case; "" when nothing was typed."""
        text = re.sub(r"[\s\-\u2010-\u2015]", "", self.cleaned_data["ma"]).upper()
        if text and not _CODE.fullmatch(text):
            raise ValidationError(
                _(
                    "Write the code as it is printed, such as 1A2B-3C4D-5E6F: digits and letters A-F."
                )
            )
        return text.lower()

    def clean_tep(self) -> Any:
        """A file that is not larger than a report can be."""
        file = self.cleaned_data["tep"]
        if file and file.size > LARGEST:
            raise ValidationError(_("The file is larger than 50 MB, so it is no report of ours."))
        return file

    def clean(self) -> dict[str, Any]:
        """One of both."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("ma") and not cleaned.get("tep"):
            raise ValidationError(_("Give the code or choose the file."))
        return cleaned

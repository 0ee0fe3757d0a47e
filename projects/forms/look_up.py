"""What a visitor types to find a project without an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vn.documents import bare_number
from vn.text import tidy


class LookUpForm(forms.Form):
    """The code of a project and the number of its registration certificate, in any spelling."""

    code = forms.CharField(
        label=_("Project code"),
        max_length=40,
        error_messages={"required": _("Fill in the project code.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    number = forms.CharField(
        label=_("Number of the registration certificate"),
        max_length=120,
        help_text=_("On the first page of the certificate, with or without spaces and dashes"),
        error_messages={"required": _("Fill in the number of the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        example = f"{settings.PROVINCE_CODE_PREFIX}-0117"
        words = gettext("As on letters of the registry, for example %(code)s")
        self.fields["code"].help_text = words % {"code": example}

    def clean_code(self) -> str:
        """With plain dashes and without stray spaces."""
        return tidy(self.cleaned_data["code"]).replace(" ", "")

    def clean_number(self) -> str:
        """Something of a number has to be there."""
        number: str = self.cleaned_data["number"]
        if not bare_number(number):
            raise ValidationError(_("Write the digits or letters of the number."))
        return number

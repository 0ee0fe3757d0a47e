"""What every document form asks: number, day, authority, and what the document states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.forms.base import ActForm
from projects.forms.fields import AreaField, DollarField, MoneyField, NumberedText, PartialDateField
from projects.forms.looking import Look, numbered_alike
from projects.models import Instrument
from projects.rules.authority import usual_authority
from projects.rules.chains import root_of
from vn.documents import is_document_number
from vn.text import tidy

_BETWEEN_DIGITS = re.compile(r"[ .\u2011-]")
_CERTIFICATE_CODE = re.compile(r"[0-9]{10}")
_USUAL = ("", _("As usual, see below"))
_NUMBERED_OTHERWISE = (Instrument.Kind.REGISTRATION_CERTIFICATE, Instrument.Kind.OTHER)


class LongText(forms.CharField):
    """Some lines of text, such as an objective as the decision writes it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)


class CertificateCodeField(forms.CharField):
    """The code of a registration certificate: 10 digits, kept through every change (R-8.5)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        kwargs.setdefault("help_text", _("10 digits; it stays the same when it is adjusted."))
        super().__init__(max_length=40, **kwargs)

    def to_python(self, value: Any) -> str:
        """The digits, without the spaces and dots people put between them."""
        text = tidy(super().to_python(value) or "")
        code = _BETWEEN_DIGITS.sub("", text)
        if code and not _CERTIFICATE_CODE.fullmatch(code):
            raise forms.ValidationError(
                _(
                    "“%(text)s” is not 10 digits. Write the code of the certificate; an older "
                    "number, or one with letters, goes into the box of the earlier code."
                ),
                "not_a_code",
                {"text": text},
            )
        return code


class PaperForm(ActForm):
    """The boxes that all documents share; a form draws those its sections name."""

    number = NumberedText(required=False, label=_("Number and symbol"))
    issued = PartialDateField(
        required=False,
        label=_("Day of issue"),
        help_text=_("If only the month or year is known, write that: 6/2024, 2024."),
    )
    authority = forms.ChoiceField(
        required=False,
        choices=[_USUAL, *Instrument.Authority.choices],
        help_text=_(
            "Approvals: the Chairperson from 1/3/2026 on, the committee before; in zones their "
            "board. Choose another one where the document says so."
        ),
    )
    issuer_name = forms.CharField(
        required=False, max_length=200, help_text=_("As the document writes it.")
    )
    project_name = forms.CharField(required=False, max_length=400)
    investor_name = forms.CharField(required=False, max_length=300)
    objective = LongText(required=False)
    scale = LongText(required=False)
    location_text = forms.CharField(required=False, max_length=300, label=_("Place it states"))
    capital_vnd = MoneyField(
        required=False, label=_("Capital it states"), help_text=_("For example 1.430,0.")
    )
    capital_usd = DollarField(required=False)
    equity_vnd = MoneyField(required=False)
    loan_vnd = MoneyField(required=False)
    land_area_m2 = AreaField(
        required=False,
        label=_("Land area it states"),
        help_text=_("For example 42,6, or 426.000 m²."),
    )
    term_years = forms.IntegerField(required=False, min_value=1, max_value=99)
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """A number or a day at least; what is unusual is worth a look (R-1.7, R-8.8)."""
        found = super().clean() or self.cleaned_data
        number = found.get("number", "")
        if not number and "issued" not in self.errors and found.get("issued") is None:
            self.add_error("number", gettext("Give the number or the day of the document."))
        usual = found.get("kind") in _NUMBERED_OTHERWISE or is_document_number(number)
        if number and not usual:
            self.warn(
                gettext(
                    "“%(number)s” does not look like 1644/QĐ-UBND or 135-NQ/TU. It is kept as "
                    "written; compare it with the document."
                )
                % {"number": number},
                "number",
            )
        self._look_at_parts(found)
        return found

    def look_number(self, number: str) -> Iterable[Look]:
        """The same number on record already."""
        return numbered_alike(self.subject, number)

    def _look_at_parts(self, found: dict[str, Any]) -> None:
        names = ("capital_vnd", "equity_vnd", "loan_vnd")
        if any(found.get(name) is None for name in names):
            return
        if found["equity_vnd"] + found["loan_vnd"] != found["capital_vnd"]:
            words = gettext("Equity and loans together are not the capital. Compare the document.")
            self.warn(words, *names)

    def authority_chosen(self, kind: str) -> str:
        """The authority in the box; left at "as usual", the one that usually issues it (R-1.2)."""
        read = self.cleaned_data
        if read["authority"]:
            return str(read["authority"])
        project, adjusted = self.subject.project, read.get("adjusts")
        rows = {row.pk: row for row in project.instruments.all()} if project and adjusted else {}
        return usual_authority(
            kind=kind,
            issued=read["issued"],
            zone=project.zone if project else "",
            adjusted=root_of(adjusted, rows).kind if adjusted else "",
        )

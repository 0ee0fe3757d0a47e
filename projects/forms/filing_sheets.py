"""The screens of a periodic report: one question each, with room to explain what differs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.filing_sheets import Said
from projects.filing_wording import LABELS, SHORT, difference
from projects.forms.base import ActForm, Section
from projects.forms.documents import FileForm
from projects.forms.fields import AreaField, DayField, DollarField, MoneyField, QuantityField
from projects.models import FilingSheet
from projects.rules.filing_questions import Question
from projects.rules.filing_steps import SCREENS, SENDING, Screen, join_remarks
from vn.errors import Unreadable

MOST_TEXT = 4000
MOST_EXPLAINED = 500
_EXPLAINS = "vi-sao-"
_REMARKED = tuple(screen for screen in SCREENS if screen.key != SENDING)


class CountField(QuantityField):
    """A number of people; the cleaned value is an int."""

    unit = _("people")

    def _read(self, text: str) -> Any:
        found = super()._read(text)
        if found is None:
            return None
        if found < 0 or found != int(found) or found > 10**7:
            raise Unreadable("not_a_number", text)
        return int(found)

    def prepare_value(self, value: Any) -> Any:
        """The digits."""
        return str(value) if isinstance(value, int) else super().prepare_value(value)


def _text(rows: int = 4) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": rows})
    )


class ExplanationField(forms.CharField):
    """What a difference is explained with; left empty by who corrects the figure instead."""

    def validate(self, value: str) -> None:
        """Sending asks for it, saving does not."""


def _field(name: str, *, needed: bool) -> forms.Field:
    if name == "works":
        known = [choice for choice in FilingSheet.Works.choices if choice[0]]
        return forms.ChoiceField(required=needed, choices=known, widget=forms.RadioSelect)
    if name.endswith("_vnd"):
        return MoneyField(required=needed)
    if name.endswith("_usd"):
        return DollarField(required=needed)
    if name.endswith("_m2"):
        return AreaField(required=needed)
    return CountField(required=needed) if name.endswith("workers") else _text()


class ScreenForm(ActForm):
    """The facts of one screen. `asked`: the differences that stand in the draft as it is."""

    is_numbered = False

    def __init__(self, *args: Any, screen: Screen, asked: list[Question], **more: Any) -> None:
        self.screen = screen
        self.asked = asked
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """The boxes of the screen, then one for each difference."""
        for name in self.screen.fields:
            self.fields[name] = _field(name, needed=name in self.screen.needed)
            self.fields[name].label = str(LABELS[name])
            self.initial[name] = getattr(self.sheet, name)
            self.fields[name].widget.attrs |= (
                {"inputmode": "decimal"} if isinstance(self.fields[name], QuantityField) else {}
            )
        for question in self.asked:
            name = _EXPLAINS + question.key
            self.fields[name] = ExplanationField(
                max_length=MOST_EXPLAINED,
                label=difference(question),
                help_text=_("Explain in a few words, or correct the figure above."),
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.initial[name] = self.sheet.explained.get(question.key, "")
        names = tuple(name for name in self.fields if not name.startswith(_EXPLAINS))
        self.sections = (  # type: ignore[misc]  # one screen, one set of boxes
            Section("", names, wide=names),
            Section(_("This differs from what is on record"), self._explaining, self._explaining),
        )

    @property
    def sheet(self) -> FilingSheet:
        """The draft."""
        if not isinstance(self.subject.row, FilingSheet):
            raise TypeError("a screen without a draft")
        return self.subject.row

    @property
    def _explaining(self) -> tuple[str, ...]:
        return tuple(_EXPLAINS + question.key for question in self.asked)

    def said(self) -> Said:
        """The input of `filing_sheets.answer`; call it on a valid form."""
        read = self.cleaned_data
        return Said(
            screen=self.screen.key,
            values={name: read[name] for name in self.screen.fields},
            explained={each.key: read[_EXPLAINS + each.key].strip() for each in self.asked},
        )


class SendForm(ActForm):
    """Nothing more to fill in."""


class PhotographForm(FileForm):
    """A photograph, with the day and the place where it does not tell them itself."""

    sections = (Section("", ("file", "taken", "place"), wide=("file",)),)

    file = forms.FileField(label=_("Photograph"), allow_empty_file=True)
    taken = DayField(required=False, label=_("Day it was taken"))
    place = forms.CharField(
        required=False,
        max_length=60,
        label=_("Latitude and longitude"),
        help_text=_("For example 21.8537, 106.7610. Leave it empty if the photograph tells it."),
    )

    def prepare(self) -> None:
        """Pictures only."""
        super().prepare()
        self.fields["file"].widget.attrs |= {"accept": "image/jpeg,image/png,image/webp"}
        self.fields["file"].help_text = gettext("JPEG, PNG or WebP, at most 25 MB.")

    def clean_place(self) -> tuple[Decimal, Decimal] | None:
        """Two numbers on earth."""
        return place_of(self.cleaned_data["place"])


def place_of(text: str) -> tuple[Decimal, Decimal] | None:
    """Latitude and longitude in degrees, None for nothing. Raises ValidationError."""
    if not text.strip():
        return None
    parts = text.replace(";", " ").replace(", ", " ").split()
    if len(parts) == 1:
        parts = text.split(",")
    try:
        latitude, longitude = (
            Decimal(part.strip().replace(",", ".")).quantize(Decimal("0.000001")) for part in parts
        )
    except (ArithmeticError, ValueError) as error:
        raise forms.ValidationError(_WRONG_PLACE) from error
    known = latitude.is_finite() and longitude.is_finite()
    if not (known and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise forms.ValidationError(_WRONG_PLACE)
    return latitude, longitude


_WRONG_PLACE = _("Write latitude and longitude in degrees, for example 21.8537, 106.7610.")


class AcceptForm(ActForm):
    """Nothing to fill in."""


class ReturnForm(ActForm):
    """What must be corrected, on the whole or at single questions."""

    is_numbered = False

    whole = forms.CharField(
        required=False,
        max_length=MOST_TEXT,
        label=_("Remarks on the whole report"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        """One box for each question."""
        for screen in _REMARKED:
            self.fields[screen.key] = forms.CharField(
                required=False,
                max_length=MOST_EXPLAINED,
                label=str(SHORT[screen.key]),
                widget=forms.TextInput(),
            )
        names = tuple(screen.key for screen in _REMARKED)
        self.sections = (  # type: ignore[misc]  # one screen, one set of boxes
            Section("", ("whole",), wide=("whole",)),
            Section(_("Remarks at single questions"), names),
        )

    def clean(self) -> dict[str, Any]:
        """Something must be said."""
        found = super().clean() or self.cleaned_data
        if not self.errors and not self.remarks():
            self.add_error("whole", gettext("Say what must be corrected."))
        return found

    def remarks(self) -> str:
        """The remarks as they are kept; call it on a valid form."""
        read = self.cleaned_data
        return join_remarks(read.get("whole", ""), {s.key: read.get(s.key, "") for s in _REMARKED})

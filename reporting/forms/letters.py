"""What is checked and completed of a letter before it is made; nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms.base import ActForm, Section
from projects.forms.fields import DayField
from reporting.letters.draft import BOXES, Draft, Kind

_LONG = 20_000


def _text(label: Any, rows: int, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class LetterForm(ActForm):
    """The boxes of one kind of letter; `of_kind` is set by `form_of`."""

    of_kind: Kind

    addressee = forms.CharField(label=_("Letter goes to"), max_length=300)
    about = forms.CharField(label=_("Subject of the letter"), max_length=500)
    basis = _text(_("Legal bases"), 3, required=False)
    body = _text(_("Text"), 12)
    until = DayField(label=_("By which day"), required=False)
    meeting_on = DayField(label=_("Day of the session"))
    hour = forms.CharField(
        label=_("Hour"), max_length=40, required=False, help_text=_("For example 8 giờ 00")
    )
    place = forms.CharField(label=_("Place of the session"), max_length=300, required=False)
    people = _text(_("Who takes part"), 4, required=False)
    ended = forms.CharField(
        label=_("Ended at"), max_length=40, required=False, help_text=_("For example 11 giờ 30")
    )

    def prepare(self) -> None:
        """Only what this kind asks for."""
        asked = BOXES[self.of_kind]
        for name in {name for names in BOXES.values() for name in names} - set(asked):
            del self.fields[name]
        self.fields["body"].help_text = _("Each line becomes a paragraph.")
        if self.of_kind == Kind.URGE:
            self.fields["until"].label = _("Answer before")
        if "people" in asked:
            self.fields["people"].help_text = _("One a line.")
        if "basis" in asked:
            self.fields["basis"].help_text = _("One a line, without “Căn cứ”.")
        bases = ("basis",) if "basis" in asked else ()
        rest = tuple(name for name in asked if name != "basis")
        names = ("addressee", "about", *bases, "body", *rest)
        wide = ("addressee", "about", "basis", "body", "place", "people")
        self.sections = (Section("", names, wide=wide),)  # type: ignore[misc]

    def draft(self) -> Draft:
        """What was typed."""
        said: dict[str, Any] = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in Draft.__dataclass_fields__
        }
        return Draft(kind=self.of_kind, subject=self.cleaned_data["about"], **said)


def form_of(kind: Kind) -> type[LetterForm]:
    """The form of one kind."""
    return type("LetterForm", (LetterForm,), {"of_kind": kind})


def proposed(draft: Draft) -> dict[str, Any]:
    """What a draft puts into the boxes of its kind."""
    boxes = ("addressee", "body", *BOXES[draft.kind])
    found = {name: getattr(draft, name) for name in boxes} | {"about": draft.subject}
    return {name: value for name, value in found.items() if value}

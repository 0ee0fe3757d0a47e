"""Related projects and contact persons."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.links import LinkFacts
from projects.actions.persons import PersonFacts
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField
from projects.models import ContactPerson, Project, ProjectLink

_OFFERED = 6
_FEWEST_DIGITS, _MOST_DIGITS = 8, 15
_HERE, _EVERYWHERE = "here", "everywhere"


class LinkForm(ActForm):
    """Another project, found by its code or a part of its name."""

    sections = (Section("", ("kind", "other", "note"), wide=("other", "note")),)

    kind = forms.ChoiceField(label=_("This project is"), choices=ProjectLink.Kind)
    other = forms.CharField(
        max_length=200,
        label=_("The other project"),
        help_text=_("Its code, or a part of its name."),
    )
    note = forms.CharField(required=False, max_length=300)

    def clean_other(self) -> Project:
        """The one project meant; several are named so that one can be chosen by its code."""
        text = " ".join(self.cleaned_data["other"].split())
        seen = Project.objects.visible_to(self.subject.user)
        if self.subject.project is not None:
            seen = seen.exclude(pk=self.subject.project.pk)
        exact: Project | None = seen.filter(code__iexact=text).first()
        if exact is not None:
            return exact
        found: list[Project] = list(seen.search(text)[:_OFFERED])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("No other project has this code or name. Check it."))
        several = "; ".join(f"{row.code} {row.name}" for row in found)
        words = gettext("Several projects fit. Write the code of one: %(several)s.")
        raise forms.ValidationError(words % {"several": several})

    def facts(self) -> LinkFacts:
        """The input of `links.link`; call it on a valid form."""
        read = self.cleaned_data
        return LinkFacts(other=read["other"], kind=read["kind"], note=read["note"])


class ReasonForm(ActForm):
    """Why something is taken out."""

    sections = (Section("", ("reason",), wide=("reason",)),)

    reason = forms.CharField(max_length=500)

    @property
    def reason_given(self) -> str:
        """The reason, for the action."""
        return str(self.cleaned_data["reason"])


class PersonForm(ActForm):
    """Who speaks for the investor, and how to reach that person."""

    corrects = ("pk",)
    sections = (
        Section(
            "",
            ("name", "position", "phone", "email", "speaks"),
            wide=("speaks",),
            note=_("Only who handles the file sees number and address whole."),
        ),
    )

    name = forms.CharField(max_length=120, label=_("Full name"))
    position = forms.CharField(required=False, max_length=120, label=_("Position"))
    phone = forms.CharField(
        required=False,
        max_length=20,
        label=_("Telephone"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        required=False,
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    speaks = forms.ChoiceField(
        label=_("Speaks for the investor"),
        choices=[(_HERE, _("In this project")), (_EVERYWHERE, _("In all its projects"))],
        widget=forms.RadioSelect,
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, ContactPerson):
            return {"speaks": _HERE}
        names = ("name", "position", "phone", "email")
        kept = {name: getattr(row, name) for name in names}
        return kept | {"speaks": _HERE if row.project_id else _EVERYWHERE}

    def clean_phone(self) -> str:
        """Digits with the usual signs between them."""
        text = " ".join(self.cleaned_data["phone"].split())
        digits = sum(sign.isdigit() for sign in text)
        is_odd = any(not (sign.isdigit() or sign in "+-. ()") for sign in text)
        if text and (is_odd or not _FEWEST_DIGITS <= digits <= _MOST_DIGITS):
            raise forms.ValidationError(_("Write the number in digits, for example 0912 345 678."))
        return text

    def clean(self) -> dict[str, Any]:
        """A person one cannot reach is no contact."""
        found = super().clean() or self.cleaned_data
        broken = {"phone", "email"} & set(self.errors)
        if not broken and not found.get("phone") and not found.get("email"):
            self.add_error("phone", gettext("Give a telephone number or an e-mail address."))
        return found

    def facts(self) -> PersonFacts:
        """The input of `persons.add` and `persons.change`; call it on a valid form."""
        read = self.cleaned_data
        names = ("name", "position", "phone", "email")
        everywhere = read["speaks"] == _EVERYWHERE
        return PersonFacts(**{name: read[name] for name in names}, everywhere=everywhere)


class PersonEndForm(ActForm):
    """Until when somebody spoke for the investor."""

    sections = (Section("", ("until_date",)),)

    until_date = DayField(
        required=False,
        label=_("Speaks for the investor until"),
        help_text=_("Empty: with no end."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record, else today."""
        row = subject.row
        ended = row.until_date if isinstance(row, ContactPerson) else None
        return {"until_date": ended or subject.on}

    def recorded(self) -> dict[str, Any]:
        """What is on record, without the day that the form proposes."""
        row = self.subject.row
        return {"until_date": row.until_date if isinstance(row, ContactPerson) else None}

    @property
    def until(self) -> date | None:
        """The last day, for `persons.end`."""
        found: date | None = self.cleaned_data["until_date"]
        return found

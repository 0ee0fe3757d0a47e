"""Who acts for an investor, and what a visitor types to become one of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.people import RefusableForm
from projects.actions.investor_people import Person
from projects.actions.registrations import Approval
from projects.forms.base import ActForm, Section
from projects.models import Investor, InvestorMember, InvestorRegistration
from vn import mst
from vn.text import tidy

_LANGUAGES = [(code, name) for code, name in settings.LANGUAGES]


class NameForm(ActForm):
    """Name a person."""

    sections = (Section("", ("full_name", "position", "email", "role", "language")),)

    full_name = forms.CharField(max_length=120, label=_("Full name"))
    position = forms.CharField(max_length=120, required=False, label=_("Position"))
    email = forms.EmailField(
        max_length=254,
        label=_("E-mail"),
        help_text=_("The code that opens the account is sent there."),
    )
    role = forms.ChoiceField(choices=InvestorMember.Role.choices, label=_("Role"))
    language = forms.ChoiceField(choices=_LANGUAGES, label=_("Language of letters to this person"))

    def person(self) -> Person:
        """The input of `investor_people.name`; call it on a valid form."""
        read = self.cleaned_data
        return Person(
            name=read["full_name"],
            position=read["position"],
            email=read["email"],
            role=read["role"],
            language=read["language"],
        )


class RoleForm(ActForm):
    """Another role."""

    sections = (Section("", ("role",)),)

    role = forms.ChoiceField(choices=InvestorMember.Role.choices, label=_("Role"))


class EndForm(ActForm):
    """The person left."""

    sections = (Section("", ("reason",), wide=("reason",)),)

    reason = forms.CharField(max_length=300, label=_("Why, for the history"))


class RegistrationForm(RefusableForm):
    """What a visitor types to get an account."""

    BOXES: ClassVar[tuple[str, ...]] = (
        "organisation",
        "tax_code",
        "certificate_number",
        "full_name",
        "position",
        "email",
        "phone",
        "words",
    )

    organisation = forms.CharField(max_length=300, label=_("Name of the investor"))
    tax_code = forms.CharField(
        max_length=20,
        required=False,
        label=_("Tax code"),
        help_text=_("Leave it empty if your organisation has no Vietnamese tax code."),
    )
    certificate_number = forms.CharField(
        max_length=120,
        label=_("Number of the investment registration certificate or the in-principle approval"),
    )
    full_name = forms.CharField(max_length=120, label=_("Your full name"))
    position = forms.CharField(max_length=120, required=False, label=_("Your position"))
    email = forms.EmailField(max_length=254, label=_("Your e-mail"))
    phone = forms.CharField(max_length=30, required=False, label=_("Telephone"))
    words = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Anything else we should know"),
    )

    def clean_tax_code(self) -> str:
        """A code with its check digit, or none."""
        code = tidy(self.cleaned_data["tax_code"]).replace(" ", "")
        if code and not mst.is_valid(code):
            raise forms.ValidationError(
                _("This is not a tax code: look at it again, 10 digits or 10-3.")
            )
        return code


class ApproveForm(ActForm):
    """Which investor, and how far."""

    sections = (Section("", ("investor", "role"), wide=("investor",)),)

    investor = forms.ModelChoiceField(queryset=Investor.objects.none(), label=_("Investor"))
    role = forms.ChoiceField(choices=InvestorMember.Role.choices, label=_("Role"))

    def prepare(self) -> None:
        """Offer whom the registry finds by tax code, number and name."""
        super().prepare()
        row = self.subject.row
        if isinstance(row, InvestorRegistration):
            field: Any = self.fields["investor"]
            field.queryset = self.found

    found: ClassVar[Any] = Investor.objects.none()

    def approval(self) -> Approval:
        """The input of `registrations.approve`; call it on a valid form."""
        return Approval(self.cleaned_data["investor"], self.cleaned_data["role"])


class RefuseForm(ActForm):
    """Why not."""

    sections = (Section("", ("words",), wide=("words",)),)

    words = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("Reason, which is sent to the person"),
    )

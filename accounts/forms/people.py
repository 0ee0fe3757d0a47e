"""Turning what is typed about a person into a validated account."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.refusals import Refusal
from accounts.wording import FIELDS

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[User]
else:
    ModelForm = forms.ModelForm

_WORDS = {
    "required": _("Fill in this box."),
    "invalid_choice": _("Choose one of the listed values."),
}


class PersonForm(ModelForm):
    """One person: a name to sign in with, and what he or she is here."""

    class Meta:
        model = User
        fields = ("username", "display_name", "position", "email", "role", "agency")

    def __init__(self, *args: Any, on: date, own: bool = False, **kwargs: Any) -> None:
        """`own`: the person's own account, whose role somebody else changes."""
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        current = Agency.objects.in_force(on=on).values("pk")
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ModelChoiceField)  # noqa: S101 -- tells the type
        agency.queryset = Agency.objects.filter(
            Q(pk__in=current) | Q(pk=self.instance.agency_id or 0)
        )
        agency.empty_label = "—"
        for name, field in self.fields.items():
            field.label = FIELDS[name]
            field.error_messages |= _WORDS
        self.fields["username"].help_text = _(
            "Small letters, numbers and dots, such as xa.dongdang. The person signs in with it."
        )
        self.fields["email"].help_text = _("The invitation is also sent there, when there is one.")
        self.fields["agency"].help_text = _("Not needed for investors and administrators.")
        self.fields["username"].error_messages["unique"] = _("This user name is already taken.")
        self.fields["role"].disabled = own

    def clean_username(self) -> str:
        """The sign @ tells an e-mail address from a user name at sign-in.

        Letters of other alphabets look like a, e, o: two names would read the same.
        """
        username: str = self.cleaned_data["username"]
        if not username.isascii():
            raise ValidationError(_("Write the user name without accents: letters a to z."))
        if "@" in username:
            raise ValidationError(_("Write the user name without the sign @."))
        others = User.objects.exclude(pk=self.instance.pk).filter(username__iexact=username)
        if others.exists():
            raise ValidationError(_("This user name is already taken."))
        return username

    def clean_email(self) -> str:
        """One address leads to one account, because people sign in with it."""
        email: str = self.cleaned_data["email"]
        others = User.objects.exclude(pk=self.instance.pk).filter(email__iexact=email)
        if email and others.exists():
            raise ValidationError(_("Another account has this e-mail address."))
        return email


class RefusableForm(forms.Form):
    """A form whose action may refuse, at the input it names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for field in self.fields.values():
            field.error_messages |= _WORDS

    def refuse(self, refusal: Refusal) -> None:
        """Show why the action refused."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class LeavingForm(RefusableForm):
    """Why an account is closed, and where what hangs on the person goes."""

    HAND_OVER, NOBODY = "hand_over", "nobody"

    choice = forms.ChoiceField(
        label=_("What is in this person's charge"),
        choices=[
            (HAND_OVER, _("Hand everything over to the person named below")),
            (NOBODY, _("Leave it without anybody in charge for now")),
        ],
        widget=forms.RadioSelect,
    )
    heir = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Taken over by"),
        required=False,
        empty_label="—",
        help_text=_("Choose somebody when you hand over."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, takers: list[User] | None, **kwargs: Any) -> None:
        """`takers` are the people who may take over; None when there is nothing to hand over."""
        super().__init__(*args, **kwargs)
        if takers is None:
            del self.fields["choice"], self.fields["heir"]
            return
        heir = self.fields["heir"]
        assert isinstance(heir, forms.ModelChoiceField)  # noqa: S101 -- tells the type
        heir.queryset = User.objects.filter(pk__in=[each.pk for each in takers]).order_by(
            "display_name", "pk"
        )

    def clean(self) -> dict[str, Any]:
        """Handing over needs somebody who takes over."""
        said = super().clean() or {}
        if (
            said.get("choice") == self.HAND_OVER
            and not said.get("heir")
            and "heir" not in self.errors
        ):
            self.add_error("heir", _("Choose who takes over."))
        return said

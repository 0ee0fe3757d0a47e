"""The forms of the people of a case, its groups, and of handing it over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from inspections.models import Case, CaseGroup, CaseMember, CaseTransfer
from projects.forms.base import ActForm, Section, Subject
from projects.forms.choices import agencies
from projects.forms.fields import DayField, NumberedText


class MemberForm(ActForm):
    """Somebody joins the case; an account makes the case readable to that person."""

    sections = (Section(_("Person"), ("user", "name", "position", "duty", "group")),)

    user = forms.ModelChoiceField(
        label=_("Account"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("With an account the person reads the case from now on."),
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=150)
    position = forms.CharField(label=_("Position"), required=False, max_length=150)
    duty = forms.ChoiceField(label=_("Duty"), choices=CaseMember.Duty.choices, initial="member")
    group = forms.ModelChoiceField(
        label=_("Group of the team"), queryset=CaseGroup.objects.none(), required=False
    )

    case: Case

    def prepare(self) -> None:
        """People who may know of cases at all, and the groups of this one."""
        roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.VIEW_CASES in held]
        people = User.objects.filter(is_active=True, role__in=roles).order_by("display_name", "pk")
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
        self.fields["group"].queryset = self.case.groups.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An account or a name."""
        found = super().clean() or self.cleaned_data
        if not found.get("user") and not found.get("name"):
            self.add_error("name", gettext("Choose an account or write a name."))
        return found


class GroupForm(ActForm):
    """A part of the team with its topic."""

    sections = (Section(_("Group of the team"), ("topic",), wide=("topic",)),)

    topic = forms.CharField(label=_("Topic"), max_length=300)


class LeaveForm(ActForm):
    """Somebody leaves the case, and no longer reads it."""

    sections = (Section(_("Who leaves"), ("left_date", "left_reason"), wide=("left_reason",)),)

    left_date = DayField(label=_("Last day"))
    left_reason = forms.CharField(label=_("Reason"), max_length=300)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today."""
        return {"left_date": subject.on}


class HandOverForm(ActForm):
    """To whom the case, or the duty to follow it up, goes."""

    sections = (
        Section(
            _("Handing over"),
            ("kind", "to_body", "to_name", "on_date", "document_number", "reason"),
            wide=("reason",),
        ),
    )

    kind = forms.ChoiceField(label=_("What is handed over"), choices=CaseTransfer.Kind.choices)
    to_body = forms.ModelChoiceField(
        label=_("Agency that takes over"), queryset=Agency.objects.none(), required=False
    )
    to_name = forms.CharField(
        label=_("Or another body"),
        required=False,
        max_length=200,
        help_text=_("For a body without an account here, such as the investigating body."),
    )
    on_date = DayField(label=_("Day"))
    document_number = NumberedText(label=_("Number of the document"))
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def prepare(self) -> None:
        """Agencies of today."""
        self.fields["to_body"].queryset = agencies(self.subject.on)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody takes over; who follows a case up is an agency of the portal."""
        found = super().clean() or self.cleaned_data
        if not found.get("to_body") and not found.get("to_name"):
            self.add_error("to_body", gettext("Name who takes over."))
        if found.get("kind") == CaseTransfer.Kind.RESPONSIBLE and not found.get("to_body"):
            self.add_error("to_body", gettext("Choose the agency that follows the case up."))
        return found

"""The steps of a request, each with its form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from projects.actions.support import Move
from projects.forms import choices
from projects.forms.base import ActForm, Section
from projects.forms.fields import DayField, NumberedText
from projects.forms.support import words_box
from projects.models import SupportRequest


class StepForm(ActForm):
    """One step: its day, today unless another is given, and what the step needs."""

    sections = (Section("", ("day", "words"), wide=("words",)),)

    day = DayField(label=_("Day of this step"))
    words = words_box(_("Words"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "day" in self.fields:
            self.fields["day"].initial = self.subject.on
            self.initial.setdefault("day", self.subject.on)

    def move(self) -> Move:
        """The input of `support.act`; call it on a valid form."""
        read = self.cleaned_data
        return Move(
            day=read.get("day") or self.subject.on,
            words=read.get("words", ""),
            agency=read.get("agency"),
            officer=read.get("officer"),
            body=read.get("body", ""),
            days=read.get("days"),
            due=read.get("due"),
            document_number=read.get("document_number", ""),
            outcome=read.get("outcome", ""),
        )


class HandForm(StepForm):
    """Hand the file to another agency."""

    sections = (Section("", ("agency", "day", "document_number", "words"), wide=("words",)),)

    agency = forms.ModelChoiceField(queryset=Agency.objects.none(), label=_("To which agency"))
    document_number = NumberedText(required=False, label=_("Number of the letter"))
    words = words_box(_("Why, as the investor will read it"))

    def prepare(self) -> None:
        """Offer the agencies of today."""
        super().prepare()
        self.fields["agency"].queryset = choices.agencies(self.subject.on)  # type: ignore[attr-defined]


class OfficerForm(StepForm):
    """Name who answers."""

    sections = (Section("", ("officer", "day")),)

    officer = forms.ModelChoiceField(queryset=User.objects.none(), label=_("Officer"))
    words = None  # type: ignore[assignment]

    def prepare(self) -> None:
        """Offer the people of the holder who may answer."""
        super().prepare()
        row = self.subject.row
        roles = [
            role for role, held in ROLE_PERMISSIONS.items() if Permission.ANSWER_SUPPORT in held
        ]
        people = User.objects.filter(role__in=roles, is_active=True)
        if isinstance(row, SupportRequest):
            people = people.filter(agency=row.holder)
        self.fields["officer"].queryset = people.order_by("display_name")  # type: ignore[attr-defined]


class LimitForm(StepForm):
    """A day for the answer that a law or a document sets."""

    sections = (Section("", ("due", "words", "day"), wide=("words",)),)

    due = DayField(label=_("To be answered by"))
    words = forms.CharField(
        max_length=200,
        label=_("What sets this day"),
        help_text=_("The article of the law, or the number of the document."),
    )


class OutsideForm(StepForm):
    """Send the file to a body outside the province."""

    sections = (
        Section("", ("body", "days", "day", "document_number", "words"), wide=("body", "words")),
    )

    body = forms.CharField(max_length=200, label=_("Body outside the province"))
    days = forms.IntegerField(
        min_value=1, max_value=365, label=_("Ask again after how many days"), initial=15
    )
    document_number = NumberedText(required=False, label=_("Number of the letter"))
    words = words_box(_("What was sent, as the investor will read it"), required=False)


class FollowUpForm(StepForm):
    """The body outside was asked how it stands."""

    sections = (Section("", ("day", "document_number", "words"), wide=("words",)),)

    document_number = NumberedText(required=False, label=_("Number of the letter"))
    words = words_box(_("What it said"), required=False)


class BackForm(FollowUpForm):
    """The file came back."""

    words = words_box(_("What it decided or said"))


class QuestionForm(StepForm):
    """Ask the investor something."""

    words = words_box(_("Question to the investor"))


class NoteForm(StepForm):
    """A note for State bodies only."""

    words = words_box(_("Note, which the investor never sees"))


class AnswerForm(StepForm):
    """The answer."""

    sections = (
        Section("", ("outcome", "day", "document_number", "words"), wide=("outcome", "words")),
    )

    outcome = forms.ChoiceField(
        choices=SupportRequest.Outcome.choices[1:],
        widget=forms.RadioSelect,
        label=_("What came of it"),
    )
    document_number = NumberedText(required=False, label=_("Number of the answer"))
    words = words_box(_("Answer to the investor"), 8)


class _TodayForm(StepForm):
    """A step of the investor is of the day it is sent."""

    sections = (Section("", ("words",), wide=("words",)),)
    day = None  # type: ignore[assignment]


class ReplyForm(_TodayForm):
    """The investor replies."""

    words = words_box(_("Your reply"))


class RateForm(_TodayForm):
    """The investor says whether the answer helped."""

    sections = (Section("", ("outcome", "words"), wide=("outcome", "words")),)

    outcome = forms.ChoiceField(
        choices=SupportRequest.Rating.choices[1:],
        widget=forms.RadioSelect,
        label=_("Did the answer help you?"),
    )
    words = words_box(_("What could be better"), required=False)


class ReopenForm(_TodayForm):
    """The investor asks again."""

    words = words_box(_("What is still not solved"))


class WithdrawForm(_TodayForm):
    """The investor asks no more."""

    words = words_box(_("Why, if you want to say it"), required=False)


STEP_FORMS: dict[str, type[StepForm]] = {
    "hand": HandForm,
    "officer": OfficerForm,
    "limit": LimitForm,
    "outside": OutsideForm,
    "follow_up": FollowUpForm,
    "back": BackForm,
    "question": QuestionForm,
    "note": NoteForm,
    "answer": AnswerForm,
    "reply": ReplyForm,
    "rate": RateForm,
    "reopen": ReopenForm,
    "withdraw": WithdrawForm,
}

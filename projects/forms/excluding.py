"""Time that does not count: asked for, decided, looked at again, ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.excluding import ExclusionFacts, Review, Ruling
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText
from projects.models import ExcludedPeriod

_WHOLE_PROJECT = "project"
_SCOPES = {"tranche": "tranches", "schedule_item": "schedule_items"}
_DECIDED, _CLAIMED = ExcludedPeriod.Standing.DECIDED, ExcludedPeriod.Standing.CLAIMED
_GRANTED, _REFUSED = "granted", "refused"
_LAST_DAY = _("Empty while it goes on: the clock stands still.")
_EXPECTED = _("Needed while it goes on; it is looked at again every quarter.")


def _refuse_order(form: ActForm, found: dict[str, Any]) -> None:
    """The last day, known or expected, is not before the first."""
    start = found.get("start_date")
    for name, words in (
        ("end_date", _("The last day is before the first day.")),
        ("expected_end_date", _("The expected end is before the first day.")),
    ):
        day = found.get(name)
        if start and day and day < start:
            form.add_error(name, words)


def _ask_expected_end(form: ActForm, found: dict[str, Any]) -> None:
    """Nobody leaves a clock standing without saying until when."""
    is_open = found.get("end_date") is None and "end_date" not in form.errors
    if is_open and not found.get("expected_end_date") and "expected_end_date" not in form.errors:
        form.add_error(
            "expected_end_date", _("Give the day it should end, or the last day if it has ended.")
        )


class ExclusionForm(ActForm):
    """Days that a document takes out of the clocks, or that somebody asks to take out."""

    sections = (
        Section(_("Days not counted"), ("start_date", "end_date", "concerns")),
        Section(
            _("Decided or asked for"),
            ("standing", "claimed_date", "expected_end_date"),
            wide=("standing",),
            note=_("Days that are only asked for stop no clock until a document grants them."),
        ),
        Section(_("Why"), ("reason", "document_number", "document_date")),
        Section(_("Note"), ("note",), wide=("note",)),
    )

    start_date = DayField(label=_("First day not counted"))
    end_date = DayField(required=False, label=_("Last day not counted"), help_text=_LAST_DAY)
    concerns = forms.ChoiceField(label=_("Concerns"))
    standing = forms.ChoiceField(
        label=_("Is there a decision?"),
        choices=[
            (_DECIDED, _("Yes, a document decides it")),
            (_CLAIMED, _("No, it is only asked for")),
        ],
        widget=forms.RadioSelect,
    )
    claimed_date = DayField(required=False, help_text=_("Day the request came in."))
    expected_end_date = DayField(required=False, help_text=_EXPECTED)
    reason = forms.ChoiceField(choices=ExcludedPeriod.Reason)
    document_number = NumberedText(help_text=_("Of the decision, or of the request."))
    document_date = DayField(required=False)
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Most are recorded when the document is there."""
        return {"standing": _DECIDED.value}

    def prepare(self) -> None:
        """Offer the project, its tranches and its milestones."""
        project = self.subject.project
        offered: list[tuple[str, Any]] = [(_WHOLE_PROJECT, _("Whole project"))]
        if project is not None:
            offered += [(f"tranche-{t.pk}", t.label) for t in project.tranches.all()]
            offered += [(f"schedule_item-{i.pk}", i.name) for i in project.schedule_items.all()]
        field = self.fields["concerns"]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered

    def clean(self) -> dict[str, Any]:
        """A request has its day; an open decision has the day it should end."""
        found = super().clean() or self.cleaned_data
        _refuse_order(self, found)
        if found.get("standing") == _DECIDED:
            _ask_expected_end(self, found)
        elif not found.get("claimed_date") and "claimed_date" not in self.errors:
            self.add_error("claimed_date", gettext("Give the day the request came in."))
        return found

    def facts(self) -> ExclusionFacts:
        """The input of `excluding.exclude`; call it on a valid form."""
        scope, _dash, key = self.cleaned_data["concerns"].partition("-")
        names = [name for name in self.fields if name in ExclusionFacts.__slots__]
        row: dict[str, Any] = {}
        if key and self.subject.project is not None:
            row[scope] = getattr(self.subject.project, _SCOPES[scope]).get(pk=key)
        return ExclusionFacts(
            **{name: self.cleaned_data[name] for name in names}, scope=scope, **row
        )


class RulingForm(ActForm):
    """What a document decides of days that were asked for."""

    sections = (
        Section(
            _("Decision"),
            ("ruling", "document_number", "document_date"),
            wide=("ruling",),
        ),
        Section(_("Days not counted"), ("start_date", "end_date", "expected_end_date")),
    )

    ruling = forms.ChoiceField(
        label=_("What was decided?"),
        choices=[
            (_GRANTED, _("Granted: these days are not counted")),
            (_REFUSED, _("Refused: these days count")),
        ],
        widget=forms.RadioSelect,
    )
    document_number = NumberedText(label=_("Number of the decision"))
    document_date = DayField(required=False, label=_("Day of the decision"))
    start_date = DayField(label=_("First day not counted"))
    end_date = DayField(required=False, label=_("Last day not counted"), help_text=_LAST_DAY)
    expected_end_date = DayField(required=False, help_text=_EXPECTED)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The days that were asked for; the document of a decision is a new one."""
        row = subject.row
        if not isinstance(row, ExcludedPeriod):
            return {}
        names = ("start_date", "end_date", "expected_end_date")
        days: dict[str, Any] = {name: getattr(row, name) for name in names}
        if row.standing == _CLAIMED:
            return days
        ruling = _GRANTED if row.standing == _DECIDED else _REFUSED
        document = {name: getattr(row, name) for name in ("document_number", "document_date")}
        return days | document | {"ruling": ruling}

    def clean(self) -> dict[str, Any]:
        """Granted days that go on have the day they should end."""
        found = super().clean() or self.cleaned_data
        _refuse_order(self, found)
        if found.get("ruling") == _GRANTED:
            _ask_expected_end(self, found)
        return found

    def facts(self) -> Ruling:
        """The input of `excluding.decide_exclusion`; call it on a valid form."""
        names = (n for section in self.sections for n in section.fields if n != "ruling")
        read = self.cleaned_data
        return Ruling(granted=read["ruling"] == _GRANTED, **{name: read[name] for name in names})


class RulingCorrectionForm(RulingForm):
    """A decision on record, corrected."""

    corrects = ("pk",)


class ReviewForm(ActForm):
    """A look at an open period: still needed, and until when (P1)."""

    sections = (
        Section("", ("reviewed_date", "expected_end_date", "review_note"), wide=("review_note",)),
    )

    reviewed_date = DayField()
    expected_end_date = DayField(
        help_text=_("If it has ended, record its last day instead of this.")
    )
    review_note = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why it still goes on, and what has to happen for it to end."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today, and the end on record."""
        return {
            "reviewed_date": subject.on,
            "expected_end_date": getattr(subject.row, "expected_end_date", None),
        }

    def recorded(self) -> dict[str, Any]:
        """The last look, which the form does not propose again."""
        names = ("reviewed_date", "expected_end_date", "review_note")
        return {name: getattr(self.subject.row, name, None) for name in names}

    def clean(self) -> dict[str, Any]:
        """An end that has passed is no expectation."""
        found = super().clean() or self.cleaned_data
        day, end = found.get("reviewed_date"), found.get("expected_end_date")
        if day and end and end < day:
            self.add_error(
                "expected_end_date", gettext("This day has passed. Give the new expected end.")
            )
        return found

    def facts(self) -> Review:
        """The input of `excluding.review_exclusion`; call it on a valid form."""
        read = self.cleaned_data
        return Review(read["reviewed_date"], read["review_note"], read["expected_end_date"])


class ExclusionEndForm(ActForm):
    """The last day of time that does not count."""

    corrects = ("end_date",)
    sections = (Section("", ("end_date",)),)

    end_date = DayField(
        label=_("Last day not counted"),
        help_text=_("The clock runs again from the day after it."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        return {"end_date": getattr(subject.row, "end_date", None)}

    @property
    def end_date_read(self) -> date:
        """The day, for `excluding.close_exclusion`."""
        found: date = self.cleaned_data["end_date"]
        return found

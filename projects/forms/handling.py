"""Decisions on handling: one project, many projects, the end of one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.acts import Seen
from projects.actions.handling import DecidedMeanwhile, DecisionFacts
from projects.actions.handling_many import Chosen, ListChanged
from projects.actions.refusals import Refusal
from projects.forms.base import WHY, ActForm, Section, Subject
from projects.forms.conflicts import with_value
from projects.forms.fields import DayField, NumberedText
from projects.models import HandlingClass, HandlingDecision, ReviewRound
from vn.dates import day_text

_MOST_AUTHORITIES = 30


class ClassField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no [] at run time
    """A class of handling; one that ended, or begins later, says so."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=HandlingClass.objects.all(), empty_label="—", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Cấp huyện xử lý vi phạm (đến 30/6/2025)."""
        words: str = obj.short_name
        if obj.valid_to is not None:
            words = gettext("%(name)s (until %(day)s)") % {
                "name": words,
                "day": day_text(obj.valid_to),
            }
        elif obj.valid_from is not None:
            words = gettext("%(name)s (from %(day)s)") % {
                "name": words,
                "day": day_text(obj.valid_from),
            }
        return words


class DecisionForm(ActForm):
    """A class by a document, and what comes next by which day."""

    sections = (
        Section(_("Class of handling"), ("handling_class", "round"), wide=("handling_class",)),
        Section(_("Document"), ("document_number", "decided_date", "authority")),
        Section(_("What comes next"), ("next_step", "next_step_date"), wide=("next_step",)),
        Section(_("Reason"), ("reason",), wide=("reason",)),
    )

    handling_class = ClassField()
    round = forms.ModelChoiceField(
        ReviewRound.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("When the decision came out of a review round."),
    )
    document_number = NumberedText()
    decided_date = DayField()
    authority = forms.CharField(
        max_length=200,
        widget=forms.TextInput(attrs={"list": "co-quan-quyet-dinh", "autocomplete": "off"}),
        help_text=_("For example: Chủ tịch UBND tỉnh."),
    )
    next_step = forms.CharField(
        max_length=300, help_text=_("What has to be done, for example: make the penalty decision.")
    )
    next_step_date = DayField(
        required=False,
        help_text=_("The agency in charge owes it by this day; empty counts as a missing fact."),
    )
    reason = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, came_from: ReviewRound | None = None, **kwargs: Any) -> None:
        """`came_from`: the round from whose page the person comes."""
        self.came_from = came_from
        super().__init__(*args, **kwargs)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The round one comes from."""
        return {"round": self.came_from}

    def prepare(self) -> None:
        """Offer the rounds that looked at the project."""
        field = self.fields["round"]
        if isinstance(field, forms.ModelChoiceField) and self.subject.project is not None:
            field.queryset = ReviewRound.objects.filter(entries__project=self.subject.project)

    @property
    def suggestions(self) -> dict[str, list[str]]:
        """Who decided before."""
        names = HandlingDecision.objects.order_by("authority").values_list("authority", flat=True)
        return {"co-quan-quyet-dinh": list(names.distinct()[:_MOST_AUTHORITIES])}

    @property
    def replaces(self) -> Seen | None:
        """The decision in force that the person saw; raises `DecidedMeanwhile` if it is gone."""
        if self.subject.row is not None:
            return self.seen
        if self.cleaned_data.get("row") is not None:
            raise DecidedMeanwhile
        return None

    def facts(self) -> DecisionFacts:
        """The input of the actions; call it on a valid form."""
        return DecisionFacts(
            **{name: self.cleaned_data[name] for name in _FACTS if name in self.fields}
        )


_FACTS = tuple(DecisionFacts.__slots__)


class CorrectionForm(DecisionForm):
    """A decision on record; the reason of the correction is asked for."""

    corrects = ("document_number",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[WHY].required = True

    def prepare(self) -> None:
        """The round stays what it was."""
        del self.fields["round"]

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        return {name: getattr(subject.row, name) for name in _FACTS}


class EndForm(ActForm):
    """The last day of handling, and how it ended."""

    sections = (Section("", ("ended_date", "ended_reason"), wide=("ended_reason",)),)

    ended_date = DayField()
    ended_reason = forms.CharField(
        max_length=300,
        help_text=_("For example: procedures completed; the project was terminated."),
    )

    @property
    def day(self) -> date:
        """The day, for `handling.end`."""
        found: date = self.cleaned_data["ended_date"]
        return found


class ManyForm(DecisionForm):
    """One decision on many projects, with the decisions in force as they were shown."""

    sections = (
        Section(_("Class of handling"), ("handling_class",), wide=("handling_class",)),
        *DecisionForm.sections[1:],
    )
    chosen = forms.CharField(widget=forms.HiddenInput, max_length=40_000)

    def __init__(self, *args: Any, chosen: str = "", **kwargs: Any) -> None:
        """`chosen`: the projects of the list, as `carried` writes each."""
        self.listed = chosen
        super().__init__(*args, **kwargs)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The list as it is drawn."""
        return {"chosen": self.listed}

    def prepare(self) -> None:
        """The round is that of the list."""
        del self.fields["round"]

    def facts(self) -> DecisionFacts:
        """The input of `decide_many`, with the round of the list."""
        return replace(super().facts(), round=self.came_from)

    def fill(self, typed: QueryDict) -> None:
        """A draft brings back what was typed, not which decisions were in force then."""
        super().fill(typed)
        self.initial["chosen"] = self.listed

    def refuse(self, refusal: Refusal) -> None:
        """Show why; after a colleague's decision the list is the one now drawn above the form."""
        super().refuse(refusal)
        if isinstance(refusal, ListChanged):
            self.data = with_value(self.data, "chosen", self.listed)

    def clean_chosen(self) -> list[Chosen]:
        """The projects with the decision in force each had when the list was drawn."""
        parts = [_CHOSEN.fullmatch(part) for part in self.cleaned_data["chosen"].split()]
        if not all(parts):
            raise forms.ValidationError(_("The list is no longer there. Choose again."))
        return [_chosen(part) for part in parts if part]


_CHOSEN = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9]{1,9})")


def _chosen(part: re.Match[str]) -> Chosen:
    project_id, pk, version = (int(number) for number in part.groups())
    return Chosen(project_id, Seen(pk, version) if pk else None)


def carried(project_id: int, current: HandlingDecision | None) -> str:
    """A project of the list in the hidden box of `ManyForm`."""
    if current is None:
        return f"{project_id}-0-0"
    return f"{project_id}-{current.pk}-{current.version}"

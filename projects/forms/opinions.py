"""Asking several agencies at once, and what one of them answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from projects.actions.opinions import Answer, Question
from projects.forms import choices
from projects.forms.base import ActForm, Section, Subject
from projects.forms.documents import FileForm
from projects.forms.fields import DayField, NumberedText
from projects.forms.proposals import DAYS_OF, MOST_DAYS, MOST_WORDS, words_box
from projects.models import Opinion, Proposal

_OF_PLACES = (Agency.Kind.COMMUNE, Agency.Kind.DISTRICT)


class _Agencies(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no [] at run time
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


class AskForm(ActForm):
    """One letter to several agencies; each has the same days."""

    sections: ClassVar[Sequence[Section]] = (
        Section(_("Who is asked"), ("agencies", "also"), wide=("agencies", "also")),
        Section(
            _("The letter"),
            ("document_number", "asked_date", "limit_days", "days_of", "question"),
            wide=("question",),
        ),
    )

    agencies = _Agencies(
        Agency.objects.none(),
        required=False,
        label=_("Agencies"),
        widget=forms.CheckboxSelectMultiple,
    )
    also = forms.ModelChoiceField(
        Agency.objects.none(), required=False, empty_label="—", label=_("Another agency")
    )
    document_number = NumberedText(required=False, label=_("Number of the letter"))
    asked_date = DayField(label=_("Day of the letter"))
    limit_days = forms.IntegerField(
        min_value=1, max_value=MOST_DAYS, label=_("Days given to answer")
    )
    days_of = forms.ChoiceField(label=_("Counted in"), choices=DAYS_OF)
    question = forms.CharField(
        required=False,
        max_length=MOST_WORDS,
        widget=words_box(3),
        label=_("What their opinion is asked on"),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Asked today, in working days."""
        return {"asked_date": subject.on, "days_of": "working"}

    def recorded(self) -> dict[str, Any]:
        """Nobody is asked yet."""
        return {}

    def prepare(self) -> None:
        """Offer departments and the communes of the project; any other one by its name."""
        offered = offered_to(self.subject)
        for name, rows in (("agencies", _near(self.subject, offered)), ("also", offered)):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """One agency at least."""
        found = super().clean() or self.cleaned_data
        if not found.get("agencies") and not found.get("also") and "agencies" not in self.errors:
            self.add_error("agencies", _("Choose at least one agency."))
        return found

    def asked(self) -> Question:
        """The input of `opinions.ask`; call it on a valid form."""
        read = self.cleaned_data
        also = [read["also"]] if read["also"] else []
        return Question(
            agencies=tuple(dict.fromkeys([*read["agencies"], *also])),
            asked_date=read["asked_date"],
            limit_days=read["limit_days"],
            working_days=read["days_of"] == "working",
            document_number=read["document_number"],
            question=read["question"],
        )


def offered_to(subject: Subject) -> QuerySet[Agency]:
    """Agencies of today that were not asked yet, or have answered; never the one that appraises."""
    found = choices.agencies(subject.on)
    row = subject.row
    if not isinstance(row, Proposal):
        return found
    waiting = row.opinions.filter(verdict="").values("agency_id")
    return found.exclude(pk=row.agency_id).exclude(pk__in=waiting)


def _near(subject: Subject, offered: QuerySet[Agency]) -> QuerySet[Agency]:
    units = subject.project.units.values("pk") if subject.project else ()
    return offered.filter(~Q(kind__in=_OF_PLACES) | Q(unit_id__in=units))


class OpinionForm(FileForm):
    """What the agency holds, by which letter, with its file."""

    corrects = ("verdict",)
    sections = (
        Section(
            "",
            ("verdict", "answer_number", "answered_date", "answer", "file"),
            wide=("verdict", "answer", "file"),
        ),
    )

    verdict = forms.ChoiceField(
        label=_("Opinion"),
        choices=[(each.value, each.label) for each in Opinion.Verdict if each.value],
        widget=forms.RadioSelect,
    )
    answer_number = NumberedText(required=False)
    answered_date = DayField(label=_("Day of the answer"))
    answer = forms.CharField(
        required=False,
        max_length=MOST_WORDS,
        widget=words_box(5),
        label=_("What is held, and on which conditions"),
    )
    file = forms.FileField(required=False, allow_empty_file=True, label=_("File"))

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a first answer is of today."""
        row = subject.row
        if not isinstance(row, Opinion) or not row.verdict:
            return {"answered_date": subject.on}
        names = ("verdict", "answer_number", "answered_date", "answer")
        return {name: getattr(row, name) for name in names}

    def recorded(self) -> dict[str, Any]:
        """Without the day the form proposes."""
        return {**self.initial, "answered_date": getattr(self.subject.row, "answered_date", None)}

    @property
    def upload(self) -> Any:
        """The file that came, or None; call it on a valid form."""
        return self.cleaned_data.get("file")

    def said(self) -> Answer:
        """The input of `opinions.answer`; call it on a valid form."""
        read = self.cleaned_data
        return Answer(
            verdict=read["verdict"],
            answered_date=read["answered_date"],
            number=read["answer_number"],
            words=read["answer"],
        )

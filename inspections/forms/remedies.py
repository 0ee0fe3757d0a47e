"""Forms of findings, recommendations, answers and their verification."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from inspections.actions.remedies import AnswerFacts, FindingFacts, RecommendationFacts
from inspections.models import (
    Case,
    Finding,
    LawArea,
    Recommendation,
)
from projects.forms.base import ActForm, Section, Subject
from projects.forms.choices import agencies
from projects.forms.documents import FileForm
from projects.forms.fields import DayField, MillionField, NumberedText
from projects.models import Investor, Project


class OfCase(ActForm):
    """A form about one case: its projects, its subjects, its conclusions."""

    case: Case

    def projects(self) -> QuerySet[Any]:
        """The projects of the case."""
        rows: QuerySet[Any] = Project.objects.filter(case_projects__case=self.case)
        return rows

    def investors(self) -> QuerySet[Any]:
        """The investors of the case and of its projects."""
        rows = Investor.objects.filter(case_subjects__case=self.case)
        found: QuerySet[Any] = (
            rows | Investor.objects.filter(projects__case_projects__case=self.case)
        ).distinct()
        return found

    def offer(self, **choices: QuerySet[Any]) -> None:
        """Let these rows be chosen."""
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


def text_box(label: Any, rows: int = 3, *, required: bool = True) -> forms.CharField:
    """A box for a text of several lines."""
    return forms.CharField(
        label=label, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def chosen(label: Any, model: Any, **options: Any) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    """One row of a model, or none; the form offers which."""
    return forms.ModelChoiceField(
        label=label, queryset=model.objects.none(), required=False, **options
    )


class FindingForm(OfCase):
    """What was found."""

    corrects = ("pk",)
    sections = (
        Section(
            _("Finding"), ("law_area", "severity", "project", "amount_vnd", "text"), wide=("text",)
        ),
    )

    law_area = forms.ChoiceField(label=_("Area of law"), choices=LawArea.choices)
    severity = forms.ChoiceField(label=_("Severity"), choices=Finding.Severity.choices)
    project = chosen(_("Project"), Project)
    amount_vnd = MillionField(label=_("Amount of money"), required=False)
    text = text_box(_("Text of the finding"))

    def prepare(self) -> None:
        """The projects of the case."""
        self.offer(project=self.projects())

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; the only project of the case."""
        if isinstance(subject.row, Finding):
            names = ("law_area", "severity", "project", "amount_vnd", "text")
            return {name: getattr(subject.row, name) for name in names}
        rows = list(self.projects()[:2])
        return {"project": rows[0].pk} if len(rows) == 1 else {}

    def facts(self) -> FindingFacts:
        """The input of `remedies.find`."""
        data = self.cleaned_data
        return FindingFacts(
            law_area=data["law_area"],
            severity=data["severity"],
            text=data["text"],
            amount_vnd=data["amount_vnd"],
            project_id=pk_of(data["project"]),
        )


class RecommendationForm(OfCase):
    """What has to be done, by whom, by when."""

    corrects = ("pk",)
    sections = (
        Section(
            _("Recommendation"),
            (
                *("kind", "project", "text", "addressee_agency", "addressee_investor"),
                *("responsible_agency", "amount_vnd", "due_date", "evidence_needed"),
            ),
            wide=("text", "evidence_needed"),
        ),
    )

    kind = forms.ChoiceField(label=_("Kind"), choices=Recommendation.Kind.choices)
    project = chosen(_("Project"), Project)
    text = text_box(_("What has to be done"))
    addressee_agency = chosen(_("Addressee: agency"), Agency)
    addressee_investor = chosen(_("Addressee: investor"), Investor)
    responsible_agency = chosen(
        _("Who carries it out today"),
        Agency,
        help_text=_("Only where several agencies took over from an addressee that ended."),
    )
    amount_vnd = MillionField(label=_("Amount of money"), required=False)
    due_date = DayField(
        label=_("By which day"), required=False, help_text=_("As the conclusion sets it.")
    )
    evidence_needed = forms.CharField(label=_("Evidence needed"), required=False, max_length=300)

    def prepare(self) -> None:
        """Agencies of all times: an old conclusion may address one that ended."""
        self.offer(
            project=self.projects(),
            addressee_agency=Agency.objects.order_by("valid_to", "sort_key"),
            addressee_investor=self.investors(),
            responsible_agency=agencies(self.subject.on),
        )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, Recommendation):
            return {}
        return {name: getattr(row, name) for name in self.sections[0].fields}

    def clean(self) -> dict[str, Any]:
        """One addressee."""
        found = super().clean() or self.cleaned_data
        if bool(found.get("addressee_agency")) == bool(found.get("addressee_investor")):
            self.add_error("addressee_agency", gettext("Name one agency or one investor."))
        return found

    def facts(self) -> RecommendationFacts:
        """The input of `remedies.recommend`."""
        data = self.cleaned_data
        return RecommendationFacts(
            kind=data["kind"],
            text=data["text"],
            addressee_agency_id=pk_of(data["addressee_agency"]),
            addressee_investor_id=pk_of(data["addressee_investor"]),
            responsible_agency_id=pk_of(data["responsible_agency"]),
            project_id=pk_of(data["project"]),
            amount_vnd=data["amount_vnd"],
            due_date=data["due_date"],
            evidence_needed=data["evidence_needed"],
        )


class AnswerForm(FileForm):
    """What was done, how far, with a file that shows it."""

    sections = (
        Section(
            _("Your answer"),
            ("text", "progress_percent", "amount_done_vnd", "document_number", "file"),
            wide=("text", "file"),
        ),
    )

    text = text_box(_("What was done, and what is left"), 5)
    progress_percent = forms.IntegerField(
        label=_("How far, in percent"),
        min_value=0,
        max_value=100,
        help_text=_("100 when all of it is done: the day you send it counts."),
    )
    amount_done_vnd = MillionField(
        label=_("Money paid or recovered so far"), required=False, help_text=_("All of it so far.")
    )
    document_number = NumberedText(label=_("Number of your letter"), required=False)
    file = forms.FileField(required=False, allow_empty_file=True, label=_("File"))

    @property
    def upload(self) -> Any:
        """The file that came, or None; call it on a valid form."""
        return self.cleaned_data.get("file")

    def facts(self) -> AnswerFacts:
        """The input of `remedies.answer`."""
        data = self.cleaned_data
        return AnswerFacts(
            text=data["text"],
            progress_percent=data["progress_percent"],
            amount_done_vnd=data["amount_done_vnd"] or 0,
            document_number=data["document_number"],
        )


class VerifyForm(ActForm):
    """Whether an answer is accepted, and what is missing if not."""

    sections = (Section(_("Verification"), ("result", "remark"), wide=("remark",)),)

    ACCEPTED, RETURNED = "accepted", "returned"
    result = forms.ChoiceField(
        label=_("Result"),
        choices=[(ACCEPTED, _("Accepted")), (RETURNED, _("Returned: something is missing"))],
    )
    remark = text_box(_("What was looked at, or what is missing"), required=False)


class RemovalForm(ActForm):
    """Why something entered by mistake is taken out."""

    sections = (Section("", ("reason",), wide=("reason",)),)

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("What it was stays in the history of the case, beside this reason."),
    )


def pk_of(row: Any) -> int | None:
    """The key of a chosen row, None where none is."""
    return row.pk if row else None

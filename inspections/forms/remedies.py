"""Forms of findings, recommendations, answers, sanctions and payments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from inspections.actions.remedies import AnswerFacts, FindingFacts, RecommendationFacts
from inspections.actions.sanctions import PaymentFacts, SanctionFacts
from inspections.models import (
    Case,
    CaseSanction,
    Conclusion,
    Finding,
    LawArea,
    Recommendation,
)
from projects.forms.base import ActForm, Section, Subject
from projects.forms.choices import agencies
from projects.forms.documents import FileForm
from projects.forms.fields import DayField, MillionField, NumberedText
from projects.models import Investor, Project


class _OfCase(ActForm):
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

    def _offer(self, **choices: QuerySet[Any]) -> None:
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


def _text(label: Any, rows: int = 3, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def _none(label: Any, model: Any, **options: Any) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    return forms.ModelChoiceField(
        label=label, queryset=model.objects.none(), required=False, **options
    )


class FindingForm(_OfCase):
    """What was found."""

    corrects = ("pk",)
    sections = (
        Section(
            _("Finding"), ("law_area", "severity", "project", "amount_vnd", "text"), wide=("text",)
        ),
    )

    law_area = forms.ChoiceField(label=_("Area of law"), choices=LawArea.choices)
    severity = forms.ChoiceField(label=_("Severity"), choices=Finding.Severity.choices)
    project = _none(_("Project"), Project)
    amount_vnd = MillionField(label=_("Amount of money"), required=False)
    text = _text(_("What was found"))

    def prepare(self) -> None:
        """The projects of the case."""
        self._offer(project=self.projects())

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
            project_id=_pk(data["project"]),
        )


class RecommendationForm(_OfCase):
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
    project = _none(_("Project"), Project)
    text = _text(_("What has to be done"))
    addressee_agency = _none(_("Addressee: agency"), Agency)
    addressee_investor = _none(_("Addressee: investor"), Investor)
    responsible_agency = _none(
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
        self._offer(
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
            addressee_agency_id=_pk(data["addressee_agency"]),
            addressee_investor_id=_pk(data["addressee_investor"]),
            responsible_agency_id=_pk(data["responsible_agency"]),
            project_id=_pk(data["project"]),
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

    text = _text(_("What was done, and what is left"), 5)
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
    remark = _text(_("What was looked at, or what is missing"), required=False)


class SanctionForm(_OfCase):
    """A decision that punishes, and what its subject says."""

    corrects = ("decision_number",)
    sections = (
        Section(
            _("Sanction"),
            (
                *("investor", "agency", "project", "conclusion", "law_area", "content"),
                *("minutes_number", "minutes_date", "decision_number", "decision_date"),
                *("authority", "fine_vnd", "pay_by_date", "remedial_measure", "remedied_date"),
            ),
            wide=("content", "remedial_measure"),
        ),
        Section(
            _("What the subject says"),
            ("stance", "stance_date", "stance_note"),
            wide=("stance_note",),
        ),
    )

    investor = _none(_("Investor"), Investor)
    agency = _none(_("Or an agency"), Agency)
    project = _none(_("Project"), Project)
    conclusion = _none(_("Conclusion"), Conclusion)
    law_area = forms.ChoiceField(label=_("Area of law"), choices=LawArea.choices)
    content = _text(_("For what"))
    minutes_number = NumberedText(label=_("Number of the minutes"), required=False)
    minutes_date = DayField(label=_("Day of the minutes"), required=False)
    decision_number = NumberedText(label=_("Number of the decision"))
    decision_date = DayField(label=_("Day of the decision"))
    authority = forms.CharField(label=_("Who decided"), max_length=200)
    fine_vnd = MillionField(label=_("Fine"), required=False)
    pay_by_date = DayField(
        label=_("To be paid by"), required=False, help_text=_("As the decision sets it.")
    )
    remedial_measure = _text(_("Remedial measure"), 2, required=False)
    remedied_date = DayField(label=_("Remedied on"), required=False)
    stance = forms.ChoiceField(label=_("The subject"), choices=CaseSanction.Stance.choices)
    stance_date = DayField(label=_("Day"), required=False)
    stance_note = _text(_("Note"), 2, required=False)

    def prepare(self) -> None:
        """Subjects, projects and conclusions of the case."""
        self._offer(
            investor=self.investors(),
            agency=Agency.objects.filter(pk__in=self.case.subjects.values("agency")),
            project=self.projects(),
            conclusion=self.case.conclusions.all(),
        )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, CaseSanction):
            return {}
        names = [name for section in self.sections for name in section.fields]
        return {name: getattr(row, name) for name in names}

    def clean(self) -> dict[str, Any]:
        """One subject; a stance has its day."""
        found = super().clean() or self.cleaned_data
        if bool(found.get("investor")) == bool(found.get("agency")):
            self.add_error("investor", gettext("Name one agency or one investor."))
        if (found.get("stance") != CaseSanction.Stance.NONE) != bool(found.get("stance_date")):
            self.add_error("stance_date", gettext("Give the day of what the subject said."))
        return found

    def facts(self) -> SanctionFacts:
        """The input of `sanctions.sanction`."""
        data = dict(self.cleaned_data)
        rows = ("investor", "agency", "project", "conclusion")
        values: dict[str, Any] = {f"{name}_id": _pk(data[name]) for name in rows}
        return SanctionFacts(**values, **{name: data[name] for name in self._plain()})

    def _plain(self) -> list[str]:
        names = [name for section in self.sections for name in section.fields]
        return [n for n in names if n not in ("investor", "agency", "project", "conclusion")]


class PaymentForm(ActForm):
    """A part of a fine that was paid."""

    sections = (Section(_("Payment"), ("paid_date", "amount_vnd", "document_number")),)

    paid_date = DayField(label=_("Paid on"))
    amount_vnd = MillionField(label=_("Amount paid"))
    document_number = NumberedText(label=_("Number of the receipt"))

    def facts(self) -> PaymentFacts:
        """The input of `sanctions.pay`."""
        names = ("paid_date", "amount_vnd", "document_number")
        return PaymentFacts(**{name: self.cleaned_data[name] for name in names})


def _pk(row: Any) -> int | None:
    return row.pk if row else None

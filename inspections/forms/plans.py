"""The forms of a plan: its year, its projects with the reason of each, and its steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from inspections.actions.plans import ItemFacts
from inspections.clocks_reading import head_agency_id
from inspections.models import InspectionPlan, PlanItem
from inspections.overlap import Looked, warnings
from inspections.plan_access import own_bodies
from inspections.plan_board import unanswered
from inspections.plan_proposals import first_flag
from projects.forms.base import ActForm, Section, Subject
from projects.forms.choices import agencies
from projects.forms.fields import DayField, NumberedText
from projects.models import Project

QUARTERS = [(1, _("Quarter I")), (2, _("Quarter II")), (3, _("Quarter III")), (4, _("Quarter IV"))]
_PLANNING_BEGINS = 9
"""From this month on a new plan is for the next year."""


class PlanForm(ActForm):
    """Whose plan, of what, for which year."""

    sections = (Section(_("Plan"), ("kind", "year", "body")),)

    kind = forms.ChoiceField(label=_("Kind"), choices=InspectionPlan.Kind.choices)
    year = forms.IntegerField(label=_("Year"), min_value=2020, max_value=2100)
    body = forms.ModelChoiceField(label=_("Body"), queryset=Agency.objects.none())

    def prepare(self) -> None:
        """The person's own body."""
        self.fields["body"].queryset = own_bodies(self.subject.user)  # type: ignore[attr-defined]

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The year that is planned now, by the person's own body."""
        body = subject.user.agency
        inspects = body is not None and body.kind == Agency.Kind.INSPECTORATE
        return {
            "kind": InspectionPlan.Kind.INSPECTION if inspects else InspectionPlan.Kind.CHECK,
            "year": year_planned(subject.on),
            "body": subject.user.agency_id,
        }


def year_planned(on: date) -> int:
    """The year for which plans are drawn up on a day."""
    return on.year + (on.month >= _PLANNING_BEGINS)


class ItemForm(ActForm):
    """A project of a plan: why it, what is looked at, when; a warning asks for a reason."""

    corrects = ("content",)
    plan: InspectionPlan
    asked_flag_id: int | None = None
    sections = (
        Section(
            _("Why this project"),
            ("project", "reason_kind", "reason", "document"),
            wide=("reason",),
        ),
        Section(
            _("What is looked at, and when"),
            ("content", "period_from", "period_to", "quarter", "on_site"),
            wide=("content",),
        ),
        Section(
            _("Why although somebody else looks at it"),
            ("overlap_reason",),
            wide=("overlap_reason",),
        ),
    )

    project = forms.CharField(label=_("Code of the project"), max_length=40)
    reason_kind = forms.ChoiceField(label=_("Chosen because of"), choices=PlanItem.Reason.choices)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everybody who asks why this project and not another reads this."),
    )
    document = NumberedText(
        label=_("Document that adds it to the plan"),
        help_text=_("The plan was issued: a project comes in by a document, with number and day."),
    )
    content = forms.CharField(label=_("What is looked at"), max_length=300)
    period_from = DayField(label=_("Period from"), required=False)
    period_to = DayField(label=_("Period to"), required=False)
    quarter = forms.TypedChoiceField(label=_("Quarter"), choices=QUARTERS, coerce=int)
    on_site = forms.BooleanField(label=_("Checked on site"), required=False, initial=True)
    overlap_reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("Only if the portal warned of another case, a plan, or a firm that is exempt."),
    )

    def prepare(self) -> None:
        """A project on record stays the one it is; only what was issued changes by a document."""
        if self.subject.row is not None:
            del self.fields["project"]
        if self.subject.row is not None or self.plan.state != InspectionPlan.State.ISSUED:
            del self.fields["document"]

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, PlanItem):
            return {}
        names = {name for section in self.sections for name in section.fields}
        names -= {"project", "document"}
        return {name: getattr(row, name) for name in names}

    def clean_project(self) -> Project:
        """The project by its code, among those this person sees and that are not in the plan."""
        code = self.cleaned_data["project"].strip().upper()
        seen = Project.objects.visible_to(self.subject.user)
        project: Project | None = seen.filter(code=code).first()
        if project is None:
            words = gettext("No project with this code: %(codes)s. Copy the codes from the list.")
            raise forms.ValidationError(words % {"codes": code})
        if self.plan.items.filter(project=project, dropped_at=None).exists():
            raise forms.ValidationError(gettext("This project is already in the plan."))
        return project

    def clean(self) -> dict[str, Any]:
        """A flag behind the choice; what stands against it is answered with a reason."""
        found = super().clean() or self.cleaned_data
        project = self._project()
        if project is None:
            return found
        if found.get("reason_kind") == PlanItem.Reason.FLAG and self._flag_id(project) is None:
            words = gettext(
                "No flag of %(code)s is confirmed. Confirm it first, or choose another reason."
            )
            self.add_error("reason_kind", words % {"code": project.code})
        for text in warnings(self._looked(project), self.subject.user, self.subject.on):
            self.warn(text, "overlap_reason")
        if self.warnings and not found.get("overlap_reason"):
            words = gettext("Say why it is looked at all the same: %(what)s.")
            self.add_error("overlap_reason", words % {"what": "; ".join(self.warnings)})
        return found

    def facts(self) -> ItemFacts:
        """The input of `plans.add_item` and `plans.correct_item`; call it on a valid form."""
        project = self._project()
        if project is None:
            raise TypeError("a form without a project is not valid")
        names = ("reason_kind", "reason", "content", "quarter", "period_from", "period_to")
        same = {name: self.cleaned_data[name] for name in (*names, "on_site", "overlap_reason")}
        by_flag = same["reason_kind"] == PlanItem.Reason.FLAG
        flag_id = self._flag_id(project) if by_flag else None
        document = self.cleaned_data.get("document", "")
        return ItemFacts(project_id=project.pk, flag_id=flag_id, document=document, **same)

    def _project(self) -> Project | None:
        row = self.subject.row
        return row.project if isinstance(row, PlanItem) else self.cleaned_data.get("project")

    def _flag_id(self, project: Project) -> int | None:
        row = self.subject.row
        kept = row.flag_id if isinstance(row, PlanItem) else None
        return kept or first_flag(project.pk, self.subject.user, self.asked_flag_id)

    def _looked(self, project: Project) -> Looked:
        data, row = self.cleaned_data, self.subject.row
        return Looked(
            body_id=self.plan.body_id,
            project_ids=[project.pk],
            investor_ids=[project.investor_id] if project.investor_id else [],
            period_from=data.get("period_from"),
            period_to=data.get("period_to"),
            on_site=bool(data.get("on_site")),
            plan_item_id=row.pk if row is not None else None,
            plan_year=self.plan.year,
        )


class SampleForm(ActForm):
    """How many projects are drawn by lot, and with which seed."""

    sections = (
        Section(
            _("Draw a sample"),
            ("count", "seed", "content", "quarter", "on_site"),
            wide=("content",),
        ),
    )

    count = forms.IntegerField(label=_("Projects to draw"), min_value=1, max_value=50, initial=3)
    seed = forms.CharField(
        label=_("Seed of the draw"),
        max_length=40,
        help_text=_("With the same seed anybody draws the same projects again."),
    )
    content = forms.CharField(label=_("What is looked at"), max_length=300)
    quarter = forms.TypedChoiceField(label=_("Quarter"), choices=QUARTERS, coerce=int)
    on_site = forms.BooleanField(label=_("Checked on site"), required=False, initial=True)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The day is a seed that nobody chose."""
        return {"seed": f"{subject.on:%Y%m%d}"}


class DropForm(ActForm):
    """Why a project is taken out."""

    sections = (Section(_("Take it out"), ("dropped_reason",), wide=("dropped_reason",)),)

    dropped_reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class SubmitForm(ActForm):
    """When the draft went to the head."""

    sections = (Section(_("Submit the draft"), ("submitted_date", "submitted_to")),)

    submitted_date = DayField(label=_("Day it was submitted"))
    submitted_to = forms.ModelChoiceField(
        label=_("Submitted to"), queryset=Agency.objects.none(), required=False
    )

    def prepare(self) -> None:
        """Agencies of today."""
        self.fields["submitted_to"].queryset = agencies(self.subject.on)  # type: ignore[attr-defined]

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today, to the head of the province."""
        row = subject.row
        known = row if isinstance(row, InspectionPlan) else None
        return {
            "submitted_date": (known and known.submitted_date) or subject.on,
            "submitted_to": (known and known.submitted_to_id) or head_agency_id(),
        }

    def clean(self) -> dict[str, Any]:
        """What stands against a project was answered with a reason, or the project taken out."""
        found = super().clean() or self.cleaned_data
        row = self.subject.row
        if not isinstance(row, InspectionPlan):
            return found
        if open_ones := unanswered(row, self.subject.user, self.subject.on):
            words = gettext(
                "Say why these are looked at all the same, or take them out: %(codes)s."
            )
            raise forms.ValidationError(words % {"codes": ", ".join(open_ones)})
        return found


class AnswerForm(ActForm):
    """What the head said of the draft, by which document."""

    sections = (
        Section(_("The head's opinion"), ("answered_date", "answer_number", "answer"), ("answer",)),
    )

    answered_date = DayField(label=_("Day of the opinion"))
    answer_number = NumberedText(label=_("Number of the document"))
    answer = forms.CharField(
        label=_("What it asks for"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record, to correct it."""
        row = subject.row
        if not isinstance(row, InspectionPlan) or row.answered_date is None:
            return {"answered_date": subject.on}
        return {name: getattr(row, name) for name in ("answered_date", "answer_number", "answer")}


class IssueForm(ActForm):
    """The decision that issues the plan."""

    sections = (Section(_("Issue the plan"), ("issued_number", "issued_date", "issuer")),)

    issued_number = NumberedText(label=_("Number of the decision"))
    issued_date = DayField(label=_("Day of the decision"))
    issuer = forms.CharField(label=_("Who decided"), max_length=200)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today."""
        return {"issued_date": subject.on}

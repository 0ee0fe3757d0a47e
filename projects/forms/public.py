"""What a person types about a public project: what it is, its decisions, its site, its settlement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit, Agency, User
from projects.actions.handing_over import may_take
from projects.actions.public_decisions import DecisionFacts
from projects.actions.public_projects import PublicFacts
from projects.actions.public_settlement import SettlementFacts
from projects.actions.public_site import Readiness
from projects.forms import choices
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, MillionField, NumberedText, RowsOfSelects
from projects.forms.looking import Look, named_alike
from projects.forms.papers import LongText
from projects.models import InvestmentDecision, Project, PublicProject, Sector
from vn.text import tidy

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def _year(**more: Any) -> forms.IntegerField:
    box = forms.NumberInput(attrs={"class": "num"})
    return forms.IntegerField(
        required=False, min_value=_FIRST_YEAR, max_value=_LAST_YEAR, widget=box, **more
    )


class PublicProjectForm(ActForm):
    """Everything a public project is, except what its decisions say and what happened to it."""

    corrects = ("pk",)
    sections: ClassVar[Iterable[Section]] = (  # type: ignore[assignment]
        Section(
            _("Project"),
            ("name", "budget_code", "group", "sector", "objective", "scale"),
            wide=("name", "objective", "scale"),
        ),
        Section(_("Owner and follow-up"), ("owner", "agency", "officer")),
        Section(_("Location"), ("units", "location_text"), wide=("location_text",)),
        Section(
            _("Years, and what was before the portal"),
            ("start_year", "end_year", "opening_allocated_vnd", "opening_disbursed_vnd"),
            note=_("The total investment is read from the decisions on the project."),
        ),
    )

    name = forms.CharField(label=_("Project name"), max_length=400)
    budget_code = forms.CharField(
        required=False,
        max_length=20,
        help_text=_("7 digits of the budget's register of projects."),
    )
    group = forms.ChoiceField(choices=PublicProject.Group)
    sector = forms.ModelChoiceField(Sector.objects.all(), required=False, empty_label="—")
    objective = LongText(required=False)
    scale = LongText(
        required=False, help_text=_("Length, floor area, capacity, as the decision writes it.")
    )
    owner = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Project owner"), empty_label=_("Choose one")
    )
    agency = forms.ModelChoiceField(Agency.objects.none(), empty_label=None)
    officer = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="—")
    units = forms.ModelMultipleChoiceField(
        AdministrativeUnit.objects.none(),
        label=_("Communes, wards"),
        required=False,
        widget=RowsOfSelects,
    )
    location_text = forms.CharField(required=False, max_length=300)
    start_year, end_year = _year(), _year()
    opening_allocated_vnd = MillionField(
        required=False, help_text=_("Capital allocated in earlier years; empty counts as none.")
    )
    opening_disbursed_vnd = MillionField(
        required=False, help_text=_("Disbursed in earlier years; empty counts as none.")
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a new project is followed by the person who enters it."""
        project = subject.row
        if not isinstance(project, Project):
            return {
                "agency": subject.user.agency,
                "officer": subject.user if may_take(subject.user) else None,
                "group": PublicProject.Group.UNKNOWN,
            }
        public = PublicProject.objects.select_related("owner").get(project=project)
        kept = {name: getattr(project, name) for name in _OF_PROJECT}
        kept |= {name: getattr(public, name) for name in _OF_PUBLIC}
        return kept | {"units": list(project.units.all())}

    def prepare(self) -> None:
        """Offer owners, agencies, officers and communes."""
        project = self.subject.row if isinstance(self.subject.row, Project) else None
        on, owner = self.subject.on, self.initial.get("owner")
        offered: dict[str, Any] = {
            "owner": choices.agencies(on, chosen=owner),
            "agency": choices.agencies(on, chosen=project.agency if project else None),
            "officer": choices.officers(chosen=project.officer if project else None),
            "units": choices.places(on, project=project),
        }
        for name, rows in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    def look_name(self, name: str) -> Iterable[Look]:
        """Projects called much the same."""
        return named_alike(self.subject, name)

    def clean_budget_code(self) -> str:
        """Digits alone: the space and the point that files put between them are no part of it."""
        return "".join(c for c in tidy(self.cleaned_data["budget_code"]) if c not in " .-")

    def facts(self) -> PublicFacts:
        """The input of `public_projects.enter` and `change`; call it on a valid form."""
        read = self.cleaned_data
        opening = ("opening_allocated_vnd", "opening_disbursed_vnd")
        told = {name: read[name] for name in (*_OF_PROJECT, *_OF_PUBLIC) if name not in opening}
        told |= {name: read[name] or 0 for name in opening}
        return PublicFacts(**told, units=tuple(read["units"]))


_OF_PROJECT = ("name", "sector", "objective", "scale", "agency", "officer", "location_text")
_OF_PUBLIC = (
    "owner",
    "budget_code",
    "group",
    "start_year",
    "end_year",
    "opening_allocated_vnd",
    "opening_disbursed_vnd",
)


class DecisionForm(ActForm):
    """A decision in principle, to invest, or adjusting one."""

    corrects = ("pk",)
    sections = (
        Section(
            _("Decision"),
            ("kind", "number", "issued_date", "issuer_name"),
        ),
        Section(
            _("What it decides"),
            ("total_investment_vnd", "start_year", "end_year", "note"),
            wide=("note",),
            note=_(
                "The latest decision that names a total sets the total investment of the project."
            ),
        ),
    )

    kind = forms.ChoiceField(choices=InvestmentDecision.Kind)
    number = NumberedText()
    issued_date = DayField()
    issuer_name = forms.CharField(required=False, max_length=200)
    total_investment_vnd = MillionField(
        required=False, help_text=_("Leave empty if the decision names no total.")
    )
    start_year, end_year = _year(), _year()
    note = forms.CharField(required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a new one is taken for the decision to invest."""
        if subject.row is None:
            return {"kind": InvestmentDecision.Kind.INVEST}
        return {name: getattr(subject.row, name) for name in _OF_DECISION}

    def facts(self) -> DecisionFacts:
        """The input of `public_decisions.record` and `correct`; call it on a valid form."""
        return DecisionFacts(**{name: self.cleaned_data[name] for name in _OF_DECISION})


_OF_DECISION = (
    "kind",
    "number",
    "issued_date",
    "issuer_name",
    "total_investment_vnd",
    "start_year",
    "end_year",
    "note",
)


class _PublicRowForm(ActForm):
    """Boxes that are columns of the public side, by name."""

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        names = [name for section in self.sections for name in section.fields]
        return {name: getattr(subject.row, name) for name in names}


class SiteForm(_PublicRowForm):
    """Whether the site is ready, and since when."""

    corrects = ("land_ready_date",)
    sections = (Section("", ("land_ready", "land_ready_date")),)

    land_ready = forms.ChoiceField(choices=PublicProject.LandReady)
    land_ready_date = DayField(
        required=False, help_text=_("Day since which this is so, or on which it was found so.")
    )

    def facts(self) -> Readiness:
        """The input of `public_site.set_readiness`; call it on a valid form."""
        return Readiness(self.cleaned_data["land_ready"], self.cleaned_data["land_ready_date"])


class SettlementForm(_PublicRowForm):
    """Handing over, and the final settlement of a completed project (D8)."""

    corrects = ("handed_over_date",)
    sections = (
        Section(_("Handing over"), ("handed_over_date",)),
        Section(
            _("Final settlement"),
            ("settlement_filed_date", "settlement_approved_date", "settlement_number"),
        ),
    )

    handed_over_date = DayField(
        required=False, help_text=_("Day of the minutes that hand the works over for use.")
    )
    settlement_filed_date = DayField(required=False)
    settlement_approved_date = DayField(required=False)
    settlement_number = NumberedText(required=False)

    def facts(self) -> SettlementFacts:
        """The input of `public_settlement.record`; call it on a valid form."""
        names = [name for section in self.sections for name in section.fields]
        return SettlementFacts(**{name: self.cleaned_data[name] for name in names})


class ExceptionForm(_PublicRowForm):
    """The document that lets a project disburse more than its total investment."""

    corrects = ("exception_number",)
    sections = (Section("", ("exception_number", "exception_reason"), wide=("exception_reason",)),)

    exception_number = NumberedText(
        required=False, help_text=_("Number and day. Empty both boxes to take the exception back.")
    )
    exception_reason = forms.CharField(
        required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

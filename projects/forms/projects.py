"""What a project is, who invests, what state it is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit, Agency, User
from projects.actions.handing_over import may_take
from projects.actions.investors import InvestorFacts
from projects.actions.projects import ProjectFacts, State
from projects.forms import choices
from projects.forms.base import ActForm, Section, Subject
from projects.forms.dollars import RateField, refuse_half_a_rate
from projects.forms.fields import (
    Amount,
    AreaField,
    DayField,
    DollarField,
    HedgedMoneyField,
    RowsOfSelects,
)
from projects.forms.looking import Look, named_alike
from projects.forms.papers import CertificateCodeField, LongText
from projects.models import InvestmentZone, Investor, Project, Sector
from vn import mst
from vn.text import tidy


class ProjectForm(ActForm):
    """Everything a project is, except its state and what happened to it."""

    corrects = ("pk",)
    sections: ClassVar[Sequence[Section]] = (
        Section(
            _("Project"),
            ("name", "certificate_code", "legacy_code", "sector", "objective", "scale"),
            wide=("name", "objective", "scale"),
        ),
        Section(_("How it was approved"), ("approval_path", "selection")),
        Section(
            _("Investor"),
            ("investor", "tax_code", "investor_kind", "country"),
            wide=("investor",),
            note=_("An investor on record is found by tax code or name, and stays as it is."),
        ),
        Section(
            _("Location"), ("units", "location_text", "zone", "zone_place"), wide=("location_text",)
        ),
        Section(
            _("Capital and land"),
            (
                "registered_capital_vnd",
                "registered_capital_usd",
                "capital_rate_vnd",
                "capital_rate_date",
                "land_area_m2",
            ),
        ),
        Section(_("Follow-up"), ("agency", "officer", "adjustment_pending_since")),
    )

    name = forms.CharField(label=_("Project name"), max_length=400)
    legacy_code = forms.CharField(
        required=False,
        max_length=60,
        help_text=_("Number of an old certificate or code, if the project has one."),
    )
    certificate_code = CertificateCodeField(required=False)
    objective = LongText(required=False)
    scale = LongText(
        required=False,
        help_text=_("Capacity, floor area, number of products, as the decision writes it."),
    )
    approval_path = forms.ChoiceField(choices=Project.ApprovalPath, required=False)
    selection = forms.ChoiceField(choices=Project.Selection, required=False)
    sector = forms.ModelChoiceField(Sector.objects.all(), required=False, empty_label="—")
    investor = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "ten-nha-dau-tu", "autocomplete": "off"}),
        help_text=_("Type a part of the name and choose; a name not on the list is added to it."),
    )
    tax_code = forms.CharField(required=False, max_length=14)
    investor_kind = forms.ChoiceField(
        label=_("Kind of investor"), choices=Investor.Kind, required=False
    )
    country = forms.CharField(required=False, max_length=60)
    units = forms.ModelMultipleChoiceField(
        AdministrativeUnit.objects.none(),
        label=_("Communes, wards"),
        required=False,
        widget=RowsOfSelects,
    )
    location_text = forms.CharField(
        required=False,
        max_length=300,
        help_text=_("Hamlet, block, plot; also the place as the decision writes it."),
    )
    zone = forms.ChoiceField(choices=Project.Zone)
    zone_place = forms.ModelChoiceField(
        InvestmentZone.objects.all(),
        required=False,
        empty_label="—",
        help_text=_("With a zone or cluster chosen by name, its kind is the project's."),
    )
    registered_capital_vnd = HedgedMoneyField(
        required=False, help_text=_("For example 1.250,0; a word such as “hơn” is kept.")
    )
    registered_capital_usd = DollarField(
        required=False, help_text=_("Only if the certificate states it.")
    )
    capital_rate_vnd = RateField(required=False, help_text=_("Rate that the certificate uses."))
    capital_rate_date = DayField(required=False)
    land_area_m2 = AreaField(required=False, help_text=_("For example 42,6, or 426.000 m²."))
    agency = forms.ModelChoiceField(Agency.objects.none(), empty_label=None)
    officer = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="—")
    adjustment_pending_since = DayField(
        required=False,
        help_text=_("Day the request was filed, while it is being considered."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a new project is followed by the person who enters it."""
        project = subject.row
        if not isinstance(project, Project):
            return {
                "agency": subject.user.agency,
                "officer": subject.user if may_take(subject.user) else None,
                "investor_kind": Investor.Kind.UNKNOWN,
                "zone": Project.Zone.UNKNOWN,
                "approval_path": Project.ApprovalPath.UNKNOWN,
                "selection": Project.Selection.UNKNOWN,
            }
        kept = {name: getattr(project, name) for name in (*_SAME_NAME, *_APPROVED)}
        capital, investor = project.registered_capital_vnd, project.investor
        return kept | {
            "investor": investor.name if investor else "",
            "tax_code": investor.tax_code if investor else "",
            "investor_kind": investor.kind if investor else Investor.Kind.UNKNOWN,
            "country": investor.country if investor else "",
            "units": list(project.units.all()),
            "registered_capital_vnd": (
                None if capital is None else Amount(capital, project.capital_hedge)
            ),
        }

    def prepare(self) -> None:
        """Offer agencies, officers and communes. A known investor has a page of its own."""
        project = self.subject.row if isinstance(self.subject.row, Project) else None
        if project is not None and project.investor_id is not None:
            del self.fields["investor_kind"], self.fields["country"]
        offered: dict[str, Any] = {
            "agency": choices.agencies(self.subject.on, chosen=project.agency if project else None),
            "officer": choices.officers(chosen=project.officer if project else None),
            "units": choices.places(self.subject.on, project=project),
        }
        for name, rows in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    @property
    def suggestions(self) -> dict[str, list[str]]:
        """Lists that a box suggests from, by the identifier in its `list` attribute."""
        return {"ten-nha-dau-tu": choices.investor_names()}

    def clean_tax_code(self) -> str:
        """A wrong check digit is worth a look, never a refusal (R-8.4)."""
        code = tidy(self.cleaned_data["tax_code"])
        if code and not mst.is_valid(code):
            self.warn(_tax_code_note(code), "tax_code")
        return code

    def look_name(self, name: str) -> Iterable[Look]:
        """Projects called much the same."""
        return named_alike(self.subject, name)

    def clean_certificate_code(self) -> str:
        """The code of another project is worth a look: it names one project only (R-8.5)."""
        code: str = self.cleaned_data["certificate_code"]
        alike = Project.objects.filter(certificate_code=code) if code else Project.objects.none()
        twin = alike.exclude(pk=self.subject.row.pk if self.subject.row else 0).first()
        if twin is not None:
            words = gettext("Project %(code)s has this certificate code too. Check both papers.")
            self.warn(words % {"code": twin.code}, "certificate_code")
        return code

    def clean(self) -> dict[str, Any]:
        """A tax code or country belongs to an investor with a name."""
        found = super().clean() or self.cleaned_data
        if (found.get("tax_code") or found.get("country")) and not found.get("investor"):
            self.add_error("investor", gettext("Give the name of the investor too."))
        refuse_half_a_rate(self, found)
        return found

    def facts(self) -> ProjectFacts:
        """The input of `projects.create` and `projects.change`; call it on a valid form."""
        read = self.cleaned_data
        capital: Amount | None = read["registered_capital_vnd"]
        return ProjectFacts(
            **{name: read[name] for name in _SAME_NAME},
            approval_path=read["approval_path"] or Project.ApprovalPath.UNKNOWN,
            selection=read["selection"] or Project.Selection.UNKNOWN,
            investor=self._investor(),
            units=tuple(read["units"]),
            registered_capital_vnd=capital.vnd if capital else None,
            capital_hedge=capital.hedge if capital else "",
        )

    def _investor(self) -> InvestorFacts | None:
        read = self.cleaned_data
        if not read["investor"]:
            return None
        return InvestorFacts(
            name=read["investor"],
            tax_code=read["tax_code"],
            kind=read.get("investor_kind") or Investor.Kind.UNKNOWN,
            country=read.get("country", ""),
        )


_APPROVED = ("approval_path", "selection")
_SAME_NAME = (
    "name",
    "legacy_code",
    "certificate_code",
    "objective",
    "scale",
    "sector",
    "location_text",
    "zone",
    "zone_place",
    "registered_capital_usd",
    "capital_rate_vnd",
    "capital_rate_date",
    "land_area_m2",
    "agency",
    "officer",
    "adjustment_pending_since",
)


class InvestorForm(ActForm):
    """An investor on record, corrected for all its projects."""

    corrects = ("pk",)
    sections = (
        Section(_("Investor"), ("name", "tax_code", "kind", "country"), wide=("name",)),
        Section(_("Source"), ("kind_basis",)),
    )

    name = forms.CharField(label=_("Name of the investor"), max_length=300)
    tax_code = forms.CharField(required=False, max_length=14)
    kind = forms.ChoiceField(label=_("Kind of investor"), choices=Investor.Kind)
    country = forms.CharField(required=False, max_length=60)
    kind_basis = forms.CharField(
        required=False, max_length=60, help_text=_("For example: registration certificate.")
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        names = ("name", "tax_code", "kind", "country", "kind_basis")
        return {name: getattr(subject.row, name) for name in names}

    def clean_tax_code(self) -> str:
        """A wrong check digit is worth a look, never a refusal (R-8.4)."""
        code = tidy(self.cleaned_data["tax_code"])
        if code and not mst.is_valid(code):
            self.warn(_tax_code_note(code), "tax_code")
        return code

    def facts(self) -> InvestorFacts:
        """The input of `investors.correct`; call it on a valid form."""
        names = ("name", "tax_code", "kind", "country", "kind_basis")
        return InvestorFacts(**{name: self.cleaned_data[name] for name in names})


class StateForm(ActForm):
    """Construction and operation as of a day."""

    corrects = ("state_as_of",)
    sections = (
        Section(
            _("State"),
            ("physical_state", "operating_state", "state_as_of", "state_note"),
            wide=("state_note",),
        ),
    )

    physical_state = forms.ChoiceField(choices=Project.PhysicalState)
    operating_state = forms.ChoiceField(choices=Project.OperatingState)
    state_as_of = DayField(help_text=_("Day on which it was seen or reported."))
    state_note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who saw or reported it, in which document."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The state on record; its day is today until the person says otherwise."""
        project = subject.row
        names = ("physical_state", "operating_state", "state_note")
        return {name: getattr(project, name) for name in names} | {"state_as_of": subject.on}

    def recorded(self) -> dict[str, Any]:
        """The state with the day it was recorded for, which the form does not propose again."""
        return {**self.initial, "state_as_of": getattr(self.subject.row, "state_as_of", None)}

    def facts(self) -> State:
        """The input of `projects.set_state`; call it on a valid form."""
        read = self.cleaned_data
        return State(
            physical=read["physical_state"],
            operating=read["operating_state"],
            as_of=read["state_as_of"],
            note=read["state_note"],
        )


def _tax_code_note(code: str) -> str:
    return gettext(
        "The check digit of tax code %(code)s does not fit. It is kept; compare it with the "
        "certificate."
    ) % {"code": code}

"""A dossier as it comes in, what is asked of the investor, the report, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit, Agency, User
from projects.actions.handing_over import may_take
from projects.actions.investors import InvestorFacts
from projects.actions.projects import ProjectFacts
from projects.actions.proposals import ProposalFacts
from projects.forms import choices
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import (
    Amount,
    AreaField,
    DayField,
    HedgedMoneyField,
    RowsOfSelects,
)
from projects.models import Project, Proposal, Sector

MOST_DAYS, MOST_WORDS = 365, 4000
DAYS_OF = (("working", _("working days")), ("calendar", _("calendar days")))


def words_box(rows: int = 4) -> forms.Textarea:
    """A box for several lines."""
    return forms.Textarea(attrs={"rows": rows})


class ProposalForm(ActForm):
    """A dossier about a project on record."""

    corrects: ClassVar[tuple[str, ...]] = ("pk",)
    sections: ClassVar[Sequence[Section]] = (
        Section(
            _("Dossier"),
            ("kind", "dossier_code", "received_date", "limit_days", "days_of", "agency"),
            wide=("kind",),
            note=_("Without a number of days no lateness can be computed; it can be added later."),
        ),
    )

    kind = forms.ChoiceField(label=_("What is asked for"), choices=Proposal.Kind)
    dossier_code = forms.CharField(
        required=False, max_length=60, help_text=_("As the one-stop desk gave it.")
    )
    received_date = DayField(label=_("Day the dossier was received"))
    limit_days = forms.IntegerField(required=False, min_value=1, max_value=MOST_DAYS)
    days_of = forms.ChoiceField(label=_("Counted in"), choices=DAYS_OF)
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Agency that appraises"), empty_label=None
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a new dossier came in today to the person's own agency."""
        row = subject.row
        if not isinstance(row, Proposal):
            project = subject.project
            return {
                "received_date": subject.on,
                "days_of": "working",
                "agency": subject.user.agency,
                "kind": _usual_kind(project),
            }
        names = ("kind", "dossier_code", "received_date", "limit_days", "agency")
        return {name: getattr(row, name) for name in names} | {
            "days_of": "working" if row.working_days else "calendar"
        }

    def prepare(self) -> None:
        """Offer the agencies of today."""
        row = self.subject.row
        chosen = row.agency if isinstance(row, Proposal) else None
        field = self.fields["agency"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = choices.agencies(self.subject.on, chosen=chosen)

    def facts(self) -> ProposalFacts:
        """The input of `proposals.receive` and `change`; call it on a valid form."""
        names = ("kind", "dossier_code", "received_date", "limit_days", "agency")
        return ProposalFacts(
            **{name: self.cleaned_data[name] for name in names},
            working_days=self.cleaned_data["days_of"] == "working",
        )


def _usual_kind(project: Project | None) -> str:
    approved = project is not None and project.legal_state not in ("proposed", "refused")
    return Proposal.Kind.ADJUSTMENT if approved else Proposal.Kind.POLICY_APPROVAL


class NewProposalForm(ProposalForm):
    """A dossier that brings a new project."""

    corrects = ()
    sections = (
        Section(
            _("Proposed project"),
            ("name", "investor", "tax_code", "sector", "registered_capital_vnd", "land_area_m2"),
            wide=("name", "investor"),
        ),
        Section(_("Location"), ("units", "location_text"), wide=("location_text",)),
        *ProposalForm.sections,
        Section(_("Follow-up"), ("officer",)),
    )

    name = forms.CharField(label=_("Project name"), max_length=400)
    investor = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "ten-nha-dau-tu", "autocomplete": "off"}),
        help_text=_("Type a part of the name and choose; a name not on the list is added to it."),
    )
    tax_code = forms.CharField(required=False, max_length=14)
    sector = forms.ModelChoiceField(Sector.objects.all(), required=False, empty_label="—")
    registered_capital_vnd = HedgedMoneyField(required=False, label=_("Capital proposed"))
    land_area_m2 = AreaField(required=False, label=_("Land area proposed"))
    units = forms.ModelMultipleChoiceField(
        AdministrativeUnit.objects.none(),
        label=_("Communes, wards"),
        required=False,
        widget=RowsOfSelects,
    )
    location_text = forms.CharField(required=False, max_length=300)
    officer = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="—")

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Followed by the person who enters it."""
        user = subject.user
        return super().initial_of(subject) | {"officer": user if may_take(user) else None}

    def prepare(self) -> None:
        """Offer agencies, officers and communes."""
        super().prepare()
        offered = {"officer": choices.officers(), "units": choices.places(self.subject.on)}
        for name, rows in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    @property
    def suggestions(self) -> dict[str, list[str]]:
        """Names of investors on record."""
        return {"ten-nha-dau-tu": choices.investor_names()}

    def clean(self) -> dict[str, Any]:
        """A tax code belongs to an investor with a name; nothing is there to adjust yet."""
        found = super().clean() or self.cleaned_data
        if found.get("tax_code") and not found.get("investor"):
            self.add_error("investor", gettext("Give the name of the investor too."))
        return found

    def project_facts(self) -> ProjectFacts:
        """The project as it is proposed; call it on a valid form."""
        read = self.cleaned_data
        capital: Amount | None = read["registered_capital_vnd"]
        names = ("name", "agency", "sector", "location_text", "land_area_m2", "officer")
        return ProjectFacts(
            **{name: read[name] for name in names},
            units=tuple(read["units"]),
            investor=(
                InvestorFacts(name=read["investor"], tax_code=read["tax_code"])
                if read["investor"]
                else None
            ),
            registered_capital_vnd=capital.vnd if capital else None,
            capital_hedge=capital.hedge if capital else "",
            legal_state=Project.LegalState.PROPOSED,
        )

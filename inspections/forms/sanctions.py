"""Forms of sanctions and of what was paid."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from inspections.actions.sanctions import PaymentFacts, SanctionFacts
from inspections.forms.remedies import OfCase, chosen, pk_of, text_box
from inspections.models import CaseSanction, Conclusion, LawArea
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, MillionField, NumberedText
from projects.models import Investor, Project


class SanctionForm(OfCase):
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

    investor = chosen(_("Investor"), Investor)
    agency = chosen(_("Or an agency"), Agency)
    project = chosen(_("Project"), Project)
    conclusion = chosen(_("Conclusion"), Conclusion)
    law_area = forms.ChoiceField(label=_("Area of law"), choices=LawArea.choices)
    content = text_box(_("For what"))
    minutes_number = NumberedText(label=_("Number of the minutes"), required=False)
    minutes_date = DayField(label=_("Day of the minutes"), required=False)
    decision_number = NumberedText(label=_("Number of the decision"))
    decision_date = DayField(label=_("Day of the decision"))
    authority = forms.CharField(label=_("Who decided"), max_length=200)
    fine_vnd = MillionField(label=_("Fine"), required=False)
    pay_by_date = DayField(
        label=_("To be paid by"), required=False, help_text=_("As the decision sets it.")
    )
    remedial_measure = text_box(_("Remedial measure"), 2, required=False)
    remedied_date = DayField(label=_("Remedied on"), required=False)
    stance = forms.ChoiceField(
        label=_("The subject"),
        choices=CaseSanction.Stance.choices,
        initial=CaseSanction.Stance.NONE,
    )
    stance_date = DayField(label=_("Day"), required=False)
    stance_note = text_box(_("Note"), 2, required=False)

    def prepare(self) -> None:
        """Subjects, projects and conclusions of the case."""
        self.offer(
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
        values: dict[str, Any] = {f"{name}_id": pk_of(data[name]) for name in rows}
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

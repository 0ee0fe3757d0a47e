"""Requests for more time: asked by the investor, recorded from a letter, answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from projects.actions.requests import Answer, Asked
from projects.forms import choices
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText
from projects.models import ExtensionRequest, LandTranche, Project, ScheduleItem
from vn.dates import Precision, partial_text

_ITEM, _TRANCHE, _INVESTOR = "moc", "dat", "investor"
_MOST_WORDS = 4000


def things(project: Project) -> dict[str, ScheduleItem | LandTranche]:
    """What more time can be asked for: milestones not reached, land not in use nor extended."""
    items = project.schedule_items.filter(actual_date=None, achieved_undated=False)
    tranches = project.tranches.filter(in_use_date=None, extension=None)
    found: dict[str, ScheduleItem | LandTranche] = {
        f"{_ITEM}:{row.pk}": row for row in items.exclude(planned_date=None)
    }
    return found | {f"{_TRANCHE}:{row.pk}": row for row in tranches}


def _words(row: ScheduleItem | LandTranche) -> str:
    if isinstance(row, LandTranche):
        return gettext("Use of the land: %(label)s") % {"label": row.label}
    day = (
        partial_text(row.planned_date, Precision(row.planned_precision)) if row.planned_date else ""
    )
    words = {"name": row.name, "day": day}
    return gettext("Milestone: %(name)s (plan %(day)s)") % words


class OwnRequestForm(ActForm):
    """What an investor asks for on his own page."""

    sections: ClassVar[Sequence[Section]] = (
        Section("", ("about", "asked_date", "reason"), wide=("about", "reason")),
    )

    about = forms.ChoiceField(label=_("More time for"))
    asked_date = DayField(label=_("New day asked for"))
    reason = forms.CharField(
        max_length=_MOST_WORDS, widget=forms.Textarea(attrs={"rows": 5}), label=_("Reason")
    )

    def prepare(self) -> None:
        """Offer what more time can be asked for."""
        self.things = things(self.subject.project) if self.subject.project else {}
        field = self.fields["about"]
        if isinstance(field, forms.ChoiceField):
            offered = [(key, _words(row)) for key, row in self.things.items()]
            field.choices = [("", "—"), *offered]

    def asked(self) -> Asked:
        """The input of `requests.ask`, filed today; call it on a valid form."""
        read, project = self.cleaned_data, self.subject.project
        return Asked(
            about=self.things[read["about"]],
            filed_date=self.subject.on,
            asked_date=read["asked_date"],
            reason=read["reason"],
            investor=project.investor if project else None,
        )


class RequestForm(OwnRequestForm):
    """A request that came in a letter."""

    sections = (
        Section(_("Letter"), ("asker", "document_number", "filed_date"), wide=("asker",)),
        Section(_("What is asked for"), ("about", "asked_date", "reason"), ("about", "reason")),
    )

    asker = forms.ChoiceField(label=_("Who asks"))
    document_number = NumberedText(label=_("Number of the letter"))
    filed_date = DayField(
        label=_("Day it was filed"),
        help_text=_("The day it came in; filed on or before the due day it stops the clock."),
    )

    def prepare(self) -> None:
        """Offer the investor and the agencies of today."""
        super().prepare()
        field, project = self.fields["asker"], self.subject.project
        if isinstance(field, forms.ChoiceField) and project is not None:
            own = [(_INVESTOR, str(project.investor))] if project.investor else []
            bodies = [(str(row.pk), row.short_name) for row in choices.agencies(self.subject.on)]
            field.choices = [*own, *bodies]

    def asked(self) -> Asked:
        """The input of `requests.ask`; call it on a valid form."""
        read, project = self.cleaned_data, self.subject.project
        is_investor = read["asker"] == _INVESTOR
        return Asked(
            about=self.things[read["about"]],
            filed_date=read["filed_date"],
            asked_date=read["asked_date"],
            reason=read["reason"],
            document_number=read["document_number"],
            agency=None if is_investor else Agency.objects.get(pk=int(read["asker"])),
            investor=project.investor if project and is_investor else None,
        )


class AnswerForm(ActForm):
    """What was decided on a request."""

    sections = (
        Section(
            "",
            ("granted", "agency", "number", "decided_date", "words"),
            wide=("granted", "agency", "words"),
        ),
    )

    granted = forms.ChoiceField(
        label=_("Answer"),
        choices=[("1", _("Granted: the new day is entered next")), ("0", _("Refused"))],
        widget=forms.RadioSelect,
    )
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Decided by"), empty_label="—")
    number = NumberedText(label=_("Number of the answer"))
    decided_date = DayField(label=_("Day of the answer"))
    words = forms.CharField(
        required=False,
        max_length=_MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("What the one who asks is told"),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The officer's own agency, unless it asked itself."""
        row, agency = subject.row, subject.user.agency
        asker = row.asking_agency_id if isinstance(row, ExtensionRequest) else None
        return {"agency": agency if agency and agency.pk != asker else None}

    def prepare(self) -> None:
        """Offer the agencies of today."""
        field = self.fields["agency"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = choices.agencies(self.subject.on)

    def answer(self) -> Answer:
        """The input of `requests.decide`; call it on a valid form."""
        read = self.cleaned_data
        return Answer(
            granted=read["granted"] == "1",
            decided_date=read["decided_date"],
            agency=read["agency"],
            number=read["number"],
            words=read["words"],
        )

"""The end of a project or of a part, in the order of its acts, and what follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from projects.actions.closing import DoneFacts, StepFacts
from projects.actions.terminating import Orders, RecoveryFacts, TerminationFacts
from projects.forms import choices
from projects.forms.base import ActForm, Section, Subject
from projects.forms.choices import InstrumentField
from projects.forms.fields import AreaField, DayField, MoneyField, NumberedText
from projects.models import ClosureStep, Instrument, Project, Termination
from vn.areas import ha_text
from vn.money import ty_text

_ONE_LINE = 3
_ORDERED = tuple(kind for kind in ClosureStep.Kind.values if kind != ClosureStep.Kind.OTHER)
_NEW_RECOVERY = ("recovery_number", "recovery_date", "recovery_issuer")


def _long(**more: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": _ONE_LINE})
    return forms.CharField(required=False, max_length=2000, widget=box, **more)


class TerminationForm(ActForm):
    """The end of a project or of a part of it (R-1.43, R-1.44)."""

    sections: ClassVar[Sequence[Section]] = (
        Section(_("What ends"), ("whole", "ground", "kind"), wide=("whole", "ground", "kind")),
        Section(
            _("What comes before the decision"),
            ("minutes_number", "minutes_date", "recovery", *_NEW_RECOVERY),
            wide=("recovery",),
            note=_(
                "Minutes of the violation on the grounds a, a1, b and đ of article 48.2; the land "
                "recovery decision on ground d: choose it, or enter it here."
            ),
        ),
        Section(_("Decision"), ("number", "date", "authority")),
        Section(
            _("What ends with it"),
            ("scope_text", "phase", "capital_vnd", "land_area_m2", "note"),
            wide=("scope_text", "phase", "note"),
            note=_("Of a part: the project keeps the capital and area that are left."),
        ),
        Section(
            _("Revocation of the certificate"),
            ("revocation_number", "revocation_date"),
            note=_("It may come later; until then it stands among what is still to be done."),
        ),
        Section(
            _("What the decision orders to be done, and by when"),
            tuple(f"due_{kind}" for kind in _ORDERED),
            note=_(
                "Give a day only where the decision names one: only then a deadline runs. What has "
                "to follow on this ground is listed by itself."
            ),
        ),
    )

    whole = forms.TypedChoiceField(
        label=_("What ends?"),
        choices=[
            ("1", _("The whole project: every clock stops")),
            ("0", _("A part: the project goes on")),
        ],
        coerce=lambda text: text == "1",
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(choices=[("", "—"), *Termination.Ground.choices])
    kind = forms.ChoiceField(
        label=_("What the decision is called"), choices=Termination.Kind, widget=forms.RadioSelect
    )
    minutes_number = NumberedText(required=False, label=_("Minutes of the violation"))
    minutes_date = DayField(required=False, label=_("Day of the minutes"))
    recovery = InstrumentField(required=False, label=_("Land recovery decision on record"))
    recovery_number = NumberedText(required=False, label=_("Land recovery decision not on record"))
    recovery_date = DayField(required=False, label=_("Day of the recovery decision"))
    recovery_issuer = forms.CharField(
        required=False, max_length=200, label=_("Recovery decided by")
    )
    number = NumberedText(label=_("Number of the decision"))
    date = DayField(label=_("Day of the decision"))
    authority = forms.CharField(label=_("Issued by"), max_length=200)
    scope_text = _long(label=_("Which part ends"))
    phase = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label=_("Phase that ends"),
        help_text=_("Its milestones and its land are no longer due, and raise no flags."),
    )
    capital_vnd = MoneyField(
        required=False, label=_("Capital that ends"), help_text=_("For example 84,25.")
    )
    land_area_m2 = AreaField(
        required=False, label=_("Area that ends"), help_text=_("For example 42,6, or 426.000 m².")
    )
    note = _long()
    revocation_number = NumberedText(required=False, label=_("Number of the revocation"))
    revocation_date = DayField(required=False, label=_("Day of the revocation"))

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """A new termination is one by name; one on record as it is."""
        row = subject.row
        if not isinstance(row, Termination):
            return {"kind": Termination.Kind.TERMINATION}
        kept = {name: getattr(row, name) for name in _KEPT}
        return kept | {"whole": "1" if row.whole else "0", "phase": row.phase or ""}

    def prepare(self) -> None:
        """Offer the recovery decisions and phases of the project, and a day for each step."""
        project = self.subject.project
        if project is None:
            raise TypeError("a termination ends a project")
        found = project.instruments.filter(kind=Instrument.Kind.LAND_RECOVERY)
        recovery = self.fields["recovery"]
        if isinstance(recovery, InstrumentField):
            recovery.queryset = found
        _offer(self.fields["phase"], [(n, _of_phase(n)) for n in phases_of(project)])
        for kind in _ORDERED:
            label = ClosureStep.Kind(kind).label
            self.fields[f"due_{kind}"] = DayField(required=False, label=label)

    def clean(self) -> dict[str, Any]:
        """A day goes with its number; a part says which one."""
        found = super().clean() or self.cleaned_data
        for stem in ("minutes", "recovery", "revocation"):
            self._pair(f"{stem}_number", f"{stem}_date")
        if found.get("recovery") and found.get("recovery_number"):
            self.add_error("recovery_number", gettext("Choose the decision or enter it, not both."))
        if found.get("whole") and found.get("phase"):
            self.add_error("phase", gettext("A phase is named only when a part ends."))
        return found

    def _pair(self, number: str, day: str) -> None:
        found = self.cleaned_data
        if number not in self.fields or number in self.errors or day in self.errors:
            return
        if bool(found.get(number)) != bool(found.get(day)):
            lacking = day if found.get(number) else number
            self.add_error(lacking, gettext("Give the number and the day together."))

    def facts(self) -> TerminationFacts:
        """The input of `terminating.terminate`; call it on a valid form."""
        read = self.cleaned_data
        return TerminationFacts(**{name: read[name] for name in _KEPT}, whole=read["whole"])

    def orders(self) -> Orders:
        """What is entered with it: a recovery decision, the days ordered for what follows."""
        read = self.cleaned_data
        entered = None
        if read["recovery_number"] and read["recovery_date"]:
            number, day, issuer = (read[name] for name in _NEW_RECOVERY)
            entered = RecoveryFacts(number=number, date=day, issuer_name=issuer)
        days: Mapping[str, date | None] = {kind: read[f"due_{kind}"] for kind in _ORDERED}
        return Orders(recovery=entered, due={kind: day for kind, day in days.items() if day})

    def figures(self) -> list[tuple[Promise | str, str, str]]:
        """(what, before, after) of the project's figures that a part takes away."""
        project, read = self.subject.project, getattr(self, "cleaned_data", {})
        if not isinstance(project, Project) or read.get("whole", True):
            return []
        return [
            *_less(_("Registered capital"), project.registered_capital_vnd, read, "capital_vnd"),
            *_less(_("Land area"), project.land_area_m2, read, "land_area_m2"),
        ]


_KEPT = (
    "ground",
    "kind",
    "number",
    "date",
    "authority",
    "scope_text",
    "phase",
    "capital_vnd",
    "land_area_m2",
    "minutes_number",
    "minutes_date",
    "recovery",
    "revocation_number",
    "revocation_date",
    "note",
)


class TerminationEditForm(TerminationForm):
    """A termination on record: what was mistyped, or came later."""

    corrects = ("pk",)
    sections = (
        Section("", ("ground", "kind"), wide=("ground", "kind")),
        *(
            Section(
                part.title,
                tuple(name for name in part.fields if name not in _NEW_RECOVERY),
                wide=part.wide,
                note=part.note,
            )
            for part in TerminationForm.sections[1:5]
        ),
    )

    def prepare(self) -> None:
        """What it ended, and what was ordered with it, are not changed here."""
        super().prepare()
        row = self.subject.row
        gone = ("whole", *_NEW_RECOVERY, *(f"due_{kind}" for kind in _ORDERED))
        if isinstance(row, Termination) and row.whole:
            gone += ("scope_text", "phase", "land_area_m2")
        for name in gone:
            del self.fields[name]

    def facts(self) -> TerminationFacts:
        """The input of `terminating.correct`; call it on a valid form."""
        row, read = self.subject.row, self.cleaned_data
        if not isinstance(row, Termination):
            raise TypeError("nothing to correct")
        values = {name: read[name] if name in read else getattr(row, name) for name in _KEPT}
        return TerminationFacts(**values, whole=row.whole)


class StepForm(ActForm):
    """One thing to be done after a termination."""

    corrects = ("pk",)
    sections = (
        Section(
            "",
            ("kind", "what", "agency", "due_date", "note"),
            wide=("kind", "what", "note"),
            note=_("The investor liquidates, settles taxes and hands the certificate back."),
        ),
    )

    kind = forms.ChoiceField(label=_("What has to be done"), choices=ClosureStep.Kind)
    what = forms.CharField(required=False, max_length=300, label=_("In the words of the decision"))
    agency = forms.ModelChoiceField(
        Agency.objects.none(), required=False, empty_label="—", label=_("Agency that sees to it")
    )
    due_date = DayField(
        required=False,
        label=_("To be done by"),
        help_text=_("Only where the decision names a day: only then a deadline runs."),
    )
    note = _long()

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, ClosureStep):
            return {}
        return {name: getattr(row, name) for name in self.sections[0].fields}

    def prepare(self) -> None:
        """Offer the agencies of today."""
        row, field = self.subject.row, self.fields["agency"]
        chosen = row.agency if isinstance(row, ClosureStep) else None
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = choices.agencies(self.subject.on, chosen=chosen)

    def facts(self) -> StepFacts:
        """The input of `closing.add_step` and `change_step`; call it on a valid form."""
        return StepFacts(**{name: self.cleaned_data[name] for name in self.sections[0].fields})


class DoneForm(ActForm):
    """That a step is done, by a document."""

    corrects = ("done_date",)
    sections = (Section("", ("done_date", "document_number")),)

    done_date = DayField(
        required=False, label=_("Done on"), help_text=_("Empty: it is still open.")
    )
    document_number = NumberedText(
        required=False,
        label=_("Document that proves it"),
        help_text=_("Also where nothing had to be done: the document that says so."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, ClosureStep) or row.done_date is None:
            return {}
        return {"done_date": row.done_date, "document_number": row.document_number}

    def facts(self) -> DoneFacts:
        """The input of `closing.finish_step`; call it on a valid form."""
        return DoneFacts(**{name: self.cleaned_data[name] for name in self.sections[0].fields})


def phases_of(project: Project) -> list[int]:
    """The phases that milestones or land of the project name, in two queries."""
    found = set(project.schedule_items.order_by().values_list("phase", flat=True))
    of_land = project.tranches.values_list("phase", flat=True)
    return sorted(found | {number for number in of_land if number is not None})


def _of_phase(number: int) -> str:
    return gettext("Phase %(n)s") % {"n": number}


def _offer(field: forms.Field, pairs: list[tuple[int, str]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "—"), *pairs]


def _less(
    label: Promise, there: int | Decimal | None, read: Mapping[str, Any], name: str
) -> list[tuple[Promise | str, str, str]]:
    taken = read.get(name)
    if not taken or there is None or taken >= there:
        return []
    return [(label, _shown(name, there), _shown(name, there - taken))]


def _shown(name: str, value: int | Decimal) -> str:
    if name == "capital_vnd":
        return gettext("%(amount)s billion VND") % {"amount": ty_text(int(value), 3, trim=True)}
    return f"{ha_text(Decimal(value), 4, trim=True)} ha"

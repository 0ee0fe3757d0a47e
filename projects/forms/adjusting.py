"""One form for an adjusting decision: document, milestones, capital, land, term, content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.adjusting import CARRIED, PARTS, Adjusting, MilestoneMove, version_of_all
from projects.actions.instruments import InstrumentFacts
from projects.forms.base import Row, Section, Subject
from projects.forms.choices import InstrumentField
from projects.forms.fields import MoneyField, PartialDateField
from projects.forms.papers import PaperForm
from projects.forms.schedule import needs_exception
from projects.models import CapitalPart, Instrument, ScheduleItem, ScheduleRevision
from projects.rules.chains import next_sequence
from projects.rules.facts import InstrumentFacts as Stated
from projects.wording import partial
from vn.dates import Precision

_ADJUSTABLE = (
    Instrument.Kind.POLICY_APPROVAL,
    Instrument.Kind.INVESTOR_APPROVAL,
    Instrument.Kind.REGISTRATION_CERTIFICATE,
    Instrument.Kind.ADJUSTMENT,
)
_MILESTONES = Section(
    _("Milestones it moves"),
    (),
    note=_(
        "Only the new days: 31/3/2027, 3/2027, Quý III/2027, 2027. A box left empty leaves its "
        "milestone as it is."
    ),
)


class AdjustingForm(PaperForm):
    """Empty boxes stay as they are on record; each says beside it what is there now."""

    sections = (
        Section(
            _("Decision or certificate"),
            ("adjusts", "sequence", "number", "issued", "authority", "issuer_name"),
            wide=("adjusts",),
        ),
        _MILESTONES,
        Section(_("Capital"), ("capital_vnd", "capital_usd", "equity_vnd", "loan_vnd")),
        Section(_("Land and term"), ("land_area_m2", "term_years", "operation_date")),
        Section(
            _("Name, objective and scale"),
            ("project_name", "objective", "scale", "location_text"),
            wide=("project_name", "objective", "scale", "location_text"),
        ),
        Section(_("Besides"), ("ends_request", "note"), wide=("ends_request", "note")),
    )

    adjusts = InstrumentField(
        required=False, help_text=_("The approval or certificate it changes.")
    )
    sequence = forms.IntegerField(required=False, min_value=1, max_value=99)
    operation_date = PartialDateField(required=False, label=_("Into operation by"))
    ends_request = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        project = self.subject.project
        if project is not None:
            # One number for all that may be touched: a colleague's edit of any of it is noticed.
            self.initial["version"] = version_of_all(project, self._items, self._parts)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The document that is adjusted and the number that follows; nothing else is proposed."""
        project = subject.project
        if project is None:
            return {}
        rows = project.instruments.all()
        self._papers = [row for row in rows if row.kind in _ADJUSTABLE]
        self._items: list[ScheduleItem] = list(project.schedule_items.all())
        self._parts: list[CapitalPart] = list(project.capital_parts.all())
        heads = [row for row in self._papers if row.kind != Instrument.Kind.ADJUSTMENT]
        heads.sort(key=lambda row: (_ADJUSTABLE.index(row.kind), row.issued_date is None))
        head = heads[0] if heads else None
        pending = project.adjustment_pending_since
        return {
            "adjusts": head,
            "sequence": self._next(head) if head else 1,
            "ends_request": pending is not None,
        }

    def recorded(self) -> dict[str, Any]:
        """Every box means "instead of what is on record": none holds it."""
        return {}

    def prepare(self) -> None:
        """A box for each milestone; beside each box what is on record now."""
        project = self.subject.project
        if project is None:
            return
        field = self.fields["adjusts"]
        if isinstance(field, InstrumentField):
            field.offer(project, kinds=_ADJUSTABLE)
        self.fields["issued"].required = True
        for item in self._items:
            self._offer(item)
        if any(item.kind == ScheduleItem.Kind.OPERATION for item in self._items):
            del self.fields["operation_date"]
        if project.adjustment_pending_since is None:
            del self.fields["ends_request"]
        else:
            words = gettext("It answers the request for an adjustment of %(day)s")
            day = partial(project.adjustment_pending_since, Precision.DAY)
            self.fields["ends_request"].label = words % {"day": day}
        self._say_what_is_there()

    def _offer(self, item: ScheduleItem) -> None:
        name = item.name
        if len({each.phase for each in self._items}) > 1:
            name = gettext("%(name)s, phase %(phase)s") % {"name": name, "phase": item.phase}
        self.fields[f"planned_{item.pk}"] = PartialDateField(
            required=False, label=name, help_text=_standing(item)
        )
        if item.kind == ScheduleItem.Kind.OPERATION:
            self.fields[f"exception_{item.pk}"] = forms.ChoiceField(
                required=False,
                choices=ScheduleRevision.CapException,
                label=gettext("%(name)s: exception to the cap") % {"name": name},
                help_text=_("Only when the decision itself names it."),
            )
        if item.kind == ScheduleItem.Kind.CAPITAL:
            self.fields[f"amount_{item.pk}"] = MoneyField(
                required=False, label=gettext("%(name)s: amount") % {"name": name}
            )

    def _say_what_is_there(self) -> None:
        """On record: ... beside the boxes of the project's own facts."""
        for name, column in CARRIED.items():
            field = self.fields[name]
            text = field.prepare_value(getattr(self.subject.project, column))
            unit = getattr(field, "unit", "")
            if text in (None, ""):
                field.help_text = gettext("On record: no data.")
                continue
            said = f"{text} {unit}".strip()
            short = said if len(said) <= _LONGEST_SAID else f"{said[:_LONGEST_SAID]}…"
            field.help_text = gettext("On record: %(value)s") % {"value": short}
        for name, kind in PARTS.items():
            amounts = [part.amount_vnd for part in self._parts if part.kind == kind]
            self.fields[name].help_text = _part_standing(self.fields[name], amounts)
        counts = [
            f"{row}: {self._next(row)}"
            for row in self._papers
            if row.kind != Instrument.Kind.ADJUSTMENT
        ]
        if counts:
            words = gettext("Next on record: %(counts)s.")
            self.fields["sequence"].help_text = words % {"counts": "; ".join(counts)}

    def parts(self) -> Iterator[tuple[Section, list[Row]]]:
        """The sections; the milestones have one box or two each."""
        names = [name for name in self.fields if name.startswith(_OF_MILESTONES)]
        wide = tuple(name for name in names if name.startswith("exception_"))
        moved = replace(_MILESTONES, wide=wide)
        for section, rows in super().parts():
            boxes = [self._row(n, moved) for n in names] if section is _MILESTONES else rows
            if boxes:
                yield section, boxes

    def clean(self) -> dict[str, Any]:
        """What is unusual is worth a look before it is done: the number, the cap of 24 months."""
        found = super().clean() or self.cleaned_data
        adjusted, number = found.get("adjusts"), found.get("sequence")
        if adjusted is not None and number is not None and number != self._next(adjusted):
            words = gettext("On record, %(n)s would be the next change of %(document)s.")
            said = {"n": self._next(adjusted), "document": adjusted}
            self.warnings.append(words % said)
        for item in self._items:
            planned = found.get(f"planned_{item.pk}")
            alone = found.get(f"exception_{item.pk}") or found.get(f"amount_{item.pk}") is not None
            if planned is None and alone and f"planned_{item.pk}" not in self.errors:
                words = gettext("Give the planned day by this decision too, even if it stays.")
                self.add_error(f"planned_{item.pk}", words)
            if item.kind == ScheduleItem.Kind.OPERATION and not found.get(f"exception_{item.pk}"):
                self.warnings += needs_exception(item, planned)
        return found

    def facts(self) -> Adjusting:
        """The input of `adjusting.adjust`; call it on a valid form."""
        read = self.cleaned_data
        names = (*CARRIED, "number", "issued", "issuer_name", "adjusts", "equity_vnd", "loan_vnd")
        adjusted, operation = read["adjusts"], read.get("operation_date")
        instrument = InstrumentFacts(
            kind=Instrument.Kind.ADJUSTMENT,
            authority=self.authority_chosen(Instrument.Kind.ADJUSTMENT),
            sequence=read["sequence"] or (self._next(adjusted) if adjusted else None),
            operation_date=operation.last if operation else None,
            note=read["note"],
            **{name: read[name] for name in names},
        )
        return Adjusting(
            instrument=instrument,
            moves=tuple(self._moves()),
            ends_request=bool(read.get("ends_request")),
        )

    def _moves(self) -> Iterator[MilestoneMove]:
        read = self.cleaned_data
        for item in self._items:
            planned = read[f"planned_{item.pk}"]
            if planned is not None:
                yield MilestoneMove(
                    item_id=item.pk,
                    planned=planned,
                    exception=read.get(f"exception_{item.pk}", ""),
                    amount_vnd=read.get(f"amount_{item.pk}"),
                )

    def _next(self, adjusted: Instrument) -> int:
        rows = [_stated(row) for row in self._papers]
        return next_sequence(rows, next(row for row in rows if row.id == adjusted.pk))


_OF_MILESTONES = ("planned_", "exception_", "amount_")
_LONGEST_SAID = 300


def _stated(row: Instrument) -> Stated:
    return Stated(id=row.pk, kind=row.kind, adjusts_id=row.adjusts_id, sequence=row.sequence)


def _part_standing(field: forms.Field, amounts: list[int]) -> str:
    """What is on record of a part of the capital; of several, that they stay."""
    if not amounts:
        return gettext("On record: no data.")
    text = field.prepare_value(sum(amounts))
    said = gettext("On record: %(value)s") % {"value": f"{text} {getattr(field, 'unit', '')}"}
    if len(amounts) == 1:
        return said
    return f"{said}. " + gettext("Several investors share it: their parts are changed one by one.")


def _standing(item: ScheduleItem) -> str:
    """The plan in force and the first one, and whether it is reached."""
    planned = partial(item.planned_date, item.planned_precision) or gettext("no data")
    first = partial(item.baseline_date, item.baseline_precision)
    words = gettext("On record: %(value)s") % {"value": planned}
    if first and first != planned:
        words += "; " + gettext("first approval: %(day)s") % {"day": first}
    if item.actual_date or item.achieved_undated:
        words += "; " + gettext("already reached")
    return words

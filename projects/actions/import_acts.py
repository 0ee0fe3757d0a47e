"""The documents, land and milestones that a row of a workbook names; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from projects.actions.acts import Change, assign, partial
from projects.importing.documents import NamedDocument, named_documents
from projects.importing.reading import ParsedRow
from projects.models import Instrument, LandTranche, Project, ScheduleItem
from vn.dates import PartialDate
from vn.documents import normalise_number

LAND_LABEL = "Khu đất (theo nguồn công bố)"
_MILESTONES = (
    ("start_planned", ScheduleItem.Kind.START, "Khởi công xây dựng"),
    ("completion_planned", ScheduleItem.Kind.COMPLETION, "Hoàn thành xây dựng"),
)


@dataclass(slots=True)
class Acts:
    """What hangs on one project as it is in memory, and which of it the row added or changed."""

    project: Project
    instruments: list[Instrument] = field(default_factory=list)
    tranches: list[LandTranche] = field(default_factory=list)
    items: list[ScheduleItem] = field(default_factory=list)
    added: list[Model] = field(default_factory=list)
    changed: list[Model] = field(default_factory=list)

    @classmethod
    def of(cls, project: Project) -> Acts:
        """The acts of a project, read ahead for one on record; a new one has none."""
        if project._state.adding:
            return cls(project)
        return cls(
            project,
            list(project.instruments.all()),
            list(project.tranches.all()),
            list(project.schedule_items.all()),
        )

    def plan(self, row: ParsedRow) -> Change:
        """Add or complete what the row names; nothing that officers recorded is taken away.

        Planned days come without an instrument: a newspaper is no schedule, so the deadline stays
        unknown until somebody enters the document (rule I1, `schedule_instrument`).
        """
        change = Change()
        named = named_documents(row.text("approval_number"), row.day("approval_date"))
        for document in named:
            change |= self._document(document)
        if row.text("irc_code"):
            change |= self._certificate(row.text("irc_code"))
        change |= self._land(row)
        for key, kind, name in _MILESTONES:
            planned = row.day(key)
            if planned is not None:
                change |= self._milestone(kind, name, planned)
        return change

    def numbers(self) -> Iterator[str]:
        """The numbers of all documents, in the order of their table."""
        ordered = sorted(self.instruments, key=_by_day)
        return (document.number_key for document in ordered)

    def _document(self, document: NamedDocument) -> Change:
        """An approval; words in brackets behind the number say that it is something else."""
        kind = Instrument.Kind.OTHER if document.words else Instrument.Kind.POLICY_APPROVAL
        key = normalise_number(document.number)
        alike = [row for row in self.instruments if row.kind == kind]
        known = _first(alike, key) or _first(alike, "")
        values: dict[str, Any] = {"note": document.words} if document.words else {}
        if document.number:
            values |= {"number": document.number, "number_key": key}
        if document.issued is not None:
            values |= partial("issued", document.issued)
        return self._keep(known or self._new_instrument(kind), values)

    def _certificate(self, number: str) -> Change:
        kind = Instrument.Kind.REGISTRATION_CERTIFICATE
        key = normalise_number(number)
        known = _first([row for row in self.instruments if row.kind == kind], key)
        values = {"number": number, "number_key": key}
        return self._keep(known or self._new_instrument(kind), values)

    def _new_instrument(self, kind: str) -> Instrument:
        row = Instrument(project=self.project, kind=kind)
        self.instruments.append(row)
        return row

    def _land(self, row: ParsedRow) -> Change:
        """The land as one tranche, when the source gives a day of handover; no area is assumed."""
        handover, planned = row.day("handover"), row.day("handover_planned")
        if handover is None and planned is None:
            return Change()
        values: dict[str, Any] = partial("handover", handover) if handover else {}
        if planned is not None:
            values["planned_handover_date"] = planned.first
        known = next((land for land in self.tranches if land.label == LAND_LABEL), None)
        agency = self.project.agency
        return self._keep(
            known or LandTranche(project=self.project, label=LAND_LABEL, agency=agency), values
        )

    def _milestone(self, kind: str, name: str, planned: PartialDate) -> Change:
        """A planned day without an instrument; one that an officer has based on a document stands."""
        alike = [item for item in self.items if item.kind == kind and item.phase == 1]
        if any(item.instrument_id is not None for item in alike):
            return Change()
        item = alike[0] if alike else ScheduleItem(project=self.project, kind=kind, name=name)
        return self._keep(item, partial("planned", planned))

    def _keep(self, row: Model, values: dict[str, Any]) -> Change:
        """Set what differs, under the names of the row's fields."""
        change = assign(row, values)
        if row.pk is None:
            if row not in self.added:
                self.added.append(row)
        elif change and row not in self.changed:
            self.changed.append(row)
        return change


def _first(rows: Iterable[Instrument], key: str) -> Instrument | None:
    """The first document of this number, in the order of the table."""
    return next((row for row in sorted(rows, key=_by_day) if row.number_key == key), None)


def _by_day(row: Instrument) -> tuple[bool, Any, int]:
    return (row.issued_date is None, row.issued_date or 0, row.pk or 1 << 62)

"""The documents, land and milestones that a row of a workbook names."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model

from accounts.models import Agency, User
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
Row = TypeVar("Row", bound=Model)


def write_acts(*, row: ParsedRow, project: Project, agency: Agency, by: User | None) -> Change:
    """Add or complete what the row names; nothing that officers recorded is taken away.

    Planned days come without an instrument: a newspaper is no schedule, so the deadline stays
    unknown until somebody enters the document (rule I1, `schedule_instrument`).
    """
    change = Change()
    for document in named_documents(row.text("approval_number"), row.day("approval_date")):
        change |= _document(project, document, by)
    if row.text("irc_code"):
        change |= _certificate(project, row.text("irc_code"), by)
    change |= _land(row, project, agency, by)
    for key, kind, name in _MILESTONES:
        planned = row.day(key)
        if planned is not None:
            change |= _milestone(project, kind, name, planned, by)
    return change


def _document(project: Project, document: NamedDocument, by: User | None) -> Change:
    """An approval; words in brackets behind the number say that it is something else."""
    kind = Instrument.Kind.OTHER if document.words else Instrument.Kind.POLICY_APPROVAL
    key = normalise_number(document.number)
    alike = Instrument.objects.filter(project=project, kind=kind)
    known = alike.filter(number_key=key).first() or alike.filter(number_key="").first()
    values: dict[str, Any] = {"note": document.words} if document.words else {}
    if document.number:
        values |= {"number": document.number, "number_key": key}
    if document.issued is not None:
        values |= partial("issued", document.issued)
    return _save(known or Instrument(project=project, kind=kind), values, by)


def _certificate(project: Project, number: str, by: User | None) -> Change:
    kind = Instrument.Kind.REGISTRATION_CERTIFICATE
    key = normalise_number(number)
    known = Instrument.objects.filter(project=project, kind=kind, number_key=key).first()
    values = {"number": number, "number_key": key}
    return _save(known or Instrument(project=project, kind=kind), values, by)


def _land(row: ParsedRow, project: Project, agency: Agency, by: User | None) -> Change:
    """The land as one tranche, when the source gives a day of handover; no area is assumed."""
    handover, planned = row.day("handover"), row.day("handover_planned")
    if handover is None and planned is None:
        return Change()
    known = LandTranche.objects.filter(project=project, label=LAND_LABEL).first()
    values: dict[str, Any] = partial("handover", handover) if handover else {}
    if planned is not None:
        values["planned_handover_date"] = planned.first
    tranche = known or LandTranche(project=project, label=LAND_LABEL, agency=agency)
    return _save(tranche, values, by)


def _milestone(
    project: Project, kind: str, name: str, planned: PartialDate, by: User | None
) -> Change:
    """A planned day without an instrument; one that an officer has based on a document stands."""
    alike = ScheduleItem.objects.filter(project=project, kind=kind, phase=1)
    if alike.filter(instrument__isnull=False).exists():
        return Change()
    item = alike.first() or ScheduleItem(project=project, kind=kind, name=name)
    return _save(item, partial("planned", planned), by)


def _save(row: Row, values: dict[str, Any], by: User | None) -> Change:
    """Write the row if anything differs; tell it under the names of its fields."""
    change = assign(row, values)
    if row.pk is None:
        row.recorded_by_id = by.pk if by else None  # type: ignore[attr-defined]
    elif not change:
        return Change()
    row.save()
    return change

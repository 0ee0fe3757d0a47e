"""Take what was read from a document: its row, the project's facts and its milestones, as one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions import instruments, investors, projects, schedule
from projects.actions.acts import Deed, Outcome, Seen, lock_project, remember, settle, version_of
from projects.actions.instruments import InstrumentFacts
from projects.actions.investors import InvestorFacts
from projects.actions.refusals import Refusal
from projects.actions.schedule import ItemFacts
from projects.models import Instrument, Project
from vn.dates import PartialDate, Precision
from vn.documents import normalise_number

OF_THE_PROJECT = {
    "project_name": "name",
    "objective": "objective",
    "scale": "scale",
    "location_text": "location_text",
    "land_area_m2": "land_area_m2",
    "capital_vnd": "registered_capital_vnd",
    "capital_usd": "registered_capital_usd",
    "term_years": "term_years",
    "certificate_code": "certificate_code",
}
"""What a document states, and the column of the project that holds the same."""


class NothingTaken(Refusal):
    """Nothing was ticked."""

    text = _("Tick at least one value to take, or leave without saving.")


class ChangedSince(Refusal):
    """The project is not as it stood beside the text."""

    text = _(
        "Somebody changed the project after you opened this page. The values on record are shown "
        "anew: compare them, then save again."
    )
    status = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a person ticked: values by the names of `InstrumentFacts`, and milestones by their box.

    Of the rest `certificate_code` and the investor go to the project alone.
    """

    kind: str
    values: Mapping[str, Any]
    steps: Mapping[str, ItemFacts]
    investor: InvestorFacts | None = None


@transaction.atomic
def take(
    *, by: User | None, on: date, at: datetime, project_id: int, version: int | None, taken: Taken
) -> Outcome[Project]:
    """Write what was ticked; all of it, or nothing when a part is refused.

    The document is found by its kind, number and day, or entered when its number or day is
    ticked. Raises `NothingTaken`, `ChangedSince` and what `instruments.record`,
    `schedule.add_item` and `projects.change` raise.
    """
    project = lock_project(project_id)
    if project.version != version:
        raise ChangedSince
    if not taken.values and not taken.steps and taken.investor is None:
        raise NothingTaken
    hand: dict[str, Any] = {"by": by, "on": on, "at": at}
    document = _document(project, taken, hand)
    for box, facts in taken.steps.items():
        _step(project, box, replace(facts, instrument=document), hand)
    project.refresh_from_db()
    found = projects.amend(project, _columns(taken, by))
    deed = Deed(
        verb="project_changed",
        row=project,
        project=project,
        summary=_("Taken from the text of a document: %(fields)s"),
        words={},
        change=found,
    )
    outcome = settle(deed, by=by, on=on, at=at)
    changed = (*found.new, *(["document_number"] if document else []))
    return replace(outcome, changed=(*changed, *(["planned_date"] if taken.steps else [])))


def _document(project: Project, taken: Taken, hand: dict[str, Any]) -> Instrument | None:
    names = {field.name for field in fields(InstrumentFacts)}
    stated = {name: value for name, value in taken.values.items() if name in names}
    row = _on_record(project, taken.kind, stated)
    if row is not None:
        facts = replace(_facts_of(row), **stated)
        seen = Seen(row.pk, version_of(row), "")
        changed: Instrument = instruments.change(**hand, seen=seen, facts=facts).row
        return changed
    if not stated.keys() & {"number", "issued"}:
        return None
    facts = InstrumentFacts(kind=taken.kind, **stated)
    deed = instruments.enter(by=hand["by"], on=hand["on"], project=project, facts=facts)
    remember(deed, by=hand["by"])
    entered: Any = deed.row
    return Instrument.objects.get(pk=entered.pk)


def _on_record(project: Project, kind: str, stated: Mapping[str, Any]) -> Instrument | None:
    """The document itself, if it is on record: nothing of it is entered twice."""
    rows = project.instruments.filter(kind=kind)
    if not stated.get("number"):
        return None
    rows = rows.filter(number_key=normalise_number(stated["number"]))
    issued: PartialDate | None = stated.get("issued")
    if issued is not None:
        rows = rows.filter(issued_date__in=[issued.first])
    found: Instrument | None = rows.order_by("-issued_date", "-pk").first()
    return found


def _facts_of(row: Instrument) -> InstrumentFacts:
    names = {field.name for field in fields(InstrumentFacts)} - {"issued"}
    day = row.issued_date
    return InstrumentFacts(
        **{name: getattr(row, name) for name in names},
        issued=PartialDate(day, Precision(row.issued_precision)) if day else None,
    )


def _step(project: Project, box: str, facts: ItemFacts, hand: dict[str, Any]) -> None:
    try:
        schedule.add_item(**hand, project_id=project.pk, facts=facts)
    except Refusal as refusal:
        refusal.field = box
        raise


def _columns(taken: Taken, by: User | None) -> dict[str, Any]:
    values = {
        column: taken.values[name]
        for name, column in OF_THE_PROJECT.items()
        if name in taken.values
    }
    if "registered_capital_vnd" in values:
        # The document states the exact sum: a word such as "hơn" no longer stands before it.
        values["capital_hedge"] = ""
    if taken.investor is not None:
        values["investor"] = investors.find_or_create(by=by, facts=taken.investor)
    return values

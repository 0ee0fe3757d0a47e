"""Record decisions and certificates (R-1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    partial,
    settle,
    store,
    unchanged,
)
from projects.actions.indexing import index
from projects.actions.refusals import AlreadyRecorded, NotOfThisProject, not_after
from projects.models import Instrument, Project
from vn.dates import PartialDate
from vn.documents import normalise_number
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentFacts:
    """What a document says of itself, None where it is silent.

    Amounts in đồng and US dollars, area in m²; `equity_vnd` and `loan_vnd` are parts of
    `capital_vnd`; `operation_date` is the last day it allows (I11).
    """

    kind: str
    number: str = ""
    issued: PartialDate | None = None
    authority: str = Instrument.Authority.UNKNOWN
    issuer_name: str = ""
    adjusts: Instrument | None = None
    sequence: int | None = None
    capital_vnd: int | None = None
    land_area_m2: Decimal | None = None
    operation_date: date | None = None
    project_name: str = ""
    investor_name: str = ""
    objective: str = ""
    scale: str = ""
    location_text: str = ""
    capital_usd: Decimal | None = None
    equity_vnd: int | None = None
    loan_vnd: int | None = None
    term_years: int | None = None
    note: str = ""


@transaction.atomic
def record(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: InstrumentFacts
) -> Outcome[Instrument]:
    """Add a document to a project.

    Raises `AlreadyRecorded`, `InTheFuture`, `NotOfThisProject` and `Invalid`.
    """
    project = lock_project(project_id)
    return settle(enter(by=by, on=on, project=project, facts=facts), by=by, on=on, at=at)


def enter(*, by: User | None, on: date, project: Project, facts: InstrumentFacts) -> Deed:
    """Add a document to a project that is held; who asks writes the history and settles."""
    row = Instrument(project=project, recorded_by_id=by.pk if by else None)
    _check(project, facts, on=on)
    found = assign(row, _values(facts))
    _refuse_twin(row)
    store(row)
    index(project)
    return Deed(
        verb="instrument_recorded",
        row=row,
        project=project,
        summary=_("%(kind)s %(number)s recorded"),
        words=_words(row),
        change=found,
    )


@transaction.atomic
def change(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: InstrumentFacts
) -> Outcome[Instrument]:
    """Correct a document on record. Raises what `record` raises, and `Stale`."""
    row = lock_seen(Instrument.objects.select_related("project", "adjusts"), seen)
    _check(row.project, facts, on=on)
    found = assign(row, _values(facts))
    if not found:
        return unchanged(row)
    _refuse_twin(row)
    store(row)
    index(row.project)
    deed = Deed(
        verb="instrument_changed",
        row=row,
        project=row.project,
        summary=_("%(kind)s %(number)s corrected: %(fields)s"),
        words=_words(row),
        change=found,
        reason=seen.why,
    )
    return settle(deed, by=by, on=on, at=at)


_AS_IT_IS = (
    "kind",
    "authority",
    "adjusts",
    "sequence",
    "capital_vnd",
    "land_area_m2",
    "operation_date",
    "capital_usd",
    "equity_vnd",
    "loan_vnd",
    "term_years",
)
_ONE_LINE = ("issuer_name", "project_name", "investor_name", "location_text")
_TEXTS = ("objective", "scale", "note")


def _values(facts: InstrumentFacts) -> dict[str, Any]:
    return {
        **{name: getattr(facts, name) for name in _AS_IT_IS},
        **{name: tidy(getattr(facts, name)) for name in _ONE_LINE},
        **{name: getattr(facts, name).strip() for name in _TEXTS},
        "number": tidy(facts.number),
        "number_key": normalise_number(facts.number),
        **partial("issued", facts.issued),
    }


def _check(project: Project, facts: InstrumentFacts, *, on: date) -> None:
    not_after(facts.issued.first if facts.issued else None, on=on, field="issued")
    if facts.adjusts is not None and facts.adjusts.project_id != project.pk:
        raise NotOfThisProject(field="adjusts")


def _refuse_twin(row: Instrument) -> None:
    if not row.number_key:
        return
    twins = Instrument.objects.filter(
        project_id=row.project_id,
        kind=row.kind,
        number_key=row.number_key,
        issued_date=row.issued_date,
    )
    if twins.exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="number", what=row.number)


def _words(row: Instrument) -> dict[str, object]:
    return {"kind": Instrument.Kind(row.kind).label, "number": row.number}

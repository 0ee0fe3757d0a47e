"""What all acts on a project share: who saw what, what differs, the history, the clocks."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import translation
from django.utils.functional import Promise

from accounts.actions.audit import Entry, record
from accounts.models import AuditEvent, User
from deadlines.actions.refreshing import refresh
from projects.actions.gates import Step, pass_through, watch
from projects.actions.quality import keep
from projects.actions.refusals import Invalid, Stale
from projects.models import Project
from projects.querysets.appraisal_facts import neighbours_of
from projects.rules.quality import renews
from projects.wording import named
from vn.dates import PartialDate, Precision
from vn.text import tidy

Row = TypeVar("Row", bound=Model)

HISTORY_LANGUAGE = "vi"
"""The history is kept in one language, whatever language the writer reads the portal in."""

_KINDS = {
    "landtranche": "tranche",
    "scheduleitem": "schedule_item",
    "capitalpart": "capital_part",
    "clearancecount": "clearance_count",
    "depositoutcome": "deposit_outcome",
    "excludedperiod": "excluded_period",
    "extensionrequest": "extension_request",
    "filingsheet": "filing_sheet",
    "closurestep": "closure_step",
    "contactperson": "contact_person",
    "handlingdecision": "handling",
    "projectlink": "project_link",
    "reviewentry": "review_entry",
    "reviewround": "review_round",
    "siteloss": "site_loss",
    "sitearea": "site_area",
    "sitepoint": "site_point",
    "planningreference": "planning",
    "investorname": "investor_name",
    "equityevidence": "equity_evidence",
    "investormerge": "investor_merge",
    "plandecision": "plan_decision",
    "publicproject": "public_project",
    "investmentdecision": "investment_decision",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as a person saw it: its key, and the `version_of` it on the screen.

    `why`: what the person says of the reason or basis of a correction, kept in the history.
    """

    pk: int
    version: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The fields that differ, before and after, in values JSON can hold."""

    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.new)

    def __or__(self, other: Change) -> Change:
        return Change(self.old | other.old, self.new | other.new)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Row]):
    """What an action did: the row as it is now, the fields that changed, the deadlines that did."""

    row: Row
    changed: tuple[str, ...]
    moved: int


@dataclass(frozen=True, slots=True)
class Deed:
    """An act for the history.

    `summary` takes its %(names)s from `words`; %(fields)s are the facts that changed. `beside` are
    other projects whose deadlines rest on these facts.
    """

    verb: str
    row: Model
    project: Project
    summary: Promise
    change: Change
    words: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    beside: tuple[int, ...] = ()


def version_of(row: Model) -> int:
    """The version a form keeps to notice a colleague's edit.

    Rows without a column of that name are told apart by a digest of their values.
    """
    kept = getattr(row, "version", None)
    if kept is not None:
        return int(kept)
    values = [str(getattr(row, column.attname)) for column in row._meta.concrete_fields]
    return zlib.crc32("\x1f".join(values).encode())


def kind_of(row: Model) -> str:
    """The subject kind under which the history and the deadlines know a row."""
    name = row._meta.model_name or ""
    return _KINDS.get(name, name)


def lock_project(project_id: int) -> Project:
    """The project, held until the end of the transaction: acts on one project wait their turn."""
    project: Project = Project.objects.select_for_update(no_key=True).get(pk=project_id)
    watch(project)
    return project


def lock_seen(rows: QuerySet[Row], seen: Seen) -> Row:
    """The row a person saw, held until the end of the transaction.

    Raises `Stale` when it changed since.
    """
    _wait_for_project(rows.model, seen.pk)
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=seen.pk)
    if version_of(row) != seen.version:
        raise Stale
    project = row if isinstance(row, Project) else getattr(row, "project", None)
    if isinstance(project, Project):
        watch(project)
    return row


def _wait_for_project(model: type[Model], pk: int) -> None:
    """Hold the project of a row before the row itself, as every act on a project does.

    Acts on two parts of one project wait for each other, or neither would see the stage move; in
    one order, or two could wait for each other for ever.
    """
    if "project" in {column.name for column in model._meta.concrete_fields}:
        of_it = model._default_manager.filter(pk=pk).values("project_id")
        list(Project.objects.select_for_update(no_key=True).filter(pk__in=of_it))


def assign(row: Model, values: Mapping[str, Any]) -> Change:
    """Set the values on the row and tell which of them differ; nothing is written yet."""
    change = Change()
    for name, value in values.items():
        before = getattr(row, name, None)
        if before != value:
            change.old[name], change.new[name] = plain(before), plain(value)
            setattr(row, name, value)
    _keep_dates_whole(row, values, change)
    return change


def _keep_dates_whole(row: Model, values: Mapping[str, Any], change: Change) -> None:
    """A partial date is told with its precision, whichever of the two differs."""
    for name in list(change.new):
        stem, _, part = name.rpartition("_")
        other = {"date": "precision", "precision": "date"}.get(part, "")
        twin = f"{stem}_{other}"
        if other and twin in values and twin not in change.new:
            change.old[twin] = change.new[twin] = plain(getattr(row, twin))


def partial(name: str, value: PartialDate | None) -> dict[str, Any]:
    """The two columns of a partial date: `planned` gives planned_date and planned_precision."""
    return {
        f"{name}_date": value.first if value else None,
        f"{name}_precision": (value.precision if value else Precision.DAY).value,
    }


def plain(value: Any) -> Any:
    """A value as the history keeps it: a related row by its name, a day in ISO form."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Model):
        return str(value)
    return str(value) if isinstance(value, str) else value


def store(row: Model) -> None:
    """Write the row. Raises `Invalid` in the words of a constraint it would break."""
    computed = {column.name for column in row._meta.concrete_fields if not column.editable}
    try:
        row.full_clean(exclude=computed)
    except ValidationError as error:
        raise Invalid(error) from error
    row.save()


def settle(deed: Deed, *, by: User | None, on: date, at: datetime) -> Outcome[Any]:
    """Write the history of a deed and bring the project's deadlines in line, in its transaction.

    Raises what `gates.pass_through` raises when the deed carries the project into another stage.
    """
    told = remember(deed, by=by)
    pass_through(Step(deed.project, told.summary, deed.reason), by=by, on=on)
    Project.objects.filter(pk=deed.project.pk).update(updated_at=at)
    updated = renews(deed.verb, by_person=by is not None)
    keep(project_ids=[deed.project.pk], at=at, updated_on=on if updated else None)
    touched = {deed.project.pk, *deed.beside}
    if "legal_state" in deed.change.new:
        # Areas of a project that ended, or was refused, overlap nobody's any more.
        touched |= neighbours_of(deed.project.pk)
    moved = refresh(project_ids=sorted(touched), on=on, at=at, cause=deed.verb)
    return Outcome(row=deed.row, changed=tuple(deed.change.new), moved=moved)


def remember(deed: Deed, *, by: User | None) -> AuditEvent:
    """Write the history of a deed that moves no deadline, or whose deadlines move with others."""
    with translation.override(HISTORY_LANGUAGE):
        words = {name: str(word) for name, word in deed.words.items()}
        summary = str(deed.summary) % {"fields": named(deed.change.new), **words}
    return record(
        by=by,
        entry=Entry(
            verb=deed.verb,
            subject_kind=kind_of(deed.row),
            subject_id=deed.row.pk,
            project_id=deed.project.pk,
            summary=summary,
            old=deed.change.old,
            new=deed.change.new,
            reason=tidy(deed.reason),
        ),
    )


def told_as(change: Change, **names: str) -> Change:
    """The change with other names for some fields, where another kind of row has the usual ones."""
    return Change(
        {names.get(name, name): value for name, value in change.old.items()},
        {names.get(name, name): value for name, value in change.new.items()},
    )


def unchanged(row: Row) -> Outcome[Row]:
    """The outcome of saving what is already so: no version, no history, no clock moves."""
    return Outcome(row=row, changed=(), moved=0)

"""Enter a project, correct it, say what state it is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit, Agency, User
from projects.actions import investors
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_seen,
    settle,
    store,
    unchanged,
)
from projects.actions.gates import begin
from projects.actions.indexing import index, order_of
from projects.actions.refusals import Refusal, not_after
from projects.models import InvestmentZone, Project, Sector
from vn.dates import day_text
from vn.text import tidy

_LOCK_CLASS = 4506
_WITH_NAMES = Project.objects.select_related("investor", "sector", "agency", "officer")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a project comes from when nobody typed it in."""

    origin: str = Project.Origin.ENTERED
    url: str = ""
    date_text: str = ""
    as_published: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """What a project is. Amounts in đồng and US dollars, area in square metres; None is unknown.

    `capital_hedge` is the word printed before a rounded amount. `source` None leaves the source
    of a known project as it is, `legal_state` None its legal state.
    """

    name: str
    agency: Agency
    funding: str = Project.Funding.NON_BUDGET
    legacy_code: str = ""
    certificate_code: str = ""
    objective: str = ""
    scale: str = ""
    approval_path: str = Project.ApprovalPath.UNKNOWN
    selection: str = Project.Selection.UNKNOWN
    investor: investors.InvestorFacts | None = None
    sector: Sector | None = None
    units: tuple[AdministrativeUnit, ...] = ()
    location_text: str = ""
    zone: str = Project.Zone.UNKNOWN
    zone_place: InvestmentZone | None = None
    registered_capital_vnd: int | None = None
    registered_capital_usd: Decimal | None = None
    capital_rate_vnd: Decimal | None = None
    capital_rate_date: date | None = None
    capital_hedge: str = ""
    land_area_m2: Decimal | None = None
    adjustment_pending_since: date | None = None
    officer: User | None = None
    source: Source | None = None
    legal_state: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What stands on the ground and whether it runs, as known on a day."""

    physical: str
    operating: str
    as_of: date
    note: str = ""


class AlreadyRegistered(Refusal):
    """The same investor has a project of the same name."""

    field = "name"
    text = _(
        "Project %(code)s already has this name and investor. Open it to correct it, or write what "
        "sets this project apart, such as its phase."
    )


class StatesContradict(Refusal):
    """A project that never broke ground does not run."""

    field = "operating_state"
    text = _(
        "A project whose construction has not started cannot operate or have stopped. Correct one "
        "of the two."
    )


class OlderThanRecorded(Refusal):
    """A later state is on record."""

    field = "state_as_of"
    text = _("A state as of %(day)s is on record. Give that day or a later one.")


@transaction.atomic
def create(
    *, by: User | None, on: date, at: datetime, prefix: str, facts: ProjectFacts
) -> Outcome[Project]:
    """Enter a project under the next free code of the prefix ("DA" gives DA-0118).

    Raises `AlreadyRegistered`, `Invalid` and the refusals of `investors.find_or_create`.
    """
    project = Project(code=next_code(prefix))
    begin(project)
    found = assign(project, columns_of(facts, by=by))
    _refuse_twin(project)
    store(project)
    found |= _place(project, facts.units)
    index(project)
    return settle(told_of_new(project, found), by=by, on=on, at=at)


def told_of_new(project: Project, found: Change) -> Deed:
    """What the history says of a project that was entered."""
    return Deed(
        verb="project_created",
        row=project,
        project=project,
        summary=_("Project %(code)s added"),
        words={"code": project.code},
        change=found,
    )


@transaction.atomic
def change(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: ProjectFacts
) -> Outcome[Project]:
    """Bring a project in line with the facts given; all of them, not only the new ones.

    Raises `Stale`, `AlreadyRegistered`, `Invalid` and the refusals of `investors.find_or_create`.
    """
    project = lock_seen(_WITH_NAMES.all(), seen)
    found = assign(project, columns_of(facts, by=by)) | _place(project, facts.units)
    if not found:
        return unchanged(project)
    _keep(project, found)
    deed = Deed(
        verb="project_changed",
        row=project,
        project=project,
        summary=_("Changed: %(fields)s"),
        change=found,
        reason=seen.why,
    )
    return settle(deed, by=by, on=on, at=at)


def amend(project: Project, values: Mapping[str, Any]) -> Change:
    """Set some columns of a project that is held; who asks writes the history and settles.

    Raises `AlreadyRegistered` and `Invalid`.
    """
    found = assign(project, values)
    if found:
        _keep(project, found)
    return found


def _keep(project: Project, found: Change) -> None:
    """Write a project that differs, as its next version."""
    if found.new.keys() & {"name", "investor"}:
        _refuse_twin(project)
    project.version += 1
    store(project)
    index(project)


@transaction.atomic
def set_state(
    *, by: User | None, on: date, at: datetime, seen: Seen, state: State
) -> Outcome[Project]:
    """Record construction and operation as of a day (law.md §1.5).

    Raises `Stale`, `InTheFuture`, `OlderThanRecorded` and `StatesContradict`.
    """
    project = lock_seen(Project.objects.all(), seen)
    not_after(state.as_of, on=on, field="state_as_of")
    if project.state_as_of is not None and state.as_of < project.state_as_of:
        raise OlderThanRecorded(day=day_text(project.state_as_of))
    runs = (Project.OperatingState.OPERATING, Project.OperatingState.STOPPED)
    if state.physical == Project.PhysicalState.NOT_STARTED and state.operating in runs:
        raise StatesContradict
    values = {
        "physical_state": state.physical,
        "operating_state": state.operating,
        "state_as_of": state.as_of,
        "state_note": state.note,
    }
    found = assign(project, values)
    if not found:
        return unchanged(project)
    project.version += 1
    store(project)
    deed = Deed(
        verb="project_state_set",
        row=project,
        project=project,
        summary=_("State as of %(day)s: %(physical)s; %(operating)s"),
        words={
            "day": day_text(state.as_of),
            "physical": Project.PhysicalState(state.physical).label,
            "operating": Project.OperatingState(state.operating).label,
        },
        change=found,
        reason=seen.why,
    )
    return settle(deed, by=by, on=on, at=at)


def columns_of(facts: ProjectFacts, *, by: User | None) -> dict[str, Any]:
    """The columns of the facts, with the investor found or entered."""
    names = (
        "agency",
        "funding",
        "sector",
        "approval_path",
        "selection",
        "zone",
        "zone_place",
        "registered_capital_vnd",
        "registered_capital_usd",
        "capital_rate_vnd",
        "capital_rate_date",
        "capital_hedge",
        "land_area_m2",
        "adjustment_pending_since",
        "officer",
    )
    values = {name: getattr(facts, name) for name in names}
    if facts.zone_place is not None:
        values["zone"] = facts.zone_place.kind
    values |= {
        name: tidy(getattr(facts, name))
        for name in ("name", "legacy_code", "certificate_code", "location_text")
    }
    values |= {name: getattr(facts, name).strip() for name in ("objective", "scale")}
    investor = facts.investor
    values["investor"] = investors.find_or_create(by=by, facts=investor) if investor else None
    if facts.legal_state is not None:
        values["legal_state"] = facts.legal_state
    if facts.source is not None:
        values |= {
            "origin": facts.source.origin,
            "source_url": facts.source.url,
            "source_date_text": facts.source.date_text,
            "as_published": facts.source.as_published,
        }
    return values


def _place(project: Project, units: tuple[AdministrativeUnit, ...]) -> Change:
    """Set the communes of a saved project."""
    before = set(project.units.all())
    if before == set(units):
        return Change()
    project.units.set(units)
    return Change({"units": sorted(map(str, before))}, {"units": sorted(map(str, units))})


def _refuse_twin(project: Project) -> None:
    twins = Project.objects.filter(
        sort_key=order_of(project, project.name), investor=project.investor
    ).exclude(pk=project.pk)
    twin = twins.first()
    if twin is not None:
        raise AlreadyRegistered(code=twin.code)


def next_code(prefix: str) -> str:
    """One more than the highest code of the prefix; the lock keeps two people from one code."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_CLASS])
    digits = Cast(Substr("code", len(prefix) + 2), IntegerField())
    coded = Project.objects.filter(code__regex=rf"^{re.escape(prefix)}-\d{{1,9}}$")
    last = coded.aggregate(last=Max(digits))["last"] or 0
    return f"{prefix}-{last + 1:04d}"

"""Enter a public project and correct it: the project, its owner, its code of the budget."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit, Agency, User
from deadlines.actions.refreshing import refresh_subjects
from deadlines.registry import owner_of
from projects.actions import projects
from projects.actions.acts import Change, Deed, Outcome, Seen, assign, settle, store, told_as
from projects.actions.indexing import index
from projects.actions.public_money import refuse_overspent
from projects.models import Project, PublicProject, Sector
from vn.text import tidy

CAPITAL_OWNER = "capital_owner"
"""The kind under which the room of public money computes what owners owe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFacts:
    """What a public project is, but for what its decisions say.

    `agency` follows it, `owner` builds it and is paid (chủ đầu tư). `opening_...` is what it was
    allocated and disbursed before the portal kept its ledger, in whole đồng.
    """

    name: str
    agency: Agency
    owner: Agency
    budget_code: str = ""
    group: str = PublicProject.Group.UNKNOWN
    start_year: int | None = None
    end_year: int | None = None
    opening_allocated_vnd: int = 0
    opening_disbursed_vnd: int = 0
    objective: str = ""
    scale: str = ""
    sector: Sector | None = None
    units: tuple[AdministrativeUnit, ...] = field(default=())
    location_text: str = ""
    officer: User | None = None
    source: projects.Source | None = None


@transaction.atomic
def enter(
    *, by: User | None, on: date, at: datetime, prefix: str, facts: PublicFacts
) -> Outcome[Project]:
    """Enter a public project under the next free code of the prefix.

    Raises `projects.AlreadyRegistered` and `Invalid`.
    """
    entered = projects.create(by=by, on=on, at=at, prefix=prefix, facts=project_facts(facts))
    row = PublicProject(project=entered.row, recorded_by_id=by.pk if by else None)
    found = told_as(assign(row, columns_of(facts)), owner="project_owner")
    store(row)
    index(entered.row)
    return _settled(told_of_new(row, found), entered, by=by, on=on, at=at)


def told_of_new(row: PublicProject, found: Change) -> Deed:
    """What the history says of the public side of a project that was entered."""
    summary = _("Public investment: %(fields)s")
    return Deed("public_project_entered", row, row.project, summary, found)


@transaction.atomic
def change(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: PublicFacts
) -> Outcome[Project]:
    """Bring a public project in line with the facts given; all of them, not only the new ones.

    `seen` is the project as the person saw it. Raises `Stale`, `Invalid`,
    `projects.AlreadyRegistered` and `MoreThanItsTotal`.
    """
    kept = projects.change(by=by, on=on, at=at, seen=seen, facts=project_facts(facts))
    row = (
        PublicProject.objects.select_for_update(of=("self",), no_key=True)
        .select_related("owner")
        .get(project_id=seen.pk)
    )
    row.project, before = kept.row, row.owner_id
    found = told_as(assign(row, columns_of(facts)), owner="project_owner")
    if not found:
        return kept
    refuse_overspent(row)
    row.version += 1
    store(row)
    if not kept.changed:
        # The form is about both rows: who saw the other one must notice.
        kept.row.version += 1
        kept.row.save(update_fields=["version"])
    index(kept.row)
    summary = _("Public investment corrected: %(fields)s")
    deed = Deed("public_project_changed", row, row.project, summary, found, reason=seen.why)
    outcome = _settled(deed, kept, by=by, on=on, at=at)
    _renew_owners({before, row.owner_id}, on=on, at=at)
    return outcome


def _renew_owners(owner_ids: set[int], *, on: date, at: datetime) -> None:
    """What a project has passed from one owner to another: both owe something else."""
    if len(owner_ids) > 1 and owner_of(CAPITAL_OWNER) is not None:
        refresh_subjects(
            subject_kind=CAPITAL_OWNER,
            ids=sorted(owner_ids),
            on=on,
            at=at,
            cause="public_project_changed",
        )


def _settled(deed: Deed, first: Outcome[Project], **hand: Any) -> Outcome[Project]:
    """The history of the public side, and one outcome of both sides."""
    outcome = settle(deed, **hand)
    return Outcome(first.row, (*first.changed, *outcome.changed), first.moved + outcome.moved)


def project_facts(facts: PublicFacts) -> projects.ProjectFacts:
    """The facts of the project itself."""
    return projects.ProjectFacts(
        name=facts.name,
        agency=facts.agency,
        funding=Project.Funding.PUBLIC,
        objective=facts.objective,
        scale=facts.scale,
        sector=facts.sector,
        units=facts.units,
        location_text=facts.location_text,
        officer=facts.officer,
        source=facts.source,
    )


def columns_of(facts: PublicFacts) -> dict[str, Any]:
    """The columns of its public side."""
    names = (
        "owner",
        "group",
        "start_year",
        "end_year",
        "opening_allocated_vnd",
        "opening_disbursed_vnd",
    )
    values = {name: getattr(facts, name) for name in names}
    return values | {"budget_code": tidy(facts.budget_code)}

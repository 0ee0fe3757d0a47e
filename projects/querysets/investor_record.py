"""One investor with everything its page shows, in a number of queries that does not depend on it.

Money, sanctions, reports and lateness are told to those who see flags, the history to those who
may read it. Everything about a project is told of projects the person may see, and of no other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import AuditEvent
from accounts.permissions import Permission
from deadlines.models import Flag, Obligation
from projects.querysets.fact_rows import model

if TYPE_CHECKING:
    from accounts.models import User

HISTORY_SHOWN = 20
REPORTS = ("R1", "R2", "R3")
_REQUESTED = ("tranche__extension", "schedule_item__instrument")
_PARTS = ("investor_name", "sanction", "equity_evidence")


@dataclass(frozen=True, slots=True)
class ProjectActs:
    """The acts of one project its two clocks are read from."""

    project: Any
    instruments: list[Any]
    items: list[Any]
    tranches: list[Any]
    periods: list[Any]
    requests: list[Any]
    terminations: list[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorRecord:
    """An investor, its projects with their acts, and what it owes, holds and showed.

    `ids` are the record and those merged into it: what could not move at a merge still counts.
    """

    investor: Any
    ids: list[int]
    projects: list[ProjectActs]
    names: list[Any]
    members: list[Any]
    members_projects: list[Any]
    merges: list[Any]
    flags: list[Flag] = field(default_factory=list)
    deposits: list[Any] = field(default_factory=list)
    securities: list[Obligation] = field(default_factory=list)
    reports: list[Obligation] = field(default_factory=list)
    sanctions: list[Any] = field(default_factory=list)
    evidence: list[Any] = field(default_factory=list)
    parts: list[Any] = field(default_factory=list)
    history: list[AuditEvent] = field(default_factory=list)


def investor_record(investor: Any, projects: QuerySet[Any], user: User) -> InvestorRecord:
    """The page of an investor the person may see; `projects` are those the person may see."""
    merges = _merges(investor.pk)
    ids = [investor.pk, *(row.merged_id for row in merges)]
    theirs = [acts_of(row) for row in _with_acts(projects.filter(investor_id__in=ids))]
    members = list(investor.members_of_group.visible_to(user).kept())
    found = {
        "investor": investor,
        "ids": ids,
        "projects": theirs,
        "names": list(model("InvestorName").objects.filter(investor_id__in=ids)),
        "members": members,
        "members_projects": _of_members(projects, members),
        "merges": merges,
    }
    if user.can(Permission.VIEW_FLAGS):
        found |= _followed(ids, projects, [acts.project.pk for acts in theirs])
    if user.can(Permission.VIEW_HISTORY):
        found["history"] = list(_history(ids)[:HISTORY_SHOWN])
    return InvestorRecord(**found)


def acts_of(project: Any) -> ProjectActs:
    """The acts of a project that were read along with it."""
    return ProjectActs(
        project=project,
        instruments=list(project.instruments.all()),
        items=list(project.schedule_items.all()),
        tranches=list(project.tranches.all()),
        periods=list(project.excluded_periods.all()),
        requests=list(project.extension_requests.all()),
        terminations=list(project.terminations.all()),
    )


def _with_acts(projects: QuerySet[Any]) -> QuerySet[Any]:
    requests = model("ExtensionRequest").objects.select_related(*_REQUESTED)
    return (
        projects.select_related("investor", "agency", "sector")
        .prefetch_related(
            "instruments",
            "terminations",
            Prefetch("schedule_items", model("ScheduleItem").objects.select_related("instrument")),
            Prefetch("tranches", model("LandTranche").objects.select_related("extension")),
            Prefetch(
                "excluded_periods",
                model("ExcludedPeriod").objects.select_related("tranche", "schedule_item"),
            ),
            Prefetch("extension_requests", requests),
        )
        .order_by("sort_key", "pk")
    )


def _of_members(projects: QuerySet[Any], members: list[Any]) -> list[Any]:
    found = projects.filter(investor_id__in=[member.pk for member in members])
    return list(found.select_related("investor").order_by("sort_key", "pk")) if members else []


def _merges(investor_id: int) -> list[Any]:
    """The merges in force that brought records into this one, at any remove, in one query."""
    known = model("InvestorMerge").objects.filter(undone_at=None).select_related("merged")
    rows, found, ids = list(known), [], {investor_id}
    while new := [row for row in rows if row.kept_id in ids and row.merged_id not in ids]:
        found += new
        ids |= {row.merged_id for row in new}
    return found


def _followed(ids: list[int], projects: QuerySet[Any], project_ids: list[int]) -> dict[str, Any]:
    """What is told to those who follow projects."""
    duties = _duties(ids, project_ids)
    seen = Q(project=None) | Q(project__in=projects.order_by().values("pk"))
    flags = Flag.objects.live().filter(project_id__in=project_ids)
    deposits = model("Deposit").objects.filter(project_id__in=project_ids)
    parts = model("CapitalPart").objects.filter(kind="equity")
    shared = Q(investor_id__in=ids, project__in=projects.order_by().values("pk"))
    return {
        "flags": list(flags.select_related("obligation").order_by("due_date", "pk")),
        "deposits": list(deposits.prefetch_related("outcomes").order_by("paid_date", "pk")),
        "securities": [duty for duty in duties if duty.kind not in REPORTS],
        "reports": [duty for duty in duties if duty.kind in REPORTS],
        "sanctions": list(
            model("Sanction").objects.filter(seen, investor_id__in=ids).select_related("project")
        ),
        "evidence": list(model("EquityEvidence").objects.filter(investor_id__in=ids)),
        "parts": list(
            parts.filter(Q(project_id__in=project_ids) | shared).select_related("project")
        ),
    }


def _duties(ids: list[int], project_ids: list[int]) -> list[Obligation]:
    """What secures its projects (I7), and the periodic reports it owes, the latest first."""
    reports = Q(kind__in=REPORTS, bearer_investor_id__in=ids, due_date__isnull=False)
    reports &= ~Q(clock__in=["void", "not_started"])
    owed = Obligation.objects.filter(project_id__in=project_ids)
    found = owed.filter(Q(kind="I7", subject_kind="project") | reports)
    return list(found.order_by("-due_date", "kind", "pk"))


def _history(ids: list[int]) -> QuerySet[AuditEvent]:
    """Acts on the investor and on what hangs on it; those on its projects are told there."""
    own = Q(subject_kind="investor", subject_id__in=ids, project_id=None)
    for kind, name in zip(_PARTS, ("InvestorName", "Sanction", "EquityEvidence"), strict=True):
        rows = model(name).objects.filter(investor_id__in=ids).order_by().values("pk")
        own |= Q(subject_kind=kind, subject_id__in=rows)
    return AuditEvent.objects.filter(own)

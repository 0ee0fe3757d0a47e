"""One project with everything its page shows, in a number of queries that does not depend on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import QuerySet

from accounts.in_charge import InCharge
from accounts.models import AuditEvent
from accounts.permissions import Permission
from deadlines.models import AssignmentLead, Flag, Obligation
from deadlines.queries import duties_of
from deadlines.querysets import LIVE_STATES
from deadlines.registry import Subject, describe
from deadlines.rules.clock import Exclusion
from projects.querysets.asked import reader_of
from projects.querysets.fact_rows import model as project_model
from projects.querysets.history import events_of
from projects.rules.evidence import derived_exclusions
from projects.rules.facts import ProjectFacts, TrancheFacts
from vn.dates import Precision, last_day

if TYPE_CHECKING:
    from accounts.models import User

HISTORY_SHOWN = 10
_OF_REQUESTS = (
    "project",
    "tranche__extension",
    "schedule_item__instrument",
    "asking_agency",
    "asking_investor",
    "deciding_agency",
)


@dataclass(frozen=True, slots=True)
class Record:
    """A project and its acts, obligations, flags and history, as one person may see them.

    Money and reports are told to its investor too, contacts and the loss of the site only to
    those who follow the project. `reader` is that person with the rights held in this project.
    `public` and `decisions` are the side of a public project that others have not, and `told_of`
    what its deadlines are about where that belongs to the rooms above.
    """

    reader: User
    project: Any
    places: list[str]
    instruments: list[Any]
    items: list[Any]
    tranches: list[Any]
    periods: list[Any]
    suspensions: list[Any]
    requests: list[Any]
    handling: list[Any]
    reviews: list[Any]
    terminations: list[Any]
    duties: list[Obligation]
    flags: list[Flag]
    history: list[AuditEvent]
    documents: list[Any]
    in_charge: InCharge
    deposits: list[Any]
    contributions: list[Any]
    filings: list[Any]
    contacts: list[Any]
    site_losses: list[Any]
    directives: list[Any]
    public: Any = None
    decisions: list[Any] = field(default_factory=list)
    told_of: Mapping[tuple[str, int], Subject] = field(default_factory=dict)

    @property
    def live_flags(self) -> list[Flag]:
        """Flags that still ask something of somebody."""
        return [flag for flag in self.flags if flag.state in LIVE_STATES]

    def duty(self, kind: str, subject_kind: str, subject_id: int) -> Obligation | None:
        """The obligation of a rule about one subject, if this person may read it."""
        key = (kind, subject_kind, subject_id)
        return next((d for d in self.duties if (d.kind, d.subject_kind, d.subject_id) == key), None)

    def of_milestone(self, item: Any) -> Obligation | None:
        """The obligation about a milestone's own day: that of its capital if it names a sum."""
        return self.duty("I8" if item.amount_vnd else "I1", "schedule_item", item.pk)


class Acts(Protocol):
    """The acts of a project from which its two clocks are read."""

    @property
    def project(self) -> Any:
        """The project."""

    @property
    def instruments(self) -> list[Any]:
        """Decisions and certificates."""

    @property
    def items(self) -> list[Any]:
        """Milestones with their documents."""

    @property
    def tranches(self) -> list[Any]:
        """Land with its extensions."""

    @property
    def periods(self) -> list[Any]:
        """Time claimed or decided not to count."""

    @property
    def requests(self) -> list[Any]:
        """Requests for more time."""

    @property
    def terminations(self) -> list[Any]:
        """How it ended, if it did."""


def record(projects: QuerySet[Any], code: str, user: User) -> Record | None:
    """The project with this code among those the person may see, or None."""
    project = (
        projects.filter(code=code).select_related("investor", "sector", "agency", "officer").first()
    )
    if project is None:
        return None
    user = reader_of(user, project)
    tranches = list(project.tranches.select_related("agency", "extension"))
    duties = _duties(project.pk, user)
    directives = _directives(project.pk, user)
    follows = user.can(Permission.VIEW_FLAGS)
    told = follows or user.can(Permission.VIEW_OWN_PROJECTS)
    return Record(
        reader=user,
        project=project,
        places=[unit.name for unit in project.units.all()],
        instruments=list(project.instruments.all()),
        items=list(project.schedule_items.select_related("instrument")),
        tranches=tranches,
        periods=list(project.excluded_periods.select_related("tranche", "schedule_item")),
        suspensions=list(project.suspensions.all()),
        requests=list(project.extension_requests.select_related(*_OF_REQUESTS)),
        handling=_handling(project, user),
        reviews=_reviews(project, user),
        terminations=list(
            project.terminations.select_related("recovery").prefetch_related("steps__agency")
        ),
        duties=duties,
        flags=_flags(project.pk, user),
        history=list(events_of(project, user)[:HISTORY_SHOWN]),
        documents=_documents(project, user),
        in_charge=InCharge.of(
            [project.agency, *(t.agency for t in tranches), *(d.bearer_agency for d in duties)]
            + [d.agency for d in directives]
        ),
        deposits=list(project.deposits.prefetch_related("outcomes")) if told else [],
        contributions=list(project.contributions.all()) if told else [],
        filings=list(project.filings.all()) if told else [],
        contacts=list(project.contacts.all()) if follows else [],
        site_losses=list(project.site_losses.all()) if follows else [],
        directives=directives,
        **_public_side(project, duties),
    )


def _public_side(project: Any, duties: list[Obligation]) -> dict[str, Any]:
    """Owner, total, decisions and lines of a public project; nothing, and no query, for another."""
    if project.funding != "public":
        return {}
    row = project_model("PublicProject").objects.select_related("owner", "project")
    return {
        "public": row.filter(project_id=project.pk).first(),
        "decisions": list(project.investment_decisions.all()),
        "told_of": describe((duty.subject_kind, duty.subject_id) for duty in duties),
    }


def derived_periods(record: Acts, on: date) -> list[Exclusion]:
    """Periods begun that no document decides: land decided but kept back (R-1.23)."""
    project = record.project
    facts = ProjectFacts(
        id=project.pk,
        agency_id=project.agency_id,
        physical_state=project.physical_state,
        tranches=tuple(_facts(tranche) for tranche in record.tranches),
    )
    phases = {tranche.phase or 1 for tranche in record.tranches}
    found = {part for phase in phases for part in derived_exclusions(facts, phase)}
    begun = [part for part in found if part.start <= on]
    return sorted(begun, key=lambda part: (part.start, part.reference))


def _facts(tranche: Any) -> TrancheFacts:
    handed = tranche.handover_date
    return TrancheFacts(
        id=tranche.pk,
        label=tranche.label,
        phase=tranche.phase,
        decision_number=tranche.decision_number,
        decision_date=tranche.decision_date,
        planned_handover=tranche.planned_handover_date,
        handover_date=handed and last_day(handed, Precision(tranche.handover_precision)),
        in_use_date=tranche.in_use_date,
    )


def _handling(project: Any, user: User) -> list[Any]:
    """Decisions on handling, the latest first, for those who see flags."""
    if not user.can(Permission.VIEW_FLAGS):
        return []
    return list(project.handling_decisions.select_related("handling_class", "round"))


def _reviews(project: Any, user: User) -> list[Any]:
    """The rounds the project is in, the latest first, for those who see flags."""
    if not user.can(Permission.VIEW_FLAGS):
        return []
    found = project.review_entries.select_related("round")
    return list(found.order_by("-round__opened_date", "-pk"))


def _duties(project_id: int, user: User) -> list[Obligation]:
    found = duties_of(user, openly=True).filter(project_id=project_id)
    return list(found.select_related("rule_version", "bearer_agency").order_by("due_date", "pk"))


def _directives(project_id: int, user: User) -> list[Any]:
    """Who carries out what leaders directed, the latest first: for all who see the registry."""
    if not user.can(Permission.VIEW_REGISTRY):
        return []
    rows = AssignmentLead.objects.filter(assignment__project_id=project_id)
    return list(rows.select_related("assignment", "agency").order_by("-assignment_id", "pk"))


def _flags(project_id: int, user: User) -> list[Flag]:
    if not user.can(Permission.VIEW_FLAGS):
        return []
    found = Flag.objects.openly_visible_to(user).filter(project_id=project_id)
    return list(found.select_related("obligation").order_by("-opened_on", "-pk"))


def _documents(project: Any, user: User) -> list[Any]:
    """Documents with all their versions, the newest version first; withdrawn documents last."""
    if not user.can(Permission.VIEW_DOCUMENTS):
        return []
    found = project.documents.visible_to(user).prefetch_related("files")
    return sorted(found, key=lambda document: document.withdrawn_at is not None)

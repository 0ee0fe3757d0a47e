"""The things of a project that documents are about, each with its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext

from accounts.permissions import Scope
from deadlines.models import FlagStatement
from projects.extensions import DocumentOwner
from projects.models import (
    ExcludedPeriod,
    Extension,
    ExtensionRequest,
    Filing,
    FilingSheet,
    Instrument,
    LandTranche,
    Opinion,
    Project,
    Proposal,
    ScheduleItem,
    Suspension,
    Termination,
)
from projects.wording import cycle_text
from vn.dates import day_text

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class _Kind:
    """`to_project` is the path from a row to its project's key."""

    model: Any
    to_project: str
    words: Callable[[Any], str]
    related: tuple[str, ...] = ()


def _project(row: Project) -> str:
    return gettext("The whole project")


def _instrument(row: Instrument) -> str:
    return f"{row.get_kind_display()} {row.number}".strip()


def _tranche(row: LandTranche) -> str:
    return gettext("Land: %(label)s") % {"label": row.label}


def _item(row: ScheduleItem) -> str:
    return gettext("Milestone: %(name)s") % {"name": row.name}


def _period(row: ExcludedPeriod) -> str:
    return gettext("Time not counted from %(day)s") % {"day": day_text(row.start_date)}


def _suspension(row: Suspension) -> str:
    return gettext("Suspension by %(number)s") % {"number": row.document_number}


def _termination(row: Termination) -> str:
    return gettext("Termination by %(number)s") % {"number": row.number}


def _extension(row: Extension) -> str:
    words = {"tranche": row.tranche.label, "number": row.decision_number}
    return gettext("%(tranche)s, extended by %(number)s") % words


def _request(row: ExtensionRequest) -> str:
    return gettext("Request for more time of %(day)s") % {"day": day_text(row.filed_date)}


def _proposal(row: Proposal) -> str:
    kind = row.get_kind_display()
    return gettext("Proposal: %(kind)s %(code)s") % {"kind": kind, "code": row.dossier_code}


def _opinion(row: Opinion) -> str:
    return gettext("Opinion of %(agency)s") % {"agency": row.agency.short_name}


def _statement(row: FlagStatement) -> str:
    words = {"said": row.get_kind_display(), "kind": row.flag.kind, "day": day_text(row.on)}
    return gettext("%(said)s of %(day)s (%(kind)s)") % words


def _filing_sheet(row: FilingSheet) -> str:
    return f"{Filing.Kind(row.kind).label}, {cycle_text(row.cycle)}"


_KINDS: Mapping[str, _Kind] = {
    "project": _Kind(Project, "pk", _project),
    "instrument": _Kind(Instrument, "project_id", _instrument),
    "schedule_item": _Kind(ScheduleItem, "project_id", _item),
    "tranche": _Kind(LandTranche, "project_id", _tranche),
    "extension": _Kind(Extension, "tranche__project_id", _extension, ("tranche",)),
    "excluded_period": _Kind(ExcludedPeriod, "project_id", _period),
    "suspension": _Kind(Suspension, "project_id", _suspension),
    "termination": _Kind(Termination, "project_id", _termination),
    "extension_request": _Kind(ExtensionRequest, "project_id", _request),
    "proposal": _Kind(Proposal, "project_id", _proposal),
    "opinion": _Kind(Opinion, "proposal__project_id", _opinion, ("agency",)),
    "flag_statement": _Kind(FlagStatement, "flag__project_id", _statement, ("flag",)),
    "filing_sheet": _Kind(FilingSheet, "project_id", _filing_sheet),
}


def of_project(project: Project) -> dict[tuple[str, int], str]:
    """Everything of one project that a document can be about, with its words; the project first."""
    found: dict[tuple[str, int], str] = {}
    for name, kind in _KINDS.items():
        rows = kind.model.objects.filter(**{kind.to_project: project.pk})
        if kind.model is FilingSheet:
            rows = rows.exclude(filing=None)
        for row in rows.select_related(*kind.related) if kind.related else rows:
            found[name, row.pk] = kind.words(row)
    return found


def words(kind: str, row: Any) -> str:
    """The words of a row that is at hand."""
    return _KINDS[kind].words(row)


def owners() -> list[DocumentOwner]:
    """What `projects.apps` registers with `projects.extensions`."""
    return [
        DocumentOwner(
            name,
            _project_id(kind),
            _describe(kind),
            _sent_visible_to if kind.model is FilingSheet else _visible_to,
        )
        for name, kind in _KINDS.items()
    ]


def _project_id(kind: _Kind) -> Callable[[int], int]:
    def find(subject_id: int) -> int:
        row = kind.model.objects.filter(pk=subject_id).values_list(kind.to_project).first()
        # What was said of a flag about no project has no files.
        if row is None or row[0] is None:
            raise LookupError(subject_id)
        return int(row[0])

    return find


def _describe(kind: _Kind) -> Callable[[Sequence[int]], Mapping[int, str]]:
    def describe(ids: Sequence[int]) -> Mapping[int, str]:
        rows = (
            kind.model.objects.select_related(*kind.related) if kind.related else kind.model.objects
        )
        return {row.pk: kind.words(row) for row in rows.filter(pk__in=ids)}

    return describe


def _visible_to(user: User) -> Q:
    if user.scope == Scope.PROVINCE:
        return Q(project__isnull=False)
    return Q(project__in=Project.objects.visible_to(user).values("pk"))


def _sent_visible_to(user: User) -> Q:
    """What goes with a report is its investor's own until the report is sent."""
    seen = _visible_to(user)
    if user.scope == Scope.OWN:
        return seen
    return seen & Q(owner_id__in=FilingSheet.objects.exclude(filing=None).values("pk"))

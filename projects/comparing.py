"""What the documents of one project state, read for the comparison with the first approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from accounts.permissions import Permission
from deadlines.actions import law
from deadlines.models import Flag
from projects.models import Instrument, Project, ScheduleItem, ScheduleRevision
from projects.querysets.facts import facts_of
from projects.rules.approval import CapReading, cap_reading, has_policy_approval
from projects.rules.comparison import COMPARED, Chain, Paper, Planned, chains, unattached
from projects.rules.facts import ItemFacts
from projects.rules.reckoning import Case
from projects.rules.schedule import operation_items
from vn.dates import PartialDate, Precision, last_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User

COMPARED_KINDS = (
    Instrument.Kind.POLICY_APPROVAL,
    Instrument.Kind.REGISTRATION_CERTIFICATE,
    Instrument.Kind.ADJUSTMENT,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """An operation milestone against its first plan, as rule I2 reads it.

    `binds`: the cap holds for this project at all; `flag_id` is the live flag about it.
    """

    reading: CapReading
    months: int
    binds: bool
    exception: str
    advisory: bool
    article: str
    flag_id: int | None


def papers_of(instruments: Sequence[Instrument]) -> list[Paper]:
    """Approvals, certificates and adjustments with what they state."""
    return [_paper(row) for row in instruments if row.kind in COMPARED_KINDS]


def planned_of(
    items: Sequence[ScheduleItem], revisions: Sequence[ScheduleRevision]
) -> list[Planned]:
    """The milestones with every move a document made; the last of several by one document."""
    return [_planned(item, [r for r in revisions if r.item_id == item.pk]) for item in items]


def revisions_of(project_id: int) -> list[ScheduleRevision]:
    """Every move of a milestone of the project, the first one first."""
    found = ScheduleRevision.objects.filter(item__project_id=project_id)
    return list(found.order_by("pk"))


def compared(project: Project) -> tuple[list[Instrument], list[Chain], list[Paper]]:
    """The documents, their chains, and adjustments that lead back to none of them."""
    instruments = list(project.instruments.all())
    papers = papers_of(instruments)
    planned = planned_of(list(project.schedule_items.all()), revisions_of(project.pk))
    return instruments, chains(papers, planned), unattached(papers)


def stretches(project: Project, user: User, on: date) -> list[Stretch]:
    """How far each operation milestone goes beyond its first plan, by I2's own arithmetic."""
    facts = facts_of([project.pk])[0]
    case = Case(project=facts, law=law.book(), calendar=law.calendar(), on=on)
    flags = _flags(project, user)
    found = (_stretch(case, item, flags) for item in operation_items(case))
    return [each for each in found if each is not None]


def _stretch(case: Case, item: ItemFacts, flags: dict[int, int]) -> Stretch | None:
    version = case.law.version_for("I2", act_date=item.instrument_date, due_date=None, on=case.on)
    version = version or case.law.in_force("I2", case.on)
    reading = cap_reading(item, version.term.months) if version else None
    if version is None or reading is None:
        return None
    return Stretch(
        reading=reading,
        months=version.term.months,
        binds=has_policy_approval(case.project),
        exception=item.cap_exception,
        advisory=version.advisory,
        article=version.article,
        flag_id=flags.get(item.id),
    )


def _flags(project: Project, user: User) -> dict[int, int]:
    if not user.can(Permission.VIEW_FLAGS):
        return {}
    live = Flag.objects.visible_to(user).live().filter(project_id=project.pk, kind="I2")
    return dict(live.values_list("obligation__subject_id", "pk"))


def _paper(row: Instrument) -> Paper:
    said = {name: getattr(row, name) for name in COMPARED}
    issued = row.issued_date
    return Paper(
        id=row.pk,
        kind=row.kind,
        adjusts_id=row.adjusts_id,
        sequence=row.sequence,
        issued=last_day(issued, Precision(row.issued_precision)) if issued else None,
        said={name: value for name, value in said.items() if value not in (None, "")},
    )


def _planned(item: ScheduleItem, revisions: list[ScheduleRevision]) -> Planned:
    first = item.baseline_date
    return Planned(
        id=item.pk,
        name=item.name,
        is_operation=item.kind == ScheduleItem.Kind.OPERATION,
        first=PartialDate(first, Precision(item.baseline_precision)) if first else None,
        moves={
            row.instrument_id: PartialDate(row.new_date, Precision(row.new_precision))
            for row in revisions
        },
    )

"""Two records of one investor put together: everything of one goes to the other.

What moved is kept by its keys, so that `investor_unmerging.undo` gives exactly that back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Model, UniqueConstraint
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from deadlines.actions.refreshing import refresh
from projects.actions.acts import Change, Outcome, Seen, assign, plain, store
from projects.actions.investor_acts import (
    InvestorDeed,
    keep,
    lock_projects,
    one_at_a_time,
    reindex,
    tell,
)
from projects.actions.investor_groups import is_beneath
from projects.actions.refusals import Refusal
from projects.models import (
    CapitalPart,
    ContactPerson,
    EquityEvidence,
    ExtensionRequest,
    Investor,
    InvestorMember,
    InvestorMerge,
    InvestorName,
    InvestorRegistration,
    InvestorsApart,
    Project,
    Sanction,
    SupportRequest,
)
from vn.text import tidy


@dataclass(frozen=True, slots=True)
class Link:
    """A column that names an investor."""

    model: type[Model]
    field: str

    @property
    def key(self) -> str:
        """Its name among what a merge keeps."""
        return f"{self.model._meta.model_name}.{self.field}"


MOVES = [
    Link(Project, "investor"),
    Link(CapitalPart, "investor"),
    Link(Sanction, "investor"),
    Link(EquityEvidence, "investor"),
    Link(ContactPerson, "investor"),
    Link(InvestorName, "investor"),
    Link(InvestorMember, "investor"),
    Link(ExtensionRequest, "asking_investor"),
    Link(SupportRequest, "investor"),
    Link(InvestorRegistration, "investor"),
    Link(Investor, "parent"),
]
"""Rows that go to the record kept. What an investor owes follows its projects when recomputed."""


def moves_too(*links: Link) -> None:
    """Let rows of a room above go to the record kept too; what they owe follows in the night."""
    MOVES.extend(links)


STAYS = (
    Link(Investor, "merged_into"),
    Link(InvestorMerge, "kept"),
    Link(InvestorMerge, "merged"),
    Link(InvestorsApart, "one"),
    Link(InvestorsApart, "other"),
)
"""Rows that tell of the records themselves; a test holds both lists against all columns there are."""

CHOSEN = ("tax_code", "kind", "kind_basis", "country", "parent")
"""Facts of which either record's may be kept. The name is that of the record kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """Which of `CHOSEN` are taken from the record that is given up, and why the two are one."""

    reason: str
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Moved:
    """Keys of the rows that moved and of those that could not, by `Link.key`."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    stayed: dict[str, list[int]] = field(default_factory=dict)


class ChangedMeanwhile(Refusal):
    """Somebody saved one of the two after the page was opened."""

    status = 409
    text = _(
        "Somebody changed one of the two records after you opened this page. It now shows them as "
        "they are: look again, then confirm."
    )


class MergedAlready(Refusal):
    """A record that was merged has nothing left to give or to take."""

    status = 409
    text = _("%(name)s was merged already. Open the record it was merged into.")


class OfOneGroup(Refusal):
    """A company and one that belongs to it are two."""

    text = _(
        "One of the two belongs to the group of the other. If they are one enterprise after all, "
        "take it out of the group first."
    )


class GiveAReason(Refusal):
    """Whoever undoes it must know why it was done."""

    field = "reason"
    text = _("Say why the two records are one investor, for example the document compared.")


@transaction.atomic
def merge(
    *, by: User | None, on: date, at: datetime, pair: tuple[Seen, Seen], facts: Merging
) -> Outcome[InvestorMerge]:
    """Put the second record into the first, with everything that hangs on it.

    Deadlines of the projects that move are computed again, so that the record kept bears them. A
    row the record kept already has the like of stays where it is. Raises `ChangedMeanwhile`,
    `MergedAlready`, `OfOneGroup` and `GiveAReason`.
    """
    if not tidy(facts.reason):
        raise GiveAReason
    lock_projects([seen.pk for seen in pair])
    one_at_a_time()
    kept, merged = lock_pair(pair)
    change = _take(kept, merged, facts.taken)
    moved = _move(merged, kept, at=at)
    merged.merged_into = kept
    keep(merged)
    keep(kept)
    row = InvestorMerge(kept=kept, merged=merged, reason=tidy(facts.reason))
    row.recorded_by_id = by.pk if by else None
    row.moved = {"rows": moved.rows, "stayed": moved.stayed}
    row.moved |= {"old": change.old, "new": change.new}
    store(row)
    _tell_both(row, change, by=by)
    ids = moved.rows[MOVES[0].key]
    changed = settle_projects(row, ids, by=by, back=False)
    refresh(project_ids=ids, on=on, at=at, cause="investors_merged")
    return Outcome(row=row, changed=("investor",), moved=changed)


def lock_pair(pair: tuple[Seen, Seen]) -> tuple[Investor, Investor]:
    """Both records as they were seen, held, the one entered first locked first."""
    rows = Investor.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[seen.pk for seen in pair])}
    kept, merged = (found[seen.pk] for seen in pair)
    for row in (kept, merged):
        if row.merged_into_id is not None:
            raise MergedAlready(name=row.name)
    if any(found[seen.pk].version != seen.version for seen in pair):
        raise ChangedMeanwhile
    if is_beneath(kept, merged) or is_beneath(merged, kept):
        raise OfOneGroup
    return kept, merged


def settle_projects(row: InvestorMerge, ids: list[int], *, by: User | None, back: bool) -> int:
    """Let projects that changed their investor, and those of the record kept, be found again; a
    line in the history of each that changed. Returns how many changed."""
    names = (row.kept.name, row.merged.name) if back else (row.merged.name, row.kept.name)
    summary = _("Investor: %(old)s and %(new)s are one record now")
    if back:
        summary = _("Investor: %(old)s and %(new)s are two records again")
    for owner in (row.kept, row.merged):
        reindex(Project.objects.filter(investor=owner).order_by("pk"), owner)
    for project in Project.objects.filter(pk__in=ids).order_by("pk"):
        change = Change({"investor": names[0]}, {"investor": names[1]})
        words = {"old": names[0], "new": names[1]}
        deed = InvestorDeed("project_changed", project, summary, change, words, row.reason)
        tell(_of_project(deed, project), by=by)
    return len(ids)


def _of_project(deed: InvestorDeed, project: Project) -> InvestorDeed:
    return InvestorDeed(
        deed.verb, deed.row, deed.summary, deed.change, deed.words, deed.reason, project.pk
    )


def _take(kept: Investor, merged: Investor, taken: frozenset[str]) -> Change:
    """Set what is taken over; the change holds plain values, a parent company by its key."""
    values = {name: getattr(merged, name) for name in CHOSEN if name in taken}
    found = Change()
    for name in values:
        column = "parent_id" if name == "parent" else name
        before, after = getattr(kept, column), getattr(merged, column)
        if before != after:
            found.old[column], found.new[column] = plain(before), plain(after)
    assign(kept, values)
    return found


def _move(merged: Investor, kept: Investor, *, at: datetime) -> Moved:
    found = Moved()
    for link in MOVES:
        rows = link.model._default_manager.filter(**{link.field: merged.pk}).order_by("pk")
        ids: dict[bool, list[int]] = {False: [], True: []}
        for row in rows.select_for_update(of=("self",), no_key=True):
            ids[repeats(row, link.field, kept)].append(row.pk)
        give(link, ids[False], kept, at=at)
        found.rows[link.key] = ids[False]
        if ids[True]:
            found.stayed[link.key] = ids[True]
    return found


def give(link: Link, ids: list[int], to: Investor, *, at: datetime) -> None:
    """Write the column; a project goes on under its next version, so that no form overwrites it."""
    values: dict[str, Any] = {link.field: to.pk}
    if link.model is Project:
        values |= {"version": F("version") + 1, "updated_at": at}
    link.model._default_manager.filter(pk__in=ids).update(**values)


def repeats(row: Model, name: str, to: Investor) -> bool:
    """Whether the investor already has a row that the database takes for the same."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and name in constraint.fields:
            same = {each: getattr(row, each) for each in constraint.fields} | {name: to}
            if type(row)._default_manager.filter(**same).exclude(pk=row.pk).exists():
                return True
    return False


def _tell_both(row: InvestorMerge, change: Change, *, by: User | None) -> None:
    given: tuple[tuple[Investor, Promise], ...] = (
        (row.kept, _("Took in the record %(merged)s (No. %(pk)s)")),
        (row.merged, _("Merged into %(kept)s")),
    )
    words = {"merged": row.merged.name, "kept": row.kept.name, "pk": row.merged_id}
    for investor, summary in given:
        told = change if investor is row.kept else Change()
        deed = InvestorDeed("investors_merged", investor, summary, told, words, row.reason)
        tell(deed, by=by)

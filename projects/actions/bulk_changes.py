"""Change one fact of many projects at once, for one reason, and undo that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import in_words
from accounts.models import User
from deadlines.actions.assigning import follow_projects
from deadlines.actions.refreshing import refresh
from desk.actions.notifying import Message, tell
from projects.actions.acts import Change, Deed, remember
from projects.actions.handing_over import NotAnOfficer, may_take
from projects.actions.indexing import index
from projects.actions.quality import keep
from projects.actions.refusals import Refusal
from projects.lists.bulk_states import Names, State, Wanted, held, state_of
from projects.models import BulkChange, BulkChangeRow, Project
from projects.rules.quality import renews
from vn.text import tidy

MOST_AT_ONCE = 1_000
"""Projects one change holds: what a person can look through, and one answer can write."""
OFFICER = BulkChange.Field.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A change of many: what becomes what, why, and of which projects as they were seen.

    `versions`: the version of each project by its key. `query`: the list they were chosen from.
    """

    wanted: Wanted
    reason: str
    versions: Mapping[int, int]
    query: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What a change did, or its undoing: how many projects, which were left alone, which deadlines."""

    change: BulkChange
    changed: int
    left_alone: tuple[str, ...]
    moved: int


class NothingChosen(Refusal):
    """Changing nothing is a slip of the mouse."""

    text = _("Tick at least one project.")


class TooManyChosen(Refusal):
    """More than anybody looks through."""

    text = _(
        "At most %(most)s projects can be changed at once. Narrow the list and do it in parts."
    )


class MayNotTake(Refusal):
    """Who takes projects over edits them."""

    field = "value"
    text = NotAnOfficer.text


class NothingDiffers(Refusal):
    """All of them have it already."""

    text = _("All of these projects have this value already. Nothing was saved.")


class ReasonMissing(Refusal):
    """Others must be able to read why."""

    field = "reason"
    text = _("Say why these projects are changed.")


class ChangedMeanwhile(Refusal):
    """Somebody saved some of the projects after the list was shown."""

    status = 409
    text = _(
        "Saved meanwhile by somebody else: %(projects)s. Nothing was changed; the list below shows "
        "them as they are now. Look at them, then confirm again."
    )


class UndoneAlready(Refusal):
    """A change is undone once."""

    status = 409
    text = _("This change has been undone already.")


@transaction.atomic
def change_many(*, by: User, on: date, at: datetime, ordered: Ordered) -> Done:
    """Give all of these projects one value of one fact; those that have it are left as they are.

    Raises `NothingChosen`, `TooManyChosen`, `ReasonMissing`, `ChangedMeanwhile`, `MayNotTake` and
    `NothingDiffers`; then nothing is changed.
    """
    wanted, reason = ordered.wanted, tidy(ordered.reason)
    if not ordered.versions:
        raise NothingChosen
    if len(ordered.versions) > MOST_AT_ONCE:
        raise TooManyChosen(most=MOST_AT_ONCE)
    if not reason:
        raise ReasonMissing
    _check_officer(wanted)
    projects = held(list(ordered.versions))
    changed = [p.code for p in projects if p.version != ordered.versions[p.pk]]
    if changed or len(projects) != len(ordered.versions):
        raise ChangedMeanwhile(projects=", ".join(changed) or "—")
    new = wanted.state
    olds = {p.pk: old for p in projects if (old := state_of(p, wanted.field)) != new}
    if not olds:
        raise NothingDiffers
    change = BulkChange.objects.create(
        field=wanted.field,
        value=new,
        value_words=str(wanted.value)[:300],
        query=ordered.query[:1000],
        reason=reason,
        at=at,
        by_id=by.pk,
    )
    BulkChangeRow.objects.bulk_create(
        BulkChangeRow(change=change, project_id=pk, old=old, new=new) for pk, old in olds.items()
    )
    turned = [_Turned(p, olds[p.pk], new) for p in projects if p.pk in olds]
    act = _Act(change, _("Changed together with others: %(fields)s"), reason)
    moved = _write(turned, act, by=by, on=on, at=at)
    _tell_officer(change, len(turned), by=by, at=at)
    return Done(change, len(turned), (), moved)


@transaction.atomic
def undo(*, by: User, on: date, at: datetime, change_id: int, reason: str) -> Done:
    """Give back what each project had before, where it still has what the change gave it.

    The others are named and left alone, as is a project whose earlier officer may no longer have
    projects. Raises `UndoneAlready` and `ReasonMissing`.
    """
    change = BulkChange.objects.select_for_update(no_key=True).get(pk=change_id)
    if change.undone_at is not None:
        raise UndoneAlready
    if not tidy(reason):
        raise ReasonMissing
    rows = {row.project_id: row for row in change.rows.all()}
    projects = held(list(rows))
    turned = [
        _Turned(p, rows[p.pk].new, rows[p.pk].old)
        for p in projects
        if state_of(p, change.field) == rows[p.pk].new
    ]
    gone = _gone_officers(turned) if change.field == OFFICER else frozenset()
    turned = [each for each in turned if each.new.get("officer") not in gone]
    change.undone_at, change.undone_by_id, change.version = at, by.pk, change.version + 1
    change.save()
    act = _Act(change, _("A change of many undone: %(fields)s"), reason)
    moved = _write(turned, act, by=by, on=on, at=at) if turned else 0
    given_back = {each.project.pk for each in turned}
    left = tuple(p.code for p in projects if p.pk not in given_back)
    return Done(change, len(turned), left, moved)


@dataclass(frozen=True, slots=True)
class _Turned:
    """A project that is held, with what it had and what it gets."""

    project: Project
    old: State
    new: State


@dataclass(frozen=True, slots=True)
class _Act:
    """What the history says of each project."""

    change: BulkChange
    summary: Promise
    reason: str


def _check_officer(wanted: Wanted) -> None:
    if wanted.field == OFFICER and not may_take(wanted.value):
        raise MayNotTake(person=wanted.value)


def _gone_officers(turned: Sequence[_Turned]) -> frozenset[int]:
    """Earlier officers whose account was closed, or may no longer have projects."""
    people = User.objects.filter(pk__in={each.new["officer"] for each in turned} - {None})
    return frozenset(person.pk for person in people if not may_take(person))


def _write(turned: Sequence[_Turned], act: _Act, *, by: User, on: date, at: datetime) -> int:
    """Write the values, the history and what follows from them; how many deadlines changed."""
    field = act.change.field
    for state, ids in _by_new(turned):
        _put(ids, state, at=at)
    if field == BulkChange.Field.PLACE:
        for each in turned:
            index(Project.objects.select_related("investor").get(pk=each.project.pk))
    if field == OFFICER:
        _pass_flags(turned, by=by, at=at)
    names = Names([*(each.old for each in turned), *(each.new for each in turned)])
    verb = "projects_handed_over" if field == OFFICER else "projects_changed"
    for each in turned:
        told = _columns(field)
        change = Change({told: names.of(each.old)}, {told: names.of(each.new)})
        deed = Deed(verb, each.project, each.project, act.summary, change, reason=act.reason)
        remember(deed, by=by)
    ids = [each.project.pk for each in turned]
    keep(project_ids=ids, at=at, updated_on=on if renews(verb, by_person=True) else None)
    return refresh(project_ids=ids, on=on, at=at, cause=verb)


def _columns(field: str) -> str:
    """The name of the fact in the history."""
    return "units" if field == BulkChange.Field.PLACE else field


def _by_new(turned: Sequence[_Turned]) -> list[tuple[State, list[int]]]:
    """The projects by what they get."""
    found: dict[str, tuple[State, list[int]]] = {}
    for each in turned:
        found.setdefault(repr(each.new), (each.new, []))[1].append(each.project.pk)
    return list(found.values())


def _put(ids: Sequence[int], state: State, *, at: datetime) -> None:
    """Write one state into these projects, as their next version."""
    rows = Project.objects.filter(pk__in=ids)
    columns = {name: value for name, value in state.items() if name == "zone"}
    columns |= {f"{name}_id": pk for name, pk in state.items() if name not in ("zone", "units")}
    rows.update(version=F("version") + 1, updated_at=at, **columns)
    if "units" in state:
        through = Project.units.through
        through.objects.filter(project_id__in=ids).delete()
        through.objects.bulk_create(
            through(project_id=pk, administrativeunit_id=unit)
            for pk in ids
            for unit in state["units"]
        )


def _pass_flags(turned: Sequence[_Turned], *, by: User, at: datetime) -> None:
    """Live flags given to an officer go along with that officer's projects."""
    pairs: dict[tuple[int, int | None], list[int]] = {}
    for each in turned:
        if each.old["officer"] is not None:
            pair = (each.old["officer"], each.new["officer"])
            pairs.setdefault(pair, []).append(each.project.pk)
    people = User.objects.in_bulk({to for _from, to in pairs if to is not None})
    for (from_id, to), ids in pairs.items():
        heir = people.get(to) if to is not None else None
        follow_projects(by=by, at=at, from_id=from_id, to=heir, project_ids=ids)


def _tell_officer(change: BulkChange, projects: int, *, by: User, at: datetime) -> None:
    """The officer is told once, not once for each project."""
    officer = change.value.get("officer")
    if change.field != OFFICER or officer == by.pk:
        return
    message = Message(
        kind="order",
        key=f"bulk_change:{change.pk}",
        title=in_words(_("You are in charge of %(n)s more projects"), n=projects),
        body=change.reason,
        path=f"{reverse('projects:list')}?can_bo=toi",
    )
    tell(user_ids=[officer], message=message, at=at)

"""What of a written batch can be taken back, and what was changed or built upon since.

Asked of PostgreSQL in sets: a batch of ten thousand rows is looked at inside the page that asks
why it is undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.fields.related import ForeignKey
from django.utils.translation import gettext as _

from deadlines.models import Assignment, Flag, FlagStatement
from projects.actions import import_images as images
from projects.models import (
    ImportBatch,
    ImportTouch,
    Instrument,
    Investor,
    InvestorName,
    LandTranche,
    Project,
    ProjectQuality,
    ScheduleItem,
)

_PLACES: type[Model] = Project.units.through
MADE: tuple[type[Model], ...] = (
    _PLACES,
    ScheduleItem,
    LandTranche,
    Instrument,
    Project,
    InvestorName,
    Investor,
)
"""What a batch makes and changes, in the order in which it is deleted."""

_OF_PROJECT = (_PLACES, ScheduleItem, LandTranche, Instrument, Project)
_GOES_ALONG = {ProjectQuality}


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """Something the batch wrote that is not as it left it: in words, and the project to look at."""

    label: str
    project_id: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the way of undoing a batch: in words, and what is left alone for it.

    A project of which one row was changed stays whole. Investors go when nothing names them any
    more; one that is named by others stays.
    """

    changed: tuple[ChangedSince, ...]
    projects: frozenset[int]
    investors: frozenset[int]
    moved_names: frozenset[int]


@dataclass(slots=True)
class Leaving:
    """What an undo deletes and puts back, by model.

    `restored` are projects on record of which anything is put back.
    """

    deleted: dict[type[Model], list[int]] = field(default_factory=lambda: defaultdict(list))
    put_back: dict[type[Model], list[int]] = field(default_factory=lambda: defaultdict(list))
    restored: list[int] = field(default_factory=list)


def standing(batch: ImportBatch) -> Standing:
    """Look at every row of the batch."""
    words = _reasons(batch)
    moved = set(images.not_as_left(batch, Investor))
    moved_names = frozenset(images.not_as_left(batch, InvestorName))
    stay = _made(batch, Investor).filter(row_id__in=moved).values_list("row_id", flat=True)
    staying = {*stay, *_still_named(batch, words, moved_names)}
    changed = [ChangedSince(why, project) for project, why in sorted(words.items())]
    for pk, name in _said(batch, Investor, moved | staying, "name"):
        told = _("%(name)s: changed")
        if pk in staying:
            told = _("%(name)s: changed, or named elsewhere by now")
        changed.append(ChangedSince(told % {"name": name or ""}, None))
    return Standing(tuple(changed), frozenset(words), frozenset(moved | staying), moved_names)


def leaving(batch: ImportBatch, found: Standing) -> Leaving:
    """What is deleted and put back when all that stands in the way is left alone."""
    gone = Leaving()
    restored: set[int] = set()
    for model in _OF_PROJECT:
        of = "id" if model is Project else "project_id"
        for rows, into in (
            (_made(batch, model), gone.deleted),
            (_old(batch, model), gone.put_back),
        ):
            for pk, project in rows.order_by("row_id").values_list("row_id", f"after__{of}"):
                if project not in found.projects:
                    into[model].append(pk)
                    restored.add(project)
    gone.restored = sorted(restored - set(gone.deleted[Project]))
    for rows, into in (
        (_made(batch, Investor), gone.deleted),
        (_old(batch, Investor), gone.put_back),
    ):
        known = rows.order_by("row_id").values_list("row_id", flat=True)
        into[Investor] = [pk for pk in known if pk not in found.investors]
    names = _made(batch, InvestorName).exclude(row_id__in=found.moved_names)
    kept = InvestorName.objects.filter(investor__in=found.investors).values("pk")
    going = names.exclude(row_id__in=kept).order_by("row_id")
    gone.deleted[InvestorName] = list(going.values_list("row_id", flat=True))
    return gone


def _touched(batch: ImportBatch, model: type[Model]) -> QuerySet[ImportTouch]:
    return ImportTouch.objects.filter(batch=batch, model=images.label(model)).order_by()


def _made(batch: ImportBatch, model: type[Model]) -> QuerySet[ImportTouch]:
    return _touched(batch, model).filter(before__isnull=True)


def _old(batch: ImportBatch, model: type[Model]) -> QuerySet[ImportTouch]:
    return _touched(batch, model).filter(before__isnull=False)


def _said(
    batch: ImportBatch, model: type[Model], ids: Collection[int], key: str
) -> Iterable[tuple[int, Any]]:
    """What the images of these rows hold under a key, in the order of their numbers."""
    rows = _touched(batch, model).filter(row_id__in=ids).order_by("row_id")
    return list(rows.values_list("row_id", f"after__{key}")) if ids else []


def _reasons(batch: ImportBatch) -> dict[int, str]:
    """Projects that stay as they are, each with what was done to it since."""
    found: dict[int, str] = {}
    for model in _OF_PROJECT:
        why = _("%(what)s changed") % {"what": _kind(model)}
        for project in _projects_of(batch, model, images.not_as_left(batch, model)):
            found.setdefault(project, why)
    for model in (ScheduleItem, LandTranche, Instrument, Project):
        for column in _naming(model):
            why = _("%(what)s added") % {"what": _kind(column.model)}
            for project in _projects_of(batch, model, _built_upon(batch, model, column)):
                found.setdefault(project, why)
    for project in _decided(batch):
        found.setdefault(project, _("A flag was decided on, or a task was given"))
    codes = dict(_said(batch, Project, found, "code"))
    codes |= dict(Project.objects.filter(pk__in=found).values_list("pk", "code"))
    return {pk: f"{codes.get(pk) or ''}: {why}" for pk, why in found.items()}


def _projects_of(batch: ImportBatch, model: type[Model], ids: Collection[int]) -> Iterable[int]:
    """The projects that these rows of the batch belong to."""
    of = "id" if model is Project else "project_id"
    return [project for _pk, project in _said(batch, model, ids, of) if project is not None]


def _built_upon(
    batch: ImportBatch,
    model: type[Model],
    column: ForeignKey,  # type: ignore[type-arg]
) -> list[int]:
    """What the batch made that rows which are not its own name in a column."""
    made = _made(batch, model).values("row_id")
    rows = column.model._default_manager.filter(**{f"{column.name}__in": made}).order_by()
    if column.model in MADE:
        rows = rows.exclude(pk__in=_made(batch, column.model).values("row_id"))
    return list(rows.values_list(column.attname, flat=True).distinct())


def _naming(model: type[Model]) -> Iterator[ForeignKey]:  # type: ignore[type-arg]
    for relation in model._meta.related_objects:
        column = relation.field
        of = relation.related_model
        if isinstance(column, ForeignKey) and of not in _GOES_ALONG and not relation.hidden:
            yield column


def _decided(batch: ImportBatch) -> set[int]:
    """Projects of which a person already handled a flag, or that a task is about."""
    made = _made(batch, Project).values("row_id")
    handled = Q(decided_at__isnull=False) | Q(officer__isnull=False) | Q(handle_by__isnull=False)
    flags = Flag.objects.filter(handled, project_id__in=made)
    said = FlagStatement.objects.filter(flag__project_id__in=made)
    tasks = Assignment.objects.filter(project_id__in=made)
    found: set[int | None] = set(flags.values_list("project_id", flat=True))
    found.update(said.values_list("flag__project_id", flat=True))
    found.update(tasks.values_list("project_id", flat=True))
    return {pk for pk in found if pk is not None}


def _still_named(
    batch: ImportBatch, staying: Collection[int], moved_names: Collection[int]
) -> set[int]:
    """The investors made by the batch that anything will name once the rest is undone."""
    made = _made(batch, Investor).values("row_id")
    going = {
        Project: _touched(batch, Project).exclude(row_id__in=staying).values("row_id"),
        InvestorName: _made(batch, InvestorName).exclude(row_id__in=moved_names).values("row_id"),
    }
    stay: set[int] = set()
    for column in _naming(Investor):
        rows = column.model._default_manager.filter(**{f"{column.name}__in": made}).order_by()
        if column.model in going:
            rows = rows.exclude(pk__in=going[column.model])
        stay.update(rows.values_list(column.attname, flat=True).distinct())
    return stay


def _kind(model: type[Model]) -> str:
    """What a person calls a row of a model."""
    if model is _PLACES:
        return _("Communes")
    return str(model._meta.verbose_name)

"""What of a written batch can be taken back, and what was changed or built upon since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Model, Q
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
class Touched:
    """One row of the batch: `project` it belongs to, None for investors."""

    pk: int
    is_made: bool
    project: int | None
    name: str


@dataclass(slots=True)
class Standing:
    """What an undo deletes and puts back, by model, and what it leaves alone.

    `restored` are projects on record of which anything is put back.
    """

    changed: list[ChangedSince] = field(default_factory=list)
    deleted: dict[type[Model], list[int]] = field(default_factory=lambda: defaultdict(list))
    put_back: dict[type[Model], list[int]] = field(default_factory=lambda: defaultdict(list))
    restored: list[int] = field(default_factory=list)


def standing(batch: ImportBatch) -> Standing:
    """Look at every row of the batch; a project of which one was changed stays whole."""
    touched = {model: _touched(batch, model) for model in MADE}
    words = _reasons(batch, touched)
    found = Standing()
    for project, why in sorted(words.items()):
        found.changed.append(ChangedSince(why, project))
    restored: set[int] = set()
    for model in _OF_PROJECT:
        for row in touched[model]:
            if row.project in words:
                continue
            (found.deleted if row.is_made else found.put_back)[model].append(row.pk)
            restored.add(row.project or 0)
    found.restored = sorted(restored - set(found.deleted[Project]))
    _investors(batch, touched, found)
    return found


def _touched(batch: ImportBatch, model: type[Model]) -> list[Touched]:
    rows = ImportTouch.objects.filter(batch=batch, model=images.label(model)).order_by("row_id")
    made = set(rows.filter(before__isnull=True).values_list("row_id", flat=True))
    of = "id" if model is Project else "project_id"
    found = []
    for pk, project, code, name in rows.values_list(
        "row_id", f"after__{of}", "after__code", "after__name"
    ):
        words = " ".join(filter(None, (code, name)))
        found.append(Touched(pk, pk in made, project if model in _OF_PROJECT else None, words))
    return found


def _reasons(batch: ImportBatch, touched: dict[type[Model], list[Touched]]) -> dict[int, str]:
    """Projects that stay as they are, each with what was done to it since."""
    found: dict[int, str] = {}
    for model in _OF_PROJECT:
        moved = set(images.not_as_left(batch, model))
        for row in touched[model]:
            if row.pk in moved and row.project is not None:
                found.setdefault(row.project, _("%(what)s changed") % {"what": _kind(model)})
    for model in (ScheduleItem, LandTranche, Instrument, Project):
        made = {row.pk: row.project for row in touched[model] if row.is_made}
        for project, what in _built_upon(model, made, touched):
            found.setdefault(project, _("%(what)s added") % {"what": what})
    for project in _decided(row.pk for row in touched[Project] if row.is_made):
        found.setdefault(project, _("A flag was decided on, or a task was given"))
    codes = dict(Project.objects.filter(pk__in=found).values_list("pk", "code"))
    gone = {row.pk: row.name.split(" ")[0] for row in touched[Project]}
    return {pk: f"{codes.get(pk) or gone.get(pk, '')}: {why}" for pk, why in found.items()}


def _built_upon(
    model: type[Model],
    made: dict[int, int | None],
    touched: dict[type[Model], list[Touched]],
) -> Iterator[tuple[int, str]]:
    """Rows that name what the batch made and are not its own."""
    for column in _naming(model):
        of = column.model
        own = [row.pk for row in touched.get(of, []) if row.is_made]
        rows = of._default_manager.filter(**{f"{column.attname}__in": list(made)})
        for named in rows.exclude(pk__in=own).order_by().values_list(column.attname, flat=True):
            project = made[named]
            if project is not None:
                yield project, _kind(of)


def _naming(model: type[Model]) -> Iterator[ForeignKey]:  # type: ignore[type-arg]
    for relation in model._meta.related_objects:
        column = relation.field
        of = relation.related_model
        if isinstance(column, ForeignKey) and of not in _GOES_ALONG and not relation.hidden:
            yield column


def _decided(project_ids: Iterable[int]) -> set[int]:
    """Projects of which a person already handled a flag, or that a task is about."""
    ids = list(project_ids)
    handled = Q(decided_at__isnull=False) | Q(officer__isnull=False) | Q(handle_by__isnull=False)
    flags = Flag.objects.filter(project_id__in=ids)
    found = set(flags.filter(handled).values_list("project_id", flat=True))
    said = FlagStatement.objects.filter(flag__project_id__in=ids)
    found |= set(said.values_list("flag__project_id", flat=True))
    found |= set(Assignment.objects.filter(project_id__in=ids).values_list("project_id", flat=True))
    return {pk for pk in found if pk is not None}


def _investors(
    batch: ImportBatch, touched: dict[type[Model], list[Touched]], found: Standing
) -> None:
    """Investors go when nothing names them any more; one that is named by others stays."""
    moved = set(images.not_as_left(batch, Investor))
    names = {row.pk for row in touched[InvestorName] if row.is_made}
    names -= set(images.not_as_left(batch, InvestorName))
    made = {row.pk: row.name for row in touched[Investor] if row.is_made}
    stay = (moved & made.keys()) | _still_named(made, names, found)
    for row in touched[Investor]:
        if row.pk in stay:
            told = _("%(name)s: changed, or named elsewhere by now")
        elif row.pk in moved:
            told = _("%(name)s: changed")
        else:
            (found.deleted if row.is_made else found.put_back)[Investor].append(row.pk)
            continue
        found.changed.append(ChangedSince(told % {"name": row.name}, None))
    of_kept = InvestorName.objects.filter(investor_id__in=stay).values_list("pk", flat=True)
    found.deleted[InvestorName] = sorted(names - set(of_kept))


def _still_named(made: Mapping[int, str], names: set[int], found: Standing) -> set[int]:
    """The investors among these that anything will name once the rest is undone."""
    leaving = {
        Project: {*found.deleted[Project], *found.put_back[Project]},
        InvestorName: names,
    }
    stay: set[int] = set()
    for column in _naming(Investor):
        rows = column.model._default_manager.filter(**{f"{column.attname}__in": list(made)})
        rows = rows.exclude(pk__in=leaving.get(column.model, ()))
        stay.update(rows.order_by().values_list(column.attname, flat=True))
    return stay


def _kind(model: type[Model]) -> str:
    """What a person calls a row of a model."""
    if model is _PLACES:
        return _("Communes")
    return str(model._meta.verbose_name)

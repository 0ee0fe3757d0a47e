"""What is computed from the rows an import changes: deadlines, flags, the quality of records.

Of projects on record its images are kept too, so that an undo on the same facts gives the same
rows, down to their numbers. Of projects the batch made nothing is kept: it goes with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from deadlines.models import Flag, FlagEvent, Obligation, ObligationChange
from projects.actions import import_images as images
from projects.models import ImportBatch, ImportTouch, ProjectQuality

MODELS: tuple[type[Model], ...] = (Obligation, Flag, ObligationChange, FlagEvent, ProjectQuality)
_DELETED = (FlagEvent, Flag, ObligationChange, Obligation)
"""In the order in which they are deleted."""


@dataclass(slots=True)
class Derived:
    """Takes the images around the writing of one batch."""

    batch: ImportBatch
    projects: list[int] = field(default_factory=list)

    def before(self, project_ids: Iterable[int]) -> None:
        """Keep what is there of the projects that are going to change."""
        self.projects = sorted(set(project_ids))
        for model in MODELS:
            images.take_before(self.batch, model, _ids(model, self.projects))

    def after(self) -> None:
        """Keep what came beside it; `take_after` completes the rest."""
        for model in MODELS:
            images.take_made(self.batch, model, _ids(model, self.projects))


def delete_of(project_ids: Sequence[int]) -> None:
    """Delete all that was computed of projects that go."""
    for model in _DELETED:
        images.delete(model, "id", _ids(model, project_ids))
    images.delete(ProjectQuality, "project_id", project_ids)


def put_back(batch: ImportBatch, project_ids: Sequence[int]) -> None:
    """Give changed projects back what was computed of them, as far as nothing moved it since."""
    stays = {pk for model in _DELETED for pk in _moved_since(batch, model)}
    exact = sorted(set(project_ids) - stays)
    for model in _DELETED:
        ids = _ids(model, exact)
        touches = ImportTouch.objects.filter(batch=batch, model=images.label(model))
        made = touches.filter(before__isnull=True, row_id__in=ids)
        images.delete(model, "id", list(made.values_list("row_id", flat=True)))
        images.put_back(batch, model, ids)
    images.put_back(batch, ProjectQuality, sorted(project_ids))


def _moved_since(batch: ImportBatch, model: type[Model]) -> set[int]:
    """Projects of which a row was moved by a night or a person, or came beside the batch's."""
    moved = images.not_as_left(batch, model)
    touches = ImportTouch.objects.filter(batch=batch, model=images.label(model), row_id__in=moved)
    return {pk for touch in touches for pk in _projects_of(model, touch)}


def _projects_of(model: type[Model], touch: ImportTouch) -> Iterable[int]:
    image = touch.after or touch.before or {}
    if model is ObligationChange:
        of: QuerySet[Any] = Obligation.objects.filter(pk=image["obligation_id"])
    elif model is FlagEvent:
        of = Flag.objects.filter(pk=image["flag_id"])
    else:
        return [image["project_id"]]
    return list(of.values_list("project_id", flat=True))


def _ids(model: type[Model], project_ids: Sequence[int]) -> list[int]:
    found: QuerySet[Any] = model._default_manager.order_by().filter(_of(model, project_ids))
    return list(found.values_list("pk", flat=True))


def _of(model: type[Model], project_ids: Sequence[int]) -> Q:
    path = {ObligationChange: "obligation__project_id", FlagEvent: "flag__project_id"}
    return Q(**{f"{path.get(model, 'project_id')}__in": project_ids})

"""Reference data whose change the registry must follow."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, Model

from accounts.actions import reference
from accounts.actions.audit import Entry, record
from accounts.models import AdministrativeUnit, User
from accounts.workbooks import Source
from projects.actions.indexing import index
from projects.models import HandlingClass, Project


@transaction.atomic
def keep_unit(*, row: AdministrativeUnit, by: User) -> tuple[str, ...]:
    """Write a place; projects in it are found by its new name from now on.

    Returns the names of the fields that changed.
    """
    changed = reference.keep(row=row, by=by)
    if "name" in changed:
        for project in Project.objects.filter(units=row).select_related("investor"):
            index(project)
    return changed


@transaction.atomic
def keep_class(*, row: HandlingClass, by: User) -> tuple[str, ...]:
    """Write a class of handling; a new one comes last. Returns the fields that changed."""
    if row._state.adding:
        last = HandlingClass.objects.aggregate(last=Max("position"))["last"] or 0
        row.position = last + 1
    return reference.keep(row=row, by=by)


@transaction.atomic
def import_places(*, rows: Sequence[Model], source: Source, by: User) -> None:
    """Write the checked rows of a workbook: places in their order, then successions; all or none.

    Raises IntegrityError when somebody took a code or wrote a succession in the meantime.
    """
    for row in rows:
        if isinstance(row, AdministrativeUnit):
            keep_unit(row=row, by=by)
        else:
            reference.keep(row=row, by=by)
    record(
        by=by,
        entry=Entry(
            verb="places_imported",
            subject_kind="unit",
            subject_id=0,
            summary=source.name,
            new={"rows": len(rows), "sha256": source.sha256},
        ),
    )

"""Reference data whose change the registry must follow."""

from __future__ import annotations

from django.db import transaction

from accounts.actions import reference
from accounts.models import AdministrativeUnit, User
from projects.actions.indexing import index
from projects.models import Project


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

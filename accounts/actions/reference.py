"""Keep reference data and accounts: the row, what it is found and ordered by, and the audit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, record
from accounts.models import User
from accounts.wording import named
from vn.text import search_text, sort_key

_KINDS = {
    "administrativeunit": "unit",
    "administrativeunitsuccession": "unit_succession",
    "agencysuccession": "agency_succession",
}


@transaction.atomic
def keep(*, row: Model, by: User) -> tuple[str, ...]:
    """Write a validated row that was added or edited, and say so in the history.

    Returns the names of the fields that changed; with none nothing is written. Raises
    IntegrityError when a constraint refuses the row.
    """
    before = _before(row)
    _index(row)
    fields = [field for field in row._meta.concrete_fields if field.editable]
    old = {field.name: getattr(before, field.name) for field in fields} if before else {}
    new = {field.name: getattr(row, field.name) for field in fields}
    changed = tuple(name for name, value in new.items() if value != old.get(name))
    if not changed:
        return ()
    row.save()
    record(
        by=by,
        entry=Entry(
            verb=f"{kind_of(row)}_{'changed' if before else 'added'}",
            subject_kind=kind_of(row),
            subject_id=row.pk,
            summary=_summary(row, changed, is_new=before is None),
            old={name: _plain(old[name]) for name in changed if name in old},
            new={name: _plain(new[name]) for name in changed},
        ),
    )
    return changed


def kind_of(row: Model) -> str:
    """The subject kind under which the history knows a row."""
    name = row._meta.model_name or ""
    return _KINDS.get(name, name)


def _before(row: Model) -> Model | None:
    """The row as it is stored, held until the end of the transaction; None for a new one."""
    if row.pk is None:
        return None
    stored: Model = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    return stored


def _index(row: Any) -> None:
    """What search and order go by, where the model keeps it."""
    if hasattr(row, "search_text"):
        row.search_text = search_text(row.name, getattr(row, "short_name", None))
    if hasattr(row, "sort_key"):
        row.sort_key = sort_key(row.name)[: row._meta.get_field("sort_key").max_length]


def _summary(row: Model, changed: tuple[str, ...], *, is_new: bool) -> str:
    text = _("%(kind)s %(name)s added") if is_new else _("%(kind)s %(name)s changed: %(fields)s")
    with translation.override("vi"):
        words = {
            "kind": str(row._meta.verbose_name),
            "name": str(row),
            "fields": named(changed),
        }
        return str(text) % words


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Model | Decimal | str) else value

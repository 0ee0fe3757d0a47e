"""Keep who took a list out of the portal: which one, in which form, how many rows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A list that leaves: its name, the query of its address, its form, its number of rows."""

    name: str
    query: str
    form: str
    rows: int


@transaction.atomic
def note_taken(*, by: User, taken: Taken) -> None:
    """Write into the history that a person takes this list along; before the first row leaves."""
    record(
        by=by,
        entry=Entry(
            verb="list_taken",
            subject_kind="user",
            subject_id=by.pk,
            summary=in_words(
                _("Took a list along (%(form)s): %(name)s, %(rows)s rows"),
                form=taken.form,
                name=taken.name,
                rows=taken.rows,
            ),
            new={"query": taken.query, "form": taken.form, "rows": taken.rows},
        ),
    )

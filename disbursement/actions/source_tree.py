"""The tree of sources of capital: loaded once, then the province's own (law.md §3.2)."""

from __future__ import annotations

from django.db import transaction

from disbursement.models import FundingSource
from disbursement.rules.source_tree import SOURCES, sort_key


@transaction.atomic
def load_defaults() -> int:
    """Write the sources that come with the product; returns how many were new.

    A source the province has under the same number is left as it is.
    """
    known = {row.code: row for row in FundingSource.objects.all()}
    before = len(known)
    for source in SOURCES:
        if source.code not in known:
            known[source.code] = FundingSource.objects.create(
                code=source.code,
                name=source.name,
                short_name=source.short_name,
                budget=source.budget,
                parent=known.get(source.parent_code),
                level=source.level,
                is_foreign=source.is_foreign,
                sort_key=sort_key(source.code),
            )
    return len(known) - before

"""History that is not for everybody who reads the history: the rooms above name it (R-4.5).

Filled in `AppConfig.ready()`. Such rows stand with the thing they are about, for its own people;
they are sealed with all others.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from accounts.models import AuditEvent

Closed = Callable[[], Q]
_CLOSED: list[Closed] = []


def close(rows: Closed) -> None:
    """Name rows of the history that only their own page shows."""
    _CLOSED.append(rows)


def without_closed(rows: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
    """Rows of the history without what the rooms closed."""
    for closed in _CLOSED:
        rows = rows.exclude(closed())
    return rows

"""Flags follow obligations: four statements over sets of rows, never a loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

# Rows are sorted before the first is written, here and below: without the sort PostgreSQL, which
# believes a table without flags to stay empty, would read its growing pages again for each row.
#
# A flag exists for each obligation that runs past its due day and for each condition found true.
# It is raised once for a due day, or for one set of facts; one that was moved or resolved comes back, and a dismissed one only when the facts changed.
# One that comes back is with the officer of its project: who was given it may have left meanwhile.
_RAISE = """
WITH raised AS (
    INSERT INTO deadlines_flag AS flag (obligation_id, due_date, fingerprint, kind, project_id,
        state, opened_on, advisory, facts_hash, reason, document_number, version)
    SELECT o.id, o.due_date, o.fingerprint, o.kind, o.project_id, 'open', %(on)s, o.advisory,
           o.facts_hash, '', '', 1
    FROM deadlines_obligation o
    LEFT JOIN deadlines_flag f ON f.obligation_id = o.id AND f.due_date = o.due_date
         AND f.fingerprint = o.fingerprint
    WHERE o.clock IN ('running', 'found') AND o.level >= 4 {scope}
      AND (f.id IS NULL OR f.state IN ('moved', 'resolved')
           OR (f.state = 'dismissed' AND f.facts_hash <> o.facts_hash))
    ORDER BY o.due_date, o.id
    ON CONFLICT (obligation_id, due_date, fingerprint) DO UPDATE SET
        state = 'open', closed_on = NULL, facts_hash = excluded.facts_hash, reason = '',
        advisory = excluded.advisory, officer_id = NULL, handle_by = NULL,
        document_number = '', decided_at = NULL, decided_by_id = NULL,
        version = flag.version + 1
    RETURNING id, version
)
INSERT INTO deadlines_flagevent (flag_id, "on", recorded_at, by_name, old_state, new_state, note)
-- The statement sees the flags as they were before it wrote, so it finds the old state.
SELECT id, %(on)s, %(at)s, '',
       CASE WHEN version = 1 THEN ''
            ELSE (SELECT old.state FROM deadlines_flag old WHERE old.id = raised.id) END,
       'open', ''
FROM raised
"""

# A live flag ends when its obligation no longer runs late on that very due day, or its condition
# is not found any more on those very facts.
_CLOSE = """
WITH ended AS (
    UPDATE deadlines_flag f SET
        state = CASE WHEN o.clock = 'met' THEN 'resolved'
                     WHEN o.clock = 'void' AND o.void_reason NOT IN {moved} THEN 'resolved'
                     ELSE 'moved' END,
        closed_on = %(on)s, version = f.version + 1
    FROM deadlines_obligation o, deadlines_flag old
    WHERE o.id = f.obligation_id AND old.id = f.id
      AND f.state IN ('open', 'confirmed', 'contested') {of_flags}
      AND (o.clock NOT IN ('running', 'found') OR o.level < 4 OR o.due_date <> f.due_date
           OR o.fingerprint <> f.fingerprint)
    RETURNING f.id, old.state AS old_state, f.state AS new_state, o.void_reason
)
INSERT INTO deadlines_flagevent (flag_id, "on", recorded_at, by_name, old_state, new_state, note)
SELECT id, %(on)s, %(at)s, '', old_state, new_state, void_reason FROM ended
"""

# A flag that stays binds, or is for reference only, as the law behind it does now.
_REGRADE = """
WITH regraded AS (
    UPDATE deadlines_flag f SET advisory = o.advisory, version = f.version + 1
    FROM deadlines_obligation o
    WHERE o.id = f.obligation_id AND f.state IN ('open', 'confirmed', 'contested')
      AND f.advisory <> o.advisory {of_flags}
    RETURNING f.id, f.state, f.advisory
)
INSERT INTO deadlines_flagevent (flag_id, "on", recorded_at, by_name, old_state, new_state, note)
SELECT id, %(on)s, %(at)s, '', state, state, CASE WHEN advisory THEN {advises} ELSE {binds} END
FROM regraded
"""

BINDS, ADVISES = "basis_confirmed", "basis_withdrawn"
"""Notes of a story's line that leaves the state of the flag as it is."""

# What was fulfilled late leaves its trace even if no sweep ran in between.
_TRACE = """
WITH traced AS (
    INSERT INTO deadlines_flag (obligation_id, due_date, fingerprint, kind, project_id, state,
        opened_on, closed_on, advisory, facts_hash, reason, document_number, version)
    SELECT o.id, o.due_date, '', o.kind, o.project_id, 'resolved', o.due_date + 1, o.met_date,
           o.advisory, o.facts_hash, '', '', 1
    FROM deadlines_obligation o
    WHERE o.clock = 'met' AND o.met_date > o.due_date {scope}
      AND NOT EXISTS (SELECT FROM deadlines_flag f
                      WHERE f.obligation_id = o.id AND f.due_date = o.due_date)
    ORDER BY o.due_date, o.id
    ON CONFLICT (obligation_id, due_date, fingerprint) DO NOTHING
    RETURNING id, opened_on, closed_on
)
INSERT INTO deadlines_flagevent (flag_id, "on", recorded_at, by_name, old_state, new_state, note)
SELECT id, closed_on, %(at)s, '', '', 'resolved', '' FROM traced
"""

MANY = 10_000
"""Naming more obligations than this costs more than asking about all; the answer is the same."""

_MOVED = "('moved_to_extension', 'land_route', 'pending_adjustment', 'facts_removed')"


@dataclass(frozen=True, slots=True)
class Settled:
    """How many flags a settling raised and closed."""

    opened: int
    closed: int


def settle(*, on: date, at: datetime, obligation_ids: Sequence[int] | None = None) -> Settled:
    """Raise and close flags for these obligations, or for all of them (None).

    Run again with the same facts and day it changes nothing.
    """
    named = obligation_ids is not None and len(obligation_ids) <= MANY
    scope = "AND o.id = ANY(%(ids)s)" if named else ""
    # Asked of the flags, not of the joined obligations: there the list would be gone through again
    # for each flag.
    of_flags = "AND f.obligation_id = ANY(%(ids)s)" if named else ""
    values: dict[str, Any] = {
        "on": on,
        "at": at,
        "ids": list(obligation_ids or []) if named else [],
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE.format(of_flags=of_flags, moved=_MOVED), values)
        closed = cursor.rowcount
        cursor.execute(_RAISE.format(scope=scope), values)
        opened = cursor.rowcount
        cursor.execute(
            _REGRADE.format(of_flags=of_flags, binds=f"'{BINDS}'", advises=f"'{ADVISES}'"), values
        )
        cursor.execute(_TRACE.format(scope=scope), values)
    return Settled(opened=opened, closed=closed)

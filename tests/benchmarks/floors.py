"""What the same work costs without us: bare SQL and raw cursors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson
from django.db import connection

_DAY_LEVEL = "coalesce(o.ladder_levels[width_bucket(%(on)s::date, o.ladder_dates)], 0)"

_MOVING = """
SELECT count(*) FROM deadlines_obligation o
WHERE o.clock IN ('running', 'stopped') AND cardinality(o.ladder_dates) > 0
  AND (o.level, o.next_change_on) IS DISTINCT FROM (
    {day}, o.ladder_dates[width_bucket(%(on)s::date, o.ladder_dates) + 1])
"""
_ENDING = """
SELECT count(*) FROM deadlines_flag f JOIN deadlines_obligation o ON o.id = f.obligation_id
WHERE f.state IN ('open', 'confirmed', 'contested')
  AND (o.clock <> 'running' OR {level} < 4 OR o.due_date <> f.due_date)
"""
_LATE = """
SELECT count(*) FROM deadlines_obligation o
LEFT JOIN deadlines_flag f ON f.obligation_id = o.id AND f.due_date = o.due_date
WHERE o.clock = 'running' AND {level} >= 4
  AND (f.id IS NULL OR f.state IN ('moved', 'resolved')
       OR (f.state = 'dismissed' AND f.facts_hash <> o.facts_hash))
"""
_MET_LATE = """
SELECT count(*) FROM deadlines_obligation o
WHERE o.clock = 'met' AND o.met_date > o.due_date
  AND NOT EXISTS (SELECT FROM deadlines_flag f
                  WHERE f.obligation_id = o.id AND f.due_date = o.due_date)
"""


def sweep_as_counts(on: date, *, before_the_night: bool) -> list[int]:
    """The four questions of a sweep over all rows, as bare counts.

    Before the night the level of the day must be read off the ladder; after it, it is stored.
    """
    level = _DAY_LEVEL if before_the_night else "o.level"
    found = []
    with connection.cursor() as cursor:
        for statement in (_MOVING, _ENDING, _LATE, _MET_LATE):
            cursor.execute(statement.format(level=level, day=_DAY_LEVEL), {"on": on})
            found.append(cursor.fetchone()[0])
    return found


_LIST = """
SELECT p.id, p.code, p.name, p.bucket, p.location_text, p.registered_capital_vnd,
       p.land_area_m2::text, i.name AS investor_name, s.name AS sector_name,
       array(SELECT u.name FROM projects_project_units pu
             JOIN accounts_administrativeunit u ON u.id = pu.administrativeunit_id
             WHERE pu.project_id = p.id ORDER BY u.sort_key) AS places
FROM projects_project p
LEFT JOIN projects_investor i ON i.id = p.investor_id
LEFT JOIN projects_sector s ON s.id = p.sector_id
ORDER BY p.sort_key, p.id LIMIT %s
"""


def list_as_json(rows: int) -> bytes:
    """The first rows of the registry by name, from a raw cursor, as JSON."""
    with connection.cursor() as cursor:
        cursor.execute(_LIST, [rows])
        names = [column.name for column in cursor.description]
        return orjson.dumps([dict(zip(names, row, strict=True)) for row in cursor.fetchall()])


_CONTAINS = """
SELECT count(*) FROM projects_project p LEFT JOIN projects_investor i ON i.id = p.investor_id
WHERE p.code ILIKE %(like)s OR p.name ILIKE %(like)s OR i.name ILIKE %(like)s
   OR p.location_text ILIKE %(like)s
"""


def search_unfolded(words: str) -> int:
    """How many projects hold the words as typed in one of the columns that search covers."""
    with connection.cursor() as cursor:
        cursor.execute(_CONTAINS, {"like": f"%{words}%"})
        return int(cursor.fetchone()[0])


_FACT_ROWS = (
    """SELECT id, project_id, label, phase, decision_number, decision_date, planned_handover_date,
              handover_date, handover_precision, minutes_number, in_use_date, agency_id
       FROM projects_landtranche WHERE project_id = ANY(%s) ORDER BY id""",
    """SELECT s.id, s.project_id, s.kind, s.phase, s.name, s.planned_date, s.planned_precision,
              s.baseline_date, s.baseline_precision, s.actual_date, s.actual_precision,
              s.achieved_undated, i.issued_date, i.issued_precision, i.number
       FROM projects_scheduleitem s LEFT JOIN projects_instrument i ON i.id = s.instrument_id
       WHERE s.project_id = ANY(%s) ORDER BY s.id""",
    """SELECT scope, project_id, tranche_id, schedule_item_id, start_date, end_date, reason,
              document_number FROM projects_excludedperiod
       WHERE project_id = ANY(%s) ORDER BY id""",
    """SELECT id, project_id, start_date, resumed_date, ordered_until, document_number
       FROM projects_suspension WHERE project_id = ANY(%s) ORDER BY id""",
    "SELECT project_id, date FROM projects_termination WHERE whole AND project_id = ANY(%s)",
    """SELECT e.id, e.tranche_id, e.decision_number, e.decision_date, e.from_date, e.months
       FROM projects_extension e JOIN projects_landtranche t ON t.id = e.tranche_id
       WHERE t.project_id = ANY(%s)""",
    """SELECT id, agency_id, investor_id, physical_state, operating_state, legal_state,
              adjustment_pending_since FROM projects_project WHERE id = ANY(%s) ORDER BY id""",
    "SELECT * FROM deadlines_obligation WHERE project_id = ANY(%s)",
)


def move_rows(project_ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """The rows that a recomputation of these projects reads, as Python tuples."""
    moved: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for statement in _FACT_ROWS:
            cursor.execute(statement, [list(project_ids)])
            moved += cursor.fetchall()
    return moved

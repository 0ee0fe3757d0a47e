"""Questions to a portal's database after something went wrong: is anything lost or doubled?"""

from __future__ import annotations

LIVE_FLAGS = """
    SELECT o.kind, o.subject_kind, o.subject_id, o.cycle, f.due_date, f.state
    FROM deadlines_flag f JOIN deadlines_obligation o ON o.id = f.obligation_id ORDER BY 1, 2, 3, 4
"""
FLAGS_OWED = """
    SELECT count(*) FROM deadlines_obligation o WHERE o.clock = 'running' AND o.level >= 4
    AND NOT EXISTS (SELECT 1 FROM deadlines_flag f WHERE f.obligation_id = o.id
                    AND f.due_date = o.due_date)
"""
EVENTS_TWICE = """
    SELECT flag_id, "on", new_state FROM deadlines_flagevent GROUP BY 1, 2, 3 HAVING count(*) > 1
"""

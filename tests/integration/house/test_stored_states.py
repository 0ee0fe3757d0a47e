"""A stored state is one of its choices, whoever writes the row: the database itself refuses others."""

from __future__ import annotations

import pytest
from django.db import connection
from psycopg2 import sql

pytestmark = pytest.mark.django_db

STATES = {
    "administrative_unit_level_is_known": "commune",
    "agency_kind_is_known": "inspectorate",
    "assignment_boundary_is_known": "before",
    "assignment_origin_is_known": "directive",
    "assignment_recurrence_is_known": "quarterly",
    "contact_channel_is_known": "commune_posting",
    "deposit_kind_is_known": "guarantee",
    "excluded_period_reason_is_known": "late_handover",
    "excluded_period_standing_is_known": "claimed",
    "filing_kind_is_known": "R3",
    "flag_state_is_known": "dismissed",
    "instrument_authority_is_known": "chairperson",
    "instrument_issued_precision_is_known": "quarter",
    "instrument_kind_is_known": "policy_approval",
    "investor_kind_is_known": "domestic",
    "job_state_is_known": "queued",
    "obligation_audience_is_known": "public",
    "obligation_clock_is_known": "stopped",
    "project_deposit_duty_is_known": "exempt",
    "project_funding_is_known": "non_budget",
    "project_legal_state_is_known": "terminated",
    "project_operating_state_is_known": "operating",
    "project_origin_is_known": "imported",
    "project_physical_state_is_known": "not_started",
    "project_term_start_is_known": "land_handover",
    "project_zone_is_known": "industrial_zone",
    "report_template_is_known": "monthly_non_budget",
    "rule_version_applies_by_is_known": "due_date",
    "rule_version_boundary_is_known": "before",
    "rule_version_lane_is_known": "condition",
    "schedule_item_actual_precision_is_known": "day",
    "schedule_item_baseline_precision_is_known": "month",
    "schedule_item_kind_is_known": "operation",
    "schedule_item_planned_precision_is_known": "year",
    "schedule_revision_exception_is_known": "capital_growth",
    "schedule_revision_new_precision_is_known": "day",
    "schedule_revision_old_precision_is_known": "day",
    "suspension_decider_is_known": "court",
    "termination_ground_is_known": "land_recovered",
    "tranche_handover_precision_is_known": "quarter",
    "user_role_is_known": "specialist",
}


def holds(constraint: str, value: str) -> bool:
    """What PostgreSQL says about one value, asked of the constraint as it is stored."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_expr(conbin, conrelid), attname FROM pg_constraint"
            " JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)"
            " WHERE conname = %s AND contype = 'c' AND convalidated",
            [constraint],
        )
        [(expression, column)] = cursor.fetchall()
        question = sql.SQL("SELECT {} FROM (SELECT %s::varchar AS {}) AS row").format(
            sql.SQL(expression), sql.Identifier(column)
        )
        cursor.execute(question, [value])
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize(("constraint", "value"), STATES.items(), ids=STATES)
def test_the_database_refuses_a_state_it_does_not_know(constraint, value) -> None:
    assert holds(constraint, value)
    assert not holds(constraint, "no-such-state")

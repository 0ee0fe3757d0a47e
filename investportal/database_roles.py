"""What the application's database role may do: rows yes, schema and history no."""

from __future__ import annotations

from django.apps import apps
from django.db import connection
from psycopg2 import sql

# Triggers refuse these too; the missing right also holds against TRUNCATE and a dropped trigger.
KEPT_FOREVER = {
    "accounts.AuditEvent": ("UPDATE", "DELETE"),
    "accounts.AuditLeaf": ("UPDATE", "DELETE"),
    "accounts.AuditSeal": ("UPDATE", "DELETE"),
    "reporting.ReportRun": ("DELETE",),
    "reporting.Paper": ("DELETE",),
    "reporting.MeetingConclusion": ("UPDATE", "DELETE"),
    "reporting.SignedCopy": ("UPDATE", "DELETE"),
    "reporting.OutgoingLetter": ("UPDATE", "DELETE"),
}

# Triggers of pgtrigger stand aside for who sets `pgtrigger.ignore`, which any role may. Ours stand.
_TRIGGERS_STAND = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME)
RETURNS BOOLEAN AS $$ BEGIN RETURN FALSE; END; $$ LANGUAGE plpgsql
"""


def grant_application_rights(role: str) -> None:
    """Give the role its rights on every table there is; run as the owner after migrating.

    Rights not named here are taken away, so the function may be run again at any time. A migration
    that adds a trigger brings back the way around triggers; this takes it away again.
    """
    name = sql.Identifier(role)
    statements = [
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(
            name
        ),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name),
        sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}").format(name),
        sql.SQL(_TRIGGERS_STAND),
    ]
    for label, rights in KEPT_FOREVER.items():
        table = sql.Identifier(apps.get_model(label)._meta.db_table)
        words = sql.SQL(", ").join(map(sql.SQL, rights))
        statements.append(sql.SQL("REVOKE {} ON {} FROM {}").format(words, table, name))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

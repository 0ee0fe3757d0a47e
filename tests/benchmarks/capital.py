"""An invented province's public money: lines of five annual plans and what each paid every month."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from accounts.models import Agency
from disbursement.models import (
    CapitalPlan,
    FundingSource,
    MonthlyPayment,
    PlanDecision,
    PlanEntry,
    PlanLine,
)
from projects.models import Project
from tests.benchmarks import database

PROJECTS, OWNERS, SOURCES = 100_000, 60, 9
YEARS = range(2022, 2027)
MONTHS = 12 * len(YEARS)
_SIZE = "capital"


def made() -> str:
    """The database, made where it is not there or the code it came from has changed."""
    name = database.name_of(_SIZE, f"{PROJECTS}x{MONTHS}")
    if not database.exists(name):
        database.make_empty(name)
        with database.using(name):
            call_command("migrate", verbosity=0)
            _projects()
            with _bare(PlanEntry), _bare(PlanLine):
                _plans()
            with _bare(MonthlyPayment):
                for year in YEARS:
                    _paid(year)
            database.run("VACUUM (ANALYZE)")
        database.seal(name)
    return name


def _projects() -> None:
    """Public projects of sixty owners, copied from one another inside the database."""
    owners = [
        Agency.objects.create(
            code=f"o-{n}", name=f"Chủ đầu tư {n}", short_name=f"CĐT {n}", kind="pmu"
        )
        for n in range(OWNERS)
    ]
    first = Project.objects.create(code="P0", name="Đường liên xã", agency=owners[0])
    names = [
        field.column
        for field in Project._meta.concrete_fields
        if not field.generated and field.column not in ("id", "code", "funding")
    ]
    columns = ", ".join(f'"{name}"' for name in names)
    database.run(
        f"INSERT INTO projects_project (id, code, funding, {columns}) "  # noqa: S608
        f"SELECT {first.pk} + n, 'P' || n, 'public', {columns} "
        "FROM projects_project, generate_series(1, %s) n WHERE projects_project.id = %s",
        [PROJECTS, first.pk],
    )
    database.run(
        'INSERT INTO projects_publicproject (project_id, owner_id, budget_code, "group", land_ready,'
        " settlement_number, exception_number, exception_reason, opening_allocated_vnd,"
        " opening_disbursed_vnd, disbursed_vnd, version, recorded_at) "
        "SELECT id, %s + id %% %s, '', 'c', 'unknown', '', '', '', 0, 0, 0, 1, now() "
        "FROM projects_project WHERE funding = 'public'",
        [owners[0].pk, OWNERS],
    )


def _plans() -> None:
    """One line a project and year, each given by one row of the ledger."""
    sources = [
        FundingSource.objects.create(
            code=f"{n}", name=f"Nguồn {n}", budget="local", level=1, sort_key=f"{n:03d}"
        )
        for n in range(1, SOURCES + 1)
    ]
    for year in YEARS:
        plan = CapitalPlan.objects.create(horizon="annual", first_year=year, last_year=year)
        decision = PlanDecision.objects.create(
            kind="allocate",
            issuer="committee",
            number=f"{year}/QĐ-UBND",
            number_key=f"{year}",
            issued_date=f"{year}-01-05",
        )
        values = [plan.pk, sources[0].pk, SOURCES]
        database.run(
            "INSERT INTO disbursement_planline (plan_id, project_id, source_id, bucket, priority,"
            " allocated_vnd, drawn_vnd, disbursed_vnd, advance_vnd, version) "
            "SELECT %s, id, %s + id %% %s, 'year', '', (id %% 977 + 12) * 1000000, 0, 0, 0, 1 "
            "FROM projects_project WHERE funding = 'public'",
            values,
        )
        database.run(
            "INSERT INTO disbursement_planentry (decision_id, plan_id, layer, bucket, source_id,"
            " project_id, amount_delta_vnd, on_date, carry_case, note, recorded_at) "
            "SELECT %s, plan_id, 'allocated', 'year', source_id, project_id, allocated_vnd, %s,"
            " '', '', now() FROM disbursement_planline WHERE plan_id = %s",
            [decision.pk, f"{year}-01-05", plan.pk],
        )


def _paid(year: int) -> None:
    """Twelve months of every line of a year."""
    database.run(
        "INSERT INTO disbursement_monthlypayment (line_id, month, advance_vnd, volume_vnd,"
        " recovery_vnd, estimate_vnd, difficulty, answers, updated_at, updated_by_id, version) "
        "SELECT line.id, make_date(%s, m, 1), (line.id * m) %% 7 * 1000,"
        " (line.id + m) %% 61 * 10000, (line.id + m) %% 5 * 100, line.id %% 83 * 5000, '', '{}',"
        " %s, 1, 1 "
        "FROM disbursement_planline line JOIN disbursement_capitalplan plan ON plan.id = plan_id,"
        " generate_series(1, 12) m WHERE plan.first_year = %s",
        [year, timezone.now(), year],
    )


@contextmanager
def _bare(model: type[Model]) -> Iterator[None]:
    """Without its keys, indexes and triggers, which are made again at once: so it fills in a minute."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = %s::regclass AND contype IN ('f', 'u')",
            [table],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint)",
            [table],
        )
        indexes = cursor.fetchall()
    for name, _said in constraints:
        database.run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _said in indexes:
        database.run(f'DROP INDEX "{name}"')
    database.run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    database.run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    for _name, said in indexes:
        database.run(said)
    for name, said in constraints:
        database.run(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {said}')

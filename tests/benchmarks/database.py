"""Databases of the benchmarks, beside the one of DATABASE_URL: made once, used again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.models import Model

from accounts.models import AdministrativeUnit, Agency, User
from deadlines.actions import law, refreshing, settling
from projects.models import (
    ExcludedPeriod,
    Extension,
    Instrument,
    Investor,
    LandTranche,
    Project,
    ScheduleItem,
    Sector,
    Suspension,
)
from tests.benchmarks import province, stories
from tests.benchmarks.province import AT, DAY, TYPES
from tests.benchmarks.stories import ITEMS, TRANCHES
from vn.text import search_text, sort_key

SIZES = {"2k": 2_000, "100k": 100_000}
_CHECKOUT = Path(__file__).resolve().parents[2]
_SHAPED_BY = ("province.py", "stories.py", "database.py")
_ROOMS = ("accounts", "deadlines", "projects")
_COPIED_AT_ONCE = 20_000
_HOME = "NAME"

Shifts = dict[str, int | str | None]
"""How far each column moves from one copy to the next: a number, an SQL term, or left out."""


def home() -> str:
    """The database of DATABASE_URL, whose name the others continue."""
    return str(connection.settings_dict.setdefault("BENCH_HOME", connection.settings_dict[_HOME]))


def name_of(size: str, state: str = "swept") -> str:
    """The database of a size: `swept` for reading, `unswept` to copy, `work` to change."""
    return f"{home()}_bench_{size}_{state}"


@contextmanager
def using(database: str) -> Iterator[None]:
    """Point Django's connection at another database for a while."""
    before = connection.settings_dict[_HOME]
    connection.close()
    connection.settings_dict[_HOME] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict[_HOME] = before


def run(statement: str, values: Sequence[Any] | dict[str, Any] | None = None) -> int:
    """Run one statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _maintain(statement: str) -> None:
    """Run a statement that no database and no transaction may be open for."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def copy(source: str, target: str) -> None:
    """Make `target` a fresh copy of `source`, file by file."""
    _maintain(f'DROP DATABASE IF EXISTS "{target}"')
    _maintain(f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY file_copy')


def drop(database: str) -> None:
    """Remove a database."""
    _maintain(f'DROP DATABASE IF EXISTS "{database}"')


def make_empty(database: str) -> None:
    """Make a database anew, without tables."""
    drop(database)
    _maintain(f'CREATE DATABASE "{database}"')


def exists(database: str) -> bool:
    """Whether the database is there and was made from the code as it is now."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [database],
        )
        row = cursor.fetchone()
    return bool(row and row[0] == fingerprint())


def seal(database: str) -> None:
    """Note from which code the database was made, once it is complete."""
    _maintain(f"COMMENT ON DATABASE \"{database}\" IS '{fingerprint()}'")


def fingerprint() -> str:
    """Changes with the generator, the tables or a rule."""
    files = [Path(__file__).with_name(name) for name in _SHAPED_BY]
    for room in _ROOMS:
        files += sorted((_CHECKOUT / room / "migrations").glob("*.py"))
        files += sorted((_CHECKOUT / room / "rules").glob("*.py"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def make_unswept(size: str) -> None:
    """Build the registry of a size with obligations computed, and no night swept yet.

    A large one is a copy of the smallest with more projects: its rules are computed once a run.
    """
    smallest = next(iter(SIZES))
    database = name_of(size, "unswept")
    if size == smallest:
        make_empty(database)
    else:
        if not exists(name_of(smallest, "unswept")):
            make_unswept(smallest)
        copy(name_of(smallest, "unswept"), database)
    with using(database):
        if size == smallest:
            _begin()
        else:
            _enlarge(SIZES[size])
        run("VACUUM (ANALYZE)")
    seal(database)


def _begin() -> None:
    """The law, what stands around projects, and the projects whose stories are told."""
    call_command("migrate", verbosity=0)
    law.load_defaults()
    law.load_holidays(range(2012, 2033))
    _load_around()
    _load_projects(0, TYPES)
    _tell_stories()
    refreshing.refresh(project_ids=range(1, TYPES + 1), on=DAY, at=AT, cause="benchmark")
    _forget_nights()
    # What was met late left its trace when it was entered, not in a sweep.
    settling.settle(on=DAY, at=AT)


def _enlarge(count: int) -> None:
    """So many projects in all: the others repeat the stories of the first."""
    _load_projects(TYPES, count)
    for table, shifts in _COPIES.items():
        _repeat(table, shifts, copies=count // TYPES)
    settling.settle(on=DAY, at=AT)


def _load_projects(first: int, last: int) -> None:
    """Investors and projects of these numbers, each in its place."""
    _copy_in(Investor, province.INVESTOR_COLUMNS, islice(province.investors(last), first, None))
    _copy_in(Project, province.PROJECT_COLUMNS, islice(province.projects(last), first, None))
    run(
        "INSERT INTO projects_project_units (project_id, administrativeunit_id) "
        "SELECT id, (id - 1) %% %s + 2 FROM projects_project WHERE id > %s",
        [province.COMMUNES, first],
    )


def _load_around() -> None:
    """Places, agencies, sectors and the officer who reads the lists."""
    names = {
        "registry": "Sở Tài chính",
        "land": "Sở Nông nghiệp và Môi trường",
        "zone": "Ban Quản lý",
    }
    kinds = {"registry": "department", "land": "sector", "zone": "zone_board"}
    Agency.objects.bulk_create(
        Agency(
            id=pk,
            code=key,
            name=names[key],
            short_name=names[key],
            kind=kinds[key],
            search_text=search_text(names[key]),
            sort_key=sort_key(names[key]),
        )
        for key, pk in province.AGENCIES.items()
    )
    AdministrativeUnit.objects.create(id=1, code="20", name="Tỉnh mẫu", level="province")
    AdministrativeUnit.objects.bulk_create(
        AdministrativeUnit(
            id=number + 2,
            code=f"xa-{number}",
            name=f"Xã {province.commune_name(number)}",
            level="commune",
            parent_id=1,
            sort_key=sort_key(province.commune_name(number)),
        )
        for number in range(province.COMMUNES)
    )
    Sector.objects.bulk_create(
        Sector(code=str(n), name=name, sort_key=sort_key(name))
        for n, name in enumerate(province.SECTORS, start=1)
    )
    User.objects.create(
        id=1,
        username="do-toc-do",
        display_name="Nguyễn Văn Đo",
        role="specialist",
        agency_id=1,
        is_staff=True,
        is_superuser=True,
    )


def _tell_stories() -> None:
    told: dict[type[Model], Callable[[int], Iterator[Any]]] = {
        Instrument: stories.instruments,
        ScheduleItem: stories.items,
        LandTranche: stories.tranches,
        Extension: stories.extensions,
        Suspension: stories.suspensions,
        ExcludedPeriod: stories.periods,
    }
    for model, story in told.items():
        rows = (row for index in range(TYPES) for row in story(index))
        model._default_manager.bulk_create(rows, batch_size=5_000)


def _forget_nights() -> None:
    """Obligations as they stood before the first night: no rung reached, no flag."""
    run(
        "TRUNCATE deadlines_flag, deadlines_flagevent, deadlines_flagstatement RESTART IDENTITY CASCADE"
    )
    run(
        "UPDATE deadlines_obligation SET level = 0, next_change_on = ladder_dates[1] "
        "WHERE clock IN ('running', 'stopped') AND cardinality(ladder_dates) > 0"
    )


# How far a column moves when project n becomes project n + TYPES.
_SUBJECTS = (
    "t.subject_id + r * CASE t.subject_kind "
    f"WHEN 'schedule_item' THEN {TYPES * ITEMS} "
    f"WHEN 'tranche' THEN {TYPES * TRANCHES} WHEN 'extension' THEN {TYPES * TRANCHES} "
    f"ELSE {TYPES} END"
)
_COPIES: dict[str, Shifts] = {
    "projects_instrument": {"id": TYPES * 2, "project_id": TYPES},
    "projects_scheduleitem": {
        "id": TYPES * ITEMS,
        "project_id": TYPES,
        "instrument_id": TYPES * 2,
    },
    "projects_landtranche": {"id": TYPES * TRANCHES, "project_id": TYPES},
    "projects_extension": {"id": TYPES * TRANCHES, "tranche_id": TYPES * TRANCHES},
    "projects_suspension": {"id": TYPES, "project_id": TYPES},
    "projects_excludedperiod": {"id": TYPES, "project_id": TYPES},
    "deadlines_obligation": {
        "id": None,
        "project_id": TYPES,
        "bearer_investor_id": TYPES,
        "subject_id": _SUBJECTS,
    },
}


def _repeat(table: str, shifts: Shifts, copies: int) -> None:
    """Copy the rows of the first `TYPES` projects to all others; a shift of None is left out."""
    with connection.cursor() as cursor:
        description = connection.introspection.get_table_description(cursor, table)
    names = [column.name for column in description if shifts.get(column.name, "") is not None]
    wanted = {
        name: shift if isinstance(shift, str) else f't."{name}" + r * {shift}'
        for name, shift in shifts.items()
    }
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(wanted.get(name, f't."{name}"') for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE told AS TABLE {table}")
        for repeat in range(1, copies):
            cursor.execute(
                f"INSERT INTO {table} ({columns}) "  # noqa: S608 -- names of our own tables
                f"SELECT {values} FROM told AS t, (SELECT %s AS r) AS repeat ORDER BY t.id",
                [repeat],
            )
        cursor.execute("DROP TABLE told")


def _defaults(model: type[Model], columns: Sequence[str]) -> dict[str, Any]:
    """What the columns nobody names hold: COPY knows no default of the model."""
    return {
        str(field.column): field.get_default()
        for field in model._meta.concrete_fields
        if not (field.null or field.generated or field.primary_key or field.column in columns)
    }


def _copy_in(model: type[Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    silent = _defaults(model, columns)
    named = ", ".join((*columns, *silent))
    statement = f"COPY {model._meta.db_table} ({named}) FROM STDIN"
    source = ((*row, *silent.values()) for row in rows)
    with connection.cursor() as cursor:
        while part := list(islice(source, _COPIED_AT_ONCE)):
            lines = "".join("\t".join(map(_field, row)) + "\n" for row in part)
            cursor.copy_expert(statement, io.StringIO(lines))


def _field(value: Any) -> str:
    return "\\N" if value is None else str(value)

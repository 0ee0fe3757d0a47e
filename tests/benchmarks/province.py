"""An invented province of any size: the same projects every time, from their number alone.

What happened to a project depends on its number modulo `TYPES`, so that the schedule, land and
obligations of the first `TYPES` projects can be copied to all others inside the database. Names,
codes, capital and investors differ from project to project, because search and order meet them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from vn.documents import normalise_number
from vn.text import search_text, sort_key

TYPES = 2_000
"""Projects whose story is told; every other project repeats one of them."""

DAY = date(2026, 9, 15)
"""The first night swept. No rule changes near it, so that nights are like other nights."""

AT = datetime(2026, 9, 14, 17, 10, tzinfo=UTC)
COMMUNES = 60
AGENCIES = {"registry": 1, "land": 2, "zone": 3}
SECTORS = ("Công nghiệp", "Nông nghiệp", "Thương mại", "Du lịch", "Năng lượng", "Nhà ở", "Giáo dục")

COMMON, RARE = "thủy điện", "kỳ lừa"
"""Words of about one project in twelve, and of one in five thousand."""

_KINDS = (
    "Nhà máy chế biến gỗ",
    "Nhà máy may xuất khẩu",
    "Trang trại chăn nuôi",
    "Khu dân cư",
    "Khu du lịch sinh thái",
    "Chợ trung tâm",
    "Bến xe khách",
    "Kho bãi và logistics",
    "Trường mầm non",
    "Bệnh viện đa khoa",
    "Khai thác đá vôi",
)
_PLACES = ("Lũng Vài", "Nà Mười", "Khuổi Tát", "Pác Lương", "Đồng Bành", "Bản Thín", "Cốc Hẩu")


def draw(number: int, what: str, sides: int) -> int:
    """0 to `sides` - 1, always the same for the same project and question."""
    return zlib.crc32(f"{number % TYPES}:{what}".encode()) % sides


def state_of(number: int) -> str:
    """Shares of the published census: 65 % operate, 7 % stopped, 12 % build, 16 % not started."""
    side = draw(number, "state", 100)
    bounds = (("operating", 65), ("stopped", 72), ("under_construction", 84))
    return next((state for state, bound in bounds if side < bound), "not_started")


# ---------------------------------------------------------------- one row a project


@dataclass(frozen=True, slots=True)
class Named:
    """What search and order meet."""

    code: str
    name: str
    investor: str
    commune: int


def named(index: int) -> Named:
    """Texts of the project with this index (0 is the first)."""
    kind = _KINDS[index % len(_KINDS)]
    if index % 12 == 5:
        # Both spellings are written in real files; search must not care.
        kind = "Thủy điện" if index % 24 == 5 else "Thuỷ điện"
    rare = " Kỳ Lừa" if index % 5_000 == 7 else ""
    place = _PLACES[index // 3 % len(_PLACES)]
    return Named(
        code=f"DA-{index + 1:07d}",
        name=f"Dự án {kind} {place}{rare} số {index // 7 + 1}",
        investor=f"Công ty TNHH Đầu tư {_PLACES[index % 7]} {index + 1}",
        commune=index % COMMUNES,
    )


INVESTOR_COLUMNS = (
    "id", "name", "kind", "kind_basis", "country", "tax_code", "search_text", "sort_key",
)  # fmt: skip


def investors(count: int) -> Iterator[tuple[Any, ...]]:
    """One investor a project."""
    for index in range(count):
        name = named(index).investor
        tax = f"{4_900_000_000 + index}"
        kind = "foreign" if index % 9 == 0 else "domestic"
        yield index + 1, name, kind, "", "", tax, search_text(name, tax), sort_key(name)[:600]


PROJECT_COLUMNS = (
    "id", "code", "legacy_code", "name", "funding", "investor_id", "sector_id", "location_text",
    "zone", "registered_capital_vnd", "capital_hedge", "land_area_m2", "physical_state",
    "operating_state", "legal_state", "state_note", "agency_id", "officer_id", "origin",
    "source_url", "source_date_text", "as_published", "deposit_duty", "term_start_event",
    "search_text", "sort_key", "version", "created_at", "updated_at",
)  # fmt: skip
_STATES = {
    "operating": ("completed", "operating"),
    "stopped": ("completed", "stopped"),
    "under_construction": ("under_construction", "not_operating"),
    "not_started": ("not_started", "not_operating"),
}


def projects(count: int) -> Iterator[tuple[Any, ...]]:
    """Rows of the project table, in `PROJECT_COLUMNS`."""
    for index in range(count):
        said = named(index)
        physical, operating = _STATES[state_of(index)]
        location = f"xã {commune_name(said.commune)}"
        capital = (
            None if draw(index, "capital", 30) == 0 else (index * 7_919 % 90_000 + 500) * 10**7
        )
        updated = AT - timedelta(minutes=index * 13 % 900_000)
        numbers = [normalise_number(decision(index, n)) for n in range(instruments_of(index))]
        yield (
            index + 1, said.code, "", said.name, "non_budget", investor_of(index),
            index % len(SECTORS) + 1, location, "none" if index % 5 else "industrial_zone",
            capital, "", index * 31 % 900_000 + 1_000, physical, operating, "valid", "",
            AGENCIES["zone" if index % 5 == 0 else "registry"], 1 if index % 40 == 0 else None,
            "entered", "", "", "{}", "unknown", "unknown",
            search_text(said.code, said.name, said.investor, location, *numbers),
            sort_key(said.name)[:800], 1, updated, updated,
        )  # fmt: skip


def instruments_of(index: int) -> int:
    """One approval, and for one project in four an adjustment."""
    return 2 if draw(index, "adjusted", 4) == 0 else 1


def decision(index: int, sequence: int) -> str:
    """The number of a decision."""
    return f"{draw(index, f'number{sequence}', 3_000) + 1}/QĐ-UBND"


def investor_of(index: int) -> int | None:
    """Its own investor; unknown for one project in fifty."""
    return None if draw(index, "investor", 50) == 0 else index + 1


def commune_name(number: int) -> str:
    """An invented commune."""
    return f"{_PLACES[number % len(_PLACES)]} {number + 1}"

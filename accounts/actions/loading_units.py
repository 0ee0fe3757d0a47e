"""Enter the shipped register of places: what is missing, never over what an administrator wrote."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from accounts.actions.audit import Entry, record
from accounts.models import AdministrativeUnit, AdministrativeUnitSuccession
from accounts.units_file import EFFECTIVE, LEGAL_REFERENCES, PROVINCE, Register, UnitRow
from vn.places import bare
from vn.text import search_text, sort_key


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many places and successions were written; `kept` are rows that say something else."""

    units: int
    successions: int
    kept: tuple[str, ...]


@transaction.atomic
def load_units(*, register: Register) -> Loaded:
    """Write the places and successions that are not on record; loading again writes nothing.

    A row whose code is known stays as it is, whatever the register says: it is named in `kept`
    when the two differ. A province that an import entered by name is the register's province.
    """
    by_code = {unit.code: unit for unit in AdministrativeUnit.objects.all()}
    known = by_code | _by_name(register, by_code)
    new = 0
    for level in AdministrativeUnit.Level.values:
        rows = [r for r in register.units if r.level == level and r.code not in known]
        made = AdministrativeUnit.objects.bulk_create(_unit(row, known) for row in rows)
        known |= {unit.code: unit for unit in made}
        new += len(made)
    links = _write_links(register, known)
    if new or links:
        _remember(new, links)
    there = (row for row in register.units if row.code in by_code)
    differing = [row.code for row in there if _differs(by_code[row.code], row, known)]
    return Loaded(new, links, tuple(differing))


def _by_name(
    register: Register, by_code: dict[str, AdministrativeUnit]
) -> dict[str, AdministrativeUnit]:
    """Provinces that stand under another code, by the code of the register."""
    codes = {row.code for row in register.units}
    others = {
        bare(unit.name): unit
        for unit in by_code.values()
        if unit.level == PROVINCE and unit.code not in codes
    }
    return {
        row.code: others[bare(row.name)]
        for row in register.units
        if row.level == PROVINCE and row.code not in by_code and bare(row.name) in others
    }


def _unit(row: UnitRow, known: dict[str, AdministrativeUnit]) -> AdministrativeUnit:
    return AdministrativeUnit(
        code=row.code,
        name=row.name,
        level=row.level,
        parent=known.get(row.parent),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        search_text=search_text(row.name),
        sort_key=sort_key(row.name),
    )


def _write_links(register: Register, known: dict[str, AdministrativeUnit]) -> int:
    there = set(AdministrativeUnitSuccession.objects.values_list("old_id", "new_id"))
    rows = [
        AdministrativeUnitSuccession(
            old=old,
            new=new,
            share=link.share,
            effective_date=EFFECTIVE,
            legal_reference=LEGAL_REFERENCES[old.level],
        )
        for link in register.links
        if (old := known[link.old]) != (new := known[link.new]) and (old.pk, new.pk) not in there
    ]
    AdministrativeUnitSuccession.objects.bulk_create(rows)
    return len(rows)


def _differs(unit: AdministrativeUnit, row: UnitRow, known: dict[str, AdministrativeUnit]) -> bool:
    parent = known[row.parent].pk if row.parent else None
    stored = (unit.name, unit.level, unit.parent_id, unit.valid_from, unit.valid_to)
    return stored != (row.name, row.level, parent, row.valid_from, row.valid_to)


def _remember(units: int, links: int) -> None:
    record(
        by=None,
        entry=Entry(
            verb="units_loaded",
            subject_kind="unit",
            subject_id=0,
            summary=f"Nạp danh mục đơn vị hành chính: {units} đơn vị, {links} quan hệ kế thừa",
            new={"units": units, "successions": links},
        ),
    )

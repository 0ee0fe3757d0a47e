"""Find the places and agencies that rows from outside name, or enter them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.demo import AgencyFact
from accounts.models import AdministrativeUnit, Agency
from vn.places import bare
from vn.text import search_text, sort_key, tidy


@transaction.atomic
def find_or_create_agencies(
    *, facts: Iterable[AgencyFact], units: dict[str, AdministrativeUnit]
) -> dict[str, Agency]:
    """Write the agencies whose code does not exist yet; returns all of them by code."""
    wanted = list(facts)
    known = Agency.objects.in_bulk([fact.code for fact in wanted], field_name="code")
    Agency.objects.bulk_create(
        Agency(
            code=fact.code,
            name=fact.name,
            short_name=fact.short_name,
            kind=fact.kind,
            unit=units.get(fact.unit),
            valid_from=fact.valid_from,
            valid_to=fact.valid_to,
            search_text=search_text(fact.name, fact.short_name),
            sort_key=sort_key(fact.name),
        )
        for fact in wanted
        if fact.code not in known
    )
    return Agency.objects.in_bulk([fact.code for fact in wanted], field_name="code")


@transaction.atomic
def find_or_create_provinces(*, names: Iterable[str]) -> dict[str, AdministrativeUnit]:
    """The province of each name, whatever its accents; keys are the names `vn.places.bare`.

    A new one gets its name only: since when and until when it existed is not known here.
    """
    wanted = {bare(name): tidy(name) for name in names}
    level = AdministrativeUnit.Level.PROVINCE
    found = {bare(unit.name): unit for unit in AdministrativeUnit.objects.filter(level=level)}
    new = [
        AdministrativeUnit(
            code=_province_code(key),
            name=name,
            level=level,
            search_text=search_text(name),
            sort_key=sort_key(name),
        )
        for key, name in wanted.items()
        if key not in found
    ]
    AdministrativeUnit.objects.bulk_create(new)
    found |= {bare(unit.name): unit for unit in new}
    return {key: found[key] for key in wanted}


def _province_code(key: str) -> str:
    """ "ba ria-vung tau" -> "tinh-ba-ria-vung-tau", cut to the column."""
    longest = AdministrativeUnit._meta.get_field("code").max_length
    return f"tinh-{key.replace(' ', '-')}"[:longest]

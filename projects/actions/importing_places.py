"""The places that a workbook's words name, among those on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import AdministrativeUnit
from vn.places import Place, mentioned


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Districts and communes by their province."""

    units: Mapping[int, AdministrativeUnit]
    by_province: Mapping[int, list[Place]]

    @property
    def everywhere(self) -> list[Place]:
        """The places of all provinces."""
        return [place for places in self.by_province.values() for place in places]

    def units_of(
        self, province: AdministrativeUnit | None, text: str, day: date | None
    ) -> list[AdministrativeUnit]:
        """The places that a text of that day names, in the province or in any (None).

        What is in doubt is left out.
        """
        among = self.by_province.get(province.pk, []) if province else self.everywhere
        found = mentioned(text, among, day)
        return [self.units[key] for key in found]


def gazetteer() -> Gazetteer:
    """All places below a province, in one query."""
    rows = AdministrativeUnit.objects.select_related("parent__parent")
    units = {unit.pk: unit for unit in rows}
    by_province: dict[int, list[Place]] = defaultdict(list)
    for unit in units.values():
        if unit.parent_id is not None:
            by_province[top(unit).pk].append(
                Place(
                    key=unit.pk,
                    name=unit.name,
                    is_commune=unit.level == AdministrativeUnit.Level.COMMUNE,
                    parent=unit.parent_id,
                    first=unit.valid_from,
                    last=unit.valid_to,
                )
            )
    return Gazetteer(units, by_province)


def top(unit: AdministrativeUnit) -> AdministrativeUnit:
    """The province a place belongs to; itself when it belongs to none."""
    while unit.parent is not None:
        unit = unit.parent
    return unit

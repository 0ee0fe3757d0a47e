"""What places and bodies were called on the cut-off day of a report (R-5.1, R-5.4).

The rows keep what was entered; a report of June 2025 prints districts, one of July 2025 communes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from accounts.models import (
    AdministrativeUnit,
    AdministrativeUnitSuccession,
    Agency,
    AgencySuccession,
)
from reporting.letterhead import Issuer, abbreviation
from vn.text import fold

_Level = AdministrativeUnit.Level
_UNDECIDED = {
    _Level.PROVINCE: "tỉnh cũ, chưa xác định địa bàn mới",
    _Level.DISTRICT: "cấp huyện cũ, chưa xác định xã",
    _Level.COMMUNE: "xã cũ, chưa xác định xã mới",
}
_NOT_YET = "xã mới, chưa xác định huyện trước đây"
_REORGANISED = "đã tổ chức lại"


class NamesOnDay:
    """Names on one day, in four queries whatever is asked of it."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._units = AdministrativeUnit.objects.in_bulk()
        self._agencies = Agency.objects.in_bulk()
        self._places = AdministrativeUnitSuccession.objects.lineage()
        self._bodies = AgencySuccession.objects.lineage()

    def places(self, unit_ids: Iterable[int]) -> list[str]:
        """The places of a project as they were that day, each once, in their order."""
        return list(dict.fromkeys(self.place(pk) for pk in unit_ids))

    def place(self, unit_id: int) -> str:
        """A place as it was that day: a former commune is told by its district.

        Where the registry cannot say which of several it was, the name on record stands with a
        word about that: a project is never counted where it may not lie.
        """
        unit = self._units[unit_id]
        held = {self._rolled_up(pk) for pk in self._places.on_day(unit_id, self._day)}
        if len(held) == 1:
            return self._units[held.pop()].name
        ended = unit.valid_to is not None and unit.valid_to < self._day
        return f"{unit.name} ({_UNDECIDED[_Level(unit.level)] if ended else _NOT_YET})"

    def body(self, agency: Agency) -> str:
        """The agency that held the duties of this one that day.

        Of several successors none is named; of several predecessors neither is.
        """
        held = self._bodies.on_day(agency.pk, self._day)
        if len(held) == 1:
            name: str = self._agencies[next(iter(held))].name
            return name
        ended = agency.valid_to is not None and agency.valid_to < self._day
        return f"{agency.name} ({_REORGANISED})" if ended else agency.name

    def issuer(self, issuer: Issuer) -> Issuer:
        """The body that would have issued the report that day: the settings name today's."""
        alike = (a for a in self._agencies.values() if fold(a.name) == fold(issuer.name))
        agency = next(alike, None)
        name = self.body(agency) if agency is not None else issuer.name
        if name == issuer.name:
            return issuer
        suffix = issuer.number_suffix.replace(abbreviation(issuer.name), abbreviation(name))
        return replace(issuer, name=name, number_suffix=suffix)

    def _rolled_up(self, unit_id: int) -> int:
        unit = self._units[unit_id]
        parent = self._units.get(unit.parent_id)
        is_below_district = parent is not None and parent.level == _Level.DISTRICT
        return parent.pk if parent is not None and is_below_district else unit_id

"""What a change of many projects changes: how each of its facts is read, kept and named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext

from accounts.models import AdministrativeUnit, Agency, User
from projects.models import BulkChange, InvestmentZone, Project, Sector

State = dict[str, Any]
"""What a project has of the fact, by column, in values JSON can hold: keys, never names."""

_MODELS: dict[str, type[Model]] = {
    "officer": User,
    "agency": Agency,
    "sector": Sector,
    "zone_place": InvestmentZone,
    "units": AdministrativeUnit,
}
_COLUMNS = {
    BulkChange.Field.OFFICER: ("officer",),
    BulkChange.Field.AGENCY: ("agency",),
    BulkChange.Field.SECTOR: ("sector",),
    BulkChange.Field.ZONE: ("zone", "zone_place"),
    BulkChange.Field.PLACE: ("units",),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The fact to change and the row it becomes."""

    field: str
    value: Any

    @property
    def state(self) -> State:
        """What every project of the change has afterwards."""
        if self.field == BulkChange.Field.PLACE:
            return {"units": [self.value.pk]}
        if self.field == BulkChange.Field.ZONE:
            return {"zone": self.value.kind, "zone_place": self.value.pk}
        return {self.field: self.value.pk}


def held(ids: Sequence[int]) -> list[Project]:
    """These projects in the order of their keys, held until the end of the transaction."""
    rows = Project.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    return list(with_places(rows))


def with_places(rows: QuerySet[Project]) -> QuerySet[Project]:
    """Projects of which `state_of` needs no query each."""
    return rows.prefetch_related("units")


def state_of(project: Project, field: str) -> State:
    """What a project has of the fact now."""
    return {name: _key(project, name) for name in _COLUMNS[BulkChange.Field(field)]}


def _key(project: Project, name: str) -> Any:
    if name == "units":
        return sorted(unit.pk for unit in project.units.all())
    return getattr(project, "zone" if name == "zone" else f"{name}_id")


class Names:
    """The names of what states hold, read once for all of them."""

    def __init__(self, states: Iterable[State]) -> None:
        keys: dict[str, set[int]] = {}
        for state in states:
            for name, value in state.items():
                found = value if isinstance(value, list) else [value]
                keys[name] = keys.get(name, set()) | {pk for pk in found if isinstance(pk, int)}
        self._names = {
            (name, row.pk): str(row)
            for name, pks in keys.items()
            if name in _MODELS and pks
            for row in _MODELS[name]._default_manager.filter(pk__in=pks)
        }

    def of(self, state: State) -> str:
        """A state in words; "—" for nothing."""
        if "units" in state:
            return ", ".join(self._name("units", pk) for pk in state["units"]) or "—"
        if "zone" in state and state["zone_place"] is None:
            return str(Project.Zone(state["zone"]).label)
        ((name, pk),) = ((name, pk) for name, pk in state.items() if name != "zone")
        return "—" if pk is None else self._name(name, pk)

    def _name(self, name: str, pk: int) -> str:
        return self._names.get((name, pk), gettext("no longer on record"))

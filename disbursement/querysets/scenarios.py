"""Which scenario applies: a line's own project, else its owner's, else the province's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps

Percents = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The scenarios of the plan of one year, by project and by owner."""

    province: Percents
    owners: Mapping[int, Percents]
    projects: Mapping[int, Percents]

    def of_owner(self, owner_id: int | None) -> Percents:
        """What an owner is measured by: its own scenario, else the province's; empty without one."""
        return self.owners.get(owner_id or 0, self.province)

    def of_project(self, project_id: int, owner_id: int | None) -> Percents:
        """What a project, and each of its lines, is measured by; empty without a scenario."""
        return self.projects.get(project_id) or self.of_owner(owner_id)


def of_year(year: int) -> Scenarios:
    """All scenarios of the plan of a year, in one question."""
    rows: Any = apps.get_model("disbursement", "Scenario").objects.filter(
        plan__horizon="annual", plan__first_year=year
    )
    province: Percents = ()
    owners: dict[int, Percents] = {}
    projects: dict[int, Percents] = {}
    for owner_id, project_id, percents in rows.order_by().values_list(
        "owner_id", "project_id", "percents"
    ):
        if project_id:
            projects[project_id] = tuple(percents)
        elif owner_id:
            owners[owner_id] = tuple(percents)
        else:
            province = tuple(percents)
    return Scenarios(province, owners, projects)

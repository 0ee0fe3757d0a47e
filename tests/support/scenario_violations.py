"""What the database refuses of scenarios of disbursement."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.factories.public import PublicProjectFactory
from tests.factories.scenarios import ScenarioOfOwner, ScenarioOfProvince


def _twice() -> None:
    ScenarioOfProvince()
    ScenarioOfProvince()


SCENARIOS: dict[str, Callable[[], Any]] = {
    "scenario_once": _twice,
    "scenario_has_thirteen_months": lambda: ScenarioOfProvince(percents=[Decimal(5)] * 12),
    "scenario_of_an_owner_or_a_project": lambda: ScenarioOfOwner(
        project=PublicProjectFactory().project
    ),
}

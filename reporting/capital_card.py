"""Public investment on the leader's page: the four figures and the owners furthest behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from disbursement import figures_wording
from disbursement.overview import Overview, latest_month, overview, plan_years
from disbursement.querysets.figures import Question
from disbursement.views import figures_page, ranking_page

BEHIND = 3


@dataclass(frozen=True, slots=True)
class CapitalCard:
    """The latest plan year in which anything was entered, in words."""

    shown: Overview
    cards: list[dict[str, Any]]
    behind: list[dict[str, Any]]

    @property
    def average(self) -> str:
        """The rate of the whole province on the capital deployed."""
        return figures_wording.percent(self.shown.ranking.average)

    @property
    def average_base(self) -> str:
        """What that rate is of, in whole triệu đồng."""
        return figures_wording.round_million(self.shown.ranking.average.denominator)


def capital_card(on: date) -> CapitalCard | None:
    """The card; None while nothing was entered in the plan of any year."""
    for year in plan_years():
        month = latest_month(year, on)
        if month is not None:
            shown = overview(Question(year, month))
            rows = shown.ranking.furthest_behind[:BEHIND]
            behind = ranking_page.standings(rows, shown.ranking)
            return CapitalCard(shown, figures_page.cards(shown), behind)
    return None

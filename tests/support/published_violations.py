"""What the database refuses of calls, published figures and the competitiveness index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests import factories as f

_NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)


def _twice_in_one_decision() -> None:
    line = f.CallLine()
    f.CallLine(decision=line.decision, call=line.call)


def _index_twice() -> None:
    row = f.PciFactory()
    f.PciFactory(source=row.source)


PUBLISHED: dict[str, Callable[[], Any]] = {
    "call_decision_adopted_has_its_number_and_day": lambda: f.CallDraft(adopted_at=_NOW),
    "call_entry_change_is_known": lambda: f.CallLine(change="?"),
    "call_entry_once_in_each_decision": _twice_in_one_decision,
    "call_entry_drop_has_a_reason": lambda: f.CallLine(change="drop"),
    "call_entry_became_names_the_project": lambda: f.CallLine(change="became"),
    "call_entry_area_is_not_negative": lambda: f.CallLine(area_m2=Decimal(-1)),
    "call_entry_capital_is_not_negative": lambda: f.CallLine(capital_vnd=-1),
    "call_entry_capital_usd_is_not_negative": lambda: f.CallLine(capital_usd=Decimal(-1)),
    "published_figure_measure_is_known": lambda: f.FigureFactory(measure="?"),
    "published_figure_nature_is_known": lambda: f.FigureFactory(nature="?"),
    "published_figure_as_of_precision_is_known": lambda: f.FigureFactory(as_of_precision="?"),
    "published_figure_names_its_source": lambda: f.FigureFactory(source=""),
    "published_figure_base_is_named": lambda: f.FigureFactory(denominator=Decimal(5)),
    "published_figure_withdrawn_by_somebody_for_a_reason": lambda: f.FigureFactory(
        withdrawn_at=_NOW
    ),
    "pci_result_basis_is_known": lambda: f.PciFactory(basis="?"),
    "pci_result_once_for_each_source": _index_twice,
    "pci_result_says_something": lambda: f.PciFactory(score=None, rank=None),
    "pci_result_rank_is_among_the_ranked": lambda: f.PciFactory(rank=64),
    "pci_result_score_is_out_of_a_hundred": lambda: f.PciFactory(score=Decimal(101)),
}

"""Every constraint of names, sanctions, evidence and merges of investors, violated once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from tests import factories as f

_AT = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)


def _own(column: str) -> None:
    row = f.InvestorFactory()
    type(row).objects.filter(pk=row.pk).update(**{column: row.pk})


def _again(row: Any, factory: Any, *names: str) -> None:
    factory(**{name: getattr(row, name) for name in names})


def _turned() -> None:
    first, second = f.InvestorFactory(), f.InvestorFactory()
    f.ApartFactory(one=second, other=first)


def _merged_with_itself() -> None:
    row = f.InvestorFactory()
    f.MergeInForce(kept=row, merged=row)


INVESTORS: dict[str, Callable[[], Any]] = {
    "investor_is_not_its_own_group": lambda: _own("parent"),
    "investor_is_not_merged_into_itself": lambda: _own("merged_into"),
    "investor_name_kind_is_known": lambda: f.NameFormer(kind="?"),
    "investor_name_once": lambda: _again(f.NameFormer(), f.NameFormer, "investor", "name"),
    "sanction_amount_is_not_negative": lambda: f.SanctionOpen(amount_vnd=-1),
    "sanction_names_its_decision": lambda: f.SanctionOpen(authority=""),
    "sanction_paid_after_it_was_decided": lambda: f.SanctionOpen(paid_date=date(2026, 3, 1)),
    "equity_evidence_kind_is_known": lambda: f.EvidenceFactory(kind="?"),
    "equity_evidence_has_a_document": lambda: f.EvidenceFactory(document_number=""),
    "investor_merge_is_of_two": _merged_with_itself,
    "investor_merge_gives_a_reason": lambda: f.MergeInForce(reason=""),
    "investor_merge_undone_by_somebody": lambda: f.MergeInForce(undone_at=_AT),
    "investors_apart_in_order": _turned,
    "investors_apart_for_a_reason": lambda: f.ApartFactory(reason=""),
    "investors_apart_once": lambda: _again(f.ApartFactory(), f.ApartFactory, "one", "other"),
}

"""A plan as the tree of its sources: every amount a sum of rows, with where those rows stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from disbursement.models import CapitalPlan, FundingSource
from disbursement.querysets.ledger import Held, as_on

COLUMNS = ("pm", "council", "carried_over", "advanced", "whole", "allocated", "rest")


@dataclass(slots=True)
class Amounts:
    """One line of the plan, in whole đồng. What was assigned is the province's, else the Prime Minister's.

    `carried_over` and `advanced` are capital of those buckets; `whole` is all that may be allocated and
    `allocated` what projects have of it, in all buckets.
    """

    pm: int = 0
    council: int = 0
    carried_over: int = 0
    advanced: int = 0
    assigned: int = 0
    allocated: int = 0

    @property
    def whole(self) -> int:
        """The total plan: assigned, carried over and advanced."""
        return self.assigned + self.carried_over + self.advanced

    @property
    def rest(self) -> int:
        """What is not allocated."""
        return self.whole - self.allocated

    def add(self, other: Amounts) -> None:
        """Add a line below to this one."""
        for name in ("pm", "council", "carried_over", "advanced", "assigned", "allocated"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Node:
    """A source with what it and those below it hold."""

    source: FundingSource | None
    number: str
    amounts: Amounts = field(default_factory=Amounts)
    cells: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def level(self) -> int:
        """0 for the sum of all."""
        return self.source.level if self.source else 0


def tree(plan: CapitalPlan, day: date) -> list[Node]:
    """The plan as on a day: the sum first, then its sources in outline order; two questions."""
    own = _own(as_on([plan.pk], day))
    sources = list(FundingSource.objects.all())
    parents = {row.pk: row.parent_id for row in sources}
    whole, sums = Amounts(), {row.pk: Amounts() for row in sources}
    for pk, amounts in own.items():
        whole.add(amounts)
        above: int | None = pk
        while above is not None:
            sums[above].add(amounts)
            above = parents[above]
    held = [row for row in sources if sums[row.pk] != Amounts()]
    nodes = [Node(None, "", whole), *_numbered(held, sums)]
    for node in nodes:
        node.cells = list(_cells(node, plan, day))
    return nodes


def _own(rows: Iterable[Held]) -> dict[int, Amounts]:
    """What each source itself holds."""
    found: dict[int, Amounts] = {}
    for row in rows:
        amounts = found.setdefault(row.source_id, Amounts())
        if row.layer == "allocated":
            amounts.allocated += row.amount_vnd
        elif row.layer == "unallocated":
            continue
        elif row.bucket == "year":
            setattr(amounts, row.layer, getattr(amounts, row.layer) + row.amount_vnd)
        else:
            setattr(amounts, row.bucket, getattr(amounts, row.bucket) + row.amount_vnd)
    for amounts in found.values():
        amounts.assigned = amounts.council or amounts.pm
    return found


def _numbered(sources: Sequence[FundingSource], sums: dict[int, Amounts]) -> Iterator[Node]:
    """Sources with letters for budgets, then their own numbers, as official tables have them."""
    letters = iter("ABCDEFG")
    for row in sources:
        number = next(letters) if row.level == 1 else row.code
        yield Node(row, number, sums[row.pk])


def _cells(node: Node, plan: CapitalPlan, day: date) -> Iterator[tuple[str, int, str]]:
    """Each column with its amount and the address of the rows that make it."""
    address = reverse("disbursement:plan_rows", args=[plan.pk])
    base: dict[str, str | int] = {"ngay": day.isoformat()}
    if node.source is not None:
        base["nguon"] = node.source.pk
    rows = {
        "pm": {"lop": "pm"},
        "council": {"lop": "council", "loai": "year"},
        "carried_over": {"lop": "council", "loai": "carried_over"},
        "advanced": {"lop": "council", "loai": "advanced"},
        "allocated": {"lop": "allocated"},
    }
    for name in COLUMNS:
        only = rows.get(name)
        url = f"{address}?{urlencode(base | only)}" if only else ""
        yield name, getattr(node.amounts, name), url

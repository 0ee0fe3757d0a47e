"""What a periodic report says differently than the registry and the report before it.

Nothing is refused for being different: each difference is a question, which the investor answers by
mending the figure or in words. Money is whole đồng, areas are square metres; None is unknown, and
what is unknown raises no question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

NEAR_VND = 1_000_000
"""Sums that differ by less were rounded."""

JUMP = 3
"""Capital of a period, or workers, so many times those of the period before are asked about."""

_FEW_WORKERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The figures of one report."""

    works: str = ""
    equity_vnd: int | None = None
    loans_vnd: int | None = None
    implemented_vnd: int | None = None
    revenue_vnd: int | None = None
    workers: int | None = None
    foreign_workers: int | None = None
    land_used_m2: Decimal | None = None

    @property
    def period_vnd(self) -> int | None:
        """Capital put in within the period, its own and borrowed."""
        if self.equity_vnd is None or self.loans_vnd is None:
            return None
        return self.equity_vnd + self.loans_vnd


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is on record: the last report that was accepted, and the registry.

    `is_next`: that report is of the same kind and of the period just before, so that both add up.
    """

    last: Answers | None = None
    is_next: bool = False
    registered_vnd: int | None = None
    brought_vnd: int | None = None
    handed_m2: Decimal | None = None
    operating: bool | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A difference: its key, the screen where it is asked, and the two figures."""

    key: str
    screen: str
    words: Mapping[str, int | Decimal | str] = field(default_factory=dict)


def questions(said: Answers, known: Known) -> tuple[Question, ...]:
    """Everything that differs, in the order of the screens."""
    return (*_works(said, known), *_capital(said, known), *_rest(said, known))


def _works(said: Answers, known: Known) -> Iterator[Question]:
    if said.works == "operating" and known.operating is False:
        yield Question("operating_not_on_record", "hien-trang")
    last = known.last.works if known.last else ""
    if last in ("finished", "operating") and said.works in ("not_started", "under_way"):
        yield Question("works_went_back", "hien-trang", {"before": last, "now": said.works})


def _capital(said: Answers, known: Known) -> Iterator[Question]:
    last, period, total = known.last, said.period_vnd, said.implemented_vnd
    before = last.period_vnd if last and known.is_next else None
    if period is not None and before and period > JUMP * before:
        yield Question("period_jumped", "von-trong-ky", {"before": before, "now": period})
    if total is None:
        return
    reached = last.implemented_vnd if last else None
    if reached is not None and total < reached:
        yield Question("implemented_less", "von-luy-ke", {"before": reached, "now": total})
    elif reached is not None and known.is_next and period is not None:
        expected = reached + period
        if abs(total - expected) >= NEAR_VND:
            yield Question("implemented_sum", "von-luy-ke", {"before": expected, "now": total})
    if reached is None and known.brought_vnd and total < known.brought_vnd:
        words = {"before": known.brought_vnd, "now": total}
        yield Question("implemented_below_record", "von-luy-ke", words)
    if known.registered_vnd is not None and total > known.registered_vnd:
        words = {"before": known.registered_vnd, "now": total}
        yield Question("implemented_above_registered", "von-luy-ke", words)


def _rest(said: Answers, known: Known) -> Iterator[Question]:
    if said.revenue_vnd and said.works not in ("", "operating"):
        words: dict[str, int | Decimal | str] = {"now": said.revenue_vnd}
        yield Question("revenue_without_operation", "ket-qua", words)
    workers, foreign = said.workers, said.foreign_workers
    if workers is not None and foreign is not None and foreign > workers:
        yield Question("more_foreign_than_all", "lao-dong", {"before": workers, "now": foreign})
    before = known.last.workers if known.last else None
    if workers is not None and before is not None and _jumped(workers, before):
        yield Question("workers_jumped", "lao-dong", {"before": before, "now": workers})
    used = said.land_used_m2
    if used is not None and known.handed_m2 is not None and used > known.handed_m2:
        yield Question("land_above_handed", "dat", {"before": known.handed_m2, "now": used})


def _jumped(workers: int, before: int) -> bool:
    most, least = max(workers, before), min(workers, before)
    return most >= _FEW_WORKERS and most > JUMP * least

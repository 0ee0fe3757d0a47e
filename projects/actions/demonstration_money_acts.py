"""The demonstration's capital in dollars, fates of deposits and counts of clearance, by real acts.

All of it is invented, as everything of the demonstration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from projects.actions import clearance, deposits, money, terms
from projects.actions.acts import Seen
from projects.models import Investor, Project
from vn.dates import add_months

_FOREIGN_TOLD = 2
_RATE = Decimal(25_000)


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who acts on the day of viewing."""

    by: User | None
    on: date
    at: datetime

    @property
    def keywords(self) -> dict[str, Any]:
        """The keywords of every action."""
        return {"by": self.by, "on": self.on, "at": self.at}

    def ago(self, months: int) -> date:
        """A day some months before."""
        return add_months(self.on, -months)


def tell_of_money(
    *, projects: Mapping[str, Project], by: User | None, on: date, at: datetime
) -> None:
    """Parts of the capital, four deposits and three projects with clearance; by their story."""
    hand = _Hand(by, on, at)
    foreign = [row for row in projects.values() if _is_foreign(row)]
    for project in foreign[:_FOREIGN_TOLD]:
        _in_parts(hand, project)
    _reduced(hand, projects["approved_this_year"])
    _half_released(hand, projects["under_construction"])
    _forfeited(hand, projects["ended"])
    _cleared(hand, projects["waiting"], _NEARLY, by_agreement=True, until=hand.ago(2))
    _cleared(hand, projects["handover_late"], _SLOWLY, by_agreement=False, until=None)
    _cleared(
        hand, projects["awaiting_handover"], _UNTOLD, by_agreement=True, until=add_months(on, 4)
    )


def _is_foreign(project: Project) -> bool:
    investor = project.investor
    return investor is not None and investor.kind == Investor.Kind.FOREIGN


def _in_parts(hand: _Hand, project: Project) -> None:
    """A fifth of the investor's own, the rest lent; dollars at the rate of the certificate."""
    total = project.registered_capital_vnd or 0
    own = total // 5
    name = project.investor.name if project.investor else ""
    day = project.capital_rate_date or hand.ago(30)
    for kind, amount, investor in (("equity", own, name), ("loan", total - own, "")):
        facts = money.CapitalPartFacts(
            kind=kind,
            amount_vnd=amount,
            investor=investor,
            source="Giấy chứng nhận đăng ký đầu tư (dữ liệu minh họa)",
            amount_usd=Decimal(amount) / _RATE,
            rate_vnd=_RATE,
            rate_date=day,
        )
        money.add_part(**hand.keywords, project_id=project.pk, facts=facts)


def _reduced(hand: _Hand, project: Project) -> None:
    """A quarter off the deposit for an incentive area, to be paid in two months."""
    project.refresh_from_db()
    facts = terms.TermFacts(
        deposit_duty=Project.DepositDuty.REQUIRED,
        deposit_base_vnd=project.registered_capital_vnd,
        deposit_due_date=add_months(hand.on, 2),
        deposit_reduction_percent=25,
        deposit_reduction_basis="Địa bàn khó khăn, theo thỏa thuận ký quỹ 05/TTKQ (minh họa)",
    )
    terms.set_terms(**hand.keywords, seen=Seen(project.pk, project.version), facts=facts)


def _half_released(hand: _Hand, project: Project) -> None:
    deposit = project.deposits.get()
    _leaves(hand, project, deposit.pk, "released", deposit.amount_vnd // 2)


def _forfeited(hand: _Hand, project: Project) -> None:
    """Paid long before, forfeited whole after the decision that ended the project."""
    base = project.registered_capital_vnd or 0
    facts = deposits.DepositFacts(
        kind="deposit",
        amount_vnd=base * 3 // 100,
        document_number="118/GNT",
        paid_date=hand.ago(28),
    )
    row = deposits.add_deposit(**hand.keywords, project_id=project.pk, facts=facts).row
    _leaves(hand, project, row.pk, "forfeited", row.amount_vnd)


def _leaves(hand: _Hand, project: Project, deposit_id: int, kind: str, amount: int) -> None:
    number = "27/TB-STC" if kind == "released" else "31/QĐ-UBND"
    facts = deposits.OutcomeFacts(
        kind=kind,
        amount_vnd=amount,
        date=hand.on - timedelta(days=12),
        document_number=number,
        note="Dữ liệu minh họa",
    )
    deposits.add_outcome(**hand.keywords, project_id=project.pk, deposit_id=deposit_id, facts=facts)


_Count = tuple[int, int, int, int | None, int]
"""Months ago; of 64 households how many agreed and were paid; of 70 users how many agreed; per
cent of the area agreed."""

_NEARLY: tuple[_Count, ...] = (
    (8, 31, 12, 34, 48),
    (6, 40, 25, 44, 61),
    (4, 49, 36, 54, 77),
    (1, 53, 44, 58, 82),
)
_SLOWLY: tuple[_Count, ...] = ((6, 12, 4, 15, 20), (3, 22, 12, 26, 34), (1, 27, 15, 31, 40))
_UNTOLD: tuple[_Count, ...] = ((5, 20, 8, None, 30), (1, 38, 19, None, 58))


def _cleared(
    hand: _Hand,
    project: Project,
    counts: tuple[_Count, ...],
    *,
    by_agreement: bool,
    until: date | None,
) -> None:
    area = project.land_area_m2 or Decimal(100_000)
    for months, agreed, paid, users, percent in counts:
        facts = clearance.CountFacts(
            as_of_date=hand.ago(months),
            households_total=64,
            households_agreed=agreed,
            households_paid=paid,
            users_total=None if users is None else 70,
            users_agreed=users,
            area_total_m2=area,
            area_agreed_m2=(area * percent / 100).quantize(Decimal("0.01")),
            by_agreement=by_agreement,
            agreement_deadline=until,
            source=f"Báo cáo số {90 - months}/BC-UBND của xã (minh họa)",
        )
        clearance.add_count(**hand.keywords, project_id=project.pk, facts=facts)

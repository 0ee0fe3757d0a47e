"""What an owner has to do this month, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from deadlines.models import Obligation
from disbursement import entry_months as months
from disbursement.entry_months import OwnerMonth
from disbursement.figures_wording import BASES, percent, points
from disbursement.querysets.figures import By, Question, rolled_up
from disbursement.querysets.months import standing
from disbursement.querysets.payments import LineOfMonth
from disbursement.rules.basis import Basis, Rate
from disbursement.rules.figures import Figures, added_up
from projects.querysets.public import own_agencies
from vn.money import trieu_text

LINES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Behind:
    """A line behind its scenario."""

    code: str
    name: str
    source: str
    points: str
    left: str


@dataclass(frozen=True, slots=True)
class Part:
    """One owner of the person's: what is due, how far it is, its rate beside the province's."""

    of: OwnerMonth
    closed: bool
    duty: Obligation | None
    days_left: int | None
    rate: Rate
    figures: Figures
    province: Rate
    behind: Sequence[Behind]
    behind_in_all: int

    @property
    def entered_percent(self) -> int:
        """How far the entry is, for a bar."""
        return 100 * self.of.state.entered // max(self.of.state.lines, 1)

    @property
    def said(self) -> dict[str, str]:
        """The rates in words, with base and day."""
        return {
            "rate": percent(self.rate),
            "province": percent(self.province),
            "points": points(self.rate.points_from(self.province)),
            "paid": trieu_text(self.figures.disbursed_vnd),
            "base": trieu_text(self.figures.deployed_vnd),
            "basis": str(BASES[Basis.DEPLOYED]),
        }


def parts(user: User, month: date, on: date) -> list[Part]:
    """A part for each owner the person enters for that has capital in the month."""
    own = own_agencies(user)
    lines = [line for line in months.lines_for(user, month, on) if line.owner_id in own]
    owners = months.owners_of(lines, month)
    # January is the thirteenth month of the plan of the year before (D1).
    year = month.year if month.month > 1 else month.year - 1
    figures = rolled_up(Question(year, month), By.OWNER) if owners else {}
    province = added_up(month, list(figures.values())).rate()
    closed = standing(month) is not None
    return [
        _part(each, figures.get(each.owner.pk, Figures(month)), province, lines, (on, closed))
        for each in owners
    ]


def _part(
    of: OwnerMonth,
    figures: Figures,
    province: Rate,
    lines: Sequence[LineOfMonth],
    at: tuple[date, bool],
) -> Part:
    duty = months.duty_to_send(of.owner, figures.month)
    late = sorted(
        (line for line in lines if line.owner_id == of.owner.pk and (line.gap_points or 0) < 0),
        key=lambda line: (line.gap_points or 0, line.pk),
    )
    return Part(
        of=of,
        closed=at[1],
        duty=duty,
        days_left=(duty.due_date - at[0]).days if duty and duty.due_date else None,
        rate=figures.rate(),
        figures=figures,
        province=province,
        behind=[_behind(line) for line in late[:LINES_SHOWN]],
        behind_in_all=len(late),
    )


def _behind(line: LineOfMonth) -> Behind:
    left = trieu_text(max(line.allocated_vnd - line.accumulated_vnd, 0))
    return Behind(line.code, line.name, line.source, points(line.gap_points), left)

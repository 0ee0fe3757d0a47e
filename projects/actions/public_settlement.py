"""A public project handed over to its users, and its final settlement (D8)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import Deed, Outcome, Seen, assign, lock_seen, settle, store, unchanged
from projects.actions.refusals import Refusal, not_after
from projects.models import PublicProject
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementFacts:
    """The days of handing over, of filing the settlement, of its approval with its document."""

    handed_over_date: date | None = None
    settlement_filed_date: date | None = None
    settlement_approved_date: date | None = None
    settlement_number: str = ""


class ApprovalWithoutNumber(Refusal):
    """An approval of the settlement is a decision; a decision has its number and its day."""

    field = "settlement_number"
    text = _("Give the number of the decision that approves the settlement, together with its day.")


class OutOfOrder(Refusal):
    """A step of the settlement lies before the one it follows."""

    text = _(
        "A project is handed over, then its settlement is filed, then approved. Check the days."
    )


@transaction.atomic
def record(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: SettlementFacts
) -> Outcome[PublicProject]:
    """Record handing over and settlement; `seen` is the public side of the project.

    Raises `Stale`, `InTheFuture`, `ApprovalWithoutNumber` and `OutOfOrder`.
    """
    row = lock_seen(PublicProject.objects.select_related("project"), seen)
    number = tidy(facts.settlement_number)
    _refuse_contradiction(facts, number, on)
    found = assign(row, asdict(facts) | {"settlement_number": number})
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    deed = Deed(
        verb="public_settlement_recorded",
        row=row,
        project=row.project,
        summary=_("Handing over and settlement: %(fields)s"),
        change=found,
        reason=seen.why,
    )
    return settle(deed, by=by, on=on, at=at)


def _refuse_contradiction(facts: SettlementFacts, number: str, on: date) -> None:
    steps = (
        ("handed_over_date", facts.handed_over_date),
        ("settlement_filed_date", facts.settlement_filed_date),
        ("settlement_approved_date", facts.settlement_approved_date),
    )
    latest: date | None = None
    for name, day in steps:
        not_after(day, on=on, field=name)
        if day is not None and latest is not None and day < latest:
            raise OutOfOrder(field=name)
        latest = day or latest
    if (facts.settlement_approved_date is not None) != bool(number):
        raise ApprovalWithoutNumber

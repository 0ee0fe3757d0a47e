"""Which enterprise an investor belongs to: groups of companies."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import Outcome, Seen, assign, unchanged
from projects.actions.investor_acts import InvestorDeed, keep, lock_investor, tell
from projects.actions.refusals import Refusal
from projects.models import Investor


class GroupWouldTurn(Refusal):
    """Nobody belongs to a company that belongs to it."""

    field = "parent"
    text = _(
        "%(parent)s belongs to the group of %(name)s itself. Take it out of that group first, or "
        "choose another parent company."
    )


class GroupWasMerged(Refusal):
    """A record that was merged stands for nobody any more."""

    field = "parent"
    text = _("%(parent)s was merged into another record. Choose that one.")


@transaction.atomic
def set_group(
    *, by: User | None, on: date, at: datetime, seen: Seen, parent_id: int | None
) -> Outcome[Investor]:
    """Say which company an investor belongs to, or that it belongs to none.

    Raises `Stale`, `GroupWouldTurn`, `GroupWasMerged` and `Invalid`.
    """
    row = lock_investor(seen)
    parent = Investor.objects.get(pk=parent_id) if parent_id else None
    if parent is not None and parent.merged_into_id is not None:
        raise GroupWasMerged(parent=parent)
    if parent is not None and parent.pk != row.pk and is_beneath(parent, row):
        raise GroupWouldTurn(parent=parent, name=row)
    change = assign(row, {"parent": parent})
    if not change:
        return unchanged(row)
    keep(row)
    summary = _("Now in the group of %(group)s") if parent else _("No longer in a group")
    words = {"group": parent or ""}
    tell(InvestorDeed("investor_grouped", row, summary, change, words, seen.why), by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


def is_beneath(row: Investor, above: Investor) -> bool:
    """Whether the record belongs, at any remove, to the other."""
    known: set[int] = set()
    step: Investor | None = row
    while step is not None and step.pk not in known:
        known.add(step.pk)
        step = step.parent
        if step is not None and step.pk == above.pk:
            return True
    return False

"""What a public project disbursed in its life, held against its total investment (D3)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import Deed, Outcome, Seen, assign, lock_seen, settle, store, unchanged
from projects.actions.refusals import Refusal
from projects.models import PublicProject
from vn.numbers import group
from vn.text import tidy


class MoreThanItsTotal(Refusal):
    """More would have been disbursed than was decided, and no document allows it."""

    text = _(
        "Project %(code)s would have disbursed %(spent)s of a total investment of %(total)s. "
        "Record the adjusted decision first, or name the document that allows more."
    )


class LessThanNothing(Refusal):
    """More would be taken back than was disbursed."""

    text = _("Of project %(code)s %(spent)s were disbursed. Give that amount or less.")


def exact_text(vnd: int) -> str:
    """An amount to the last đồng, as a refusal compares it with another."""
    return f"{group(vnd)} đồng"


@transaction.atomic
def book(*, project_id: int, delta_vnd: int) -> PublicProject:
    """Add to, or take from, what a project disbursed since the portal keeps its ledger.

    Called by the actions on payments, within their transaction, with the difference in whole đồng;
    the row stays locked until its end. Raises `MoreThanItsTotal` and `LessThanNothing`.
    """
    row: PublicProject = (
        PublicProject.objects.select_for_update(of=("self",), no_key=True)
        .select_related("project")
        .get(project_id=project_id)
    )
    if row.disbursed_vnd + delta_vnd < 0:
        raise LessThanNothing(code=row.project.code, spent=exact_text(row.disbursed_vnd))
    row.disbursed_vnd += delta_vnd
    if delta_vnd > 0:
        refuse_overspent(row)
    row.save(update_fields=["disbursed_vnd"])
    return row


@transaction.atomic
def name_exception(
    *, by: User | None, on: date, at: datetime, seen: Seen, number: str, reason: str
) -> Outcome[PublicProject]:
    """Name the document that lets a project disburse more than its total, or take it back ("").

    Raises `Stale`, `Invalid`, and `MoreThanItsTotal` where the exception is still needed.
    """
    row = lock_seen(PublicProject.objects.select_related("project"), seen)
    found = assign(row, {"exception_number": tidy(number), "exception_reason": tidy(reason)})
    if not found:
        return unchanged(row)
    refuse_overspent(row)
    row.version += 1
    store(row)
    deed = Deed(
        verb="public_exception_named",
        row=row,
        project=row.project,
        summary=_("Document allowing more than the total investment: %(fields)s"),
        change=found,
        reason=seen.why,
    )
    return settle(deed, by=by, on=on, at=at)


def refuse_overspent(row: PublicProject) -> None:
    """Raise `MoreThanItsTotal` when the life of the project cost more than its known total."""
    spent, total = row.opening_disbursed_vnd + row.disbursed_vnd, row.total_investment_vnd
    if total is not None and spent > total and not row.exception_number:
        words = {"spent": exact_text(spent), "total": exact_text(total)}
        raise MoreThanItsTotal(code=row.project.code, **words)

"""Take two merged records apart again, and say of two that they were never one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from deadlines.actions.refreshing import refresh
from projects.actions.acts import Change, Outcome, plain, store
from projects.actions.investor_acts import InvestorDeed, keep, lock_projects, one_at_a_time, tell
from projects.actions.investor_groups import is_beneath
from projects.actions.investor_merging import MOVES, Link, give, repeats, settle_projects
from projects.actions.refusals import Refusal
from projects.models import Investor, InvestorMerge, InvestorsApart
from vn.text import tidy


class UndoneAlready(Refusal):
    """A second click, or a colleague was faster."""

    status = 409
    text = _("These two records were taken apart already.")


class LaterMergeFirst(Refusal):
    """What was given on must come back first."""

    status = 409
    text = _("%(name)s was merged into another record since. Undo that merge first.")


class GroupsChanged(Refusal):
    """The groups as they were would lead in a circle by now."""

    status = 409
    text = _(
        "The groups changed since: as they were before, %(name)s would belong to itself. Correct "
        "the groups of companies, then undo the merge."
    )


class SayWhyTwo(Refusal):
    """The next reader wants to know."""

    field = "reason"
    text = _("Say how one knows that these are two investors, for example their tax codes.")


@transaction.atomic
def undo(*, by: User, on: date, at: datetime, merge_id: int, reason: str) -> Outcome[InvestorMerge]:
    """Give the merged record back what the merge took, as far as it still lies with the one kept.

    What was recorded after the merge stays with the record kept, and so does a fact somebody
    corrected since. Raises `UndoneAlready`, `LaterMergeFirst` and `GroupsChanged`.
    """
    kept_id = InvestorMerge.objects.values_list("kept_id", flat=True).get(pk=merge_id)
    lock_projects([kept_id])
    one_at_a_time()
    row, kept, merged = _locked(merge_id)
    restored = _restore(kept, row)
    merged.merged_into = None
    ids = {link.key: _give_back(link, row, at=at) for link in MOVES}
    row.kept, row.merged = kept, merged
    for investor in (merged, kept):
        keep(investor)
    for investor in Investor.objects.filter(pk__in=[kept.pk, merged.pk]):
        if is_beneath(investor, investor):
            raise GroupsChanged(name=investor.name)
    row.undone_at, row.undone_by_id = at, by.pk
    row.save(update_fields=["undone_at", "undone_by_id"])
    summary, words = _("%(merged)s is a record of its own again"), {"merged": merged.name}
    for investor in (kept, merged):
        told = restored if investor is kept else Change()
        deed = InvestorDeed("investors_unmerged", investor, summary, told, words, reason)
        tell(deed, by=by)
    changed = settle_projects(row, ids[MOVES[0].key], by=by, back=True)
    refresh(project_ids=ids[MOVES[0].key], on=on, at=at, cause="investors_unmerged")
    return Outcome(row=row, changed=("investor",), moved=changed)


def _locked(merge_id: int) -> tuple[InvestorMerge, Investor, Investor]:
    row = InvestorMerge.objects.select_for_update(no_key=True).get(pk=merge_id)
    rows = Investor.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    found = {each.pk: each for each in rows.filter(pk__in=[row.kept_id, row.merged_id])}
    kept, merged = found[row.kept_id], found[row.merged_id]
    if row.undone_at is not None or merged.merged_into_id != kept.pk:
        raise UndoneAlready
    if kept.merged_into_id is not None:
        raise LaterMergeFirst(name=kept.name)
    return row, kept, merged


def _restore(kept: Investor, row: InvestorMerge) -> Change:
    """The facts of the record kept as they were, unless somebody corrected them since."""
    change = Change()
    for column, taken in row.moved["new"].items():
        if plain(getattr(kept, column)) == taken:
            change.old[column], change.new[column] = taken, row.moved["old"][column]
            setattr(kept, column, row.moved["old"][column])
    return change


def _give_back(link: Link, row: InvestorMerge, *, at: datetime) -> list[int]:
    """Those rows that still lie with the record kept."""
    kept = row.moved["rows"].get(link.key, [])
    rows = link.model._default_manager.filter(pk__in=kept, **{link.field: row.kept_id})
    ids = [each.pk for each in rows.order_by("pk") if not repeats(each, link.field, row.merged)]
    give(link, ids, row.merged, at=at)
    return ids


@transaction.atomic
def keep_apart(
    *, by: User | None, on: date, at: datetime, ids: tuple[int, int], reason: str
) -> Outcome[InvestorsApart]:
    """Record that two records that look alike are two investors. Raises `SayWhyTwo` and `Invalid`."""
    if not tidy(reason):
        raise SayWhyTwo
    one, other = sorted(ids)
    row = InvestorsApart(one_id=one, other_id=other, reason=tidy(reason))
    row.recorded_by_id = by.pk if by else None
    store(row)
    for investor, second in ((row.one, row.other), (row.other, row.one)):
        words = {"name": second.name}
        summary = _("Not the same investor as %(name)s")
        tell(InvestorDeed("investors_apart", investor, summary, Change(), words, row.reason), by=by)
    return Outcome(row=row, changed=("reason",), moved=0)

"""The plan of a year and its projects, with the reason why each was chosen (law.md §4.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from inspections.actions.refreshing import refresh_plans
from inspections.models import InspectionPlan, PlanItem
from inspections.rules.subjects import PLAN
from projects.actions.acts import Change, Outcome, Seen, assign, store, unchanged
from projects.actions.refusals import Refusal, Stale
from projects.wording import named
from vn.text import nfc, tidy

States = InspectionPlan.State
EDITABLE = (States.DRAFT, States.ANSWERED)
"""While projects come and go: before the draft is submitted, and to follow the head's opinion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """A project of a plan and why it was chosen; the quarter is 1 to 4.

    `document` is what adds it to a plan that was issued already.
    """

    project_id: int
    reason_kind: str
    reason: str
    content: str
    quarter: int
    flag_id: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    on_site: bool = True
    overlap_reason: str = ""
    document: str = ""


class ClosedPlan(Refusal):
    """Projects are settled while the head looks at the draft, and after it was issued."""

    status = 409
    text = _("This plan is not being drafted now. Open it again to see how far it has come.")


class DocumentMissing(Refusal):
    """What was issued changes by a document."""

    field = "document"
    text = _("This plan was issued. Give the document that adds the project to it.")


@transaction.atomic
def open_plan(
    *, by: User | None, on: date, at: datetime, kind: str, year: int, body_id: int
) -> Outcome[InspectionPlan]:
    """Begin the plan of a body for a year. Raises `Invalid` when there is one."""
    row = InspectionPlan(recorded_by_id=by.pk if by else None)
    change = assign(row, {"kind": kind, "year": year, "body_id": body_id})
    store(row)
    tell(row, "plan_opened", _("Plan %(plan)s opened"), by=by, plan=row)
    moved = refresh_plans(plan_ids=[row.pk], on=on, at=at, cause="plan_opened")
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


@transaction.atomic
def add_item(
    *, by: User | None, on: date, at: datetime, plan_id: int, facts: ItemFacts
) -> Outcome[PlanItem]:
    """Take a project into a plan, also one that was taken out; after it was issued, by a document.

    Raises `ClosedPlan`, `DocumentMissing` and `Invalid`.
    """
    plan = _locked(plan_id)
    if plan.state == States.ISSUED and not tidy(facts.document):
        raise DocumentMissing
    if plan.state == States.SUBMITTED:
        raise ClosedPlan
    taken_out = PlanItem.objects.filter(
        plan=plan, project_id=facts.project_id, dropped_at__isnull=False
    )
    row = taken_out.first() or PlanItem(plan=plan, recorded_by_id=by.pk if by else None)
    again = {"dropped_at": None, "dropped_by_id": None, "dropped_reason": ""}
    change = assign(row, _values(facts) | (again if row.pk else {}))
    row.version += 1 if row.pk else 0
    store(row)
    summary = _("%(project)s taken into the plan")
    tell(plan, "plan_widened", summary, by=by, change=change, project=row.project.code)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def add_items(
    *, by: User | None, on: date, at: datetime, plan_id: int, items: Sequence[ItemFacts]
) -> Outcome[InspectionPlan]:
    """Take projects that were ticked or drawn into a draft, all or none. As `add_item`."""
    plan = _drafted(plan_id)
    for facts in items:
        add_item(by=by, on=on, at=at, plan_id=plan.pk, facts=facts)
    return Outcome(row=plan, changed=("items",) if items else (), moved=0)


@transaction.atomic
def correct_item(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: ItemFacts
) -> Outcome[PlanItem]:
    """Correct a project of a plan. Raises `Stale`, `ClosedPlan` and `Invalid`."""
    plan = _drafted(PlanItem.objects.values_list("plan_id", flat=True).get(pk=seen.pk))
    row = _item(seen)
    change = assign(row, _values(facts) | {"project_id": row.project_id})
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("%(project)s in the plan corrected: %(fields)s")
    words = {"project": row.project.code, "fields": named(change.new)}
    tell(plan, "plan_corrected", summary, by=by, change=change, **words)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def drop_item(
    *, by: User | None, on: date, at: datetime, seen: Seen, reason: str
) -> Outcome[PlanItem]:
    """Take a project out of a plan; it stays on record with the reason.

    Raises `Stale`, `Invalid`, and `ClosedPlan` while the head looks at the draft.
    """
    plan_id = PlanItem.objects.values_list("plan_id", flat=True).get(pk=seen.pk)
    plan = _locked(plan_id)
    if plan.state == States.SUBMITTED:
        raise ClosedPlan
    row = _item(seen)
    change = assign(row, {"dropped_reason": tidy(reason)})
    row.dropped_at, row.dropped_by_id = at, by.pk if by else None
    row.version += 1
    store(row)
    summary = _("%(project)s taken out of the plan")
    words = {"project": row.project.code}
    tell(plan, "plan_narrowed", summary, by=by, change=change, reason=reason, **words)
    return Outcome(row=row, changed=("dropped_reason",), moved=0)


def _locked(plan_id: int) -> InspectionPlan:
    row: InspectionPlan = InspectionPlan.objects.select_for_update(no_key=True).get(pk=plan_id)
    return row


def _drafted(plan_id: int) -> InspectionPlan:
    row = _locked(plan_id)
    if row.state not in EDITABLE:
        raise ClosedPlan
    return row


def _item(seen: Seen) -> PlanItem:
    """The project of a plan a person saw; `lock_seen` would hold the project of the registry."""
    row: PlanItem = PlanItem.objects.select_for_update(of=("self",), no_key=True).get(pk=seen.pk)
    if row.version != seen.version or row.dropped_at is not None:
        raise Stale
    return row


def _values(facts: ItemFacts) -> dict[str, Any]:
    values = asdict(facts)
    if document := tidy(values.pop("document")):
        values["reason"] = gettext("%(reason)s (added by %(document)s)") % {
            "reason": facts.reason.strip(),
            "document": document,
        }
    for name in ("reason", "overlap_reason"):
        values[name] = nfc(values[name]).strip()
    values["content"] = tidy(values["content"])
    return values


def tell(
    plan: InspectionPlan,
    verb: str,
    summary: Promise,
    /,
    *,
    by: User | None,
    change: Change | None = None,
    reason: str = "",
    **words: object,
) -> None:
    """One line of the plan's own history: it names no project, a draft is known to few."""
    told = change or Change()
    entry = Entry(
        verb=verb,
        subject_kind=PLAN,
        subject_id=plan.pk,
        summary=in_words(summary, **words),
        old=told.old,
        new=told.new,
        reason=tidy(reason),
    )
    record(by=by, entry=entry)

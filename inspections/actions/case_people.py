"""Who is on a case, in which group, and which body follows it up (law.md §4.2, §12.17; R-4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.actions.cases import refuse_ended
from inspections.actions.refreshing import refresh
from inspections.actions.telling import Told, tell
from inspections.models import Case, CaseGroup, CaseMember, CaseTransfer
from inspections.people import WRITES
from projects.actions.acts import Outcome, Seen, assign, lock_seen, store
from projects.actions.refusals import Refusal, not_after
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on a case: an account, or a name alone."""

    duty: str
    user: User | None = None
    name: str = ""
    position: str = ""
    group_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """To whom what goes, by which document."""

    kind: str
    to_body_id: int | None
    to_name: str
    on_date: date
    document_number: str
    reason: str = ""


class NobodyLeft(Refusal):
    """A case nobody can read would be lost."""

    text = _("This is the last person who works on the case. Add another one first.")


class GroupOfAnotherCase(Refusal):
    """A group that is not of this case."""

    text = _("This group is of another case. Choose one from the list.")


@transaction.atomic
def join(
    *, by: User | None, on: date, at: datetime, case_id: int, person: Person
) -> Outcome[CaseMember]:
    """Put somebody on a case, or give another duty or group to who is on it already.

    A new head takes the place of the one before, who stays a member.
    Raises `NotOpen`, `GroupOfAnotherCase`, `NobodyLeft` and `Invalid`.
    """
    case = _open(case_id)
    if person.group_id and not case.groups.filter(pk=person.group_id).exists():
        raise GroupOfAnotherCase(field="group")
    if person.duty == CaseMember.Duty.HEAD:
        heads = case.members.filter(duty=CaseMember.Duty.HEAD, left_date=None)
        for head in heads.exclude(user=person.user) if person.user else heads:
            head.duty = CaseMember.Duty.MEMBER
            head.version += 1
            store(head)
    there = case.members.filter(user=person.user, left_date=None) if person.user else None
    row = (there.first() if there else None) or CaseMember(
        case=case, recorded_by_id=by.pk if by else None
    )
    row.version += 1 if row.pk else 0
    change = assign(
        row,
        {
            "user": person.user,
            "name": tidy(person.name) or str(person.user or ""),
            "position": tidy(person.position) or (person.user.position if person.user else ""),
            "duty": person.duty,
            "group_id": person.group_id,
        },
    )
    store(row)
    _refuse_without_workers(case)
    told = Told("case_joined", case.pk, _("%(name)s is on the case"), change, {"name": row.name})
    tell(told, by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def leave(
    *, by: User | None, on: date, at: datetime, seen: Seen, left_date: date, left_reason: str
) -> Outcome[CaseMember]:
    """Take somebody off a case, who no longer reads it. Raises `NobodyLeft`, `Stale`, `NotOpen`."""
    row = lock_seen(CaseMember.objects.select_related("case"), seen)
    refuse_ended(row.case)
    not_after(left_date, on=on, field="left_date")
    change = assign(row, {"left_date": left_date, "left_reason": tidy(left_reason)})
    row.version += 1
    store(row)
    _refuse_without_workers(row.case)
    told = Told(
        "case_left",
        row.case_id,
        _("%(name)s is no longer on the case"),
        change,
        {"name": row.name},
        left_reason,
    )
    tell(told, by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def add_group(
    *, by: User | None, on: date, at: datetime, case_id: int, topic: str
) -> Outcome[CaseGroup]:
    """Add a group with its topic. Raises `NotOpen` and `Invalid`."""
    case = _open(case_id)
    last = case.groups.aggregate(last=Max("ordinal"))["last"] or 0
    row = CaseGroup(case=case, ordinal=last + 1, topic=tidy(topic))
    store(row)
    words = {"group": str(row)}
    tell(Told("case_group_added", case.pk, _("Group added: %(group)s"), words=words), by=by)
    return Outcome(row=row, changed=("topic",), moved=0)


@transaction.atomic
def hand_over(
    *, by: User | None, on: date, at: datetime, case_id: int, facts: Handover
) -> Outcome[CaseTransfer]:
    """Hand a case over. Raises `NotOpen`, `InTheFuture` and `Invalid`.

    With RESPONSIBLE another body follows it up from now on; whoever is on the case stays on it
    until taken off, so that nothing is lost on the way.
    """
    case = _open(case_id)
    not_after(facts.on_date, on=on, field="on_date")
    row = CaseTransfer(
        case=case, from_body_id=case.responsible_body_id, recorded_by_id=by.pk if by else None
    )
    row.to_body_id = facts.to_body_id
    row.to_name = tidy(facts.to_name) or (row.to_body.name if row.to_body else "")
    row.kind, row.on_date = facts.kind, facts.on_date
    row.document_number, row.reason = tidy(facts.document_number), tidy(facts.reason)
    store(row)
    if row.kind == CaseTransfer.Kind.RESPONSIBLE and facts.to_body_id:
        case.responsible_body_id = facts.to_body_id
        case.version += 1
        store(case)
    words = {"who": row.to_name, "number": row.document_number}
    summary = _("Case handed over to %(who)s by %(number)s")
    tell(Told("case_handed_over", case.pk, summary, words=words, reason=row.reason), by=by)
    moved = refresh(case_ids=[case.pk], on=on, at=at, cause="case_handed_over")
    return Outcome(row=row, changed=("responsible_body",), moved=moved)


def _refuse_without_workers(case: Case) -> None:
    if not case.members.filter(left_date=None, user__is_active=True, duty__in=WRITES).exists():
        raise NobodyLeft


def _open(case_id: int) -> Case:
    case: Case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    refuse_ended(case)
    return case

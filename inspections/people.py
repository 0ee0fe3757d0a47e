"""Who may write a case, and who reads it before it is published (R-4.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.permissions import Permission
from inspections.models import CaseMember

if TYPE_CHECKING:
    from accounts.models import User
    from inspections.models import Case

WRITES = (CaseMember.Duty.HEAD, CaseMember.Duty.DEPUTY, CaseMember.Duty.MEMBER)
"""Who supervises the team, and the leader in charge, read."""


def may_write(case: Case, user: User) -> bool:
    """Whether this person, or somebody he or she stands in for, works on the case today."""
    if not user.can(Permission.KEEP_CASES):
        return False
    on_it = CaseMember.objects.filter(case=case, left_date=None, duty__in=WRITES)
    return on_it.filter(user__in=[person.pk for person in user.persons]).exists()


def is_on(case: Case, user: User) -> bool:
    """Whether this person, or somebody he or she stands in for, is on the case today."""
    on_it = CaseMember.objects.filter(case=case, left_date=None)
    return on_it.filter(user__in=[person.pk for person in user.persons]).exists()

"""How far a person acts for an investor: representatives and reporters file, readers look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.models import InvestorMember

if TYPE_CHECKING:
    from accounts.models import User

_FILING = (InvestorMember.Role.REPRESENTATIVE, InvestorMember.Role.REPORTER)


def role_in(user: User, investor_id: int | None) -> str:
    """The role of this person for an investor; empty for none."""
    if investor_id is None:
        return ""
    rows = InvestorMember.objects.filter(user=user, investor_id=investor_id)
    return rows.values_list("role", flat=True).first() or ""


def may_file(user: User, investor_id: int | None) -> bool:
    """Whether this person may send reports and requests in the name of an investor."""
    return role_in(user, investor_id) in _FILING

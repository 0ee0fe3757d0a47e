"""Who usually issues which document (R-1.2): a proposal for a form, never a check.

From 1 March 2026 the Chairperson of the provincial People's Committee approves, before it the
committee did; the management board issues in the zones it manages.
"""

from __future__ import annotations

from deadlines.rules.law_land import INVESTMENT_LAW_2025_START
from vn.dates import PartialDate

CHAIRPERSON, COMMITTEE = "chairperson", "committee"
ZONE_BOARD, DEPARTMENT, UNKNOWN = "zone_board", "department", "unknown"

_OF_A_BOARD = frozenset({"industrial_zone", "border_gate_zone", "economic_zone"})
_APPROVALS = frozenset({"policy_approval", "investor_approval"})
_CERTIFICATE, _ADJUSTMENT = "registration_certificate", "adjustment"


def usual_authority(
    *, kind: str, issued: PartialDate | None, zone: str = "", adjusted: str = ""
) -> str:
    """The authority that usually issues such a document, "unknown" where none can be named.

    `adjusted` is the kind of document at the root of what an adjustment adjusts.
    """
    of = (adjusted or "policy_approval") if kind == _ADJUSTMENT else kind
    if of not in (*_APPROVALS, _CERTIFICATE):
        return UNKNOWN
    if zone in _OF_A_BOARD:
        return ZONE_BOARD
    return DEPARTMENT if of == _CERTIFICATE else _approver(issued)


def _approver(issued: PartialDate | None) -> str:
    """By the day; a month, quarter or year that holds both days names nobody."""
    if issued is None:
        return UNKNOWN
    if issued.first >= INVESTMENT_LAW_2025_START:
        return CHAIRPERSON
    return COMMITTEE if issued.last < INVESTMENT_LAW_2025_START else UNKNOWN

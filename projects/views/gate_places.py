"""Where each fact of the gates is entered: the address of its page and the box on it."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from projects.rules.gate_facts import GateFacts, Proof
from projects.rules.gates import Need

_OF_TRANCHE = {"number": "decision-decision_number", "issued": "decision-decision_date"}
_LAND_PAGES = ("land", "handover")


def place(need: Need, facts: GateFacts, code: str, user: User) -> str:
    """The address of the box for this fact, empty where this person may not enter it."""
    if not (need.page and user.can(_permission(need, facts))):
        return ""
    proof = _PROOFS.get(need.page)
    if proof is not None:
        return _of_proof(need, getattr(facts, proof), code)
    if need.page == "handover":
        return _of_handover(need, facts, code)
    if need.page == "investor" and facts.investor_id is None:
        return _page("edit", code, "id_investor_kind")
    return _page(_PAGES[need.page], code, f"id_{need.box}" if need.box else "")


_PROOFS = {"approval": "approval", "certificate": "certificate", "land": "land"}
_PAGES = {
    "edit": "edit",
    "investor": "investor_edit",
    "state": "state",
    "deposit": "deposit_add",
    "milestone": "item_add",
    "suspend": "suspend",
    "terminate": "terminate",
    "proposal": "proposal_add",
}


def _permission(need: Need, facts: GateFacts) -> Permission:
    if need.page == "proposal":
        return Permission.APPRAISE
    document = need.page == "land" and facts.land is not None and not facts.land.of_tranche
    of_land = need.page in _LAND_PAGES and not document
    return Permission.EDIT_LAND if of_land else Permission.EDIT_PROJECT


def _of_proof(need: Need, proof: Proof | None, code: str) -> str:
    """The document or tranche on record, else the page that adds one."""
    if proof is None:
        return _page("tranche_add" if need.page == "land" else "instrument_add", code, "")
    if proof.of_tranche:
        return _row("tranche_edit", code, proof.pk, _OF_TRANCHE[need.box])
    return _row("instrument_edit", code, proof.pk, f"id_{need.box}")


def _of_handover(need: Need, facts: GateFacts, code: str) -> str:
    """The tranche that lacks it, else the first one; without any the page that adds one."""
    wanting = [part.pk for part in facts.handed if not (part.minutes and part.has_area)]
    tranches = (*wanting, *facts.tranches)
    if not tranches:
        return _page("tranche_add", code, "")
    return _row("tranche_edit", code, tranches[0], f"handover-{need.box}")


def _page(name: str, code: str, box: str) -> str:
    return reverse(f"projects:{name}", args=[code]) + (f"#{box}" if box else "")


def _row(name: str, code: str, pk: int, box: str) -> str:
    return f"{reverse(f'projects:{name}', args=[code, pk])}#{box}"

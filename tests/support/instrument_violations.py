"""Every constraint of what documents state and rest on, violated once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests import factories as f
from tests.factories.bases import BasisOfTheParty

INSTRUMENTS: dict[str, Callable[[], Any]] = {
    "instrument_capital_usd_is_not_negative": lambda: f.PolicyApproval(capital_usd=Decimal(-1)),
    "instrument_equity_is_not_negative": lambda: f.PolicyApproval(equity_vnd=-1),
    "instrument_loan_is_not_negative": lambda: f.PolicyApproval(loan_vnd=-1),
    "instrument_term_is_at_most_99_years": lambda: f.PolicyApproval(term_years=100),
    "basis_document_has_an_issuer": lambda: BasisOfTheParty(issuer=""),
    "project_certificate_code_has_ten_digits": lambda: f.ProjectFactory(certificate_code="12345"),
    "project_approval_path_is_known": lambda: f.ProjectFactory(approval_path="?"),
    "project_selection_is_known": lambda: f.ProjectFactory(selection="?"),
}

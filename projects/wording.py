"""What a person calls each fact: the same words on a form, in the history and in a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.rules.stage import Stage
from vn.dates import PartialDate, Precision, partial_text

FIELDS = {
    "working_days": _("Counted in working days"),
    "verdict": _("Opinion"),
    "submitted_to": _("Submitted to"),
    "submitted_on": _("Submitted on"),
    "report_number": _("Number of the appraisal report"),
    "report_date": _("Day of the report"),
    "received_date": _("Received on"),
    "points_text": _("Table of boundary points"),
    "opinions": _("Agencies asked"),
    "meridian": _("Central meridian"),
    "limit_days": _("Days given"),
    "level": _("Level of the plan"),
    "letter_date": _("Day of the letter"),
    "dossier_code": _("Dossier code"),
    "conformity": _("Conformity"),
    "conclusion": _("Conclusion"),
    "asked_for": _("Papers asked for"),
    "area_m2": _("Area"),
    "area_label": _("Name of the area"),
    "point_label": _("Name of the point"),
    "point_text": _("Coordinates of the point"),
    "longitude": _("Longitude"),
    "latitude": _("Latitude"),
    "approved_by": _("Document that approves"),
    "answered_date": _("Answered on"),
    "answer_number": _("Number of the answer"),
    "answer": _("Answer"),
    "asked_date": _("New day asked for"),
    "asking_agency": _("Agency that asks"),
    "asking_investor": _("Investor that asks"),
    "deciding_agency": _("Agency that decides"),
    "filed_date": _("Day it was filed"),
    "granted": _("Granted"),
    "promised_date": _("New day promised"),
    "achieved_undated": _("Reached, day not known"),
    "accepted_date": _("Accepted on"),
    "actual_date": _("Day reached"),
    "adjustment_pending_since": _("Adjustment requested since"),
    "adjusts": _("Document it adjusts"),
    "agency": _("Agency in charge"),
    "approval_path": _("Way of approval"),
    "agreement_deadline": _("Last day to agree with land users"),
    "amount_usd": _("Amount (USD)"),
    "amount_vnd": _("Amount"),
    "area_agreed_m2": _("Area agreed"),
    "area_total_m2": _("Area to be cleared"),
    "as_of_date": _("Figure as of"),
    "authority": _("Deciding authority"),
    "audience": _("Who may see it"),
    "by_agreement": _("Land by agreement with its users"),
    "capital_hedge": _("Word before the capital"),
    "bases": _("Documents it rests on"),
    "capital_usd": _("Capital (USD)"),
    "capital_rate_date": _("Day of the exchange rate"),
    "capital_rate_vnd": _("Exchange rate"),
    "capital_vnd": _("Capital"),
    "certificate_code": _("Code of the registration certificate"),
    "channel": _("How one tried to reach"),
    "claimed_date": _("Claimed on"),
    "country": _("Country"),
    "content": _("What was found and ordered"),
    "cycle": _("Quarter or year of the report"),
    "date": _("Day"),
    "decided_area_m2": _("Area decided"),
    "decided_by": _("Decided by"),
    "decided_date": _("Decided on"),
    "decision_date": _("Day of the decision"),
    "decision_number": _("Decision number"),
    "deposit_agreed_vnd": _("Sum in the deposit agreement"),
    "deposit_base_vnd": _("Capital the deposit is reckoned from"),
    "deposit_due_date": _("Last day for the deposit"),
    "deposit_duty": _("Deposit"),
    "deposit_reduction_basis": _("Basis of the reduction"),
    "deposit_reduction_percent": _("Reduction of the deposit"),
    "document_date": _("Day of the document"),
    "document_number": _("Document number"),
    "end_date": _("Last day"),
    "ended_date": _("Ended on"),
    "ended_reason": _("How it ended"),
    "equity_vnd": _("Equity of the investor"),
    "evidence": _("Evidence"),
    "exception": _("Exception to the cap of 24 months"),
    "expected_end_date": _("Expected end"),
    "from_date": _("Extended from"),
    "funding": _("Source of funds"),
    "ground": _("Ground"),
    "handed_area_m2": _("Area handed over"),
    "handling_class": _("Class of handling"),
    "handover_date": _("Day of handover in the field"),
    "households_agreed": _("Households that agreed"),
    "households_paid": _("Households paid"),
    "households_total": _("Households to be cleared"),
    "in_use_date": _("In use since"),
    "in_use_evidence": _("Evidence of use"),
    "instrument": _("Document that sets the plan"),
    "investor": _("Investor"),
    "investor_name": _("Investor it names"),
    "issued_date": _("Day of issue"),
    "issuer_name": _("Issued by"),
    "kind": _("Kind"),
    "kind_basis": _("How the kind is known"),
    "label": _("Name of the tranche"),
    "land_area_m2": _("Land area"),
    "legacy_code": _("Earlier code or certificate"),
    "legal_state": _("Legal state"),
    "loan_vnd": _("Loans"),
    "location_text": _("Address"),
    "looked_date": _("Looked at on"),
    "lost_date": _("Site lost since"),
    "minutes_number": _("Minutes number"),
    "months": _("Months"),
    "name": _("Name"),
    "next_step": _("Next step"),
    "next_step_date": _("Day of the next step"),
    "note": _("Note"),
    "number": _("Number"),
    "objective": _("Objective"),
    "officer": _("Officer in charge"),
    "operating_state": _("Operation"),
    "operation_date": _("Operation by the document"),
    "ordered_until": _("Ordered until"),
    "original_name": _("File"),
    "outcome": _("Outcome"),
    "owner": _("It is about"),
    "paid_date": _("Paid or issued on"),
    "parent": _("Parent company"),
    "phase": _("Phase"),
    "physical_state": _("Construction"),
    "planned_date": _("Plan"),
    "planned_from": _("Planned start"),
    "planned_handover_date": _("Planned day of handover"),
    "project_name": _("Project name it states"),
    "rate_date": _("Day of the rate"),
    "rate_vnd": _("Rate"),
    "reached": _("Reached the investor"),
    "reason": _("Reason"),
    "registered_capital_usd": _("Registered capital (USD)"),
    "registered_capital_vnd": _("Registered capital"),
    # Of the history before releases became outcomes of their own.
    "released_date": _("Released on"),
    "release_document": _("Document of the release"),
    "relocation_document": _("Document of the relocation"),
    "relocation_filed_date": _("Relocation filed on"),
    "remarks": _("Remarks"),
    "remedied_date": _("Carried out in full on"),
    "resumed_date": _("Resumed on"),
    "returned_date": _("Returned on"),
    "review_note": _("What was found"),
    "reviewed_date": _("Looked at on"),
    "round": _("Review round"),
    "scale": _("Scale"),
    "schedule_item": _("Milestone"),
    "scope": _("Concerns"),
    "sector": _("Sector"),
    "selection": _("How the investor was chosen"),
    "sequence": _("Number of the adjustment"),
    "source": _("Source"),
    "standing": _("Standing"),
    "start_date": _("First day"),
    "state_as_of": _("State as of"),
    "state_note": _("Note on the state"),
    "submitted_date": _("Handed in on"),
    "tax_code": _("Tax code"),
    "term_start_date": _("First day of the term"),
    "term_start_event": _("Term counted from"),
    "term_years": _("Term in years"),
    "title": _("Title of the document"),
    "tranche": _("Land tranche"),
    "units": _("Communes"),
    "users_agreed": _("Land users that agreed"),
    "users_total": _("Land users"),
    "until_date": _("Borne or valid until"),
    "valid_until": _("Valid until"),
    "whole": _("Whole project"),
    "area_left_m2": _("Land area left"),
    "done_date": _("Done on"),
    "email": _("E-mail"),
    "minutes_date": _("Day of the minutes"),
    "other": _("The other project"),
    "phone": _("Telephone"),
    "position": _("Position"),
    "recovery": _("Land recovery decision"),
    "revocation_date": _("Day of the revocation"),
    "revocation_number": _("Number of the revocation"),
    "scope_text": _("Which part ends"),
    "what": _("What has to be done"),
    "zone_place": _("Zone or cluster by name"),
    "due_date": _("To be done by"),
    "zone": _("Zone"),
    "budget_code": _("Budget code"),
    "group": _("Project group"),
    "project_owner": _("Project owner"),
    "total_investment_vnd": _("Total investment"),
    "start_year": _("First year"),
    "end_year": _("Last year"),
    "opening_allocated_vnd": _("Allocated before the portal"),
    "opening_disbursed_vnd": _("Disbursed before the portal"),
    "exception_number": _("Document of the exception"),
    "exception_reason": _("Reason of the exception"),
    "land_ready": _("Site"),
    "land_ready_date": _("Site as of"),
    "handed_over_date": _("Handed over to its users on"),
    "settlement_filed_date": _("Settlement filed on"),
    "settlement_approved_date": _("Settlement approved on"),
    "settlement_number": _("Decision on the settlement"),
    "value_vnd": _("Value of the contract"),
    "contractor": _("Contractor"),
    "signed_date": _("Signed on"),
    "ends_date": _("Contract ends on"),
    "guarantee_until_date": _("Guarantee of the advance until"),
    "recover_by_date": _("Advance to be recovered by"),
}
"""By name of the model field. A precision is told with its date, so it has no words of its own."""


def named(fields: Iterable[str]) -> str:
    """The facts in words, separated by commas; what a person does not enter is left out."""
    return ", ".join(str(FIELDS[name]) for name in fields if name in FIELDS)


STAGES = {
    Stage.LIQUIDATED: _("The project is terminated and liquidated"),
    Stage.TERMINATED: _("The project is terminated"),
    Stage.SUSPENDED: _("Suspended for a time"),
    Stage.STOPPED: _("Has stopped operating"),
    Stage.OPERATING: _("In operation"),
    Stage.COMPLETED: _("Construction completed, not yet in operation"),
    Stage.CONSTRUCTION: _("Construction is under way"),
    Stage.LAND_RECEIVED: _("Land received in the field, construction being prepared"),
    Stage.LAND_DECIDED: _("Land decided, waiting for the handover in the field"),
    Stage.CERTIFIED: _("Registration certificate issued, land being prepared"),
    Stage.APPROVED: _("Investment approved, further procedures being completed"),
    Stage.PROPOSED: _("Proposed, not approved yet"),
    Stage.REFUSED: _("Refused or withdrawn"),
    Stage.UNKNOWN: _("No stage is on record yet"),
}
"""A project's stage as its investor and the public read it."""

_ROMAN = ("I", "II", "III", "IV")


def partial(first: date | None, precision: str) -> str:
    """A day as exactly as it is known, in the reader's language; empty without a day."""
    if first is None:
        return ""
    if precision == Precision.QUARTER:
        said = {"quarter": _ROMAN[(first.month - 1) // 3], "year": first.year}
        return gettext("Quarter %(quarter)s/%(year)s") % said
    if precision == Precision.MONTH:
        return gettext("month %(month)s/%(year)s") % {"month": first.month, "year": first.year}
    return partial_text(first, Precision(precision))


def cycle_span(cycle: str) -> PartialDate:
    """The quarter of 2026-Q3, the year of 2026."""
    year, _dash, quarter = cycle.partition("-Q")
    if quarter:
        return PartialDate(date(int(year), 3 * int(quarter) - 2, 1), Precision.QUARTER)
    return PartialDate(date(int(year), 1, 1), Precision.YEAR)


def cycle_text(cycle: str) -> str:
    """The quarter or year a report is about, in the reader's language."""
    span = cycle_span(cycle)
    return partial(span.first, span.precision)

"""What the database refuses of people, projects, land and the schedule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from tests import factories as f
from tests.support.order_violations import again

NIGHT = datetime(2026, 8, 31, 17, 30, tzinfo=UTC)
DAY = date(2026, 8, 31)
DAY_BEFORE = date(2026, 8, 30)
ODD = "?"  # a value that no list of choices holds


def twice(factory: Any, **same: Any) -> None:
    """Two rows that agree in what must be unique."""
    factory(**same)
    factory(**same)


PEOPLE: dict[str, Callable[[], Any]] = {
    "slips_are_downloaded_once": lambda: f.BatchRendered(downloaded_at=NIGHT, downloaded_by_id=1),
    "slips_downloaded_by_somebody": lambda: f.BatchRendered(slips=None, downloaded_at=NIGHT),
    "invitation_one_open_for_each_person": lambda: again(
        f.InvitationOpen(), f.InvitationOpen, "user"
    ),
    "invitation_expires_after_it_is_made": lambda: f.InvitationOpen(
        created_at=NIGHT, expires_at=NIGHT
    ),
    "deputyship_ends_after_it_begins": lambda: f.DeputyshipFactory(
        from_date=DAY, to_date=DAY_BEFORE
    ),
    "deputy_is_another_person": lambda: f.DeputyshipFactory(
        absent=(person := f.UserFactory()), deputy=person
    ),
    "deputyship_one_at_a_time": lambda: f.DeputyshipFactory(
        absent=(row := f.DeputyshipFactory()).absent, from_date=row.to_date, to_date=row.to_date
    ),
    "attempt_what_is_known": lambda: f.AttemptFactory(what=ODD),
    "attempt_is_counted_once": lambda: twice(f.AttemptFactory),
}

PROJECTS: dict[str, Callable[[], Any]] = {
    "investor_kind_is_known": lambda: f.InvestorFactory(kind=ODD),
    "investor_member_once": lambda: again(
        f.InvestorMemberFactory(), f.InvestorMemberFactory, "investor", "user"
    ),
    "project_funding_is_known": lambda: f.ProjectFactory(funding=ODD),
    "project_physical_state_is_known": lambda: f.ProjectFactory(physical_state=ODD),
    "project_operating_state_is_known": lambda: f.ProjectFactory(operating_state=ODD),
    "project_legal_state_is_known": lambda: f.ProjectFactory(legal_state=ODD),
    "project_zone_is_known": lambda: f.ProjectFactory(zone=ODD),
    "project_origin_is_known": lambda: f.ProjectFactory(origin=ODD),
    "project_capital_is_not_negative": lambda: f.ProjectFactory(registered_capital_vnd=-1),
    "project_capital_usd_is_not_negative": lambda: f.ProjectFactory(registered_capital_usd=-1),
    "project_land_area_is_not_negative": lambda: f.ProjectFactory(land_area_m2=-1),
    "project_imported_names_its_source": lambda: f.ProjectImported(source_url=""),
    "instrument_kind_is_known": lambda: f.InstrumentFactory(kind=ODD),
    "instrument_authority_is_known": lambda: f.InstrumentFactory(authority=ODD),
    "instrument_issued_precision_is_known": lambda: f.InstrumentFactory(issued_precision=ODD),
    "instrument_capital_is_not_negative": lambda: f.InstrumentFactory(capital_vnd=-1),
    "instrument_has_a_number_or_a_day": lambda: f.InstrumentFactory(number="", issued_date=None),
}

LAND_AND_SCHEDULE: dict[str, Callable[[], Any]] = {
    "tranche_handover_precision_is_known": lambda: f.TrancheDecided(handover_precision=ODD),
    "tranche_decided_area_is_not_negative": lambda: f.TrancheDecided(decided_area_m2=-1),
    "tranche_handed_area_is_not_negative": lambda: f.TrancheHandedOver(handed_area_m2=-1),
    "tranche_in_use_has_evidence": lambda: f.TrancheInUse(in_use_evidence=""),
    "extension_has_a_decision": lambda: f.ExtensionFactory(decision_number=""),
    "extension_is_at_most_24_months": lambda: f.ExtensionFactory(months=25),
    "schedule_item_kind_is_known": lambda: f.ItemPlanned(kind=ODD),
    "schedule_item_baseline_precision_is_known": lambda: f.ItemWithoutPlan(baseline_precision=ODD),
    "schedule_item_planned_precision_is_known": lambda: f.ItemWithoutPlan(planned_precision=ODD),
    "schedule_item_actual_precision_is_known": lambda: f.ItemPlanned(actual_precision=ODD),
    "schedule_item_ends_after_it_begins": lambda: f.ItemPlanned(
        planned_from=DAY, planned_date=DAY_BEFORE
    ),
    "schedule_item_dated_or_undated_not_both": lambda: f.ItemAchieved(achieved_undated=True),
    "schedule_revision_old_precision_is_known": lambda: f.RevisionFactory(old_precision=ODD),
    "schedule_revision_new_precision_is_known": lambda: f.RevisionFactory(new_precision=ODD),
    "excluded_period_reason_is_known": lambda: f.ExclusionOpen(reason=ODD),
    "excluded_period_ends_after_it_begins": lambda: f.ExclusionOpen(end_date=date(2026, 4, 30)),
    "excluded_period_names_its_scope": lambda: f.ExclusionOpen(scope="tranche"),
    "excluded_period_has_a_document": lambda: f.ExclusionOpen(document_number=""),
    "suspension_decider_is_known": lambda: f.SuspensionRunning(decided_by=ODD),
    "suspension_resumes_after_it_begins": lambda: f.SuspensionEnded(
        start_date=DAY, resumed_date=DAY_BEFORE
    ),
    "suspension_has_a_document": lambda: f.SuspensionRunning(document_number=""),
    "termination_ground_is_known": lambda: f.TerminationWhole(ground=ODD),
    "termination_names_its_decision": lambda: f.TerminationWhole(authority=""),
    "project_is_terminated_once": lambda: again(
        f.TerminationWhole(), f.TerminationWhole, "project"
    ),
}

FACTS_OF_THE_LAW: dict[str, Callable[[], Any]] = {
    "project_deposit_duty_is_known": lambda: f.ProjectFactory(deposit_duty=ODD),
    "project_term_start_is_known": lambda: f.ProjectFactory(term_start_event=ODD),
    "project_term_is_at_most_99_years": lambda: f.ProjectFactory(term_years=100),
    "instrument_land_area_is_not_negative": lambda: f.InstrumentFactory(land_area_m2=-1),
    "schedule_item_amount_is_not_negative": lambda: f.ItemPlanned(kind="capital", amount_vnd=-1),
    "schedule_item_amount_is_of_capital": lambda: f.ItemPlanned(amount_vnd=1),
    "schedule_revision_exception_is_known": lambda: f.RevisionFactory(exception=ODD),
    "excluded_period_standing_is_known": lambda: f.ExclusionOpen(standing=ODD),
    "excluded_period_claim_has_its_day": lambda: f.ExclusionClaimed(claimed_date=None),
    "excluded_period_expected_end_follows": lambda: f.ExclusionOpen(
        expected_end_date=date(2026, 4, 30)
    ),
    "contact_channel_is_known": lambda: f.ContactMissed(channel=ODD),
    "site_loss_has_a_document": lambda: f.SiteLossFactory(document_number=""),
    "site_loss_relocation_follows": lambda: f.SiteLossFactory(
        relocation_filed_date=date(2026, 3, 1)
    ),
    "filing_kind_is_known": lambda: f.FilingSubmitted(kind=ODD),
    "filing_is_accepted_or_returned": lambda: f.FilingReturned(accepted_date=DAY),
    "filing_is_decided_after_it_was_submitted": lambda: f.FilingAccepted(
        accepted_date=date(2026, 7, 5)
    ),
    "filing_returned_with_remarks": lambda: f.FilingReturned(remarks=""),
    "filing_one_a_cycle": lambda: again(f.FilingSubmitted(), f.FilingAccepted, "project"),
}

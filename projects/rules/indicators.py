"""What published figures are about: a code, what it is counted in, what the registry computes."""

from __future__ import annotations

from dataclasses import dataclass

COUNT, VND, USD, PERCENT, SCORE, RANK, AREA = (
    *("count", "vnd", "usd", "percent", "score", "rank", "area"),
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured; `computed`: which figure of the registry it is held against, or ""."""

    code: str
    measure: str
    computed: str = ""


INDICATORS: dict[str, Indicator] = {
    each.code: each
    for each in (
        Indicator("projects", COUNT, "census.projects"),
        Indicator("capital", VND, "census.capital"),
        Indicator("projects_operating", COUNT, "operating.projects"),
        Indicator("capital_operating", VND, "operating.capital"),
        Indicator("projects_stopped", COUNT, "completed_or_partial_stopped.projects"),
        Indicator("capital_stopped", VND, "completed_or_partial_stopped.capital"),
        Indicator("projects_under_construction", COUNT, "under_construction.projects"),
        Indicator("capital_under_construction", VND, "under_construction.capital"),
        Indicator("projects_not_started", COUNT, "not_started.projects"),
        Indicator("capital_not_started", VND, "not_started.capital"),
        Indicator("projects_foreign", COUNT, "foreign.projects"),
        Indicator("capital_foreign", VND, "foreign.capital"),
        Indicator("capital_foreign_usd", USD),
        Indicator("projects_domestic", COUNT, "domestic.projects"),
        Indicator("capital_domestic", VND, "domestic.capital"),
        Indicator("projects_in_zone", COUNT),
        Indicator("approved_in_year", COUNT, "approved.projects"),
        Indicator("approved_capital_in_year", VND, "approved.capital"),
        Indicator("terminated_in_year", COUNT, "terminated.projects"),
        Indicator("terminated_capital_in_year", VND, "terminated.capital"),
        Indicator("calls", COUNT, "calls.projects"),
        Indicator("calls_capital", VND, "calls.capital"),
        Indicator("projects_slow", COUNT),
        Indicator("capital_slow", VND),
        Indicator("slow_area", AREA),
        Indicator("projects_reviewed", COUNT),
        Indicator("projects_terminated", COUNT),
        Indicator("projects_recovered", COUNT),
        Indicator("recovered_area", AREA),
        Indicator("recovered_capital", VND),
        Indicator("recovered_usd", USD),
        Indicator("inspections", COUNT),
        Indicator("review_groups", COUNT),
        Indicator("dossiers_checked", COUNT),
        Indicator("dossiers_faulty", COUNT),
        Indicator("breach_area", AREA),
        Indicator("breach_amount", VND),
        Indicator("sanctions", COUNT),
        Indicator("fines", VND),
        Indicator("certificates_handed", COUNT),
        Indicator("certificates_handed_capital", VND),
        Indicator("attracted_usd", USD),
        Indicator("plan_assigned", VND),
        Indicator("plan_allocated", VND),
        Indicator("disbursed", VND),
        Indicator("disbursed_in_period", VND),
        Indicator("undisbursed", VND),
        Indicator("plan_reduced", VND),
        Indicator("disbursement_rate", PERCENT),
        Indicator("allocation_rate", PERCENT),
        # The statistics office's: work done, not money paid; never compared with the treasury's.
        Indicator("realised_rate", PERCENT),
        Indicator("share", PERCENT),
        Indicator("occupancy_rate", PERCENT),
        Indicator("area", AREA),
        Indicator("owners", COUNT),
        Indicator("procedures", COUNT),
        Indicator("dossiers", COUNT),
        Indicator("pci_score", SCORE),
        Indicator("pci_rank", RANK),
    )
}

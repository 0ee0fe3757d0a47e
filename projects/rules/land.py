"""Land: put to use in 12 months (L1), its extension (L3), handover by the State (L6, L7).

Each is computed for one tranche (R-2.1). A base known only as a month, quarter or year is its
last day, which favours the investor; the steps say so.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from deadlines.rules.clock import Clock, Exclusion, Run, Step, Term, run, run_to
from deadlines.rules.computed import Computed
from deadlines.rules.law import RuleVersionDef
from projects.rules import requests
from projects.rules.assembly import Condition, Duty, dated, found_true, undated
from projects.rules.evidence import used_undated
from projects.rules.facts import ExtensionFacts, TrancheFacts
from projects.rules.land_progress import land_milestones
from projects.rules.reckoning import (
    Case,
    Reckoning,
    by_due_day,
    for_tranche,
    sorted_out,
    term_run,
    until_met,
)
from vn.dates import Precision

# What the column of an obligation's cycle holds.
_CYCLE_LENGTH = 60


def land_unused(case: Case, tranche: TrancheFacts) -> Computed:
    """L1: in use within 12 months of the field handover (Luật Đất đai 2024, Điều 81 khoản 8).

    Only force majeure is not counted, and a request for more time filed in time. Not handed over: NOT_STARTED if the land is decided (L6
    runs), else UNKNOWN. MET by the day of use; a granted extension moves it to L3; land that
    must be in use on an unrecorded day is VOID. A handover before 1/8/2024 is advisory (R-2.2).
    """
    duty = Duty("L1", "tranche", tranche.id)
    handover = tranche.handover_date
    if handover is None:
        return _not_handed(case, duty, tranche)

    def walk(version: RuleVersionDef, kept: tuple[Exclusion, ...]) -> tuple[date, Run]:
        return handover, term_run(case, version, handover, kept)

    asked = requests.stops(tranche.requests)
    exclusions = (*case.project.exclusions, *tranche.exclusions, *asked)
    found = by_due_day(case, "L1", until_met(exclusions, tranche.in_use_date), walk)
    if found is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    found = for_tranche(found, tranche, _handover_steps(tranche, handover))
    if tranche.requests:
        found = replace(found, remarks=requests.remarks(tranche.requests, found.run.due))
    if _is_moved(tranche):
        return dated(case, duty, found, void_reason="moved_to_extension")
    if used_undated(case.project, tranche):
        return dated(case, duty, found, void_reason="achieved_date_unknown")
    return dated(case, duty, found, met=tranche.in_use_date)


def _not_handed(case: Case, duty: Duty, tranche: TrancheFacts) -> Computed:
    if _is_moved(tranche):
        return undated(case, duty, Clock.VOID, void_reason="moved_to_extension")
    if used_undated(case.project, tranche):
        return undated(case, duty, Clock.VOID, void_reason="achieved_date_unknown")
    if tranche.is_decided and tranche.in_use_date is None:
        return undated(case, duty, Clock.NOT_STARTED)
    return undated(case, duty, Clock.UNKNOWN, missing="land_handover_date")


def _is_moved(tranche: TrancheFacts) -> bool:
    """Whether L1 closed in favour of L3: land used before the extension began did not move."""
    extension = tranche.extension
    return extension is not None and not _used_before(tranche, extension)


def _used_before(tranche: TrancheFacts, extension: ExtensionFacts) -> bool:
    return tranche.in_use_date is not None and tranche.in_use_date < extension.from_date


def extension_runs(case: Case, tranche: TrancheFacts, extension: ExtensionFacts) -> Computed:
    """L3: in use before the granted extension ends (same article; granted once, 24 months).

    The cycle is the decision. More months than the law allows are taken as granted, and the
    steps say so. MET by the day of use; land that was in use before the extension began got it
    for falling behind, so then MET when every milestone of L2 is reached.
    """
    duty = Duty("L3", "extension", extension.id, extension.decision_number[:_CYCLE_LENGTH])

    def walk(version: RuleVersionDef, kept: tuple[Exclusion, ...]) -> tuple[date, Run]:
        return extension.from_date, run(
            base=extension.from_date,
            term=Term(months=extension.months),
            exclusions=kept,
            calendar=case.calendar,
            roll=version.roll,
        )

    met = tranche.in_use_date
    if _used_before(tranche, extension):
        met = _caught_up_on(case, tranche)
    exclusions = (*case.project.exclusions, *tranche.exclusions)
    found = by_due_day(case, "L3", until_met(exclusions, met), walk)
    if found is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    steps = _extension_steps(extension, found.version)
    return dated(case, duty, for_tranche(found, tranche, steps), met=met)


def _caught_up_on(case: Case, tranche: TrancheFacts) -> date | None:
    """The day the last milestone was reached; None while one is not, or its day is unknown."""
    days = [item.actual for item in land_milestones(case, tranche)]
    known = [day for day in days if day is not None]
    return max(known, default=None) if len(known) == len(days) else None


def _extension_steps(extension: ExtensionFacts, version: RuleVersionDef) -> tuple[Step, ...]:
    params: dict[str, str | int] = {
        "fact": "extension",
        "reference": extension.decision_number,
        "months": extension.months,
    }
    base = Step("base", params, extension.from_date)
    cap = version.months_cap
    if cap is None or extension.months <= cap:
        return (base,)
    return (base, Step("over_cap", {"months": extension.months, "cap": cap}))


def handover_due(case: Case, tranche: TrancheFacts) -> Computed | None:
    """L6: the State hands over the land within N days of its decision (LOI 2020, Điều 44).

    The bearer is the land agency; N is the province's (parameter `days`), unless the handover is
    planned for a later day: by stages (NQ 254/2025/QH15, Điều 4). MET by the handover.
    UNKNOWN for a decision without its day that is not carried out; None when no decision is on
    record, or when an undated one was carried out: there is nothing left to compute.
    """
    agency_id = tranche.land_agency_id
    if agency_id is None:
        agency_id = case.project.agency_id
    duty = Duty("L6", "tranche", tranche.id, agency_id=agency_id)
    received = tranche.handover_date
    if not tranche.is_decided or (tranche.decision_date is None and received is not None):
        return None
    if received is None and (tranche.in_use_date or used_undated(case.project, tranche)):
        return undated(case, duty, Clock.VOID, void_reason="achieved_date_unknown")
    decided = tranche.decision_date
    if decided is None:
        return undated(case, duty, Clock.UNKNOWN, missing="land_decision_date")
    version = case.law.version_for("L6", act_date=decided, due_date=None, on=case.on)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    exclusions = until_met((*case.project.exclusions, *tranche.exclusions), received)
    kept, coming = sorted_out(exclusions, version.reasons, case.on)
    found = Reckoning(
        version=version,
        base=decided,
        run=_handover_run(case, version, tranche, decided, kept),
        facts=(_base_step("land_decision", tranche.decision_number, decided),),
        exclusions=kept,
        later_stops=coming,
    )
    return dated(case, duty, found, met=received)


def _handover_run(
    case: Case,
    version: RuleVersionDef,
    tranche: TrancheFacts,
    decided: date,
    exclusions: tuple[Exclusion, ...],
) -> Run:
    walked, planned = term_run(case, version, decided, exclusions), tranche.planned_handover
    if planned is None or planned <= walked.due:
        return walked
    return run_to(
        start=decided,
        target=planned,
        exclusions=exclusions,
        calendar=case.calendar,
        roll=version.roll,
    )


def handed_in_part(case: Case, tranche: TrancheFacts) -> Computed | None:
    """L7: less land handed over than decided (NQ 254/2025/QH15, Điều 4 khoản 1: by stages).

    True since the handover; the land agency bears it. Stages are allowed, so nobody is late: the
    finding reminds of the rest. No row where one of the areas is not known.
    """
    decided, handed, since = tranche.decided_area_m2, tranche.handed_area_m2, tranche.handover_date
    if decided is None or handed is None or since is None or handed >= decided:
        return None
    version = case.law.version_for("L7", act_date=since, due_date=None, on=case.on)
    if version is None:
        return None
    agency_id = tranche.land_agency_id
    duty = Duty("L7", "tranche", tranche.id, agency_id=agency_id or case.project.agency_id)
    condition = Condition(
        since=since,
        told=(f"{decided:.2f}", f"{handed:.2f}"),
        steps=(
            _area("decided", decided, tranche.decision_number),
            _area("handed", handed, tranche.minutes_number),
            _area("rest", decided - handed, ""),
        ),
    )
    return found_true(case, duty, version, condition)


def _area(what: str, square_metres: Decimal, reference: str) -> Step:
    return Step("area", {"what": what, "m2": f"{square_metres:.2f}", "reference": reference})


def _base_step(fact: str, reference: str, day: date) -> Step:
    return Step("base", {"fact": fact, "reference": reference}, day)


def _handover_steps(tranche: TrancheFacts, handover: date) -> tuple[Step, ...]:
    base = _base_step("land_handover", tranche.minutes_number, handover)
    if tranche.handover_precision is Precision.DAY:
        return (base,)
    return (base, Step("last_day", {"precision": tranche.handover_precision.value}, handover))

"""Against the approval: the plan beyond its cap (I2), not started (I10), instruments that differ
(I11)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from deadlines.rules.clock import Clock, Exclusion, Step
from deadlines.rules.computed import Computed
from projects.rules.assembly import Condition, Duty, dated, found_true, undated
from projects.rules.chains import chain_of_kind
from projects.rules.evidence import achieved_undated, derived_exclusions
from projects.rules.facts import (
    InstrumentFacts,
    InstrumentKind,
    ItemFacts,
    ItemKind,
    PhysicalState,
    ProjectFacts,
)
from projects.rules.reckoning import (
    Case,
    Reckoning,
    schedule_exclusions,
    sorted_out,
    term_run,
    until_met,
)
from vn.dates import add_months_to_plan, months_and_days

_BUILT_ON = frozenset({ItemKind.WORKS, ItemKind.EQUIPMENT, ItemKind.COMPLETION, ItemKind.OPERATION})


@dataclass(frozen=True, slots=True)
class CapReading:
    """A plan held against the first approval's: its last allowed day and how far it goes."""

    item: ItemFacts
    baseline: date
    planned: date
    cap: date

    @property
    def is_beyond(self) -> bool:
        """Whether it goes beyond, whatever exception a decision names."""
        return self.planned > self.cap


def has_policy_approval(project: ProjectFacts) -> bool:
    """Whether the cap binds at all: only a project approved in principle has one (R-1.22)."""
    return any(i.kind == InstrumentKind.POLICY_APPROVAL for i in project.instruments)


def cap_reading(item: ItemFacts, months: int) -> CapReading | None:
    """The plan of a milestone against its first one and `months` more; None without both."""
    if item.planned is None or item.baseline is None:
        return None
    cap = add_months_to_plan(item.baseline, months)
    return CapReading(item, item.baseline, item.planned, cap)


def beyond_cap(case: Case, item: ItemFacts) -> Computed | None:
    """I2: operation planned more than 24 months after the first approval's day (LOI 2020, art.
    41.4; R-1.22).

    Only where the project has an in-principle approval, and where the last revision of the plan
    names no exception. True since the day of the instrument that sets the plan, whose law holds.
    """
    since = item.instrument_date
    if since is None or item.cap_exception or not has_policy_approval(case.project):
        return None
    version = case.law.version_for("I2", act_date=since, due_date=None, on=case.on)
    found = cap_reading(item, version.term.months) if version else None
    if version is None or found is None or not found.is_beyond:
        return None
    baseline, planned, cap = found.baseline, found.planned, found.cap
    months, days = months_and_days(cap, planned)
    about: dict[str, str | int] = {"name": item.name, "phase": item.phase}
    condition = Condition(
        since=since,
        told=(baseline, planned),
        base=baseline,
        steps=(
            Step("base", {"fact": "baseline", **about}, baseline),
            Step("term", {"months": version.term.months}, cap),
            Step("planned", {"reference": item.instrument_number}, planned),
            Step("beyond", {"months": months, "days": days}),
        ),
    )
    return found_true(case, Duty("I2", "schedule_item", item.id), version, condition)


def not_started(case: Case) -> Computed | None:
    """I10: construction begun within 12 months of the approval (a rule of the province).

    Counted from the first in-principle approval, else from the first registration certificate;
    excluded days as for a milestone (I1). MET by the first day a start is recorded; VOID when it
    must have begun on an unrecorded day; UNKNOWN where the approval has no day, or where nobody said
    what stands on the ground: silence is not idleness. No row without an approval.
    """
    duty = Duty("I10", "project", case.project.id)
    approvals = _approvals(case.project)
    if not approvals:
        return None
    starts = [item for item in case.project.items if item.kind == ItemKind.START]
    begun = min((item.actual for item in starts if item.actual is not None), default=None)
    if begun is None and _begun_undated(case.project):
        return undated(case, duty, Clock.VOID, void_reason="achieved_date_unknown")
    first = min(
        (i for i in approvals if i.issued is not None), key=lambda i: (i.issued, i.id), default=None
    )
    if first is None or first.issued is None:
        return undated(case, duty, Clock.UNKNOWN, missing="approval_date")
    if begun is None and case.project.physical_state == PhysicalState.UNKNOWN:
        return undated(case, duty, Clock.UNKNOWN, missing="physical_state")
    version = case.law.version_for("I10", act_date=first.issued, due_date=None, on=case.on)
    if version is None:
        return undated(case, duty, Clock.VOID, void_reason="no_rule_in_force")
    exclusions = until_met(_before_start(case.project, starts), begun)
    kept, coming = sorted_out(exclusions, version.reasons, case.on)
    found = Reckoning(
        version=version,
        base=first.issued,
        run=term_run(case, version, first.issued, kept),
        facts=(Step("base", {"fact": first.kind, "reference": first.number}, first.issued),),
        exclusions=kept,
        later_stops=coming,
    )
    return dated(case, duty, found, met=begun)


def _approvals(project: ProjectFacts) -> list[InstrumentFacts]:
    """The in-principle approvals, else the registration certificates."""
    for kind in (InstrumentKind.POLICY_APPROVAL, InstrumentKind.REGISTRATION_CERTIFICATE):
        found = [i for i in project.instruments if i.kind == kind]
        if found:
            return found
    return []


def _begun_undated(project: ProjectFacts) -> bool:
    """Whether construction must have begun although no day of a start is recorded."""
    if project.is_begun:
        return True
    starts = (i for i in project.items if i.kind == ItemKind.START)
    if any(achieved_undated(project, item) for item in starts):
        return True
    later = (i for i in project.items if i.kind in _BUILT_ON)
    return any(i.actual is not None or i.achieved_undated for i in later)


def _before_start(project: ProjectFacts, starts: Iterable[ItemFacts]) -> tuple[Exclusion, ...]:
    """What may stop the way to the first start: as of that milestone, else of the first phase."""
    first = min(starts, key=lambda item: (item.phase, item.id), default=None)
    if first is not None:
        return schedule_exclusions(project, first)
    phase = min((item.phase for item in project.items), default=1)
    return (*project.exclusions, *derived_exclusions(project, phase))


@dataclass(frozen=True, slots=True)
class _Pair:
    """One figure as the two chains of instruments have it in force."""

    fact: str
    approval: InstrumentFacts
    certificate: InstrumentFacts

    @property
    def values(self) -> tuple[str, str]:
        """The two figures, in a form that is equal iff they are."""
        return _said(self.fact, self.approval), _said(self.fact, self.certificate)

    @property
    def since(self) -> date | None:
        """The day on which the later of the two was issued; None if one of them has no day."""
        days = (self.approval.issued, self.certificate.issued)
        return None if None in days else max(day for day in days if day is not None)


_FIGURES: Mapping[str, str] = {
    "capital": "capital_vnd",
    "land_area": "land_area_m2",
    "operation": "operation",
    "term": "term_years",
}


def _figure(fact: str, instrument: InstrumentFacts) -> object:
    return getattr(instrument, _FIGURES[fact])


def _said(fact: str, instrument: InstrumentFacts) -> str:
    figure = _figure(fact, instrument)
    return f"{figure:.2f}" if fact == "land_area" else str(figure)


def instruments_differ(case: Case) -> Computed | None:
    """I11: capital, land area, operation day or term of the approval and of the certificate differ,
    or one of them states more equity and loans than capital.

    Of each chain, the instrument and its adjustments, the figure last stated is in force; only
    figures that both state are compared. True since the later of the two was issued; a pair of
    which one has no day is left alone. Equity and loans are held against the capital of the very
    document that states all three and is the last to state capital: a part that an earlier one
    states says nothing of a later total. Less than the capital is no contradiction, for other
    capital may be raised. Data quality: the managing agency bears it.
    """
    differing = [pair for pair in _pairs(case.project) if pair.since is not None]
    beyond = [i for i in _parts_beyond(case.project) if i.issued is not None]
    days = [pair.since for pair in differing] + [i.issued for i in beyond]
    since = min((day for day in days if day is not None), default=None)
    if since is None:
        return None
    version = case.law.version_for("I11", act_date=since, due_date=None, on=case.on)
    if version is None:
        return None
    condition = Condition(
        since=since,
        told=(
            *((pair.fact, *pair.values) for pair in differing),
            *(("parts", *_parts(i).values()) for i in beyond),
        ),
        steps=(
            *(_differs(pair) for pair in differing),
            *(Step("parts", _parts(i)) for i in beyond),
        ),
    )
    duty = Duty("I11", "project", case.project.id, agency_id=case.project.agency_id)
    return found_true(case, duty, version, condition)


def _differs(pair: _Pair) -> Step:
    approval, certificate = pair.values
    params = {
        "fact": pair.fact,
        "approval": approval,
        "approval_number": pair.approval.number,
        "certificate": certificate,
        "certificate_number": pair.certificate.number,
    }
    return Step("differs", params)


def _pairs(project: ProjectFacts) -> Iterator[_Pair]:
    approvals = chain_of_kind(project.instruments, InstrumentKind.POLICY_APPROVAL)
    certificates = chain_of_kind(project.instruments, InstrumentKind.REGISTRATION_CERTIFICATE)
    for fact in _FIGURES:
        approval, certificate = _in_force(fact, approvals), _in_force(fact, certificates)
        if approval is None or certificate is None:
            continue
        pair = _Pair(fact, approval, certificate)
        if pair.values[0] != pair.values[1]:
            yield pair


def _parts_beyond(project: ProjectFacts) -> Iterator[InstrumentFacts]:
    for kind in (InstrumentKind.POLICY_APPROVAL, InstrumentKind.REGISTRATION_CERTIFICATE):
        last = _in_force("capital", chain_of_kind(project.instruments, kind))
        if last is None or last.equity_vnd is None or last.loan_vnd is None:
            continue
        if last.equity_vnd + last.loan_vnd > (last.capital_vnd or 0):
            yield last


def _parts(instrument: InstrumentFacts) -> dict[str, str | int]:
    return {
        "equity": str(instrument.equity_vnd),
        "loan": str(instrument.loan_vnd),
        "capital": str(instrument.capital_vnd),
        "number": instrument.number,
    }


def _in_force(fact: str, chain: Iterable[InstrumentFacts]) -> InstrumentFacts | None:
    """The last instrument of a chain that states the figure; those without a day come first."""
    stating = [i for i in chain if _figure(fact, i) is not None]
    return max(stating, key=lambda i: (i.issued or date.min, i.id), default=None)

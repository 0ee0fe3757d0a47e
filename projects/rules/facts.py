"""The facts of a project that its obligations are computed from; all days are plain dates.

A partial date arrives as the last day of its month, quarter or year (R-1.5). An identifier is
the primary key of the row the fact came from.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from deadlines.rules.clock import Exclusion
from projects.rules.appraisal_facts import AreaFacts, ProposalFacts
from projects.rules.clearance_facts import ClearanceFacts
from projects.rules.facts_closing import ClosureFacts, EndedPhase
from projects.rules.facts_money import (
    ContactFacts,
    ContributionFacts,
    FilingFacts,
    SecurityFacts,
    SiteLossFacts,
    TermFacts,
)
from projects.rules.facts_record import RecordFacts
from projects.rules.handling_facts import HandlingFacts
from vn.dates import Precision


class ItemKind(StrEnum):
    """The milestones of a schedule (R-1.4)."""

    CAPITAL = "capital"
    LAND_FILE = "land_file"
    SITE_CLEARANCE = "site_clearance"
    START = "start"
    WORKS = "works"
    EQUIPMENT = "equipment"
    COMPLETION = "completion"
    OPERATION = "operation"
    OTHER = "other"


class PhysicalState(StrEnum):
    """What stands on the ground."""

    UNKNOWN = "unknown"
    NOT_STARTED = "not_started"
    UNDER_CONSTRUCTION = "under_construction"
    PARTLY_BUILT = "partly_built"
    COMPLETED = "completed"


class OperatingState(StrEnum):
    """Whether it runs."""

    UNKNOWN = "unknown"
    NOT_OPERATING = "not_operating"
    OPERATING = "operating"
    STOPPED = "stopped"


class InstrumentKind(StrEnum):
    """The instruments whose figures and days the rules compare."""

    POLICY_APPROVAL = "policy_approval"
    REGISTRATION_CERTIFICATE = "registration_certificate"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentFacts:
    """An approval, a certificate or an adjustment, with the figures it states; `issued` may be
    unknown. `sequence` is the n of "thay đổi lần thứ n"; equity and loan are parts of the capital."""

    id: int
    kind: str
    number: str = ""
    issued: date | None = None
    adjusts_id: int | None = None
    capital_vnd: int | None = None
    land_area_m2: Decimal | None = None
    operation: date | None = None
    sequence: int | None = None
    equity_vnd: int | None = None
    loan_vnd: int | None = None
    term_years: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """More time asked for a milestone or a tranche; `granted` None is not decided yet."""

    id: int
    filed: date
    decided: date | None = None
    granted: bool | None = None
    reference: str = ""
    decision_number: str = ""


class Standing(StrEnum):
    """What became of a claim that days be left out. Only a decided one stops a clock."""

    CLAIMED = "claimed"
    DECIDED = "decided"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFacts:
    """Days claimed (L5), or decided to be left out for as long as a cause lasts (P1)."""

    id: int
    start: date
    reason: str
    end: date | None = None
    standing: str = Standing.DECIDED
    claimed: date | None = None
    decided: date | None = None
    expected_end: date | None = None
    reviewed: date | None = None
    reference: str = ""
    tranche_id: int | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionFacts:
    """The one extension of land use a tranche may get, by its decision (L3)."""

    id: int
    decision_number: str
    decision_date: date
    from_date: date
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheFacts:
    """One part of the land; `phase` None serves every phase. `land_agency_id` hands it over."""

    id: int
    label: str
    phase: int | None = None
    decision_number: str = ""
    decision_date: date | None = None
    planned_handover: date | None = None
    handover_date: date | None = None
    handover_precision: Precision = Precision.DAY
    minutes_number: str = ""
    in_use_date: date | None = None
    land_agency_id: int | None = None
    decided_area_m2: Decimal | None = None
    handed_area_m2: Decimal | None = None
    extension: ExtensionFacts | None = None
    exclusions: tuple[Exclusion, ...] = ()
    requests: tuple[RequestFacts, ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether a decision to allocate or lease the land is on record."""
        return self.decision_date is not None or bool(self.decision_number)

    def serves(self, phase: int) -> bool:
        """Whether the phase is built on this tranche."""
        return self.phase is None or self.phase == phase


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One milestone: `planned` in force, `baseline` of the first approval, `actual` if reached.

    `instrument_date` is the day of the decision or certificate that sets `planned`; without it
    the plan binds nobody (a newspaper may be its only source). `cap_exception` is the case in
    which the last revision of the plan is not capped (R-1.22); `amount_vnd` the capital to be
    brought in by it, beyond the earlier ones (R-1.4 a).
    """

    id: int
    kind: str
    phase: int = 1
    name: str = ""
    planned: date | None = None
    baseline: date | None = None
    actual: date | None = None
    achieved_undated: bool = False
    instrument_date: date | None = None
    instrument_number: str = ""
    cap_exception: str = ""
    amount_vnd: int | None = None
    exclusions: tuple[Exclusion, ...] = ()
    requests: tuple[RequestFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionFacts:
    """A suspension of operation; `ordered_until` is the last day a court or agency set."""

    id: int
    start: date
    resumed_on: date | None = None
    ordered_until: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """A project as the rules see it. Without an investor the managing agency bears the duties."""

    id: int
    agency_id: int
    investor_id: int | None = None
    terminated_on: date | None = None
    proposed: bool = False
    physical_state: str = PhysicalState.UNKNOWN
    operating_state: str = OperatingState.UNKNOWN
    pending_adjustment: bool = False
    tranches: tuple[TrancheFacts, ...] = ()
    items: tuple[ItemFacts, ...] = ()
    suspensions: tuple[SuspensionFacts, ...] = ()
    handling: tuple[HandlingFacts, ...] = ()
    instruments: tuple[InstrumentFacts, ...] = ()
    periods: tuple[PeriodFacts, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    security: SecurityFacts = field(default_factory=SecurityFacts)
    term: TermFacts = field(default_factory=TermFacts)
    contributions: tuple[ContributionFacts, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    site_losses: tuple[SiteLossFacts, ...] = ()
    filings: tuple[FilingFacts, ...] = ()
    clearance: tuple[ClearanceFacts, ...] = ()
    closures: tuple[ClosureFacts, ...] = ()
    ended_phases: tuple[EndedPhase, ...] = ()
    proposals: tuple[ProposalFacts, ...] = ()
    areas: tuple[AreaFacts, ...] = ()
    record: RecordFacts | None = None

    @property
    def is_completed(self) -> bool:
        """Whether construction is finished."""
        return self.physical_state == PhysicalState.COMPLETED

    @property
    def is_operating(self) -> bool:
        """Whether it runs today."""
        return self.operating_state == OperatingState.OPERATING

    @property
    def is_begun(self) -> bool:
        """Whether anything was built: an operating project was."""
        built = (PhysicalState.UNDER_CONSTRUCTION, PhysicalState.PARTLY_BUILT)
        return self.physical_state in built or self.is_completed or self.is_operating

"""What the generator returns: plain frozen rows, ready to be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from projects.demo.shapes_money import (
    ContactRow,
    ContributionRow,
    DepositRow,
    FilingRow,
    RequestRow,
    SecurityRow,
    SiteLossRow,
    TermRow,
)
from vn.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorRow:
    """One invented investor."""

    name: str
    kind: str
    country: str = ""
    tax_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRow:
    """One decision or certificate. `adjusts` is the position of another one of the project.

    `capital_share` and `area_share` are what it states of the project's, None: it is silent.
    """

    kind: str
    number: str
    issued: date
    authority: str
    issuer: str
    adjusts: int | None = None
    sequence: int | None = None
    capital_share: Decimal | None = None
    area_share: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """A planned day moved by the adjusting instrument at this position."""

    instrument: int
    old: PartialDate
    new: PartialDate
    exception: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One milestone. `instrument` is the position of the act that sets the planned day."""

    kind: str
    name: str
    phase: int = 1
    planned: PartialDate | None = None
    baseline: PartialDate | None = None
    actual: PartialDate | None = None
    achieved_undated: bool = False
    instrument: int | None = 0
    amount_vnd: int | None = None
    evidence: str = ""
    revisions: tuple[RevisionRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRow:
    """The one extension of land use."""

    decision_number: str
    decision_date: date
    from_date: date
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheRow:
    """One part of the land; areas in square metres, `agency` is a code."""

    label: str
    phase: int | None = None
    decision_number: str = ""
    decision_date: date | None = None
    decided_share: Decimal = Decimal(1)
    handed_share: Decimal | None = None
    planned_handover: date | None = None
    handover: PartialDate | None = None
    minutes_number: str = ""
    in_use: date | None = None
    evidence: str = ""
    agency: str = "snnmt"
    extension: ExtensionRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """Excluded time; `tranche` or `item` is a position, neither means the whole project."""

    reason: str
    start: date
    document_number: str
    document_date: date
    end: date | None = None
    tranche: int | None = None
    item: int | None = None
    note: str = ""
    standing: str = "decided"
    claimed: date | None = None
    expected_end: date | None = None
    reviewed: date | None = None
    review_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionRow:
    """Operation suspended."""

    decided_by: str
    start: date
    document_number: str
    document_date: date
    ordered_until: date | None = None
    resumed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationRow:
    """The end of a project, with its decision."""

    ground: str
    number: str
    date: date
    authority: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What happened to one project: its states and its dated acts."""

    physical: str
    operating: str
    legal: str = "valid"
    note: str = ""
    adjustment_pending_since: date | None = None
    instruments: tuple[InstrumentRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    tranches: tuple[TrancheRow, ...] = ()
    periods: tuple[PeriodRow, ...] = ()
    suspensions: tuple[SuspensionRow, ...] = ()
    termination: TerminationRow | None = None
    security: SecurityRow = field(default_factory=SecurityRow)
    term: TermRow = field(default_factory=TermRow)
    deposits: tuple[DepositRow, ...] = ()
    contributions: tuple[ContributionRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    site_losses: tuple[SiteLossRow, ...] = ()
    requests: tuple[RequestRow, ...] = ()
    filings: tuple[FilingRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One project with its acts. `investor` is a position, places and agency are codes.

    `story` names the case it shows; `watched` says that an officer is in charge of it.
    """

    story: str
    name: str
    investor: int
    sector: str
    units: tuple[str, ...]
    location_text: str
    zone: str
    agency: str
    capital_vnd: int
    capital_usd: Decimal | None
    land_area_m2: Decimal
    state_as_of: date
    watched: bool
    acts: Acts


@dataclass(frozen=True, slots=True)
class FlagStory:
    """What an officer has said of a flag: of this rule, of the project that tells this story."""

    story: str
    kind: str
    state: str
    username: str
    days_ago: int
    reason: str
    document_number: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Everything but places, agencies and accounts."""

    sectors: tuple[tuple[str, str], ...]
    investors: tuple[InvestorRow, ...]
    projects: tuple[ProjectRow, ...]
    flag_stories: tuple[FlagStory, ...]

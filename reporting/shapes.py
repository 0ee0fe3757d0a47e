"""The figures of the monthly report, computed and checked before anything is written about them.

The builder fills a `MonthlyReport` from the registry; `reporting.builders.non_budget` makes the
document of it that is frozen. Money is whole đồng, area is square metres, `None` means "not known" and is
never the same as zero.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reporting.letterhead import Issuer, Preset, Signature

DEMO_LABEL = "Dữ liệu minh hoạ"
PUBLISHED_LABEL = "Số liệu đã công bố"


class ReportShapeError(ValueError):
    """The figures of a snapshot contradict each other; the message names the sum and both sides."""


class Bucket(StrEnum):
    """The four status rows of R-1.5 in printing order, then what falls outside them."""

    OPERATING = "OPERATING"
    COMPLETED_OR_PARTIAL_STOPPED = "COMPLETED_OR_PARTIAL_STOPPED"
    UNDER_CONSTRUCTION = "UNDER_CONSTRUCTION"
    NOT_STARTED = "NOT_STARTED"
    UNKNOWN = "UNKNOWN"


class FlagState(StrEnum):
    """What officers have made of a late obligation so far; NONE: the sweep has not flagged it."""

    NONE = ""
    OPEN = "open"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A number of projects with the sum of their known registered capital.

    `capital_vnd` is None when no project of the group has a known capital;
    `without_capital` counts the projects left out of the sum.
    """

    projects: int
    capital_vnd: int | None
    without_capital: int = 0


@dataclass(frozen=True, kw_only=True)
class StatusRow:
    """One row of table 1."""

    bucket: Bucket
    label: str
    amount: Amount


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Acts dated in the month and since 1 January: a flow, never part of the stock."""

    month: Amount
    year: Amount


@dataclass(frozen=True, kw_only=True)
class Flows:
    """Newly approved, adjusted and terminated projects."""

    approved: Flow
    adjusted: Flow
    terminated: Flow


@dataclass(frozen=True, kw_only=True)
class CutRow:
    """One value of a dimension, e.g. "Công nghiệp"."""

    label: str
    amount: Amount


@dataclass(frozen=True, kw_only=True)
class Cut:
    """All projects divided by one dimension; the rows add up to the total."""

    key: str  # "zone", "origin", "sector", "place"
    title: str  # "Theo lĩnh vực"
    rows: tuple[CutRow, ...]


@dataclass(frozen=True, kw_only=True)
class Land:
    """Land tranches decided by the cut-off day and what of them was handed over."""

    tranches_decided: int
    tranches_handed: int
    decided_area_m2: int | None
    handed_area_m2: int | None
    late_projects: int  # projects with an overdue L1, L2 or L3 that is not merely advisory

    @property
    def tranches_not_handed(self) -> int:
        """Tranches decided whose handover record is missing."""
        return self.tranches_decided - self.tranches_handed


@dataclass(frozen=True, kw_only=True)
class OverdueRow:
    """One obligation past its day on the cut-off date: a line of appendix I."""

    stt: int
    project_code: str
    project_name: str
    investor: str
    place: str
    instrument_number: str
    instrument_date: date | None
    capital_vnd: int | None
    area_m2: int | None
    approved_what: str  # "Đưa dự án vào hoạt động"
    approved_deadline: str  # as approved: "Quý III/2025", "30/9/2025"; "" when the law sets it
    due_date: date  # after excluded periods
    late_months: int
    late_days: int  # days beyond the full months
    excluded_days: int
    rule_kind: str  # "I1"
    article: str  # with its instrument: "Luật Đất đai số 31/2024/QH15, Điều 81 khoản 8"
    advisory: bool
    agency: str
    flag_state: FlagState = FlagState.NONE
    cause: str = ""

    @property
    def group_key(self) -> tuple[str, str, bool]:
        """The group this line is printed under: advisory signs stand apart."""
        return self.rule_kind, self.article, self.advisory


@dataclass(frozen=True, kw_only=True)
class OverdueGroup:
    """Overdue obligations of one rule under one article."""

    rule_kind: str
    label: str  # "Chậm đưa đất vào sử dụng 12 tháng"
    article: str
    obligations: int
    projects: int
    advisory: bool

    @property
    def key(self) -> tuple[str, str, bool]:
        """What tells one group from another."""
        return self.rule_kind, self.article, self.advisory


@dataclass(frozen=True, kw_only=True)
class MissingFact:
    """How many deadlines wait for one fact, e.g. "ngày bàn giao đất trên thực địa"."""

    fact: str
    obligations: int


@dataclass(frozen=True, kw_only=True)
class UncomputedRow:
    """One deadline that cannot be computed: a line of appendix II."""

    stt: int
    project_code: str
    project_name: str
    rule_kind: str
    rule_label: str
    missing: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class Computability:
    """Of the obligations still to be met, how many have a day ("tính được hạn n/N")."""

    obligations: int
    computed: int
    by_fact: tuple[MissingFact, ...] = ()
    rows: tuple[UncomputedRow, ...] = ()

    @property
    def missing(self) -> int:
        """Obligations without a day because a fact is not recorded."""
        return self.obligations - self.computed


@dataclass(frozen=True, kw_only=True)
class RuleVersionUsed:
    """A version of the law by which some deadline of this report was computed."""

    kind: str
    label: str
    instrument: str  # "Luật Đất đai số 31/2024/QH15"; "" for a rule of the office itself
    article: str  # "Khoản 8 Điều 81"
    effective_from: date | None
    advisory: bool


@dataclass(frozen=True, kw_only=True)
class MonthlyReport:
    """Template A of law.md §7 with the sections the portal has data for.

    Raises ReportShapeError when a part does not add up to its whole.
    """

    issuer: Issuer
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: Signature
    basis: tuple[str, ...]  # "Căn cứ" lines without the word and the final mark
    year: int
    month: int
    cut_off: date
    generated_on: date
    dataset_label: str
    total: Amount
    status_rows: tuple[StatusRow, ...]
    outside_rows: tuple[StatusRow, ...]
    flows: Flows
    cuts: tuple[Cut, ...]
    land: Land | None  # None: the registry holds no land tranches, so the section is left out
    overdue: tuple[OverdueRow, ...]
    overdue_groups: tuple[OverdueGroup, ...]
    computability: Computability
    rule_versions: tuple[RuleVersionUsed, ...]
    ruleset: str
    preset: Preset = Preset.LARGE
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Codes of the projects behind a figure, by its key; what drills down (not part of sums)."""
    recorded_after: tuple[str, ...] = ()
    """Codes of the projects entered or edited after the cut-off day, until the figures were frozen."""

    def __post_init__(self) -> None:
        """Refuse figures that contradict each other before anyone signs them."""
        rows = [row.amount for row in (*self.status_rows, *self.outside_rows)]
        _adds_up("status rows", rows, self.total)
        for cut in self.cuts:
            _adds_up(f"cut {cut.key!r}", [row.amount for row in cut.rows], self.total)
        self._check_deadlines()
        if [row.bucket for row in self.status_rows] != list(Bucket)[:4]:
            raise ReportShapeError("status_rows must be the four buckets of R-1.5 in order")

    def _check_deadlines(self) -> None:
        late = Counter(row.group_key for row in self.overdue)
        if late != {group.key: group.obligations for group in self.overdue_groups}:
            raise ReportShapeError(f"overdue rows by group are {dict(late)}, not as counted")
        facts = self.computability
        _equal("missing facts", sum(f.obligations for f in facts.by_fact), facts.missing)
        listed = Counter(row.missing for row in facts.rows)
        if listed and listed != {fact.fact: fact.obligations for fact in facts.by_fact}:
            raise ReportShapeError(f"uncomputed rows by fact are {dict(listed)}, not as counted")

    @property
    def overdue_projects(self) -> int:
        """Projects with at least one overdue obligation, each counted once."""
        return len({row.project_code for row in self.overdue})


def _adds_up(what: str, parts: list[Amount], whole: Amount) -> None:
    _equal(f"projects of {what}", sum(p.projects for p in parts), whole.projects)
    _equal(f"capital of {what}", sum(p.capital_vnd or 0 for p in parts), whole.capital_vnd or 0)
    unknown = sum(p.without_capital for p in parts)
    _equal(f"projects without capital of {what}", unknown, whole.without_capital)


def _equal(what: str, parts: int, whole: int) -> None:
    if parts != whole:
        raise ReportShapeError(f"{what} add up to {parts}, not {whole}")

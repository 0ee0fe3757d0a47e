"""Proposals, opinions and site areas as the rules see them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementFacts:
    """More papers asked of the investor; `answered` None is still open."""

    asked: date
    answered: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionFacts:
    """One agency asked for its opinion on a day, with days of its own."""

    id: int
    agency_id: int
    asked: date
    limit_days: int
    working_days: bool = True
    answered: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts:
    """A dossier under appraisal by `agency_id`; `limit_days` None: nobody said how many."""

    id: int
    agency_id: int
    received: date
    limit_days: int | None = None
    working_days: bool = True
    submitted: date | None = None
    decided: date | None = None
    reference: str = ""
    supplements: tuple[SupplementFacts, ...] = ()
    opinions: tuple[OpinionFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapFacts:
    """The part of an area that also lies in an area of another project, in whole m²."""

    other_id: int
    m2: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFacts:
    """An area of the project that meets areas of others; on record together since a day."""

    id: int
    since: date
    overlaps: tuple[OverlapFacts, ...]

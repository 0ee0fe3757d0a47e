"""A section that one room of the portal adds to the report of another, with its figures."""

from __future__ import annotations

from dataclasses import dataclass

from reporting.document.shapes import Figure, Section, Sum, Twins


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """A section, the figures its tables name, what of them adds up or says the same as others.

    `tables`: how many it numbered; `stale`: rows it found not updated within their period.
    """

    section: Section
    figures: tuple[Figure, ...]
    sums: tuple[Sum, ...] = ()
    twins: tuple[Twins, ...] = ()
    stale: tuple[str, ...] = ()
    tables: int = 0

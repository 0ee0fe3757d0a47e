"""A section that one room of the portal adds to the report of another, with its figures."""

from __future__ import annotations

from dataclasses import dataclass

from reporting.document.shapes import Figure, Section, Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """A section, the figures its tables name, and what of them adds up; `tables` it numbered."""

    section: Section
    figures: tuple[Figure, ...]
    sums: tuple[Sum, ...] = ()
    tables: int = 0

"""The competitiveness index of our province, as every source says it, the latest year first."""

from __future__ import annotations

from projects.models import PciResult
from projects.published.pci import results
from reporting.public.caching import remembered


def rows(province: str) -> list[PciResult]:
    """What every source says; read once."""
    return remembered("pci", lambda: results([province]))

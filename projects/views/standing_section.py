"""Suspension and termination on the project page."""

from __future__ import annotations

from typing import Any

from projects.views.sight import Sight


def section(sight: Sight) -> dict[str, Any]:
    """Acts by which the project stood still or ended."""
    return {"suspensions": sight.record.suspensions, "terminations": sight.record.terminations}

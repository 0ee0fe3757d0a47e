"""One rule from three stored states to what reports count and screens show (law.md §1.5).

The database repeats it as the generated column `Project.bucket`; a test walks all combinations
through both.
"""

from __future__ import annotations

from enum import StrEnum


class Bucket(StrEnum):
    """The four rows of the published census, and what stands outside it."""

    OPERATING = "operating"
    STOPPED = "stopped"
    UNDER_CONSTRUCTION = "under_construction"
    NOT_STARTED = "not_started"
    TERMINATED = "terminated"
    UNKNOWN = "unknown"
    PROPOSED = "proposed"
    REFUSED = "refused"


CENSUS = (Bucket.OPERATING, Bucket.STOPPED, Bucket.UNDER_CONSTRUCTION, Bucket.NOT_STARTED)
"""The four rows in the order of the published census; terminations are a flow, not a stock."""

NOT_FOLLOWED = (Bucket.TERMINATED, Bucket.PROPOSED, Bucket.REFUSED)
"""What is no longer, not yet, or never became a project the province follows."""

PILL = {
    Bucket.OPERATING: "run",
    Bucket.STOPPED: "stop",
    Bucket.UNDER_CONSTRUCTION: "build",
    Bucket.NOT_STARTED: "idle",
    Bucket.TERMINATED: "ended",
    Bucket.UNKNOWN: "unknown",
    Bucket.PROPOSED: "proposed",
    Bucket.REFUSED: "refused",
}
"""The pill of each bucket (ui.md §3)."""


def bucket(*, legal: str, physical: str, operating: str) -> Bucket:
    """The census row of a project.

    Stopped wins over built: "hoàn thành hoặc xây dựng một phần nhưng dừng hoạt động" is one
    row. A suspended project that never broke ground stays among those not started. What is only
    proposed, or was refused, is no project of the census yet.
    """
    if legal in (Bucket.PROPOSED, Bucket.REFUSED):
        return Bucket(legal)
    if legal == "terminated":
        return Bucket.TERMINATED
    if operating == "stopped" or (legal == "suspended" and physical != "not_started"):
        return Bucket.STOPPED
    if operating == "operating":
        return Bucket.OPERATING
    if physical in ("under_construction", "partly_built", "completed"):
        return Bucket.UNDER_CONSTRUCTION
    return Bucket.NOT_STARTED if physical == "not_started" else Bucket.UNKNOWN

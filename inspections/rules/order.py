"""Which step of a case rests on which: the order of the law, for what is recorded (law.md §4.2)."""

from __future__ import annotations

CASE_STEPS = ("announced", "ended", "minutes", "reported", "rectify")
"""Steps of the case itself, in their order."""

CONCLUSION_STEPS = (
    *("ordered", "drafted", "appraised", "referred", "answered", "corrected"),
    *("subject", "manager"),
)
"""Steps of one conclusion, in their order."""

MANY = frozenset({"corrected", "rectify"})
"""Steps that may be taken more than once."""

# One of these must be on record, and none may be later.
_NEEDS: dict[str, tuple[str, ...]] = {
    "ended": ("announced",),
    "minutes": ("announced",),
    "reported": ("ended", "minutes"),
    "rectify": ("announced",),
    "ordered": ("reported",),
    "drafted": ("ordered",),
    "appraised": ("drafted",),
    "referred": ("drafted",),
    "answered": ("referred",),
}
_INSPECTED = frozenset({"inspection"})
APPRAISED_BY_LAW = frozenset({"province"})
"""Levels whose draft conclusions must be appraised before they are signed (art. 35.1)."""


def needs(kind: str, case_kind: str = "inspection") -> tuple[str, ...]:
    """The steps a step rests on; supervision and audits take theirs in any order."""
    if case_kind not in _INSPECTED and kind in ("ordered", "reported"):
        return ()
    return _NEEDS.get(kind, ())


def next_step(
    case_kind: str, known: frozenset[str], conclusions: tuple[frozenset[str], ...]
) -> tuple[str, int | None]:
    """The first step not taken yet, and the place of its conclusion; "" when none is left.

    `conclusions` hold the steps of each, with "signed" and "published" among them. Only the steps
    that always come are proposed: sending a draft to the head is the team's choice.
    """
    for kind in ("announced", "ended", "reported"):
        if kind not in known and not (kind == "ended" and "minutes" in known):
            return kind, None
    if not conclusions:
        return "ordered", None
    for place, taken in enumerate(conclusions):
        after = ("answered",) if "referred" in taken else ()
        appraised = ("appraised",) if case_kind == "inspection" else ()
        for kind in ("drafted", *appraised, *after, "signed", "published"):
            if kind not in taken:
                return kind, place
    return "", None

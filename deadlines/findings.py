"""What a dry run found: counts and examples, as they are kept with a proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from deadlines.rules.impact import OnDeadline, OnFlag, Owed
from deadlines.rules.severity import flag_rank

MOST_EXAMPLES = 50

Key = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One obligation that another law changes; `on_flag` None leaves its flag as it is."""

    key: Key
    project_id: int | None
    old: Owed
    new: Owed
    flagged_for: date | None
    on_deadline: OnDeadline
    on_flag: OnFlag | None


@dataclass
class _Sort:
    """All differences of one sort."""

    count: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    ranks: Counter[str] = field(default_factory=Counter)
    examples: list[dict[str, Any]] = field(default_factory=list)

    def add(self, found: Difference, old: date | None, new: date | None) -> None:
        kind, subject_kind, subject_id, _cycle = found.key
        standing = found.new if found.new.is_late else found.old
        self.count += 1
        self.kinds[kind] += 1
        rank = flag_rank(kind=kind, level=standing.level, advisory=standing.advisory)
        self.ranks[str(rank)] += 1
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(
                {
                    "kind": kind,
                    "subject_kind": subject_kind,
                    "subject_id": subject_id,
                    "project_id": found.project_id,
                    "old": old.isoformat() if old else None,
                    "new": new.isoformat() if new else None,
                    "old_clock": str(found.old.clock),
                    "new_clock": str(found.new.clock),
                }
            )

    def to_json(self) -> dict[str, Any]:
        return {
            "count": self.count,
            "kinds": dict(sorted(self.kinds.items())),
            "ranks": dict(sorted(self.ranks.items())),
            "examples": self.examples,
        }


class Tally:
    """Counts differences as they come; it keeps one number for each project that changes."""

    def __init__(self) -> None:
        self.read = 0
        self.projects: set[int] = set()
        self._flags: dict[OnFlag, _Sort] = {}
        self._deadlines: dict[OnDeadline, _Sort] = {}

    def add(self, found: Difference) -> None:
        """Count one difference."""
        old, new = found.old.due_date, found.new.due_date
        self._deadlines.setdefault(found.on_deadline, _Sort()).add(found, old, new)
        if found.on_flag is not None:
            sort = self._flags.setdefault(found.on_flag, _Sort())
            sort.add(found, found.flagged_for or old, new)
        if found.project_id is not None:
            self.projects.add(found.project_id)

    def to_json(self) -> dict[str, Any]:
        """Plain values, the sorts in the order in which they are shown."""
        return {
            "read": self.read,
            "projects": len(self.projects),
            "flags": _written(OnFlag, self._flags),
            "deadlines": _written(OnDeadline, self._deadlines),
        }


def _written(
    order: type[OnFlag] | type[OnDeadline], sorts: Mapping[Any, _Sort]
) -> dict[str, dict[str, Any]]:
    return {str(sort): sorts[sort].to_json() for sort in order if sort in sorts}

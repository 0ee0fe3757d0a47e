"""What the boxes of a rule say, as the parameters of a version, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from deadlines.forms.rule_boxes import (
    DAYS,
    LEVELS,
    NUMBERS,
    TERM,
    Values,
    at_box,
    has_term,
    to_box,
)
from deadlines.rules.ladder import OVERDUE_DAYS
from deadlines.rules.law import MarkUnit
from vn.money import BILLION

Said = Mapping[str, Any]


def parameters_from(base: Values, said: Said) -> Values:
    """The parameters as the boxes say; what no box shows stays as it is in `base`."""
    found = dict(base)
    found |= {name: said[name] for name in NUMBERS if name in said and (name in base or said[name])}
    found |= {name: said[name].isoformat() if said[name] else None for name in DAYS if name in base}
    if "excluding_reasons" in base:
        found["excluding_reasons"] = sorted(said["excluding_reasons"])
    if "unconfirmed" in base:
        found["unconfirmed"] = [part for part in base["unconfirmed"] if part in said["unconfirmed"]]
    if "roll" in base:
        found["roll"] = said["roll"]
    return found | _ladder_from(base, said) | _rows_from(base, said)


def _rows_from(base: Values, said: Said) -> Values:
    found: Values = {}
    if "slices" in base:
        found["slices"] = [_slice(part, number, said) for number, part in _rows(base["slices"])]
    if "cycles" in base:
        found["cycles"] = [
            each | {"months": said[f"cycle_{n}_months"], "day": said[f"cycle_{n}_day"]}
            for n, each in _rows(base["cycles"])
        ]
    return found


def _ladder_from(base: Values, said: Said) -> Values:
    if "ladder" not in base:
        return {}
    marks = [
        {"level": level.name.lower(), "at": said[at_box(level)], "audience": said[to_box(level)]}
        for level in LEVELS
        if said[at_box(level)] is not None
    ]
    grades = [said[f"grade_{number}"] for number in range(1, len(OVERDUE_DAYS) + 1)]
    found: Values = {"ladder": {"unit": said["remind_unit"], "marks": marks}}
    if "overdue_days" in base or tuple(grades) != OVERDUE_DAYS:
        found["overdue_days"] = grades
    return found


def _slice(part: Values, number: int, said: Said) -> Values:
    upper = said.get(f"slice_{number}_up_to")
    up_to = part["up_to_vnd"] if upper is None else int(upper * BILLION)
    return part | {"up_to_vnd": up_to, "percent": f"{said[f'slice_{number}_percent']:f}"}


def _rows(rows: Any) -> Iterator[tuple[int, Values]]:
    return enumerate(rows, start=1)


# ------------------------------------------------------------ what cannot be


def contradictions(base: Values, said: Said) -> Iterator[tuple[str, str]]:
    """(box, what to do) for values that do not go together; boxes without a value are skipped."""
    if has_term(base) and not any(said.get(name) for name in TERM):
        yield "months", gettext("Give the term: months, days or working days.")
    if not _rising(said.get(f"grade_{n}") for n in range(1, len(OVERDUE_DAYS) + 1)):
        yield "grade_2", gettext("Each grade begins later than the one before.")
    if not _rising(value for name, value in said.items() if name.endswith("_up_to")):
        yield "slice_2_up_to", gettext("Each part reaches further than the one before.")
    given = [level for level in LEVELS if said.get(at_box(level)) is not None]
    days = [said[at_box(level)] for level in given]
    if said.get("remind_unit") != MarkUnit.MONTHS_AFTER_BASE:
        days.reverse()
    if not _rising(days):
        yield at_box(given[-1]), gettext("A later reminder comes after the earlier ones.")


def _rising(values: Iterable[Any]) -> bool:
    known = list(values)
    return None in known or sorted(set(known)) == known

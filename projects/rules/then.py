"""What a list knew of a project on an earlier day, and whether its conditions held then.

`projects.rules.known` undoes the edits of one row; here a project is put together from its own row
and its milestones, in the values that the history keeps: names for rows, days in ISO form.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from projects.rules.known import Kept, as_known
from projects.rules.status import NOT_FOLLOWED, Bucket, bucket
from vn.dates import PartialDate, Precision

STATES = ("legal_state", "physical_state", "operating_state")
FACTS = (
    *STATES,
    "registered_capital_vnd",
    "land_area_m2",
    "officer",
    "sector",
    "agency",
    "zone",
    "zone_place",
    "units",
)
"""What the history tells of a project that a list is narrowed by or compared in."""
COMPLETION = "completion"

RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "tinh_trang": STATES,
    "phap_ly": ("legal_state",),
    "linh_vuc": ("sector",),
    "khu": ("zone",),
    "khu_cum": ("zone_place",),
    "dia_ban": ("units",),
    "co_quan": ("agency",),
    "can_bo": ("officer",),
    "von_tu": ("registered_capital_vnd",),
    "von_den": ("registered_capital_vnd",),
    "dt_tu": ("land_area_m2",),
    "dt_den": ("land_area_m2",),
    "ht_tu": (COMPLETION,),
    "ht_den": (COMPLETION,),
}
"""The conditions that can be asked of an earlier day, with the facts that decide them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A project at one time. Capital in đồng, area in square metres; None is unknown."""

    status: Bucket
    legal_state: str
    capital_vnd: int | None
    area_m2: Decimal | None
    officer: str | None
    completion: PartialDate | None
    values: Mapping[str, Any]

    @property
    def told(self) -> tuple[Any, ...]:
        """What a comparison tells of a project in both lists."""
        return self.status, self.capital_vnd, self.area_m2, self.officer, self.completion


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition and what it asks for.

    `names`: what the rows are called that it means, none where it asks for what has no such row;
    `doubtful`: those of the names that others bear too.
    """

    name: str
    value: Any
    names: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()


def facts_of(values: Mapping[str, Any], completion: PartialDate | None) -> Facts:
    """A project in the values of the history."""
    area = values["land_area_m2"]
    legal, physical, operating = (values[name] for name in STATES)
    return Facts(
        status=bucket(legal=legal, physical=physical, operating=operating),
        legal_state=legal,
        capital_vnd=values["registered_capital_vnd"],
        area_m2=None if area is None else Decimal(area),
        officer=values["officer"],
        completion=completion,
        values=values,
    )


def completion_of(items: Iterable[Kept], until: datetime | None = None) -> PartialDate | None:
    """When construction is to be complete: the last phase's milestone, as known just before `until`."""
    rows = [item if until is None else as_known(item, until) for item in items]
    found = [row for row in rows if row is not None and row.values["kind"] == COMPLETION]
    if not found:
        return None
    last = max(found, key=_later).values
    if last["planned_date"] is None:
        return None
    day = date.fromisoformat(last["planned_date"])
    return PartialDate(day, Precision(last["planned_precision"]))


def _later(item: Kept) -> tuple[int, str, int]:
    return item.values["phase"], item.values["planned_date"] or "", item.pk


def held(asked: Asked, then: Facts) -> bool | None:
    """Whether the condition held of the project; None where the history cannot tell."""
    return _TESTS[asked.name](asked, then)


def _status(asked: Asked, then: Facts) -> bool:
    known = Bucket.__members__.values()
    return then.status == asked.value if asked.value in known else then.status not in NOT_FOLLOWED


def _named(field: str) -> Callable[[Asked, Facts], bool | None]:
    def test(asked: Asked, then: Facts) -> bool | None:
        said = then.values[field]
        if not said:
            return not asked.names
        return _among({said} if isinstance(said, str) else set(said), asked)

    return test


def _among(names: Collection[str], asked: Asked) -> bool | None:
    sure = asked.names - asked.doubtful
    if sure.intersection(names):
        return True
    return None if asked.doubtful.intersection(names) else False


def _amount(read: Callable[[Facts], Any], *, least: bool) -> Callable[[Asked, Facts], bool]:
    def test(asked: Asked, then: Facts) -> bool:
        value = read(then)
        if value is None:
            return False
        return bool(value >= asked.value if least else value <= asked.value)

    return test


def _last_day(then: Facts) -> date | None:
    return then.completion.last if then.completion else None


_TESTS: Mapping[str, Callable[[Asked, Facts], bool | None]] = {
    "tinh_trang": _status,
    "phap_ly": lambda asked, then: then.legal_state == asked.value,
    "linh_vuc": _named("sector"),
    "khu": lambda asked, then: then.values["zone"] == asked.value,
    "khu_cum": _named("zone_place"),
    "dia_ban": _named("units"),
    "co_quan": _named("agency"),
    "can_bo": _named("officer"),
    "von_tu": _amount(lambda then: then.capital_vnd, least=True),
    "von_den": _amount(lambda then: then.capital_vnd, least=False),
    "dt_tu": _amount(lambda then: then.area_m2, least=True),
    "dt_den": _amount(lambda then: then.area_m2, least=False),
    "ht_tu": _amount(_last_day, least=True),
    "ht_den": _amount(_last_day, least=False),
}

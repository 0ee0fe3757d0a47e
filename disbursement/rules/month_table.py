"""The monthly table of law.md §3.4: rows of projects, added up into the tree that a pivot asks for.

Amounts are whole đồng. Every group is the sum of the rows below it, in each column it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum

from vn.numbers import ratio_percent

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLACES = 2


class Pivot(StrEnum):
    """What the rows of the table are grouped by; the values are those of its address."""

    SOURCE = "nguon-von"
    OWNER = "chu-dau-tu"
    PLACE = "dia-ban"
    SECTOR = "linh-vuc"


@dataclass(frozen=True, slots=True)
class Amounts:
    """The columns of a row that can be added up, in whole đồng.

    `given_pm_vnd` and `given_province_vnd` are given to sources, never to projects: they come with
    what is not allocated. `plan_vnd` is the whole plan, column (9). Of `lines` with capital nobody
    entered the month of `missing`, nor an estimate of `unestimated`.
    """

    given_pm_vnd: int = 0
    given_province_vnd: int = 0
    carried_vnd: int = 0
    plan_vnd: int = 0
    allocated_vnd: int = 0
    before_vnd: int = 0
    month_vnd: int = 0
    advance_vnd: int = 0
    estimate_vnd: int = 0
    lines: int = 0
    missing: int = 0
    unestimated: int = 0

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(*(getattr(self, name) + getattr(other, name) for name in _NAMES))

    @property
    def unallocated_vnd(self) -> int:
        """(11) = (9) - (10)."""
        return self.plan_vnd - self.allocated_vnd

    @property
    def paid_vnd(self) -> int:
        """(14) = (12) + (13)."""
        return self.before_vnd + self.month_vnd

    @property
    def volume_vnd(self) -> int:
        """(16): what was paid, without the advances that are outstanding."""
        return self.paid_vnd - self.advance_vnd

    @property
    def expected_vnd(self) -> int | None:
        """(18): paid so far and expected of the month after, an estimate; None without any."""
        known = self.lines > self.unestimated
        return self.paid_vnd + self.estimate_vnd if known else None

    @property
    def percent(self) -> Decimal | None:
        """(17) = (14) / (9)."""
        return ratio_percent(self.paid_vnd, self.plan_vnd, _PLACES)

    @property
    def expected_percent(self) -> Decimal | None:
        """(19) = (18) / (9)."""
        return ratio_percent(self.expected_vnd, self.plan_vnd, _PLACES)

    @property
    def deployed_percent(self) -> Decimal | None:
        """(14) / (10): the share of the capital deployed, which (20) compares."""
        return ratio_percent(self.paid_vnd, self.allocated_vnd, _PLACES)


_NAMES = tuple(each.name for each in fields(Amounts))
NOTHING = Amounts()


@dataclass(frozen=True, slots=True)
class Heading:
    """A group: its key and name; groups stand in the order of `order`.

    One whose `lettered` is set is numbered A, B; others by how much lies below them.
    """

    key: str
    name: str
    order: tuple[int | str, ...]
    lettered: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """A row that is not divided further: a project, or what of a source no project has yet.

    `total_vnd` and `earlier_vnd` are of a whole project: None is not known. `project_id` None is
    capital not allocated.
    """

    path: tuple[Heading, ...]
    amounts: Amounts
    name: str
    order: tuple[int | str, ...]
    project_id: int | None = None
    total_vnd: int | None = None
    earlier_vnd: int | None = None


@dataclass(slots=True)
class Node:
    """A row of the table with the rows below it; `heading` None is the total, `leaf` a last row."""

    number: str
    level: int
    name: str
    amounts: Amounts
    total_vnd: int | None = None
    earlier_vnd: int | None = None
    heading: Heading | None = None
    leaf: Leaf | None = None
    below: list[Node] = field(default_factory=list)

    def walk(self) -> Iterable[Node]:
        """This row and all below it, as they are printed."""
        yield self
        for each in self.below:
            yield from each.walk()


def grown(leaves: Sequence[Leaf], *, each_project_once: bool) -> Node:
    """The tree of the leaves: the total with its groups, each the sum of what is below it.

    `each_project_once`: no project has two rows, so that what belongs to whole projects adds up;
    else those columns are of projects alone.
    """
    top = Node("", 0, "", NOTHING)
    _fill(top, leaves, 0)
    _number(top.below, "")
    _add_up(top, each_project_once=each_project_once)
    return top


def _fill(node: Node, leaves: Sequence[Leaf], depth: int) -> None:
    groups: dict[Heading, list[Leaf]] = {}
    for leaf in leaves:
        if len(leaf.path) > depth:
            groups.setdefault(leaf.path[depth], []).append(leaf)
    for heading in sorted(groups, key=lambda each: each.order):
        below = Node("", depth + 1, heading.name, NOTHING, heading=heading)
        _fill(below, groups[heading], depth + 1)
        node.below.append(below)
    last = [leaf for leaf in leaves if len(leaf.path) == depth]
    node.below += [_last(leaf, depth + 1) for leaf in sorted(last, key=lambda each: each.order)]


def _last(leaf: Leaf, level: int) -> Node:
    return Node("", level, leaf.name, leaf.amounts, leaf.total_vnd, leaf.earlier_vnd, None, leaf)


def _add_up(node: Node, *, each_project_once: bool) -> None:
    if node.leaf is not None:
        return
    for each in node.below:
        _add_up(each, each_project_once=each_project_once)
        node.amounts += each.amounts
    if each_project_once:
        node.total_vnd = _whole(each.total_vnd for each in node.below)
        node.earlier_vnd = _whole(each.earlier_vnd for each in node.below)


def _whole(parts: Iterable[int | None]) -> int | None:
    """A sum is known when all its parts are."""
    found = list(parts)
    known = [each for each in found if each is not None]
    return sum(known) if len(known) == len(found) else None


def _number(nodes: Sequence[Node], above: str) -> None:
    """A, B for budgets; roman for groups of groups; arabic below, with the number above it.

    Under roman numbers and letters counting begins anew; 1.1 stands under 1.
    """
    style = _style(nodes, above)
    for place, node in enumerate(nodes, start=1):
        node.number = style(place)
        _number(node.below, node.number)


def _style(nodes: Sequence[Node], above: str) -> Callable[[int], str]:
    heads = [node for node in nodes if node.heading is not None]
    if any(node.heading and node.heading.lettered for node in heads):
        return lambda place: chr(ord("A") + place - 1)
    if above[:1].isdecimal():
        return lambda place: f"{above}.{place}"
    divided = any(each.heading is not None for node in heads for each in node.below)
    if divided or (heads and not above):
        return roman
    return str


def roman(number: int) -> str:
    """1 is I, 14 is XIV."""
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text

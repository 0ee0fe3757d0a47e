"""What hangs on a person, told by the rooms above in `AppConfig.ready()`.

An account is not closed over work that nobody else has: the page that closes it shows each kind,
and asks where to put those that can be handed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise

if TYPE_CHECKING:
    from accounts.models import User


class PassOn(Protocol):
    """The action that gives all of one person's things to another, or to nobody.

    Raises `accounts.refusals.Refusal` when that person cannot take them.
    """

    def __call__(
        self, *, by: User, on: date, at: datetime, from_id: int, to: User | None, reason: str
    ) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """One kind of thing that people have.

    `count` gives how many each of these people has (those with none may be left out). Things with
    `pass_on` are handed over; `takers` are the people who may have them and `view_name` the page,
    by person, that hands over a part of them.
    """

    label: str | Promise
    count: Callable[[Sequence[int]], Mapping[int, int]]
    pass_on: PassOn | None = None
    takers: Callable[[], Sequence[User]] | None = None
    view_name: str = ""


_BELONGINGS: list[Belonging] = []


def register(belonging: Belonging) -> None:
    """Add a kind of thing."""
    _BELONGINGS.append(belonging)


def belongings() -> tuple[Belonging, ...]:
    """All kinds, in the order of the rooms."""
    return tuple(_BELONGINGS)


def handed_over() -> tuple[Belonging, ...]:
    """The kinds that one person hands to another."""
    return tuple(each for each in _BELONGINGS if each.pass_on)

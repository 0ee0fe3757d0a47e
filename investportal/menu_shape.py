"""What a line and a part of the main menu are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """A line of the menu as declared. `owns` are the view names on which it is the current one.

    `count`: the rows that wait behind it.
    `province_wide` ones are for those who see the whole province; others come there by links.
    """

    view_name: str
    label: Promise
    icon: str
    permission: Permission
    owns: tuple[str, ...] = ()
    count: Callable[[User], QuerySet[Any]] | None = None
    alarming: bool = False
    query: str = ""
    province_wide: bool = False


@dataclass(frozen=True)
class Group:
    """A part of the menu under one heading; the first part has none."""

    label: Promise | str
    entries: tuple[Entry, ...] = field(default=())

"""What every section of the project page is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from projects.querysets.record import Record


@dataclass(frozen=True, slots=True)
class Sight:
    """One project as one person sees it on a day; `links` are the acts open to that person."""

    record: Record
    user: User
    on: date
    links: Mapping[str, str]

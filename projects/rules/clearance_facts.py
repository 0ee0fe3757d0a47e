"""What a count of clearance says (C1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceFacts:
    """How far clearance came on a day, of a tranche or (None) of the whole project.

    Areas in square metres; None is not known. `deadline` is the last day, with its extensions, for
    agreeing with the land users.
    """

    id: int
    day: date
    tranche_id: int | None = None
    users_total: int | None = None
    users_agreed: int | None = None
    area_total: Decimal | None = None
    area_agreed: Decimal | None = None
    by_agreement: bool = False
    deadline: date | None = None

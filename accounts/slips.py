"""What stands on an activation slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Portal:
    """Whose portal it is and where: `address` without a slash at its end, such as https://duan.vn."""

    province: str
    address: str


@dataclass(frozen=True, slots=True)
class Slip:
    """One person's way in. `code` as `accounts.codes.code_of` gives it."""

    username: str
    name: str
    position: str
    agency: str
    code: str
    expires_at: datetime

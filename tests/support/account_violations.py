"""What the database refuses of places, agencies and their people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests import factories as f
from tests.support.order_violations import again

DAY = date(2026, 8, 31)
DAY_BEFORE = date(2026, 8, 30)
ODD = "?"  # a value that no list of choices holds

ACCOUNTS: dict[str, Callable[[], Any]] = {
    "administrative_unit_ends_after_it_begins": lambda: f.CommuneFactory(
        valid_from=DAY, valid_to=DAY_BEFORE
    ),
    "administrative_unit_level_is_known": lambda: f.CommuneFactory(level=ODD),
    "unit_succession_is_recorded_once": lambda: again(
        f.UnitSuccessionFactory(), f.UnitSuccessionFactory, "old", "new"
    ),
    "unit_succession_share_is_a_part": lambda: f.UnitSuccessionFactory(share=Decimal("1.1")),
    "unit_does_not_succeed_itself": lambda: f.UnitSuccessionFactory(
        old=(unit := f.CommuneFactory()), new=unit
    ),
    "agency_ends_after_it_begins": lambda: f.AgencyFactory(valid_from=DAY, valid_to=DAY_BEFORE),
    "agency_kind_is_known": lambda: f.AgencyFactory(kind=ODD),
    "agency_succession_is_recorded_once": lambda: again(
        f.AgencySuccessionFactory(), f.AgencySuccessionFactory, "old", "new"
    ),
    "agency_does_not_succeed_itself": lambda: f.AgencySuccessionFactory(
        old=(agency := f.AgencyFactory()), new=agency
    ),
    "user_role_is_known": lambda: f.UserFactory(role=ODD),
    "user_of_the_state_has_an_agency": lambda: f.UserFactory(agency=None),
}

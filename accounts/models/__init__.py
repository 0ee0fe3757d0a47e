"""Models of accounts, one file a subject."""

from accounts.models.agencies import (
    AdministrativeUnit,
    AdministrativeUnitSuccession,
    Agency,
    AgencySuccession,
)
from accounts.models.audit import AuditEvent
from accounts.models.users import User

__all__ = [
    "AdministrativeUnit",
    "AdministrativeUnitSuccession",
    "Agency",
    "AgencySuccession",
    "AuditEvent",
    "User",
]

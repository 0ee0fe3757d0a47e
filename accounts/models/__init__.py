"""Models of accounts, one file a subject."""

from accounts.models.agencies import (
    AdministrativeUnit,
    AdministrativeUnitSuccession,
    Agency,
    AgencySuccession,
)
from accounts.models.attempts import Attempt
from accounts.models.audit import AuditEvent
from accounts.models.invitations import Deputyship, Invitation, InvitationBatch
from accounts.models.seals import AuditLeaf, AuditSeal
from accounts.models.users import User

__all__ = [
    "AdministrativeUnit",
    "AdministrativeUnitSuccession",
    "Agency",
    "AgencySuccession",
    "Attempt",
    "AuditEvent",
    "AuditLeaf",
    "AuditSeal",
    "Deputyship",
    "Invitation",
    "InvitationBatch",
    "User",
]

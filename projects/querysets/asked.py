"""What an agency may not do in a project it sees only because its opinion was asked for (R-1.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts.permissions import Permission, Scope

if TYPE_CHECKING:
    from accounts.models import User

WITHHELD = frozenset(
    {
        Permission.VIEW_FLAGS,
        Permission.ANSWER_FLAG,
        Permission.EDIT_LAND,
        Permission.KEEP_CLEARANCE,
        Permission.KEEP_DOCUMENTS,
    }
)
"""Rights over what an agency works on; to give an opinion it reads the file and its documents."""


def only_asked(user: User, project: Any) -> bool:
    """Whether this person may know of the project for the sake of an opinion alone."""
    if user.scope == Scope.PROVINCE:
        return False
    return not type(project).objects.followed_by(user).filter(pk=project.pk).exists()


def reader_of(user: User, project: Any) -> User:
    """The person with the rights he or she has in this project."""
    return user.without(WITHHELD) if only_asked(user, project) else user

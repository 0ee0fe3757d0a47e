"""The gate in front of every page: a permission, or an honest refusal."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from accounts.models import User
from accounts.permissions import Permission

View = Callable[..., HttpResponseBase]


def requires(permission: Permission) -> Callable[[View], View]:
    """Let a signed-in person with the permission through; others get sign-in (302) or 403.

    The permission is kept on the view as `required_permission`, from which the permission
    matrix test generates its table: a new page without a rule fails there.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not signed_in(request).can(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        gated.required_permission = permission  # type: ignore[attr-defined]
        return gated

    return decorate


def signed_in(request: HttpRequest) -> User:
    """The person behind the request; only for gated views.

    Raises PermissionDenied for an anonymous visitor.
    """
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user

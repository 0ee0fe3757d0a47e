"""Who stands before a page or the API: the gate that asks a permission, a visitor's address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

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


class HoldsPermission(BasePermission):
    """The gate of the API: the permission named on the view; one that names none is for nobody."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Ask the person's role."""
        wanted: Permission | None = getattr(view, "required_permission", None)
        return isinstance(request.user, User) and wanted is not None and request.user.can(wanted)


def signed_in(request: HttpRequest | Request) -> User:
    """The person behind the request; only for gated views.

    Raises PermissionDenied for an anonymous visitor.
    """
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def client_address(request: HttpRequest) -> str:
    """The visitor's address, trusting only as many proxies as PROXY_COUNT declares."""
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    hops = [hop.strip() for hop in forwarded.split(",") if hop]
    if settings.PROXY_COUNT and len(hops) >= settings.PROXY_COUNT:
        nearest_stranger: str = hops[-settings.PROXY_COUNT]
        return nearest_stranger
    return str(request.META.get("REMOTE_ADDR", ""))

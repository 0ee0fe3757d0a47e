"""What every request tells the person behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class TodayMiddleware:
    """Tells the person what day it is, so that deputyships count from their first day to their last.

    Nothing is asked of the database before a right of the person is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on the request with a person who knows the day."""
        found = request.user

        def person() -> User | AnonymousUser:
            # A lazy user counts as its own class: asking for it is what loads it.
            if isinstance(found, User):
                found.today = timezone.localdate()
            return found

        request.user = SimpleLazyObject(person)  # type: ignore[assignment]
        return self.get_response(request)

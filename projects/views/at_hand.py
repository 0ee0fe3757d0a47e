"""The head of a page that people come back to: it is remembered as opened, and can be pinned."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.access import signed_in
from desk.actions import finding
from desk.models import Pin
from projects.views import in_place


def pin_of(request: HttpRequest, kind: str, subject_id: int) -> dict[str, Any]:
    """What the pin button prints. Opening the page is noted; asking for one section of it is not."""
    user = signed_in(request)
    if not in_place.place(request):
        finding.visited(by=user, kind=kind, subject_id=subject_id, at=timezone.now())
    pinned = Pin.objects.filter(user=user, kind=kind, subject_id=subject_id).exists()
    return {"kind": kind, "pk": subject_id, "on": pinned}

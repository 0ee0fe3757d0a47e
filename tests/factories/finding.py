"""What people keep at hand: views of lists, pins, things opened."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from desk.models import Pin, SavedView, Visit
from tests.factories.accounts import UserFactory

_AT = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)


class ViewSaved(DjangoModelFactory):
    """A view of the registry, one's own."""

    class Meta:
        model = SavedView

    user = factory.SubFactory(UserFactory)
    page = "projects:list"
    name = factory.Sequence(lambda n: f"Đang hoạt động {n}")
    query = "tinh_trang=operating"
    saved_at = _AT


class ViewShared(ViewSaved):
    """One that colleagues are offered."""

    shared = True


class PinFactory(DjangoModelFactory):
    """A project kept at hand."""

    class Meta:
        model = Pin

    user = factory.SubFactory(UserFactory)
    kind = "project"
    subject_id = factory.Sequence(lambda n: n + 1)
    at = _AT


class VisitFactory(PinFactory):
    """A project that was opened."""

    class Meta:
        model = Visit

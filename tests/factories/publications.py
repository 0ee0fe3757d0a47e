"""What everybody sees, and who answers a call."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from projects.models import Interest
from tests.factories.published import CallFactory


class InterestNew(DjangoModelFactory):
    """Somebody wrote about a call; nobody answered yet."""

    class Meta:
        model = Interest

    call = factory.SubFactory(CallFactory)
    full_name = "Jane Doe"
    organisation = "Acme Holdings"
    email = "jane@acme.example"
    words = "Please send the planning documents."
    filed_at = datetime(2026, 9, 1, 3, tzinfo=UTC)

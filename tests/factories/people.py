"""Invitations, deputies and counters of attempts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from accounts.models import Attempt, Deputyship, Invitation, InvitationBatch
from tests.factories.accounts import UserFactory

MADE = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)


class BatchRendered(DjangoModelFactory):
    """Accounts opened from one workbook, with slips that wait to be downloaded."""

    class Meta:
        model = InvitationBatch

    source_name = "danh-sach.xlsx"
    source_sha256 = "0" * 64
    rows = 1
    created_at = MADE
    created_by = factory.SubFactory(UserFactory, administrator=True)
    slips = b"%PDF-1.7"
    rendered_at = MADE


class InvitationOpen(DjangoModelFactory):
    """A code that was neither used nor withdrawn."""

    class Meta:
        model = Invitation

    user = factory.SubFactory(UserFactory)
    nonce = factory.Sequence(lambda n: f"{n:032d}")
    digest = factory.Sequence(lambda n: f"{n:064d}")
    created_at = MADE
    expires_at = MADE + timedelta(days=14)


class DeputyshipFactory(DjangoModelFactory):
    """Somebody stands in for another person in the first ten days of September 2026."""

    class Meta:
        model = Deputyship

    absent = factory.SubFactory(UserFactory)
    deputy = factory.SubFactory(UserFactory)
    from_date = date(2026, 9, 1)
    to_date = date(2026, 9, 10)
    reason = "Nghỉ phép"
    created_at = MADE


class AttemptFactory(DjangoModelFactory):
    """One try of one visitor."""

    class Meta:
        model = Attempt

    what = Attempt.What.ACTIVATE
    visitor = "0" * 64
    window_start = MADE

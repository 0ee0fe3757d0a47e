"""What investors ask for, what they report, who asks for an account, and what is published."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from projects.models import (
    FilingSheet,
    InvestorRegistration,
    Publication,
    SupportRequest,
    SupportStep,
)
from tests.factories.accounts import AgencyFactory, UserFactory
from tests.factories.projects import InvestorFactory, ProjectFactory

_DAY = date(2026, 3, 2)
_AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


class SupportWaiting(DjangoModelFactory):
    """An obstacle that its holder has."""

    class Meta:
        model = SupportRequest

    code = factory.Sequence(lambda n: f"YC-2026-{n}")
    investor = factory.SubFactory(InvestorFactory)
    kind = "obstacle"
    title = "Đấu nối giao thông"
    words = "Chưa được đấu nối vào quốc lộ."
    filed_date = _DAY
    opened_date = _DAY
    held_since = _DAY
    holder = factory.SubFactory(AgencyFactory)


class SupportAnswered(SupportWaiting):
    """One that was answered two days later."""

    state = "answered"
    answered_date = date(2026, 3, 4)
    outcome = "solved"
    answer = "Đã chấp thuận vị trí đấu nối."


class SupportOutside(SupportWaiting):
    """One that a central body has."""

    state = "outside"
    outside_body = "Cục Đường bộ Việt Nam"
    outside_since = _DAY
    follow_up_days = 7


class StepFiled(DjangoModelFactory):
    """The first step of a request."""

    class Meta:
        model = SupportStep

    request = factory.SubFactory(SupportWaiting)
    kind = "filed"
    on_date = _DAY
    at = _AT
    agency = factory.SelfAttribute("request.holder")


class SheetDraft(DjangoModelFactory):
    """A quarterly report somebody began to write."""

    class Meta:
        model = FilingSheet

    project = factory.SubFactory(ProjectFactory)
    kind = "R1"
    cycle = "2026-Q1"
    started_at = _AT
    saved_at = _AT
    written_by = factory.SubFactory(UserFactory, investor=True)


class RegistrationWaiting(DjangoModelFactory):
    """A visitor who asks for an account."""

    class Meta:
        model = InvestorRegistration

    full_name = "Jane Doe"
    email = "jane@acme.example"
    organisation = "Acme Holdings"
    certificate_number = "1234567890"
    submitted_at = _AT


class PublishedProject(DjangoModelFactory):
    """A project that everybody may read about."""

    class Meta:
        model = Publication

    project = factory.SubFactory(ProjectFactory)
    from_date = _DAY

"""Contacts with the investor, loss of the site, periodic reports."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects.models import Contact, Filing, SiteLoss
from tests.factories.projects import ProjectFactory


class ContactMissed(DjangoModelFactory):
    """A letter that nobody answered."""

    class Meta:
        model = Contact

    project = factory.SubFactory(ProjectFactory)
    date = date(2026, 7, 6)
    channel = Contact.Channel.REGISTERED_LETTER
    reached = False
    document_number = factory.Sequence(lambda n: f"{300 + n}/STC-ĐT")


class SiteLossFactory(DjangoModelFactory):
    """A site that is lost, without a relocation yet."""

    class Meta:
        model = SiteLoss

    project = factory.SubFactory(ProjectFactory)
    lost_date = date(2026, 3, 2)
    document_number = "55/BB-KT"
    reason = "Sạt lở toàn bộ khu đất"


class FilingSubmitted(DjangoModelFactory):
    """A quarterly report that nobody has decided on."""

    class Meta:
        model = Filing

    project = factory.SubFactory(ProjectFactory)
    kind = Filing.Kind.QUARTERLY
    cycle = "2026-Q2"
    submitted_date = date(2026, 7, 6)


class FilingAccepted(FilingSubmitted):
    """A quarterly report that was accepted."""

    accepted_date = date(2026, 7, 10)


class FilingReturned(FilingSubmitted):
    """A quarterly report that must be corrected."""

    returned_date = date(2026, 7, 10)
    remarks = "Thiếu vốn thực hiện"

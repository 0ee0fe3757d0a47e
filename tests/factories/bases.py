"""What the acts of a project rest on."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects.models import BasisDocument
from tests.factories.schedule import PolicyApproval
from vn.documents import normalise_number


class BasisOfTheParty(DjangoModelFactory):
    """A conclusion of the provincial Party committee's standing board."""

    class Meta:
        model = BasisDocument

    instrument = factory.SubFactory(PolicyApproval)
    issuer = "BTV Tỉnh ủy"
    number = factory.Sequence(lambda n: f"{100 + n}-KL/TU")
    number_key = factory.LazyAttribute(lambda row: normalise_number(row.number))
    date = date(2024, 5, 20)
    title = "Kết luận về chủ trương đầu tư dự án"

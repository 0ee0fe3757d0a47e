"""Land tranches from decision to use."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from projects.models import Extension, LandTranche
from tests.factories.accounts import AgencyFactory
from tests.factories.projects import ProjectFactory


class TrancheDecided(DjangoModelFactory):
    """Land decided, not handed over."""

    class Meta:
        model = LandTranche

    project = factory.SubFactory(ProjectFactory)
    label = factory.Sequence(lambda n: f"Đợt {n + 1}")
    decision_number = factory.Sequence(lambda n: f"{500 + n}/QĐ-UBND")
    decision_date = date(2024, 3, 15)
    decided_area_m2 = 426_000
    agency = factory.SubFactory(AgencyFactory, sector=True)


class TrancheHandedOver(TrancheDecided):
    """All of it handed over in the field on 20/9/2025, not in use: L1 runs."""

    handover_date = date(2025, 9, 20)
    handed_area_m2 = 426_000
    minutes_number = "22/BB-BG"


class TrancheInUse(TrancheHandedOver):
    """Handed over and put to use."""

    in_use_date = date(2026, 3, 2)
    in_use_evidence = "Thông báo khởi công 07/TB-BA"


class ExtensionFactory(DjangoModelFactory):
    """The one extension of a tranche that was handed over."""

    class Meta:
        model = Extension

    tranche = factory.SubFactory(TrancheHandedOver)
    decision_number = factory.Sequence(lambda n: f"{900 + n}/QĐ-UBND")
    decision_date = date(2026, 9, 1)
    from_date = date(2026, 9, 20)
    months = 24


class TrancheExtended(TrancheHandedOver):
    """Handed over, with its extension granted: L3 runs."""

    class Meta:
        skip_postgeneration_save = True

    extension = factory.RelatedFactory(ExtensionFactory, factory_related_name="tranche")

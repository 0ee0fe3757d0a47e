"""Investors, and projects in each state of the census."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from projects.models import ImportBatch, Investor, InvestorMember, Project, Sector
from tests.factories.accounts import AgencyFactory, UserFactory
from vn import mst
from vn.text import search_text, sort_key

TODAY = date(2026, 8, 31)


def _valid_tax_code(number: int) -> str:
    """Ten digits of which the last is right (R-8.4); numbers without such a digit are skipped."""
    for candidate in range(490_000_000 + number * 2, 490_001_000 + number * 2):
        digits = str(candidate).zfill(9)
        for check in range(10):
            if mst.is_valid(f"{digits}{check}"):
                return f"{digits}{check}"
    raise AssertionError(number)


class SectorFactory(DjangoModelFactory):
    """A field of investment."""

    class Meta:
        model = Sector

    code = factory.Sequence(lambda n: f"linh-vuc-{n}")
    name = factory.Sequence(lambda n: f"Công nghiệp {n}")
    sort_key = factory.LazyAttribute(lambda row: sort_key(row.name)[:240])


class InvestorFactory(DjangoModelFactory):
    """A domestic enterprise with a valid tax code."""

    class Meta:
        model = Investor

    name = factory.Sequence(lambda n: f"Công ty TNHH Bắc Á {n}")
    kind = Investor.Kind.DOMESTIC
    country = "Việt Nam"
    tax_code = factory.Sequence(_valid_tax_code)
    search_text = factory.LazyAttribute(lambda row: search_text(row.name, row.tax_code))
    sort_key = factory.LazyAttribute(lambda row: sort_key(row.name)[:600])


class InvestorMemberFactory(DjangoModelFactory):
    """A person who acts for an investor."""

    class Meta:
        model = InvestorMember

    investor = factory.SubFactory(InvestorFactory)
    user = factory.SubFactory(UserFactory, investor=True)


class ProjectFactory(DjangoModelFactory):
    """A registered project whose state nobody has told yet."""

    class Meta:
        model = Project
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"DA-{n + 1:04d}")
    name = factory.Sequence(lambda n: f"Trung tâm logistics Nà Lầm {n}")
    investor = factory.SubFactory(InvestorFactory)
    sector = factory.SubFactory(SectorFactory)
    agency = factory.SubFactory(AgencyFactory)
    location_text = "Xã Đồng Đăng"
    zone = Project.Zone.NONE
    registered_capital_vnd = 1_250_000_000_000
    land_area_m2 = 426_000
    search_text = factory.LazyAttribute(
        lambda row: search_text(
            row.code, row.name, row.investor.name if row.investor else None, row.location_text
        )
    )
    sort_key = factory.LazyAttribute(lambda row: sort_key(row.name)[:800])

    @factory.post_generation
    def units(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """`ProjectFactory(units=[commune])` places the project."""
        if create and extracted:
            self.units.set(extracted)


class ProjectNotStarted(ProjectFactory):
    """Ground not broken."""

    physical_state = Project.PhysicalState.NOT_STARTED
    operating_state = Project.OperatingState.NOT_OPERATING
    state_as_of = TODAY


class ProjectUnderConstruction(ProjectFactory):
    """Being built."""

    physical_state = Project.PhysicalState.UNDER_CONSTRUCTION
    operating_state = Project.OperatingState.NOT_OPERATING
    state_as_of = TODAY


class ProjectOperating(ProjectFactory):
    """Built and operating."""

    physical_state = Project.PhysicalState.COMPLETED
    operating_state = Project.OperatingState.OPERATING
    state_as_of = TODAY


class ProjectStopped(ProjectFactory):
    """Built, then stopped, without a suspension."""

    physical_state = Project.PhysicalState.COMPLETED
    operating_state = Project.OperatingState.STOPPED
    state_as_of = TODAY


class ProjectSuspended(ProjectUnderConstruction):
    """Suspended while under construction; the Suspension row is made apart."""

    legal_state = Project.LegalState.SUSPENDED


class ProjectTerminated(ProjectNotStarted):
    """Ended as a whole; the Termination row is made apart."""

    legal_state = Project.LegalState.TERMINATED


class ProjectImported(ProjectFactory):
    """Read from a published source."""

    origin = Project.Origin.IMPORTED
    source_url = "https://vidu.test/quyet-dinh.pdf"
    source_date_text = "15/9/2022"


class ImportBatchFactory(DjangoModelFactory):
    """A workbook that came in."""

    class Meta:
        model = ImportBatch

    file_name = "danh-muc.xlsx"
    file_sha256 = "0" * 64
    at = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)
    rows_read = 3
    created = 1
    updated = 1
    unchanged = 1

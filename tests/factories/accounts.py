"""Places, agencies and the people of each role."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from accounts.models import (
    AdministrativeUnit,
    AdministrativeUnitSuccession,
    Agency,
    AgencySuccession,
    AuditEvent,
    User,
)
from accounts.permissions import Role
from vn.text import search_text, sort_key


class _Named(DjangoModelFactory):
    class Meta:
        abstract = True

    search_text = factory.LazyAttribute(lambda row: search_text(row.name))
    sort_key = factory.LazyAttribute(lambda row: sort_key(row.name)[:400])


class ProvinceFactory(_Named):
    """The one province of the installation."""

    class Meta:
        model = AdministrativeUnit
        django_get_or_create = ["code"]

    code = "20"
    name = "Tỉnh Lạng Sơn"
    level = AdministrativeUnit.Level.PROVINCE


class CommuneFactory(_Named):
    """A commune that exists since 1/7/2025."""

    class Meta:
        model = AdministrativeUnit

    code = factory.Sequence(lambda n: f"xa-{n:05d}")
    name = factory.Sequence(lambda n: f"Xã Đồng Đăng {n}")
    level = AdministrativeUnit.Level.COMMUNE
    parent = factory.SubFactory(ProvinceFactory)
    valid_from = date(2025, 7, 1)


class DistrictFactory(_Named):
    """A district that ended on 30/6/2025."""

    class Meta:
        model = AdministrativeUnit

    code = factory.Sequence(lambda n: f"huyen-{n:05d}")
    name = factory.Sequence(lambda n: f"Huyện Văn Quan {n}")
    level = AdministrativeUnit.Level.DISTRICT
    parent = factory.SubFactory(ProvinceFactory)
    valid_to = date(2025, 6, 30)


class UnitSuccessionFactory(DjangoModelFactory):
    """A place that became part of another."""

    class Meta:
        model = AdministrativeUnitSuccession

    old = factory.SubFactory(CommuneFactory)
    new = factory.SubFactory(CommuneFactory)
    effective_date = date(2025, 7, 1)
    legal_reference = "1672/NQ-UBTVQH15"


class AgencyFactory(_Named):
    """A registry department; traits name the other kinds that tests need."""

    class Meta:
        model = Agency

    class Params:
        sector = factory.Trait(
            kind=Agency.Kind.SECTOR,
            name=factory.Sequence(lambda n: f"Sở Nông nghiệp và Môi trường {n}"),
        )
        commune = factory.Trait(
            kind=Agency.Kind.COMMUNE,
            name=factory.Sequence(lambda n: f"Ủy ban nhân dân xã {n}"),
            unit=factory.SubFactory(CommuneFactory),
        )

    code = factory.Sequence(lambda n: f"co-quan-{n}")
    name = factory.Sequence(lambda n: f"Sở Tài chính {n}")
    short_name = factory.LazyAttribute(lambda row: row.name[:60])
    kind = Agency.Kind.DEPARTMENT


class AgencySuccessionFactory(DjangoModelFactory):
    """An agency whose duties passed to another."""

    class Meta:
        model = AgencySuccession

    old = factory.SubFactory(AgencyFactory, valid_to=date(2025, 2, 28))
    new = factory.SubFactory(AgencyFactory)
    effective_date = date(2025, 3, 1)
    legal_reference = "01/NQ-HĐND"


class UserFactory(DjangoModelFactory):
    """A specialist of the registry; a trait for every other role, such as `commune_officer=True`.

    Nobody has a password: tests sign in with `client.force_login`.
    """

    class Meta:
        model = User

    class Params:
        specialist = factory.Trait(role=Role.SPECIALIST)
        department_leader = factory.Trait(role=Role.DEPARTMENT_LEADER)
        committee_leader = factory.Trait(role=Role.COMMITTEE_LEADER)
        sector_agency = factory.Trait(
            role=Role.SECTOR_AGENCY, agency=factory.SubFactory(AgencyFactory, sector=True)
        )
        commune_officer = factory.Trait(
            role=Role.COMMUNE_OFFICER, agency=factory.SubFactory(AgencyFactory, commune=True)
        )
        owner = factory.Trait(role=Role.OWNER)
        inspector = factory.Trait(role=Role.INSPECTOR)
        supervisor = factory.Trait(role=Role.SUPERVISOR)
        investor = factory.Trait(role=Role.INVESTOR, agency=None)
        administrator = factory.Trait(role=Role.ADMINISTRATOR, agency=None)

    username = factory.Sequence(lambda n: f"nguoi-dung-{n}")
    email = factory.LazyAttribute(lambda row: f"{row.username}@vidu.test")
    display_name = factory.Sequence(lambda n: f"Lê Thu Hà {n}")
    position = "Chuyên viên"
    password = "!"
    role = Role.SPECIALIST
    agency = factory.SubFactory(AgencyFactory)


class AuditEventFactory(DjangoModelFactory):
    """One line of history."""

    class Meta:
        model = AuditEvent

    by_id = 1
    by_name = "Lê Thu Hà"
    verb = "project_changed"
    subject_kind = "project"
    subject_id = factory.Sequence(lambda n: n)
    summary = "Sửa tên dự án"

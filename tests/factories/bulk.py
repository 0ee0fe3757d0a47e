"""Changes of many projects at once."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from projects.models import BulkChange, BulkChangeRow
from tests.factories.accounts import UserFactory
from tests.factories.projects import ProjectFactory


class BulkChangeFactory(DjangoModelFactory):
    """A change of the sector of some projects, in force."""

    class Meta:
        model = BulkChange

    field = BulkChange.Field.SECTOR
    value = factory.LazyFunction(lambda: {"sector": 2})
    value_words = "Năng lượng"
    reason = "Rà soát danh mục lĩnh vực"
    at = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)
    by_id = factory.LazyFunction(lambda: UserFactory().pk)


class BulkRowFactory(DjangoModelFactory):
    """A project of such a change."""

    class Meta:
        model = BulkChangeRow

    change = factory.SubFactory(BulkChangeFactory)
    project = factory.SubFactory(ProjectFactory)
    old = factory.LazyFunction(lambda: {"sector": 1})
    new = factory.LazyFunction(lambda: {"sector": 2})

"""Workbooks on their way in: their rows, and the stored rows that they touched."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from projects.models import ImportRow, ImportTouch
from tests.factories.projects import ImportBatchFactory


class ImportRowWaiting(DjangoModelFactory):
    """A row that waits for an answer."""

    class Meta:
        model = ImportRow

    batch = factory.SubFactory(ImportBatchFactory)
    position = factory.Sequence(lambda n: n)
    sheet = "Danh mục"
    number = factory.LazyAttribute(lambda row: row.position + 2)


class ImportTouchFactory(DjangoModelFactory):
    """A project that a batch made."""

    class Meta:
        model = ImportTouch

    batch = factory.SubFactory(ImportBatchFactory)
    model = "projects.project"
    row_id = factory.Sequence(lambda n: n + 1)
    after = factory.LazyAttribute(lambda row: {"id": row.row_id})

"""Documents and their files; a file has its bytes in storage."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from factory.django import DjangoModelFactory

from projects.models import Document, DocumentFile
from tests.factories.projects import ProjectFactory

PDF_BYTES = b"%PDF-1.7 vi du"


class DocumentFactory(DjangoModelFactory):
    """A letter about a whole project, for State bodies, without a file."""

    class Meta:
        model = Document

    class Params:
        shared = factory.Trait(audience=Document.Audience.INVESTOR)
        withdrawn = factory.Trait(
            withdrawn_at=datetime(2026, 8, 30, 2, 0, tzinfo=UTC),
            withdrawn_by_id=1,
            withdrawn_reason="Nộp nhầm dự án",
        )

    project = factory.SubFactory(ProjectFactory)
    owner_kind = "project"
    owner_id = factory.LazyAttribute(lambda row: row.project.pk)
    kind = Document.Kind.OFFICIAL_LETTER
    title = factory.Sequence(lambda n: f"Công văn đôn đốc {n}")


class DocumentFileFactory(DjangoModelFactory):
    """A version whose bytes and drawn first page are in storage."""

    class Meta:
        model = DocumentFile
        skip_postgeneration_save = True

    class Params:
        infected = factory.Trait(scan=DocumentFile.Scan.INFECTED, scan_note="Eicar-Test")
        clean = factory.Trait(scan=DocumentFile.Scan.CLEAN)

    document = factory.SubFactory(DocumentFactory)
    number = 1
    path = factory.Sequence(lambda n: f"documents/2026/08/{n:032x}.pdf")
    original_name = "Công văn.pdf"
    media_type = "application/pdf"
    size_bytes = len(PDF_BYTES)
    sha256 = hashlib.sha256(PDF_BYTES).hexdigest()
    pages = 1
    uploaded_at = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)

    @factory.post_generation
    def stored(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """`stored=False` leaves the storage empty."""
        if create and extracted is not False:
            default_storage.save(self.path, ContentFile(PDF_BYTES))
            default_storage.save(self.path[:-4] + "/1.webp", ContentFile(b"RIFF vi du"))


class DocumentOnFile(DocumentFactory):
    """A document with its first version."""

    class Meta:
        model = Document
        skip_postgeneration_save = True

    file = factory.RelatedFactory(DocumentFileFactory, factory_related_name="document")

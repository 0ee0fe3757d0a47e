"""Every report of the catalogue as pages: each measured, archivable, the same bytes twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from reporting import configuring, pdf
from reporting.actions.targets import load_targets
from reporting.builders import published_tables
from reporting.builders.asked import Asked
from reporting.catalogue import CATALOGUE
from reporting.document.shapes import Document, Paragraph
from reporting.gallery import samples
from reporting.letterhead import Header, Preset
from tests.factories import (
    AgencyFactory,
    CommuneFactory,
    FigureFactory,
    ItemPlanned,
    ObligationOverdue,
    ProjectNotStarted,
    TrancheHandedOver,
)
from tests.factories.orders import LeadFactory, ObligationOfOrder
from tests.support import measure_pdf
from tests.support.capital import Book

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 20)
SIZES = {Preset.LARGE: (13, 14), Preset.SMALL: (12, 13)}


@pytest.fixture
def rows() -> None:
    """A few rows of everything that reports are made of."""
    load_targets()
    for _ in range(3):
        project = ProjectNotStarted(units=[CommuneFactory()])
        ItemPlanned(project=project)
        TrancheHandedOver(project=project)
        ObligationOverdue(project_id=project.pk)
    book = Book(2026)
    book.entry("pm", 5 * 10**12, "1.1")
    book.entry("council", 4 * 10**12, "1.1")
    for at in (1, 2):
        line = book.line(AgencyFactory(name=f"Ban {at}"), 10**12, "1.1")
        book.paid(line, date(2026, 8, 1), volume_vnd=at * 10**11, estimate_vnd=10**10)
    FigureFactory()
    lead = LeadFactory(agency=AgencyFactory(name="Sở Xây dựng"))
    ObligationOfOrder(subject_id=lead.pk, due_date=date(2026, 8, 31))


def notes(document: Document) -> list[str]:
    """The footnotes of a document in the order of their calls."""
    said = [block for section in document.sections for block in section.blocks]
    return [each.footnote for each in said if isinstance(each, Paragraph) and each.footnote]


def measured(document: Document, folder: Path) -> list[str]:
    """What does not stand where the decree puts it (law.md §6), or would not last in an archive."""
    data = pdf.render(document)
    assert pdf.render(document) == data, "another file of the same document"
    small, large = SIZES[document.letter.preset]
    found = measure_pdf.geometry(data)
    party = document.letter.issuer.header is Header.PARTY
    head = measure_pdf.party_letterhead if party else measure_pdf.letterhead
    found += head(data, small, large)
    found += measure_pdf.footnotes(data, notes(document))
    found += measure_pdf.body(data, large)
    found += measure_pdf.signature(data)
    return found + measure_pdf.file(data, folder / "bao-cao.pdf")


@pytest.mark.usefixtures("rows")
def test_every_report_measures_as_the_decree_asks(tmp_path: Path) -> None:
    asked = Asked(cut_off=DAY, generated_on=DAY, letter=configuring.letter())
    documents = {kind: entry.build(asked) for kind, entry in CATALOGUE.items()}
    documents |= dict(enumerate(published_tables.documents(asked)))  # type: ignore[arg-type]
    assert len(documents) == len(CATALOGUE) + 1
    assert any(notes(document) for document in documents.values()), "no footnote was measured"
    problems = {kind: measured(document, tmp_path) for kind, document in documents.items()}
    assert {kind: found for kind, found in problems.items() if found} == {}


@pytest.mark.usefixtures("rows")
def test_the_gallery_shows_each_report_and_each_header(tmp_path: Path) -> None:
    call_command("report_gallery", str(tmp_path / "g"))
    names = {file.stem for file in (tmp_path / "g").iterdir()}
    assert set(CATALOGUE) <= names
    assert {f"{header}_{preset}" for header in Header for preset in Preset} <= names
    headers = {
        each.name: each.document
        for each in samples(configuring.letter(), DAY)
        if each.name.startswith(tuple(f"{header}_" for header in Header))
    }
    assert len(headers) == len(Header) * len(Preset)
    problems = {name: measured(document, tmp_path) for name, document in headers.items()}
    assert {name: found for name, found in problems.items() if found} == {}

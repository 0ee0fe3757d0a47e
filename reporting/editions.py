"""The document of a paper as it stands: frozen figures, what people wrote, the clerk's number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.conf import settings
from django.urls import reverse

from reporting.builders.leaders import shown
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.edited import Edited, Issue
from reporting.document.first_page import Ask as Asked
from reporting.document.first_page import Level
from reporting.document.shapes import (
    Align,
    Block,
    Column,
    Document,
    Figure,
    Section,
    Slot,
    Table,
    code_of,
)
from reporting.models import Paper
from vn.dates import official_short

CHECK_NAME = "reporting:verify"
"""Address of the public page that verifies a report."""


def frozen(paper: Paper) -> Document:
    """The document as it was frozen, with nobody's words in it."""
    return Document.from_json(paper.run.snapshot)


def filled(paper: Paper) -> Document:
    """The document with what people wrote in the place of what the data proposed."""
    document = frozen(paper)
    words = dict(paper.passages.exclude(text="").values_list("slot", "text"))
    page = document.first_page
    if page is not None:
        page = replace(page, asks=tuple(_asks(paper, document)))
    corrected = paper.corrects
    sections = document.sections
    if corrected is not None:
        sections = (_difference(frozen(corrected), document), *sections)
    return replace(
        document,
        first_page=page,
        sections=tuple(_written(section, words) for section in sections),
    )


def edited(paper: Paper) -> Edited:
    """What is typeset: the filled document, and the number and day of an issued one."""
    return Edited(document=filled(paper), issue=issue_of(paper))


def issue_of(paper: Paper) -> Issue:
    """How this paper is told from others, and where it can be verified."""
    return Issue(
        code=code_of(paper.run.snapshot_sha256),
        number=paper.official_number,
        on=paper.issued_on,
        check_at=_check_at(paper),
        correction=_correction(paper),
    )


def is_superseded(paper: Paper) -> bool:
    """Whether an issued correction stands in its place."""
    return Paper.objects.filter(corrects=paper, life=Paper.Life.ISSUED).exists()


def _check_at(paper: Paper) -> str:
    code = code_of(paper.run.snapshot_sha256)
    return f"{settings.PORTAL_URL.rstrip('/')}{reverse(CHECK_NAME)}?ma={code}"


def _correction(paper: Paper) -> str:
    old = paper.corrects
    if old is None or old.issued_on is None:
        return ""
    return (
        f"Báo cáo này thay thế Báo cáo số {old.official_number} ngày "
        f"{official_short(old.issued_on)}; lý do: {paper.correction_reason.rstrip('.')}."
    )


def _asks(paper: Paper, document: Document) -> Iterable[Asked]:
    known = {figure.key for figure in document.figures}
    for row in paper.asks.order_by("ordinal"):
        yield Asked(
            key=str(row.ordinal),
            level=Level(row.level),
            text=row.text,
            until=row.until,
            figure=row.figure if row.figure in known else "",
        )


def _written(section: Section, words: Mapping[str, str]) -> Section:
    return replace(section, blocks=tuple(_with_words(block, words) for block in section.blocks))


def _with_words(block: Block, words: Mapping[str, str]) -> Block:
    if isinstance(block, Slot) and block.key in words:
        return replace(block, proposal=words[block.key])
    return block


def _difference(old: Document, new: Document) -> Section:
    """What a correction changes, figure by figure, as both print them."""
    before = {figure.key: figure for figure in old.figures}
    rows = [
        cells.row(
            cells.number(at),
            cells.text(figure.label),
            cells.text(shown(before[figure.key]) if figure.key in before else ""),
            cells.text(shown(figure)),
        )
        for at, figure in enumerate(_changed(before, new.figures), 1)
    ]
    told = Table(
        key="correction",
        caption="Số liệu thay đổi so với báo cáo được thay thế",
        columns=(
            STT,
            Column(label="Nội dung"),
            Column(label="Số đã báo cáo", width=38, align=Align.NUMBER),
            Column(label="Số đính chính", width=38, align=Align.NUMBER),
        ),
        rows=tuple(rows),
    )
    same = cells.paragraph("Không có số liệu nào thay đổi; chỉ phần lời được sửa.")
    return Section(
        key="correction", title="Nội dung đính chính", blocks=(told,) if rows else (same,)
    )


def _changed(before: Mapping[str, Figure], now: Iterable[Figure]) -> Iterable[Figure]:
    return (
        figure
        for figure in now
        if figure.key not in before or before[figure.key].value != figure.value
    )

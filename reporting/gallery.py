"""Every report of the catalogue on the rows there are, in each header and size: to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from reporting.builders import published_tables
from reporting.builders.asked import Asked, NothingToReport
from reporting.catalogue import CATALOGUE, Entry
from reporting.document.shapes import Document
from reporting.letterhead import Header, Issuer, Letter, Preset, Signature

_PROVINCE_LINES = ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")


@dataclass(frozen=True, slots=True)
class Sample:
    """One document to render, with a name for its file."""

    name: str
    document: Document


def samples(letter: Letter, on: date) -> Iterator[Sample]:
    """Each report as the installation writes it; one of them in every header and size."""
    asked = Asked(cut_off=on, generated_on=on, letter=letter)
    first: Entry | None = None
    for kind, entry in CATALOGUE.items():
        try:
            document = entry.build(asked)
        except NothingToReport:
            continue
        first = first or entry
        yield Sample(kind, document)
    if first is not None:
        yield from _variants(first, asked)
    yield from (
        Sample(f"published_{at}", document)
        for at, document in enumerate(published_tables.documents(asked), 1)
    )


def _variants(entry: Entry, asked: Asked) -> Iterator[Sample]:
    """The People's Committee, the department and the Party committee, in both sizes."""
    own = asked.letter
    for header in Header:
        for preset in Preset:
            letter = replace(
                own,
                issuer=issuer(own.issuer, header),
                signature=_signature(header),
                preset=preset,
            )
            yield Sample(f"{header}_{preset}", entry.build(replace(asked, letter=letter)))


def issuer(own: Issuer, header: Header) -> Issuer:
    """The body that would write under this header in the same province (law.md 6.2, R-6.20)."""
    if header is Header.COMMITTEE:
        name = f"Ủy ban nhân dân {own.province}"
        return replace(own, header=header, name=name, parent="", number_suffix="/BC-UBND")
    if header is Header.PARTY:
        return replace(
            own,
            header=header,
            name="Đảng ủy Ủy ban nhân dân tỉnh",
            parent=f"Đảng bộ {own.province}",
            number_suffix="-BC/ĐU",
        )
    return replace(own, header=header)


def _signature(header: Header) -> Signature:
    if header is Header.COMMITTEE:
        return Signature(power_lines=_PROVINCE_LINES)
    if header is Header.PARTY:
        return Signature(power_lines=("T/M Đảng ủy", "Bí thư"))
    return Signature(power_lines=("Giám đốc",))

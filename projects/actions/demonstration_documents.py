"""Documents of the demonstration: a decision, minutes and a photograph for some told projects."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings

from accounts.models import User
from projects.actions.documents import DocumentFacts, add
from projects.demo import papers
from projects.documents.examined import JPEG, PDF
from projects.documents.storing import Stored, put
from projects.models import Document, Instrument, LandTranche, Project
from vn.dates import PartialDate, Precision, partial_text

_FONT = "reporting/fonts/Tinos-Regular.woff2"
_LATITUDE, _LONGITUDE = Decimal("21.853472"), Decimal("106.761111")
_INVENTED = "(minh họa)"


def write_documents(*, projects: Sequence[Project], by: User | None, on: date, at: datetime) -> int:
    """File what each project's first act and first tranche have; returns how many documents.

    None where nothing can be stored: the demonstration is complete without them.
    """
    written = 0
    try:
        for project in projects:
            for facts, file in _papers(project, at):
                add(by=by, on=on, at=at, project_id=project.pk, facts=facts, file=file)
                written += 1
    except OSError:
        return written
    return written


def _papers(project: Project, at: datetime) -> list[tuple[DocumentFacts, Stored]]:
    found = []
    act = project.instruments.exclude(number="").order_by("issued_date", "pk").first()
    if act is not None:
        found.append(_decision(project, act, at))
    land = project.tranches.filter(handover_date__isnull=False).order_by("pk").first()
    if land is not None:
        found += [_minutes(project, land, at), _photograph(project, land, at)]
    return found


def _decision(project: Project, act: Instrument, at: datetime) -> tuple[DocumentFacts, Stored]:
    issued = _partial(act.issued_date, act.issued_precision)
    facts = DocumentFacts(
        kind=Document.Kind.DECISION,
        title=f"{act.get_kind_display()} {_INVENTED}",
        owner=("instrument", act.pk),
        number=act.number,
        issued=issued,
        issuer_name=act.issuer_name or "UBND tỉnh",
        audience=Document.Audience.INVESTOR,
    )
    return facts, _sheet(project, facts, at)


def _minutes(project: Project, land: LandTranche, at: datetime) -> tuple[DocumentFacts, Stored]:
    facts = DocumentFacts(
        kind=Document.Kind.MINUTES,
        title=f"Biên bản bàn giao đất thực địa, {land.label} {_INVENTED}",
        owner=("tranche", land.pk),
        number=land.minutes_number,
        issued=_partial(land.handover_date, land.handover_precision),
        issuer_name=land.agency.short_name,
        audience=Document.Audience.INVESTOR,
    )
    return facts, _sheet(project, facts, at)


def _photograph(project: Project, land: LandTranche, at: datetime) -> tuple[DocumentFacts, Stored]:
    facts = DocumentFacts(
        kind=Document.Kind.PHOTOGRAPH,
        title=f"Ảnh thực địa {land.label} {_INVENTED}",
        owner=("tranche", land.pk),
    )
    content = papers.photograph(settings.BASE_DIR / _FONT, project.code)
    taken = at - timedelta(days=12, hours=1)
    stored = put(content, JPEG, name="anh-thuc-dia.jpg", at=at)
    width, height = papers.PHOTOGRAPH
    return facts, replace(
        stored,
        width_px=width,
        height_px=height,
        taken_at=taken,
        latitude=_LATITUDE,
        longitude=_LONGITUDE,
    )


def _sheet(project: Project, facts: DocumentFacts, at: datetime) -> Stored:
    day = facts.issued
    lines = [
        f"Số: {facts.number or '…'}",
        f"Ngày: {partial_text(day.first, day.precision) if day else '…'}",
        f"Cơ quan: {facts.issuer_name}",
        f"Dự án: {project.code}",
        *textwrap.wrap(project.name, 58),
    ]
    heading = "\n".join(textwrap.wrap(facts.title.upper(), 40))
    content = papers.sheet(settings.BASE_DIR / _FONT, heading, lines)
    return replace(put(content, PDF, name=f"{facts.title}.pdf", at=at), pages=1)


def _partial(day: date | None, precision: str) -> PartialDate | None:
    return PartialDate(day, Precision(precision)) if day else None

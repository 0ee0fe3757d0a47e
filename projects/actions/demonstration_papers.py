"""What the documents of some demonstration projects state and rest on, with earlier changes.

All of it is invented: every number, conclusion and letter says so in its title or note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from projects.actions.indexing import index
from projects.models import BasisDocument, Instrument, Project
from vn.documents import normalise_number

_CENT = Decimal("0.01")
_INVENTED = "minh họa"


@dataclass(frozen=True, slots=True)
class _Stage:
    """What a document states: shares of the project's capital and area, and words."""

    capital: str = ""
    area: str = ""
    equity: str = ""
    term: int | None = None
    objective: str = ""
    scale: str = ""


@dataclass(frozen=True, slots=True)
class _Papers:
    """The first approval, the changes before the one that moved the schedule, and that one."""

    first: _Stage
    earlier: tuple[_Stage, ...]
    last: _Stage


_MADE, _FINISHED = "Sản xuất, chế biến", "Sản xuất, chế biến và kho thành phẩm"
PAPERS: Mapping[str, _Papers] = {
    "schedule_moved": _Papers(
        _Stage("0.8", "1", "0.2", 50, _MADE, "Một nhà xưởng; công suất 10.000 tấn một năm"),
        (
            _Stage(scale="Hai nhà xưởng; công suất 12.000 tấn một năm"),
            _Stage(capital="0.9", equity="0.25", objective=_FINISHED),
        ),
        _Stage("1", "1", "0.25", 50),
    ),
    "moved_beyond_cap": _Papers(
        _Stage("0.75", "0.85", "0.2", 49, _MADE, "Ba dây chuyền; 300 lao động"),
        (_Stage(area="1", scale="Ba dây chuyền, thêm bãi tập kết; 300 lao động"),),
        _Stage("1", "1", "0.3", 49),
    ),
    "moved_with_exception": _Papers(
        _Stage("1", "0.9", "0.2", 50, _MADE, "Tổ hợp kho và bến bãi 8.000 m²"),
        (
            _Stage(objective=_FINISHED),
            _Stage(area="1", scale="Tổ hợp kho và bến bãi 9.500 m²"),
        ),
        _Stage("1", "1", "0.2", 50),
    ),
}
"""By the story a project tells."""


def write_papers(*, told: Mapping[str, Project]) -> None:
    """Complete the documents of these projects; their deadlines are computed afterwards."""
    for number, (story, papers) in enumerate(PAPERS.items()):
        if story in told:
            _write(told[story], papers, 9000 + 20 * number)


def _write(project: Project, papers: _Papers, number: int) -> None:
    rows = list(project.instruments.order_by("issued_date", "pk"))
    approval = next(row for row in rows if row.kind == Instrument.Kind.POLICY_APPROVAL)
    last = next(row for row in rows if row.kind == Instrument.Kind.ADJUSTMENT)
    if approval.issued_date is None or last.issued_date is None:
        raise ValueError(f"{project.code}: a document of the story has no day")
    _state(approval, papers.first, project_name=project.name)
    step = (last.issued_date - approval.issued_date) / (len(papers.earlier) + 1)
    for place, stage in enumerate(papers.earlier, 1):
        issued = approval.issued_date + place * step
        change = _change(approval, f"{number + place}/QĐ-UBND", issued, place)
        _state(change, stage)
        _rest(change, number + place, issued)
    last.sequence = len(papers.earlier) + 1
    last.note = f"Điều chỉnh lần thứ {last.sequence:02d}"
    _state(last, papers.last)
    _rest(last, number + 9, last.issued_date)
    for certificate in [r for r in rows if r.kind == Instrument.Kind.REGISTRATION_CERTIFICATE]:
        _state(certificate, papers.first)
        change = _change(certificate, certificate.number, last.issued_date + timedelta(days=14), 1)
        _state(change, papers.last)
    index(project)


def _change(adjusted: Instrument, number: str, issued: date, sequence: int) -> Instrument:
    return Instrument(
        project=adjusted.project,
        kind=Instrument.Kind.ADJUSTMENT,
        number=number,
        number_key=normalise_number(number),
        issued_date=issued,
        authority=adjusted.authority,
        issuer_name=adjusted.issuer_name,
        adjusts=adjusted,
        sequence=sequence,
        note=f"Điều chỉnh lần thứ {sequence:02d} ({_INVENTED})",
    )


def _state(row: Instrument, stage: _Stage, **more: Any) -> None:
    project = row.project
    capital = _share(project.registered_capital_vnd, stage.capital)
    if capital is not None:
        row.capital_vnd = int(capital)
    if capital is not None and stage.equity:
        row.equity_vnd = int(capital * Decimal(stage.equity))
        row.loan_vnd = int(capital) - row.equity_vnd
    area = _share(project.land_area_m2, stage.area)
    if area is not None:
        row.land_area_m2 = area.quantize(_CENT)
    row.term_years, row.objective, row.scale = stage.term, stage.objective, stage.scale
    for name, value in more.items():
        setattr(row, name, value)
    row.save()


def _share(whole: int | Decimal | None, share: str) -> Decimal | None:
    return None if whole is None or not share else Decimal(whole) * Decimal(share)


def _rest(row: Instrument, number: int, issued: date) -> None:
    """A Party conclusion, an opinion and a proposal, as decisions list them (R-1.3)."""
    lines = (
        ("Ban Thường vụ Tỉnh ủy", f"{number}-KL/TU", 40, "Kết luận về chủ trương điều chỉnh dự án"),
        ("Công an tỉnh", f"{number}/CV-CAT-PA04", 25, "Công văn tham gia ý kiến về an ninh"),
        ("Sở Tài chính", f"{number}/TTr-STC", 10, "Tờ trình điều chỉnh chủ trương đầu tư"),
    )
    BasisDocument.objects.bulk_create(
        BasisDocument(
            instrument=row,
            issuer=issuer,
            number=text,
            number_key=normalise_number(text),
            date=issued - timedelta(days=before),
            title=f"{title} ({_INVENTED})",
        )
        for issuer, text, before, title in lines
    )

"""What the database refuses of the steps, pauses, extensions and conclusions of a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from inspections.models import CaseExtension, CasePause, CaseStep
from tests.factories.cases import (
    CaseDecided,
    CaseOnSite,
    ConclusionOrdered,
    ConclusionPublished,
    ConclusionSigned,
)

_ODD = "?"
_DAY = date(2026, 4, 1)


def _step(**more: Any) -> CaseStep:
    known: dict[str, Any] = {"kind": CaseStep.Kind.ANNOUNCED, "on_date": _DAY}
    case = more.pop("case", None) or CaseDecided()
    return CaseStep.objects.create(case=case, **known | more)


def _pause(**more: Any) -> CasePause:
    known: dict[str, Any] = {
        "from_date": _DAY,
        "reason": "Đối tượng đề nghị",
        "document_number": "44/TB-TTT",
        "document_date": _DAY,
    }
    case = more.pop("case", None) or CaseOnSite()
    return CasePause.objects.create(case=case, **known | more)


def _extension(**more: Any) -> CaseExtension:
    known: dict[str, Any] = {
        "days": 25,
        "ground": CaseExtension.Ground.COMPLEX,
        "document_number": "58/QĐ-TTT",
        "document_date": _DAY,
    }
    return CaseExtension.objects.create(case=CaseOnSite(), **known | more)


def _twice(make: Callable[..., Any]) -> None:
    make(case=make().case)


CASE_STEPS: dict[str, Callable[[], Any]] = {
    "case_step_kind_is_known": lambda: _step(kind=_ODD),
    "case_step_once": lambda: _twice(_step),
    "case_step_of_a_conclusion_names_it": lambda: _step(kind=CaseStep.Kind.DRAFTED),
    "case_step_withdrawn_for_a_reason": lambda: _step(
        withdrawn_at=datetime(2026, 4, 2, tzinfo=UTC), withdrawn_by_id=1
    ),
    "case_pause_ends_after_it_begins": lambda: _pause(to_date=_DAY),
    "case_pause_has_a_document": lambda: _pause(document_number=""),
    "case_pause_one_at_a_time": lambda: _twice(_pause),
    "case_extension_ground_is_known": lambda: _extension(ground=_ODD),
    "case_extension_has_days_and_a_document": lambda: _extension(days=0),
    "conclusion_once": lambda: ConclusionOrdered(case=ConclusionOrdered().case),
    "conclusion_signed_has_number_and_day": lambda: ConclusionSigned(number=""),
    "conclusion_published_after_it_is_signed": lambda: ConclusionPublished(published_place=""),
}

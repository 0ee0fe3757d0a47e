"""What screens of deadlines say of cases, conclusions, recommendations, fines and plans.

Only rows that the reader may know of come here: `deadlines` asks `providing` first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext

from accounts.in_charge import InCharge
from deadlines.registry import Fact, Subject, Wanted
from inspections.models import (
    Case,
    CaseSanction,
    CaseStep,
    Conclusion,
    InspectionPlan,
    Recommendation,
)
from inspections.rules.subjects import CASE, CONCLUSION, FINE, PLAN, REMEDY
from projects.succession import agencies_meant
from vn.dates import day_text
from vn.numbers import group

_SHORT = 80


def case_url(case: Case) -> str:
    """The page of a case."""
    return reverse("inspections:case", args=[case.code])


def plan_url() -> str:
    """The list of plans."""
    return reverse("inspections:plans")


# ------------------------------------------------------------ words


def describe(kind: str, ids: Sequence[int]) -> Mapping[int, Subject]:
    """Words and addresses of these subjects: one query, three where a body ended."""
    if kind == PLAN:
        return _plans(ids)
    model, path, words = _KINDS[kind]
    related = [f"{path}responsible_body", *(["conclusion"] if kind == FINE else [])]
    rows = list(model.objects.filter(pk__in=ids).select_related(*related))
    cases = {row.pk: _case_of(kind, row) for row in rows}
    in_charge = InCharge.of(case.responsible_body for case in cases.values())
    return {row.pk: _subject(kind, row, cases[row.pk], words(row), in_charge) for row in rows}


def _case_of(kind: str, row: Any) -> Case:
    if kind == CASE:
        return row  # type: ignore[no-any-return]
    return row.conclusion.case if kind == REMEDY else row.case  # type: ignore[no-any-return]


def _subject(kind: str, row: Any, case: Case, words: str, in_charge: InCharge) -> Subject:
    page = case_url(case)
    return Subject(
        words=words,
        url=_page(kind, row, page),
        project_code=case.code,
        project_name=case.title,
        project_url=page,
        handler=in_charge.name(case.responsible_body),
        agency_id=case.responsible_body_id,
        remedies=dict.fromkeys(("case_decided_days", "case_subject", "fine_day"), page),
    )


def _page(kind: str, row: Any, case_page: str) -> str:
    """Where everybody who may know of it can read it: not all of them may open the case."""
    if kind == REMEDY:
        return reverse("inspections:remedy", args=[row.pk])
    conclusion = row.conclusion if kind == FINE else row
    if kind in (CONCLUSION, FINE) and conclusion is not None and conclusion.published_date:
        return reverse("inspections:published_conclusion", args=[conclusion.pk])
    return case_page


def _whole(row: Case) -> str:
    return ""


def _conclusion(row: Conclusion) -> str:
    return gettext("conclusion %(number)s") % {"number": row.number or row.ordinal}


def _remedy(row: Recommendation) -> str:
    return Truncator(f"{row.ordinal}. {row.text}").chars(_SHORT, truncate="…")


def _fine(row: CaseSanction) -> str:
    return gettext("sanction %(number)s") % {"number": row.decision_number}


_KINDS: dict[str, tuple[Any, str, Callable[[Any], str]]] = {
    CASE: (Case, "", _whole),
    CONCLUSION: (Conclusion, "case__", _conclusion),
    REMEDY: (Recommendation, "conclusion__case__", _remedy),
    FINE: (CaseSanction, "case__", _fine),
}


def _plans(ids: Sequence[int]) -> Mapping[int, Subject]:
    rows = list(InspectionPlan.objects.filter(pk__in=ids).select_related("body"))
    in_charge = InCharge.of(row.body for row in rows)
    page = plan_url()
    return {
        row.pk: Subject(
            words="",
            url=page,
            project_code=gettext("Inspection plan"),
            project_name=gettext("Plan of %(year)s, %(body)s")
            % {"year": row.year, "body": row.body.name},
            project_url=page,
            handler=in_charge.name(row.body),
            agency_id=row.body_id,
        )
        for row in rows
    }


# ------------------------------------------------------------ what a deadline rests on


def facts(kind: str, subject_id: int, rule: str) -> Sequence[Fact]:
    """What the deadline of one of them rests on."""
    return list(_FACTS[kind](subject_id))


def _day(value: Any) -> str:
    return "" if value is None else day_text(value)


def _of_case(pk: int) -> Iterator[Fact]:
    row = Case.objects.filter(pk=pk).first()
    if row is None:
        return
    page = case_url(row)
    label = gettext("Decision of the case")
    yield Fact(label, _day(row.decision_date), row.decision_number, page)
    days = "" if row.decided_days is None else str(row.decided_days)
    yield Fact(gettext("Days that the decision of the case sets"), days, row.decision_number, page)
    yield from _steps(row.steps.filter(withdrawn_at=None), page)
    for pause in row.pauses.all():
        end = day_text(pause.to_date) if pause.to_date else gettext("open")
        value = f"{day_text(pause.from_date)} – {end}"
        yield Fact(gettext("Pause; work goes on from the last day"), value, pause.document_number)
    for extension in row.extensions.all():
        said = gettext("%(n)s days, decided on %(day)s")
        value = said % {"n": extension.days, "day": day_text(extension.document_date)}
        yield Fact(gettext("Extension"), value, extension.document_number, page)


def _steps(rows: QuerySet[CaseStep], page: str) -> Iterator[Fact]:
    for step in rows.select_related("conclusion").order_by("on_date", "pk"):
        label = str(step.get_kind_display())
        if step.conclusion is not None:
            label = f"{label} ({_conclusion(step.conclusion)})"
        yield Fact(label, day_text(step.on_date), step.document_number, page)


def _of_conclusion(pk: int) -> Iterator[Fact]:
    row = Conclusion.objects.select_related("case").filter(pk=pk).first()
    if row is None:
        return
    page = case_url(row.case)
    yield Fact(gettext("Conclusion signed"), _day(row.signed_date), row.number, page)
    yield Fact(gettext("Conclusion published"), _day(row.published_date), row.published_place, page)


def _of_remedy(pk: int) -> Iterator[Fact]:
    row = Recommendation.objects.select_related("conclusion__case").filter(pk=pk).first()
    if row is None:
        return
    page = reverse("inspections:remedy", args=[row.pk])
    published = _day(row.conclusion.published_date)
    yield Fact(gettext("Conclusion published"), published, row.conclusion.number, page)
    yield Fact(gettext("To be carried out by"), _day(row.due_date), row.conclusion.number, page)
    for answer in row.answers.all():
        value = f"{answer.progress_percent}% · {answer.get_state_display()}"
        label = gettext("Answer of %(day)s") % {"day": day_text(answer.submitted_date)}
        yield Fact(label, value, answer.document_number, page)


def _of_fine(pk: int) -> Iterator[Fact]:
    row = CaseSanction.objects.select_related("case").filter(pk=pk).first()
    if row is None:
        return
    page, number = case_url(row.case), row.decision_number
    amount = "" if row.fine_vnd is None else _dong(row.fine_vnd)
    yield Fact(gettext("Amount of the fine"), amount, number, page)
    yield Fact(gettext("To be paid by"), _day(row.pay_by_date), number, page)
    for each in row.payments.all():
        label = gettext("Paid on %(day)s") % {"day": day_text(each.paid_date)}
        yield Fact(label, _dong(each.amount_vnd), each.document_number, page)


def _dong(amount: int) -> str:
    return gettext("%(n)s đồng") % {"n": group(amount)}


def _of_plan(pk: int) -> Iterator[Fact]:
    row = InspectionPlan.objects.filter(pk=pk).first()
    if row is None:
        return
    page = plan_url()
    yield Fact(gettext("Draft submitted"), _day(row.submitted_date), "", page)
    yield Fact(gettext("Opinion received"), _day(row.answered_date), row.answer_number, page)
    yield Fact(gettext("Plan issued"), _day(row.issued_date), row.issued_number, page)


_FACTS: dict[str, Callable[[int], Iterator[Fact]]] = {
    CASE: _of_case,
    CONCLUSION: _of_conclusion,
    REMEDY: _of_remedy,
    FINE: _of_fine,
    PLAN: _of_plan,
}


# ------------------------------------------------------------ finding


_PATHS = {CASE: "", CONCLUSION: "case__", REMEDY: "conclusion__case__", FINE: "case__"}


def find(kind: str, wanted: Wanted) -> QuerySet[Any]:
    """A subquery of the subjects that are wanted; no officer of a project has charge of one."""
    model: Any = InspectionPlan if kind == PLAN else _KINDS[kind][0]
    found = model.objects.none() if wanted.officer_ids else model.objects.all()
    body = "body__in" if kind == PLAN else f"{_PATHS[kind]}responsible_body__in"
    for word in wanted.text.split():
        found = found.filter(_holds(kind, word))
    if wanted.agency_id is not None:
        found = found.filter(**{body: agencies_meant(wanted.agency_id)})
    return found.values("pk")  # type: ignore[no-any-return]


def _holds(kind: str, word: str) -> Q:
    if kind == PLAN:
        return Q(body__name__icontains=word)
    path = _PATHS[kind]
    return Q(**{f"{path}code__icontains": word}) | Q(**{f"{path}title__icontains": word})

"""What screens of deadlines say of capital lines, contracts, public projects, owners and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from accounts.in_charge import InCharge
from accounts.models import Agency
from deadlines.registry import Fact, Subject
from disbursement.models import (
    Bucket,
    Contract,
    MonthClosing,
    MonthReport,
    PlanEntry,
    PlanLine,
    SourceBalance,
)
from disbursement.rules.duty_spare import SPARE
from disbursement.rules.duty_spending import CONTRACT, PROJECT
from disbursement.rules.duty_windows import LINE
from projects.models import PublicProject
from vn.dates import day_text
from vn.numbers import group

Row = Mapping[str, Any]
_ABOUT = {
    "code": "code",
    "title": "name",
    "owner_pk": "public__owner_id",
    "owner_name": "public__owner__short_name",
    "owner_end": "public__owner__valid_to",
    "officer": "officer__display_name",
}


# ------------------------------------------------------------ of projects


def describe(kind: str, ids: Sequence[int]) -> dict[int, Subject]:
    """Words and addresses of these subjects of projects: one query, three where an owner ended."""
    model, fields, words = _KINDS[kind]
    key = "project_id" if kind == PROJECT else "pk"
    about = {name: F(f"project__{path}") for name, path in _ABOUT.items()}
    rows = list(model.objects.filter(**{f"{key}__in": ids}).values(key, *fields, **about))
    in_charge = InCharge(row["owner_pk"] for row in rows if row["owner_end"])
    return {row[key]: _subject(kind, row, words(row), in_charge) for row in rows}


def _subject(kind: str, row: Row, words: str, in_charge: InCharge) -> Subject:
    owner = in_charge.told(row["owner_pk"], row["owner_name"] or "")
    page = reverse("projects:detail", args=[row["code"]])
    return Subject(
        words=words,
        url=_contract_page(row) if kind == CONTRACT else page,
        project_code=row["code"],
        project_name=row["title"],
        project_url=page,
        handler=" · ".join(filter(None, (owner, row["officer"]))),
        agency_id=row["owner_pk"],
        remedies={
            "advance_contract": reverse("disbursement:contract_add", args=[row["code"]]),
            "advance_day": _contract_page(row) if kind == CONTRACT else page,
            "project_group": reverse("projects:public_edit", args=[row["code"]]),
        },
    )


def _contract_page(row: Row) -> str:
    return reverse("disbursement:contract_edit", args=[row["code"], row["pk"]])


def _line(row: Row) -> str:
    said = {
        "source": row["source__name"],
        "bucket": str(Bucket(row["bucket"]).label).lower(),
        "year": row["plan__first_year"],
    }
    return gettext("%(source)s, %(bucket)s, %(year)s") % said


def _contract(row: Row) -> str:
    return gettext("contract %(number)s") % {"number": row["number"]}


def _whole(row: Row) -> str:
    return ""


_LINE_FIELDS = ("source__name", "bucket", "plan__first_year")
_KINDS: dict[str, tuple[Any, tuple[str, ...], Callable[[Row], str]]] = {
    LINE: (PlanLine, _LINE_FIELDS, _line),
    SPARE: (PlanLine, _LINE_FIELDS, _line),
    CONTRACT: (Contract, ("number",), _contract),
    PROJECT: (PublicProject, (), _whole),
}


def facts(kind: str, subject_id: int, rule: str) -> Sequence[Fact]:
    """What the deadline of a line, a contract or a public project rests on."""
    return list(_FACTS[kind](subject_id))


def _of_line(pk: int) -> Iterator[Fact]:
    line = PlanLine.objects.select_related("project", "plan", "source").filter(pk=pk).first()
    if line is None:
        return
    page = reverse("projects:detail", args=[line.project.code])
    entries = PlanEntry.objects.filter(
        plan=line.plan, source=line.source, bucket=line.bucket, project=line.project
    )
    for entry in entries.select_related("decision").order_by("on_date", "pk"):
        label = gettext("Capital given on %(day)s") % {"day": day_text(entry.on_date)}
        if entry.amount_delta_vnd < 0:
            label = gettext("Capital taken on %(day)s") % {"day": day_text(entry.on_date)}
        yield Fact(label, _dong(entry.amount_delta_vnd), entry.decision.number, page)
    yield Fact(gettext("Allocated"), _dong(line.allocated_vnd), "", page)
    yield Fact(gettext("Disbursed"), _dong(line.disbursed_vnd), "", page)
    yield Fact(gettext("Advances outstanding"), _dong(line.advance_vnd), "", page)


def _of_contract(pk: int) -> Iterator[Fact]:
    row = Contract.objects.select_related("project").filter(pk=pk).first()
    if row is None:
        return
    page = reverse("projects:detail", args=[row.project.code])
    for label, value in (
        (gettext("Contract signed"), _day(row.signed_date)),
        (gettext("Value of the contract"), _dong(row.value_vnd)),
        (gettext("Advance to be recovered by"), _day(row.recover_by_date)),
        (gettext("Guarantee of the advance until"), _day(row.guarantee_until_date)),
        (gettext("Contract ends"), _day(row.ends_date)),
    ):
        yield Fact(label, value, row.number, page)


def _of_project(pk: int) -> Iterator[Fact]:
    row = PublicProject.objects.select_related("project").filter(project_id=pk).first()
    if row is None:
        return
    page = reverse("projects:detail", args=[row.project.code])
    total = "" if row.total_investment_vnd is None else _dong(row.total_investment_vnd)
    yield Fact(gettext("Total investment"), total, "", page)
    paid = row.opening_disbursed_vnd + row.disbursed_vnd
    yield Fact(gettext("Disbursed in the life of the project"), _dong(paid), "", page)
    is_known = row.group != PublicProject.Group.UNKNOWN
    yield Fact(
        gettext("Group of the public project"),
        str(row.get_group_display()) if is_known else "",
        "",
        page,
    )
    yield Fact(gettext("Handed over on"), _day(row.handed_over_date), "", page)
    filed = _day(row.settlement_filed_date)
    yield Fact(gettext("Final settlement submitted on"), filed, row.settlement_number, page)


_FACTS: dict[str, Callable[[int], Iterator[Fact]]] = {
    LINE: _of_line,
    SPARE: _of_line,
    CONTRACT: _of_contract,
    PROJECT: _of_project,
}


# ------------------------------------------------------------ of owners and sources


def describe_owners(kind: str, ids: Sequence[int]) -> dict[int, Subject]:
    """Owners by name; of one that ended who took over."""
    rows = list(Agency.objects.filter(pk__in=ids))
    in_charge = InCharge.of(rows)
    return {row.pk: _owner(row, in_charge.name(row)) for row in rows}


def _owner(row: Agency, name: str) -> Subject:
    page = reverse("disbursement:payments", args=[row.pk])
    return Subject(
        words=gettext("figures of the owner"),
        url=page,
        project_code=gettext("Owner"),
        project_name=row.name,
        project_url=page,
        handler=name,
        agency_id=row.pk,
    )


def facts_of_owner(kind: str, subject_id: int, rule: str) -> Sequence[Fact]:
    """The figures sent last and the month closed last."""
    page = reverse("disbursement:payments", args=[subject_id])
    found = []
    reports = MonthReport.objects.filter(owner_id=subject_id).order_by("-month")
    for report in reports[:3]:
        label = gettext("Figures of %(month)s") % {"month": _month(report.month)}
        said = {"state": report.get_state_display(), "day": day_text(report.first_sent_date)}
        found.append(Fact(label, gettext("%(state)s, first on %(day)s") % said, "", page))
    closing = MonthClosing.objects.filter(reopened_at=None).order_by("-month").first()
    if closing is not None:
        ranking = reverse("disbursement:ranking")
        label = gettext("Last closed month")
        found.append(Fact(label, _month(closing.month), closing.decision_number, ranking))
    return found


def describe_balances(kind: str, ids: Sequence[int]) -> dict[int, Subject]:
    """Sources of a plan, with its year."""
    page = reverse("disbursement:overview")
    rows = SourceBalance.objects.filter(pk__in=ids).select_related("source", "plan")
    return {
        row.pk: Subject(
            words=gettext("capital not allocated"),
            url=f"{page}?nam={row.plan.first_year}",
            project_code=gettext("Plan %(year)s") % {"year": row.plan.first_year},
            project_name=str(row.source),
            project_url=f"{page}?nam={row.plan.first_year}",
        )
        for row in rows
    }


def facts_of_balance(kind: str, subject_id: int, rule: str) -> Sequence[Fact]:
    """What was assigned by whom, and allocated."""
    row = SourceBalance.objects.select_related("plan").filter(pk=subject_id).first()
    if row is None:
        return ()
    page = f"{reverse('disbursement:overview')}?nam={row.plan.first_year}"
    return [
        Fact(gettext("Assigned by the Prime Minister"), _dong(row.pm_vnd), "", page),
        Fact(gettext("Assigned by the province"), _dong(row.council_vnd), "", page),
        Fact(gettext("Allocated to projects"), _dong(row.allocated_vnd), "", page),
    ]


def _dong(amount: int) -> str:
    return gettext("%(n)s đồng") % {"n": group(amount)}


def _day(day: date | None) -> str:
    return day_text(day) if day else ""


def _month(month: date) -> str:
    return f"{month.month}/{month.year}"

"""The report's lines about deadlines: what is past its day, what cannot be computed, by which law."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from deadlines.models import Flag, Obligation
from projects.models import Instrument, Project, ScheduleItem
from reporting.names_on_day import NamesOnDay
from reporting.queries import stock
from reporting.shapes import (
    Computability,
    FlagState,
    MissingFact,
    OverdueGroup,
    OverdueRow,
    RuleVersionUsed,
    UncomputedRow,
)
from vn.dates import Precision, months_and_days, partial_text

LAND_RULES = ("L1", "L2", "L3")
MISSING_FACTS = {
    "land_handover_date": "Ngày bàn giao đất trên thực địa",
    "land_decision_date": "Ngày của quyết định giao đất, cho thuê đất",
    "schedule": "Tiến độ thực hiện được duyệt",
    "schedule_instrument": "Văn bản quy định tiến độ (quyết định hoặc giấy chứng nhận)",
    "operation_milestone": "Mốc đưa dự án vào hoạt động",
    "deposit_base": "Vốn làm căn cứ tính ký quỹ",
    "deposit_due_date": "Hạn ký quỹ hoặc ngày quyết định giao đất, cho thuê đất",
    "contributions": "Các lần góp vốn",
    "term_years": "Số năm hoạt động của dự án",
    "term_start_date": "Ngày bắt đầu thời hạn hoạt động",
    "handling_step_day": "Ngày của bước xử lý tiếp theo",
    "order_due_date": "Ngày phải xong của nhiệm vụ được giao",
    "physical_state": "Tình trạng xây dựng của dự án",
    "approval_date": "Ngày chấp thuận chủ trương hoặc cấp giấy chứng nhận lần đầu",
    "proposal_limit": "Số ngày được thẩm định hồ sơ đề xuất",
    "advance_contract": "Hợp đồng được tạm ứng",
    "advance_day": "Ngày phải thu hồi tạm ứng hoặc ngày hết bảo lãnh tạm ứng",
    "project_group": "Nhóm của dự án đầu tư công",
    "case_decided_days": "Số ngày ghi trong quyết định của vụ việc",
    "case_subject": "Đối tượng của vụ việc",
    "recommendation_day": "Ngày phải thực hiện xong kiến nghị xử lý",
    "fine_day": "Ngày phải nộp tiền phạt",
}
"""Names of the missing facts in a Vietnamese official document."""

_INSTRUMENTS = (
    Instrument.Kind.POLICY_APPROVAL,
    Instrument.Kind.REGISTRATION_CERTIFICATE,
    Instrument.Kind.ADJUSTMENT,
)
_STATUTORY = {
    "L1": "Đưa đất vào sử dụng",
    "L2": "Tiến độ sử dụng đất",
    "L3": "Hết thời gian gia hạn sử dụng đất",
    "L6": "Bàn giao đất trên thực địa",
    "I3": "Thực hiện mục tiêu hoạt động",
    "I4": "Hết thời gian ngừng hoạt động",
    "I5": "Liên lạc với nhà đầu tư khi ngừng hoạt động",
    "I6": "Nộp hồ sơ điều chỉnh địa điểm",
    "I7": "Ký quỹ hoặc bảo lãnh thực hiện dự án",
    "I8": "Góp vốn theo tiến độ",
    "I9": "Hết thời hạn hoạt động",
    "R1": "Báo cáo quý tình hình thực hiện",
    "R2": "Báo cáo năm tình hình thực hiện",
    "R3": "Báo cáo giám sát, đánh giá đầu tư",
    "RV": "Xem xét báo cáo đã nộp",
    "I10": "Khởi công sau khi được chấp thuận",
    "P1": "Rà soát lại thời gian không tính",
    "RX": "Trả lời đề nghị gia hạn",
    "SA": "Trả lời kiến nghị của nhà đầu tư",
    "SF": "Hỏi lại cơ quan ngoài tỉnh",
    "T3": "Việc phải làm sau khi chấm dứt",
    "A1": "Nhiệm vụ được giao",
    "A2": "Nhiệm vụ được giao",
    "H1": "Bước xử lý tiếp theo",
}


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Everything the report says about deadlines."""

    overdue: tuple[OverdueRow, ...]
    groups: tuple[OverdueGroup, ...]
    computability: Computability
    rule_versions: tuple[RuleVersionUsed, ...]
    late_land_projects: int


@dataclass(frozen=True, slots=True)
class _Lookups:
    projects: dict[int, Project]
    items: dict[int, ScheduleItem]
    instruments: dict[int, Instrument]
    flags: dict[tuple[int, date], Flag]
    names: NamesOnDay

    def flag(self, row: Obligation) -> Flag | None:
        """The flag of the due day in force; those of earlier days are history."""
        return self.flags.get((row.pk, _due(row)))

    def project(self, row: Obligation) -> Project:
        """The project an obligation is about; the report asks for those of projects only."""
        return self.projects[row.project_id or 0]

    def agency(self, row: Obligation) -> str:
        """Who acts: the agency that owes it, or the one that follows the project."""
        return self.names.body(row.bearer_agency or self.project(row).agency)


def deadlines(*, cut_off: date, names: NamesOnDay) -> Deadlines:
    """Obligations of the followed projects as they stood at the end of the last sweep.

    A deadline an officer dismissed, with a document, is not listed as overdue.
    """
    owed = Obligation.objects.filter(project_id__in=stock().values("pk"))
    late = list(
        owed.overdue().filter(due_date__lt=cut_off).select_related("rule_version", "bearer_agency")
    )
    unknown = list(owed.unknown().select_related("rule_version", "bearer_agency"))
    found = _lookups(late, unknown, names)
    late = [row for row in late if not _dismissed(row, found)]
    late.sort(key=lambda row: (row.due_date, row.project_id, row.kind))
    rows = tuple(_overdue_row(n, row, found, cut_off) for n, row in enumerate(late, start=1))
    return Deadlines(
        overdue=rows,
        groups=_groups(late),
        computability=_computability(owed.pending().count(), unknown, found),
        rule_versions=_versions_used(),
        late_land_projects=len(
            {row.project_id for row in late if row.kind in LAND_RULES and not row.advisory}
        ),
    )


def _lookups(late: list[Obligation], unknown: list[Obligation], names: NamesOnDay) -> _Lookups:
    projects = {row.project_id for row in (*late, *unknown) if row.project_id}
    items = {row.subject_id for row in late if row.subject_kind == "schedule_item"}
    latest = Instrument.objects.filter(project_id__in=projects, kind__in=_INSTRUMENTS)
    return _Lookups(
        projects=Project.objects.select_related("investor", "agency")
        .prefetch_related("units")
        .in_bulk(projects),
        items=ScheduleItem.objects.select_related("instrument").in_bulk(items),
        instruments={row.project_id: row for row in latest.order_by("issued_date", "pk")},
        flags={
            (row.obligation_id, row.due_date): row
            for row in Flag.objects.filter(obligation_id__in=[o.pk for o in late])
        },
        names=names,
    )


def _due(row: Obligation) -> date:
    """The due day of an overdue row, which the database guarantees (a CHECK)."""
    if row.due_date is None:
        raise ValueError(f"{row} runs without a due day")
    return row.due_date


def _dismissed(row: Obligation, found: _Lookups) -> bool:
    flag = found.flag(row)
    return flag is not None and flag.state == Flag.State.DISMISSED


def _overdue_row(stt: int, row: Obligation, found: _Lookups, cut_off: date) -> OverdueRow:
    project = found.project(row)
    item = found.items.get(row.subject_id) if row.subject_kind == "schedule_item" else None
    proof = (item.instrument if item else None) or found.instruments.get(project.pk)
    flag, due = found.flag(row), _due(row)
    months, days = months_and_days(due, cut_off)
    return OverdueRow(
        stt=stt,
        project_code=project.code,
        project_name=project.name,
        investor=project.investor.name if project.investor else "",
        place=_place(project, names=found.names),
        instrument_number=proof.number if proof else "",
        instrument_date=proof.issued_date if proof else None,
        capital_vnd=project.registered_capital_vnd,
        area_m2=round(project.land_area_m2) if project.land_area_m2 is not None else None,
        approved_what=item.name
        if item and row.kind == "I1"
        else _STATUTORY.get(row.kind, row.kind),
        approved_deadline=_planned(item) if item and row.kind == "I1" else "",
        due_date=due,
        late_months=months,
        late_days=days,
        excluded_days=row.excluded_days,
        rule_kind=row.kind,
        article=row.rule_version.article if row.rule_version else "",
        advisory=row.advisory,
        agency=found.agency(row),
        flag_state=FlagState(flag.state)
        if flag and flag.state in set(FlagState)
        else FlagState.NONE,
    )


def _place(project: Project, *, names: NamesOnDay) -> str:
    places = names.places(unit.pk for unit in project.units.all())
    return ", ".join(places) or project.location_text


def _planned(item: ScheduleItem) -> str:
    if item.planned_date is None:
        return ""
    return partial_text(item.planned_date, Precision(item.planned_precision))


def _groups(late: list[Obligation]) -> tuple[OverdueGroup, ...]:
    grouped: dict[tuple[str, str, bool], list[Obligation]] = defaultdict(list)
    for row in late:
        article = row.rule_version.article if row.rule_version else ""
        grouped[row.kind, article, row.advisory].append(row)
    return tuple(
        OverdueGroup(
            rule_kind=kind,
            label=rows[0].rule_version.title if rows[0].rule_version else kind,
            article=article,
            obligations=len(rows),
            projects=len({row.project_id for row in rows}),
            advisory=advisory,
        )
        for (kind, article, advisory), rows in sorted(grouped.items())
    )


def _computability(counted: int, unknown: list[Obligation], found: _Lookups) -> Computability:
    facts = Counter(MISSING_FACTS[row.missing] for row in unknown)
    unknown.sort(key=lambda row: (found.project(row).code, row.kind, row.pk))
    return Computability(
        obligations=counted,
        computed=counted - len(unknown),
        by_fact=tuple(
            MissingFact(fact=fact, obligations=n)
            for fact, n in sorted(facts.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        rows=tuple(
            UncomputedRow(
                stt=n,
                project_code=found.project(row).code,
                project_name=found.project(row).name,
                rule_kind=row.kind,
                rule_label=_STATUTORY.get(row.kind, "Mốc tiến độ"),
                missing=MISSING_FACTS[row.missing],
                agency=found.agency(row),
            )
            for n, row in enumerate(unknown, start=1)
        ),
    )


def _versions_used() -> tuple[RuleVersionUsed, ...]:
    used = (
        Obligation.objects.filter(
            project_id__in=stock().values("pk"), clock__in=("running", "stopped", "met")
        )
        .exclude(rule_version=None)
        .order_by("rule_version__kind", "rule_version__number")
        .values_list(
            "rule_version__kind",
            "rule_version__title",
            "rule_version__article",
            "rule_version__effective_from",
            "rule_version__advisory",
        )
        .distinct()
    )
    return tuple(
        RuleVersionUsed(
            kind=kind,
            label=title,
            instrument=article.split(",")[0],
            article=article,
            effective_from=effective if effective.year > 1900 else None,
            advisory=advisory,
        )
        for kind, title, article, effective, advisory in used
    )

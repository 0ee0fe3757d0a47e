"""Monthly reports with invented rows: an empty month, a usual one and a long one.

Names are made up; the stock is the published census of a province in August 2022 (215 projects),
because it is known how that month must look.
"""

import dataclasses
from collections import Counter
from datetime import date

from reporting.letterhead import Header, Issuer, Preset, Signature
from reporting.shapes import (
    DEMO_LABEL,
    Amount,
    Bucket,
    Computability,
    Cut,
    CutRow,
    FlagState,
    Flow,
    Flows,
    Land,
    MissingFact,
    MonthlyReport,
    OverdueGroup,
    OverdueRow,
    RuleVersionUsed,
    StatusRow,
    UncomputedRow,
)
from vn.dates import months_and_days

TY = 1_000_000_000
CUT_OFF = date(2022, 8, 31)
COMMITTEE = Issuer(
    header=Header.COMMITTEE,
    name="Ủy ban nhân dân tỉnh Cao Bằng",
    province="tỉnh Cao Bằng",
    place="Cao Bằng",
    number_suffix="/BC-UBND",
)
DEPARTMENT = Issuer(
    header=Header.DEPARTMENT,
    name="Sở Kế hoạch và Đầu tư",
    parent="UBND tỉnh Cao Bằng",
    province="tỉnh Cao Bằng",
    place="Cao Bằng",
    number_suffix="/BC-SKHĐT",
)
BASIS = (
    "Luật Đầu tư số 61/2020/QH14 ngày 17 tháng 6 năm 2020",
    "Nghị định số 29/2021/NĐ-CP ngày 26 tháng 3 năm 2021 của Chính phủ quy định về trình tự, thủ "
    "tục thẩm định dự án quan trọng quốc gia và giám sát, đánh giá đầu tư",
    "Nghị định số 31/2021/NĐ-CP ngày 26 tháng 3 năm 2021 của Chính phủ quy định chi tiết và hướng "
    "dẫn thi hành một số điều của Luật Đầu tư",
)
_LABELS = {
    Bucket.OPERATING: "Đã hoàn thành xây dựng, đang sản xuất, kinh doanh",
    Bucket.COMPLETED_OR_PARTIAL_STOPPED: (
        "Đã hoàn thành xây dựng hoặc đầu tư xây dựng một phần nhưng dừng hoạt động"
    ),
    Bucket.UNDER_CONSTRUCTION: "Đang đầu tư xây dựng, chưa hoàn thành",
    Bucket.NOT_STARTED: "Chưa khởi công, chưa triển khai",
}
_KINDS = (
    "Nhà máy chế biến nông sản",
    "Khu du lịch sinh thái",
    "Thủy điện",
    "Trang trại chăn nuôi",
    "Chợ và trung tâm thương mại",
)
_AGENCIES = (
    "Sở Kế hoạch và Đầu tư",
    "Sở Tài nguyên và Môi trường",
    "Ban Quản lý Khu kinh tế",
    "Ủy ban nhân dân huyện Quảng Hòa",
)
_RULES = (  # kind, label, article, what was approved, advisory
    (
        "I1",
        "Quá hạn mốc tiến độ",
        "Tiến độ ghi tại quyết định chấp thuận chủ trương đầu tư hoặc giấy chứng nhận đăng ký đầu tư",
        "Khởi công xây dựng",
        False,
    ),
    (
        "L1",
        "Có dấu hiệu chưa đưa đất vào sử dụng 12 tháng liên tục",
        "Luật Đất đai số 45/2013/QH13, Điều 64 khoản 1 điểm i",
        "",
        False,
    ),
    (
        "I4",
        "Ngừng hoạt động quá 12 tháng",
        "Nghị định số 31/2021/NĐ-CP, Điều 56 khoản 2",
        "Hoạt động lại",
        True,
    ),
)
_STATES = (FlagState.OPEN, FlagState.CONFIRMED, FlagState.OPEN, FlagState.CONTESTED)
_FACTS = ("tiến độ thực hiện được duyệt", "ngày bàn giao đất trên thực địa", "ngày ngừng hoạt động")


def usual(overdue: int = 30, missing: int = 24, **changes: object) -> MonthlyReport:
    """The census of 215 projects with `overdue` late deadlines and `missing` unknown ones."""
    rows = overdue_rows(overdue)
    report = MonthlyReport(
        issuer=COMMITTEE,
        addressees=("Ban Thường vụ Tỉnh ủy", "Thường trực Hội đồng nhân dân tỉnh"),
        recipients=(
            "Như trên",
            "Chủ tịch, các PCT UBND tỉnh",
            "Các sở, ban, ngành liên quan",
            "Lưu: VT, TH (02b)",
        ),
        signature=Signature(
            power_lines=("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"),
        ),
        basis=BASIS,
        year=2022,
        month=8,
        cut_off=CUT_OFF,
        generated_on=date(2022, 9, 5),
        dataset_label=DEMO_LABEL,
        total=Amount(projects=215, capital_vnd=27_347 * TY + 350_000_000, without_capital=7),
        status_rows=_status(
            (140, 13_812 * TY, 4),
            (15, 534 * TY, 0),
            (26, 6_029_500_000_000, 1),
            (34, 6_971_850_000_000, 2),
        ),
        outside_rows=(),
        flows=_flows(),
        cuts=_cuts(),
        land=Land(
            tranches_decided=64,
            tranches_handed=55,
            decided_area_m2=5_123_000,
            handed_area_m2=4_001_250,
            late_projects=len({r.project_code for r in rows if r.rule_kind == "L1"}),
        ),
        overdue=rows,
        overdue_groups=_groups(rows),
        computability=_computability(missing),
        rule_versions=_rule_versions(),
        ruleset="2022.1",
    )
    return dataclasses.replace(report, **changes)  # type: ignore[arg-type]


def empty() -> MonthlyReport:
    """A portal on its first day: no project, no rule, nothing late."""
    nothing = Amount(projects=0, capital_vnd=None)
    quiet = Flow(month=nothing, year=nothing)
    return usual(
        overdue=0,
        missing=0,
        total=nothing,
        status_rows=_status((0, None, 0), (0, None, 0), (0, None, 0), (0, None, 0)),
        flows=Flows(approved=quiet, adjusted=quiet, terminated=quiet),
        cuts=(),
        land=None,
        computability=Computability(obligations=0, computed=0),
        rule_versions=(),
        dataset_label="",
    )


def long() -> MonthlyReport:
    """Two hundred late deadlines, signed by a department in the smaller letters."""
    return usual(
        overdue=200,
        missing=40,
        issuer=DEPARTMENT,
        preset=Preset.SMALL,
        addressees=("Ban Thường vụ Tỉnh ủy", "Ủy ban nhân dân tỉnh"),
        recipients=(
            "Như trên",
            "Giám đốc, các PGĐ Sở",
            "Các phòng chuyên môn",
            "Lưu: VT, TH (02b)",
        ),
        signature=Signature(power_lines=("Giám đốc",)),
    )


def overdue_rows(count: int) -> tuple[OverdueRow, ...]:
    """Late deadlines of about nine projects in ten rows, the latest first."""
    rows = sorted((_overdue(i) for i in range(1, count + 1)), key=lambda row: row.due_date)
    return tuple(dataclasses.replace(row, stt=i) for i, row in enumerate(rows, 1))


def _overdue(i: int) -> OverdueRow:
    project = i if i % 10 else i - 1
    kind, _, article, what, advisory = _RULES[i % 3]
    due = date(2020 + i % 3, i * 5 % 6 + 1, i * 11 % 28 + 1)
    months, days = months_and_days(due, CUT_OFF)
    return OverdueRow(
        stt=i,
        project_code=f"DA-{project:04d}",
        project_name=f"{_KINDS[project * 7 % 5]} số {project:02d}",
        investor=f"Công ty Cổ phần Đầu tư {project:02d}",
        place="" if project % 9 == 0 else f"Xã Hòa An, huyện Số {project % 8 + 1}",
        instrument_number=f"{project * 37 % 2400 + 12}/QĐ-UBND",
        instrument_date=date(2018 + project % 3, project % 12 + 1, project % 28 + 1),
        capital_vnd=None if project % 11 == 0 else (project * 3719 % 61000 + 1250) * 10_000_000,
        area_m2=None if project % 7 == 0 else project * 613 % 470_000 + 8_500,
        approved_what=what or "Đưa đất vào sử dụng",
        approved_deadline=f"Quý {('I', 'II', 'III', 'IV')[i % 4]}/{due.year}" if what else "",
        due_date=due,
        late_months=months,
        late_days=days,
        excluded_days=i % 4 * 45,
        rule_kind=kind,
        article=article,
        advisory=advisory,
        agency=_AGENCIES[project % 4],
        flag_state=_STATES[i % 4],
        cause=("", "vướng giải phóng mặt bằng", "", "")[i % 4],
    )


def _groups(rows: tuple[OverdueRow, ...]) -> tuple[OverdueGroup, ...]:
    counts = Counter(row.rule_kind for row in rows)
    return tuple(
        OverdueGroup(
            rule_kind=kind,
            label=label,
            article=article,
            obligations=counts[kind],
            projects=len({row.project_code for row in rows if row.rule_kind == kind}),
            advisory=advisory,
        )
        for kind, label, article, _, advisory in _RULES
        if counts[kind]
    )


def _computability(missing: int) -> Computability:
    rows = tuple(
        UncomputedRow(
            stt=i + 1,
            project_code=f"DA-{i + 300:04d}",
            project_name=f"{_KINDS[i % 5]} số {i + 300}",
            rule_kind=_RULES[i % 3][0],
            rule_label=_RULES[i % 3][3] or "Đưa đất vào sử dụng",
            missing=_FACTS[i % 3],
            agency=_AGENCIES[i % 4],
        )
        for i in range(missing)
    )
    counts = Counter(row.missing for row in rows)
    return Computability(
        obligations=412,
        computed=412 - missing,
        by_fact=tuple(MissingFact(fact=f, obligations=n) for f, n in counts.most_common()),
        rows=rows,
    )


def _status(*rows: tuple[int, int | None, int]) -> tuple[StatusRow, ...]:
    return tuple(
        StatusRow(bucket=bucket, label=_LABELS[bucket], amount=_amount(*row))
        for bucket, row in zip(_LABELS, rows, strict=True)
    )


def _amount(projects: int, capital_vnd: int | None, without_capital: int = 0) -> Amount:
    return Amount(projects=projects, capital_vnd=capital_vnd, without_capital=without_capital)


def _flows() -> Flows:
    return Flows(
        approved=Flow(month=_amount(2, 350 * TY), year=_amount(8, 1_171 * TY)),
        adjusted=Flow(month=_amount(0, None), year=_amount(12, 2_140_600_000_000)),
        terminated=Flow(month=_amount(3, 84_250_000_000), year=_amount(38, 1_273 * TY)),
    )


def _cuts() -> tuple[Cut, ...]:
    return (
        _cut(
            "zone", "Theo khu vực", ("Trong khu công nghiệp, khu kinh tế", 46), ("Ngoài khu", 169)
        ),
        _cut("origin", "Theo nguồn vốn", ("Trong nước", 198), ("Đầu tư nước ngoài", 17)),
        _cut(
            "sector",
            "Theo lĩnh vực",
            ("Công nghiệp, năng lượng", 88),
            ("Thương mại, dịch vụ, du lịch", 71),
            ("Nông, lâm nghiệp", 38),
            ("Hạ tầng, đô thị", 11),
            ("Chưa xác định", 7),
        ),
        _cut(
            "place",
            "Theo địa bàn",
            *((f"Huyện Số {i}", 10) for i in range(1, 20)),
            ("Chưa xác định", 25),
        ),
    )


def _cut(key: str, title: str, *rows: tuple[str, int]) -> Cut:
    """Spread the capital of the census over the rows; the last row takes the remainder."""
    whole, unit = 27_347 * TY + 350_000_000, 127 * TY
    amounts = [_amount(n, n * unit) for _, n in rows[:-1]]
    rest = whole - sum(n * unit for _, n in rows[:-1])
    amounts.append(_amount(rows[-1][1], rest, 7))
    return Cut(
        key=key,
        title=title,
        rows=tuple(CutRow(label=r[0], amount=a) for r, a in zip(rows, amounts, strict=True)),
    )


def _rule_versions() -> tuple[RuleVersionUsed, ...]:
    instruments = ("", "Luật Đất đai số 45/2013/QH13", "Nghị định số 31/2021/NĐ-CP")
    return tuple(
        RuleVersionUsed(
            kind=kind,
            label=label,
            instrument=instrument,
            article=article,
            effective_from=date(2021, 1, 1) if instrument else None,
            advisory=advisory,
        )
        for (kind, label, article, _, advisory), instrument in zip(_RULES, instruments, strict=True)
    )

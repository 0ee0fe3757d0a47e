"""The figures of published inspection by their keys, each with the cases behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reporting.document import cells
from reporting.document.shapes import Figure, Sum
from reporting.inspected import Inspected, Remedy, Told
from reporting.rules.remedies import Standing
from vn.numbers import ratio_percent

KINDS = {
    "inspection": "Thanh tra",
    "check": "Kiểm tra chuyên ngành",
    "investment": "Giám sát, đánh giá đầu tư",
    "party": "Kiểm tra, giám sát của Đảng",
    "council": "Giám sát của Hội đồng nhân dân",
    "front": "Giám sát của Mặt trận Tổ quốc",
    "audit": "Kiểm toán nhà nước",
    "post_check": "Hậu kiểm",
}
AREAS = {
    "investment": "Đầu tư",
    "land": "Đất đai",
    "building": "Xây dựng",
    "environ": "Môi trường",
    "minerals": "Khoáng sản",
    "tax": "Thuế",
    "public": "Vốn đầu tư công",
    "other": "Lĩnh vực khác",
}
REMEDIES = {
    "economic": "Xử lý về kinh tế",
    "admin": "Xử lý hành chính",
    "police": "Chuyển cơ quan điều tra",
    "policy": "Sửa đổi, bổ sung chính sách",
}
STANDINGS = {
    Standing.DONE: "đã thực hiện xong",
    Standing.RUNNING: "đang thực hiện, còn hạn",
    Standing.OVERDUE: "quá hạn",
    Standing.UNDATED: "chưa ghi hạn",
}
ALL = "all"


def kinds(found: Inspected) -> list[str]:
    """Kinds of cases with a published conclusion, in the order of the law."""
    present = {row.kind for row in found.conclusions}
    return [kind for kind in KINDS if kind in present]


def areas(found: Inspected) -> list[str]:
    """Areas of law with a finding published since January."""
    present = {row.area for row in found.findings if row.published.year == found.cut_off.year}
    return [area for area in AREAS if area in present]


def remedy_kinds(found: Inspected) -> list[str]:
    """Kinds of recommendations there are."""
    present = {row.kind for row in found.remedies}
    return [kind for kind in REMEDIES if kind in present]


def told(found: Inspected, span: str, kind: str = ALL) -> list[Told]:
    """Conclusions published in the month, the year, or ever."""
    first = {"month": found.cut_off.replace(day=1), "year": found.cut_off.replace(month=1, day=1)}
    return [
        row
        for row in found.conclusions
        if kind in (ALL, row.kind) and (span == ALL or row.published >= first[span])
    ]


def conclusions(found: Inspected) -> Iterable[Figure]:
    """Published conclusions, their cases and projects, by kind."""
    words = {"month": "trong tháng", "year": "từ đầu năm", ALL: "đến nay"}
    for kind in (ALL, *kinds(found)):
        of = "" if kind == ALL else f" ({KINDS[kind].lower()})"
        for span, said in words.items():
            rows = [f"case:{row.case}" for row in told(found, span, kind)]
            yield _count(
                found, f"inspections.{kind}.{span}", f"Kết luận công khai {said}{of}", rows
            )
        cases = sorted({row.case for row in told(found, ALL, kind)})
        projects = {code for case in cases for code in found.projects.get(case, ())}
        yield _count(
            found,
            f"inspections.{kind}.cases",
            f"Vụ việc đã công khai kết luận{of}",
            [f"case:{case}" for case in cases],
        )
        yield _count(
            found,
            f"inspections.{kind}.projects",
            f"Dự án trong các vụ việc đã công khai{of}",
            [f"project:{code}" for code in sorted(projects)],
        )


def findings(found: Inspected) -> Iterable[Figure]:
    """What conclusions published since January found, by area of law."""
    recent = [row for row in found.findings if row.published.year == found.cut_off.year]
    for area in (ALL, *areas(found)):
        rows = [row for row in recent if area in (ALL, row.area)]
        of = "" if area == ALL else f" ({AREAS[area].lower()})"
        key = f"findings.{area}"
        yield _count(found, key, f"Vi phạm, tồn tại{of}", [f"case:{row.case}" for row in rows])
        grave = [f"case:{row.case}" for row in rows if row.grave]
        yield _count(found, f"{key}.grave", f"Vi phạm nghiêm trọng{of}", grave)
        yield cells.money(
            f"{key}.amount",
            f"Số tiền vi phạm{of}",
            sum(row.amount_vnd or 0 for row in rows),
            as_of=found.cut_off,
            rows=[f"case:{row.case}" for row in rows if row.amount_vnd],
        )


def remedies(found: Inspected) -> Iterable[Figure]:
    """Recommendations of all published conclusions: how they stand, what was recovered."""
    for kind in (ALL, *remedy_kinds(found)):
        rows = [row for row in found.remedies if kind in (ALL, row.kind)]
        of = "" if kind == ALL else f" ({REMEDIES[kind].lower()})"
        key = f"remedies.{kind}"
        yield _count(found, key, f"Kiến nghị xử lý{of}", _cases(rows))
        for state, said in STANDINGS.items():
            part = [row for row in rows if row.standing is state]
            yield _count(found, f"{key}.{state}", f"Kiến nghị {said}{of}", _cases(part))
        with_money = [row for row in rows if row.amount_vnd]
        for name, label, vnd in (
            ("amount", "Số tiền phải thu hồi, xử lý", sum(row.amount_vnd or 0 for row in rows)),
            ("recovered", "Số tiền đã thu hồi, xử lý", sum(row.done_vnd for row in with_money)),
        ):
            yield cells.money(
                f"{key}.{name}", f"{label}{of}", vnd, as_of=found.cut_off, rows=_cases(with_money)
            )
    done = _cases(found.standing(Standing.DONE))
    yield cells.rate(
        "remedies.all.done_rate",
        "Kiến nghị đã thực hiện xong, tỷ lệ",
        ratio_percent(len(done), len(found.remedies)),
        base="remedies.all",
        as_of=found.cut_off,
        rows=done,
    )


def sums(found: Inspected) -> tuple[Sum, ...]:
    """Kinds add up to all, and so does how the recommendations stand."""
    made = [
        Sum(
            label="Kiến nghị theo tình trạng",
            whole="remedies.all",
            parts=tuple(f"remedies.all.{state}" for state in STANDINGS),
        )
    ]
    if kinds(found):
        made += [
            Sum(
                label="Kết luận theo loại",
                whole=f"inspections.all.{span}",
                parts=tuple(f"inspections.{kind}.{span}" for kind in kinds(found)),
            )
            for span in ("month", "year", ALL)
        ]
    if found.remedies:
        made += [
            Sum(
                label="Kiến nghị theo loại",
                whole=f"remedies.all{part}",
                parts=tuple(f"remedies.{kind}{part}" for kind in remedy_kinds(found)),
            )
            for part in ("", *(f".{state}" for state in STANDINGS), ".amount", ".recovered")
        ]
    return tuple(made)


def _cases(rows: Iterable[Remedy]) -> list[str]:
    return [f"case:{row.case}" for row in rows]


def _count(found: Inspected, key: str, label: str, rows: Sequence[str]) -> Figure:
    return cells.counted(key, label, len(rows), as_of=found.cut_off, rows=rows)

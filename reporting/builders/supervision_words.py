"""What the supervision figures say in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from reporting.builders.supervision_figures import (
    ACTED,
    KINDS,
    OBSTACLES,
    STANDINGS,
    kinds,
    late_rows,
    unreported,
)
from reporting.document.shapes import Figure
from reporting.supervised import REPORTS, Supervised
from reporting.wording import as_of, capital_first, number_text, projects_text
from vn.dates import official_short


def followed(found: Supervised, period: str) -> Iterable[str]:
    """How many are followed, and what was decided about projects in the period."""
    yield (
        f"{capital_first(as_of(found.cut_off))}, hệ thống theo dõi "
        f"{projects_text(len(found.projects))} đầu tư ngoài ngân sách."
    )
    acts = [
        f"{words.lower()} {projects_text(len(found.acted[key]))}"
        for key, words in ACTED.items()
        if found.acted[key]
    ]
    yield (
        f"Từ ngày {official_short(found.begins)} đến hết ngày {official_short(found.cut_off)}: "
        f"{'; '.join(acts)}."
        if acts
        else f"Trong {period} không có dự án được chấp thuận, điều chỉnh, xử lý hoặc chấm dứt."
    )


def reports(found: Supervised) -> Iterable[str]:
    """What investors had to report, what came, and what is not followed at all."""
    if not found.owed:
        yield "Trong kỳ không có báo cáo của nhà đầu tư đến hạn nộp được theo dõi trên hệ thống."
    else:
        parts = [
            f"{number_text(n)} {words.lower()}"
            for state, words in STANDINGS.items()
            if (n := sum(each.standing is state for each in found.owed))
        ]
        missing = unreported(found)
        said = (
            f" {projects_text(len(missing))} quá hạn chưa nộp, danh mục tại Phụ lục."
            if missing
            else ""
        )
        yield (
            f"Trong kỳ nhà đầu tư phải nộp {number_text(len(found.owed))} báo cáo: "
            f"{'; '.join(parts)}.{said}"
        )
    if found.older:
        yield (
            f"Ngoài ra, {projects_text(len(found.older))} còn thiếu báo cáo có hạn nộp trước ngày "
            f"{official_short(found.begins)}."
        )
    absent = [KINDS[kind].lower() for kind in REPORTS if kind not in kinds(found)]
    if absent:
        yield f"Không có hạn nộp trong kỳ hoặc chưa theo dõi trên hệ thống: {'; '.join(absent)}."
    if any(each.advisory for each in found.owed):
        yield (
            "Ngày phải nộp theo quy định từ năm 2026 chờ xác nhận; việc chậm nộp, chưa nộp chưa phải "
            "kết luận vi phạm."
        )


def checked(found: Supervised, by_key: dict[str, Figure]) -> str:
    """Projects visited or in a published case; a review of files is told apart."""
    seen = int(by_key["supervision.checked"].value or 0)
    reviewed = (
        f" Rà soát hồ sơ theo đợt: {projects_text(len(found.reviewed))}." if found.reviewed else ""
    )
    if not seen:
        return f"Trong kỳ chưa ghi nhận dự án được kiểm tra hoặc có kết luận công khai.{reviewed}"
    return (
        f"Trong kỳ có {projects_text(seen)} được kiểm tra thực địa hoặc có kết luận thanh tra, kiểm "
        f"tra, giám sát công khai; vụ việc chưa công khai kết luận không được tính.{reviewed}"
    )


def late(found: Supervised) -> str:
    """Deadlines past their day, and what they are not."""
    rows, missing = late_rows(found), found.deadlines.computability.missing
    unknown = (
        f" {number_text(missing)} thời hạn chưa tính được do thiếu số liệu." if missing else ""
    )
    if not rows:
        return f"Không có dự án nào có thời hạn đã quá.{unknown}"
    projects = len({row.project_code for row in rows})
    return (
        f"{projects_text(projects)} có {number_text(len(rows))} thời hạn đã quá, sau khi trừ thời gian "
        "không tính; không gồm thời hạn nộp báo cáo tại mục II và thời hạn theo quy định chờ xác nhận. "
        "Đây là kết quả rà soát từ số liệu đã nhập; thời hạn chưa được cơ quan theo dõi xác nhận chưa "
        f"phải kết luận vi phạm.{unknown}"
    )


def hard(by_key: dict[str, Figure]) -> str:
    """Projects whose time does not run, by its reason."""
    hard = int(by_key["supervision.obstacles"].value or 0)
    if not hard:
        return "Không có dự án đang được trừ thời gian hoặc đang ngừng hoạt động."
    parts = [
        f"{words.lower()} {projects_text(n)}"
        for key, words in OBSTACLES.items()
        if (n := int(by_key[f"supervision.obstacles.{key}"].value or 0))
    ]
    return (
        f"{projects_text(hard)} đang được trừ thời gian theo văn bản hoặc đang ngừng hoạt động: "
        f"{'; '.join(parts)}."
    )

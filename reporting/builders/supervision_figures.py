"""The supervision figures of a quarter or a year by their keys, each with its projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from projects.rules.status import CENSUS, Bucket
from reporting.builders.agencies_figures import slug
from reporting.document import cells
from reporting.document.shapes import Figure, Sum
from reporting.rules.handed_in import Handed
from reporting.shapes import OverdueRow
from reporting.supervised import REPORTS, Owed, Supervised
from vn.numbers import ratio_percent

BUCKETS: dict[str, str] = {
    Bucket.OPERATING: "Đã hoàn thành xây dựng, đang sản xuất, kinh doanh",
    Bucket.STOPPED: "Đã hoàn thành xây dựng hoặc đầu tư xây dựng một phần nhưng dừng hoạt động",
    Bucket.UNDER_CONSTRUCTION: "Đang đầu tư xây dựng, chưa hoàn thành",
    Bucket.NOT_STARTED: "Chưa khởi công, chưa triển khai",
    "": "Chưa có số liệu về tình trạng",
}
STANDINGS = {
    Handed.IN_TIME: "Đúng hạn",
    Handed.LATE: "Chậm hạn",
    Handed.WAITING: "Chờ tiếp nhận",
    Handed.OVERDUE: "Quá hạn chưa nộp",
    Handed.RUNNING: "Còn trong hạn",
}
KINDS = {
    "R1": "Báo cáo quý tình hình thực hiện dự án",
    "R2": "Báo cáo năm tình hình thực hiện dự án",
    "R3": "Báo cáo giám sát, đánh giá đầu tư",
}
CHECKED = {
    "visited": "Kiểm tra thực địa, làm việc tại nơi thực hiện",
    "inspected": "Thanh tra, kiểm tra, giám sát đã công khai kết luận",
}
OBSTACLES = {
    "late_handover": "Nhà nước chậm bàn giao đất",
    "state_delay": "Cơ quan nhà nước chậm làm thủ tục",
    "planning_change": "Nhà nước điều chỉnh quy hoạch",
    "court": "Chờ tòa án, cơ quan điều tra",
    "force_majeure": "Bất khả kháng",
    "suspended": "Đang ngừng hoạt động",
}
ACTED = {
    "approved": "Chấp thuận, cấp giấy chứng nhận lần đầu",
    "adjusted": "Điều chỉnh",
    "handled": "Có quyết định hướng xử lý",
    "terminated": "Chấm dứt hoạt động",
}


def kinds(found: Supervised) -> tuple[str, ...]:
    """The kinds of reports due in the period."""
    owed = {each.kind for each in found.owed}
    return tuple(kind for kind in REPORTS if kind in owed)


def by_agency(found: Supervised) -> dict[str, list[Owed]]:
    """Reports owed by the agency that follows the project, in the order of their names."""
    of: dict[str, list[Owed]] = defaultdict(list)
    for each in found.owed:
        of[slug(each.project.agency)].append(each)
    return dict(sorted(of.items()))


def unreported(found: Supervised) -> tuple[str, ...]:
    """Projects with a report of the period that is past its day."""
    late = {each.project.code for each in found.owed if each.standing is Handed.OVERDUE}
    return tuple(sorted(late))


def late_rows(found: Supervised) -> list[OverdueRow]:
    """Late deadlines other than reports, without the advisory ones."""
    rows = found.deadlines.overdue
    return [row for row in rows if not row.advisory and row.rule_kind not in (*REPORTS, "RV")]


def late_by_kind(found: Supervised) -> dict[tuple[str, str], list[OverdueRow]]:
    """Late deadlines by rule and article."""
    of: dict[tuple[str, str], list[OverdueRow]] = defaultdict(list)
    for row in late_rows(found):
        of[row.rule_kind, row.article].append(row)
    return dict(sorted(of.items()))


def figures(found: Supervised) -> tuple[Figure, ...]:
    """Every figure of the report by its key."""
    return (
        *_followed(found),
        *_reports(found, "reports", "Báo cáo phải nộp", found.owed),
        *(
            figure
            for kind in kinds(found)
            for figure in _reports(found, f"reports.{kind}", KINDS[kind], _of(found, kind))
        ),
        *(
            figure
            for key, owed in by_agency(found).items()
            for figure in _reports(found, f"by.{key}", owed[0].project.agency, owed)
        ),
        _count(found, "unreported", "Dự án quá hạn chưa nộp báo cáo trong kỳ", unreported(found)),
        _count(found, "older", "Dự án còn thiếu báo cáo của kỳ trước", found.older),
        *_named(found, "checked", "Dự án được kiểm tra", CHECKED, found.checked),
        _count(found, "reviewed", "Dự án được rà soát hồ sơ theo đợt", found.reviewed),
        *_named(found, "obstacles", "Dự án có vướng mắc", OBSTACLES, found.obstacles),
        *(_count(found, f"acted.{key}", ACTED[key], found.acted[key]) for key in ACTED),
        *_late(found),
    )


def _of(found: Supervised, kind: str) -> list[Owed]:
    return [each for each in found.owed if each.kind == kind]


def _followed(found: Supervised) -> Iterable[Figure]:
    whole = [project.code for project in found.projects]
    yield _count(found, "followed", "Dự án theo dõi", whole)
    for bucket in (*CENSUS, ""):
        part = [project.code for project in found.projects if project.bucket == bucket]
        yield _count(found, f"followed.{bucket or 'unknown'}", BUCKETS[bucket], part)


def _reports(found: Supervised, key: str, label: str, owed: Sequence[Owed]) -> Iterable[Figure]:
    yield _count(found, key, label, [each.project.code for each in owed])
    for state, words in STANDINGS.items():
        part = [each.project.code for each in owed if each.standing is state]
        yield _count(found, f"{key}.{state}", f"{label}: {words.lower()}", part)
    due = [each.project.code for each in owed if each.standing is not Handed.RUNNING]
    yield _count(found, f"{key}.due", f"{label}: đã nộp hoặc đã đến hạn", due)
    in_time = sum(each.standing is Handed.IN_TIME for each in owed)
    yield cells.rate(
        f"supervision.{key}.rate",
        f"{label}: tỷ lệ nộp đúng hạn",
        ratio_percent(in_time, len(due), 2) if due else None,
        base=f"supervision.{key}.due",
        as_of=found.cut_off,
    )


def _named(
    found: Supervised,
    key: str,
    label: str,
    names: dict[str, str],
    codes: dict[str, tuple[str, ...]],
) -> Iterable[Figure]:
    """Each part, and the projects of any of them, each once."""
    yield _count(found, key, label, sorted({code for part in codes.values() for code in part}))
    for name, words in names.items():
        yield _count(found, f"{key}.{name}", f"{label}: {words.lower()}", codes[name])


def _late(found: Supervised) -> Iterable[Figure]:
    rows = late_rows(found)
    projects = sorted({row.project_code for row in rows})
    yield _count(found, "late", "Dự án có thời hạn đã quá", projects)
    yield _count(found, "late.duties", "Thời hạn đã quá", [row.project_code for row in rows])
    for at, part in enumerate(late_by_kind(found).values(), 1):
        codes = [row.project_code for row in part]
        label = f"Thời hạn đã quá: {part[0].article}"
        yield _count(found, f"late.{at}.duties", label, codes)
        yield _count(found, f"late.{at}", f"Dự án: {part[0].article}", sorted(set(codes)))
    followed = len(found.projects)
    yield cells.rate(
        "supervision.late.rate",
        "Tỷ lệ dự án có thời hạn đã quá trên dự án theo dõi",
        ratio_percent(len(projects), followed, 2) if followed else None,
        base="supervision.followed",
        as_of=found.cut_off,
    )


def sums(found: Supervised) -> Iterable[Sum]:
    """Each project has one status, each report one kind, one agency and one standing."""
    yield _sum(
        "Dự án theo tình trạng", "followed", [f"followed.{b or 'unknown'}" for b in (*CENSUS, "")]
    )
    if found.owed:
        yield from _report_sums(found)
    if late := [f"late.{at}.duties" for at, _rows in enumerate(late_by_kind(found), 1)]:
        yield _sum("Thời hạn đã quá theo quy định", "late.duties", late)


def _report_sums(found: Supervised) -> Iterable[Sum]:
    kind_keys = [f"reports.{kind}" for kind in kinds(found)]
    agencies = [f"by.{key}" for key in by_agency(found)]
    for key in ("reports", *kind_keys, *agencies):
        yield _sum("Báo cáo theo kết quả", key, [f"{key}.{state}" for state in STANDINGS])
    for state in ("", *(f".{state}" for state in STANDINGS)):
        yield _sum("Báo cáo theo loại", f"reports{state}", [f"{key}{state}" for key in kind_keys])
        yield _sum("Báo cáo theo cơ quan", f"reports{state}", [f"{k}{state}" for k in agencies])


def _sum(label: str, whole: str, parts: Sequence[str]) -> Sum:
    return Sum(
        label=label,
        whole=f"supervision.{whole}",
        parts=tuple(f"supervision.{key}" for key in parts),
    )


def _count(found: Supervised, key: str, label: str, codes: Iterable[str]) -> Figure:
    rows = tuple(f"project:{code}" for code in codes)
    return cells.counted(f"supervision.{key}", label, len(rows), as_of=found.cut_off, rows=rows)

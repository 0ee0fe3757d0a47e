"""The sentences of the monthly report, each built from the figures of its snapshot.

Nothing here is a draft for someone to complete: a sentence exists only when its figures do,
an absence is said in words, and a rounded amount carries the hedge of its rounding direction
(R-7.2). Counts in prose below ten take a zero, as clerks write them: "08 dự án".
"""

from collections import Counter
from collections.abc import Sequence

from reporting.shapes import (
    Amount,
    Bucket,
    FlagState,
    Flow,
    Land,
    MonthlyReport,
    StatusRow,
)
from reporting.wording import (
    NBSP,
    area_text,
    as_of,
    capital_first,
    hedged_ty,
    lower_first,
    month_text,
    number_text,
    projects_text,
)
from vn.numbers import group, percent_text, ratio_percent
from vn.text import sort_key

_FLOW_NAMES = ("Cấp mới", "Điều chỉnh", "Chấm dứt hoạt động")
_NAMED_AGENCIES = 10
_VERBS = "cấp mới, điều chỉnh, chấm dứt hoạt động"
_STATE_WORDS = (
    (FlagState.CONFIRMED, "đã được xác nhận"),
    (FlagState.OPEN, "đang chờ xác minh"),
    (FlagState.CONTESTED, "có ý kiến khác"),
    (FlagState.NONE, "chưa được rà soát"),
)


def opening(report: MonthlyReport) -> str:
    """The line that leads from the legal basis to section I."""
    issuer = report.issuer
    return (
        f"{issuer.name} báo cáo tình hình thực hiện các dự án đầu tư ngoài ngân sách trên địa bàn "
        f"{issuer.province} {month_text(report.year, report.month)}, số liệu tính "
        f"{as_of(report.cut_off)}, như sau:"
    )


def stock(report: MonthlyReport) -> str:
    """Section I: how many projects and how much registered capital."""
    total, start = report.total, capital_first(as_of(report.cut_off))
    if not total.projects:
        return f"{start}, trên địa bàn {report.issuer.province} chưa có dự án nào được theo dõi."
    return (
        f"{start}, trên địa bàn {report.issuer.province} theo dõi, quản lý "
        f"{projects_text(total.projects)}{_with_capital(total, 'tổng vốn đăng ký')}."
    )


def without_capital(total: Amount) -> str:
    """Footnote of section I: what the sum of capital leaves out; "" when it is complete."""
    if not total.without_capital or total.capital_vnd is None:
        return ""
    return (
        f"Tổng vốn chưa gồm {projects_text(total.without_capital)} chưa có số liệu vốn đăng ký "
        "trên hệ thống."
    )


def flows(report: MonthlyReport) -> list[str]:
    """Section II: approved, adjusted and terminated in the month and since 1 January."""
    items = (report.flows.approved, report.flows.adjusted, report.flows.terminated)
    if not any(flow.year.projects for flow in items):
        return [
            f"Trong tháng và từ đầu năm {as_of(report.cut_off)}, không phát sinh dự án {_VERBS}."
        ]
    said = [_flow(report, *named) for named in zip(_FLOW_NAMES, items, strict=True)]
    if report.flows.terminated.year.projects:
        said[-1] += (
            " Đây là số phát sinh trong kỳ, không cộng vào "
            f"{projects_text(report.total.projects)} đang theo dõi."
        )
    return said


def statuses(report: MonthlyReport) -> str:
    """Section III.1: the stock by status, leaving out empty groups."""
    rows = [r for r in (*report.status_rows, *report.outside_rows) if r.amount.projects]
    if not rows:
        return "Chưa có dự án nào để phân theo tình trạng."
    parts = [f"{projects_text(r.amount.projects)} {lower_first(r.label)}" for r in rows]
    return f"Trong {projects_text(report.total.projects)} có {'; '.join(parts)}."


def remarks(report: MonthlyReport) -> list[str]:
    """Section III.2: the two shares leaders ask for, computed from the table."""
    if not report.total.projects:
        return []
    by_bucket = {row.bucket: row for row in report.status_rows}
    running = by_bucket[Bucket.OPERATING]
    waiting = (by_bucket[Bucket.UNDER_CONSTRUCTION], by_bucket[Bucket.NOT_STARTED])
    return [_share_remark(report, running), _waiting_remark(report, waiting)]


def land(report: MonthlyReport) -> list[str]:
    """Section IV: tranches decided and handed over, and late use of land."""
    facts = report.land
    if facts is None:
        return []
    start = capital_first(as_of(report.cut_off))
    if not facts.tranches_decided:
        return [f"{start}, chưa có đợt giao đất, cho thuê đất nào được ghi nhận trên hệ thống."]
    return [_handover(start, facts), _late_land(facts)]


def overdue(report: MonthlyReport) -> list[str]:
    """Section V.1: what is past its day, and that it is a suspicion, not a finding."""
    start, facts = capital_first(as_of(report.cut_off)), report.computability
    if not report.overdue and not facts.computed:
        return [f"{start}, chưa tính được thời hạn nào nên chưa xác định được dự án chậm tiến độ."]
    if not report.overdue:
        return [
            f"{start}, không có thời hạn nào bị quá trong số {group(facts.computed)} thời hạn "
            "tính được."
        ]
    states = Counter(row.flag_state for row in report.overdue)
    parts = [f"{number_text(states[s])} {words}" for s, words in _STATE_WORDS if states[s]]
    return [
        f"{start}, có {projects_text(report.overdue_projects)} với "
        f"{number_text(len(report.overdue))} thời hạn đã quá, sau khi trừ thời gian không tính; "
        f"trong đó: {'; '.join(parts)}.",
        *_advisory(report),
        "Đây là kết quả rà soát tự động từ số liệu đã nhập, để cơ quan theo dõi xác minh; chưa "
        "phải kết luận vi phạm.",
    ]


def _advisory(report: MonthlyReport) -> list[str]:
    """How many of the late deadlines are hints only, and how many projects remain without them."""
    hints = sum(row.advisory for row in report.overdue)
    if not hints:
        return []
    binding = {row.project_code for row in report.overdue if not row.advisory}
    left = f"có {projects_text(len(binding))}" if binding else "không còn dự án nào"
    return [
        f"Trong số đó có {number_text(hints)} thời hạn theo quy định chờ xác nhận (*), chỉ để tham "
        f"khảo; không kể các thời hạn này thì {left} có thời hạn đã quá."
    ]


def computability(report: MonthlyReport) -> str:
    """Section V.2: "tính được hạn n/N", and which facts are missing."""
    facts = report.computability
    if not facts.obligations:
        return "Chưa có thời hạn nào phải theo dõi theo các quy định đang áp dụng."
    said = (
        f"Trong {group(facts.obligations)} thời hạn chưa hoàn thành phải theo dõi, tính được hạn "
        f"{group(facts.computed)}/{group(facts.obligations)}"
    )
    if not facts.missing:
        return f"{said}."
    parts = [f"{lower_first(f.fact)} ({group(f.obligations)})" for f in facts.by_fact]
    return (
        f"{said}; còn {number_text(facts.missing)} thời hạn chưa tính được do thiếu số liệu: "
        f"{', '.join(parts)}. Thời hạn chưa tính được không coi là đúng hạn."
    )


def proposals(report: MonthlyReport) -> list[str]:
    """Section VI: requests that follow from the figures, and only those."""
    said = []
    if report.overdue:
        counts = Counter(row.agency for row in report.overdue)
        said.append(
            "Đề nghị các cơ quan theo dõi xác minh, xử lý theo thẩm quyền "
            f"{number_text(len(report.overdue))} thời hạn đã quá của "
            f"{projects_text(report.overdue_projects)}: {_by_agency(counts)}."
        )
    if report.computability.rows:
        counts = Counter(row.agency for row in report.computability.rows)
        said.append(
            f"Đề nghị bổ sung số liệu còn thiếu để tính {number_text(report.computability.missing)} "
            f"thời hạn: {_by_agency(counts)}."
        )
    if report.total.without_capital:
        said.append(
            "Đề nghị cơ quan đăng ký đầu tư bổ sung vốn đăng ký của "
            f"{projects_text(report.total.without_capital)} chưa có số liệu."
        )
    return said


def obstacles(report: MonthlyReport) -> list[str]:
    """What the figures say about obstacles: the causes on record, most frequent first."""
    causes = Counter(row.cause for row in report.overdue if row.cause)
    if not causes:
        return []
    said = ", ".join(f"{lower_first(cause)} ({group(n)})" for cause, n in causes.most_common())
    return [f"Nguyên nhân ghi nhận của các thời hạn đã quá: {said}."]


def next_tasks(report: MonthlyReport) -> list[str]:
    """Tasks that follow from the figures: what waits to be verified, what waits for facts."""
    said = []
    waiting = sum(row.flag_state in (FlagState.OPEN, FlagState.NONE) for row in report.overdue)
    if waiting:
        said.append(f"Rà soát, xác minh {number_text(waiting)} thời hạn đã quá chưa được xác nhận.")
    if report.computability.missing:
        said.append(
            "Thu thập số liệu còn thiếu để tính "
            f"{number_text(report.computability.missing)} thời hạn."
        )
    return said


def closing(report: MonthlyReport) -> str:
    """The last line of the body, with the end mark of official documents."""
    return f"{report.issuer.name} báo cáo {', '.join(report.addressees)} xem xét, chỉ đạo./."


def _with_capital(amount: Amount, noun: str) -> str:
    if amount.capital_vnd is None:
        return ", chưa có số liệu vốn đăng ký"
    return f", với {noun} {hedged_ty(amount.capital_vnd)}"


def _flow(report: MonthlyReport, name: str, flow: Flow) -> str:
    since = f"từ đầu năm {as_of(report.cut_off)}"
    if not flow.year.projects:
        return f"{name}: không phát sinh trong tháng và {since}."
    in_month = "không phát sinh"
    if flow.month.projects:
        in_month = f"có {_counted(flow.month)}"
    return f"{name}: trong tháng {in_month}; lũy kế {since} là {_counted(flow.year)}."


def _counted(amount: Amount) -> str:
    return f"{projects_text(amount.projects)}{_with_capital(amount, 'tổng vốn đăng ký')}"


def _share_remark(report: MonthlyReport, row: StatusRow) -> str:
    return (
        f"Nhóm {lower_first(row.label)} chiếm {_share(report, row.amount.projects)} số dự án"
        f"{_capital_share(report, row.amount.capital_vnd)}."
    )


def _waiting_remark(report: MonthlyReport, rows: Sequence[StatusRow]) -> str:
    count = sum(row.amount.projects for row in rows)
    if not count:
        return "Không có dự án đang đầu tư xây dựng hoặc chưa khởi công."
    known = [row.amount.capital_vnd for row in rows if row.amount.capital_vnd is not None]
    capital = f", với {hedged_ty(sum(known))} vốn đăng ký" if known else ""
    return (
        f"Hai nhóm đang đầu tư xây dựng và chưa khởi công có {projects_text(count)}, bằng "
        f"{_share(report, count)} số dự án{capital}."
    )


def _share(report: MonthlyReport, count: int) -> str:
    ratio = ratio_percent(count, report.total.projects)
    return percent_text(ratio) if ratio is not None else "…"


def _capital_share(report: MonthlyReport, capital_vnd: int | None) -> str:
    ratio = ratio_percent(capital_vnd, report.total.capital_vnd)
    return "" if ratio is None else f" và {percent_text(ratio)} vốn đăng ký"


def _handover(start: str, facts: Land) -> str:
    said = (
        f"{start}, có {number_text(facts.tranches_decided)} đợt giao đất, cho thuê đất đã có quyết "
        f"định{_area(facts.decided_area_m2)}; đã bàn giao trên thực địa "
        f"{number_text(facts.tranches_handed)} đợt{_area(facts.handed_area_m2)}"
    )
    if not facts.tranches_not_handed:
        return f"{said}; không còn đợt nào chưa bàn giao."
    return f"{said}; còn {number_text(facts.tranches_not_handed)} đợt chưa bàn giao."


def _late_land(facts: Land) -> str:
    if facts.late_projects:
        return (
            f"Có {projects_text(facts.late_projects)} có dấu hiệu chậm đưa đất vào sử dụng, chậm "
            "tiến độ sử dụng đất hoặc hết thời gian gia hạn sử dụng đất."
        )
    return "Chưa ghi nhận dự án chậm đưa đất vào sử dụng trong số các thời hạn tính được."


def _area(square_metres: int | None) -> str:
    return "" if square_metres is None else f" ({area_text(square_metres)}{NBSP}ha)"


def _by_agency(counts: Counter[str]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], sort_key(item[0])))
    parts = [f"{agency} ({group(count)})" for agency, count in ordered[:_NAMED_AGENCIES]]
    rest = sum(count for _, count in ordered[_NAMED_AGENCIES:])
    return ", ".join([*parts, f"các cơ quan khác ({group(rest)})"] if rest else parts)

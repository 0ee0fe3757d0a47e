"""What the invented cases say. No case, person, amount or document here is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PEOPLE = ("thanhtra", "chuyenvien", "lanhdaoso", "lanhdaotinh")
"""Accounts of the demonstration that are on cases; the second inspector is on none."""

PLACE = "Cổng thông tin điện tử của tỉnh; niêm yết tại trụ sở"

SIGNERS = {
    "12/KL-TTT": "Chánh Thanh tra tỉnh",
    "07/KL-TTT": "Chánh Thanh tra tỉnh",
    "31/KL-STC": "Giám đốc Sở Tài chính",
}
"""Who signed each conclusion; that of the abolished body by the one that took over from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSeed:
    """A case by its decision; days before the demonstration's, unless `decided` is given."""

    kind: str
    title: str
    content: str
    body: str
    level: str
    number: str
    issuer: str
    head: str
    mode: str = "on_site"
    grounds: str = ""
    followed_by: str = ""
    decided: date | None = None
    decided_before: int = 0
    decided_days: int | None = None
    is_complex: bool = False
    period_from: date | None = None
    period_to: date | None = None
    agencies: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSeed:
    """What was found; the amount is in whole đồng."""

    area: str
    severity: str
    text: str
    amount_vnd: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedySeed:
    """What was asked of an agency, or without one of the investor, and what was answered."""

    kind: str
    text: str
    agency: str = ""
    carried_by: str = ""
    amount_vnd: int | None = None
    due: date | None = None
    due_in: int = 0
    evidence: str = ""
    answer: str = ""
    answered_before: int = 0
    percent: int = 0
    done_vnd: int = 0
    accepted: bool = False


INSPECTION = CaseSeed(
    kind="inspection",
    title="Thanh tra việc chấp hành pháp luật đất đai và đầu tư,",
    content="Việc đưa đất vào sử dụng, tiến độ thực hiện và góp vốn của dự án.",
    grounds="Cảnh báo chậm đưa đất vào sử dụng đã được xác nhận.",
    body="ttt",
    level="province",
    number="31/QĐ-TTT",
    issuer="Chánh Thanh tra tỉnh",
    head="thanhtra",
    decided_before=200,
    decided_days=45,
    is_complex=True,
    period_from=date(2022, 1, 1),
    period_to=date(2025, 12, 31),
    others=(("lanhdaotinh", "leader"),),
)
CHECK = CaseSeed(
    kind="check",
    title="Kiểm tra tiến độ sử dụng đất,",
    content="Tiến độ sử dụng đất và nghĩa vụ báo cáo của nhà đầu tư.",
    grounds="Dấu hiệu chậm tiến độ sử dụng đất.",
    body="stc",
    level="department",
    number="118/QĐ-STC",
    issuer="Giám đốc Sở Tài chính",
    head="chuyenvien",
    decided_before=8,
    decided_days=10,
    others=(("lanhdaoso", "leader"),),
)
LEGACY = CaseSeed(
    kind="inspection",
    title="Thanh tra việc giao đất, cho thuê đất,",
    content="Việc giao đất, cho thuê đất trên địa bàn huyện.",
    body="ttr-h01",
    followed_by="ttt",
    level="province",
    number="09/QĐ-TTr",
    issuer="Chánh Thanh tra huyện Phia Đán",
    head="thanhtra",
    decided=date(2024, 11, 12),
    decided_days=45,
    period_from=date(2021, 1, 1),
    period_to=date(2023, 12, 31),
)
DELEGATION = CaseSeed(
    kind="party",
    title="Kiểm tra công tác tham mưu về đầu tư tại Sở",
    content="Ba nhóm kiểm tra tại các phòng chuyên môn.",
    body="ubkt",
    level="other",
    number="21-QĐ/UBKTTU",
    issuer="Ủy ban Kiểm tra Tỉnh ủy",
    head="lanhdaotinh",
    mode="",
    decided_before=70,
    agencies=("stc",),
    groups=(
        "Bố trí, quản lý, điều chỉnh và giải ngân vốn đầu tư công",
        "Cấp, điều chỉnh, thu hồi dự án ngoài ngân sách; quản lý, giám sát sau cấp phép",
        "Cải cách hành chính, giải quyết thủ tục hành chính",
    ),
)
CLOSED = CaseSeed(
    kind="check",
    title="Kiểm tra việc thực hiện chế độ báo cáo,",
    content="Báo cáo định kỳ về thực hiện dự án.",
    body="stc",
    level="department",
    number="42/QĐ-STC",
    issuer="Giám đốc Sở Tài chính",
    head="chuyenvien",
    decided_before=150,
    decided_days=10,
    others=(("thanhtra", "member"),),
)

PAUSE_REASON = "Đối tượng thanh tra đề nghị tạm dừng để khắc phục hậu quả mưa lũ."
SUMMARY = (
    "Dự án chậm đưa đất vào sử dụng; còn nợ tiền thuê đất bổ sung; mốc giới lệch so với quyết định."
)
FINDINGS = (
    FindingSeed(
        area="land",
        severity="grave",
        text="Chưa nộp bổ sung tiền thuê đất trong 14 tháng.",
        amount_vnd=1_284_600_000,
    ),
    FindingSeed(
        area="land",
        severity="breach",
        text="Mốc giới thực địa lệch 0,3 ha so với quyết định giao đất.",
    ),
)
REMEDIES = (
    RemedySeed(
        kind="economic",
        text="Nộp bổ sung tiền thuê đất.",
        amount_vnd=1_284_600_000,
        due_in=7,
        evidence="Giấy nộp tiền vào ngân sách",
        answer="Đã nộp đợt 1; đợt 2 nộp trước hạn.",
        answered_before=10,
        percent=50,
        done_vnd=642_300_000,
        accepted=True,
    ),
    RemedySeed(kind="admin", text="Cắm lại mốc giới 0,3 ha.", agency="xa-01", due_in=-1),
    RemedySeed(
        kind="admin",
        text="Rút kinh nghiệm việc chậm ghi biên bản bàn giao đất.",
        agency="snnmt",
        due_in=-3,
        answer="Đã họp kiểm điểm; gửi biên bản kèm theo.",
        answered_before=6,
        percent=100,
    ),
    RemedySeed(
        kind="admin",
        text="Thu hồi phần diện tích giao chồng lấn.",
        agency="huyen-01",
        carried_by="xa-01",
        due_in=-16,
        answer="Đã thu hồi theo quyết định của Ủy ban nhân dân tỉnh.",
        answered_before=19,
        percent=100,
        accepted=True,
    ),
)
FINE = "Không sử dụng đất trong thời hạn 12 tháng liên tục kể từ khi nhận bàn giao."
FINE_VND, PAID_VND = 70_000_000, 40_000_000

LEGACY_SUMMARY = "Hồ sơ giao đất thiếu biên bản bàn giao thực địa; kiến nghị hoàn thiện."
LEGACY_REMEDIES = (
    RemedySeed(
        kind="admin",
        text="Hoàn thiện hồ sơ bàn giao đất còn thiếu.",
        agency="huyen-01",
        carried_by="xa-01",
        due=date(2025, 12, 31),
    ),
    RemedySeed(
        kind="policy",
        text="Ban hành quy trình luân chuyển hồ sơ bàn giao đất.",
        agency="snnmt",
        due=date(2025, 11, 30),
        answer="Đã ban hành quy trình.",
        answered_before=300,
        percent=100,
        accepted=True,
    ),
)
CLOSED_SUMMARY = "Doanh nghiệp nộp thiếu hai kỳ báo cáo; đã nộp bổ sung."
CLOSED_REMEDY = RemedySeed(
    kind="admin",
    text="Nộp bổ sung báo cáo quý còn thiếu.",
    due_in=-80,
    answer="Đã nộp đủ báo cáo.",
    answered_before=85,
    percent=100,
    accepted=True,
)

"""docs/rules.md: every shipped rule in one table, written from the code that computes it.

A Vietnamese document for those who answer for the law; what a rule says is put in words by
`rule_words`, as on the pages of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from django.utils import translation

from deadlines import rule_words, wording
from deadlines.rules.clock import ExclusionReason
from deadlines.rules.ladder import OVERDUE_DAYS
from deadlines.rules.law import Lane, RuleVersionDef

PATH = Path("docs/rules.md")
"""Where the document is kept, from the project's folder."""

COMMAND = "python manage.py write_rules_doc"

_INTRO = f"""# Các quy tắc tính hạn

Tệp này do `{COMMAND}` viết ra từ `deadlines/rules/`.
Muốn đổi nội dung thì sửa quy tắc rồi chạy lại lệnh; một kiểm thử so tệp với mã nguồn. Đây là các
phiên bản phát hành kèm mã nguồn: khi đã nạp, bảng `RuleVersion` trong cơ sở dữ liệu là căn cứ
tính, và phiên bản đã được quản trị xác nhận thì không bị ghi đè.

## Hai làn

Mỗi quy tắc thuộc một trong hai làn, không có cách thứ ba để tính chậm:

* **Thời hạn** (`DEADLINE`): một ngày mà đến hết ngày đó một việc phải xong, có thể kèm số tiền.
* **Tình trạng** (`CONDITION`): một trạng thái đúng vào hôm nay, chẳng hạn tỷ lệ dưới mức trung
  bình, số liệu mâu thuẫn nhau, hồ sơ không được động đến trong N ngày."""

_CONDITIONS = """Tình trạng không có hạn và không có bước nhắc: nó đúng *từ ngày* nào thì cảnh báo mở từ ngày đó, và
đóng khi dữ kiện không còn như vậy. Dấu riêng của dữ kiện phân biệt lần này với lần khác: cảnh báo
đã bác bỏ chỉ mở lại khi dữ kiện đổi. Tình trạng không nằm trong số "tính được hạn n/N".
Các tình trạng hiện có: {kinds}."""

_NOTES = """Độ tin cậy là dấu A đến D của danh mục quy tắc. Phiên bản *tham khảo* chỉ báo cho cán bộ, cho đến
khi quản trị xác nhận căn cứ. Chưa biết nhà đầu tư thì cơ quan theo dõi dự án là bên có nghĩa vụ.
Khi chưa có đợt đất, tiến độ hoặc mốc đưa vào hoạt động nào, quy tắc nêu chính dự án là "chưa tính
được hạn"."""


def rules_doc(versions: Iterable[RuleVersionDef]) -> str:
    """The whole document. Raises KeyError for a kind without subjects in `rule_words`."""
    rules = sorted(versions, key=lambda version: (version.kind, version.number))
    with translation.override("vi"):
        parts = [_INTRO, *_lanes(rules), _table(rules), _parameters(rules), *_paragraphs(rules)]
    return "\n\n".join(parts) + "\n"


def _lanes(rules: Sequence[RuleVersionDef]) -> Iterator[str]:
    kinds = dict.fromkeys(version.kind for version in rules if version.lane is Lane.CONDITION)
    if kinds:
        yield _CONDITIONS.format(kinds=", ".join(kinds))


def _table(rules: Sequence[RuleVersionDef]) -> str:
    heads = (
        *("Mã", "Bản", "Làn", "Dấu hiệu", "Đối tượng", "Bên có nghĩa vụ", "Chọn luật"),
        *("Ngày hạn", "Căn cứ", "Hiệu lực", "Độ tin cậy", "Dùng để"),
    )
    rows = [
        (
            version.kind,
            str(version.number),
            rule_words.LANE_WORDS[version.lane],
            version.title,
            rule_words.subjects(version.kind),
            rule_words.bearer(version.kind),
            wording.label(wording.APPLIES_BY, version.applies_by.value),
            _day(version),
            version.article,
            rule_words.in_force(version.effective_from, version.effective_to),
            version.confidence,
            rule_words.use(version),
        )
        for version in rules
    ]
    return f"## Bảng quy tắc\n\n{_markdown(heads, rows)}\n\n{_NOTES}"


def _day(version: RuleVersionDef) -> str:
    """How the last day counts; a condition has none."""
    if version.lane is Lane.CONDITION:
        return "không có hạn"
    return rule_words.BOUNDARY_WORDS[version.boundary]


def _parameters(rules: Sequence[RuleVersionDef]) -> str:
    heads = ("Mã", "Bản", "Thời gian", "Lý do không tính", "Hạn vào ngày nghỉ", "Nhắc", "Thêm")
    alike = groupby(rules, key=lambda version: (version.kind, _numbers(version)))
    rows = [
        (kind, ", ".join(str(version.number) for version in group), *numbers)
        for (kind, numbers), group in alike
    ]
    every = "; ".join(wording.label(wording.REASONS, reason) for reason in ExclusionReason)
    notes = (
        f"Mức quá hạn, nếu không ghi khác: {rule_words.grades(OVERDUE_DAYS)}. Các lý do không "
        f"tính thời gian: {every}."
    )
    return f"## Tham số\n\n{_markdown(heads, rows)}\n\n{notes}"


def _numbers(version: RuleVersionDef) -> tuple[str, ...]:
    return (
        rule_words.term(version.term),
        rule_words.reasons(version),
        rule_words.day_off(version),
        rule_words.reminders(version),
        rule_words.more(version),
    )


def _paragraphs(rules: Sequence[RuleVersionDef]) -> Iterator[str]:
    """One paragraph a rule: its newest version, then what an older one says otherwise."""
    yield "## Từng quy tắc"
    for kind, of_kind in groupby(rules, key=lambda version: version.kind):
        *older, newest = of_kind
        yield f"### {kind}. {newest.title}"
        yield " ".join(_texts(newest))
        for version in older:
            other = [t for t in _texts(version) if t not in _texts(newest)]
            if other:
                yield f"Bản {version.number}: {' '.join(other)}"


def _texts(version: RuleVersionDef) -> tuple[str, ...]:
    return (
        version.summary,
        f"**Việc tiếp theo:** {version.next_step}",
        f"**Hậu quả:** {version.consequence}",
    )


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in map(_escaped, lines))


def _escaped(cells: Sequence[str]) -> list[str]:
    return [cell.replace("|", "\\|") for cell in cells]

"""The sources of capital that come with the product (law.md §3.2); a province edits its own copy."""

from __future__ import annotations

from dataclasses import dataclass

CENTRAL, LOCAL, OWN = "central", "local", "own"
BUDGETS = {"1": CENTRAL, "2": LOCAL, "3": OWN}


@dataclass(frozen=True, slots=True)
class Source:
    """One source by its outline number; the budget is that of the branch it stands in."""

    code: str
    name: str
    short_name: str
    is_foreign: bool = False

    @property
    def budget(self) -> str:
        """The budget its first number names."""
        return BUDGETS[self.code[0]]

    @property
    def parent_code(self) -> str:
        """The outline number above it; empty for a budget."""
        return self.code.rpartition(".")[0]

    @property
    def level(self) -> int:
        """1 to 3."""
        return self.code.count(".") + 1


def sort_key(code: str) -> str:
    """The order of the outline: 1.10 comes after 1.2."""
    return ".".join(part.zfill(3) for part in code.split("."))


SOURCES: tuple[Source, ...] = (
    Source("1", "Ngân sách trung ương", "NSTW"),
    Source("1.1", "Vốn trong nước", "NSTW trong nước"),
    Source("1.1.1", "Theo ngành, lĩnh vực và chương trình", "NSTW theo ngành"),
    Source("1.1.2", "Chương trình mục tiêu quốc gia", "CTMTQG"),
    Source("1.1.3", "Chương trình phục hồi và chương trình khác", "NSTW khác"),
    Source("1.2", "Vốn nước ngoài (ODA, vay ưu đãi), cấp phát", "ODA cấp phát", is_foreign=True),
    Source("2", "Ngân sách địa phương", "NSĐP"),
    Source("2.1", "Ngân sách tập trung, cân đối", "NS tập trung"),
    Source("2.2", "Thu tiền sử dụng đất", "Tiền sử dụng đất"),
    Source("2.3", "Xổ số kiến thiết", "Xổ số"),
    Source("2.4", "Bội chi, vay lại vốn vay nước ngoài", "Vay lại", is_foreign=True),
    Source("2.5", "Tăng thu, tiết kiệm chi, kết dư", "Tăng thu"),
    Source("2.6", "Thu từ khai thác khoáng sản", "Khoáng sản"),
    Source("2.7", "Nguồn khác của địa phương", "NSĐP khác"),
    Source("3", "Nguồn thu hợp pháp của đơn vị", "Nguồn thu đơn vị"),
)

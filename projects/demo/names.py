"""Invented names. Every investor's name holds the words "Minh Họa": illustration.

So that no row can be taken for a real enterprise even when it leaves the portal in a list. Tax
codes begin with 99, which no province has.
"""

from __future__ import annotations

from dataclasses import dataclass

from projects.demo.shapes import InvestorRow

SECTORS = (
    ("CN", "Công nghiệp chế biến, chế tạo"),
    ("NL", "Năng lượng"),
    ("KS", "Khoáng sản, vật liệu xây dựng"),
    ("TM", "Thương mại, kho bãi, logistics"),
    ("DL", "Du lịch, dịch vụ lưu trú"),
    ("NN", "Nông, lâm nghiệp"),
    ("DT", "Khu đô thị, khu dân cư, nhà ở"),
    ("HT", "Hạ tầng khu, cụm công nghiệp"),
    ("XH", "Giáo dục, y tế"),
    ("MT", "Môi trường, cấp nước"),
)

# (sector, what it is, largest area in hectares). Names come out as "Nhà máy ... Khuổi Lầm".
KINDS = (
    ("CN", "Nhà máy chế biến gỗ", 6),
    ("TM", "Kho ngoại quan và bãi đỗ xe", 8),
    ("NN", "Trang trại chăn nuôi lợn", 12),
    ("DL", "Khu du lịch sinh thái", 30),
    ("NL", "Nhà máy thủy điện", 20),
    ("CN", "Nhà máy may xuất khẩu", 4),
    ("KS", "Nhà máy gạch tuynel", 5),
    ("TM", "Trung tâm thương mại", 2),
    ("CN", "Nhà máy chế biến nông sản", 4),
    ("XH", "Trường phổ thông tư thục", 2),
    ("KS", "Mỏ đá vôi làm vật liệu xây dựng thông thường", 14),
    ("DT", "Khu dân cư", 18),
    ("CN", "Nhà máy tinh chế nhựa thông", 4),
    ("TM", "Cửa hàng xăng dầu và dịch vụ", 1),
    ("NN", "Khu trồng và chế biến hồi, quế", 25),
    ("MT", "Nhà máy xử lý rác thải sinh hoạt", 9),
    ("CN", "Nhà máy linh kiện điện tử", 6),
    ("DL", "Khách sạn", 1),
    ("NL", "Nhà máy điện mặt trời", 35),
    ("TM", "Bến bãi trung chuyển hàng hóa", 10),
    ("NN", "Khu nuôi trồng nông nghiệp công nghệ cao", 15),
    ("CN", "Nhà máy viên nén gỗ", 4),
    ("XH", "Bệnh viện đa khoa tư nhân", 3),
    ("KS", "Trạm trộn bê tông", 2),
    ("HT", "Hạ tầng cụm công nghiệp", 45),
    ("MT", "Nhà máy nước sạch", 2),
    ("DT", "Khu nhà ở xã hội", 5),
    ("CN", "Nhà máy thức ăn chăn nuôi", 5),
    ("NL", "Nhà máy điện gió", 40),
    ("TM", "Chợ đầu mối", 3),
)
PLACES = (
    "Khuổi Lầm",
    "Nà Lìn",
    "Pác Vèn",
    "Bản Xoong",
    "Lũng Thảo",
    "Keo Mận",
    "Cốc Lùng",
    "Thâm Rào",
    "Nà Sâu",
    "Khuổi Dần",
    "Tà Sèn",
    "Đồng Mạ",
    "Pác Khuông",
    "Bản Lếch",
    "Lũng Vầy",
    "Bến Lạng",
    "Kè Sơn",
    "Đồng Chùa",
    "Nam Phia",
    "Nà Mò",
)
"""The places of the communes, in the order of `accounts.demo.communes`."""

_FORMS = (
    "Công ty CP Minh Họa {}",
    "Công ty TNHH Minh Họa {}",
    "Công ty TNHH MTV Minh Họa {}",
    "Công ty CP Đầu tư Minh Họa {}",
    "Hợp tác xã Minh Họa {}",
)
_SECONDS = ("Xanh", "Phát", "Việt", "Bắc", "Đông", "An", "Thịnh")
_FOREIGN = (
    ("Công ty TNHH Sample Alpha (Minh Họa)", "Hàn Quốc"),
    ("Công ty TNHH Sample Beta (Minh Họa)", "Nhật Bản"),
    ("Công ty TNHH Sample Gamma (Minh Họa)", "Đài Loan"),
    ("Công ty TNHH Sample Delta (Minh Họa)", "Trung Quốc"),
    ("Công ty TNHH Sample Epsilon (Minh Họa)", "Singapore"),
    ("Công ty TNHH Sample Kappa (Minh Họa)", "Thái Lan"),
    ("Công ty TNHH Sample Lambda (Minh Họa)", "Trung Quốc"),
    ("Công ty TNHH Sample Omega (Minh Họa)", "Hàn Quốc"),
    ("Công ty TNHH Sample Sigma (Minh Họa)", "Trung Quốc"),
    ("Công ty TNHH Sample Theta (Minh Họa)", "Ấn Độ"),
)
_ZONES = {"CN": "industrial_zone", "TM": "border_gate_zone", "HT": "industrial_cluster"}
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def investors(count: int) -> tuple[InvestorRow, ...]:
    """The invented investors, every twelfth of them foreign."""
    rows: list[InvestorRow] = []
    foreign = iter(_FOREIGN)
    for position in range(count):
        found = next(foreign, None) if position % 12 == 11 else None
        if found:
            rows.append(
                InvestorRow(
                    name=found[0], kind="foreign", country=found[1], tax_code=_tax_code(position)
                )
            )
            continue
        rows.append(
            InvestorRow(name=_domestic(position), kind="domestic", tax_code=_tax_code(position))
        )
    return tuple(rows)


def _domestic(position: int) -> str:
    form = _FORMS[position % len(_FORMS)]
    place = PLACES[position * 7 % len(PLACES)]
    second = _SECONDS[position // len(PLACES) % len(_SECONDS)]
    return form.format(f"{place} {second}")


def _tax_code(position: int) -> str:
    """A code with a right check digit (R-8.4) whose first two digits belong to no province."""
    for number in range(position * 100 + 1_000_000, position * 100 + 1_000_100):
        digits = f"99{number}"
        check = 10 - sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11
        if 0 <= check < 10:
            return f"{digits}{check}"
    raise ValueError(position)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a project is and where: `place` is a position in `PLACES`."""

    name: str
    sector: str
    zone: str
    hectares: int
    place: int


def subject(number: int, kind: str | None = None) -> Subject:
    """What the project at this position is, or is asked to be; all names differ."""
    wanted = (row for row in KINDS if row[1] == kind)
    sector, what, hectares = next(wanted, KINDS[number % len(KINDS)])
    place = (number + number // len(KINDS) * 3) % len(PLACES)
    zoned = number % 5 < 2 or sector == "HT" or kind is not None
    zone = _ZONES.get(sector, "none") if zoned else "none"
    return Subject(f"{what} {PLACES[place]}", sector, zone, hectares, place)

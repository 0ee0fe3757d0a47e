"""The invented places, agencies and accounts of the demonstration province.

Place names are made up so that no row can be taken for a real commune or a real officer; only the
province's own name comes from the installation's settings, and the departments bear the names
that every province uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.permissions import Role

# A public password: these accounts exist only where DEMO=1, which start-up refuses to combine with
# an address that other machines can reach.
DEMO_PASSWORD = "Xem-Thu-MinhHoa-135"  # noqa: S105

DISTRICTS_END = date(2025, 6, 30)
COMMUNES_BEGIN = date(2025, 7, 1)
DEPARTMENTS_BEGIN = date(2025, 3, 1)
_DEPARTMENTS_END = date(2025, 2, 28)
_DISTRICT_LAW = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 (kết thúc cấp huyện)"
_DEPARTMENT_LAW = "Sắp xếp cơ quan chuyên môn thuộc Ủy ban nhân dân cấp tỉnh từ ngày 01/3/2025"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFact:
    """An administrative unit; `parent` is the code of another one."""

    code: str
    name: str
    level: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFact:
    """An agency; `unit` is the code of the place it works for."""

    code: str
    name: str
    short_name: str
    kind: str
    unit: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """`old` became `new` (codes) on a day, by a legal act; `share` of its area went there."""

    old: str
    new: str
    effective_date: date
    legal_reference: str
    share: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Province:
    """Everything that exists before the first project."""

    units: tuple[UnitFact, ...]
    unit_successions: tuple[Succession, ...]
    agencies: tuple[AgencyFact, ...]
    agency_successions: tuple[Succession, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One person of the demonstration; `agency` is a code, empty for an investor."""

    username: str
    display_name: str
    role: str
    agency: str
    position: str


DEMO_ACCOUNTS = (
    Account("chuyenvien", "Chuyên viên minh họa", Role.SPECIALIST, "stc", "Chuyên viên"),
    Account("lanhdaoso", "Lãnh đạo Sở minh họa", Role.DEPARTMENT_LEADER, "stc", "Phó Giám đốc Sở"),
    Account(
        "lanhdaotinh",
        "Lãnh đạo tỉnh minh họa",
        Role.COMMITTEE_LEADER,
        "ubnd",
        "Phó Chủ tịch UBND tỉnh",
    ),
    Account(
        "songanh", "Cán bộ sở ngành minh họa", Role.SECTOR_AGENCY, "snnmt", "Trưởng phòng Đất đai"
    ),
    Account("canboxa", "Cán bộ xã minh họa", Role.COMMUNE_OFFICER, "xa-01", "Công chức kinh tế"),
    Account("chudautu", "Chủ đầu tư minh họa", Role.OWNER, "bqlda", "Phó Giám đốc Ban"),
    Account("thanhtra", "Thanh tra viên minh họa", Role.INSPECTOR, "ttt", "Thanh tra viên"),
    Account(
        "thanhtra2", "Thanh tra viên thứ hai minh họa", Role.INSPECTOR, "ttt", "Thanh tra viên"
    ),
    Account("giamsat", "Đại biểu giám sát minh họa", Role.SUPERVISOR, "hdnd", "Phó Trưởng ban"),
    Account("nhadautu", "Nhà đầu tư minh họa", Role.INVESTOR, "", "Giám đốc doanh nghiệp"),
    Account("quantri", "Quản trị minh họa", Role.ADMINISTRATOR, "stc", "Quản trị hệ thống"),
)
"""An account a role, so that each person sees what his or her duty shows; two inspectors, because
one of them is not on a case of the other."""

# Former district -> its successors with their share of the district's area.
_PLACES = (
    (
        "huyện Phia Đán",
        (("xã Khuổi Lầm", "0.34"), ("xã Nà Lìn", "0.28"), ("xã Pác Vèn", "0.38")),
    ),
    (
        "huyện Bản Xoong",
        (
            ("xã Bản Xoong", "0.31"),
            ("xã Lũng Thảo", "0.22"),
            ("xã Keo Mận", "0.26"),
            ("xã Cốc Lùng", "0.21"),
        ),
    ),
    (
        "huyện Thâm Rào",
        (
            ("xã Thâm Rào", "0.3"),
            ("xã Nà Sâu", "0.25"),
            ("xã Khuổi Dần", "0.25"),
            ("xã Tà Sèn", "0.2"),
        ),
    ),
    (
        "huyện Đồng Mạ",
        (
            ("xã Đồng Mạ", "0.4"),
            ("xã Pác Khuông", "0.22"),
            ("xã Bản Lếch", "0.2"),
            ("xã Lũng Vầy", "0.18"),
        ),
    ),
    (
        "thành phố Bến Lạng",
        (
            ("phường Bến Lạng", "0.24"),
            ("phường Kè Sơn", "0.26"),
            ("phường Đồng Chùa", "0.2"),
            ("phường Nam Phia", "0.16"),
            ("xã Nà Mò", "0.14"),
        ),
    ),
)

_STANDING_AGENCIES = (
    ("ubnd", "Ủy ban nhân dân tỉnh", "UBND tỉnh", "committee"),
    ("bqlkkt", "Ban Quản lý khu kinh tế", "BQL khu kinh tế", "zone_board"),
    ("sct", "Sở Công Thương", "Sở Công Thương", "sector"),
    ("ttt", "Thanh tra tỉnh", "Thanh tra tỉnh", "inspectorate"),
    ("hdnd", "Hội đồng nhân dân tỉnh", "HĐND tỉnh", "elected"),
    ("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "MTTQ tỉnh", "elected"),
    ("ubkt", "Ủy ban Kiểm tra Tỉnh ủy", "UBKT Tỉnh ủy", "party"),
    ("ktnn", "Kiểm toán nhà nước khu vực", "Kiểm toán khu vực", "audit"),
    ("bqlda", "Ban Quản lý dự án đầu tư xây dựng tỉnh", "Ban QLDA tỉnh", "pmu"),
)
_NEW_DEPARTMENTS = (
    ("stc", "Sở Tài chính", "Sở Tài chính", "department", ("skhdt",)),
    ("snnmt", "Sở Nông nghiệp và Môi trường", "Sở NN&MT", "sector", ("stnmt", "snnptnt")),
    ("sxd", "Sở Xây dựng", "Sở Xây dựng", "sector", ("sgtvt",)),
    ("skhcn", "Sở Khoa học và Công nghệ", "Sở KH&CN", "sector", ("stttt",)),
)
# Inspectorates of departments and districts ended; the province's took over what they left.
_OLD_INSPECTORATES = (
    ("ttr-stnmt", "Thanh tra Sở Tài nguyên và Môi trường", "Thanh tra Sở TN&MT"),
    ("ttr-h01", "Thanh tra huyện Phia Đán", "Thanh tra huyện Phia Đán"),
)
_INSPECTION_LAW = "Luật Thanh tra số 84/2025/QH15, Điều 64 khoản 2"
_OLD_DEPARTMENTS = (
    ("skhdt", "Sở Kế hoạch và Đầu tư", "Sở KH&ĐT", "department"),
    ("stnmt", "Sở Tài nguyên và Môi trường", "Sở TN&MT", "sector"),
    ("snnptnt", "Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT", "sector"),
    ("sgtvt", "Sở Giao thông vận tải", "Sở GTVT", "sector"),
    ("stttt", "Sở Thông tin và Truyền thông", "Sở TT&TT", "sector"),
)


def communes() -> tuple[tuple[str, str, str, str], ...]:
    """(unit code, agency code, name, former district) of each commune, in a fixed order."""
    rows: list[tuple[str, str, str, str]] = []
    for district, parts in _PLACES:
        for name, _ in parts:
            number = f"{len(rows) + 1:02d}"
            rows.append((f"MH-X{number}", f"xa-{number}", name, district))
    return tuple(rows)


def province(name: str) -> Province:
    """The invented province under the name of the installation, such as "Lạng Sơn"."""
    return Province(_units(name), _unit_successions(), _agencies(), _agency_successions())


def provincial_agencies() -> tuple[AgencyFact, ...]:
    """The agencies that every province has, without a place: for accounts beside real rows."""
    return tuple(
        AgencyFact(code=code, name=name, short_name=short, kind=kind)
        for code, name, short, kind in (*_STANDING_AGENCIES, *(r[:4] for r in _NEW_DEPARTMENTS))
        if code in {account.agency for account in DEMO_ACCOUNTS}
    )


def _district_code(index: int) -> str:
    return f"MH-H{index + 1:02d}"


def _units(name: str) -> tuple[UnitFact, ...]:
    top = UnitFact(code="MH-T", name=f"tỉnh {name}", level="province")
    districts = (
        UnitFact(
            code=_district_code(index),
            name=district,
            level="district",
            parent=top.code,
            valid_to=DISTRICTS_END,
        )
        for index, (district, _) in enumerate(_PLACES)
    )
    places = (
        UnitFact(code=unit, name=place, level="commune", parent=top.code, valid_from=COMMUNES_BEGIN)
        for unit, _, place, _ in communes()
    )
    return (top, *districts, *places)


def _unit_successions() -> tuple[Succession, ...]:
    new_codes = iter(unit for unit, *_ in communes())
    return tuple(
        Succession(
            _district_code(index), next(new_codes), COMMUNES_BEGIN, _DISTRICT_LAW, Decimal(share)
        )
        for index, (_, parts) in enumerate(_PLACES)
        for _, share in parts
    )


def _agencies() -> tuple[AgencyFact, ...]:
    standing = (
        AgencyFact(code=code, name=name, short_name=short, kind=kind, unit="MH-T")
        for code, name, short, kind in _STANDING_AGENCIES
    )
    new = (
        AgencyFact(
            code=code,
            name=name,
            short_name=short,
            kind=kind,
            unit="MH-T",
            valid_from=DEPARTMENTS_BEGIN,
        )
        for code, name, short, kind, _ in _NEW_DEPARTMENTS
    )
    old = (
        AgencyFact(
            code=code,
            name=name,
            short_name=short,
            kind=kind,
            unit="MH-T",
            valid_to=_DEPARTMENTS_END,
        )
        for code, name, short, kind in _OLD_DEPARTMENTS
    )
    inspectorates = (
        AgencyFact(
            code=code,
            name=name,
            short_name=short,
            kind="inspectorate",
            unit="MH-T",
            valid_to=DISTRICTS_END,
        )
        for code, name, short in _OLD_INSPECTORATES
    )
    return (*standing, *new, *old, *inspectorates, *_local_agencies())


def _local_agencies() -> tuple[AgencyFact, ...]:
    districts = (
        AgencyFact(
            code=f"huyen-{index + 1:02d}",
            name=f"Ủy ban nhân dân {district}",
            short_name=f"UBND {district}",
            kind="district",
            unit=_district_code(index),
            valid_to=DISTRICTS_END,
        )
        for index, (district, _) in enumerate(_PLACES)
    )
    places = (
        AgencyFact(
            code=agency,
            name=f"Ủy ban nhân dân {place}",
            short_name=f"UBND {place}",
            kind="commune",
            unit=unit,
            valid_from=COMMUNES_BEGIN,
        )
        for unit, agency, place, _ in communes()
    )
    return (*districts, *places)


def _agency_successions() -> tuple[Succession, ...]:
    departments = (
        Succession(old, new, DEPARTMENTS_BEGIN, _DEPARTMENT_LAW)
        for new, _, _, _, olds in _NEW_DEPARTMENTS
        for old in olds
    )
    numbers = {district: index + 1 for index, (district, _) in enumerate(_PLACES)}
    local = (
        Succession(f"huyen-{numbers[district]:02d}", agency, COMMUNES_BEGIN, _DISTRICT_LAW)
        for _, agency, _, district in communes()
    )
    inspectorates = (
        Succession(old, "ttt", COMMUNES_BEGIN, _INSPECTION_LAW) for old, *_ in _OLD_INSPECTORATES
    )
    return (*departments, *local, *inspectorates)

"""The columns a list of projects can show: declared here, for the page, workbooks, copies and views.

A column names what it reads (`reads`: annotation -> expression on projects), turns the row that was
read into one typed value (`value`), and says of which kind it is in a workbook. The page and a
workbook show the same value. Units stand in the label.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from projects.filters.stage import stage_of
from projects.lists import facts
from projects.lists import reading as read
from sheets.writer import ColumnKind
from vn.dates import day_text
from vn.money import ty_text
from vn.numbers import decimal_text, group

if TYPE_CHECKING:
    from accounts.models import User

Row = Mapping[str, Any]
COLUMNS_PARAMETER = "cot"
"""Keys of the columns in the address, in their order, with commas between."""


@dataclass(frozen=True, slots=True)
class Order:
    """By which expression a list is ordered, and how its text in the cursor is read back."""

    by: Any
    read: Callable[[str], Any] = str
    largest_first: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `beneath`: a column shown in small under it, unless that is chosen itself.

    `value` gives text, a whole number, a `Decimal`, a `date`, a `PartialDate` or None for unknown;
    money in đồng, areas in hectares. `places`: of a decimal on
    the screen. `shown`: shorter words for the screen, where there are some.
    """

    key: str
    label: Promise
    group: Promise
    value: Callable[[Row], Any]
    reads: Mapping[str, Any] = field(default_factory=dict)
    kind: ColumnKind = ColumnKind.TEXT
    order: Order | None = None
    needs: Permission | None = None
    beneath: str = ""
    is_default: bool = False
    places: int = 1
    shown: Callable[[Row], str] | None = None


_STAFF = Permission.VIEW_FLAGS
_PROJECT, _INVESTOR, _PLACE = _("Project"), _("Investor"), _("Place and sector")
_STATE, _SIZE, _PAPERS = _("State"), _("Capital and land"), _("Documents")
_DAYS, _WORK, _RECORD = _("Schedule"), _("Work on it"), _("Record")


def _text(name: str) -> Callable[[Row], Any]:
    return lambda row: row[name] or None


def _plain(name: str) -> Callable[[Row], Any]:
    return lambda row: row[name]


def _own(key: str, label: Promise, group: Promise, of: Any, **more: Any) -> Column:
    """A text of the project itself or of a row beside it."""
    by = F(of) if isinstance(of, str) else of
    more.setdefault("order", Order(by))
    return Column(key, label, group, _text(f"c_{key}"), {f"c_{key}": by}, **more)


def _day(key: str, label: Promise, group: Promise, by: Any, precision: Any = None) -> Column:
    """A day, or as much of one as is known."""
    names = {f"c_{key}": by, f"p_{key}": precision or Value("day")}
    order = Order(by, date.fromisoformat)
    return Column(
        key, label, group, read.partial(f"c_{key}", f"p_{key}"), names, ColumnKind.DATE, order
    )


def _reached(key: str, label: Promise, of: Callable[[str], Any]) -> Column:
    """The day a milestone was reached, or that it was and nobody recorded the day."""
    day = _day(key, label, _DAYS, of("actual_date"), of("actual_precision"))
    reads = {**day.reads, f"u_{key}": of("achieved_undated")}
    value = read.reached(day.value, f"u_{key}")
    return Column(key, label, _DAYS, value, reads, ColumnKind.DATE, day.order)


def _money(key: str, label: Promise, name: Any, **more: Any) -> Column:
    order = Order(name, int, largest_first=True)
    reads = {f"c_{key}": name}
    return Column(key, label, _SIZE, _plain(f"c_{key}"), reads, ColumnKind.MONEY_TY, order, **more)


COLUMNS: tuple[Column, ...] = (
    _own("ma", _("Code"), _PROJECT, "code", is_default=True),
    _own("ten", _("Project name"), _PROJECT, "name", order=Order(F("sort_key")), is_default=True,
         beneath="ndt"),
    _own("gcn_ma", _("Code of the registration certificate"), _PROJECT, "certificate_code"),
    _own("ma_cu", _("Earlier code"), _PROJECT, "legacy_code"),
    Column("ndt", _("Investor"), _INVESTOR, _text("c_ndt"),
           {"c_ndt": F("investor__name"), "c_chu": F("public__owner__name")},
           order=Order(F("investor__sort_key"))),
    _own("mst", _("Tax code"), _INVESTOR, "investor__tax_code"),
    Column("loai_ndt", _("Kind of investor"), _INVESTOR, read.investor_kind,
           {"c_loai_ndt": F("investor__kind")}, order=Order(F("investor__kind"))),
    _own("nuoc", _("Country of the investor"), _INVESTOR, "investor__country"),
    Column("dia_ban", _("Place"), _PLACE, read.places,
           {"c_places": facts.places(), "c_where": F("location_text")},
           order=Order(facts.first_place()), beneath="linh_vuc", is_default=True,
           shown=read.few_places),
    _own("vi_tri", _("Location as its source words it"), _PLACE, "location_text", order=None),
    _own("linh_vuc", _("Sector"), _PLACE, "sector__name", order=Order(F("sector__sort_key"))),
    Column("khu", _("Kind of zone"), _PLACE, read.zone, {"c_khu": F("zone")}, order=Order(F("zone"))),
    _own("khu_cum", _("Zone or cluster"), _PLACE, "zone_place__name",
         order=Order(F("zone_place__sort_key"))),
    _money("von", _("Capital (billion VND)"), F("registered_capital_vnd"), is_default=True),
    Column("von_usd", _("Capital (USD)"), _SIZE, _plain("c_usd"),
           {"c_usd": F("registered_capital_usd")}, ColumnKind.DECIMAL,
           Order(F("registered_capital_usd"), Decimal, largest_first=True), places=2),
    Column("dien_tich", _("Area (ha)"), _SIZE, read.hectares("c_area"),
           {"c_area": F("land_area_m2")}, ColumnKind.DECIMAL,
           Order(F("land_area_m2"), Decimal, largest_first=True), is_default=True),
    _money("ky_quy", _("Deposit handed in (billion VND)"), facts.deposited(), needs=_STAFF),
    Column("tinh_trang", _("Status"), _STATE, read.status, {"c_bucket": F("bucket")},
           order=Order(facts.by_bucket(), int), is_default=True),
    Column("phap_ly", _("Legal state"), _STATE, read.legal, {"c_legal": F("legal_state")},
           order=Order(F("legal_state"))),
    Column("xay_dung", _("Construction"), _STATE, read.physical, {"c_phys": F("physical_state")},
           order=Order(F("physical_state"))),
    Column("hoat_dong", _("Operation"), _STATE, read.operating, {"c_oper": F("operating_state")},
           order=Order(F("operating_state"))),
    Column("giai_doan", _("Stage"), _STATE, read.stage, {"c_stage": stage_of()}, needs=_STAFF),
    _own("so_cttu", _("In-principle approval, number"), _PAPERS,
         facts.first_document(facts.APPROVAL, "number"), order=None),
    _day("ngay_cttu", _("In-principle approval, day"), _PAPERS,
         facts.first_document(facts.APPROVAL, "issued_date"),
         facts.first_document(facts.APPROVAL, "issued_precision")),
    _own("so_gcn", _("Registration certificate, number"), _PAPERS,
         facts.first_document(facts.CERTIFICATE, "number"), order=None),
    _day("ngay_gcn", _("Registration certificate, day"), _PAPERS,
         facts.first_document(facts.CERTIFICATE, "issued_date"),
         facts.first_document(facts.CERTIFICATE, "issued_precision")),
    _own("so_dc", _("Last adjustment, number"), _PAPERS,
         facts.last_document(facts.ADJUSTMENT, "number"), order=None),
    _day("ngay_dc", _("Last adjustment, day"), _PAPERS,
         facts.last_document(facts.ADJUSTMENT, "issued_date"),
         facts.last_document(facts.ADJUSTMENT, "issued_precision")),
    _day("giao_dat_kh", _("Land handover, planned"), _DAYS,
         facts.planned_handover()),
    _day("giao_dat", _("Land handover, actual"), _DAYS, facts.first_handover("handover_date"),
         facts.first_handover("handover_precision")),
    _day("khoi_cong_kh", _("Start, planned"), _DAYS, facts.start("planned_date"),
         facts.start("planned_precision")),
    _reached("khoi_cong", _("Start, actual"), facts.start),
    _day("hoan_thanh_kh", _("Completion, planned"), _DAYS, facts.completion("planned_date"),
         facts.completion("planned_precision")),
    _reached("hoan_thanh", _("Completion, actual"), facts.completion),
    Column("canh_bao", _("Flags"), _WORK, read.flags, needs=_STAFF, is_default=True),
    Column("viec", _("Nearest deadline"), _WORK, _text("duty"), beneath="han", is_default=True),
    Column("han", _("Day of the nearest deadline"), _WORK, _plain("due"), kind=ColumnKind.DATE),
    _own("co_quan", _("Agency in charge"), _WORK, "agency__short_name",
         order=Order(F("agency__sort_key"))),
    _own("can_bo", _("Officer in charge"), _WORK, "officer__display_name", needs=_STAFF),
    _own("dien", _("Class of handling"), _WORK, facts.handling("short_name"), needs=_STAFF,
         order=Order(facts.handling("position"), int)),
    Column("con_thieu", _("Facts still missing"), _RECORD, _plain("c_lacking"),
           {"c_lacking": facts.lacking()}, ColumnKind.INTEGER,
           Order(facts.lacking(), int, largest_first=True), needs=_STAFF),
    _day("cap_nhat", _("Last update"), _RECORD, F("quality__updated_on")),
    Column("nguon", _("Source of the data"), _RECORD, read.origin, {"c_origin": F("origin")},
           order=Order(F("origin"))),
)  # fmt: skip
"""Every column, in the order in which they are offered."""

BY_KEY = {column.key: column for column in COLUMNS}


def text_of(column: Column, row: Row) -> str:
    """The value as the screen writes it; "" for unknown."""
    if column.shown is not None:
        return column.shown(row)
    value = column.value(row)
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return day_text(value)
    if column.kind is ColumnKind.MONEY_TY:
        return ty_text(value)
    if isinstance(value, Decimal):
        return decimal_text(value, column.places)
    return group(value) if isinstance(value, int) else str(value)


def offered(user: User) -> list[Column]:
    """The columns this person may choose from."""
    return [column for column in COLUMNS if column.needs is None or user.can(column.needs)]


def chosen(text: str, user: User) -> list[Column]:
    """The columns an address names, in its order; those shown by default for none that exist."""
    may = {column.key: column for column in offered(user)}
    named = [may[key] for key in dict.fromkeys(text.split(",")) if key in may]
    return named or [column for column in may.values() if column.is_default]


def laid_out(columns: Sequence[Column], user: User) -> list[Column]:
    """Those chosen, each followed by the one shown in small beneath it: one value a cell."""
    may = {column.key: column for column in offered(user)}
    keys = {column.key for column in columns}
    flat = []
    for column in columns:
        below = may.get(column.beneath)
        flat += [column] if below is None or below.key in keys else [column, below]
    return flat

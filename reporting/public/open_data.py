"""Open data: each set with its dictionary; columns keep their names and their order for ever.

Rows are plain values: days as 2026-08-31, amounts in whole đồng, per cents with a point. What is
added to a set later is added at its end.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.rules.status import Bucket as Census
from reporting.models import Paper, ReportRun
from reporting.public import calls, figures, pci, project_list
from reporting.public.caching import remembered
from reporting.status_charts import CENSUS_OF
from vn.numbers import ratio_percent

Value = str | int | Decimal | date | bool | None
BOM = "\ufeff"
"""Without it, Excel reads Vietnamese letters in a CSV file as others."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its stable name and what it holds."""

    name: str
    meaning: Promise


@dataclass(frozen=True, slots=True)
class DataSet:
    """A set that can be taken home; `rows` gives values in the order of the columns."""

    key: str
    title: Promise
    about: Promise
    columns: tuple[Column, ...]
    rows: Callable[[date], Iterable[Sequence[Value]]]


def as_csv(found: DataSet, on: date) -> str:
    """With a line of names, in UTF-8 with a mark, lines ended as RFC 4180 says."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in found.columns])
    for row in found.rows(on):
        writer.writerow(["" if value is None else _cell(value) for value in row])
    return out.getvalue()


def as_json(found: DataSet, on: date, licence: str) -> str:
    """Rows as objects, with the day, the licence and the meaning of each column."""
    names = [column.name for column in found.columns]
    told = {
        "name": found.key,
        "title": str(found.title),
        "as_of": on.isoformat(),
        "licence": licence,
        "columns": {column.name: str(column.meaning) for column in found.columns},
        "rows": [dict(zip(names, map(_plain, row), strict=True)) for row in found.rows(on)],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _cell(value: Value) -> str:
    text = str(_plain(value))
    # A program for tables would run a text that begins so.
    return f"'{text}" if isinstance(value, str) and text[:1] in ("=", "+", "@", "-", "\t") else text


def _plain(value: Value) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    return int(value) if isinstance(value, bool) else value


# ---------------------------------------------------------------- the sets


def _projects(_on: date) -> Iterable[Sequence[Value]]:
    for row in project_list.published():
        yield (
            row.code,
            row.name,
            row.name_en,
            row.sector,
            "; ".join(row.places),
            row.capital_vnd,
            row.area_m2,
            row.stage.value,
            "public" if row.is_public_investment else "non_budget",
            row.published_on,
        )


def _status(on: date) -> Iterable[Sequence[Value]]:
    registry = figures.registry(on)
    for row in registry.rows:
        amount = row.amount
        bucket = CENSUS_OF[row.bucket].value
        yield registry.day, bucket, amount.projects, amount.capital_vnd, amount.without_capital


def _status_by_month(_on: date) -> Iterable[Sequence[Value]]:
    return remembered("status by month", _reported)


_KEYS = {
    "census": "all",
    **{
        bucket.lower(): census.value
        for bucket, census in CENSUS_OF.items()
        if census != Census.UNKNOWN
    },
}


def _reported() -> list[Sequence[Value]]:
    """Figures of issued monthly reports that no later one corrects, the first month first."""
    papers = (
        Paper.objects.filter(
            life=Paper.Life.ISSUED, run__template=ReportRun.Template.MONTHLY_NON_BUDGET
        )
        .exclude(corrected_by__life=Paper.Life.ISSUED)
        .select_related("run")
        .defer("run__pdf")
        .order_by("run__period_start", "run__number")
    )
    return [row for paper in papers for row in _of_report(paper)]


def _of_report(paper: Paper) -> Iterable[Sequence[Value]]:
    raw = json.loads(paper.run.snapshot).get("figures", ())
    known = {each["key"]: each["value"] for each in raw}
    for key, bucket in _KEYS.items():
        count, capital = known.get(f"{key}.projects"), known.get(f"{key}.capital")
        if count is not None:
            amount = None if capital is None else int(capital)
            yield (
                paper.run.period_start,
                paper.run.cut_off,
                bucket,
                int(count),
                amount,
                paper.official_number,
            )


def _disbursement(on: date) -> Iterable[Sequence[Value]]:
    capital = figures.capital(on)
    if capital is None:
        return
    ahead, before = capital.ahead, 0
    for number, paid in enumerate(ahead.paid_vnd, 1):
        first = date(ahead.year + (number > 12), (number - 1) % 12 + 1, 1)
        is_last = number == len(ahead.paid_vnd)
        rate = ratio_percent(paid, ahead.capital_vnd, 2)
        plan = ahead.percents[number - 1] if ahead.percents else None
        yield (
            ahead.year,
            first,
            paid - before,
            paid,
            ahead.capital_vnd,
            rate,
            plan,
            is_last and capital.provisional,
        )
        before = paid


def _pci(_on: date) -> Iterable[Sequence[Value]]:
    for row in pci.rows(settings.PROVINCE_NAME):
        yield row.year, row.province, row.score, row.rank, row.rank_of, row.basis, row.source


def _calls(on: date) -> Iterable[Sequence[Value]]:
    for row in calls.calls(on):
        yield (
            row.code,
            row.name,
            row.sector,
            row.location,
            row.area_m2,
            row.capital_vnd,
            row.capital_usd,
            row.form,
            row.decision,
            row.decision_date,
        )


SETS: tuple[DataSet, ...] = (
    DataSet(
        "du-an",
        _("Published projects"),
        _("One row for each project that was published by an act of the department."),
        (
            Column("ma_du_an", _("Code of the project in the registry")),
            Column("ten", _("Name")),
            Column("ten_tieng_anh", _("Name in English, where there is one")),
            Column("linh_vuc", _("Sector")),
            Column("dia_ban", _("Communes and wards, separated by semicolons")),
            Column("von_dang_ky_vnd", _("Registered capital in whole đồng; empty where unknown")),
            Column("dien_tich_m2", _("Land area in square metres; empty where unknown")),
            Column("giai_doan", _("Stage, as a code of the definitions page")),
            Column("nguon_von", _("non_budget or public (public investment)")),
            Column("ngay_cong_bo", _("Day of publication")),
        ),
        _projects,
    ),
    DataSet(
        "tinh-trang",
        _("Non-budget projects by status, today"),
        _("All non-budget projects being followed, without names: how many, and their capital."),
        (
            Column("ngay", _("Day the figures speak of")),
            Column("tinh_trang", _("Status, as a code of the definitions page")),
            Column("so_du_an", _("Number of projects")),
            Column("von_dang_ky_vnd", _("Sum of the known registered capital in whole đồng")),
            Column("so_du_an_chua_co_von", _("Projects without capital on record, not in the sum")),
        ),
        _status,
    ),
    DataSet(
        "tinh-trang-theo-thang",
        _("Non-budget projects by status, month by month"),
        _(
            "As the monthly reports that were issued state them; a correction takes the place of what it corrects."
        ),
        (
            Column("ky_bao_cao", _("First day of the month reported on")),
            Column("ngay_chot", _("Day the figures were frozen")),
            Column("tinh_trang", _("Status, or all")),
            Column("so_du_an", _("Number of projects")),
            Column("von_dang_ky_vnd", _("Sum of the known registered capital in whole đồng")),
            Column("so_bao_cao", _("Number of the report")),
        ),
        _status_by_month,
    ),
    DataSet(
        "giai-ngan",
        _("Disbursement of public investment by month"),
        _("The latest plan year: what was paid in each month, and by its end."),
        (
            Column("nam_ke_hoach", _("Year of the plan")),
            Column("thang", _("First day of the month")),
            Column("trong_thang_vnd", _("Paid in the month, in whole đồng")),
            Column("luy_ke_vnd", _("Paid from January to the end of the month, in whole đồng")),
            Column(
                "von_trien_khai_vnd", _("Capital deployed: the base of the rate, in whole đồng")
            ),
            Column("ty_le_phan_tram", _("Accumulated, in per cent of the capital deployed")),
            Column(
                "kich_ban_phan_tram",
                _("What the scenario plans for the end of the month, in per cent"),
            ),
            Column("tam_tinh", _("1 while the month is not closed and may still change")),
        ),
        _disbursement,
    ),
    DataSet(
        "pci",
        _("Provincial competitiveness index (PCI)"),
        _("Score and rank of the province by year, each source by itself."),
        (
            Column("nam", _("Year of the index")),
            Column("tinh", _("Province")),
            Column("diem", _("Score out of 100")),
            Column("hang", _("Rank")),
            Column("tren_tong_so", _("Number of provinces ranked")),
            Column("cach_co", _("published, or derived from differences")),
            Column("nguon", _("Source")),
        ),
        _pci,
    ),
    DataSet(
        "moi-goi",
        _("Calls for investment"),
        _("The list in force today, as adopted decisions make it."),
        (
            Column("ma", _("Code of the call")),
            Column("ten", _("Name")),
            Column("linh_vuc", _("Sector")),
            Column("dia_diem", _("Place as printed")),
            Column("dien_tich_m2", _("Land area in square metres; empty where unknown")),
            Column("von_vnd", _("Expected capital in whole đồng; empty where none is stated")),
            Column("von_usd", _("Expected capital in US dollars, where it is stated so")),
            Column("hinh_thuc", _("Form of investment")),
            Column("quyet_dinh", _("Number of the decision")),
            Column("ngay_quyet_dinh", _("Day of the decision")),
        ),
        _calls,
    ),
)


def one(key: str) -> DataSet | None:
    """The set with this key."""
    return next((each for each in SETS if each.key == key), None)

"""Questions the monthly report asks of the registry; answers are the report's frozen shapes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from projects.models import Instrument, LandTranche, Project, PublicProject, Termination
from projects.rules.status import CENSUS, NOT_FOLLOWED
from projects.rules.status import Bucket as Census
from reporting.names_on_day import NamesOnDay
from reporting.shapes import Amount, Bucket, Cut, CutRow, Flow, Flows, Land, StatusRow

_BUCKETS = {
    Census.OPERATING: (Bucket.OPERATING, "Đã hoàn thành xây dựng, đang sản xuất, kinh doanh"),
    Census.STOPPED: (
        Bucket.COMPLETED_OR_PARTIAL_STOPPED,
        "Đã hoàn thành xây dựng hoặc đầu tư xây dựng một phần nhưng dừng hoạt động",
    ),
    Census.UNDER_CONSTRUCTION: (
        Bucket.UNDER_CONSTRUCTION,
        "Đang đầu tư xây dựng, chưa hoàn thành",
    ),
    Census.NOT_STARTED: (Bucket.NOT_STARTED, "Chưa khởi công, chưa triển khai"),
    Census.UNKNOWN: (Bucket.UNKNOWN, "Chưa có số liệu về tình trạng"),
}
_FIRST_ACTS = (Instrument.Kind.POLICY_APPROVAL, Instrument.Kind.REGISTRATION_CERTIFICATE)
_NO_DATA = "Chưa có số liệu"
_OUTSIDE = "Ngoài khu, cụm công nghiệp, khu kinh tế"
_INSIDE = "Trong khu, cụm công nghiệp, khu kinh tế"
_ZONES = {Project.Zone.NONE: _OUTSIDE, Project.Zone.UNKNOWN: _NO_DATA}
_ORIGINS = {"domestic": "Trong nước", "foreign": "Nước ngoài"}


def stock() -> QuerySet[Project]:
    """The non-budget projects being followed: terminated ones are a flow, proposals not yet one."""
    return Project.objects.filter(funding=Project.Funding.NON_BUDGET).exclude(
        bucket__in=NOT_FOLLOWED
    )


def without_public(rows: QuerySet[Any]) -> Any:
    """Flags or obligations without those of public projects, of which other pages tell."""
    return rows.exclude(project_id__in=PublicProject.objects.values("project_id"))


def census() -> tuple[tuple[StatusRow, ...], tuple[StatusRow, ...]]:
    """The four rows of the census, and the rows outside it (status not known)."""
    found = {row["bucket"]: _amount(row) for row in _summed(stock().values("bucket"))}
    rows = tuple(_status_row(bucket, found.get(bucket, NOTHING)) for bucket in CENSUS)
    unknown = found.get(Census.UNKNOWN)
    return rows, (_status_row(Census.UNKNOWN, unknown),) if unknown else ()


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts; the capital is None only when none of them knows any."""
    parts = list(amounts)
    known = [part.capital_vnd for part in parts if part.capital_vnd is not None]
    return Amount(
        projects=sum(part.projects for part in parts),
        capital_vnd=sum(known) if known else None,
        without_capital=sum(part.without_capital for part in parts),
    )


def cuts(*, names: NamesOnDay) -> tuple[Cut, ...]:
    """The same stock divided four ways; each division adds up to it."""
    return (
        _cut("zone", "Theo vị trí", _by_zone()),
        _cut("origin", "Theo nguồn vốn của nhà đầu tư", _by_origin()),
        _cut("sector", "Theo lĩnh vực", _by_sector()),
        _cut("place", "Theo địa bàn", _by_place(names)),
    )


def cut_labels(names: NamesOnDay) -> Iterable[tuple[str, str, dict[str, str]]]:
    """Each followed project: its code, its bucket, and in which row of each cut it is counted."""
    units = _units_of_stock()
    rows = stock().values_list("pk", "code", "bucket", "zone", "investor__kind", "sector__name")
    for pk, code, bucket, zone, origin, sector in rows:
        labels = {
            "zone": _ZONES.get(Project.Zone(zone), _INSIDE),
            "origin": _ORIGINS.get(origin, _NO_DATA),
            "sector": sector or _NO_DATA,
            "place": _place_label(names.places(units[pk])),
        }
        yield code, _BUCKETS[Census(bucket)][0].lower(), labels


def flow_projects(*, cut_off: date) -> dict[str, set[int]]:
    """The projects of the flows of the month and of the year, by the key of their figure."""
    found: dict[str, set[int]] = {}
    for key, rows in _acts().items():
        year = [act for act in rows if _in_year(act, cut_off)]
        found[key] = {act.project_id for act in year}
        found[f"{key}.month"] = {act.project_id for act in year if act.day.month == cut_off.month}
    return found


def acted_between(first: date, last: date) -> dict[str, set[int]]:
    """The projects of the same flows from one day to another, both counted."""
    return {
        key: {act.project_id for act in rows if first <= act.day <= last}
        for key, rows in _acts().items()
    }


def flows(*, cut_off: date) -> Flows:
    """Acts from the first of the month, and from 1 January, to the cut-off day."""
    return flows_on([cut_off])[cut_off]


def flows_on(days: Sequence[date]) -> dict[date, Flows]:
    """The same up to each of these days, the acts being read once."""
    approved, adjusted, terminated = _first_approvals(), _adjustments(), _terminations()
    return {
        day: Flows(
            approved=_flow(approved, day),
            adjusted=_flow(adjusted, day),
            terminated=_flow(terminated, day),
        )
        for day in days
    }


def land(*, cut_off: date, late_projects: int) -> Land | None:
    """Tranches decided by the cut-off day; None when the registry holds no tranche at all."""
    tranches = LandTranche.objects.filter(project__in=stock()).filter(
        Q(decision_date__lte=cut_off) | Q(decision_date__isnull=True) & ~Q(decision_number="")
    )
    handed = Q(handover_date__lte=cut_off)
    found = tranches.aggregate(
        tranches=Count("pk"),
        handed=Count("pk", filter=handed),
        decided_area=Sum("decided_area_m2"),
        handed_area=Sum(Coalesce("handed_area_m2", "decided_area_m2"), filter=handed),
    )
    if not found["tranches"]:
        return None
    return Land(
        tranches_decided=found["tranches"],
        tranches_handed=found["handed"],
        decided_area_m2=_whole(found["decided_area"]),
        handed_area_m2=_whole(found["handed_area"]),
        late_projects=late_projects,
    )


NOTHING = Amount(projects=0, capital_vnd=0)


@dataclass(frozen=True, slots=True)
class _Act:
    """One project's act on one day, for the flows."""

    day: date
    project_id: int
    capital_vnd: int | None


def _acts() -> dict[str, list[_Act]]:
    return {
        "approved": _first_approvals(),
        "adjusted": _adjustments(),
        "terminated": _terminations(),
    }


def _summed(values: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    summed: QuerySet[Any, Any] = values.annotate(
        projects=Count("pk", distinct=True),
        capital=Sum("registered_capital_vnd"),
        unknown=Count("pk", filter=Q(registered_capital_vnd__isnull=True)),
    ).order_by()
    return summed


def _amount(row: dict[str, Any]) -> Amount:
    return Amount(
        projects=row["projects"],
        capital_vnd=row["capital"],
        without_capital=row["unknown"],
    )


def _status_row(bucket: Census, amount: Amount) -> StatusRow:
    printed, label = _BUCKETS[bucket]
    return StatusRow(bucket=printed, label=label, amount=amount)


def _cut(key: str, title: str, amounts: Iterable[tuple[str, Amount]]) -> Cut:
    """Rows by size, those without data last."""
    grouped: dict[str, list[Amount]] = defaultdict(list)
    for label, amount in amounts:
        grouped[label].append(amount)
    rows = [CutRow(label=label, amount=total(parts)) for label, parts in grouped.items()]
    rows.sort(key=lambda row: (row.label == _NO_DATA, -row.amount.projects, row.label))
    return Cut(key=key, title=title, rows=tuple(rows))


def _by_zone() -> Iterable[tuple[str, Amount]]:
    for row in _summed(stock().values("zone")):
        yield _ZONES.get(row["zone"], _INSIDE), _amount(row)


def _by_origin() -> Iterable[tuple[str, Amount]]:
    for row in _summed(stock().values("investor__kind")):
        yield _ORIGINS.get(row["investor__kind"], _NO_DATA), _amount(row)


def _by_sector() -> Iterable[tuple[str, Amount]]:
    for row in _summed(stock().values("sector__name")):
        yield row["sector__name"] or _NO_DATA, _amount(row)


def _by_place(names: NamesOnDay) -> Iterable[tuple[str, Amount]]:
    """A project in several places is counted once, in a row of its own."""
    units = _units_of_stock()
    for project_id, vnd in stock().values_list("pk", "registered_capital_vnd"):
        yield (
            _place_label(names.places(units[project_id])),
            Amount(projects=1, capital_vnd=vnd, without_capital=int(vnd is None)),
        )


def _units_of_stock() -> dict[int, list[int]]:
    units: dict[int, list[int]] = defaultdict(list)
    placed = Project.units.through.objects.filter(project__in=stock())
    for project_id, unit_id in placed.values_list("project_id", "administrativeunit_id"):
        units[project_id].append(unit_id)
    return units


def _place_label(places: list[str]) -> str:
    if not places:
        return _NO_DATA
    return places[0] if len(places) == 1 else "Nhiều địa bàn"


def _flow(acts: list[_Act], cut_off: date) -> Flow:
    year = [act for act in acts if _in_year(act, cut_off)]
    month = [act for act in year if act.day.month == cut_off.month]
    return Flow(month=_distinct(month), year=_distinct(year))


def _in_year(act: _Act, cut_off: date) -> bool:
    return act.day.year == cut_off.year and act.day <= cut_off


def _distinct(acts: list[_Act]) -> Amount:
    capital = {act.project_id: act.capital_vnd for act in acts}
    known = [vnd for vnd in capital.values() if vnd is not None]
    return Amount(
        projects=len(capital),
        capital_vnd=sum(known) if known else (None if capital else 0),
        without_capital=len(capital) - len(known),
    )


def _first_approvals() -> list[_Act]:
    rows = (
        Instrument.objects.filter(
            kind__in=_FIRST_ACTS,
            issued_date__isnull=False,
            project__funding=Project.Funding.NON_BUDGET,
        )
        .values("project_id", capital=F("project__registered_capital_vnd"))
        .annotate(first=Min("issued_date"))
        .order_by()
    )
    return [_Act(row["first"], row["project_id"], row["capital"]) for row in rows]


def _adjustments() -> list[_Act]:
    rows = Instrument.objects.filter(
        kind=Instrument.Kind.ADJUSTMENT,
        issued_date__isnull=False,
        project__funding=Project.Funding.NON_BUDGET,
    ).values_list("issued_date", "project_id", "project__registered_capital_vnd")
    return [_Act(day, pk, vnd) for day, pk, vnd in rows if day]


def _terminations() -> list[_Act]:
    rows = Termination.objects.filter(
        whole=True, project__funding=Project.Funding.NON_BUDGET
    ).values_list("date", "project_id", Coalesce("capital_vnd", "project__registered_capital_vnd"))
    return [_Act(*row) for row in rows]


def _whole(area: Any) -> int | None:
    return None if area is None else round(area)

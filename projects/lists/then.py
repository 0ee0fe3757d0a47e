"""Projects with what was edited since an instant, to be looked at as they were known then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet

from accounts.models import AdministrativeUnit, AuditEvent
from projects.models import ScheduleItem
from projects.rules.known import Edit, Kept, as_known
from projects.rules.then import COMPLETION, FACTS, Facts, completion_of, facts_of

_ITEM, _PROJECT = "schedule_item", "project"
_ITEM_FACTS = ("kind", "phase", "planned_date", "planned_precision")
_OF_OTHERS: Mapping[str, Mapping[str, str]] = {
    "suspension": {"legal_state": "legal_state"},
    "proposal": {"legal_state": "legal_state"},
    "termination": {
        "legal_state": "legal_state",
        "registered_capital_vnd": "registered_capital_vnd",
        "area_left_m2": "land_area_m2",
    },
}
"""Acts on another row that change the project too: the facts of it among theirs, by their names."""


@dataclass(frozen=True, slots=True)
class Act:
    """An edit of a project or of one of its milestones."""

    project_id: int
    subject: tuple[str, int]
    edit: Edit


@dataclass(frozen=True, slots=True)
class Read:
    """A project as it is, with what was edited since, to be looked at as of then."""

    pk: int
    code: str
    name: str
    row: Kept
    items: Sequence[Kept]
    hides_officer: bool = False
    """Whether the reader may not be told who is, or was, in charge."""

    def now(self) -> Facts:
        """Its facts as they are."""
        officer = None if self.hides_officer else self.row.values["officer"]
        return facts_of({**self.row.values, "officer": officer}, completion_of(self.items))

    def then(self, until: datetime) -> Facts:
        """Its facts as they were known just before that instant."""
        known = as_known(self.row, until) or self.row
        # Handing over used to write the word for nobody in charge.
        told = not self.hides_officer and known.values["officer"] != "None"
        officer = known.values["officer"] if told else None
        return facts_of({**known.values, "officer": officer}, completion_of(self.items, until))

    def changed(self, until: datetime) -> set[str]:
        """The facts that differ between the two."""
        now, then = self.now(), self.then(until)
        names = {name for name in FACTS if now.values[name] != then.values[name]}
        return names | ({COMPLETION} if now.completion != then.completion else set())


def acts_since(until: datetime) -> list[Act]:
    """The acts since that instant on facts that matter here, in one query."""
    telling = Q(subject_kind=_PROJECT, new__has_any_keys=FACTS) | Q(
        subject_kind=_ITEM, new__has_any_keys=_ITEM_FACTS
    )
    for kind, names in _OF_OTHERS.items():
        telling |= Q(subject_kind=kind, new__has_any_keys=list(names))
    events = AuditEvent.objects.filter(telling, at__gte=until, project_id__isnull=False)
    columns = ("project_id", "subject_kind", "subject_id", "pk", "at", "by_name", "old", "new")
    found = []
    for project_id, kind, pk, *rest in events.order_by("pk").values_list(*columns):
        edit, subject = Edit(*rest), (kind, pk)
        if kind in _OF_OTHERS:
            own = _OF_OTHERS[kind]
            subject = (_PROJECT, project_id)
            edit = replace(edit, old=_own(edit.old, own), new=_own(edit.new, own))
        found.append(Act(project_id, subject, edit))
    return found


def _own(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names[name]: value for name, value in values.items() if name in names}


def planned_since(until: datetime) -> set[int]:
    items = ScheduleItem.objects.filter(recorded_at__gte=until, kind=COMPLETION)
    return set(items.values_list("project_id", flat=True))


_NAMES = {
    "officer": "officer__display_name",
    "sector": "sector__name",
    "agency": "agency__name",
    "zone_place": "zone_place__name",
}


def read(projects: QuerySet[Any], ids: Sequence[int], acts: Sequence[Act]) -> list[Read]:
    """These projects in the values of the history, by name, in two queries."""
    edits: dict[tuple[str, int], list[Edit]] = defaultdict(list)
    for act in acts:
        edits[act.subject].append(act.edit)
    items: dict[int, list[Kept]] = defaultdict(list)
    edited = [pk for kind, pk in edits if kind == _ITEM]
    of_these = ScheduleItem.objects.filter(project_id__in=ids)
    for item in of_these.filter(Q(kind=COMPLETION) | Q(pk__in=edited)):
        values = {name: _plain(getattr(item, name)) for name in _ITEM_FACTS}
        told = edits[_ITEM, item.pk]
        items[item.project_id].append(Kept(_ITEM, item.pk, item.recorded_at, "", values, told))
    units = AdministrativeUnit.objects.filter(projects=OuterRef("pk")).order_by("name")
    plain = [name for name in FACTS if name not in _NAMES and name != "units"]
    columns = {f"c_{name}": F(by) for name, by in _NAMES.items()}
    rows = (
        projects.filter(pk__in=ids)
        .annotate(c_units=ArraySubquery(units.values("name")), **columns)
        .order_by("sort_key", "pk")
        .values("pk", "code", "name", "created_at", "c_units", *plain, *columns)
    )
    return [_read(row, plain, items[row["pk"]], edits[_PROJECT, row["pk"]]) for row in rows]


def _read(
    row: Mapping[str, Any], plain: Sequence[str], items: Sequence[Kept], edits: Sequence[Edit]
) -> Read:
    values = {name: _plain(row[name]) for name in plain}
    values |= {name: row[f"c_{name}"] for name in (*_NAMES, "units")}
    kept = Kept(_PROJECT, row["pk"], row["created_at"], "", values, edits)
    return Read(row["pk"], row["code"], row["name"], kept, items)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value

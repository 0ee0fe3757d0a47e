"""Planned rows into the registry, many at a time, with the image of each row they touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, record_many
from accounts.actions.pouring import pour
from accounts.models import User
from projects.actions import import_images as images
from projects.actions.acts import HISTORY_LANGUAGE
from projects.actions.import_laying import Laid
from projects.actions.import_rows import Plan
from projects.actions.import_world import World
from projects.actions.indexing import index_investor, order_of, other_names, text_of
from projects.actions.investors import name_key
from projects.models import ImportBatch, Investor, InvestorName, Project
from projects.rules.matching import investor_key
from projects.wording import named

_BATCH = 500
_THROUGH = Project.units.through
_INVESTOR = ("kind", "kind_basis", "country", "version", "search_text")


@dataclass(slots=True)
class Hand:
    """Who writes, and when."""

    by: User | None
    at: datetime

    @property
    def by_id(self) -> int | None:
        """The number of the person; None for the portal itself."""
        return self.by.pk if self.by else None


@dataclass
class Saver:
    """Writes chunks of planned rows of one batch. `next_number` follows the highest code."""

    batch: ImportBatch
    world: World
    hand: Hand
    prefix: str
    next_number: int
    made: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    by_position: dict[int, int] = field(default_factory=dict)

    def save(self, chunk: Sequence[Laid]) -> None:
        """Write what the rows plan: investors, projects, places, acts, history."""
        plans = [
            laid.plan for laid in chunk if laid.plan and (laid.plan.is_new or laid.plan.change)
        ]
        self._investors(plans)
        self._projects(plans)
        self._places(plans)
        self._acts(plans)
        record_many(by=self.hand.by, entries=self._told(plans))
        for laid in chunk:
            if laid.plan and laid.plan.is_new:
                self.by_position[laid.position] = laid.plan.project.pk

    @cached_property
    def _with_other_names(self) -> set[int]:
        """Investors with names beside their own, or with records merged into them."""
        names = InvestorName.objects.values_list("investor_id", flat=True)
        records = self.world.investors.records.values()
        return {*names, *(row.merged_into_id for row in records if row.merged_into_id)}

    def _investors(self, plans: Sequence[Plan]) -> None:
        used = {id(row): row for plan in plans if (row := plan.project.investor) is not None}
        new = [row for row in used.values() if row._state.adding]
        pour(new)
        former = [
            InvestorName(
                investor=row,
                name=name,
                name_key=name_key(name),
                kind=InvestorName.Kind.FORMER,
                recorded_by_id=self.hand.by_id,
            )
            for row in new
            if (name := self.world.investors.former.get(investor_key(row.name)))
        ]
        InvestorName.objects.bulk_create(former)
        images.take_made(self.batch, Investor, [row.pk for row in new])
        images.take_made(self.batch, InvestorName, [row.pk for row in former])
        record_many(by=self.hand.by, entries=[_investor_added(row) for row in new])
        self._complete()

    def _complete(self) -> None:
        completed = self.world.investors.completed
        rows = [self.world.investors.records[pk] for pk in completed]
        images.take_before(self.batch, Investor, completed)
        for row in rows:
            row.version += 1
            index_investor(row)
        Investor.objects.bulk_update(rows, list(_INVESTOR), batch_size=_BATCH)
        record_many(
            by=self.hand.by,
            entries=[
                _investor_entry(row, "investor_completed", _("Investor %(name)s completed"))
                for row in rows
            ],
        )
        completed.clear()

    def _projects(self, plans: Sequence[Plan]) -> None:
        new = [plan for plan in plans if plan.is_new]
        changed = [plan for plan in plans if not plan.is_new]
        for plan in new:
            plan.project.code = f"{self.prefix}-{self.next_number:04d}"
            self.next_number += 1
        for plan in plans:
            self._index(plan)
        for plan in new:
            # Stored after it was set: the row takes its number now.
            plan.project.investor = plan.project.investor
        pour([plan.project for plan in new])
        ids = [plan.project.pk for plan in changed]
        images.take_before(self.batch, Project, ids)
        for plan in changed:
            plan.project.version += 1
        own = {name for plan in changed for name in plan.own.new}
        _overwrite(
            [plan.project for plan in changed],
            own | {"version", "search_text", "sort_key", "updated_at"},
        )
        images.take_made(self.batch, Project, [plan.project.pk for plan in new])
        self.made += [plan.project.pk for plan in new]
        self.changed += ids

    def _index(self, plan: Plan) -> None:
        project = plan.project
        placed = [] if plan.is_new else list(project.units.all())
        places = {unit.pk: unit for unit in [*placed, *plan.places]}.values()
        project.search_text = text_of(
            project,
            places=[unit.name for unit in sorted(places, key=lambda unit: unit.sort_key)],
            numbers=plan.acts.numbers() if plan.acts else (),
            others=self._others(project.investor),
        )
        project.sort_key = order_of(project, project.name)

    def _others(self, investor: Investor | None) -> list[str]:
        if investor is None:
            return []
        former = self.world.investors.former.get(investor_key(investor.name))
        if investor.pk in self._with_other_names:
            return other_names(investor)
        return (
            [former] if former and investor_key(investor.name) in self.world.investors.added else []
        )

    def _places(self, plans: Sequence[Plan]) -> None:
        rows = []
        for plan in plans:
            placed = set() if plan.is_new else {unit.pk for unit in plan.project.units.all()}
            new = {unit.pk for unit in plan.places} - placed
            rows += [
                _THROUGH(project_id=plan.project.pk, administrativeunit_id=pk) for pk in sorted(new)
            ]
        pour(rows)
        images.take_made(self.batch, _THROUGH, [row.pk for row in rows])

    def _acts(self, plans: Sequence[Plan]) -> None:
        new: dict[type[Model], list[Model]] = defaultdict(list)
        changed: dict[type[Model], list[Model]] = defaultdict(list)
        for plan in plans:
            for row in plan.acts.added if plan.acts else ():
                row.recorded_by_id = self.hand.by_id  # type: ignore[attr-defined]
                row.project_id = plan.project.pk  # type: ignore[attr-defined]
                new[type(row)].append(row)
            for row in plan.acts.changed if plan.acts else ():
                changed[type(row)].append(row)
        for model, rows in new.items():
            pour(rows)
            images.take_made(self.batch, model, [row.pk for row in rows])
        for model, rows in changed.items():
            images.take_before(self.batch, model, [row.pk for row in rows])
            _overwrite(rows, _ACT_FIELDS[model._meta.model_name or ""])

    def _told(self, plans: Iterable[Plan]) -> list[Entry]:
        """One line of history for each project that is new or differs."""
        with translation.override(HISTORY_LANGUAGE):
            return [_entry(plan, self.batch.file_name) for plan in plans]


_ACT_FIELDS = {
    "instrument": {"note", "number", "number_key", "issued_date", "issued_precision"},
    "landtranche": {"handover_date", "handover_precision", "planned_handover_date", "version"},
    "scheduleitem": {"planned_date", "planned_precision", "version"},
}
"""What a row of a workbook may change of an act on record."""


def _overwrite(rows: Sequence[Any], names: set[str]) -> None:
    """Write columns of rows on record, each in its own values, in few statements."""
    if not rows:
        return
    model = type(rows[0])
    if model is not Project and "version" in names:
        for row in rows:
            row.version += 1
    model._default_manager.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=sorted(names),
    )


def _entry(plan: Plan, file_name: str) -> Entry:
    text = _("%(file)s imported: %(fields)s")
    if plan.is_new:
        text = _("Project %(code)s imported from %(file)s")
    about = {"code": plan.project.code, "file": file_name, "fields": named(plan.change.new)}
    return Entry(
        verb="project_created" if plan.is_new else "project_changed",
        subject_kind="project",
        subject_id=plan.project.pk,
        project_id=plan.project.pk,
        summary=str(text) % about,
        old=plan.change.old,
        new=plan.change.new,
    )


def _investor_added(row: Investor) -> Entry:
    return _investor_entry(row, "investor_added", _("Investor %(name)s added"))


def _investor_entry(row: Investor, verb: str, summary: Any) -> Entry:
    with translation.override(HISTORY_LANGUAGE):
        told = str(summary) % {"name": row.name}
    facts = {"name": row.name, "kind": row.kind, "country": row.country}
    new = {name: value for name, value in facts.items() if value}
    return Entry(verb=verb, subject_kind="investor", subject_id=row.pk, summary=told, new=new)

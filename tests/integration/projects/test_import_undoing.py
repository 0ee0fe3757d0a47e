"""An undone import leaves every row of the registry as it was, to the byte."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts.models import AuditEvent, User
from deadlines.actions.refreshing import refresh
from deadlines.actions.sweeping import sweep
from deadlines.models import Flag, Obligation
from projects.actions import import_undoing
from projects.actions.acts import Seen
from projects.actions.import_steps import Steps
from projects.actions.import_undoing import ChangedMeanwhile, what_changed_since
from projects.actions.projects import State, set_state
from projects.actions.quality import keep
from projects.models import ImportBatch, Investor, Project
from tests.factories import (
    CommuneFactory,
    InvestorFactory,
    ProjectFactory,
    ProvinceFactory,
    UserFactory,
)
from tests.support.imports import AT, ON, registry, row, staged, undone, written
from tests.support.workbooks import CellIn

pytestmark = pytest.mark.django_db

LATE = {
    "status": "đang xây dựng",
    "decided": "24/3/2017",
    "handover": "15/8/2018",
    "completion": "Quý IV/2019",
    "source_date": "30/6/2026",
}


@pytest.fixture
def by() -> User:
    ProvinceFactory()
    CommuneFactory(name="Xã Thiện Long")
    return UserFactory()


def listed(*numbers: int, **said: CellIn) -> list[tuple[CellIn, ...]]:
    facts = LATE | {"province": "Lạng Sơn", "location": "xã Thiện Long"} | said
    return [
        row(
            **{"id": f"L{n}", "name": f"Nhà máy {n}", "investor": f"Công ty {n % 2}"}
            | {"number": f"{n}/QĐ-UBND"}
            | facts
        )
        for n in numbers
    ]


def test_new_projects_go_with_all_that_was_made_for_them(by: User) -> None:
    before = registry()
    batch = written(by, staged(by, *listed(1, 2, 3)))
    assert Flag.objects.exists()
    assert Obligation.objects.exists()
    gone = undone(by, batch)
    assert gone.state == "undone"
    assert registry() == before
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs >= {"projects_imported", "project_import_undone", "import_undone"}


def test_changed_projects_are_again_what_they_were(by: User) -> None:
    written(by, staged(by, *listed(1, 2)))
    before = registry()
    other = listed(1, capital=7, status="đã chấm dứt", completion="31/12/2031", handover="1/1/2026")
    batch = written(by, staged(by, *other, *listed(3)))
    assert (batch.updated, batch.created) == (1, 1)
    assert registry() != before
    assert undone(by, batch).state == "undone"
    assert registry() == before


def test_an_entered_project_gets_back_its_empty_columns(by: User) -> None:
    investor = InvestorFactory(name="Công ty 1", country="", kind="unknown", tax_code="")
    entered = ProjectFactory(name="Nhà máy 1", investor=investor, sector=None, land_area_m2=None)
    keep(project_ids=[entered.pk], at=AT)
    refresh(project_ids=[entered.pk], on=ON, at=AT, cause="test")
    before = registry()
    batch = written(by, staged(by, *listed(1, capital=3)))
    assert batch.updated == 1
    undone(by, batch)
    assert registry() == before


def test_what_an_officer_changed_since_is_told_and_left(by: User) -> None:
    batch = written(by, staged(by, *listed(1, 2)))
    project = Project.objects.get(legacy_code="L1")
    set_state(
        by=by,
        on=ON,
        at=AT,
        seen=Seen(project.pk, project.version),
        state=State("under_construction", "not_operating", ON, note="đã xem tại chỗ"),
    )
    found = what_changed_since(batch)
    assert project.pk in {each.project_id for each in found}
    assert any(project.code in each.label for each in found)
    before = registry()
    with pytest.raises(ChangedMeanwhile) as refused:
        undone(by, batch)
    assert refused.value.status == 409
    assert registry() == before
    assert undone(by, batch, rest=True).state == "undone"
    assert list(Project.objects.values_list("legacy_code", flat=True)) == ["L1"]
    assert [investor.name for investor in Investor.objects.all()] == ["Công ty 1"]


def add_document(project: Project, by: User) -> None:
    project.instruments.create(kind="other", number="1/BC")


def decide_flag(project: Project, by: User) -> None:
    Flag.objects.filter(project_id=project.pk).update(
        state="confirmed", decided_at=AT, decided_by_id=by.pk
    )


def move_place(project: Project, by: User) -> None:
    project.units.set([CommuneFactory(name="Xã Khác")])


def delete_item(project: Project, by: User) -> None:
    project.schedule_items.all().delete()


@pytest.mark.parametrize("built", [add_document, decide_flag, move_place, delete_item])
def test_what_was_built_upon_stays(by: User, built: Callable[[Project, User], None]) -> None:
    batch = written(by, staged(by, *listed(1, 2)))
    project = Project.objects.get(legacy_code="L2")
    Obligation.objects.filter(subject_kind="schedule_item", project_id=project.pk).count()
    built(project, by)
    assert {each.project_id for each in what_changed_since(batch)} >= {project.pk}
    with pytest.raises(ChangedMeanwhile):
        undone(by, batch)
    undone(by, batch, rest=True)
    assert Project.objects.get().pk == project.pk


def test_an_investor_named_elsewhere_by_now_stays(by: User) -> None:
    batch = written(by, staged(by, *listed(1)))
    investor = Investor.objects.get()
    ProjectFactory(name="Dự án khác", investor=investor)
    assert [each.label for each in what_changed_since(batch)] != []
    undone(by, batch, rest=True)
    assert Project.objects.get().investor == investor


def test_after_nights_in_between_deadlines_are_those_of_the_facts(by: User) -> None:
    written(by, staged(by, *listed(1)))
    columns = ("kind", "clock", "due_date", "first_due_date", "facts_hash")
    before = sorted(Obligation.objects.values_list(*columns), key=str)
    batch = written(by, staged(by, *listed(1, status="đang hoạt động", completion="31/12/2031")))
    sweep(on=date(2026, 12, 1), at=AT)
    undone(by, batch)
    assert set(before) <= set(Obligation.objects.values_list(*columns))
    live = Flag.objects.filter(state__in=["open", "confirmed", "contested"])
    assert live.exists()


def test_stopped_the_batch_is_still_written(by: User) -> None:
    batch = written(by, staged(by, *listed(1, 2)))
    before = registry()
    still = undone(by, batch, steps=Steps(cancelled=lambda: True))
    assert (still.state, still.undone_at, still.undone_reason) == ("done", None, "")
    assert registry() == before


def test_a_worker_that_dies_undoes_nothing_and_the_next_one_all(
    by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = registry()
    batch = written(by, staged(by, *listed(1, 2)))
    before = registry()
    with monkeypatch.context() as broken:
        broken.setattr(import_undoing, "_put_back", _die)
        with pytest.raises(KeyboardInterrupt):
            undone(by, batch)
    assert registry() == before
    assert undone(by, batch).state == "undone"
    assert registry() == empty
    again = import_undoing.undo(batch_id=batch.pk, by=by, on=ON, at=AT)
    assert again.state == "undone"


def _die(*_args: Any) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("seed", range(6))
def test_any_two_imports_are_undone_in_turn(by: User, seed: int) -> None:
    """Random sheets over one another: each undo gives the registry before its import."""
    chance = random.Random(seed)  # noqa: S311 -- a repeatable choice of rows
    states: list[dict[str, list[str]]] = []
    batches: list[ImportBatch] = []
    for _ in range(3):
        states.append(registry())
        batch = staged(by, *_random_rows(chance))
        batch.rows.filter(outcome="ask").update(outcome="skip")
        batches.append(written(by, batch))
        assert batches[-1].state == "done"
    for batch, before in zip(reversed(batches), reversed(states), strict=True):
        assert what_changed_since(batch) == []
        undone(by, batch)
        assert registry() == before


def _random_rows(chance: random.Random) -> list[tuple[CellIn, ...]]:
    found = []
    for n in sorted(chance.sample(range(6), 4)):
        facts: dict[str, CellIn] = {
            "id": f"L{n}",
            "name": f"Nhà máy {n}",
            "investor": chance.choice([None, "Công ty 0", "Công ty 1", "Cty A nay là Cty B"]),
            "province": chance.choice([None, "Lạng Sơn"]),
            "location": chance.choice([None, "xã Thiện Long"]),
            "status": chance.choice([None, "đang hoạt động", "chưa khởi công", "tạm ngừng"]),
            "capital": chance.choice([None, 5, "hơn 12", "nghìn tỷ"]),
            "number": chance.choice([None, f"{n}/QĐ-UBND"]),
            "decided": chance.choice([None, "24/3/2017"]),
            "handover": chance.choice([None, "15/8/2018", "2019"]),
            "completion": chance.choice([None, "Quý IV/2019", "2031"]),
            "source_date": chance.choice([None, "30/6/2026"]),
        }
        found.append(row(**facts))
    return found

"""Entering, correcting and stating a project."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from projects.actions.acts import Seen
from projects.actions.investors import InvestorFacts
from projects.actions.projects import (
    AlreadyRegistered,
    OlderThanRecorded,
    ProjectFacts,
    Source,
    State,
    StatesContradict,
    change,
    create,
    set_state,
)
from projects.actions.refusals import InTheFuture, Invalid, Stale
from projects.models import Project
from tests.factories import (
    TODAY,
    AgencyFactory,
    CommuneFactory,
    ProjectFactory,
    ProjectPlanned,
    ProjectUnderConstruction,
    SectorFactory,
    TrancheHandedOver,
)

pytestmark = pytest.mark.django_db

BUILT = Project.PhysicalState
RUNS = Project.OperatingState


@pytest.fixture
def facts() -> ProjectFacts:
    return ProjectFacts(
        name="Trung tâm logistics Nà Lầm",
        agency=AgencyFactory(),
        investor=InvestorFacts("Công ty TNHH Bắc Á", tax_code="0100109106"),
        sector=SectorFactory(),
        units=(CommuneFactory(name="Xã Đồng Đăng"),),
        registered_capital_vnd=1_250_000_000_000,
        land_area_m2=Decimal(426_000),
    )


def facts_of(project: Project, **changes: object) -> ProjectFacts:
    """What is on record, with changes."""
    kept = ProjectFacts(
        name=project.name,
        agency=project.agency,
        investor=InvestorFacts(project.investor.name, project.investor.tax_code),
        sector=project.sector,
        location_text=project.location_text,
        zone=project.zone,
        registered_capital_vnd=project.registered_capital_vnd,
        land_area_m2=project.land_area_m2,
    )
    return replace(kept, **changes)  # type: ignore[arg-type]


def test_a_new_project_gets_the_first_code_of_the_prefix(act, facts) -> None:
    assert create(**act, prefix="DA", facts=facts).row.code == "DA-0001"


def test_the_next_code_follows_the_highest_and_not_the_count(act, facts) -> None:
    ProjectFactory(code="DA-0117")
    ProjectFactory(code="DA-9")
    ProjectFactory(code="KKT-0500")
    assert create(**act, prefix="DA", facts=facts).row.code == "DA-0118"


def test_a_new_project_keeps_what_was_told(act, facts) -> None:
    row = Project.objects.get(pk=create(**act, prefix="DA", facts=facts).row.pk)
    assert row.investor.tax_code == "0100109106"
    assert [unit.name for unit in row.units.all()] == ["Xã Đồng Đăng"]
    assert (row.origin, row.version, row.updated_at) == ("entered", 1, act["at"])


@pytest.mark.parametrize(
    "words",
    ["da-0001", "logistics na lam", "bac a", "0100109106", "dong dang"],
    ids=["its code", "its name", "its investor", "the tax code", "its commune"],
)
def test_a_new_project_is_found_by(act, facts, words) -> None:
    create(**act, prefix="DA", facts=facts)
    assert Project.objects.search(words).count() == 1


def test_the_history_tells_who_added_what_in_vietnamese(act, facts, history) -> None:
    row = create(**act, prefix="DA", facts=facts).row
    line = history(row)[-1]
    assert (line.by_name, line.verb, line.subject_id) == ("Lê Thu Hà", "project_created", row.pk)
    assert line.new["investor"] == "Công ty TNHH Bắc Á"
    assert line.new["units"] == ["Xã Đồng Đăng"]


def test_an_imported_project_names_its_source(act, facts) -> None:
    source = Source("imported", "https://vidu.test/a.pdf", "15/9/2022", {"vốn": "1.250 tỷ"})
    row = create(**act, prefix="DA", facts=replace(facts, source=source)).row
    assert (row.origin, row.source_url) == ("imported", "https://vidu.test/a.pdf")
    assert row.as_published == {"vốn": "1.250 tỷ"}


def test_an_imported_project_without_source_is_refused_in_words(act, facts) -> None:
    with pytest.raises(Invalid) as refusal:
        create(**act, prefix="DA", facts=replace(facts, source=Source("imported")))
    assert str(refusal.value)
    assert Project.objects.count() == 0


def test_the_same_name_and_investor_twice_is_refused_with_the_code_on_record(act, facts) -> None:
    create(**act, prefix="DA", facts=facts)
    with pytest.raises(AlreadyRegistered) as refusal:
        create(**act, prefix="DA", facts=replace(facts, name="trung tâm  logistics nà lầm"))
    assert "DA-0001" in str(refusal.value)
    assert refusal.value.field == "name"


def test_a_correction_keeps_old_and_new_and_the_next_version(act, seen, history) -> None:
    project = ProjectFactory(name="Nhà máy Hữu Lũng", registered_capital_vnd=1_000)
    facts = facts_of(project, name="Nhà máy Chi Lăng", registered_capital_vnd=2_000)
    outcome = change(**act, seen=seen(project), facts=facts)
    project.refresh_from_db()
    assert (project.name, project.version) == ("Nhà máy Chi Lăng", 2)
    assert set(outcome.changed) == {"name", "registered_capital_vnd"}
    assert history(project)[-1].old == {
        "name": "Nhà máy Hữu Lũng",
        "registered_capital_vnd": 1_000,
    }
    assert list(Project.objects.search("chi lang")) == [project]
    assert not Project.objects.search("huu lung")


def test_saving_what_is_already_so_changes_nothing(act, seen, history) -> None:
    project = ProjectFactory()
    outcome = change(**act, seen=seen(project), facts=facts_of(project))
    assert (outcome.changed, outcome.moved) == ((), 0)
    assert history(project) == []
    assert Project.objects.get(pk=project.pk).version == 1


def test_a_version_that_is_no_longer_current_is_stale(act, seen) -> None:
    project = ProjectFactory()
    before = seen(project)
    change(**act, seen=before, facts=facts_of(project, name="Tên mới"))
    with pytest.raises(Stale):
        change(**act, seen=before, facts=facts_of(project, name="Tên khác"))
    assert Project.objects.get(pk=project.pk).name == "Tên mới"


def test_a_name_of_the_longest_length_is_kept_and_ordered(act, seen) -> None:
    project = ProjectFactory()
    change(**act, seen=seen(project), facts=facts_of(project, name="Đ" * 400))
    assert Project.objects.get(pk=project.pk).name == "Đ" * 400


def test_a_state_is_recorded_with_its_day(act, seen) -> None:
    project = ProjectPlanned()
    state = State(BUILT.COMPLETED, RUNS.OPERATING, TODAY, "Theo biên bản 03/BB")
    outcome = set_state(**act, seen=seen(project), state=state)
    project.refresh_from_db()
    assert (project.bucket, project.state_as_of, project.version) == ("operating", TODAY, 2)
    assert "physical_state" in outcome.changed


def test_a_state_moves_deadlines(act, seen) -> None:
    project = ProjectPlanned(physical_state="not_started")
    TrancheHandedOver(project=project)
    create_deadlines = State(BUILT.NOT_STARTED, RUNS.NOT_OPERATING, date(2026, 8, 1))
    set_state(**act, seen=seen(project), state=create_deadlines)
    project.refresh_from_db()
    state = State(BUILT.COMPLETED, RUNS.OPERATING, TODAY, "Theo biên bản 03/BB")
    assert set_state(**act, seen=seen(project), state=state).moved > 0


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        pytest.param(
            State(BUILT.NOT_STARTED, RUNS.OPERATING, TODAY),
            StatesContradict,
            id="operating without having started",
        ),
        pytest.param(
            State(BUILT.NOT_STARTED, RUNS.STOPPED, TODAY),
            StatesContradict,
            id="stopped without having started",
        ),
        pytest.param(
            State(BUILT.COMPLETED, RUNS.OPERATING, date(2026, 9, 1)),
            InTheFuture,
            id="as of tomorrow",
        ),
        pytest.param(
            State(BUILT.COMPLETED, RUNS.OPERATING, date(2026, 7, 30)),
            OlderThanRecorded,
            id="as of a day before the one on record",
        ),
    ],
)
def test_a_state_is_refused(act, seen, state, refusal) -> None:
    project = ProjectUnderConstruction(state_as_of=date(2026, 7, 31))
    with pytest.raises(refusal):
        set_state(**act, seen=seen(project), state=state)
    assert Project.objects.get(pk=project.pk).bucket == "under_construction"


def test_a_state_seen_before_a_colleague_changed_the_project_is_stale(act, seen) -> None:
    project = ProjectFactory()
    with pytest.raises(Stale):
        set_state(
            **act,
            seen=Seen(project.pk, 7),
            state=State(BUILT.COMPLETED, RUNS.OPERATING, TODAY),
        )

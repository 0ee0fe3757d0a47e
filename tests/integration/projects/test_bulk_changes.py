"""One fact of many projects changed at once: all or none, one history each, undone exactly."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import AuditEvent, User
from deadlines.models import Flag, Obligation
from desk.models import Notification
from projects.actions import bulk_changes
from projects.actions.bulk_changes import (
    ChangedMeanwhile,
    MayNotTake,
    NothingChosen,
    NothingDiffers,
    Ordered,
    ReasonMissing,
    TooManyChosen,
    UndoneAlready,
    change_many,
    undo,
)
from projects.lists.bulk_states import Names, Wanted, state_of
from projects.models import BulkChange, Project, ProjectQuality
from tests.factories import (
    AgencyFactory,
    CommuneFactory,
    FlagOpen,
    ObligationOverdue,
    ProjectFactory,
    SectorFactory,
    UserFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.django_db

ON, AT = date(2026, 9, 1), datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 9, 2, 2, 0, tzinfo=UTC)
FIELDS = list(BulkChange.Field)


@pytest.fixture
def by() -> User:
    user: User = UserFactory(display_name="Lê Thu Hà")
    return user


@pytest.fixture
def projects() -> list[Project]:
    rows: list[Project] = [ProjectFactory() for _n in range(3)]
    rows[0].units.set([CommuneFactory(), CommuneFactory()])
    return rows


def value_for(field: str) -> Any:
    return {
        BulkChange.Field.OFFICER: UserFactory,
        BulkChange.Field.AGENCY: AgencyFactory,
        BulkChange.Field.SECTOR: SectorFactory,
        BulkChange.Field.ZONE: ZoneFactory,
        BulkChange.Field.PLACE: CommuneFactory,
    }[BulkChange.Field(field)]()


def ordered(projects: list[Project], wanted: Wanted, reason: str = "Luân chuyển") -> Ordered:
    seen = {p.pk: p.version for p in Project.objects.filter(pk__in=[p.pk for p in projects])}
    return Ordered(wanted=wanted, reason=reason, versions=seen, query="q=cho")


def change(by: User, projects: list[Project], wanted: Wanted) -> bulk_changes.Done:
    return change_many(by=by, on=ON, at=AT, ordered=ordered(projects, wanted))


def states(projects: list[Project], field: str) -> list[dict[str, Any]]:
    return [state_of(Project.objects.get(pk=p.pk), field) for p in projects]


@pytest.mark.parametrize("field", FIELDS)
def test_every_fact_is_changed_and_given_back(
    by: User, projects: list[Project], field: str
) -> None:
    wanted = Wanted(field, value_for(field))
    before = states(projects, field)
    done = change(by, projects, wanted)
    assert states(projects, field) == [wanted.state] * 3
    assert (done.changed, done.change.rows.count()) == (3, 3)
    back = undo(by=by, on=ON, at=LATER, change_id=done.change.pk, reason="Nhầm danh sách")
    assert states(projects, field) == before
    assert (back.changed, back.left_alone) == (3, ())


def test_what_is_so_already_is_left_as_it_is(by: User, projects: list[Project]) -> None:
    sector = projects[0].sector
    done = change(by, projects, Wanted(BulkChange.Field.SECTOR, sector))
    assert done.changed == 2
    versions = {p.pk: p.version for p in Project.objects.all()}
    assert [versions[p.pk] for p in projects] == [1, 2, 2]
    with pytest.raises(NothingDiffers):
        change(by, projects, Wanted(BulkChange.Field.SECTOR, sector))


def test_each_project_keeps_its_own_line_of_history(by: User, projects: list[Project]) -> None:
    old = projects[1].sector.name
    sector = SectorFactory(name="Năng lượng")
    change(by, projects, Wanted(BulkChange.Field.SECTOR, sector))
    events = AuditEvent.objects.filter(verb="projects_changed")
    assert {event.project_id for event in events} == {p.pk for p in projects}
    event = events.get(project_id=projects[1].pk)
    assert (event.old, event.new) == ({"sector": old}, {"sector": "Năng lượng"})
    assert (event.by_id, event.reason) == (by.pk, "Luân chuyển")


def test_a_new_place_is_found_by_the_search(by: User, projects: list[Project]) -> None:
    place = CommuneFactory(name="xã Khuổi Tạo")
    change(by, projects, Wanted(BulkChange.Field.PLACE, place))
    assert Project.objects.search("khuoi tao").count() == 3


def test_a_zone_brings_its_kind(by: User, projects: list[Project]) -> None:
    zone = ZoneFactory()
    change(by, projects, Wanted(BulkChange.Field.ZONE, zone))
    assert set(Project.objects.values_list("zone", flat=True)) == {zone.kind}


def test_an_officer_is_told_once_and_gets_the_flags(by: User, projects: list[Project]) -> None:
    before, heir = UserFactory(), UserFactory()
    Project.objects.update(officer=before)
    duty = ObligationOverdue(project_id=projects[0].pk)
    flag = FlagOpen(obligation=duty, project_id=projects[0].pk, officer=before)
    change(by, projects, Wanted(BulkChange.Field.OFFICER, heir))
    assert Flag.objects.get(pk=flag.pk).officer_id == heir.pk
    told = Notification.objects.filter(user=heir, key__startswith="bulk_change:")
    assert [("3" in each.title, each.body) for each in told] == [(True, "Luân chuyển")]


def test_a_person_who_takes_over_alone_is_not_told(by: User, projects: list[Project]) -> None:
    change(by, projects, Wanted(BulkChange.Field.OFFICER, by))
    assert not Notification.objects.filter(key__startswith="bulk_change:").exists()


def test_who_follows_a_project_says_nothing_of_its_figures(
    by: User, projects: list[Project]
) -> None:
    day = date(2099, 1, 5)
    for field, updated in ((BulkChange.Field.OFFICER, 0), (BulkChange.Field.SECTOR, 3)):
        order = ordered(projects, Wanted(field, value_for(field)))
        change_many(by=by, on=day, at=AT, ordered=order)
        assert ProjectQuality.objects.filter(updated_on=day).count() == updated


def test_the_new_agency_bears_the_duties(by: User, projects: list[Project]) -> None:
    agency = AgencyFactory()
    change(by, projects, Wanted(BulkChange.Field.AGENCY, agency))
    theirs = Obligation.objects.filter(project_id=projects[0].pk, bearer_agency__isnull=False)
    before = set(theirs.values_list("bearer_agency_id", flat=True))
    assert before <= {agency.pk}
    assert Obligation.objects.filter(project_id=projects[0].pk).exists()


def test_a_project_saved_meanwhile_stops_all(by: User, projects: list[Project]) -> None:
    wanted = Wanted(BulkChange.Field.SECTOR, SectorFactory())
    late = ordered(projects, wanted)
    Project.objects.filter(pk=projects[1].pk).update(version=7)
    with pytest.raises(ChangedMeanwhile) as refusal:
        change_many(by=by, on=ON, at=AT, ordered=late)
    assert projects[1].code in str(refusal.value)
    assert projects[0].code not in str(refusal.value)
    assert refusal.value.status == 409
    assert not BulkChange.objects.exists()
    assert states(projects, wanted.field) == [state_of(p, wanted.field) for p in projects]


def test_a_project_that_is_gone_stops_all(by: User, projects: list[Project]) -> None:
    wanted = Wanted(BulkChange.Field.SECTOR, SectorFactory())
    late = ordered(projects, wanted)
    projects[2].delete()
    with pytest.raises(ChangedMeanwhile):
        change_many(by=by, on=ON, at=AT, ordered=late)


def test_what_cannot_be_done_is_refused(
    by: User, projects: list[Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted(BulkChange.Field.SECTOR, SectorFactory())
    with pytest.raises(NothingChosen):
        change(by, [], wanted)
    with pytest.raises(ReasonMissing):
        change_many(by=by, on=ON, at=AT, ordered=ordered(projects, wanted, reason="  "))
    with pytest.raises(MayNotTake):
        change(by, projects, Wanted(BulkChange.Field.OFFICER, UserFactory(supervisor=True)))
    monkeypatch.setattr(bulk_changes, "MOST_AT_ONCE", 2)
    with pytest.raises(TooManyChosen):
        change(by, projects, wanted)
    assert not BulkChange.objects.exists()


def test_undoing_leaves_alone_what_was_changed_since(by: User, projects: list[Project]) -> None:
    before, other = projects[0].sector, SectorFactory()
    done = change(by, projects, Wanted(BulkChange.Field.SECTOR, SectorFactory()))
    Project.objects.filter(pk=projects[1].pk).update(sector=other)
    back = undo(by=by, on=ON, at=LATER, change_id=done.change.pk, reason="Nhầm")
    assert (back.changed, back.left_alone) == (2, (projects[1].code,))
    assert Project.objects.get(pk=projects[1].pk).sector == other
    assert Project.objects.get(pk=projects[0].pk).sector == before
    event = AuditEvent.objects.filter(project_id=projects[0].pk).first()
    assert event is not None
    assert (event.verb, event.reason) == ("projects_changed", "Nhầm")


def test_undoing_gives_no_project_to_an_account_that_was_closed(
    by: User, projects: list[Project]
) -> None:
    before, heir = UserFactory(), UserFactory()
    Project.objects.filter(pk=projects[0].pk).update(officer=before)
    done = change(by, projects, Wanted(BulkChange.Field.OFFICER, heir))
    User.objects.filter(pk=before.pk).update(is_active=False)
    back = undo(by=by, on=ON, at=LATER, change_id=done.change.pk, reason="Nhầm")
    assert back.left_alone == (projects[0].code,)
    assert Project.objects.get(pk=projects[0].pk).officer == heir
    assert Project.objects.get(pk=projects[1].pk).officer is None


def test_a_change_is_undone_once_and_for_a_reason(by: User, projects: list[Project]) -> None:
    done = change(by, projects, Wanted(BulkChange.Field.SECTOR, SectorFactory()))
    with pytest.raises(ReasonMissing):
        undo(by=by, on=ON, at=LATER, change_id=done.change.pk, reason="")
    undo(by=by, on=ON, at=LATER, change_id=done.change.pk, reason="Nhầm")
    with pytest.raises(UndoneAlready):
        undo(by=by, on=ON, at=LATER, change_id=done.change.pk, reason="Nhầm")
    done.change.refresh_from_db()
    assert (done.change.undone_at, done.change.undone_by_id) == (LATER, by.pk)


def test_more_projects_ask_no_more_for_names_and_deadlines(
    by: User, projects: list[Project], django_assert_max_num_queries: Any
) -> None:
    many: list[Project] = [ProjectFactory() for _n in range(20)]
    wanted = Wanted(BulkChange.Field.SECTOR, SectorFactory())
    order = ordered(many, wanted)
    # One line of history each; all else is asked for all of them together.
    with django_assert_max_num_queries(len(many) + 90):
        change_many(by=by, on=ON, at=AT, ordered=order)


def test_names_of_what_is_gone_say_so() -> None:
    names = Names([{"sector": 987_654}])
    assert names.of({"sector": 987_654}) not in ("", "—")
    assert names.of({"sector": None}) == "—"
    assert names.of({"units": []}) == "—"
    assert names.of({"zone": "none", "zone_place": None}) == str(Project.Zone.NONE.label)

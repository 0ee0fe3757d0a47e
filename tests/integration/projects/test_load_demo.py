"""The demonstration province in the database: complete, marked, and as the sweep would leave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.db.models import Count, F, Sum

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from accounts.models import (
    AdministrativeUnitSuccession,
    Agency,
    AgencySuccession,
    AuditEvent,
    User,
)
from accounts.permissions import Role
from deadlines.actions.law import load_defaults
from deadlines.actions.reconciling import reconcile
from deadlines.models import Flag, Obligation, RuleProposal, RuleVersion, SweepRun
from deadlines.querysets import LIVE_STATES, QUESTION_KINDS
from inspections.actions.demonstration import load as load_cases
from inspections.actions.refreshing import refresh as refresh_cases
from inspections.models import Case, Recommendation
from projects.actions.demonstration import Setup, load
from projects.actions.indexing import index
from projects.demo import census
from projects.models import Instrument, PciResult, Project, PublishedFigure, Termination
from projects.rules.published import Verdict
from reporting.published import compared

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
SETUP = Setup(province_name="Lạng Sơn", prefix="DA", with_accounts=True)
TY = 1_000_000_000


@pytest.fixture(autouse=True, scope="module")
def loaded(django_db_setup: None, django_db_blocker) -> Iterator[int]:
    """Loaded once for the module, and gone afterwards; what a test writes goes with the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(setup=SETUP, on=ON, at=AT)
        transaction.set_rollback(True)


def test_the_census_in_sql_is_exact(loaded: int) -> None:
    counted = Project.objects.exclude(bucket__in=["proposed", "refused"])
    rows = counted.values("bucket").annotate(n=Count("pk"), vnd=Sum(F("registered_capital_vnd")))
    found = {row["bucket"]: (row["n"], row["vnd"]) for row in rows}
    assert found == {
        name: (count, census.CAPITAL_TY[name] * TY) for name, count in census.COUNTS.items()
    }
    assert loaded == sum(census.COUNTS.values())


def test_every_project_is_marked_as_invented() -> None:
    assert set(Project.objects.values_list("origin", flat=True)) == {"demonstration"}


def test_the_flows_of_the_year() -> None:
    approved = Instrument.objects.filter(kind="policy_approval", issued_date__year=ON.year)
    assert approved.count() == 8
    ended = Termination.objects.filter(date__year=ON.year)
    assert ended.count() == 38
    assert ended.aggregate(sum=Sum("capital_vnd"))["sum"] == 1_273 * TY


def test_loading_again_changes_nothing() -> None:
    before = _counts()
    assert load(setup=SETUP, on=ON, at=AT) == 0
    assert _counts() == before


def test_the_nightly_comparison_finds_no_drift() -> None:
    assert reconcile(on=ON, at=AT) == 0


def test_the_last_nights_were_swept_in_order() -> None:
    nights = list(SweepRun.objects.order_by("on").values_list("on", flat=True))
    assert nights[-1] == ON
    assert [(b - a).days for a, b in zip(nights[-46:], nights[-45:], strict=False)] == [1] * 45


def test_flags_opened_on_many_days_and_every_state_can_be_seen() -> None:
    live = Flag.objects.filter(state__in=LIVE_STATES)
    about_projects = live.filter(project_id__isnull=False)
    assert 50 <= about_projects.warnings().count() <= 65
    assert 15 <= about_projects.filter(kind__in=QUESTION_KINDS).count() <= 25
    assert live.values("opened_on").distinct().count() >= 20
    states = set(Flag.objects.values_list("state", flat=True))
    assert states >= {"open", "confirmed", "contested", "dismissed", "resolved"}


def test_a_decided_flag_tells_its_story() -> None:
    dismissed = Flag.objects.filter(state="dismissed")
    assert dismissed.count() == 2
    for flag in dismissed:
        assert [event.new_state for event in flag.events.order_by("pk")] == ["open", "dismissed"]
        assert flag.reason
        assert flag.document_number


def test_every_rule_of_projects_is_computed() -> None:
    land = {"L1", "L2", "L3", "L5", "L6", "L7"}
    investment = {f"I{number}" for number in range(1, 12)}
    kinds = set(Obligation.objects.values_list("kind", flat=True))
    assert kinds >= land | investment | {"P1", "RX", "R1", "R2", "RV"}
    assert "R3" not in kinds


def test_the_provinces_choices_in_the_law_were_made_by_two_people() -> None:
    proposals = RuleProposal.objects.order_by("pk")
    assert [(row.kind, row.state) for row in proposals] == [
        ("R1", "applied"),
        ("R2", "applied"),
        ("I10", "applied"),
    ]
    tracked = RuleVersion.objects.filter(kind="R1").latest("effective_from")
    assert tracked.parameters["tracked_from"] == "2026-07-01"
    assert load_defaults().versions == ()


def test_nearly_all_investors_filed_and_a_handful_did_not() -> None:
    owed = Obligation.objects.filter(kind="R1", cycle="2026-Q3").exclude(clock="void")
    assert owed.filter(clock="met").count() > 200
    assert 3 <= owed.filter(clock="running").count() <= 6


def test_places_and_agencies_follow_their_predecessors() -> None:
    assert AdministrativeUnitSuccession.objects.count() == 20
    shares = AdministrativeUnitSuccession.objects.values("old").annotate(all=Sum("share"))
    assert {row["all"] for row in shares} == {1}
    finance = AgencySuccession.objects.get(new__code="stc")
    assert (finance.old.name, finance.effective_date) == (
        "Sở Kế hoạch và Đầu tư",
        date(2025, 3, 1),
    )
    assert not Agency.objects.in_force(on=ON).filter(kind="district").exists()


def test_there_is_an_account_a_role_and_a_second_inspector_and_all_open() -> None:
    users = User.objects.in_bulk([a.username for a in DEMO_ACCOUNTS], field_name="username")
    assert Counter(user.role for user in users.values()) == Counter([*Role.values, Role.INSPECTOR])
    assert all(user.has_usable_password() for user in users.values())
    assert users["nhadautu"].check_password(DEMO_PASSWORD)


@pytest.mark.parametrize(
    ("username", "fewest", "most"),
    [("chuyenvien", 256, 256), ("songanh", 40, 200), ("canboxa", 5, 40), ("nhadautu", 2, 8)],
)
def test_each_account_has_projects_of_its_own(username: str, fewest: int, most: int) -> None:
    user = User.objects.get(username=username)
    assert fewest <= Project.objects.visible_to(user).count() <= most


def test_the_investor_has_something_late_something_running_and_a_wait_for_the_state() -> None:
    user = User.objects.get(username="nhadautu")
    own = Project.objects.visible_to(user).values("pk")
    assert Flag.objects.filter(project_id__in=own, state__in=LIVE_STATES).exists()
    duties = Obligation.objects.filter(project_id__in=own, audience="bearer")
    assert duties.filter(clock="running", level=0).exists()
    waits = duties.filter(clock="stopped").first()
    assert waits is not None
    (pause,) = [step["params"] for step in waits.steps if step["kind"] == "stopped"]
    assert (pause["reasons"], pause["derived"]) == ("late_handover", True)


def test_search_finds_what_the_actions_would_index() -> None:
    for project in Project.objects.all()[::10]:
        stored = (project.search_text, project.sort_key)
        index(project)
        assert (project.search_text, project.sort_key) == stored


def test_each_project_has_a_line_of_history() -> None:
    lines = AuditEvent.objects.filter(verb="project_created").values_list("project_id", flat=True)
    assert Counter(lines) == Counter(Project.objects.values_list("pk", flat=True))


def _counts() -> tuple[int, ...]:
    models = (Project, Obligation, Flag, User, Agency, SweepRun, AuditEvent)
    return tuple(model.objects.count() for model in models)


def test_published_figures_show_each_way_to_agree_and_say_that_they_are_invented() -> None:
    found = {each.verdict for each in compared(on=ON)}
    wanted = (Verdict.EXACT, Verdict.WITHIN, Verdict.ROUNDED, Verdict.TRUNCATED)
    assert found >= {*wanted, Verdict.OFF, Verdict.NO_BASE}
    assert PublishedFigure.objects.filter(nature="estimate").exists()
    assert not PublishedFigure.objects.filter(is_demonstration=False).exists()
    assert not PciResult.objects.filter(is_demonstration=False).exists()
    assert PciResult.objects.values("province").distinct().count() == 2


def test_the_cases_beside_it_are_marked_and_their_clocks_stand() -> None:
    assert load_cases(on=ON, at=AT) == 5
    assert load_cases(on=ON, at=AT) == 0
    kinds = Counter(Case.objects.filter(is_demonstration=True).values_list("kind", flat=True))
    assert kinds == {"inspection": 2, "check": 2, "party": 1}
    ids = list(Case.objects.values_list("pk", flat=True))
    assert refresh_cases(case_ids=ids, on=ON, at=AT, cause="again") == 0
    live = Obligation.objects.filter(subject_kind="case", clock="running").order_by("kind")
    assert list(live.values_list("kind", "due_date")) == [
        ("K11", date(2026, 11, 26)),
        ("K6", date(2026, 11, 26)),
    ]
    assert Recommendation.objects.filter(closed_date=None).count() == 4

"""Load the demonstration province: all of it or nothing, once, and only into an empty registry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, record
from accounts.actions.demonstration import Places, create_accounts, load_province
from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, province
from accounts.models import User
from deadlines.actions import law
from deadlines.actions.sample_plan import Stage, load_plan
from projects.actions.acts import HISTORY_LANGUAGE
from projects.actions.demonstration_appraisal import Setting, propose, tell_of_appraisal
from projects.actions.demonstration_calls import tell_of_calls
from projects.actions.demonstration_directives import DIRECTIVE_STORIES, write_directives
from projects.actions.demonstration_documents import write_documents
from projects.actions.demonstration_ending import tell_of_ends
from projects.actions.demonstration_figures import tell_of_figures
from projects.actions.demonstration_handling import tell_of_handling
from projects.actions.demonstration_investors import enter_twice, tell_of_investors
from projects.actions.demonstration_law import set_law
from projects.actions.demonstration_map import draw_map
from projects.actions.demonstration_money_acts import tell_of_money
from projects.actions.demonstration_nights import say_of_flags, sweep_nights
from projects.actions.demonstration_papers import write_papers
from projects.actions.demonstration_quality import confirm_and_list, measure
from projects.actions.demonstration_reports import write_sheet
from projects.actions.demonstration_rows import write_projects
from projects.actions.demonstration_support import write_requests
from projects.actions.refusals import Refusal
from projects.demo.province import build
from projects.demo.shapes import Demonstration, FlagStory
from projects.models import InvestorMember, Project

INVESTOR_STORIES = ("twenty_five_months_behind", "handover_late")
"""The demonstration's investor acts for those who hold the projects of these stories: one is
overdue, of the other the clock stands still because the State keeps the land back."""

DOCUMENT_STORIES = (
    "twenty_five_months_behind",
    "handover_late",
    "unused_just_overdue",
    "several_tranches",
    "extension_running",
)
"""The projects of these stories have documents on file."""

_INVESTOR, _OFFICER = "nhadautu", "chuyenvien"
_ADMINISTRATOR, _LEADER = "quantri", "lanhdaoso"
_FORMER_CALL = 0
"""Place of the project that was once called for."""

_LAW_SET_BEFORE = timedelta(days=180)
_HOLIDAYS_BEFORE, _HOLIDAYS_AFTER = 8, 4
_PLAN_KNOWN_FOR = 400


class RefusesToMix(Refusal):
    """Invented rows never stand beside real ones."""

    text = _(
        "The registry already holds %(count)d projects. Invented rows are loaded only into an "
        "empty registry: give DATABASE_URL another database."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the installation decides: its province, its code prefix, whether people may try it."""

    province_name: str
    prefix: str
    with_accounts: bool


@transaction.atomic
def load(*, setup: Setup, on: date, at: datetime) -> int:
    """Write the province as of `on` and sweep the nights up to it; returns how many projects.

    0 when it is already loaded. Raises `RefusesToMix`.
    """
    if Project.objects.filter(origin=Project.Origin.DEMONSTRATION).exists():
        return 0
    others = Project.objects.count()
    if others:
        raise RefusesToMix(count=others)
    law.load_defaults()
    law.load_holidays(range(on.year - _HOLIDAYS_BEFORE, on.year + _HOLIDAYS_AFTER))
    demo = build(on)
    places = load_province(province=province(setup.province_name))
    people = _people(places) if setup.with_accounts else {}
    _set_law(people, on=on, at=at)
    projects = write_projects(
        demo=demo, places=places, prefix=setup.prefix, officer=people.get(_OFFICER), at=at
    )
    watched = {p.code for p, row in zip(projects, demo.projects, strict=True) if row.watched}
    enter_twice(projects, watched)
    _let_investor_in(demo, projects, people.get(_INVESTOR))
    told = {row.story: project for row, project in zip(demo.projects, projects, strict=True)}
    write_papers(told=told)
    tell_of_ends(projects=projects, told=told, agencies=places.agencies, on=on)
    _remember(projects)
    write_documents(
        projects=[projects[place] for place in _documented(demo)],
        by=people.get(_OFFICER),
        on=on,
        at=at,
    )
    since = on - timedelta(days=_PLAN_KNOWN_FOR)
    officer = people.get(_OFFICER)
    load_plan(stage=Stage(agencies=places.agencies, by=officer, on=on, since=since), at=at)
    write_directives(
        projects={story: projects[place] for story, place in _directed(demo)},
        agencies=places.agencies,
        people=people,
        on=on,
        at=at,
    )
    write_requests(projects=told, agencies=places.agencies, people=people, on=on, at=at)
    write_sheet(projects=told, people=people, by=_INVESTOR, at=at)
    measure(projects=projects, on=on, at=at)
    confirm_and_list(projects=projects, on=on)
    appraised = _appraising(officer, places, setup.prefix, on=on, at=at)
    proposed = propose(appraised) if appraised else []
    sweep_nights(project_ids=[row.pk for row in (*projects, *proposed)], on=on, at=at)
    say_of_flags(stories=_opinions(demo, projects), people=people, on=on, at=at)
    tell_of_money(projects=told, by=officer, on=on, at=at)
    tell_of_handling(projects=told, by=people.get(_OFFICER), on=on, at=at)
    if appraised is not None:
        tell_of_appraisal(projects=told, proposed=proposed, setting=appraised)
    tell_of_calls(
        project=projects[_FORMER_CALL],
        issuer=f"UBND tỉnh {setup.province_name}",
        by=people.get(_OFFICER),
        on=on,
        at=at,
    )
    tell_of_figures(province=setup.province_name, by=people.get(_OFFICER), on=on, at=at)
    tell_of_investors(projects=told, by=people.get(_OFFICER), on=on, at=at)
    draw_map(projects=projects, places=places, by=people.get(_OFFICER))
    return len(projects)


def _appraising(
    by: User | None, places: Places, prefix: str, *, on: date, at: datetime
) -> Setting | None:
    """Nobody appraises anything where the demonstration has no accounts."""
    return Setting(by=by, on=on, at=at, places=places, prefix=prefix) if by else None


def _people(places: Places) -> dict[str, User]:
    return create_accounts(accounts=DEMO_ACCOUNTS, agencies=places.agencies, password=DEMO_PASSWORD)


def _set_law(people: dict[str, User], *, on: date, at: datetime) -> None:
    """A change of the law takes two persons: without accounts the law stays as shipped."""
    proposer, applier = people.get(_ADMINISTRATOR), people.get(_LEADER)
    if proposer is not None and applier is not None:
        set_law(proposer=proposer, applier=applier, on=on, at=at - _LAW_SET_BEFORE)


def _let_investor_in(demo: Demonstration, projects: list[Project], user: User | None) -> None:
    if user is None:
        return
    stories = [row.story for row in demo.projects]
    for story in INVESTOR_STORIES:
        investor = projects[stories.index(story)].investor
        if investor is not None:
            InvestorMember.objects.get_or_create(investor=investor, user=user)


def _documented(demo: Demonstration) -> list[int]:
    """Places of the projects that have documents on file."""
    stories = [row.story for row in demo.projects]
    return [stories.index(story) for story in DOCUMENT_STORIES]


def _directed(demo: Demonstration) -> list[tuple[str, int]]:
    """The projects a leader wrote on, by their story."""
    stories = [row.story for row in demo.projects]
    return [(story, stories.index(story)) for story in DIRECTIVE_STORIES]


def _opinions(demo: Demonstration, projects: list[Project]) -> list[tuple[int, FlagStory]]:
    """Each opinion with the project it is about."""
    by_story = {row.story: project for row, project in zip(demo.projects, projects, strict=True)}
    return [(by_story[story.story].pk, story) for story in demo.flag_stories]


def _remember(projects: list[Project]) -> None:
    """One line of history a project, as if each had been entered."""
    with translation.override(HISTORY_LANGUAGE):
        words = str(_("Project %(code)s added"))
    for project in projects:
        entry = Entry(
            verb="project_created",
            subject_kind="project",
            subject_id=project.pk,
            project_id=project.pk,
            summary=words % {"code": project.code},
            new={"origin": project.origin, "name": project.name},
        )
        record(by=None, entry=entry)

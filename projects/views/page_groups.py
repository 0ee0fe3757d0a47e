"""The sections of the project page, in their groups and their order: declared here, nowhere else.

To add a section (two files of its own and one line here):
1. templates/projects/sections/<key>.html: <section class="card g12" id="..." aria-labelledby="...">,
   its heading an h3 (the group has the h2), headings inside an h4; no "only" needed, it reads its names.
2. projects/views/<x>_section.py: def section(sight: Sight) -> dict[str, Any], the names of its template.
   Names must differ from those of other sections. Its rows: one query (select_related), never one a row.
3. One Section(...) line below. `rows`: names of which one must hold something; `adds`: names of links
   (page_links.py) of which one must be open; either shows it, neither given: always. `needs`: permission
   without which it is not even computed. `waiting`: how much in it needs an act, counted at its group.
   `edits_here`: its links lead to pages of `answering`, which open in its place instead of a new page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from projects.views import (
    area_section,
    brought_section,
    capital_section,
    clearance_section,
    clock_section,
    contact_section,
    directive_section,
    document_section,
    duty_section,
    gate_section,
    handling_section,
    history,
    instrument_section,
    land_section,
    money_section,
    period_section,
    person_section,
    proposal_section,
    published_section,
    question_section,
    related_section,
    request_section,
    schedule_section,
    standing_section,
)
from projects.views.sight import Sight

Names = Mapping[str, Any]


def _nothing(_names: Names) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Section:
    """One section: what it shows, when it is shown, and how much of it needs an act."""

    key: str
    title: Promise
    context: Callable[[Sight], dict[str, Any]]
    rows: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    needs: Permission | None = None
    waiting: Callable[[Names], int] = _nothing
    edits_here: bool = False

    @property
    def template(self) -> str:
        """Where it is drawn."""
        return f"projects/sections/{self.key}.html"

    def is_shown(self, sight: Sight, names: Names) -> bool:
        """Whether there is something to show, or to add for this person."""
        if not self.rows and not self.adds:
            return True
        has_rows = any(_holds(names.get(name)) for name in self.rows)
        return has_rows or any(name in sight.links for name in self.adds)


@dataclass(frozen=True, slots=True)
class Group:
    """Sections below one heading; `alarms` when what waits in it is late."""

    key: str
    title: Promise
    sections: Sequence[Section]
    alarms: bool = False


GROUPS: tuple[Group, ...] = (
    Group(
        "tong-quan",
        _("Overview"),
        (
            Section(
                "flags",
                _("Flags"),
                duty_section.flag_section,
                needs=Permission.VIEW_FLAGS,
                waiting=lambda names: len(names["flags"]["live"]),
            ),
            Section(
                "questions",
                _("Questions about the data"),
                question_section.section,
                rows=("record_questions", "record_quality"),
                needs=Permission.VIEW_FLAGS,
            ),
            Section("duties", _("Deadlines and obligations"), duty_section.section),
            Section(
                "gate",
                _("Stage and what is still missing"),
                gate_section.section,
                needs=Permission.VIEW_FLAGS,
            ),
            Section("clocks", _("Both clocks"), clock_section.section, rows=("clocks",)),
        ),
        alarms=True,
    ),
    Group(
        "ho-so",
        _("Legal file"),
        (
            Section(
                "proposals",
                _("Proposals and appraisal"),
                proposal_section.section,
                rows=("proposals", "planning", "criteria"),
                adds=("proposal_add",),
                waiting=lambda names: sum(row["open"] for row in names["proposals"]),
            ),
            Section(
                "instruments",
                _("Capital and documents"),
                instrument_section.section,
                rows=("instruments",),
                adds=("instrument_add",),
                edits_here=True,
            ),
            Section(
                "documents",
                _("Documents"),
                document_section.section,
                rows=("documents",),
                adds=("document_add",),
                needs=Permission.VIEW_DOCUMENTS,
            ),
            Section(
                "standing",
                _("Suspension and termination"),
                standing_section.section,
                rows=("suspensions", "terminations"),
                adds=("suspend",),
                waiting=lambda names: names["closing_late"],
            ),
            Section(
                "related",
                _("Related projects"),
                related_section.section,
                rows=("related",),
                adds=("link_add",),
            ),
            Section(
                "published",
                _("As its source published it"),
                published_section.section,
                rows=("published",),
            ),
        ),
    ),
    Group(
        "thuc-hien",
        _("Schedule"),
        (
            Section(
                "schedule",
                _("Schedule"),
                schedule_section.section,
                rows=("milestones",),
                adds=("item_add",),
                edits_here=True,
            ),
            Section(
                "requests",
                _("Requests for more time"),
                request_section.section,
                rows=("requests",),
                adds=("request_add",),
                waiting=lambda names: sum(bool(row["act"]) for row in names["requests"]),
                edits_here=True,
            ),
            Section(
                "periods",
                _("Time not counted"),
                period_section.section,
                rows=("periods",),
                adds=("period_add",),
                edits_here=True,
            ),
        ),
    ),
    Group(
        "dat",
        _("Land"),
        (
            Section(
                "land",
                _("Land"),
                land_section.section,
                rows=("tranches",),
                adds=("tranche_add",),
                edits_here=True,
            ),
            Section(
                "areas",
                _("Boundaries"),
                area_section.section,
                rows=("areas",),
                adds=("area_add",),
            ),
            Section(
                "clearance",
                _("Site clearance"),
                clearance_section.section,
                rows=("clearance",),
                adds=("clearance_add",),
                edits_here=True,
            ),
        ),
    ),
    Group(
        "tai-chinh",
        _("Money"),
        (
            Section(
                "capital",
                _("Capital by its parts"),
                capital_section.section,
                rows=("capital_parts",),
                adds=("part_add",),
                needs=Permission.VIEW_FLAGS,
                edits_here=True,
            ),
            Section(
                "brought",
                _("Capital brought in"),
                brought_section.section,
                rows=("capital_brought",),
                adds=("contribution_add",),
                needs=Permission.VIEW_FLAGS,
                edits_here=True,
            ),
            Section(
                "money",
                _("Deposit and term"),
                money_section.section,
                rows=("money",),
                adds=("terms_edit",),
                needs=Permission.VIEW_FLAGS,
                edits_here=True,
            ),
        ),
    ),
    Group(
        "lam-viec",
        _("Work on it"),
        (
            Section(
                "handling",
                _("Handling"),
                handling_section.section,
                needs=Permission.VIEW_FLAGS,
            ),
            Section(
                "directives",
                _("Directives"),
                directive_section.section,
                rows=("directives",),
                adds=("directive_add",),
            ),
            Section(
                "persons",
                _("Contact persons"),
                person_section.section,
                rows=("persons",),
                adds=("person_add",),
                needs=Permission.VIEW_FLAGS,
            ),
            Section(
                "contacts",
                _("Contacts and reports"),
                contact_section.section,
                rows=("contacts",),
                adds=("contact_add",),
                needs=Permission.VIEW_FLAGS,
                edits_here=True,
            ),
        ),
    ),
    Group(
        "nhat-ky",
        _("History"),
        (Section("history", _("History"), history.section, needs=Permission.VIEW_HISTORY),),
    ),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A group with the sections this person is shown of it; `absent`: those empty so far."""

    key: str
    title: Promise
    sections: Sequence[Section]
    absent: Sequence[Section]
    waiting: int
    alarms: bool


def drawn(sight: Sight) -> tuple[list[Drawn], dict[str, Any]]:
    """The groups as one person sees them, and the names their templates read."""
    names: dict[str, Any] = {}
    groups = [_draw(group, sight, names) for group in GROUPS]
    return [group for group in groups if group.sections], names


def section_of(groups: Sequence[Drawn], key: str) -> Section | None:
    """The section with this key, if the person is shown it."""
    found = (each for group in groups for each in group.sections if each.key == key)
    return next(found, None)


def _draw(group: Group, sight: Sight, names: dict[str, Any]) -> Drawn:
    shown: list[Section] = []
    absent: list[Section] = []
    waiting = 0
    for section in group.sections:
        if section.needs is not None and not sight.user.can(section.needs):
            continue
        found = section.context(sight)
        if twice := names.keys() & found.keys():
            raise TypeError(f"{section.key} names what another section names: {sorted(twice)}")
        names |= found
        if section.is_shown(sight, found):
            shown.append(section)
            waiting += section.waiting(found)
        else:
            absent.append(section)
    return Drawn(group.key, group.title, shown, absent, waiting, group.alarms)


def _holds(value: Any) -> bool:
    """Whether there is anything in it; of several lists, in any of them."""
    return any(map(_holds, value.values())) if isinstance(value, Mapping) else bool(value)

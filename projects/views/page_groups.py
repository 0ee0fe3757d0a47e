"""The sections of the project page, in their groups and their order: declared here, nowhere else.

To add a section (two files of its own and one line here):
1. templates/projects/sections/<key>.html: <section class="card g12" id="..." aria-labelledby="...">,
   its heading an h3 (the group has the h2), headings inside an h4; no "only" needed, it reads its names.
2. projects/views/<x>_section.py: def section(sight: Sight) -> dict[str, Any], the names of its template.
   Names must differ from those of other sections. Its rows: one query (select_related), never one a row.
3. One Section(...) line below. `rows`: names of which one must hold something; without any it shrinks to
   one line at the end of its group, with the links of `adds` (page_links.py) that are open to this
   person, or to nothing; neither given: it is always shown. `anchor`: the id of its template, which that
   line takes over. `needs`: permission without which it is not even computed.
   `waiting`: how much in it needs an act, counted at its group.
   `edits_here`: its links lead to pages of `answering`, which open in its place instead of a new page.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from projects.views import (
    area_section,
    brought_section,
    call_section,
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
from projects.views.page_sections import Group, Section

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
                anchor="de-xuat",
                adds={
                    "proposal_add": _("Receive a dossier"),
                    "planning_add": _("Compare with a plan"),
                    "criteria": _("Criteria"),
                },
                waiting=lambda names: sum(row["open"] for row in names["proposals"]),
            ),
            Section(
                "instruments",
                _("Capital and documents"),
                instrument_section.section,
                rows=("instruments",),
                anchor="von",
                adds={"instrument_add": _("Add document")},
                edits_here=True,
            ),
            Section(
                "documents",
                _("Documents"),
                document_section.section,
                rows=("documents",),
                anchor="tai-lieu",
                adds={"document_add": _("Put a document on file")},
                needs=Permission.VIEW_DOCUMENTS,
            ),
            Section(
                "standing",
                _("Suspension and termination"),
                standing_section.section,
                rows=("suspensions", "terminations"),
                anchor="ngung-cham-dut",
                adds={
                    "suspend": _("Suspension"),
                    "terminate": _("Termination"),
                },
                waiting=lambda names: names["closing_late"],
            ),
            Section(
                "related",
                _("Related projects"),
                related_section.section,
                rows=("related",),
                anchor="lq",
                adds={"link_add": _("Add a related project")},
            ),
            Section(
                "call",
                _("Came from a call for investment"),
                call_section.section,
                rows=("came_from",),
                anchor="goi",
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
                _("Milestones"),
                schedule_section.section,
                rows=("milestones",),
                anchor="tien-do",
                adds={"item_add": _("Add milestone")},
                edits_here=True,
            ),
            Section(
                "requests",
                _("Requests for more time"),
                request_section.section,
                rows=("requests",),
                anchor="gia-han",
                adds={"request_add": _("Record a request")},
                waiting=lambda names: sum(bool(row["act"]) for row in names["requests"]),
                edits_here=True,
            ),
            Section(
                "periods",
                _("Time not counted"),
                period_section.section,
                rows=("periods",),
                anchor="thoi-gian",
                adds={"period_add": _("Record time not counted")},
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
                _("Land tranches"),
                land_section.section,
                rows=("tranches",),
                anchor="dat-dai",
                adds={"tranche_add": _("Add land tranche")},
                edits_here=True,
            ),
            Section(
                "areas",
                _("Boundaries and points"),
                area_section.section,
                rows=("areas", "area_points"),
                anchor="ranh-gioi",
                adds={
                    "area_add": _("Add a boundary"),
                    "point_add": _("Add a point"),
                    "site_import": _("From a file"),
                },
            ),
            Section(
                "clearance",
                _("Site clearance"),
                clearance_section.section,
                rows=("clearance",),
                anchor="gpmb",
                adds={"clearance_add": _("Record site clearance")},
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
                anchor="von-dang-ky",
                adds={"part_add": _("Add a part of the capital")},
                needs=Permission.VIEW_FLAGS,
                edits_here=True,
            ),
            Section(
                "brought",
                _("Capital brought in"),
                brought_section.section,
                rows=("capital_brought",),
                anchor="gop-von",
                adds={"contribution_add": _("Record capital")},
                needs=Permission.VIEW_FLAGS,
                edits_here=True,
            ),
            Section(
                "money",
                _("Deposit and term"),
                money_section.section,
                rows=("money",),
                anchor="tien",
                adds={
                    "terms_edit": _("Deposit duty and term"),
                    "deposit_add": _("Record a deposit"),
                },
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
                anchor="chi-dao",
                adds={"directive_add": _("Write a directive")},
            ),
            Section(
                "persons",
                _("Contact persons"),
                person_section.section,
                rows=("persons",),
                anchor="nguoi-lien-he",
                adds={"person_add": _("Add a contact person")},
                needs=Permission.VIEW_FLAGS,
            ),
            Section(
                "contacts",
                _("Contacts and reports"),
                contact_section.section,
                rows=("contacts",),
                anchor="lien-he",
                adds={
                    "contact_add": _("Record a contact"),
                    "filing_add": _("Record a report"),
                    "site_loss_add": _("Site lost"),
                },
                needs=Permission.VIEW_FLAGS,
                edits_here=True,
            ),
        ),
    ),
    Group(
        "nhat-ky",
        _("History"),
        (Section("history", _("Latest changes"), history.section, needs=Permission.VIEW_HISTORY),),
    ),
)

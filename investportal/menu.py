"""The main menu as declared: which pages, for whom, and what waits behind each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from investportal import menu_counts
from investportal.menu_shape import Entry, Group
from projects.filters.registry import FOLLOWED
from projects.querysets.opinions import waiting_for

MENU: tuple[Group, ...] = (
    Group(
        "",
        (
            Entry(
                "deadlines:work",
                _("Work today"),
                "inbox",
                Permission.VIEW_WORK,
                owns=("deadlines:assign", "deadlines:calendar"),
            ),
            Entry(
                "reporting:dashboard",
                _("Dashboard"),
                "layout-dashboard",
                Permission.VIEW_DASHBOARD,
            ),
            Entry(
                "reporting:resolution",
                _("Resolution 135-NQ/TU"),
                "scale",
                Permission.VIEW_DASHBOARD,
            ),
        ),
    ),
    Group(
        _("Non-budget projects"),
        (
            Entry(
                "projects:list",
                _("Project registry"),
                "list-details",
                Permission.VIEW_REGISTRY,
                owns=("projects:",),
                query=f"?tinh_trang={FOLLOWED}",
                count=menu_counts.projects,
            ),
            Entry(
                "projects:map",
                _("Map"),
                "map-2",
                Permission.VIEW_REGISTRY,
                owns=("projects:map", "projects:outlines"),
            ),
            Entry(
                "projects:investors",
                _("Investors"),
                "users",
                Permission.VIEW_REGISTRY,
                owns=(
                    "projects:investor",
                    "projects:duplicates",
                    "projects:othername_edit",
                    "projects:sanction_edit",
                    "projects:equity_edit",
                    "projects:merge_undo",
                ),
                province_wide=True,
            ),
            Entry(
                "projects:supports",
                _("Requests of investors"),
                "message-circle",
                Permission.VIEW_SUPPORT,
                owns=("projects:support",),
                count=menu_counts.support,
            ),
            Entry(
                "projects:calls",
                _("Calls for investment"),
                "send",
                Permission.VIEW_REGISTRY,
                owns=("projects:call",),
            ),
        ),
    ),
    Group(
        _("Public investment"),
        (
            Entry(
                "disbursement:overview",
                _("Plan and disbursement"),
                "chart-line",
                Permission.VIEW_DISBURSEMENT,
            ),
            Entry(
                "projects:public_list",
                _("Public projects"),
                "building-community",
                Permission.VIEW_DISBURSEMENT,
                owns=("projects:public", "disbursement:contract"),
            ),
            Entry(
                "disbursement:plans",
                _("Capital plan"),
                "list-details",
                Permission.VIEW_DISBURSEMENT,
                owns=("disbursement:plan", "disbursement:funding_source"),
            ),
            Entry(
                "disbursement:scenarios",
                _("Disbursement scenario"),
                "checks",
                Permission.VIEW_DISBURSEMENT,
                owns=("disbursement:scenario",),
            ),
            Entry(
                "disbursement:reallocations",
                _("Moving capital"),
                "arrows-exchange",
                Permission.VIEW_DISBURSEMENT,
                owns=("disbursement:reallocation",),
                count=menu_counts.moves,
                province_wide=True,
            ),
        ),
    ),
    Group(
        _("Disbursement"),
        (
            Entry(
                "disbursement:owner_home",
                _("Your disbursement"),
                "inbox",
                Permission.ENTER_PAYMENTS,
            ),
            Entry(
                "disbursement:payments_owners",
                _("Monthly payments"),
                "calendar",
                Permission.VIEW_DISBURSEMENT,
                owns=("disbursement:payments", "disbursement:workbook"),
            ),
            Entry(
                "disbursement:months",
                _("Closing of months"),
                "checks",
                Permission.VIEW_DISBURSEMENT,
                owns=("disbursement:month", "disbursement:treasury"),
            ),
            Entry(
                "disbursement:month_table",
                _("Monthly table"),
                "table",
                Permission.VIEW_DISBURSEMENT,
            ),
            Entry(
                "disbursement:ranking",
                _("Ranking of owners"),
                "list",
                Permission.VIEW_DISBURSEMENT,
            ),
        ),
    ),
    Group(
        _("Follow-up"),
        (
            Entry(
                "deadlines:flags",
                _("Flags"),
                "alert-triangle",
                Permission.VIEW_FLAGS,
                owns=("deadlines:flag", "deadlines:decide"),
                count=menu_counts.live_flags,
                alarming=True,
            ),
            Entry(
                "deadlines:orders",
                _("Tasks"),
                "clipboard-check",
                Permission.VIEW_WORK,
                owns=("deadlines:order",),
            ),
            Entry(
                "projects:opinions",
                _("Opinions asked for"),
                "message-circle",
                Permission.ANSWER_OPINION,
                owns=("projects:opinion",),
                count=waiting_for,
            ),
            Entry(
                "projects:handling",
                _("Handling"),
                "gavel",
                Permission.VIEW_FLAGS,
                owns=("projects:handling",),
            ),
            Entry(
                "projects:rounds",
                _("Review rounds"),
                "list",
                Permission.VIEW_FLAGS,
                owns=("projects:round",),
            ),
        ),
    ),
    Group(
        _("Inspection"),
        (
            Entry(
                "inspections:cases",
                _("Cases"),
                "clipboard-check",
                Permission.VIEW_CASES,
                owns=("inspections:case",),
                count=menu_counts.open_cases,
            ),
            Entry(
                "inspections:plans",
                _("Inspection plans"),
                "calendar-event",
                Permission.VIEW_CASES,
                owns=("inspections:plan", "inspections:good_compliance"),
                province_wide=True,
            ),
            Entry(
                "inspections:remedies",
                _("Recommendations"),
                "checks",
                Permission.VIEW_CASES,
                owns=("inspections:remedy",),
            ),
            Entry(
                "inspections:coverage",
                _("Late land covered"),
                "scale",
                Permission.VIEW_COVERAGE,
            ),
            Entry(
                "inspections:published",
                _("Published conclusions"),
                "file-text",
                Permission.VIEW_CASES,
            ),
        ),
    ),
    Group(
        _("Data and rules"),
        (
            Entry(
                "projects:imports",
                _("Import from Excel"),
                "table",
                Permission.IMPORT_PROJECTS,
                owns=("projects:import",),
            ),
            Entry(
                "projects:quality",
                _("Quality of the data"),
                "checks",
                Permission.VIEW_FLAGS,
                owns=("projects:question", "projects:certificate"),
                count=menu_counts.questions,
            ),
            Entry(
                "deadlines:unknown",
                _("Deadline not computable"),
                "calendar-off",
                Permission.VIEW_FLAGS,
                count=menu_counts.unknown_deadlines,
            ),
            Entry(
                "deadlines:rules",
                _("Rules of the deadlines"),
                "scale",
                Permission.VIEW_FLAGS,
                owns=(
                    "deadlines:rule",
                    "deadlines:propos",
                    "deadlines:holidays",
                    "deadlines:change_holidays",
                ),
            ),
        ),
    ),
    Group(
        _("Reports"),
        (
            Entry(
                "reporting:reports",
                _("Reports"),
                "file-text",
                Permission.VIEW_REPORTS,
                owns=("reporting:report", "reporting:prepare"),
            ),
            Entry(
                "reporting:figures",
                _("Published figures"),
                "scale",
                Permission.VIEW_REPORTS,
                owns=("reporting:figure",),
            ),
            Entry(
                "projects:pci",
                _("PCI"),
                "chart-line",
                Permission.VIEW_REPORTS,
                owns=("projects:pci",),
            ),
        ),
    ),
    Group(
        _("Investors and the public"),
        (
            Entry(
                "projects:filings",
                _("Reports of investors"),
                "file-text",
                Permission.EDIT_PROJECT,
                owns=("projects:filing_review",),
            ),
            Entry(
                "projects:registrations",
                _("Requests for accounts"),
                "users",
                Permission.KEEP_INVESTOR_ACCOUNTS,
                owns=("projects:registration",),
                count=menu_counts.registrations,
            ),
            Entry(
                "projects:interests",
                _("Expressions of interest"),
                "message-circle",
                Permission.KEEP_CALLS,
                owns=("projects:interest",),
                count=menu_counts.interests,
            ),
            Entry(
                "projects:publishing",
                _("What the public sees"),
                "send",
                Permission.PUBLISH_PROJECTS,
                owns=("projects:publication",),
            ),
        ),
    ),
    Group(
        _("People"),
        (
            Entry(
                "accounts:people",
                _("People and accounts"),
                "users",
                Permission.MANAGE_SYSTEM,
                owns=("accounts:",),
            ),
            Entry(
                "projects:portfolios",
                _("Hand over projects"),
                "arrows-exchange",
                Permission.HAND_OVER,
                owns=("projects:hand_over",),
            ),
            Entry(
                "accounts:deputies",
                _("Deputies"),
                "calendar-event",
                Permission.HAND_OVER,
            ),
        ),
    ),
    Group(
        _("System administration"),
        (
            Entry(
                "system",
                _("State of the portal"),
                "checks",
                Permission.MANAGE_SYSTEM,
            ),
            Entry(
                "admin:index",
                _("Reference data"),
                "settings",
                Permission.MANAGE_SYSTEM,
                owns=("projects:places", "projects:write_places"),
            ),
        ),
    ),
)

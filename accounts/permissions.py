"""What a person may do, and which role may do it.

Views and actions ask for a `Permission`, never for a role: a role is only a named list of
permissions, so a province may regroup duties without touching the code that checks them.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """A right that code asks for."""

    VIEW_REGISTRY = "view_registry"
    EDIT_PROJECT = "edit_project"
    EDIT_LAND = "edit_land"
    KEEP_CLEARANCE = "keep_clearance"
    IMPORT_PROJECTS = "import_projects"
    CHANGE_MANY = "change_many"
    KEEP_CALLS = "keep_calls"
    KEEP_FIGURES = "keep_figures"
    KEEP_OUTLINES = "keep_outlines"
    VIEW_DISBURSEMENT = "view_disbursement"
    ENTER_PAYMENTS = "enter_payments"
    KEEP_PUBLIC_PROJECTS = "keep_public_projects"
    KEEP_PLANS = "keep_plans"
    CONFIRM_PAYMENTS = "confirm_payments"
    CLOSE_MONTHS = "close_months"
    PROPOSE_MOVES = "propose_moves"
    APPLY_MOVES = "apply_moves"
    VIEW_CASES = "view_cases"
    KEEP_CASES = "keep_cases"
    PLAN_INSPECTIONS = "plan_inspections"
    ISSUE_INSPECTION_PLANS = "issue_inspection_plans"
    ANSWER_RECOMMENDATION = "answer_recommendation"
    VIEW_COVERAGE = "view_coverage"
    VIEW_FLAGS = "view_flags"
    DECIDE_FLAG = "decide_flag"
    ANSWER_FLAG = "answer_flag"
    ASSIGN_WORK = "assign_work"
    VIEW_WORK = "view_work"
    MANAGE_RULES = "manage_rules"
    APPLY_RULES = "apply_rules"
    CLASSIFY_PROJECT = "classify_project"
    MANAGE_ASSIGNMENTS = "manage_assignments"
    ANSWER_ASSIGNMENT = "answer_assignment"
    WRITE_DIRECTIVE = "write_directive"
    APPRAISE = "appraise"
    ANSWER_OPINION = "answer_opinion"
    OVERRIDE_GATE = "override_gate"
    MERGE_INVESTORS = "merge_investors"
    VIEW_DASHBOARD = "view_dashboard"
    VIEW_REPORTS = "view_reports"
    PREPARE_REPORT = "prepare_report"
    APPROVE_REPORT = "approve_report"
    ISSUE_REPORT = "issue_report"
    WRITE_LETTER = "write_letter"
    VIEW_HISTORY = "view_history"
    VIEW_DOCUMENTS = "view_documents"
    KEEP_DOCUMENTS = "keep_documents"
    VIEW_OWN_PROJECTS = "view_own_projects"
    FILE_REPORT = "file_report"
    FILE_REQUEST = "file_request"
    VIEW_SUPPORT = "view_support"
    ANSWER_SUPPORT = "answer_support"
    DIRECT_SUPPORT = "direct_support"
    KEEP_INVESTOR_ACCOUNTS = "keep_investor_accounts"
    PUBLISH_PROJECTS = "publish_projects"
    HAND_OVER = "hand_over"
    MANAGE_SYSTEM = "manage_system"


class Scope(StrEnum):
    """How far a role sees: the whole province, its own agency, its own commune, its own projects."""

    PROVINCE = "province"
    AGENCY = "agency"
    PLACE = "place"
    OWN = "own"


class Role(models.TextChoices):
    """The roles of house.md and law.md §10."""

    SPECIALIST = "specialist", _("Specialist")
    DEPARTMENT_LEADER = "department_leader", _("Department leader")
    COMMITTEE_LEADER = "committee_leader", _("Provincial committee leader")
    SECTOR_AGENCY = "sector_agency", _("Sector agency")
    COMMUNE_OFFICER = "commune_officer", _("Commune officer")
    OWNER = "owner", _("Public project owner")
    INSPECTOR = "inspector", _("Inspector")
    SUPERVISOR = "supervisor", _("Supervisor (People's Council, Fatherland Front)")
    INVESTOR = "investor", _("Investor")
    ADMINISTRATOR = "administrator", _("Administrator")


_READ = frozenset({Permission.VIEW_REGISTRY, Permission.VIEW_FLAGS, Permission.VIEW_REPORTS})
_WORK = frozenset({Permission.VIEW_WORK, Permission.ANSWER_ASSIGNMENT, Permission.ANSWER_OPINION})
# The department keeps the plans and holds what owners enter against the treasury's figures.
_CAPITAL = frozenset(
    {
        Permission.VIEW_DISBURSEMENT,
        Permission.KEEP_PUBLIC_PROJECTS,
        Permission.KEEP_PLANS,
        Permission.CONFIRM_PAYMENTS,
        Permission.PROPOSE_MOVES,
    }
)
# Who looks at projects: departments and communes check, the inspectorate inspects (law.md §4.1).
# What a person sees of a case is decided by being on it, or by its publication.
_CASES = frozenset({Permission.VIEW_CASES, Permission.KEEP_CASES, Permission.ANSWER_RECOMMENDATION})

ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.SPECIALIST: _READ
    | _WORK
    | _CAPITAL
    | _CASES
    | {
        Permission.PLAN_INSPECTIONS,
        Permission.VIEW_COVERAGE,
        Permission.VIEW_SUPPORT,
        Permission.ANSWER_SUPPORT,
        Permission.DIRECT_SUPPORT,
        Permission.KEEP_INVESTOR_ACCOUNTS,
        Permission.PUBLISH_PROJECTS,
        Permission.APPRAISE,
        Permission.CLASSIFY_PROJECT,
        Permission.MANAGE_ASSIGNMENTS,
        Permission.EDIT_PROJECT,
        Permission.EDIT_LAND,
        Permission.KEEP_CLEARANCE,
        Permission.IMPORT_PROJECTS,
        Permission.CHANGE_MANY,
        Permission.KEEP_CALLS,
        Permission.KEEP_FIGURES,
        Permission.KEEP_OUTLINES,
        Permission.DECIDE_FLAG,
        Permission.VIEW_DASHBOARD,
        Permission.PREPARE_REPORT,
        Permission.ISSUE_REPORT,
        Permission.WRITE_LETTER,
        Permission.VIEW_HISTORY,
        Permission.VIEW_DOCUMENTS,
        Permission.KEEP_DOCUMENTS,
    },
    Role.DEPARTMENT_LEADER: _READ
    | _WORK
    | _CAPITAL
    | _CASES
    | {
        Permission.PLAN_INSPECTIONS,
        Permission.ISSUE_INSPECTION_PLANS,
        Permission.VIEW_COVERAGE,
        Permission.VIEW_SUPPORT,
        Permission.ANSWER_SUPPORT,
        Permission.DIRECT_SUPPORT,
        Permission.KEEP_INVESTOR_ACCOUNTS,
        Permission.PUBLISH_PROJECTS,
        Permission.CLOSE_MONTHS,
        Permission.APPLY_MOVES,
        Permission.APPRAISE,
        Permission.OVERRIDE_GATE,
        Permission.IMPORT_PROJECTS,
        Permission.CHANGE_MANY,
        Permission.KEEP_CALLS,
        Permission.KEEP_FIGURES,
        Permission.MERGE_INVESTORS,
        Permission.ASSIGN_WORK,
        Permission.APPLY_RULES,
        Permission.CLASSIFY_PROJECT,
        Permission.MANAGE_ASSIGNMENTS,
        Permission.WRITE_DIRECTIVE,
        Permission.EDIT_PROJECT,
        Permission.EDIT_LAND,
        Permission.KEEP_CLEARANCE,
        Permission.DECIDE_FLAG,
        Permission.VIEW_DASHBOARD,
        Permission.PREPARE_REPORT,
        Permission.APPROVE_REPORT,
        Permission.ISSUE_REPORT,
        Permission.WRITE_LETTER,
        Permission.VIEW_HISTORY,
        Permission.VIEW_DOCUMENTS,
        Permission.KEEP_DOCUMENTS,
        Permission.HAND_OVER,
    },
    Role.COMMITTEE_LEADER: _READ
    | {
        Permission.VIEW_DASHBOARD,
        Permission.VIEW_DISBURSEMENT,
        Permission.VIEW_DOCUMENTS,
        Permission.VIEW_SUPPORT,
        Permission.VIEW_WORK,
        Permission.WRITE_DIRECTIVE,
        Permission.VIEW_CASES,
        Permission.ISSUE_INSPECTION_PLANS,
        Permission.ANSWER_RECOMMENDATION,
        Permission.VIEW_COVERAGE,
    },
    Role.SECTOR_AGENCY: _WORK
    | _CASES
    | frozenset(
        {
            Permission.ANSWER_FLAG,
            Permission.VIEW_SUPPORT,
            Permission.ANSWER_SUPPORT,
            Permission.VIEW_REGISTRY,
            Permission.VIEW_FLAGS,
            Permission.VIEW_DISBURSEMENT,
            # Sector departments own public projects too.
            Permission.ENTER_PAYMENTS,
            Permission.EDIT_LAND,
            Permission.KEEP_CLEARANCE,
            Permission.VIEW_DOCUMENTS,
            Permission.KEEP_DOCUMENTS,
        }
    ),
    Role.COMMUNE_OFFICER: _WORK
    | _CASES
    | frozenset(
        {
            Permission.VIEW_REGISTRY,
            Permission.VIEW_SUPPORT,
            Permission.ANSWER_SUPPORT,
            Permission.VIEW_DISBURSEMENT,
            Permission.ENTER_PAYMENTS,
            Permission.VIEW_DOCUMENTS,
            # The commune counts who agreed and was paid; handing over land is the agency's.
            Permission.KEEP_CLEARANCE,
        }
    ),
    Role.OWNER: _WORK
    | frozenset(
        {
            Permission.VIEW_CASES,
            Permission.ANSWER_RECOMMENDATION,
            Permission.VIEW_REGISTRY,
            Permission.VIEW_DISBURSEMENT,
            Permission.ENTER_PAYMENTS,
            Permission.VIEW_DOCUMENTS,
            Permission.KEEP_DOCUMENTS,
        }
    ),
    Role.INSPECTOR: _READ
    | _WORK
    | _CASES
    | {
        Permission.PLAN_INSPECTIONS,
        Permission.ISSUE_INSPECTION_PLANS,
        Permission.VIEW_COVERAGE,
        Permission.WRITE_LETTER,
        Permission.VIEW_DASHBOARD,
        Permission.VIEW_DISBURSEMENT,
        Permission.VIEW_HISTORY,
        Permission.VIEW_DOCUMENTS,
    },
    Role.SUPERVISOR: frozenset(
        {
            Permission.VIEW_REGISTRY,
            Permission.VIEW_DISBURSEMENT,
            Permission.VIEW_REPORTS,
            Permission.VIEW_CASES,
            Permission.ANSWER_RECOMMENDATION,
        }
    ),
    Role.INVESTOR: frozenset(
        {
            Permission.VIEW_OWN_PROJECTS,
            Permission.FILE_REPORT,
            Permission.FILE_REQUEST,
            Permission.VIEW_DOCUMENTS,
            Permission.ANSWER_FLAG,
            Permission.ANSWER_RECOMMENDATION,
        }
    ),
    Role.ADMINISTRATOR: _READ
    | {
        Permission.MANAGE_RULES,
        Permission.APPLY_RULES,
        Permission.VIEW_WORK,
        Permission.VIEW_DASHBOARD,
        Permission.VIEW_DISBURSEMENT,
        Permission.VIEW_HISTORY,
        Permission.HAND_OVER,
        Permission.KEEP_OUTLINES,
        Permission.MANAGE_SYSTEM,
    },
}

ROLE_SCOPE: dict[str, Scope] = {
    Role.SPECIALIST: Scope.PROVINCE,
    Role.DEPARTMENT_LEADER: Scope.PROVINCE,
    Role.COMMITTEE_LEADER: Scope.PROVINCE,
    Role.SECTOR_AGENCY: Scope.AGENCY,
    Role.COMMUNE_OFFICER: Scope.PLACE,
    Role.OWNER: Scope.AGENCY,
    Role.INSPECTOR: Scope.PROVINCE,
    Role.SUPERVISOR: Scope.PROVINCE,
    Role.INVESTOR: Scope.OWN,
    Role.ADMINISTRATOR: Scope.PROVINCE,
}


def may_stand_in(deputy: str, absent: str) -> bool:
    """Whether a person of one role may act for a person of another (R-9.12).

    Rights and sight of the two are united, so both see equally far, and beneath the province they
    hold the same role: otherwise the deputy would get a right over what neither may touch.
    """
    if Role.INVESTOR in (deputy, absent) or ROLE_SCOPE[deputy] != ROLE_SCOPE[absent]:
        return False
    return ROLE_SCOPE[absent] == Scope.PROVINCE or deputy == absent

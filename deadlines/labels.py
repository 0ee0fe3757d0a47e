"""Labels of the rules and of the codes they leave: one line a rule in each of these tables."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHORT: dict[str, Promise] = {
    "A1": _("Task overdue"),
    "R4": _("Supervision report of the registry late"),
    "R5": _("Investment promotion dossier late"),
    "R6": _("Yearly report on the plan late"),
    "H1": _("Next step of handling overdue"),
    "L1": _("Land not in use for 12 months"),
    "L2": _("Land use 24 months behind schedule"),
    "L3": _("Land extension expired"),
    "L6": _("Land handover late"),
    "L5": _("Claim of force majeure not decided"),
    "L7": _("Land handed over in part"),
    "I1": _("Milestone overdue"),
    "I2": _("Plan beyond the cap of 24 months"),
    "I3": _("Operation 24 months late"),
    "I4": _("Suspended over 12 months"),
    "I10": _("Not started after approval"),
    "I11": _("Approval and certificate differ"),
    "P1": _("Time not counted to be looked at again"),
    "RX": _("Request for more time not answered"),
}
"""What a live flag of the rule says in a list."""

BRIEF: dict[str, Promise] = {
    "A1": _("Task: %(late)s"),
    "R4": _("Supervision report: %(late)s"),
    "R5": _("Promotion dossier: %(late)s"),
    "R6": _("Report on the plan: %(late)s"),
    "H1": _("Next step of handling: %(late)s"),
    "L1": _("Land not in use: %(late)s"),
    "L2": _("Land use behind: %(late)s"),
    "L3": _("Land extension: %(late)s"),
    "L6": _("Land handover: %(late)s"),
    "L5": _("Claim of force majeure: %(late)s"),
    "L7": _("Land handed over in part: %(late)s"),
    "I1": _("Milestone: %(late)s"),
    "I2": _("Plan beyond 24 months: %(late)s"),
    "I3": _("Going into operation: %(late)s"),
    "I4": _("Suspension: %(late)s"),
    "I10": _("Construction start: %(late)s"),
    "I11": _("Figures differ: %(late)s"),
    "P1": _("Look at time not counted: %(late)s"),
    "RX": _("Answer to a request: %(late)s"),
}
"""The same where room is short, with how late it is."""

DUTY: dict[str, Promise] = {
    "A1": _("Carry out the task and report its result"),
    "R4": _("Report on supervision of investment for the year"),
    "R5": _("Hand in the investment promotion dossier of the year"),
    "R6": _("Report what was done of the plan in the year"),
    "H1": _("Take the next step of handling"),
    "L1": _("Put the land to use within 12 months"),
    "L2": _("Land use no more than 24 months behind schedule"),
    "L3": _("Put the land to use within the extension"),
    "L6": _("Hand over the land in the field"),
    "L5": _("Decide on the claim of force majeure"),
    "L7": _("Hand over the rest of the land"),
    "I1": _("Milestone"),
    "I2": _("Operation within 24 months of the first approval's plan"),
    "I3": _("Operate within 24 months of the scheduled day"),
    "I4": _("Resume operation after suspension"),
    "I10": _("Start construction after the approval"),
    "I11": _("Make approval and certificate agree"),
    "P1": _("Look again at the time not counted"),
    "RX": _("Answer the request for more time"),
}
"""What has to be done, before anything is late."""

MISSING: dict[str, Promise] = {
    "land_handover_date": _("Day of the land handover in the field"),
    "land_decision_date": _("Day of the land decision"),
    "schedule": _("Planned day of the milestone"),
    "schedule_instrument": _("Decision or certificate that sets the schedule"),
    "operation_milestone": _("Milestone of going into operation"),
    "approval_date": _("Day of the approval or certificate"),
    "handling_step_day": _("Day of the next step of handling"),
    "order_due_date": _("Day by which the task is due"),
}
"""Facts without which a deadline cannot be computed."""

VOID: dict[str, Promise] = {
    "no_rule_in_force": _("No rule was in force on that day"),
    "moved_to_extension": _("Replaced by the land extension"),
    "achieved_date_unknown": _("Reached, day not recorded"),
    "pending_adjustment": _("An adjustment of the project is being considered"),
    "land_route": _("Handled under the land rules instead"),
    "terminated": _("The project is terminated"),
    "period_has_end": _("The time not counted has its last day"),
    "cleared": _("Not found any more"),
    "handling_ended": _("The handling has ended"),
    "withdrawn": _("The task was withdrawn"),
    "done_undated": _("Done; the order sets no day"),
    "facts_removed": _("The facts it rested on were removed"),
}
"""Why a duty no longer applies."""

"""What a public-investment project has besides: owner, codes, decisions, what was paid in its life."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy, not_negative
from projects.models.project import Project


class PublicProject(RecordedBy):
    """The public side of a project whose funding is PUBLIC; every amount is whole đồng.

    `total_investment_vnd` (tổng mức đầu tư) is what the latest decision of `InvestmentDecision`
    says, kept here so that the database can hold what was disbursed against it. `opening_...`
    is what was disbursed and allocated before the portal kept the ledger; `disbursed_vnd` is
    the rest of its life, moved by the actions on payments alone. A project that spent more than
    was decided names its exception (D3).
    """

    class Group(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        NATIONAL = "national", _("Project of national importance")
        A = "a", _("Group A")
        B = "b", _("Group B")
        C = "c", _("Group C")

    class LandReady(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        NOT_NEEDED = "not_needed", _("No land to be cleared")
        READY = "ready", _("Site handed over")
        PARTLY = "partly", _("Site handed over in part")
        NOT_READY = "not_ready", _("Site not handed over")

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="public")
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="owned_projects")
    # The code of the budget's register of projects (mã dự án, 7 digits).
    budget_code = models.CharField(max_length=7, blank=True, default="")
    group = models.CharField(max_length=8, choices=Group, default=Group.UNKNOWN)
    total_investment_vnd = models.BigIntegerField(null=True, blank=True, editable=False)
    start_year = models.PositiveSmallIntegerField(null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(null=True, blank=True)
    opening_allocated_vnd = models.BigIntegerField(default=0)
    opening_disbursed_vnd = models.BigIntegerField(default=0)
    disbursed_vnd = models.BigIntegerField(default=0, editable=False)
    exception_number = models.CharField(max_length=120, blank=True, default="")
    exception_reason = models.CharField(max_length=300, blank=True, default="")
    land_ready = models.CharField(max_length=10, choices=LandReady, default=LandReady.UNKNOWN)
    land_ready_date = models.DateField(null=True, blank=True)
    # Handed over to those who use it, and the final settlement of the completed project (D8).
    handed_over_date = models.DateField(null=True, blank=True)
    settlement_filed_date = models.DateField(null=True, blank=True)
    settlement_approved_date = models.DateField(null=True, blank=True)
    settlement_number = models.CharField(max_length=120, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Public-investment project")
        constraints = [
            one_of("group", "unknown national a b c", "public_project_group_is_known"),
            one_of(
                "land_ready",
                "unknown not_needed ready partly not_ready",
                "public_project_land_ready_is_known",
            ),
            models.UniqueConstraint(
                fields=["budget_code"],
                condition=~Q(budget_code=""),
                name="public_project_budget_code_once",
                violation_error_message=_("Another project already has this code."),
            ),
            models.CheckConstraint(
                name="public_project_budget_code_has_seven_digits",
                condition=Q(budget_code="") | Q(budget_code__regex=r"^[0-9]{7}$"),
                violation_error_message=_("The code of a public project has 7 digits."),
            ),
            models.CheckConstraint(
                name="public_project_ends_after_it_begins",
                condition=Q(start_year__isnull=True)
                | Q(end_year__isnull=True)
                | Q(end_year__gte=F("start_year")),
                violation_error_message=_("The last year is before the first year."),
            ),
            not_negative("total_investment_vnd", "public_project_total_is_not_negative"),
            not_negative("opening_allocated_vnd", "public_project_opening_allocated_not_negative"),
            not_negative("opening_disbursed_vnd", "public_project_opening_is_not_negative"),
            not_negative("disbursed_vnd", "public_project_disbursed_is_not_negative"),
            models.CheckConstraint(
                name="public_project_spends_within_its_total",
                condition=Q(total_investment_vnd__isnull=True)
                | Q(
                    total_investment_vnd__gte=F("opening_disbursed_vnd") + F("disbursed_vnd"),
                )
                | ~Q(exception_number=""),
                violation_error_message=_(
                    "The project would have spent more than its total investment. Record the "
                    "adjusted decision first, or name the document that allows it."
                ),
            ),
            models.CheckConstraint(
                name="public_project_exception_has_its_reason",
                condition=Q(exception_number="", exception_reason="")
                | ~Q(exception_number="") & ~Q(exception_reason=""),
                violation_error_message=_("Give the document of the exception and its reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.budget_code or str(self.project_id)


class InvestmentDecision(RecordedBy):
    """A decision on a public project: in principle, to invest, or adjusting one (D10).

    Annual capital needs one of kind INVEST. The total of the latest one that names a total is the
    project's total investment.
    """

    class Kind(models.TextChoices):
        POLICY = "policy", _("Decision on investment policy")
        INVEST = "invest", _("Investment decision")
        ADJUST = "adjust", _("Adjusted investment decision")

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="investment_decisions"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.CharField(max_length=120)
    issued_date = models.DateField()
    issuer_name = models.CharField(max_length=200, blank=True, default="")
    total_investment_vnd = models.BigIntegerField(null=True, blank=True)
    start_year = models.PositiveSmallIntegerField(null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Decision on a public project")
        ordering = ["issued_date", "id"]
        constraints = [
            one_of("kind", "policy invest adjust", "investment_decision_kind_is_known"),
            models.CheckConstraint(
                name="investment_decision_has_its_number",
                condition=~Q(number=""),
                violation_error_message=_("Give the number of the decision."),
            ),
            models.CheckConstraint(
                name="investment_decision_total_is_positive",
                condition=Q(total_investment_vnd__isnull=True) | Q(total_investment_vnd__gt=0),
                violation_error_message=_("The total investment is more than zero."),
            ),
            models.UniqueConstraint(
                fields=["project", "number", "issued_date"],
                name="investment_decision_once",
                violation_error_message=_("This decision is already recorded for the project."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

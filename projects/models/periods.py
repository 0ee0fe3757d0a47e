"""Time that does not count, suspension, and the end (R-1.23, R-1.40 to R-1.45)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy, not_negative
from projects.models.instruments import Instrument
from projects.models.land import LandTranche
from projects.models.project import Project
from projects.models.schedule import ScheduleItem


class ExcludedPeriod(RecordedBy):
    """Days that a decision takes out of a clock; `end_date` NULL is still running.

    A claim that nobody decided on yet, or a refused one, stops nothing (L5). An open period has
    an expected end and is looked at again every quarter (P1).
    """

    class Standing(models.TextChoices):
        CLAIMED = "claimed", _("Claimed, not decided yet")
        DECIDED = "decided", _("Decided")
        REFUSED = "refused", _("Refused")

    class Reason(models.TextChoices):
        FORCE_MAJEURE = "force_majeure", _("Force majeure")
        LATE_HANDOVER = "late_handover", _("Late handover of land by the State")
        STATE_DELAY = "state_delay", _("Delay of a State agency")
        COURT = "court", _("Court or investigating body")
        PLANNING_CHANGE = "planning_change", _("Planning changed by the State")

    class Scope(models.TextChoices):
        PROJECT = "project", _("Whole project")
        TRANCHE = "tranche", _("One land tranche")
        SCHEDULE_ITEM = "schedule_item", _("One milestone")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="excluded_periods")
    scope = models.CharField(max_length=15, choices=Scope, default=Scope.PROJECT)
    tranche = models.ForeignKey(LandTranche, null=True, blank=True, on_delete=models.PROTECT)
    schedule_item = models.ForeignKey(ScheduleItem, null=True, blank=True, on_delete=models.PROTECT)
    start_date = models.DateField()
    end_date = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=Reason)
    document_number = models.CharField(max_length=120)
    document_date = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, default="")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.DECIDED)
    claimed_date = models.DateField(null=True, blank=True)
    expected_end_date = models.DateField(null=True, blank=True)
    reviewed_date = models.DateField(null=True, blank=True)
    review_note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["start_date", "id"]
        constraints = [
            one_of("standing", "claimed decided refused", "excluded_period_standing_is_known"),
            models.CheckConstraint(
                name="excluded_period_claim_has_its_day",
                condition=~Q(standing="claimed") | Q(claimed_date__isnull=False),
                violation_error_message=_("Give the day the claim came in."),
            ),
            models.CheckConstraint(
                name="excluded_period_expected_end_follows",
                condition=Q(expected_end_date__isnull=True)
                | Q(expected_end_date__gte=F("start_date")),
                violation_error_message=_("The expected end is before the first day."),
            ),
            one_of(
                "reason",
                "force_majeure late_handover state_delay court planning_change",
                "excluded_period_reason_is_known",
            ),
            models.CheckConstraint(
                name="excluded_period_ends_after_it_begins",
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                name="excluded_period_names_its_scope",
                condition=Q(scope="project", tranche__isnull=True, schedule_item__isnull=True)
                | Q(scope="tranche", tranche__isnull=False, schedule_item__isnull=True)
                | Q(scope="schedule_item", tranche__isnull=True, schedule_item__isnull=False),
                violation_error_message=_("Choose the tranche or milestone this concerns."),
            ),
            models.CheckConstraint(
                name="excluded_period_has_a_document",
                condition=~Q(document_number=""),
                violation_error_message=_("Name the document that decides it."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Suspension(RecordedBy):
    """The project's operation suspended (R-1.40, R-1.41)."""

    class DecidedBy(models.TextChoices):
        INVESTOR = "investor", _("The investor")
        STATE = "state", _("The registry")
        COURT = "court", _("A court or another body")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="suspensions")
    decided_by = models.CharField(max_length=10, choices=DecidedBy)
    start_date = models.DateField()
    ordered_until = models.DateField(null=True, blank=True)
    resumed_date = models.DateField(null=True, blank=True)
    document_number = models.CharField(max_length=120)
    document_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["start_date", "id"]
        constraints = [
            one_of("decided_by", "investor state court", "suspension_decider_is_known"),
            models.CheckConstraint(
                name="suspension_resumes_after_it_begins",
                condition=Q(resumed_date__isnull=True) | Q(resumed_date__gte=F("start_date")),
                violation_error_message=_("Operation resumed before it was suspended."),
            ),
            models.CheckConstraint(
                name="suspension_has_a_document",
                condition=~Q(document_number=""),
                violation_error_message=_("Name the notice or decision."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number


class Termination(RecordedBy):
    """The end of a project: never without ground, number, day and authority (R-1.43, R-1.44)."""

    class Ground(models.TextChoices):
        INVESTOR_DECISION = "investor_decision", _("Decided by the investor (art. 48.1.a)")
        CONTRACT = "contract", _("Condition of contract or charter (art. 48.1.b)")
        TERM_EXPIRED = "term_expired", _("Term expired (art. 48.1.c)")
        NOT_REMEDIED = "not_remedied", _("Violation not remedied (art. 48.2.a)")
        SCHEDULE_24M = "schedule_24m", _("24 months behind the schedule (art. 48.2.a1)")
        SITE_LOST = "site_lost", _("Site lost for 6 months (art. 48.2.b)")
        NO_CONTACT = "no_contact", _("Investor cannot be contacted (art. 48.2.c)")
        LAND_RECOVERED = "land_recovered", _("Land recovered (art. 48.2.d)")
        NO_DEPOSIT = "no_deposit", _("No deposit or guarantee (art. 48.2.đ)")
        SHAM = "sham", _("Sham civil transaction (art. 48.2.e)")
        JUDGMENT = "judgment", _("Judgment or award (art. 48.2.g)")

    class Kind(models.TextChoices):
        TERMINATION = "termination", _("Termination of operation")
        REVOCATION = "revocation", _("Revocation of the certificate")
        END_OF_EFFECT = "end_of_effect", _("End of effect of the approval")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="terminations")
    whole = models.BooleanField(default=True)
    ground = models.CharField(max_length=20, choices=Ground)
    number = models.CharField(max_length=120)
    date = models.DateField()
    authority = models.CharField(max_length=200)
    capital_vnd = models.BigIntegerField(null=True, blank=True)
    land_area_m2 = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    scope_text = models.TextField(blank=True, default="")
    # The phase that ends with a part: its milestones and land owe nothing from that day on.
    phase = models.PositiveSmallIntegerField(null=True, blank=True)
    # For a, b and đ the record of the violation comes before the decision.
    minutes_number = models.CharField(max_length=120, blank=True, default="")
    minutes_date = models.DateField(null=True, blank=True)
    # For d the land recovery decision comes before it.
    recovery = models.ForeignKey(
        Instrument,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="terminations_after",
    )
    revocation_number = models.CharField(max_length=120, blank=True, default="")
    revocation_date = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.TERMINATION)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            one_of("kind", "termination revocation end_of_effect", "termination_kind_is_known"),
            not_negative("land_area_m2", "termination_land_area_is_not_negative"),
            models.CheckConstraint(
                name="termination_phase_is_of_a_part",
                condition=Q(phase__isnull=True) | Q(whole=False),
                violation_error_message=_("A phase is named only when a part of the project ends."),
            ),
            models.CheckConstraint(
                name="termination_minutes_are_whole",
                condition=Q(minutes_number="", minutes_date__isnull=True)
                | ~Q(minutes_number="") & Q(minutes_date__isnull=False),
                violation_error_message=_("Give the number and the day of the minutes."),
            ),
            models.CheckConstraint(
                name="termination_minutes_come_first",
                condition=Q(minutes_date__isnull=True) | Q(minutes_date__lte=F("date")),
                violation_error_message=_("The minutes come before the decision."),
            ),
            models.CheckConstraint(
                name="termination_revocation_is_whole",
                condition=Q(revocation_number="", revocation_date__isnull=True)
                | ~Q(revocation_number="") & Q(revocation_date__isnull=False),
                violation_error_message=_("Give the number and the day of the revocation."),
            ),
            one_of(
                "ground",
                "investor_decision contract term_expired not_remedied schedule_24m "
                "site_lost no_contact land_recovered no_deposit sham judgment",
                "termination_ground_is_known",
            ),
            models.CheckConstraint(
                name="termination_names_its_decision",
                condition=~Q(number="") & ~Q(authority=""),
                violation_error_message=_("Give the decision number and who issued it."),
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(whole=True),
                name="project_is_terminated_once",
                violation_error_message=_("This project is already terminated."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ClosureStep(RecordedBy):
    """What follows a termination: liquidation, land, deposit, workers (R-1.45).

    `due_date` is the day the decision orders, empty where it orders none.
    """

    class Kind(models.TextChoices):
        LIQUIDATION = "liquidation", _("Liquidation of the project")
        LAND = "land", _("Land handled")
        DEPOSIT = "deposit", _("Deposit settled")
        CERTIFICATE = "certificate", _("Certificate handed back")
        TAX = "tax", _("Taxes and debts settled")
        OTHER = "other", _("Other")

    termination = models.ForeignKey(Termination, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    what = models.CharField(max_length=300, blank=True, default="")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)
    due_date = models.DateField(null=True, blank=True)
    done_date = models.DateField(null=True, blank=True)
    document_number = models.CharField(max_length=120, blank=True, default="")
    note = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Step after the termination")
        ordering = ["id"]
        constraints = [
            one_of(
                "kind",
                "liquidation land deposit certificate tax other",
                "closure_step_kind_is_known",
            ),
            models.CheckConstraint(
                name="closure_step_done_has_a_document",
                condition=Q(done_date__isnull=True) | ~Q(document_number=""),
                violation_error_message=_("Name the document that proves it."),
            ),
        ]

    def __str__(self) -> str:
        return self.what or self.get_kind_display()

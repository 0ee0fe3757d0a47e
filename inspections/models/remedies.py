"""What has to be done after a conclusion, and what was fined: followed item by item (R-4.3)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.constraints import one_of
from inspections.models.cases import Case, one_subject
from inspections.models.conclusions import LAW_AREAS, Conclusion, LawArea
from inspections.querysets.remedies import RecommendationQuerySet
from projects.models import Investor, Project
from projects.models.fields import RecordedBy, not_negative


class Recommendation(RecordedBy):
    """One thing one addressee has to do by a day.

    `progress_percent`, `amount_done_vnd` and `closed_date` follow the answers that were accepted;
    an answer counts on the day it was submitted, also when it is accepted later.
    """

    class Kind(models.TextChoices):
        ECONOMIC = "economic", _("Recovery of money")
        ADMINISTRATIVE = "admin", _("Administrative")
        INVESTIGATION = "police", _("Handing over to the investigating body")
        POLICY = "policy", _("Change of policy")

    conclusion = models.ForeignKey(
        Conclusion, on_delete=models.PROTECT, related_name="recommendations", db_index=False
    )
    ordinal = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField()
    addressee_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    addressee_investor = models.ForeignKey(
        Investor, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    # Who carries it out where several agencies took over from an addressee that ended.
    responsible_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    amount_vnd = models.BigIntegerField(null=True, blank=True)
    due_date = models.DateField(null=True, blank=True)
    evidence_needed = models.CharField(max_length=300, blank=True, default="")
    progress_percent = models.PositiveSmallIntegerField(default=0)
    amount_done_vnd = models.BigIntegerField(default=0)
    closed_date = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Recommendation")
        ordering = ["conclusion", "ordinal"]
        constraints = [
            one_of("kind", "economic admin police policy", "recommendation_kind_is_known"),
            models.UniqueConstraint(
                fields=["conclusion", "ordinal"],
                name="recommendation_once",
                violation_error_message=_("This recommendation is already in the conclusion."),
            ),
            one_subject("recommendation_has_one_addressee", "addressee_"),
            not_negative("amount_vnd", "recommendation_amount_is_not_negative"),
            not_negative("amount_done_vnd", "recommendation_done_is_not_negative"),
            models.CheckConstraint(
                name="recommendation_progress_is_a_percentage",
                condition=Q(progress_percent__lte=100),
                violation_error_message=_("Give the progress in percent, from 0 to 100."),
            ),
            models.CheckConstraint(
                name="recommendation_closed_is_done",
                condition=Q(closed_date__isnull=True) | Q(progress_percent=100),
                violation_error_message=_("A recommendation is closed when all of it is done."),
            ),
            models.CheckConstraint(
                name="recommendation_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write what has to be done."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.text[:60]}"


class RecommendationAnswer(models.Model):
    """What an addressee says was done, and what the team made of it."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Waits for verification")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned")

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="answers"
    )
    text = models.TextField()
    progress_percent = models.PositiveSmallIntegerField()
    amount_done_vnd = models.BigIntegerField(default=0)
    document_number = models.CharField(max_length=120, blank=True, default="")
    submitted_date = models.DateField()
    submitted_at = models.DateTimeField()
    submitted_by_id = models.BigIntegerField()
    submitted_by_name = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    verified_date = models.DateField(null=True, blank=True)
    verified_by_id = models.BigIntegerField(null=True, editable=False)
    verified_by_name = models.CharField(max_length=150, blank=True, default="")
    remark = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Answer to a recommendation")
        ordering = ["id"]
        constraints = [
            one_of("state", "submitted accepted returned", "recommendation_answer_state_is_known"),
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=Q(state="submitted"),
                name="recommendation_answer_one_waits",
                violation_error_message=_("An earlier answer still waits for verification."),
            ),
            not_negative("amount_done_vnd", "recommendation_answer_amount_is_not_negative"),
            models.CheckConstraint(
                name="recommendation_answer_progress_is_a_percentage",
                condition=Q(progress_percent__lte=100),
                violation_error_message=_("Give the progress in percent, from 0 to 100."),
            ),
            models.CheckConstraint(
                name="recommendation_answer_verified_on_a_day",
                condition=Q(state="submitted")
                | Q(verified_date__gte=F("submitted_date"), verified_by_id__isnull=False),
                violation_error_message=_("An answer is verified after it was submitted."),
            ),
            models.CheckConstraint(
                name="recommendation_answer_returned_for_a_reason",
                condition=~Q(state="returned") | ~Q(remark=""),
                violation_error_message=_("Say what is missing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.submitted_date:%d/%m/%Y}"


class CaseSanction(RecordedBy):
    """A decision that punishes a subject of the case, and what became of it.

    Whether it is paid follows from its payments; `stance` keeps what the subject said: it
    contests, it is silent, it gives the project up.
    """

    class Stance(models.TextChoices):
        NONE = "none", _("Nothing recorded")
        APPEALED = "appealed", _("Appeals")
        SILENT = "silent", _("Does not answer")
        GIVES_UP = "gives_up", _("Gives the project up")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sanctions")
    conclusion = models.ForeignKey(
        Conclusion, null=True, blank=True, on_delete=models.PROTECT, related_name="sanctions"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="case_sanctions"
    )
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    investor = models.ForeignKey(
        Investor, null=True, blank=True, on_delete=models.PROTECT, related_name="case_sanctions"
    )
    law_area = models.CharField(max_length=10, choices=LawArea)
    content = models.TextField()
    minutes_number = models.CharField(max_length=120, blank=True, default="")
    minutes_date = models.DateField(null=True, blank=True)
    decision_number = models.CharField(max_length=120)
    decision_date = models.DateField()
    authority = models.CharField(max_length=200)
    fine_vnd = models.BigIntegerField(null=True, blank=True)
    # As the decision sets it.
    pay_by_date = models.DateField(null=True, blank=True)
    remedial_measure = models.TextField(blank=True, default="")
    remedied_date = models.DateField(null=True, blank=True)
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.NONE)
    stance_date = models.DateField(null=True, blank=True)
    stance_note = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Sanction of a case")
        ordering = ["decision_date", "id"]
        constraints = [
            one_subject("case_sanction_is_of_agency_or_investor"),
            one_of("law_area", LAW_AREAS, "case_sanction_law_area_is_known"),
            one_of("stance", "none appealed silent gives_up", "case_sanction_stance_is_known"),
            not_negative("fine_vnd", "case_sanction_fine_is_not_negative"),
            models.CheckConstraint(
                name="case_sanction_has_a_document",
                condition=~Q(decision_number="") & ~Q(authority="") & ~Q(content=""),
                violation_error_message=_("Give the document, who decided and for what."),
            ),
            models.CheckConstraint(
                name="case_sanction_stance_has_its_day",
                condition=Q(stance="none", stance_date__isnull=True)
                | (~Q(stance="none") & Q(stance_date__isnull=False)),
                violation_error_message=_("Give the day of what the subject said."),
            ),
            models.CheckConstraint(
                name="case_sanction_paid_after_it_is_decided",
                condition=Q(pay_by_date__isnull=True) | Q(pay_by_date__gte=F("decision_date")),
                violation_error_message=_("The fine is due after the decision."),
            ),
        ]

    def __str__(self) -> str:
        return self.decision_number


class SanctionPayment(RecordedBy):
    """A part of a fine that was paid, in whole đồng."""

    sanction = models.ForeignKey(CaseSanction, on_delete=models.PROTECT, related_name="payments")
    paid_date = models.DateField()
    amount_vnd = models.BigIntegerField()
    document_number = models.CharField(max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = _("Payment of a fine")
        ordering = ["paid_date", "id"]
        constraints = [
            models.CheckConstraint(
                name="sanction_payment_is_an_amount_with_a_receipt",
                condition=Q(amount_vnd__gt=0) & ~Q(document_number=""),
                violation_error_message=_("Give the amount and the receipt."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sanction_id} {self.paid_date:%d/%m/%Y}"

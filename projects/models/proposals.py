"""What is proposed and how it is appraised: dossier, opinions, supplements.

The days for an appraisal and for an opinion are the province's own (coordination rules, the
letter that asks): law.md names none, so they are facts somebody enters, never constants.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy
from projects.models.instruments import Instrument
from projects.models.project import Project
from projects.querysets.searching import document_index


class Proposal(RecordedBy):
    """One dossier handed in for approval, certificate or adjustment, and what became of it.

    `limit_days` are the days the registry has from `received_date`, working days or calendar
    days; a supplement asked of the investor stops them until it is answered.
    """

    class Kind(models.TextChoices):
        POLICY_APPROVAL = "policy_approval", _("In-principle approval")
        POLICY_AND_INVESTOR = (
            "policy_and_investor",
            _("In-principle approval together with investor approval"),
        )
        INVESTOR_APPROVAL = "investor_approval", _("Investor approval")
        CERTIFICATE = "certificate", _("Registration certificate")
        ADJUSTMENT = "adjustment", _("Adjustment")

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Under appraisal")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn by the investor")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=20, choices=Kind)
    dossier_code = models.CharField(max_length=60, blank=True, default="")
    received_date = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="proposals")
    limit_days = models.PositiveSmallIntegerField(null=True, blank=True)
    working_days = models.BooleanField(default=True)
    report_number = models.CharField(max_length=120, blank=True, default="")
    report_date = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True, default="")
    submitted_date = models.DateField(null=True, blank=True)
    submitted_to = models.CharField(max_length=200, blank=True, default="")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.PENDING)
    decided_date = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    instrument = models.ForeignKey(
        Instrument, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Proposal")
        ordering = ["-received_date", "-id"]
        indexes = [document_index("proposal_search", "dossier_code", "report_number")]
        constraints = [
            one_of(
                "kind",
                "policy_approval policy_and_investor investor_approval certificate adjustment",
                "proposal_kind_is_known",
            ),
            one_of("outcome", "pending approved refused withdrawn", "proposal_outcome_is_known"),
            models.CheckConstraint(
                name="proposal_limit_is_positive",
                condition=Q(limit_days__isnull=True) | Q(limit_days__gte=1, limit_days__lte=365),
                violation_error_message=_("Give the limit in days, from 1 to 365."),
            ),
            models.CheckConstraint(
                name="proposal_outcome_has_its_day",
                condition=Q(outcome="pending", decided_date__isnull=True)
                | Q(decided_date__isnull=False) & ~Q(outcome="pending"),
                violation_error_message=_("A decision has its day."),
            ),
            models.CheckConstraint(
                name="proposal_decided_after_it_was_received",
                condition=Q(decided_date__isnull=True) | Q(decided_date__gte=F("received_date")),
                violation_error_message=_("It is decided after it was received."),
            ),
            models.CheckConstraint(
                name="proposal_approval_names_its_decision",
                condition=~Q(outcome="approved") | Q(instrument__isnull=False),
                violation_error_message=_("Name the decision or certificate that approves it."),
            ),
            models.CheckConstraint(
                name="proposal_refusal_gives_a_reason",
                condition=~Q(outcome="refused") | ~Q(reason=""),
                violation_error_message=_("Give the reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.dossier_code or self.get_kind_display()


class Supplement(RecordedBy):
    """More papers asked of the investor; the registry's days stand still meanwhile."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="supplements")
    asked_date = models.DateField()
    document_number = models.CharField(max_length=120)
    asked_for = models.TextField()
    answered_date = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Supplement asked for")
        ordering = ["asked_date", "id"]
        constraints = [
            models.CheckConstraint(
                name="supplement_has_a_document",
                condition=~Q(document_number=""),
                violation_error_message=_("Give the number of the letter that asks."),
            ),
            models.CheckConstraint(
                name="supplement_answered_after_it_was_asked",
                condition=Q(answered_date__isnull=True) | Q(answered_date__gte=F("asked_date")),
                violation_error_message=_("It is answered after it was asked."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number


class Opinion(RecordedBy):
    """What one agency was asked about a proposal, by when, and what it answered."""

    class Verdict(models.TextChoices):
        NONE = "", _("Not answered")
        AGREES = "agrees", _("Agrees")
        CONDITIONS = "conditions", _("Agrees with conditions")
        DISAGREES = "disagrees", _("Does not agree")
        NO_REMARK = "no_remark", _("Has no remark")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="opinions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="opinions")
    asked_date = models.DateField()
    document_number = models.CharField(max_length=120, blank=True, default="")
    question = models.TextField(blank=True, default="")
    limit_days = models.PositiveSmallIntegerField()
    working_days = models.BooleanField(default=True)
    answered_date = models.DateField(null=True, blank=True)
    answer_number = models.CharField(max_length=120, blank=True, default="")
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Opinion of an agency")
        ordering = ["asked_date", "id"]
        constraints = [
            models.CheckConstraint(
                name="opinion_verdict_is_known",
                condition=Q(verdict__in=["", "agrees", "conditions", "disagrees", "no_remark"]),
                violation_error_message=_("Choose one of the listed values."),
            ),
            models.CheckConstraint(
                name="opinion_limit_is_positive",
                condition=Q(limit_days__gte=1, limit_days__lte=365),
                violation_error_message=_("Give the limit in days, from 1 to 365."),
            ),
            models.CheckConstraint(
                name="opinion_answer_is_whole",
                condition=Q(verdict="", answered_date__isnull=True)
                | Q(answered_date__isnull=False) & ~Q(verdict=""),
                violation_error_message=_("An answer has its day and says what the agency holds."),
            ),
            models.CheckConstraint(
                name="opinion_answered_after_it_was_asked",
                condition=Q(answered_date__isnull=True) | Q(answered_date__gte=F("asked_date")),
                violation_error_message=_("It is answered after it was asked."),
            ),
            models.UniqueConstraint(
                fields=["proposal", "agency"],
                condition=Q(verdict=""),
                name="opinion_one_open_an_agency",
                violation_error_message=_("This agency was already asked and has not answered."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number or f"{self.asked_date:%d/%m/%Y}"

"""What happens in a case: its steps, pauses, more days, and handing it over (law.md §4.2, §4.4)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.constraints import one_of
from inspections.models.cases import Case
from projects.models.fields import RecordedBy


class CasePause(RecordedBy):
    """Time on site that is not counted, at the request of the subject (Law 84/2025 art. 30.3)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    from_date = models.DateField()
    # The first day on which work goes on again; empty while it rests.
    to_date = models.DateField(null=True, blank=True)
    reason = models.TextField()
    document_number = models.CharField(max_length=120)
    document_date = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Pause of a case")
        ordering = ["from_date"]
        constraints = [
            models.CheckConstraint(
                name="case_pause_ends_after_it_begins",
                condition=Q(to_date__isnull=True) | Q(to_date__gt=F("from_date")),
                violation_error_message=_("Work goes on after the pause began."),
            ),
            models.CheckConstraint(
                name="case_pause_has_a_document",
                condition=~Q(reason="") & ~Q(document_number=""),
                violation_error_message=_("Give the document and the reason of the pause."),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(to_date__isnull=True),
                name="case_pause_one_at_a_time",
                violation_error_message=_("The case already rests."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_date:%d/%m/%Y}"


class CaseExtension(RecordedBy):
    """More days on site by a decision (Law 84/2025 art. 20.1; NĐ 217/2025 art. 13)."""

    class Ground(models.TextChoices):
        COMPLEX = "complex", _("Complex matter")
        REMOTE = "remote", _("Mountain, border or remote area")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=8, choices=Ground)
    document_number = models.CharField(max_length=120)
    document_date = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Extension of a case")
        ordering = ["document_date", "id"]
        constraints = [
            one_of("ground", "complex remote", "case_extension_ground_is_known"),
            models.CheckConstraint(
                name="case_extension_has_days_and_a_document",
                condition=Q(days__gte=1) & ~Q(document_number=""),
                violation_error_message=_("Give the document and at least one day."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number


class CaseTransfer(RecordedBy):
    """The case, or the duty to follow it up, goes to another body (R-4.1; NĐ 217/2025 art. 15)."""

    class Kind(models.TextChoices):
        RESPONSIBLE = "responsible", _("Another body follows it up")
        INSPECTION = "inspection", _("Handed over for inspection")
        POLICE = "police", _("Handed over to the investigating body")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    kind = models.CharField(max_length=11, choices=Kind)
    from_body = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_body = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The investigating body is no agency of the portal: its name is enough.
    to_name = models.CharField(max_length=200)
    on_date = models.DateField()
    document_number = models.CharField(max_length=120)
    reason = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Handover of a case")
        ordering = ["on_date", "id"]
        constraints = [
            one_of("kind", "responsible inspection police", "case_transfer_kind_is_known"),
            models.CheckConstraint(
                name="case_transfer_names_who_takes_over",
                condition=~Q(to_name="")
                & ~Q(document_number="")
                & (~Q(kind="responsible") | Q(to_body__isnull=False)),
                violation_error_message=_("Name the document and who takes over."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number


class CaseStep(RecordedBy):
    """A dated step of a case, or of one of its conclusions; each is taken once.

    What was entered by mistake is withdrawn for a reason and stays in the history.
    """

    class Kind(models.TextChoices):
        ANNOUNCED = "announced", _("Decision announced")
        ONSITE_ENDED = "ended", _("End on site")
        MINUTES_SIGNED = "minutes", _("Minutes of the check signed")
        REPORTED = "reported", _("Report on the results")
        DRAFT_ORDERED = "ordered", _("Order to draft the conclusion")
        DRAFTED = "drafted", _("Draft conclusion")
        APPRAISED = "appraised", _("Draft appraised")
        REFERRED = "referred", _("Draft sent to the head of the level")
        HEAD_ANSWERED = "answered", _("Answer of the head of the level")
        CORRECTED = "corrected", _("Conclusion corrected")
        SUBJECT_REPORTED = "subject", _("Report of the subject on what is not done")
        MANAGER_ACTED = "manager", _("Act of the managing body")
        RECTIFY_ASKED = "rectify", _("Request to rectify")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps", db_index=False)
    conclusion = models.ForeignKey(
        "inspections.Conclusion",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="steps",
    )
    kind = models.CharField(max_length=10, choices=Kind)
    on_date = models.DateField()
    document_number = models.CharField(max_length=120, blank=True, default="")
    who = models.CharField(max_length=200, blank=True, default="")
    note = models.TextField(blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by_id = models.BigIntegerField(null=True, editable=False)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Step of a case")
        ordering = ["on_date", "id"]
        constraints = [
            one_of(
                "kind",
                "announced ended minutes reported ordered drafted appraised referred answered "
                "corrected subject manager rectify",
                "case_step_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=["case", "conclusion", "kind"],
                condition=Q(withdrawn_at__isnull=True) & ~Q(kind__in=["corrected", "rectify"]),
                nulls_distinct=False,
                name="case_step_once",
                violation_error_message=_("This step is already recorded."),
            ),
            models.CheckConstraint(
                name="case_step_of_a_conclusion_names_it",
                condition=Q(
                    kind__in=["announced", "ended", "minutes", "reported", "rectify"],
                    conclusion__isnull=True,
                )
                | Q(
                    kind__in=[
                        "ordered",
                        "drafted",
                        "appraised",
                        "referred",
                        "answered",
                        "corrected",
                        "subject",
                        "manager",
                    ],
                    conclusion__isnull=False,
                ),
                violation_error_message=_("Name the conclusion of this step."),
            ),
            models.CheckConstraint(
                name="case_step_withdrawn_for_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by_id__isnull=True)
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by_id__isnull=False)
                    & ~Q(withdrawn_reason="")
                ),
                violation_error_message=_("Say why the step is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on_date:%d/%m/%Y}"

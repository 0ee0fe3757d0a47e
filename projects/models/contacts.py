"""Who was reached, how and when (I5); the site lost (I6); reports filed by the investor (R1-R3)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy
from projects.models.project import Project


class Contact(RecordedBy):
    """One attempt to reach the investor: the evidence that art. 48.2.c asks for (I5)."""

    class Channel(models.TextChoices):
        REGISTERED_LETTER = "registered_letter", _("Registered letter")
        COMMUNE_POSTING = "commune_posting", _("Posted at the commune's office")
        VISIT = "visit", _("Visit to the site or office")
        PHONE = "phone", _("Telephone")
        EMAIL = "email", _("E-mail")
        MEETING = "meeting", _("Meeting")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="contacts")
    date = models.DateField()
    channel = models.CharField(max_length=20, choices=Channel)
    reached = models.BooleanField()
    document_number = models.CharField(max_length=120, blank=True, default="")
    note = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Contact with the investor")
        ordering = ["-date", "-id"]
        constraints = [
            one_of(
                "channel",
                "registered_letter commune_posting visit phone email meeting",
                "contact_channel_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.get_channel_display()


class SiteLoss(RecordedBy):
    """The site of the project can no longer be used (art. 48.2.b, I6)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="site_losses")
    lost_date = models.DateField()
    document_number = models.CharField(max_length=120)
    reason = models.CharField(max_length=300)
    relocation_filed_date = models.DateField(null=True, blank=True)
    relocation_document = models.CharField(max_length=120, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Loss of the site")
        ordering = ["lost_date", "id"]
        constraints = [
            models.CheckConstraint(
                name="site_loss_has_a_document",
                condition=~Q(document_number=""),
                violation_error_message=_("Name the document that records it."),
            ),
            models.CheckConstraint(
                name="site_loss_relocation_follows",
                condition=Q(relocation_filed_date__isnull=True)
                | Q(relocation_filed_date__gte=F("lost_date")),
                violation_error_message=_("The relocation was filed before the site was lost."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number


class Filing(RecordedBy):
    """A periodic report the investor handed in for one cycle (R1 quarterly, R2 yearly, R3).

    It counts on the day it was submitted, once it is accepted; a returned one does not count and
    the next takes its place.
    """

    class Kind(models.TextChoices):
        QUARTERLY = "R1", _("Quarterly report of the project")
        YEARLY = "R2", _("Yearly report of the project")
        SUPERVISION = "R3", _("Investment supervision report")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="filings")
    kind = models.CharField(max_length=4, choices=Kind)
    # 2026-Q3 for a quarter, 2026 for a year.
    cycle = models.CharField(max_length=10)
    submitted_date = models.DateField()
    accepted_date = models.DateField(null=True, blank=True)
    returned_date = models.DateField(null=True, blank=True)
    remarks = models.TextField(blank=True, default="")
    document_number = models.CharField(max_length=120, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Report filed by the investor")
        ordering = ["-submitted_date", "-id"]
        constraints = [
            one_of("kind", "R1 R2 R3", "filing_kind_is_known"),
            models.CheckConstraint(
                name="filing_is_accepted_or_returned",
                condition=Q(accepted_date__isnull=True) | Q(returned_date__isnull=True),
                violation_error_message=_("A report is either accepted or returned."),
            ),
            models.CheckConstraint(
                name="filing_is_decided_after_it_was_submitted",
                condition=(
                    Q(accepted_date__isnull=True) | Q(accepted_date__gte=F("submitted_date"))
                )
                & (Q(returned_date__isnull=True) | Q(returned_date__gte=F("submitted_date"))),
                violation_error_message=_("A report is decided on after it was submitted."),
            ),
            models.CheckConstraint(
                name="filing_returned_with_remarks",
                condition=Q(returned_date__isnull=True) | ~Q(remarks=""),
                violation_error_message=_("Say what must be corrected."),
            ),
            models.UniqueConstraint(
                fields=["project", "kind", "cycle"],
                condition=Q(returned_date__isnull=True),
                name="filing_one_a_cycle",
                violation_error_message=_("A report for this cycle is already there."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cycle}"

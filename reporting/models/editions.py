"""Rendered papers: previews while it is a draft, the issued file once and for ever, signed copies."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from reporting.models.papers import Paper


class Edition(models.Model):
    """The document of a paper with everything filled in, and its PDF.

    `content` is a `reporting.document.shapes.Document` as canonical JSON with what people wrote, the
    number and the day; `renderer` names the versions that typeset it. Same content and same
    versions give the same bytes (R-6.14).
    """

    class Purpose(models.TextChoices):
        PREVIEW = "preview", _("Preview")
        ISSUED = "issued", _("Report issued")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting for the worker")
        READY = "ready", _("Ready")

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="editions")
    purpose = models.CharField(max_length=10, choices=Purpose)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    renderer = models.CharField(max_length=200, blank=True, default="")
    pdf = models.BinaryField(null=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True, default="")
    pages = models.PositiveSmallIntegerField(null=True)
    rendered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Edition of a report")
        ordering = ["-pk"]
        constraints = [
            one_of("purpose", "preview issued", "edition_purpose_is_known"),
            models.UniqueConstraint(
                fields=["paper", "content_sha256", "purpose"],
                name="edition_once_for_its_content",
                violation_error_message=_("This content is rendered already."),
            ),
            models.UniqueConstraint(
                fields=["paper"],
                condition=Q(purpose="issued"),
                name="edition_issued_once",
                violation_error_message=_("A report is issued once."),
            ),
            models.CheckConstraint(
                name="edition_ready_has_its_pdf",
                condition=Q(state="queued", pdf__isnull=True)
                | Q(state="ready", pdf__isnull=False, rendered_at__isnull=False),
                violation_error_message=_("A ready report has its PDF."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ready_edition_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="ready"),
            ),
            pgtrigger.Protect(
                name="issued_edition_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__purpose="issued"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} ({self.get_purpose_display()})"


class SignedCopy(models.Model):
    """The issued file with a signature in it (PAdES); kept beside the file, never in its place."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="signed_copies")
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64, unique=True)
    signer = models.CharField(max_length=300)
    signed_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Signed copy of a report")
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(
                name="signed_copy_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.signer

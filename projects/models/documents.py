"""Documents and photographs about a thing of the registry, kept with every version."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.fields import PrecisionField, RecordedBy, precision_of
from projects.models.project import Project
from projects.querysets.documents import DocumentQuerySet
from projects.querysets.searching import document_index


class Document(RecordedBy):
    """One document: what it is, who issued it, and what it is about.

    It belongs to a subject `(owner_kind, owner_id)` whose room registered with
    `projects.extensions`; `project` is the project behind the subject, if there is one.
    """

    class Kind(models.TextChoices):
        DECISION = "decision", _("Decision")
        CERTIFICATE = "certificate", _("Certificate, licence")
        OFFICIAL_LETTER = "official_letter", _("Official letter")
        REPORT = "report", _("Report")
        MINUTES = "minutes", _("Minutes")
        CONTRACT = "contract", _("Contract")
        MAP = "map", _("Map, drawing")
        PHOTOGRAPH = "photograph", _("Photograph")
        OTHER = "other", _("Other document")

    class Audience(models.TextChoices):
        STAFF = "staff", _("State bodies only")
        INVESTOR = "investor", _("State bodies and the investor")

    owner_kind = models.CharField(max_length=20)
    owner_id = models.BigIntegerField()
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=120, blank=True, default="")
    number_key = models.CharField(max_length=120, editable=False, default="")
    issued_date = models.DateField(null=True, blank=True)
    issued_precision = PrecisionField()
    issuer_name = models.CharField(max_length=200, blank=True, default="")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.STAFF)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by_id = models.BigIntegerField(null=True, editable=False)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="", editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Document on file")
        ordering = ["-issued_date", "-id"]
        indexes = [
            models.Index(fields=["owner_kind", "owner_id"], name="document_by_owner"),
            models.Index(fields=["number_key"], name="document_by_number"),
            document_index("document_search", "number_key", "title"),
        ]
        constraints = [
            one_of(
                "kind",
                "decision certificate official_letter report minutes contract map photograph other",
                "document_kind_is_known",
            ),
            one_of("audience", "staff investor", "document_audience_is_known"),
            precision_of("issued_precision", "document_issued_precision_is_known"),
            models.CheckConstraint(
                name="document_has_a_title",
                condition=~Q(title=""),
                violation_error_message=_("Say what the document is."),
            ),
            models.CheckConstraint(
                name="document_withdrawn_by_somebody_for_a_reason",
                condition=Q(
                    withdrawn_at__isnull=True, withdrawn_by_id__isnull=True, withdrawn_reason=""
                )
                | Q(withdrawn_at__isnull=False, withdrawn_by_id__isnull=False)
                & ~Q(withdrawn_reason=""),
                violation_error_message=_("Say why the document is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title


class DocumentFile(models.Model):
    """One version of a document's file. The file never changes; a better one is a new version.

    `path` is the name in private storage, made by us; `original_name` is only ever shown.
    A photograph keeps the day and place it was taken and loses all else it told.
    """

    class Scan(models.TextChoices):
        NOT_SCANNED = "not_scanned", _("Not scanned for viruses")
        CLEAN = "clean", _("Scanned, nothing found")
        INFECTED = "infected", _("Virus found")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=100, unique=True)
    original_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True)
    width_px = models.PositiveIntegerField(null=True)
    height_px = models.PositiveIntegerField(null=True)
    taken_at = models.DateTimeField(null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    scan = models.CharField(max_length=12, choices=Scan, default=Scan.NOT_SCANNED)
    scan_note = models.CharField(max_length=200, blank=True, default="")
    scanned_at = models.DateTimeField(null=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("File of a document")
        ordering = ["document_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="document_file_version_is_unique",
                violation_error_message=_("This version of the file already exists."),
            ),
            one_of("scan", "not_scanned clean infected", "document_file_scan_is_known"),
            models.CheckConstraint(
                name="document_file_is_not_empty",
                condition=Q(size_bytes__gt=0),
                violation_error_message=_("The file is empty."),
            ),
            models.CheckConstraint(
                name="document_file_place_has_both_parts",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                violation_error_message=_("A place is a latitude and a longitude on earth."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.original_name} ({self.number})"

"""Workbooks that come in: one batch each, written whole or not at all, and undone whole."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.project import Project


class ImportLayout(models.Model):
    """What a person said the columns of one layout mean, remembered for the next such sheet.

    `signature` is the digest of the folded header cells. `columns` maps the index of a column
    (as text: JSON knows no other key) to {"key": ..., "unit": ...}; an empty key leaves it out.
    """

    signature = models.CharField(max_length=64, unique=True)
    titles = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    learnt_at = models.DateTimeField()
    learnt_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Layout of a sheet")
        ordering = ["-learnt_at"]

    def __str__(self) -> str:
        return ", ".join(self.titles[:3])


class ImportBatch(models.Model):
    """One workbook on its way in; messages keep what could not be read, cell by cell.

    The worker reads it (uploaded -> reading -> read), a person answers what is open and confirms
    (writing -> done), or gives it up. `path` is the file's name in private storage, emptied when the
    file is removed. `options` are the answers of the person: sheets left out, meaning of the columns
    by sheet, who follows the projects. `found` is what was recognised in the workbook (layouts,
    published sums, the top of each sheet). `cancel_asked` is looked at by the worker between chunks.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Waiting to be read")
        READING = "reading", _("Being read")
        READ = "read", _("Read, nothing written yet")
        WRITING = "writing", _("Being written")
        DONE = "done", _("Written")
        CANCELLED = "cancelled", _("Import given up")
        FAILED = "failed", _("Could not be read")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=100, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.DONE)
    source = models.CharField(max_length=300, blank=True, default="")
    as_of_date = models.DateField(null=True, blank=True)
    options = models.JSONField(default=dict, blank=True)
    found = models.JSONField(default=dict, blank=True)
    cancel_asked = models.BooleanField(default=False)
    failure = models.CharField(max_length=60, blank=True, default="")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.BigIntegerField(null=True)
    undone_reason = models.CharField(max_length=300, blank=True, default="")
    rows_read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    messages = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Workbook brought in")
        ordering = ["-id"]
        constraints = [
            one_of(
                "state",
                "uploaded reading read writing done cancelled failed undoing undone",
                "import_batch_state_is_known",
            ),
            models.CheckConstraint(
                name="import_batch_undone_by_somebody_for_a_reason",
                condition=Q(undone_at__isnull=True, undone_by_id__isnull=True, undone_reason="")
                | Q(undone_at__isnull=False, undone_by_id__isnull=False) & ~Q(undone_reason=""),
                violation_error_message=_("Say why the import is undone."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """One row of a workbook as it was read, and what becomes of it.

    `values` holds what was read by the column's key, `written` the text of every cell under its
    title, `messages` what is to be said of its cells. `project` is the one it speaks of, found by
    its code or chosen by a person; `candidates` are those it may speak of, with the reason.
    `answered_by_id` is the person who decided its outcome, if one did.
    """

    class Outcome(models.TextChoices):
        CREATE = "create", _("New project")
        UPDATE = "update", _("Changes a project")
        SAME = "same", _("Changes nothing")
        ASK = "ask", _("Waits for an answer")
        SKIP = "skip", _("Left out")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=6, choices=Outcome, default=Outcome.ASK)
    values = models.JSONField(default=dict)
    written = models.JSONField(default=dict)
    messages = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    project = models.ForeignKey(Project, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Row of a workbook")
        ordering = ["batch_id", "position"]
        constraints = [
            one_of("outcome", "create update same ask skip", "import_row_outcome_is_known"),
            models.UniqueConstraint(
                fields=["batch", "position"],
                name="import_row_one_for_each_position",
                violation_error_message=_("This row of the workbook is already here."),
            ),
        ]
        indexes = [
            # Used by the preview, which shows the rows of one outcome page by page.
            models.Index(fields=["batch", "outcome", "position"], name="import_row_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.number}"


class ImportTouch(models.Model):
    """A stored row that a batch made or changed: what it was and what it became.

    `before` is NULL for a row the batch made. Undoing compares the row with `after` first: what was
    changed since is told, never overwritten.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="touches")
    model = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = _("Row touched by an import")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "model", "row_id"],
                name="import_touch_one_for_each_row",
                violation_error_message=_("This row is already noted for the import."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.row_id}"


class BulkChange(models.Model):
    """One change made to many projects at once, with its reason; undone whole.

    `field` is what was changed, `value` what it became, in words too, because the thing meant may
    be renamed later. A class of handling is decided by a document of its own (`HandlingDecision`).
    """

    class Field(models.TextChoices):
        OFFICER = "officer", _("Officer in charge")
        AGENCY = "agency", _("Agency in charge")
        SECTOR = "sector", _("Sector")
        PLACE = "place", _("Place")
        ZONE = "zone_place", _("Zone or cluster")

    field = models.CharField(max_length=12, choices=Field)
    value = models.JSONField(default=dict)
    value_words = models.CharField(max_length=300)
    query = models.CharField(max_length=1000, blank=True, default="")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by_id = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Change of many projects")
        ordering = ["-id"]
        constraints = [
            one_of("field", "officer agency sector place zone_place", "bulk_change_field_is_known"),
            models.CheckConstraint(
                name="bulk_change_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why these projects are changed."),
            ),
            models.CheckConstraint(
                name="bulk_change_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by_id__isnull=True)
                | Q(undone_at__isnull=False, undone_by_id__isnull=False),
                violation_error_message=_("Say who undid the change."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.value_words}"


class BulkChangeRow(models.Model):
    """One project of a bulk change: the value before and after."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="rows")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="bulk_changes")
    old = models.JSONField()
    new = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = _("Project of a change of many")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "project"],
                name="bulk_change_once_for_each_project",
                violation_error_message=_("This project is already in the change."),
            ),
            models.CheckConstraint(
                name="bulk_change_row_changes_something",
                condition=~Q(old=F("new")),
                violation_error_message=_("A change that changes nothing is not kept."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.project_id}"

"""What the province shows everybody of a project, and who answers a call (R-9.20)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.calls import Call
from projects.models.fields import RecordedBy
from projects.models.project import Project


class Publication(RecordedBy):
    """A project shown to everybody from a day on: an act for each project, which can be taken back.

    The public page shows name, objective, place, sector, capital, schedule and stage, as they are on
    record on the day of reading; never flags, cases, persons or what is contested.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="publications")
    objective = models.TextField(blank=True, default="")
    objective_en = models.TextField(blank=True, default="")
    name_en = models.CharField(max_length=500, blank=True, default="")
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Publication of a project")
        ordering = ["-from_date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(until_date__isnull=True),
                name="publication_once_at_a_time",
                violation_error_message=_("This project is already published."),
            ),
            models.CheckConstraint(
                name="publication_ends_for_a_reason",
                condition=Q(until_date__isnull=True, withdrawn_reason="")
                | (Q(until_date__gte=F("from_date")) & ~Q(withdrawn_reason="")),
                violation_error_message=_("Say why the project is no longer published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.from_date:%d/%m/%Y}"


class Interest(models.Model):
    """Somebody is interested in a call for investment; the department gets in touch."""

    class State(models.TextChoices):
        NEW = "new", _("Not answered yet")
        CONTACTED = "contacted", _("In contact")
        CLOSED = "closed", _("Closed")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="interests")
    full_name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=300)
    country = models.CharField(max_length=60, blank=True, default="")
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=30, blank=True, default="")
    words = models.TextField()
    language = models.CharField(max_length=2, default="vi")
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    handled_words = models.TextField(blank=True, default="")
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Interest in a call for investment")
        ordering = ["-filed_at", "-pk"]
        constraints = [
            one_of("state", "new contacted closed", "interest_state_is_known"),
            one_of("language", "vi en", "interest_language_is_known"),
            models.CheckConstraint(
                name="interest_handled_by_somebody",
                condition=Q(
                    state="new", handled_at__isnull=True, handled_by__isnull=True, handled_words=""
                )
                | (
                    ~Q(state="new")
                    & Q(handled_at__isnull=False, handled_by__isnull=False)
                    & ~Q(handled_words="")
                ),
                violation_error_message=_("Say what was done, by whom and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.call_id}"

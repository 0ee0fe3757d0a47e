"""What a project stands beside: zones, other projects, the documents its acts rest on, people."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy
from projects.models.instruments import Instrument
from projects.models.investors import Investor
from projects.models.project import Project
from projects.querysets.searching import document_index


class ProjectLink(RecordedBy):
    """That two projects belong together, and how; `project` is the later one."""

    class Kind(models.TextChoices):
        PHASE_OF = "phase_of", _("Next phase of")
        REPLACES = "replaces", _("Replaces")
        SPLIT_FROM = "split_from", _("Split from")
        SHARES_SITE = "shares_site", _("Shares its site with")
        SUPPLIES = "supplies", _("Infrastructure for")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=Kind)
    note = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Related project")
        ordering = ["id"]
        constraints = [
            one_of(
                "kind",
                "phase_of replaces split_from shares_site supplies",
                "project_link_kind_is_known",
            ),
            models.CheckConstraint(
                name="project_link_is_to_another",
                condition=~Q(project=F("other")),
                violation_error_message=_("Choose another project than this one."),
            ),
            models.UniqueConstraint(
                fields=["project", "other", "kind"],
                name="project_link_once",
                violation_error_message=_("These two projects are already linked this way."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class BasisDocument(RecordedBy):
    """A document of any issuer an act of the project rests on (R-1.3)."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="bases")
    issuer = models.CharField(max_length=200)
    number = models.CharField(max_length=120, blank=True, default="")
    number_key = models.CharField(max_length=120, editable=False, default="")
    date = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Basis document")
        ordering = ["id"]
        indexes = [document_index("basis_document_search", "number_key", "title")]
        constraints = [
            models.CheckConstraint(
                name="basis_document_has_an_issuer",
                condition=~Q(issuer=""),
                violation_error_message=_("Say who issued the document."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title


class ContactPerson(RecordedBy):
    """Who speaks for an investor: personal data, shown whole to the file handler only (R-9.2).

    With a project the person speaks in that project, without one for the investor at large.
    """

    investor = models.ForeignKey(Investor, on_delete=models.PROTECT, related_name="contact_persons")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="contact_persons"
    )
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    until_date = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Contact person")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="contact_person_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Give the name."),
            ),
            models.CheckConstraint(
                name="contact_person_can_be_reached",
                condition=~Q(phone="") | ~Q(email=""),
                violation_error_message=_("Give a telephone number or an e-mail address."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

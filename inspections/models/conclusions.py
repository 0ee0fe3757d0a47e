"""What a case found: conclusions, findings, and what is proposed to the registry."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from inspections.models.cases import Case
from inspections.querysets.cases import ConclusionQuerySet
from projects.models import HandlingClass, Project
from projects.models.fields import RecordedBy, not_negative


class LawArea(models.TextChoices):
    """The area of law a finding or a sanction is about (law.md §4.4)."""

    INVESTMENT = "investment", _("Investment")
    LAND = "land", _("Land")
    CONSTRUCTION = "building", _("Construction")
    ENVIRONMENT = "environ", _("Environment")
    MINERALS = "minerals", _("Minerals")
    TAX = "tax", _("Tax")
    PUBLIC_CAPITAL = "public", _("Public investment capital")
    OTHER = "other", _("Other")


LAW_AREAS = "investment land building environ minerals tax public other"


class Conclusion(RecordedBy):
    """One conclusion of a case, from the order to draft it; a case may have several (art. 36.3).

    Number and day come with the signature. Publishing it, within 10 days and with its place
    (art. 37.1), is what lets others than the case's people know of it; it is never taken back.
    """

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="conclusions", db_index=False
    )
    ordinal = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=300, blank=True, default="")
    is_complex = models.BooleanField(default=False)
    summary = models.TextField(blank=True, default="")
    number = models.CharField(max_length=120, blank=True, default="")
    signed_date = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=200, blank=True, default="")
    published_date = models.DateField(null=True, blank=True)
    published_place = models.CharField(max_length=300, blank=True, default="")
    published_url = models.URLField(max_length=500, blank=True, default="")
    published_by_id = models.BigIntegerField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Conclusion")
        ordering = ["case", "ordinal"]
        indexes = [
            # Used by everything others than the case's people may read.
            models.Index(
                fields=["case"],
                name="conclusion_published",
                condition=Q(published_date__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "ordinal"],
                name="conclusion_once",
                violation_error_message=_("This conclusion is already in the case."),
            ),
            models.CheckConstraint(
                name="conclusion_signed_has_number_and_day",
                condition=Q(number="", signed_date__isnull=True)
                | (~Q(number="") & Q(signed_date__isnull=False)),
                violation_error_message=_("Give both number and day of the conclusion."),
            ),
            models.CheckConstraint(
                name="conclusion_published_after_it_is_signed",
                condition=Q(published_date__isnull=True)
                | (Q(published_date__gte=F("signed_date")) & ~Q(published_place="")),
                violation_error_message=_("A signed conclusion is published on a day, in a place."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="stays_published",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__published_date__isnull=False)
                & pgtrigger.Q(new__published_date__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.ordinal)


class Finding(RecordedBy):
    """What was found, in which area of law, how grave, and how much money it is about."""

    class Severity(models.TextChoices):
        NOTE = "note", _("Remark")
        BREACH = "breach", _("Breach")
        GRAVE = "grave", _("Grave breach")

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="findings")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    law_area = models.CharField(max_length=10, choices=LawArea)
    severity = models.CharField(max_length=6, choices=Severity)
    amount_vnd = models.BigIntegerField(null=True, blank=True)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Finding")
        ordering = ["id"]
        constraints = [
            one_of("law_area", LAW_AREAS, "finding_law_area_is_known"),
            one_of("severity", "note breach grave", "finding_severity_is_known"),
            not_negative("amount_vnd", "finding_amount_is_not_negative"),
            models.CheckConstraint(
                name="finding_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write what was found."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class CaseProposal(RecordedBy):
    """What a conclusion proposes to the registry; applied only by a decision of its own."""

    class Kind(models.TextChoices):
        HANDLING = "handling", _("A way of handling")
        EXTENSION = "extension", _("More time for the land")
        RECOVERY = "recovery", _("Recovery of the land")
        TERMINATION = "termination", _("Termination")

    class State(models.TextChoices):
        OPEN = "open", _("Waits for a decision")
        APPLIED = "applied", _("Decided so")
        DECLINED = "declined", _("Decided otherwise")

    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="proposals")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="case_proposals")
    kind = models.CharField(max_length=11, choices=Kind)
    handling_class = models.ForeignKey(
        HandlingClass, null=True, blank=True, on_delete=models.PROTECT
    )
    text = models.TextField(blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    decided_date = models.DateField(null=True, blank=True)
    decided_number = models.CharField(max_length=120, blank=True, default="")
    decided_by_id = models.BigIntegerField(null=True, editable=False)
    decided_reason = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Proposal of a conclusion")
        ordering = ["id"]
        constraints = [
            one_of(
                "kind", "handling extension recovery termination", "case_proposal_kind_is_known"
            ),
            one_of("state", "open applied declined", "case_proposal_state_is_known"),
            models.CheckConstraint(
                name="case_proposal_of_handling_names_the_class",
                condition=Q(kind="handling", handling_class__isnull=False)
                | (~Q(kind="handling") & Q(handling_class__isnull=True)),
                violation_error_message=_("Choose the way of handling."),
            ),
            models.CheckConstraint(
                name="case_proposal_decided_by_a_document",
                condition=Q(state="open", decided_date__isnull=True)
                | (~Q(state="open") & Q(decided_date__isnull=False) & ~Q(decided_number="")),
                violation_error_message=_("Give number and day of the decision."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.project_id}"

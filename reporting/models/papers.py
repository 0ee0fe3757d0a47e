"""The paper made of frozen figures: what people write, who submits, approves and issues it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from reporting.models.runs import ReportRun

_WORDS_STAY = """
IF (SELECT life FROM reporting_paper WHERE id = COALESCE(NEW.paper_id, OLD.paper_id)) <> 'draft' THEN
    RAISE EXCEPTION 'pgtrigger: Cannot change the words of a report that was submitted';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


def words_stay(name: str) -> pgtrigger.Trigger:
    """Once a report is submitted nothing of its words changes, whoever asks the database."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_WORDS_STAY,
    )


class Paper(models.Model):
    """The life of one report (R-7.1): draft, submitted, approved, issued; never back from issued.

    A returned paper is a draft again, with the remarks. A correction is a new run whose paper
    names the issued one: being superseded is read from that, never stored. Preparing and approving
    are different people.
    """

    class Life(models.TextChoices):
        DRAFT = "draft", _("Report in draft")
        SUBMITTED = "submitted", _("Report submitted")
        APPROVED = "approved", _("Report approved")
        ISSUED = "issued", _("Report issued")

    run = models.OneToOneField(ReportRun, on_delete=models.PROTECT, related_name="paper")
    life = models.CharField(max_length=10, choices=Life, default=Life.DRAFT)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    correction_reason = models.TextField(blank=True, default="")
    submitted_at = models.DateTimeField(null=True)
    submitted_by_id = models.BigIntegerField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by_id = models.BigIntegerField(null=True)
    returned_note = models.TextField(blank=True, default="")
    approved_at = models.DateTimeField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    official_number = models.CharField(max_length=60, blank=True, default="")
    issued_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Report on paper")
        ordering = ["-run"]
        constraints = [
            one_of("life", "draft submitted approved issued", "paper_life_is_known"),
            models.CheckConstraint(
                name="paper_submitted_by_somebody",
                condition=Q(life="draft")
                | Q(submitted_at__isnull=False, submitted_by_id__isnull=False),
                violation_error_message=_("A submitted report names who submitted it, and when."),
            ),
            models.CheckConstraint(
                name="paper_approved_by_another_person",
                condition=Q(life__in=["draft", "submitted"])
                | (
                    Q(approved_at__isnull=False, approved_by_id__isnull=False)
                    & ~Q(approved_by_id=F("submitted_by_id"))
                ),
                violation_error_message=_("Preparing and approving are different people."),
            ),
            models.CheckConstraint(
                name="paper_issued_has_number_and_day",
                condition=Q(life="issued", issued_on__isnull=False, issued_at__isnull=False)
                & ~Q(official_number="")
                | ~Q(life="issued") & Q(official_number="", issued_on__isnull=True),
                violation_error_message=_("An issued report has its number and its day."),
            ),
            models.CheckConstraint(
                name="paper_corrects_for_a_reason",
                condition=Q(corrects__isnull=True) | ~Q(correction_reason=""),
                violation_error_message=_("Say why the issued report is corrected."),
            ),
            # Years begin their own numbers; the same number of a year is never given twice.
            models.UniqueConstraint(
                F("official_number"),
                models.functions.ExtractYear("issued_on"),
                name="paper_number_once_a_year",
                condition=~Q(official_number=""),
                violation_error_message=_("Another report has this number in the same year."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="issued_paper_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__life="issued"),
            )
        ]

    def __str__(self) -> str:
        return str(self.run)


class Passage(models.Model):
    """What the department wrote in one place of the document; empty until somebody did."""

    paper = models.ForeignKey(
        Paper, on_delete=models.PROTECT, related_name="passages", db_index=False
    )
    slot = models.CharField(max_length=60)
    text = models.TextField(blank=True, default="")
    written_at = models.DateTimeField(null=True)
    written_by_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Passage of a report")
        ordering = ["paper", "slot"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "slot"],
                name="passage_once",
                violation_error_message=_("This passage is already written."),
            ),
        ]
        triggers = [words_stay("passage_stays_once_submitted")]

    def __str__(self) -> str:
        return self.slot


class Ask(models.Model):
    """A decision the report asks for: proposed from the data or written, addressed to a level."""

    class Level(models.TextChoices):
        STANDING_COMMITTEE = "btv", _("Standing committee of the Party committee")
        PEOPLES_COUNCIL = "hdnd", _("People's Council of the province")
        COMMITTEE = "ubnd", _("People's Committee of the province")
        CHAIR = "ct", _("Chair of the People's Committee")
        DEPARTMENT = "so", _("Departments, sectors and localities")

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="asks", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=4, choices=Level)
    text = models.TextField()
    until = models.DateField(null=True, blank=True)
    figure = models.CharField(max_length=80, blank=True, default="")
    proposed = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("Decision asked for")
        ordering = ["paper", "ordinal"]
        constraints = [
            one_of("level", "btv hdnd ubnd ct so", "ask_level_is_known"),
            models.UniqueConstraint(
                fields=["paper", "ordinal"],
                name="ask_once",
                violation_error_message=_("Another decision stands in this place."),
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="ask_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write what is to be decided."),
            ),
        ]
        triggers = [words_stay("ask_stays_once_submitted")]

    def __str__(self) -> str:
        return self.text[:80]


class Explanation(models.Model):
    """Why something the figure doctor found stands all the same; one for each identity."""

    paper = models.ForeignKey(
        Paper, on_delete=models.PROTECT, related_name="explanations", db_index=False
    )
    identity = models.CharField(max_length=160)
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Explanation of a finding")
        ordering = ["paper", "identity"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "identity"],
                name="explanation_once",
                violation_error_message=_("This finding is already explained."),
            ),
            models.CheckConstraint(
                name="explanation_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write the explanation."),
            ),
        ]
        triggers = [words_stay("explanation_stays_once_submitted")]

    def __str__(self) -> str:
        return self.identity

"""Official letters made from a flag or a case, kept as they went out."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from deadlines.models import Flag
from inspections.models import Case
from projects.models import Project

LETTER_KINDS = "urge summon minutes extension termination"


class OutgoingLetter(models.Model):
    """A letter as it was made: its facts, its Word file, who made it. Never changed, only made anew.

    Exactly one of `flag` and `case` says what it answers.
    """

    class Kind(models.TextChoices):
        URGE = "urge", _("Letter urging the investor")
        SUMMON = "summon", _("Invitation to work")
        MINUTES = "minutes", _("Minutes of a working session")
        EXTENSION = "extension", _("Submission on more time")
        TERMINATION = "termination", _("Submission on termination")

    kind = models.CharField(max_length=12, choices=Kind)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    flag = models.ForeignKey(
        Flag, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    addressee = models.CharField(max_length=300)
    subject = models.CharField(max_length=500)
    facts = models.JSONField()
    docx = models.BinaryField()
    docx_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Outgoing letter")
        ordering = ["-pk"]
        constraints = [
            one_of("kind", LETTER_KINDS, "letter_kind_is_known"),
            models.CheckConstraint(
                name="letter_answers_one_thing",
                condition=Q(flag__isnull=False, case__isnull=True)
                | Q(flag__isnull=True, case__isnull=False),
                violation_error_message=_("A letter answers a flag or a case."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="letter_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return self.subject[:80]

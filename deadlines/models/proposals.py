"""A change of the law as data: proposed by one person, tried on all projects, applied by another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of


class RuleProposal(models.Model):
    """One changed or new version of one rule (user story 27).

    `proposed` is the whole version as it would stand, by the names of `RuleVersion`'s columns;
    `number` is the version it changes, or the next free one. `findings` holds what the dry run
    over all projects found: totals and examples.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        TRIED = "tried", _("Tried on all projects")
        APPLIED = "applied", _("Applied")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    kind = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    proposed = models.JSONField()
    reason = models.TextField()
    document_number = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by_id = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    tried_on = models.DateField(null=True)
    tried_at = models.DateTimeField(null=True)
    findings = models.JSONField(default=dict)
    applied_by_id = models.BigIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Proposed change of a rule")
        ordering = ["-id"]
        constraints = [
            one_of("state", "proposed tried applied withdrawn", "rule_proposal_state_is_known"),
            models.CheckConstraint(
                name="rule_proposal_gives_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why the rule changes."),
            ),
            models.CheckConstraint(
                name="rule_proposal_applied_at_and_by_together",
                condition=Q(applied_at__isnull=True, applied_by_id__isnull=True)
                | Q(applied_at__isnull=False, applied_by_id__isnull=False),
                violation_error_message=_("An application has both a time and a person."),
            ),
            models.CheckConstraint(
                name="rule_proposal_applied_by_a_second_person",
                condition=Q(applied_by_id__isnull=True) | ~Q(applied_by_id=F("proposed_by_id")),
                violation_error_message=_("A second person applies the change."),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state__in=["proposed", "tried"]),
                name="rule_proposal_one_at_a_time",
                violation_error_message=_("Another change of this rule is still being decided."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.number} {self.state}"

"""Each step of a project into its next stage, and whether its gate was open."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models.fields import RecordedBy
from projects.models.project import Project


class StageMove(RecordedBy):
    """A project reached another stage; `missing` are the facts its gate lacked.

    With anything missing the move is an override: somebody with the right gave a reason for it.
    `act` is what moved it, as the history tells it; `date` the day on which it was recorded.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="stage_moves")
    date = models.DateField()
    old_stage = models.CharField(max_length=20, blank=True, default="")
    new_stage = models.CharField(max_length=20)
    act = models.TextField(blank=True, default="")
    missing = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Step into a stage")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="stage_move_past_a_gate_gives_a_reason",
                condition=Q(missing=[]) | ~Q(reason=""),
                violation_error_message=_("Give the reason for going on without these facts."),
            ),
        ]

    def __str__(self) -> str:
        return self.new_stage

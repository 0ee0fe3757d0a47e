"""What investors ask the province for, who has the file, and what came of it (target 2)."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit, Agency
from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy
from projects.models.investors import Investor
from projects.models.project import Project
from projects.querysets.support import SupportRequestQuerySet


class SupportRequest(RecordedBy):
    """An obstacle, petition, complaint, lawsuit or adjustment an investor brings; one file, one holder.

    The agency that holds it owes the answer (rule SA); while a body outside the province holds it,
    the holder owes a follow-up every `follow_up_days` days (rule SF). A question to the investor
    stops the clock until the reply. `round` counts how often it was opened again. More time for a
    milestone or for land is an `ExtensionRequest`, because it stops a clock of the law.
    """

    class Kind(models.TextChoices):
        OBSTACLE = "obstacle", _("Difficulty or obstacle")
        PETITION = "petition", _("Petition, proposal")
        COMPLAINT = "complaint", _("Complaint")
        LAWSUIT = "lawsuit", _("Lawsuit")
        ADJUSTMENT = "adjustment", _("Adjustment of the project")

    class Channel(models.TextChoices):
        PORTAL = "portal", _("On this portal")
        LETTER = "letter", _("By letter")
        MEETING = "meeting", _("At a meeting")
        PHONE = "phone", _("By telephone")

    class State(models.TextChoices):
        WAITING = "waiting", _("Being handled")
        ASKED = "asked", _("The investor was asked something")
        OUTSIDE = "outside", _("With a body outside the province")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Withdrawn by the investor")

    class Outcome(models.TextChoices):
        NONE = "", _("No answer yet")
        SOLVED = "solved", _("Solved")
        PARTLY = "partly", _("Solved in part")
        GUIDED = "guided", _("Advice was given")
        REFUSED = "refused", _("Not accepted, with the reason")

    class Rating(models.TextChoices):
        NONE = "", _("Not rated")
        SATISFIED = "satisfied", _("Satisfied")
        PARTLY = "partly", _("Satisfied in part")
        DISSATISFIED = "dissatisfied", _("Not satisfied")

    code = models.CharField(max_length=20, unique=True)
    investor = models.ForeignKey(
        Investor, on_delete=models.PROTECT, related_name="support_requests"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="support_requests"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.PORTAL)
    title = models.CharField(max_length=200)
    words = models.TextField()
    place = models.ForeignKey(AdministrativeUnit, null=True, blank=True, on_delete=models.PROTECT)
    place_text = models.CharField(max_length=200, blank=True, default="")
    document_number = models.CharField(max_length=120, blank=True, default="")
    filed_date = models.DateField()
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    round = models.PositiveSmallIntegerField(default=1)
    opened_date = models.DateField()
    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="support_held")
    held_since = models.DateField()
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    limit_date = models.DateField(null=True, blank=True)
    limit_basis = models.CharField(max_length=200, blank=True, default="")
    outside_body = models.CharField(max_length=200, blank=True, default="")
    outside_since = models.DateField(null=True, blank=True)
    follow_up_days = models.PositiveSmallIntegerField(null=True, blank=True)
    answered_date = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    rating = models.CharField(max_length=12, choices=Rating, blank=True, default="")
    rating_words = models.TextField(blank=True, default="")
    rated_date = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Request of an investor")
        ordering = ["-filed_date", "-id"]
        constraints = [
            one_of(
                "kind",
                "obstacle petition complaint lawsuit adjustment",
                "support_request_kind_is_known",
            ),
            one_of("channel", "portal letter meeting phone", "support_request_channel_is_known"),
            one_of(
                "state",
                "waiting asked outside answered withdrawn",
                "support_request_state_is_known",
            ),
            models.CheckConstraint(
                name="support_request_says_what_is_asked",
                condition=~Q(title="") & ~Q(words=""),
                violation_error_message=_("Say in a title and in words what is asked."),
            ),
            models.CheckConstraint(
                name="support_request_limit_names_its_basis",
                condition=Q(limit_date__isnull=True, limit_basis="")
                | (Q(limit_date__isnull=False) & ~Q(limit_basis="")),
                violation_error_message=_("A day set for the answer names what sets it."),
            ),
            models.CheckConstraint(
                name="support_request_outside_is_whole",
                condition=(
                    Q(
                        state="outside",
                        outside_since__isnull=False,
                        follow_up_days__isnull=False,
                        follow_up_days__gte=1,
                    )
                    & ~Q(outside_body="")
                )
                | (
                    ~Q(state="outside")
                    & Q(outside_body="", outside_since__isnull=True, follow_up_days__isnull=True)
                ),
                violation_error_message=_(
                    "Name the body outside the province, since when it has the file, and after "
                    "how many days you ask again."
                ),
            ),
            models.CheckConstraint(
                name="support_request_answer_is_whole",
                condition=(
                    Q(
                        state="answered",
                        answered_date__isnull=False,
                        outcome__in=["solved", "partly", "guided", "refused"],
                    )
                    & ~Q(answer="")
                )
                | (~Q(state="answered") & Q(answered_date__isnull=True, outcome="", answer="")),
                violation_error_message=_("An answer has its day, its outcome and its words."),
            ),
            models.CheckConstraint(
                name="support_request_answered_after_it_was_opened",
                condition=Q(answered_date__isnull=True) | Q(answered_date__gte=F("opened_date")),
                violation_error_message=_("It is answered after it was filed."),
            ),
            models.CheckConstraint(
                name="support_request_rated_once_answered",
                condition=Q(rating="", rating_words="", rated_date__isnull=True)
                | Q(
                    state="answered",
                    rating__in=["satisfied", "partly", "dissatisfied"],
                    rated_date__isnull=False,
                ),
                violation_error_message=_("Only an answer can be rated."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def state_is_open(self) -> bool:
        """Whether somebody owes the next step."""
        return self.state not in (self.State.ANSWERED, self.State.WITHDRAWN)


class SupportStep(models.Model):
    """One step of the story of a request; never changed. Internal ones are for State bodies only."""

    class Kind(models.TextChoices):
        FILED = "filed", _("Filed")
        HANDED = "handed", _("Handed to an agency")
        OFFICER = "officer", _("Given to an officer")
        LIMIT = "limit", _("Day for the answer set")
        OUTSIDE = "outside", _("Sent to a body outside the province")
        FOLLOWED_UP = "followed_up", _("Asked the body outside again")
        BACK = "back", _("Came back from outside")
        QUESTION = "question", _("Question to the investor")
        REPLY = "reply", _("Reply of the investor")
        NOTE = "note", _("Internal note")
        ANSWERED = "answered", _("Answered")
        RATED = "rated", _("Rated by the investor")
        REOPENED = "reopened", _("Opened again by the investor")
        WITHDRAWN = "withdrawn", _("Withdrawn by the investor")

    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    round = models.PositiveSmallIntegerField(default=1)
    on_date = models.DateField()
    words = models.TextField(blank=True, default="")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body_name = models.CharField(max_length=200, blank=True, default="")
    document_number = models.CharField(max_length=120, blank=True, default="")
    outcome = models.CharField(max_length=12, blank=True, default="")
    due_date = models.DateField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("Step of a request")
        ordering = ["pk"]
        constraints = [
            one_of(
                "kind",
                "filed handed officer limit outside followed_up back question reply note answered "
                "rated reopened withdrawn",
                "support_step_kind_is_known",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="support_step_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"

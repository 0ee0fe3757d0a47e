"""Cases: one look of one body at projects and those behind them (law.md §4.1, §4.2, §4.4).

Until one of its conclusions is published a case is known to the people on it alone
(`Case.objects.visible_to`): every channel asks there (R-4.5).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.models.constraints import one_of
from deadlines.models import Flag
from inspections.models.plans import PlanItem
from inspections.querysets.cases import CaseQuerySet
from projects.models import Investor, Project
from projects.models.fields import RecordedBy


def one_subject(name: str, prefix: str = "") -> models.CheckConstraint:
    """Either an agency or an investor, never both."""
    agency, investor = f"{prefix}agency__isnull", f"{prefix}investor__isnull"
    return models.CheckConstraint(
        name=name,
        condition=Q(**{agency: True, investor: False}) | Q(**{agency: False, investor: True}),
        violation_error_message=_("Name one agency or one investor."),
    )


class Case(RecordedBy):
    """One case of one kind; kinds are never merged, each has its own law and clocks."""

    class Kind(models.TextChoices):
        INSPECTION = "inspection", _("Inspection")
        CHECK = "check", _("Specialised check")
        INVESTMENT_SUPERVISION = "investment", _("Investment supervision")
        PARTY_SUPERVISION = "party", _("Party supervision")
        COUNCIL_SUPERVISION = "council", _("People's Council supervision")
        FRONT_SUPERVISION = "front", _("Fatherland Front supervision")
        AUDIT = "audit", _("State audit")
        POST_CHECK = "post_check", _("Post-licensing check")

    class Mode(models.TextChoices):
        UNKNOWN = "", _("Not recorded")
        ON_SITE = "on_site", _("On site")
        ONLINE = "online", _("Online")
        REMOTE = "remote", _("From records")

    class BodyLevel(models.TextChoices):
        """Which column of the clocks applies (law.md §4.2, §4.3)."""

        PROVINCIAL_INSPECTORATE = "province", _("Provincial inspectorate")
        GOVERNMENT_INSPECTORATE = "government", _("Government inspectorate")
        DEPARTMENT = "department", _("Provincial department")
        COMMUNE = "commune", _("Commune")
        MINISTRY_UNIT = "ministry", _("Unit of a ministry")
        OTHER = "other", _("Another body, without clocks of this law")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Finished")
        STOPPED = "stopped", _("Stopped for good")

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    mode = models.CharField(max_length=8, choices=Mode, blank=True, default=Mode.UNKNOWN)
    plan_item = models.ForeignKey(
        PlanItem, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    title = models.CharField(max_length=300)
    grounds = models.TextField(blank=True, default="")
    content = models.TextField()
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    original_body = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cases_opened")
    # Who follows it up; another than the original where that was abolished or handed it over.
    responsible_body = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="cases_followed"
    )
    body_level = models.CharField(max_length=10, choices=BodyLevel)
    # Empty while the decision is being prepared.
    decision_number = models.CharField(max_length=120, blank=True, default="")
    decision_date = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True, default="")
    # The time limit the decision itself sets, in calendar days; within the law's.
    decided_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # Complex matters have longer limits; mountain, border and remote places may be extended alike.
    is_complex = models.BooleanField(default=False)
    is_remote_area = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    ended_date = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True, default="")
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Case")
        ordering = ["-decision_date", "-id"]
        constraints = [
            one_of(
                "kind",
                "inspection check investment party council front audit post_check",
                "case_kind_is_known",
            ),
            models.CheckConstraint(
                name="case_mode_is_known",
                condition=Q(mode__in=["", "on_site", "online", "remote"]),
                violation_error_message=_("Choose one of the listed values."),
            ),
            one_of(
                "body_level",
                "province government department commune ministry other",
                "case_body_level_is_known",
            ),
            one_of("state", "open closed stopped", "case_state_is_known"),
            models.CheckConstraint(
                name="case_decision_has_number_and_day",
                condition=Q(decision_number="", decision_date__isnull=True)
                | (~Q(decision_number="") & Q(decision_date__isnull=False)),
                violation_error_message=_("Give both number and day of the decision."),
            ),
            models.CheckConstraint(
                name="case_period_is_in_order",
                condition=Q(period_from__isnull=True)
                | Q(period_to__isnull=True)
                | Q(period_to__gte=F("period_from")),
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                name="case_ended_has_day_and_reason",
                condition=Q(state="open", ended_date__isnull=True)
                | (~Q(state="open") & Q(ended_date__isnull=False) & ~Q(ended_reason="")),
                violation_error_message=_("Say when and why the case ended."),
            ),
            models.CheckConstraint(
                name="case_says_what_is_looked_at",
                condition=~Q(title="") & ~Q(content=""),
                violation_error_message=_("Say what is looked at."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CaseProject(RecordedBy):
    """A project that the case looks at, and the flag it was opened from (target 3)."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="projects", db_index=False
    )
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="case_projects")
    flag = models.ForeignKey(
        Flag, null=True, blank=True, on_delete=models.PROTECT, related_name="case_projects"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("Project of a case")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "project"],
                name="case_project_once",
                violation_error_message=_("This project is already in the case."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.project_id}"


class CaseSubject(models.Model):
    """Whom the case looks at: an investor or an agency."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="subjects")
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    investor = models.ForeignKey(
        Investor, null=True, blank=True, on_delete=models.PROTECT, related_name="case_subjects"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("Subject of a case")
        ordering = ["id"]
        constraints = [
            one_subject("case_subject_is_agency_or_investor"),
            models.UniqueConstraint(
                fields=["case", "agency", "investor"],
                nulls_distinct=False,
                name="case_subject_once",
                violation_error_message=_("Already a subject of this case."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.agency or self.investor)


class CaseGroup(models.Model):
    """A part of the team with its topic: a delegation may work in groups (law.md §12.17)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="groups", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Group of a case")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "ordinal"],
                name="case_group_once",
                violation_error_message=_("This group is already in the case."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.topic}"


class CaseMember(RecordedBy):
    """A person on the case. Whoever has an account here sees the case, from one day to another.

    A leader in charge reads and never writes; somebody without an account is only named.
    """

    class Duty(models.TextChoices):
        HEAD = "head", _("Head of the team")
        DEPUTY = "deputy", _("Deputy head")
        MEMBER = "member", _("Member")
        OBSERVER = "observer", _("Supervises the team")
        LEADER = "leader", _("Leader in charge")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="members", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="case_memberships",
    )
    name = models.CharField(max_length=150)
    position = models.CharField(max_length=150, blank=True, default="")
    duty = models.CharField(max_length=10, choices=Duty)
    group = models.ForeignKey(CaseGroup, null=True, blank=True, on_delete=models.PROTECT)
    left_date = models.DateField(null=True, blank=True)
    left_reason = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Person on a case")
        ordering = ["id"]
        constraints = [
            one_of("duty", "head deputy member observer leader", "case_member_duty_is_known"),
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(left_date__isnull=True, user__isnull=False),
                name="case_member_once",
                violation_error_message=_("This person is already on the case."),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(duty="head", left_date__isnull=True),
                name="case_member_one_head",
                violation_error_message=_("A case has one head of the team."),
            ),
            models.CheckConstraint(
                name="case_member_left_for_a_reason",
                condition=Q(left_date__isnull=True) | ~Q(left_reason=""),
                violation_error_message=_("Say why the person leaves the case."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""A request for more time, decided by a body other than the one asking."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from projects.models.fields import RecordedBy
from projects.models.investors import Investor
from projects.models.land import LandTranche
from projects.models.project import Project
from projects.models.schedule import ScheduleItem


class ExtensionRequest(RecordedBy):
    """More time asked for a milestone or for the use of a land tranche.

    Filed on or before the due day it keeps the clock still from that day until it is decided, so
    a slow answer makes nobody late; refused, the old day holds. Granted, the new day comes from
    the deciding document, entered as every other adjustment or extension.
    """

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="extension_requests"
    )
    schedule_item = models.ForeignKey(ScheduleItem, null=True, blank=True, on_delete=models.PROTECT)
    tranche = models.ForeignKey(LandTranche, null=True, blank=True, on_delete=models.PROTECT)
    filed_date = models.DateField()
    asked_date = models.DateField()
    reason = models.TextField()
    document_number = models.CharField(max_length=120, blank=True, default="")
    asking_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="extensions_asked"
    )
    asking_investor = models.ForeignKey(Investor, null=True, blank=True, on_delete=models.PROTECT)
    decided_date = models.DateField(null=True, blank=True)
    granted = models.BooleanField(null=True, blank=True)
    deciding_agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="extensions_decided"
    )
    decision_number = models.CharField(max_length=120, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Request for more time")
        ordering = ["-filed_date", "-id"]
        constraints = [
            models.CheckConstraint(
                name="extension_request_is_about_one_thing",
                condition=Q(schedule_item__isnull=True, tranche__isnull=False)
                | Q(schedule_item__isnull=False, tranche__isnull=True),
                violation_error_message=_("Choose the milestone or tranche this concerns."),
            ),
            models.CheckConstraint(
                name="extension_request_has_one_asker",
                condition=Q(asking_agency__isnull=True, asking_investor__isnull=False)
                | Q(asking_agency__isnull=False, asking_investor__isnull=True),
                violation_error_message=_("Name who asks: one agency or the investor."),
            ),
            models.CheckConstraint(
                name="extension_request_gives_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give the reason."),
            ),
            models.CheckConstraint(
                name="extension_request_asks_for_a_later_day",
                condition=Q(asked_date__gt=F("filed_date")),
                violation_error_message=_("The day asked for lies after the request."),
            ),
            models.CheckConstraint(
                name="extension_request_decision_is_whole",
                condition=Q(
                    decided_date__isnull=True,
                    granted__isnull=True,
                    deciding_agency__isnull=True,
                    decision_number="",
                )
                | (
                    Q(
                        decided_date__isnull=False,
                        granted__isnull=False,
                        deciding_agency__isnull=False,
                    )
                    & ~Q(decision_number="")
                ),
                violation_error_message=_("A decision has its day, body and number."),
            ),
            models.CheckConstraint(
                name="extension_request_decided_after_it_was_filed",
                condition=Q(decided_date__isnull=True) | Q(decided_date__gte=F("filed_date")),
                violation_error_message=_("It is decided after it was filed."),
            ),
            models.CheckConstraint(
                name="extension_request_decided_by_another_body",
                condition=Q(deciding_agency__isnull=True)
                | Q(asking_agency__isnull=True)
                | ~Q(deciding_agency=F("asking_agency")),
                violation_error_message=_("A body other than the one asking decides."),
            ),
            models.UniqueConstraint(
                fields=["schedule_item"],
                condition=Q(decided_date__isnull=True),
                name="extension_request_one_open_a_milestone",
                violation_error_message=_("A request for this milestone is still undecided."),
            ),
            models.UniqueConstraint(
                fields=["tranche"],
                condition=Q(decided_date__isnull=True),
                name="extension_request_one_open_a_tranche",
                violation_error_message=_("A request for this tranche is still undecided."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number or f"{self.filed_date:%d/%m/%Y}"

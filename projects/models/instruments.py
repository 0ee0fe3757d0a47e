"""Decisions and certificates: the acts that prove a stage (law.md §1.1)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.fields import PrecisionField, RecordedBy, not_negative, precision_of
from projects.models.project import Project
from projects.querysets.searching import document_index


class Instrument(RecordedBy):
    """One decision or certificate with its number, day and authority (R-1.2).

    What it says of the project (name, objective, capital, ...) is kept as this document says it, so
    that each adjustment can be held against the first approval; empty or NULL is "does not say".
    """

    class Kind(models.TextChoices):
        POLICY_APPROVAL = "policy_approval", _("In-principle approval")
        INVESTOR_APPROVAL = "investor_approval", _("Investor approval")
        REGISTRATION_CERTIFICATE = "registration_certificate", _("Registration certificate")
        ADJUSTMENT = "adjustment", _("Adjustment")
        LAND_RECOVERY = "land_recovery", _("Land recovery decision")
        LAND_ALLOCATION = "land_allocation", _("Land allocation decision")
        LAND_LEASE = "land_lease", _("Land lease decision")
        COMPENSATION_PLAN = "compensation_plan", _("Compensation and resettlement plan")
        ENVIRONMENT = "environment", _("Environmental decision or permit")
        DESIGN_APPRAISAL = "design_appraisal", _("Design appraisal")
        FIRE_SAFETY = "fire_safety", _("Fire safety appraisal")
        CONSTRUCTION_PERMIT = "construction_permit", _("Construction permit")
        START_NOTICE = "start_notice", _("Notice of construction start")
        ACCEPTANCE = "acceptance", _("Minutes of acceptance")
        OTHER = "other", _("Other document")

    class Authority(models.TextChoices):
        NATIONAL_ASSEMBLY = "national_assembly", _("National Assembly")
        PRIME_MINISTER = "prime_minister", _("Prime Minister")
        CHAIRPERSON = "chairperson", _("Chairperson of the provincial People's Committee")
        COMMITTEE = "committee", _("Provincial People's Committee")
        ZONE_BOARD = "zone_board", _("Zone management board")
        DEPARTMENT = "department", _("Registry department")
        OTHER = "other", _("Other")
        UNKNOWN = "unknown", _("Not known")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="instruments")
    kind = models.CharField(max_length=25, choices=Kind)
    number = models.CharField(max_length=120, blank=True, default="")
    number_key = models.CharField(max_length=120, editable=False, default="")
    issued_date = models.DateField(null=True, blank=True)
    issued_precision = PrecisionField()
    authority = models.CharField(max_length=20, choices=Authority, default=Authority.UNKNOWN)
    issuer_name = models.CharField(max_length=200, blank=True, default="")
    adjusts = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="adjustments"
    )
    sequence = models.PositiveSmallIntegerField(null=True, blank=True)
    capital_vnd = models.BigIntegerField(null=True, blank=True)
    land_area_m2 = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    operation_date = models.DateField(null=True, blank=True)
    project_name = models.CharField(max_length=400, blank=True, default="")
    investor_name = models.CharField(max_length=300, blank=True, default="")
    objective = models.TextField(blank=True, default="")
    scale = models.TextField(blank=True, default="")
    location_text = models.CharField(max_length=300, blank=True, default="")
    capital_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    equity_vnd = models.BigIntegerField(null=True, blank=True)
    loan_vnd = models.BigIntegerField(null=True, blank=True)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Document")
        ordering = ["issued_date", "id"]
        indexes = [
            models.Index(fields=["number_key"], name="instrument_by_number"),
            document_index("instrument_search", "number_key"),
            # Used by the month's flows of the report (approved, adjusted).
            models.Index(fields=["kind", "issued_date"], name="instrument_by_day"),
        ]
        constraints = [
            one_of(
                "kind",
                "policy_approval investor_approval registration_certificate "
                "adjustment land_recovery land_allocation land_lease "
                "compensation_plan environment design_appraisal fire_safety "
                "construction_permit start_notice acceptance other",
                "instrument_kind_is_known",
            ),
            one_of(
                "authority",
                "national_assembly prime_minister chairperson committee zone_board "
                "department other unknown",
                "instrument_authority_is_known",
            ),
            precision_of("issued_precision", "instrument_issued_precision_is_known"),
            not_negative("capital_vnd", "instrument_capital_is_not_negative"),
            not_negative("land_area_m2", "instrument_land_area_is_not_negative"),
            not_negative("capital_usd", "instrument_capital_usd_is_not_negative"),
            not_negative("equity_vnd", "instrument_equity_is_not_negative"),
            not_negative("loan_vnd", "instrument_loan_is_not_negative"),
            models.CheckConstraint(
                name="instrument_term_is_at_most_99_years",
                condition=Q(term_years__isnull=True) | Q(term_years__gte=1, term_years__lte=99),
                violation_error_message=_("Give the term in years, from 1 to 99."),
            ),
            models.CheckConstraint(
                name="instrument_has_a_number_or_a_day",
                condition=~Q(number="") | Q(issued_date__isnull=False),
                violation_error_message=_("Give the number or the day of the document."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.get_kind_display()

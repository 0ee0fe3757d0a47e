"""The project: what it is. What happened to it are dated acts in the sibling files."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit, Agency
from accounts.models.constraints import one_of
from projects.models.fields import not_negative
from projects.models.investors import Investor
from projects.models.references import InvestmentZone, Sector
from projects.querysets.projects import ProjectQuerySet


class Project(models.Model):
    """One investment project.

    Legal, physical and operating state are three facts (law.md §1.5); the report's four buckets
    and the screen's pill are derived from them by `projects.rules.status`.
    """

    class Funding(models.TextChoices):
        NON_BUDGET = "non_budget", _("Non-budget capital")
        PUBLIC = "public", _("Public investment")

    class PhysicalState(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        NOT_STARTED = "not_started", _("Construction not started")
        UNDER_CONSTRUCTION = "under_construction", _("Under construction")
        PARTLY_BUILT = "partly_built", _("Partly built")
        COMPLETED = "completed", _("Construction completed")

    class OperatingState(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        NOT_OPERATING = "not_operating", _("Not operating yet")
        OPERATING = "operating", _("Operating")
        STOPPED = "stopped", _("Operation stopped")

    class LegalState(models.TextChoices):
        PROPOSED = "proposed", _("Proposed, not approved yet")
        REFUSED = "refused", _("Refused or withdrawn")
        VALID = "valid", _("In force")
        SUSPENDED = "suspended", _("Suspended")
        TERMINATED = "terminated", _("Terminated")

    class ApprovalPath(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        POLICY = "policy", _("In-principle approval alone")
        POLICY_AND_INVESTOR = (
            "policy_and_investor",
            _("In-principle approval together with investor approval"),
        )
        CERTIFICATE_ONLY = "certificate_only", _("No in-principle approval required")

    class Selection(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        AUCTION = "auction", _("Auction of land use rights")
        BIDDING = "bidding", _("Bidding")
        DIRECT = "direct", _("Investor approved directly")
        OWN_LAND = "own_land", _("Investor has the land already")

    class Zone(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        NONE = "none", _("Outside zones")
        INDUSTRIAL_ZONE = "industrial_zone", _("Industrial zone")
        INDUSTRIAL_CLUSTER = "industrial_cluster", _("Industrial cluster")
        BORDER_GATE_ZONE = "border_gate_zone", _("Border-gate economic zone")
        ECONOMIC_ZONE = "economic_zone", _("Economic zone")

    class DepositDuty(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        REQUIRED = "required", _("Required")
        EXEMPT = "exempt", _("Not required")

    class TermStart(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        APPROVAL = "approval", _("Day of the in-principle approval")
        CERTIFICATE = "certificate", _("Day of the registration certificate")
        LAND_ALLOCATION = "land_allocation", _("Day of the land decision")
        LAND_HANDOVER = "land_handover", _("Day of the land handover")
        OTHER = "other", _("Another day")

    class Origin(models.TextChoices):
        ENTERED = "entered", _("Entered")
        IMPORTED = "imported", _("Imported")
        DEMONSTRATION = "demonstration", _("Invented for demonstration")

    code = models.CharField(max_length=20, unique=True)
    legacy_code = models.CharField(max_length=60, blank=True, default="")
    # The 10 digits of the registration certificate, kept through every change of it.
    certificate_code = models.CharField(max_length=10, blank=True, default="")
    name = models.CharField(max_length=400)
    objective = models.TextField(blank=True, default="")
    scale = models.TextField(blank=True, default="")
    approval_path = models.CharField(
        max_length=20, choices=ApprovalPath, default=ApprovalPath.UNKNOWN
    )
    selection = models.CharField(max_length=10, choices=Selection, default=Selection.UNKNOWN)
    funding = models.CharField(max_length=12, choices=Funding, default=Funding.NON_BUDGET)
    investor = models.ForeignKey(
        Investor, null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT)
    units = models.ManyToManyField(AdministrativeUnit, blank=True, related_name="projects")
    location_text = models.CharField(max_length=300, blank=True, default="")
    zone = models.CharField(max_length=20, choices=Zone, default=Zone.UNKNOWN)
    zone_place = models.ForeignKey(
        InvestmentZone,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    registered_capital_vnd = models.BigIntegerField(null=True, blank=True)
    registered_capital_usd = models.DecimalField(
        max_digits=18, decimal_places=2, null=True, blank=True
    )
    capital_rate_vnd = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    capital_rate_date = models.DateField(null=True, blank=True)
    capital_hedge = models.CharField(max_length=20, blank=True, default="")
    land_area_m2 = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    physical_state = models.CharField(
        max_length=20, choices=PhysicalState, default=PhysicalState.UNKNOWN
    )
    operating_state = models.CharField(
        max_length=15, choices=OperatingState, default=OperatingState.UNKNOWN
    )
    legal_state = models.CharField(max_length=12, choices=LegalState, default=LegalState.VALID)
    bucket = models.GeneratedField(
        expression=Case(
            When(legal_state__in=["proposed", "refused"], then=F("legal_state")),
            When(legal_state="terminated", then=Value("terminated")),
            When(
                Q(operating_state="stopped")
                | (Q(legal_state="suspended") & ~Q(physical_state="not_started")),
                then=Value("stopped"),
            ),
            When(operating_state="operating", then=Value("operating")),
            When(
                physical_state__in=["under_construction", "partly_built", "completed"],
                then=Value("under_construction"),
            ),
            When(physical_state="not_started", then=Value("not_started")),
            default=Value("unknown"),
        ),
        output_field=models.CharField(max_length=20),
        db_persist=True,
    )
    state_as_of = models.DateField(null=True, blank=True)
    state_note = models.TextField(blank=True, default="")
    adjustment_pending_since = models.DateField(null=True, blank=True)
    deposit_duty = models.CharField(max_length=10, choices=DepositDuty, default=DepositDuty.UNKNOWN)
    # Capital the deposit is reckoned from, or the sum the agreement itself names.
    deposit_base_vnd = models.BigIntegerField(null=True, blank=True)
    deposit_agreed_vnd = models.BigIntegerField(null=True, blank=True)
    deposit_due_date = models.DateField(null=True, blank=True)
    # Percent off for incentive sectors and areas (R-1.31, not verified): what the agreement says.
    deposit_reduction_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    deposit_reduction_basis = models.CharField(max_length=200, blank=True, default="")
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    term_start_event = models.CharField(max_length=20, choices=TermStart, default=TermStart.UNKNOWN)
    term_start_date = models.DateField(null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="projects")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="portfolio",
    )
    origin = models.CharField(max_length=15, choices=Origin, default=Origin.ENTERED)
    source_url = models.TextField(blank=True, default="")
    source_date_text = models.CharField(max_length=40, blank=True, default="")
    as_published = models.JSONField(default=dict, blank=True)
    search_text = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=800, editable=False, default="")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Project")
        ordering = ["sort_key", "id"]
        indexes = [
            # Used by the accent-blind search box and the list.
            GinIndex(fields=["search_text"], name="project_search", opclasses=["gin_trgm_ops"]),
            # Used by keyset paging of the list in its three orders.
            models.Index(fields=["sort_key", "id"], name="project_by_name"),
            models.Index(
                F("registered_capital_vnd").desc(nulls_last=True), "id", name="project_by_capital"
            ),
            models.Index(fields=["-updated_at", "id"], name="project_by_update"),
            # Used by the census, the dashboard and the status filter.
            models.Index(fields=["bucket", "sort_key", "id"], name="project_by_bucket"),
            # Used by the counts above the list, which read all its projects and nothing but this.
            models.Index(
                fields=["bucket"],
                include=["officer", "registered_capital_vnd"],
                condition=Q(funding="non_budget"),
                name="project_counted",
            ),
        ]
        constraints = [
            one_of("funding", "non_budget public", "project_funding_is_known"),
            one_of(
                "physical_state",
                "unknown not_started under_construction partly_built completed",
                "project_physical_state_is_known",
            ),
            one_of(
                "operating_state",
                "unknown not_operating operating stopped",
                "project_operating_state_is_known",
            ),
            one_of(
                "legal_state",
                "proposed refused valid suspended terminated",
                "project_legal_state_is_known",
            ),
            one_of(
                "approval_path",
                "unknown policy policy_and_investor certificate_only",
                "project_approval_path_is_known",
            ),
            one_of(
                "selection",
                "unknown auction bidding direct own_land",
                "project_selection_is_known",
            ),
            models.CheckConstraint(
                name="project_certificate_code_has_ten_digits",
                condition=Q(certificate_code="") | Q(certificate_code__regex=r"^[0-9]{10}$"),
                violation_error_message=_("The code of a registration certificate has 10 digits."),
            ),
            models.CheckConstraint(
                name="project_capital_rate_has_its_day",
                condition=Q(capital_rate_vnd__isnull=True, capital_rate_date__isnull=True)
                | Q(capital_rate_vnd__gt=0, capital_rate_date__isnull=False),
                violation_error_message=_("Give the exchange rate together with its day."),
            ),
            models.CheckConstraint(
                name="project_deposit_reduction_has_its_basis",
                condition=Q(deposit_reduction_percent__isnull=True)
                | Q(deposit_reduction_percent__lte=100) & ~Q(deposit_reduction_basis=""),
                violation_error_message=_(
                    "Give the reduction in percent, at most 100, and the basis it rests on."
                ),
            ),
            one_of(
                "zone",
                "unknown none industrial_zone industrial_cluster border_gate_zone economic_zone",
                "project_zone_is_known",
            ),
            one_of("origin", "entered imported demonstration", "project_origin_is_known"),
            not_negative("registered_capital_vnd", "project_capital_is_not_negative"),
            not_negative("registered_capital_usd", "project_capital_usd_is_not_negative"),
            not_negative("land_area_m2", "project_land_area_is_not_negative"),
            one_of("deposit_duty", "unknown required exempt", "project_deposit_duty_is_known"),
            one_of(
                "term_start_event",
                "unknown approval certificate land_allocation land_handover other",
                "project_term_start_is_known",
            ),
            not_negative("deposit_base_vnd", "project_deposit_base_is_not_negative"),
            not_negative("deposit_agreed_vnd", "project_deposit_agreed_is_not_negative"),
            models.CheckConstraint(
                name="project_term_is_at_most_99_years",
                condition=Q(term_years__isnull=True) | Q(term_years__gte=1, term_years__lte=99),
                violation_error_message=_("Give the term in years, from 1 to 99."),
            ),
            models.CheckConstraint(
                name="project_imported_names_its_source",
                condition=~Q(origin="imported") | ~Q(source_url=""),
                violation_error_message=_("An imported project names its source."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

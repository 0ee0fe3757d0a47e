"""Figures somebody published, kept as published beside what the registry computes (house.md §4)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.fields import PrecisionField, RecordedBy, precision_of
from vn.dates import PartialDate, Precision


class PublishedFigure(RecordedBy):
    """One figure of one source: its text as printed and the value read from it.

    `indicator` is a code of `projects.rules.published.INDICATORS`, `scope_text` the place or body the
    source speaks of. Counts are units, money is đồng or dollars, areas are square metres, rates are
    percent. A rate keeps its numerator and denominator and which base (`basis`) was taken. `part_of` is
    the whole the source divides, `cut` by what it divides it: each cut adds up by itself. It is never
    corrected and never added to what is computed: a later correction is a row of its own.
    """

    class Measure(models.TextChoices):
        COUNT = "count", _("Count")
        VND = "vnd", _("Đồng")
        USD = "usd", _("US dollars")
        PERCENT = "percent", _("Percent")
        SCORE = "score", _("Score")
        RANK = "rank", _("Rank")
        AREA = "area", _("Square metres")

    class Nature(models.TextChoices):
        ACTUAL = "actual", _("Actual")
        ESTIMATE = "estimate", _("Estimate")
        PLAN = "plan", _("Plan")
        DERIVED = "derived", _("Derived from other published figures")

    indicator = models.CharField(max_length=60)
    scope_text = models.CharField(max_length=200, blank=True, default="")
    text = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    hedge = models.CharField(max_length=20, blank=True, default="")
    measure = models.CharField(max_length=8, choices=Measure)
    numerator = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    basis = models.CharField(max_length=200, blank=True, default="")
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    cut = models.CharField(max_length=80, blank=True, default="")
    as_of_date = models.DateField(null=True, blank=True)
    as_of_precision = PrecisionField()
    nature = models.CharField(max_length=8, choices=Nature, default=Nature.ACTUAL)
    source = models.CharField(max_length=300)
    source_url = models.TextField(blank=True, default="")
    source_date_text = models.CharField(max_length=40, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    is_demonstration = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by_id = models.BigIntegerField(null=True, editable=False)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="", editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Published figure")
        ordering = ["indicator", "as_of_date", "id"]
        indexes = [
            models.Index(fields=["indicator", "as_of_date"], name="published_by_indicator"),
        ]
        constraints = [
            one_of(
                "measure",
                "count vnd usd percent score rank area",
                "published_figure_measure_is_known",
            ),
            one_of("nature", "actual estimate plan derived", "published_figure_nature_is_known"),
            precision_of("as_of_precision", "published_figure_as_of_precision_is_known"),
            models.CheckConstraint(
                name="published_figure_names_its_source",
                condition=~Q(source="") & ~Q(text=""),
                violation_error_message=_("Give the figure as printed and where it was printed."),
            ),
            models.CheckConstraint(
                name="published_figure_base_is_named",
                condition=Q(denominator__isnull=True) | ~Q(basis=""),
                violation_error_message=_("Say what the denominator of the rate is."),
            ),
            models.CheckConstraint(
                name="published_figure_withdrawn_by_somebody_for_a_reason",
                condition=Q(
                    withdrawn_at__isnull=True, withdrawn_by_id__isnull=True, withdrawn_reason=""
                )
                | Q(withdrawn_at__isnull=False, withdrawn_by_id__isnull=False)
                & ~Q(withdrawn_reason=""),
                violation_error_message=_("Say why the figure is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.text}"

    @property
    def as_of(self) -> PartialDate | None:
        """The day, month, quarter or year it speaks of."""
        day = self.as_of_date
        return PartialDate(day, Precision(self.as_of_precision)) if day else None


class PciResult(RecordedBy):
    """The provincial competitiveness index of one province in one year, as one source gives it.

    `rank_of` is how many provinces were ranked. Derived values come from differences a source
    printed, and say so.
    """

    class Basis(models.TextChoices):
        PUBLISHED = "published", _("Published")
        DERIVED = "derived", _("Derived from other published figures")

    province = models.CharField(max_length=100)
    year = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    rank_of = models.PositiveSmallIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=9, choices=Basis, default=Basis.PUBLISHED)
    source = models.CharField(max_length=300)
    note = models.CharField(max_length=500, blank=True, default="")
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("PCI of a year")
        ordering = ["province", "year", "id"]
        constraints = [
            one_of("basis", "published derived", "pci_result_basis_is_known"),
            models.UniqueConstraint(
                fields=["province", "year", "source"],
                name="pci_result_once_for_each_source",
                violation_error_message=_("This source already gave the index of that year."),
            ),
            models.CheckConstraint(
                name="pci_result_says_something",
                condition=Q(score__isnull=False) | Q(rank__isnull=False),
                violation_error_message=_("Give the score, the rank or both."),
            ),
            models.CheckConstraint(
                name="pci_result_rank_is_among_the_ranked",
                condition=Q(rank__isnull=True)
                | Q(rank__gte=1) & (Q(rank_of__isnull=True) | Q(rank__lte=F("rank_of"))),
                violation_error_message=_("The rank lies between 1 and the number ranked."),
            ),
            models.CheckConstraint(
                name="pci_result_score_is_out_of_a_hundred",
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
                violation_error_message=_("The score lies between 0 and 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province} {self.year}"

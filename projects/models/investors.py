"""Those who invest, and the people who act for them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.fields import RecordedBy, not_negative
from projects.querysets.investors import InvestorQuerySet


class Investor(models.Model):
    """An enterprise, cooperative or person that carries out projects."""

    class Kind(models.TextChoices):
        DOMESTIC = "domestic", _("Domestic")
        FOREIGN = "foreign", _("Foreign")
        UNKNOWN = "unknown", _("Not known")

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.UNKNOWN)
    kind_basis = models.CharField(max_length=60, blank=True, default="")
    country = models.CharField(max_length=60, blank=True, default="")
    tax_code = models.CharField(max_length=14, blank=True, default="")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="members_of_group"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=600, editable=False, default="")

    objects = InvestorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Investor")
        ordering = ["sort_key"]
        indexes = [
            # Used by the search box and the list.
            GinIndex(fields=["search_text"], name="investor_search", opclasses=["gin_trgm_ops"]),
            # Used by the list of countries that the filter of projects offers.
            models.Index(
                fields=["country"],
                name="investor_from_abroad",
                condition=~Q(kind="domestic") & ~Q(country=""),
            ),
        ]
        constraints = [
            one_of("kind", "domestic foreign unknown", "investor_kind_is_known"),
            models.CheckConstraint(
                name="investor_is_not_its_own_group",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message=_("Choose another investor as the group."),
            ),
            models.CheckConstraint(
                name="investor_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message=_("Choose another investor to merge with."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kept(self) -> Investor:
        """The record that stands for this one: itself, or the one it was merged into at last."""
        row = self
        while row.merged_into is not None:
            row = row.merged_into
        return row


class InvestorMember(models.Model):
    """A person who acts for an investor, as far as the role goes; who leaves has no row any more."""

    class Role(models.TextChoices):
        REPRESENTATIVE = "representative", _("Representative: also names the people")
        REPORTER = "reporter", _("Files reports and requests")
        READER = "reader", _("Reads only")

    investor = models.ForeignKey(Investor, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="investor_memberships"
    )
    role = models.CharField(max_length=14, choices=Role, default=Role.REPRESENTATIVE)
    since_date = models.DateField(null=True, blank=True)
    named_by_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        constraints = [
            one_of("role", "representative reporter reader", "investor_member_role_is_known"),
            models.UniqueConstraint(
                fields=["investor", "user"],
                name="investor_member_once",
                violation_error_message=_("This person already acts for the investor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.investor_id}"


class InvestorName(RecordedBy):
    """Another name of an investor: an earlier one, a short one, one in a foreign language."""

    class Kind(models.TextChoices):
        FORMER = "former", _("Earlier name")
        ALIAS = "alias", _("Short or foreign name")

    investor = models.ForeignKey(Investor, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=300)
    name_key = models.CharField(max_length=300, editable=False, default="")
    kind = models.CharField(max_length=8, choices=Kind)
    until_date = models.DateField(null=True, blank=True)
    document_number = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Other name of an investor")
        ordering = ["-until_date", "id"]
        constraints = [
            one_of("kind", "former alias", "investor_name_kind_is_known"),
            models.UniqueConstraint(
                fields=["investor", "name_key"],
                name="investor_name_once",
                violation_error_message=_("This name is already on record."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sanction(RecordedBy):
    """A decision that punishes an investor, and whether it was carried out."""

    investor = models.ForeignKey(Investor, on_delete=models.PROTECT, related_name="sanctions")
    project = models.ForeignKey(
        "projects.Project",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sanctions",
    )
    number = models.CharField(max_length=120)
    date = models.DateField()
    authority = models.CharField(max_length=200)
    content = models.TextField()
    amount_vnd = models.BigIntegerField(null=True, blank=True)
    paid_date = models.DateField(null=True, blank=True)
    remedied_date = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Sanction")
        ordering = ["-date", "-id"]
        constraints = [
            not_negative("amount_vnd", "sanction_amount_is_not_negative"),
            models.CheckConstraint(
                name="sanction_names_its_decision",
                condition=~Q(number="") & ~Q(authority=""),
                violation_error_message=_("Give the decision number and who issued it."),
            ),
            models.CheckConstraint(
                name="sanction_paid_after_it_was_decided",
                condition=Q(paid_date__isnull=True) | Q(paid_date__gte=F("date")),
                violation_error_message=_("It is paid after it was decided."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class EquityEvidence(RecordedBy):
    """What an investor showed of its own money: accounts, bank letter (capacity)."""

    class Kind(models.TextChoices):
        AUDITED_ACCOUNTS = "audited_accounts", _("Audited financial statements")
        ACCOUNTS = "accounts", _("Financial statements")
        BANK_LETTER = "bank_letter", _("Letter of a bank")
        PARENT_PROMISE = "parent_promise", _("Commitment of the parent company")

    investor = models.ForeignKey(Investor, on_delete=models.PROTECT, related_name="equity_evidence")
    kind = models.CharField(max_length=16, choices=Kind)
    as_of_date = models.DateField()
    equity_vnd = models.BigIntegerField()
    document_number = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Evidence of equity")
        ordering = ["-as_of_date", "-id"]
        constraints = [
            one_of(
                "kind",
                "audited_accounts accounts bank_letter parent_promise",
                "equity_evidence_kind_is_known",
            ),
            models.CheckConstraint(
                name="equity_evidence_has_a_document",
                condition=~Q(document_number=""),
                violation_error_message=_("Name the document that shows it."),
            ),
        ]

    def __str__(self) -> str:
        return self.document_number


class InvestorMerge(RecordedBy):
    """Two records of one investor put together: what moved, so that it can be undone."""

    kept = models.ForeignKey(Investor, on_delete=models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Investor, on_delete=models.PROTECT, related_name="merges_given")
    reason = models.CharField(max_length=300)
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("Investors merged")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="investor_merge_is_of_two",
                condition=~Q(kept=F("merged")),
                violation_error_message=_("Choose another investor to merge with."),
            ),
            models.CheckConstraint(
                name="investor_merge_gives_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give the reason."),
            ),
            models.CheckConstraint(
                name="investor_merge_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by_id__isnull=True)
                | Q(undone_at__isnull=False, undone_by_id__isnull=False),
                violation_error_message=_("Say who undid the merge."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"


class InvestorsApart(RecordedBy):
    """Two records that look alike and are two investors: they are not proposed for merging."""

    one = models.ForeignKey(Investor, on_delete=models.PROTECT, related_name="apart_from_later")
    other = models.ForeignKey(Investor, on_delete=models.PROTECT, related_name="apart_from_earlier")
    reason = models.CharField(max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = _("Investors that only look alike")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="investors_apart_in_order",
                condition=Q(one__lt=F("other")),
                violation_error_message=_("Name the record that was entered first first."),
            ),
            models.CheckConstraint(
                name="investors_apart_for_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give the reason."),
            ),
            models.UniqueConstraint(
                fields=["one", "other"],
                name="investors_apart_once",
                violation_error_message=_("It is already on record that these are two."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"

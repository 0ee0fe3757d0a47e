"""Those who invest, and the people who act for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of


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
    search_text = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=600, editable=False, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Investor")
        ordering = ["sort_key"]
        constraints = [one_of("kind", "domestic foreign unknown", "investor_kind_is_known")]

    def __str__(self) -> str:
        return self.name


class InvestorMember(models.Model):
    """A person who may see an investor's projects."""

    investor = models.ForeignKey(Investor, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="investor_memberships"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["investor", "user"],
                name="investor_member_once",
                violation_error_message=_("This person already acts for the investor."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.investor_id}"

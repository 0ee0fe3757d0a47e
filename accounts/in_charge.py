"""Who is in charge today where the agency on record has ended; what is on record stays (R-4.1)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from accounts.models import Agency, AgencySuccession


class InCharge:
    """Names of the bodies in charge; asks nothing unless one of the agencies has an end."""

    def __init__(self, ended: Iterable[int]) -> None:
        self._heirs: dict[int, list[str]] = {}
        asked = frozenset(ended)
        if not asked:
            return
        lineage = AgencySuccession.objects.effective().lineage()
        heirs = {pk: lineage.heirs(pk) - {pk} for pk in asked}
        names = dict(
            Agency.objects.filter(pk__in=frozenset().union(*heirs.values()))
            .order_by("sort_key")
            .values_list("pk", "short_name")
        )
        self._heirs = {
            pk: [words for heir, words in names.items() if heir in found]
            for pk, found in heirs.items()
        }

    @classmethod
    def of(cls, agencies: Iterable[Agency | None]) -> InCharge:
        """For agencies as rows; an empty one is left out."""
        return cls(a.pk for a in agencies if a is not None and a.valid_to is not None)

    def name(self, agency: Agency) -> str:
        """As `told`, of an agency as a row."""
        return self.told(agency.pk, agency.short_name)

    def told(self, agency_id: int, short_name: str) -> str:
        """The agency itself; the one that took over with whom from; of several how many they are."""
        heirs = self._heirs.get(agency_id, [])
        if not heirs:
            return short_name
        if len(heirs) == 1:
            words = gettext("%(name)s (took over from %(former)s)")
            return words % {"name": heirs[0], "former": short_name}
        words = gettext("%(former)s (ended; %(n)s agencies took over)")
        return words % {"former": short_name, "n": len(heirs)}

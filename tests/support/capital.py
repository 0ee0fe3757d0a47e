"""A plan year written row by row: sources, what was assigned, lines, what they paid."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from accounts.models import Agency
from disbursement.models import (
    CapitalPlan,
    FundingSource,
    MonthlyPayment,
    PlanDecision,
    PlanEntry,
    PlanLine,
)
from projects.models import PublicProject
from tests.factories.public import PublicProjectFactory

AT = datetime(2026, 9, 3, 2, tzinfo=UTC)
_BY = 1


class Book:
    """The rows of the plan of one year, as the actions leave them; balances of sources are not kept."""

    def __init__(self, year: int) -> None:
        annual = CapitalPlan.Horizon.ANNUAL
        self.year = year
        self.plan = CapitalPlan.objects.create(horizon=annual, first_year=year, last_year=year)
        self._kept: dict[str, PlanDecision] = {}

    def source(self, code: str) -> FundingSource:
        """The source with this outline number, with those above it."""
        above = self.source(code.rpartition(".")[0]) if "." in code else None
        return FundingSource.objects.get_or_create(
            code=code,
            defaults={
                "name": f"Nguồn {code}",
                "budget": FundingSource.Budget.LOCAL,
                "parent": above,
                "level": code.count(".") + 1,
                "sort_key": ".".join(part.zfill(3) for part in code.split(".")),
            },
        )[0]

    def entry(self, layer: str, vnd: int, source: str, **more: Any) -> PlanEntry:
        """One row of the ledger, on the first day of the year unless `on` says otherwise."""
        on = more.pop("on", date(self.year, 1, 1))
        return PlanEntry.objects.create(
            decision=self._decision(on),
            plan=self.plan,
            layer=layer,
            source=self.source(source),
            amount_delta_vnd=vnd,
            on_date=on,
            **{"bucket": "year", **more},
        )

    def _decision(self, on: date) -> PlanDecision:
        number = f"{on:%d%m%y}/QĐ-UBND"
        if number not in self._kept:
            self._kept[number] = PlanDecision.objects.create(
                kind=PlanDecision.Kind.ALLOCATE,
                issuer=PlanDecision.Issuer.COMMITTEE,
                number=number,
                number_key=f"{number}-{self.year}",
                issued_date=on,
            )
        return self._kept[number]

    def line(
        self, owner: Agency | PublicProject, vnd: int, source: str = "1", bucket: str = "year"
    ) -> PlanLine:
        """Capital of a new project of an owner, or of one there is."""
        public = PublicProjectFactory(owner=owner) if isinstance(owner, Agency) else owner
        self.entry("allocated", vnd, source, bucket=bucket, project=public.project)
        return PlanLine.objects.create(
            plan=self.plan,
            source=self.source(source),
            bucket=bucket,
            project=public.project,
            allocated_vnd=vnd,
        )

    def paid(self, line: PlanLine, month: date, **figures: int) -> MonthlyPayment:
        """A month of a line: `advance_vnd`, `volume_vnd`, `recovery_vnd`, `estimate_vnd`."""
        paid = figures.get("advance_vnd", 0) + figures.get("volume_vnd", 0)
        line.disbursed_vnd += paid
        line.advance_vnd += figures.get("advance_vnd", 0) - figures.get("recovery_vnd", 0)
        line.save(update_fields=["disbursed_vnd", "advance_vnd"])
        return MonthlyPayment.objects.create(
            line=line, month=month, updated_at=AT, updated_by_id=_BY, **figures
        )

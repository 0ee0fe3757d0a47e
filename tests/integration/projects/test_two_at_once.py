"""Two people act at the same moment, each on a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from projects.actions.acts import Seen
from projects.actions.investors import InvestorFacts
from projects.actions.land import Granted, extend
from projects.actions.projects import ProjectFacts, create
from projects.actions.refusals import Refusal, Stale
from projects.models import Extension, Investor, Project
from tests.factories import TODAY, AgencyFactory, TrancheHandedOver, UserFactory
from tests.support.together import at_once

AT = datetime(2026, 8, 31, 2, 30, tzinfo=UTC)


def test_two_new_projects_get_two_codes_and_one_investor(real) -> None:
    agency, by = AgencyFactory(), UserFactory()

    def enter(name: str) -> Callable[[], Any]:
        facts = ProjectFacts(
            name=name, agency=agency, investor=InvestorFacts("Công ty Mới", "0100109106")
        )
        return lambda: create(by=by, on=TODAY, at=AT, prefix="DA", facts=facts)

    at_once(enter("Nhà máy A"), enter("Nhà máy B"), enter("Nhà máy C"))
    codes = Project.objects.order_by("code").values_list("code", flat=True)
    assert list(codes) == ["DA-0001", "DA-0002", "DA-0003"]
    assert Investor.objects.count() == 1


def test_the_same_project_sent_twice_is_entered_once(real) -> None:
    agency, by = AgencyFactory(), UserFactory()
    facts = ProjectFacts(name="Nhà máy A", agency=agency)

    def send() -> Any:
        return create(by=by, on=TODAY, at=AT, prefix="DA", facts=facts)

    refused = [
        found for found in at_once(send, send, refusals=(Refusal,)) if isinstance(found, Refusal)
    ]
    assert len(refused) == 1
    assert Project.objects.count() == 1


def test_two_extensions_of_one_tranche_leave_one(real) -> None:
    row, by = TrancheHandedOver(), UserFactory()

    def grant(number: str) -> Callable[[], Any]:
        granted = Granted(number, TODAY, TODAY, 12)
        return lambda: extend(by=by, on=TODAY, at=AT, seen=Seen(row.pk, 1), granted=granted)

    answers = at_once(grant("1/QĐ-UBND"), grant("2/QĐ-UBND"), refusals=(Refusal,))
    assert [type(answer) for answer in answers].count(Stale) == 1
    assert Extension.objects.count() == 1

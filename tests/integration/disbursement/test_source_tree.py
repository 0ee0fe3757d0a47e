"""The tree of sources: loaded at every start, the province's own from then on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from disbursement.actions import source_tree
from disbursement.actions.source_tree import (
    NoParent,
    ParentHoldsMoney,
    SourceFacts,
    SourceKnown,
)
from disbursement.models import FundingSource
from disbursement.rules.source_tree import SOURCES
from projects.actions.acts import Seen
from projects.actions.refusals import Stale
from tests.factories.plans import EntryAssigned

pytestmark = pytest.mark.django_db

ON = date(2026, 8, 20)
AT = datetime(2026, 8, 20, 2, tzinfo=UTC)


def add(code: str, name: str = "Đóng góp khai thác khoáng sản") -> FundingSource:
    facts = SourceFacts(code=code, name=name)
    return source_tree.add(facts=facts, by=None, on=ON, at=AT).row


def test_loading_again_keeps_what_the_province_edited() -> None:
    call_command("load_sources", verbosity=0)
    rows = list(FundingSource.objects.all())
    assert [row.code for row in rows] == [source.code for source in SOURCES]
    assert {row.parent.code if row.parent else "" for row in rows if row.level == 3} == {"1.1"}
    land = FundingSource.objects.get(code="2.2")
    facts = SourceFacts(code="2.2", name="Tiền đất", valid_to=date(2027, 12, 31))
    seen = Seen(land.pk, land.version)
    source_tree.change(seen=seen, facts=facts, by=None, on=ON, at=AT)
    with pytest.raises(Stale):
        source_tree.change(seen=seen, facts=facts, by=None, on=ON, at=AT)
    own = add("2.10")
    call_command("load_sources", verbosity=0)
    land.refresh_from_db()
    assert (land.name, land.valid_to) == ("Tiền đất", date(2027, 12, 31))
    assert FundingSource.objects.count() == len(SOURCES) + 1
    # 2.10 comes after 2.7, as in an outline; its budget is that of its branch.
    assert [row.code for row in FundingSource.objects.all()][-2:] == ["2.10", "3"]
    assert own.budget == "local"


def test_a_source_has_its_place_in_the_tree() -> None:
    call_command("load_sources", verbosity=0)
    with pytest.raises(SourceKnown):
        add("2.2")
    with pytest.raises(NoParent):
        add("4.1")
    EntryAssigned(source=FundingSource.objects.get(code="2.2"))
    with pytest.raises(ParentHoldsMoney):
        add("2.2.1")

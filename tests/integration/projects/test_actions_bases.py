"""The documents an act rests on (R-1.3)."""

from __future__ import annotations

from datetime import date

import pytest

from projects.actions.acts import Seen
from projects.actions.bases import BasisFacts, keep, version_of_bases
from projects.actions.refusals import AlreadyRecorded, InTheFuture, Invalid, Stale
from projects.models import Instrument
from tests.factories import PolicyApproval
from tests.factories.bases import BasisOfTheParty

pytestmark = pytest.mark.django_db

PARTY = BasisFacts(
    issuer="BTV Tỉnh ủy",
    number="111 - KL/TU",
    date=date(2026, 5, 20),
    title="Kết luận về chủ trương",
)
POLICE = BasisFacts(issuer="Công an tỉnh", number="2210/CV-CAT-PA04", place=1)


def seen(row: Instrument) -> Seen:
    return Seen(row.pk, version_of_bases(row.bases.all()))


def test_lines_of_any_issuer_are_kept_in_their_order(act, history) -> None:
    row = PolicyApproval()
    keep(**act, seen=seen(row), lines=[PARTY, POLICE])
    first, second = row.bases.all()
    assert (first.issuer, first.number_key, first.date) == (
        "BTV Tỉnh ủy",
        "111-KL/TU",
        date(2026, 5, 20),
    )
    assert second.number == "2210/CV-CAT-PA04"
    assert history(row.project)[-1].new["bases"][1] == "2210/CV-CAT-PA04, Công an tỉnh"


def test_a_line_is_corrected_in_its_place_and_one_left_out_goes(act, history) -> None:
    row = PolicyApproval()
    kept = BasisOfTheParty(instrument=row, number="110-KL/TU")
    BasisOfTheParty(instrument=row, number="109-KL/TU")
    keep(**act, seen=seen(row), lines=[PARTY])
    assert [basis.pk for basis in row.bases.all()] == [kept.pk]
    assert row.bases.get().number_key == "111-KL/TU"
    assert "109-KL/TU" in " ".join(history(row.project)[-1].old["bases"])


def test_the_same_list_changes_nothing(act, history) -> None:
    row = PolicyApproval()
    keep(**act, seen=seen(row), lines=[PARTY, POLICE])
    lines = len(history(row.project))
    assert keep(**act, seen=seen(row), lines=[PARTY, POLICE]).changed == ()
    assert len(history(row.project)) == lines


def test_a_colleagues_list_is_noticed(act) -> None:
    row = PolicyApproval()
    opened = seen(row)
    BasisOfTheParty(instrument=row)
    with pytest.raises(Stale):
        keep(**act, seen=opened, lines=[PARTY])


@pytest.mark.parametrize(
    ("lines", "refusal", "field"),
    [
        ([PARTY, BasisFacts(issuer="X", date=date(2026, 9, 1), place=3)], InTheFuture, "date_3"),
        ([PARTY, BasisFacts(issuer=" ", number="5/CV")], Invalid, ""),
        (
            [PARTY, BasisFacts(issuer="X", number="111-KL/TU", date=PARTY.date, place=2)],
            AlreadyRecorded,
            "number_2",
        ),
    ],
)
def test_what_is_refused_leaves_the_list_as_it_was(act, lines, refusal, field) -> None:
    row = PolicyApproval()
    with pytest.raises(refusal) as refused:
        keep(**act, seen=seen(row), lines=lines)
    assert not row.bases.exists()
    if field:
        assert refused.value.field == field

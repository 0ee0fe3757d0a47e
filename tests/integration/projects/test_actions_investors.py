"""Finding an investor by tax code or name, or entering a new one."""

from __future__ import annotations

import pytest

from accounts.models import AuditEvent
from projects.actions.investors import (
    InvestorFacts,
    NameOfAnother,
    TaxCodeOfAnother,
    correct,
    find_or_create,
)
from projects.actions.refusals import Stale
from projects.models import Investor, Project
from tests.factories import InvestorFactory, ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db


def known(**changes: str) -> Investor:
    return InvestorFactory(name="Công ty TNHH Hoà Bình", **{"tax_code": "0100109106", **changes})


def find(name: str, tax_code: str = "", **facts: str) -> Investor:
    return find_or_create(by=UserFactory(), facts=InvestorFacts(name, tax_code, **facts))


@pytest.mark.parametrize(
    ("name", "tax_code"),
    [
        pytest.param("Công ty TNHH Hoà Bình", "0100109106", id="the same name and code"),
        pytest.param("Công ty TNHH Hòa Bình", "", id="the other place of the tone, no code"),
        pytest.param("CÔNG TY  TNHH HÒA BÌNH", "0100109106", id="capitals and two spaces"),
    ],
)
def test_a_known_investor_is_found_by(name, tax_code) -> None:
    row = known()
    assert find(name, tax_code) == row


def test_a_new_investor_is_entered_and_told_in_the_history() -> None:
    row = find("Hợp tác xã Mẫu Sơn", "4900123456", kind="domestic", country="Việt Nam")
    assert (row.kind, row.search_text) == ("domestic", "hop tac xa mau son | 4900123456")
    line = AuditEvent.objects.get(verb="investor_added", subject_id=row.pk)
    assert line.new["name"] == "Hợp tác xã Mẫu Sơn"


def test_what_was_unknown_is_filled_in() -> None:
    row = known(tax_code="", kind="unknown", country="")
    assert find("Công ty TNHH Hoà Bình", "0100109106", kind="foreign", country="Hàn Quốc") == row
    row.refresh_from_db()
    assert (row.tax_code, row.kind, row.country) == ("0100109106", "foreign", "Hàn Quốc")


def test_what_is_on_record_is_not_overwritten() -> None:
    row = known(kind="domestic")
    find("Công ty TNHH Hoà Bình", "0100109106", kind="foreign")
    row.refresh_from_db()
    assert row.kind == "domestic"


def test_a_name_that_only_begins_the_same_is_another_investor() -> None:
    row = known(tax_code="")
    assert find("Công ty TNHH Hoà Bình Xanh") != row
    assert find("Công ty TNHH Hoà") != row


def test_the_tax_code_of_another_investor_is_refused_with_its_name() -> None:
    known()
    with pytest.raises(TaxCodeOfAnother) as refusal:
        find("Công ty Cổ phần Mẫu Sơn", "0100109106")
    assert "Công ty TNHH Hoà Bình" in str(refusal.value)


def test_a_known_name_with_another_tax_code_is_refused_with_the_code_on_record() -> None:
    known()
    with pytest.raises(NameOfAnother) as refusal:
        find("Công ty TNHH Hoà Bình", "4900123456")
    assert "0100109106" in str(refusal.value)


def test_a_wrong_check_digit_is_not_refused() -> None:
    assert find("Công ty Cũ", "0100109107").tax_code == "0100109107"


def test_a_correction_holds_for_every_project_and_its_history(act, seen, history) -> None:
    row = known()
    first, second = ProjectFactory(investor=row), ProjectFactory(investor=row)
    facts = InvestorFacts("Công ty TNHH Hoà Bình Xanh", "0100109106", "foreign")
    outcome = correct(**act, seen=seen(row), facts=facts)
    assert set(outcome.changed) == {"name", "kind", "country"}
    assert set(Project.objects.search("hoa binh xanh")) == {first, second}
    assert history(first)[-1].old["name"] == "Công ty TNHH Hoà Bình"
    assert history(second)[-1].verb == "investor_corrected"


def test_a_correction_cannot_take_the_tax_code_of_another(act, seen) -> None:
    known()
    row = InvestorFactory(name="Công ty Khác")
    with pytest.raises(TaxCodeOfAnother):
        correct(**act, seen=seen(row), facts=InvestorFacts("Công ty Khác", "0100109106"))


def test_a_correction_of_what_a_colleague_corrected_is_stale(act, seen) -> None:
    row = known()
    before = seen(row)
    correct(**act, seen=before, facts=InvestorFacts("Công ty A", "0100109106"))
    with pytest.raises(Stale):
        correct(**act, seen=before, facts=InvestorFacts("Công ty B", "0100109106"))


def test_correcting_nothing_changes_nothing(act, seen) -> None:
    row = known(country="", kind="domestic")
    facts = InvestorFacts(row.name, row.tax_code, "domestic")
    assert correct(**act, seen=seen(row), facts=facts).changed == ()

"""Which project a row of a list speaks of: certain, proposed, or none."""

from __future__ import annotations

import pytest

from projects.rules.matching import Described, Index, Match, Why, investor_key, name_key

PARK = Described(
    name="khu du lich sinh thai",
    number="7",
    investors=frozenset({"cong ty a"}),
    codes=frozenset({"DA-0001", "7"}),
    certificates=frozenset({"4900000001"}),
    documents=frozenset({"962qdubnd 2017-03-24"}),
    provinces=frozenset({"lang son"}),
    communes=frozenset({11, 12}),
)


def row(**said: object) -> Described:
    facts = {"name": PARK.name, "investors": PARK.investors} | said
    return Described(**facts)  # type: ignore[arg-type]


def others(name: str = "khac") -> Described:
    return row(name=name, investors=frozenset({"cong ty z"}))


@pytest.mark.parametrize(
    ("said", "number", "why"),
    [
        pytest.param(row(), "", Why.IDENTITY, id="name and investor, no place told"),
        pytest.param(row(provinces=frozenset({"lang son"})), "", Why.IDENTITY, id="and province"),
        pytest.param(row(communes=frozenset({12, 99})), "", Why.IDENTITY, id="a place in common"),
        pytest.param(row(name="ten moi"), "DA-0001", Why.CODE, id="code and investor"),
        pytest.param(row(investors=frozenset({"cong ty z"})), "7", Why.CODE, id="number and name"),
        pytest.param(
            row(certificates=PARK.certificates, investors=frozenset()),
            "",
            Why.CERTIFICATE,
            id="certificate and name",
        ),
        pytest.param(
            row(documents=PARK.documents, communes=frozenset({77})),
            "",
            Why.DOCUMENT,
            id="decision, day, name and investor, whatever the place",
        ),
    ],
)
def test_found_for_certain(said: Described, number: str, why: Why) -> None:
    assert Index({1: PARK}).find(said, number) == Match(1, why)


@pytest.mark.parametrize(
    ("said", "number", "why"),
    [
        pytest.param(others(), "7", Why.CODE, id="a number alone"),
        pytest.param(
            row(name="khac", investors=frozenset(), certificates=PARK.certificates),
            "",
            Why.CERTIFICATE,
            id="a certificate alone",
        ),
        pytest.param(
            row(name="khac", documents=PARK.documents),
            "",
            Why.DOCUMENT,
            id="one decision, two names",
        ),
        pytest.param(others(PARK.name), "", Why.SAME_NAME, id="the name of another investor"),
        pytest.param(row(investors=frozenset()), "", Why.SAME_NAME, id="no investor told"),
        pytest.param(
            row(provinces=frozenset({"cao bang"})), "", Why.OTHER_PLACE, id="another province"
        ),
        pytest.param(row(communes=frozenset({77})), "", Why.OTHER_PLACE, id="another commune"),
    ],
)
def test_proposed_and_never_merged(said: Described, number: str, why: Why) -> None:
    assert Index({1: PARK}).find(said, number) == Match(proposed=((1, why),))


@pytest.mark.parametrize(
    ("said", "number"),
    [
        pytest.param(others(), "", id="nothing in common"),
        pytest.param(row(), "8", id="its list numbers it otherwise"),
        pytest.param(
            row(investors=frozenset({"cong ty z"}), provinces=frozenset({"cao bang"})),
            "",
            id="one name, two investors, two provinces",
        ),
        pytest.param(
            row(name="khac", investors=frozenset({"z"}), documents=PARK.documents),
            "",
            id="a decision on many projects",
        ),
    ],
)
def test_a_new_project(said: Described, number: str) -> None:
    assert Index({1: PARK}).find(said, number) == Match()


def test_two_that_fit_equally_are_a_question() -> None:
    found = Index({1: PARK, 2: PARK}).find(row())
    assert found == Match(proposed=((1, Why.IDENTITY), (2, Why.IDENTITY)))


def test_a_number_that_two_projects_bear_is_a_question() -> None:
    twice = Described(name="khac", codes=frozenset({"7"}))
    found = Index({1: PARK, 2: twice}).find(others("x"), "7")
    assert found == Match(proposed=((1, Why.CODE), (2, Why.CODE)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CTCP Gỗ Lạng Sơn", "Công ty cổ phần gỗ Lạng Sơn"),
        ("Công ty CP Gỗ, Lạng Sơn", "Công ty Cổ phần Gỗ Lạng Sơn"),
        ("Cty TNHH MTV Hoà Bình", "Công ty trách nhiệm hữu hạn một thành viên Hòa Bình"),
        ("DNTN Minh", "Doanh nghiệp tư nhân  MINH."),
        ("HTX Chè", "Hợp tác xã chè"),
    ],
)
def test_forms_of_companies_are_one_however_written(one: str, other: str) -> None:
    assert investor_key(one) == investor_key(other)


def test_other_forms_are_other_enterprises() -> None:
    assert investor_key("Công ty TNHH A") != investor_key("Công ty CP A")
    assert name_key("Nhà máy 1") != name_key("Nhà máy 2")

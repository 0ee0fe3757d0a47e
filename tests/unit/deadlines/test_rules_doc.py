"""docs/rules.md says what the rules do: the file, the table and the subjects of each rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from deadlines.rule_words import OWED_BY_THE_STATE, SUBJECTS
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law import SHIPPED_VERSIONS, MarkUnit
from deadlines.rules.rule_version import ladder
from deadlines.rules_doc import COMMAND, PATH, rules_doc
from projects.demo.province import build
from projects.rules.appraisal_facts import AreaFacts, OpinionFacts, OverlapFacts, ProposalFacts
from projects.rules.clearance_facts import ClearanceFacts
from projects.rules.facts_record import RecordFacts
from projects.rules.obligations import compute
from tests.support.demo_facts import facts_of
from tests.support.money_facts import tracking
from tests.support.project_facts import item, project, tranche
from tests.support.random_projects import Dice
from tests.support.repository import ROOT
from vn.calendar import vietnam_calendar

L1 = next(version for version in SHIPPED_VERSIONS if version.kind == "L1" and version.number == 2)
I4 = next(version for version in SHIPPED_VERSIONS if version.kind == "I4")


def rows(text: str, heading: str) -> list[list[str]]:
    """The table under a heading, without its head."""
    section = text.split(f"## {heading}\n")[1].split("\n## ", maxsplit=1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_file_is_what_the_code_says() -> None:
    assert (ROOT / PATH).read_text() == rules_doc(SHIPPED_VERSIONS), f"run: {COMMAND}"


def test_every_version_has_its_row() -> None:
    named = {(row[0], int(row[1])) for row in rows(rules_doc(SHIPPED_VERSIONS), "Bảng quy tắc")}
    assert named == {(version.kind, version.number) for version in SHIPPED_VERSIONS}


def test_a_row_says_who_what_when_and_by_which_law() -> None:
    (row,) = rows(rules_doc([L1]), "Bảng quy tắc")
    assert row == [
        *("L1", "2", "thời hạn", L1.title, "đợt đất, dự án", "nhà đầu tư", "theo ngày đến hạn"),
        *("tính cả ngày cuối", L1.article, "từ 1/8/2024 đến nay", "B", "cảnh báo"),
    ]


def test_the_numbers_of_a_rule_are_put_in_words() -> None:
    (row,) = rows(rules_doc([L1]), "Tham số")
    assert row == [
        *("L1", "2", "12 tháng", "Bất khả kháng", "lùi đến ngày làm việc tiếp theo"),
        "nhắc lần đầu: tháng 6 kể từ ngày bắt đầu (cán bộ phụ trách); "
        "nhắc lần hai: tháng 9 kể từ ngày bắt đầu (cán bộ và bên có nghĩa vụ); "
        "nhắc lần cuối: tháng 11 kể từ ngày bắt đầu (cán bộ và bên có nghĩa vụ)",
        "bàn giao trước 1/8/2024 thì chỉ tham khảo",
    ]


def test_other_numbers_give_other_words() -> None:
    marks = ladder(MarkUnit.DAYS_BEFORE_DUE, (Level.NOTICE, 5, Audience.BEARER))
    numbers = {"days": 20, "working_days": 3, "overdue_days": [1, 10], "ladder": marks}
    (row,) = rows(rules_doc([replace(I4, parameters=numbers)]), "Tham số")
    assert row[2:] == [
        *("20 ngày, 3 ngày làm việc", "không có", "giữ nguyên"),
        "nhắc lần đầu: 5 ngày trước hạn (cán bộ và bên có nghĩa vụ)",
        "mức quá hạn 1–9, từ 10 ngày",
    ]


def test_an_advisory_rule_reminds_staff_only() -> None:
    (row,) = rows(rules_doc([replace(L1, advisory=True)]), "Tham số")
    assert "bên có nghĩa vụ" not in row[5]


def test_a_parameter_without_words_is_refused() -> None:
    with pytest.raises(KeyError, match="grace_days"):
        rules_doc([replace(L1, parameters={"grace_days": 3})])


def test_a_rule_without_a_subject_is_refused() -> None:
    with pytest.raises(KeyError, match="X9"):
        rules_doc([replace(L1, kind="X9")])


def test_texts_are_told_once_and_an_older_version_by_its_difference() -> None:
    older = replace(I4, number=1, summary="Trước đây là khác.", effective_to=date(2025, 1, 1))
    newer = replace(I4, number=2, effective_from=date(2025, 1, 2))
    text = rules_doc([older, newer])
    assert text.count(I4.consequence) == 1
    assert "Bản 1: Trước đây là khác." in text


def test_the_subjects_and_bearers_are_those_the_rules_compute() -> None:
    on = date(2026, 8, 31)
    calendar = vietnam_calendar(range(2015, 2030))
    without_operation = project(items=(item("completion", date(2026, 1, 1)),))
    old = RecordFacts(
        updated_on=date(2026, 1, 1), entered_on=date(2026, 1, 1), legal_state="valid", capital_vnd=5
    )
    bare = tranche(decision_number="", decision_date=None, handover_date=date(2026, 1, 1))
    part = ClearanceFacts(
        id=1,
        day=on,
        tranche_id=bare.id,
        users_total=4,
        users_agreed=4,
        area_total=Decimal(4),
        area_agreed=Decimal("3.1"),
        by_agreement=True,
        deadline=date(2026, 1, 1),
    )
    cleared = project(tranches=(bare,), clearance=(part,))
    doubtful = replace(project(tranches=(bare,)), record=replace(old, parts_vnd=3))
    asked = OpinionFacts(id=1, agency_id=9, asked=on, limit_days=7)
    dossier = ProposalFacts(id=1, agency_id=9, received=on, limit_days=20, opinions=(asked,))
    area = AreaFacts(id=1, since=on, overlaps=(OverlapFacts(other_id=2, m2=900),))
    proposed = project(proposed=True, proposals=(dossier,), areas=(area,))
    demonstrated = [facts_of(row, n) for n, row in enumerate(build(on).projects, start=1)]
    dice = Dice(5, on)
    invented = [replace(dice.project(n), investor_id=2) for n in range(40)]
    found = [
        each
        for known in (*demonstrated, *invented, without_operation, doubtful, cleared, proposed)
        for each in compute(known, law=tracking(date(2025, 1, 1)), calendar=calendar, on=on)
    ]
    elsewhere = {"order", "handling", "closure_step"}
    # Public investment, inspection and requests of investors have tests of their own.
    elsewhere |= {s for kind, subjects in SUBJECTS.items() if kind[0] in "DKS" for s in subjects}
    assert {(each.kind, each.subject_kind) for each in found if each.kind != "H1"} == {
        (kind, subject)
        for kind, subjects in SUBJECTS.items()
        for subject in subjects
        if subject not in elsewhere
    }
    of_orders = {kind for kind, subjects in SUBJECTS.items() if elsewhere.issuperset(subjects)}
    owed = {each.kind for each in found if each.bearer_agency_id and each.kind != "H1"}
    assert owed == OWED_BY_THE_STATE - of_orders

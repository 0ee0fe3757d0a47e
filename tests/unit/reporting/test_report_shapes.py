"""The frozen report: one text per value, one digest per text, no contradicting figures."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import unicodedata

import pytest

from reporting import shape_json
from reporting.builders.non_budget import document
from reporting.document.shapes import Document
from reporting.shapes import (
    Amount,
    Computability,
    FlagState,
    MissingFact,
    MonthlyReport,
    OverdueRow,
    ReportShapeError,
)
from tests.support import report_samples


@pytest.mark.parametrize("sample", ["usual", "empty", "long"])
def test_a_report_comes_back_from_its_text_as_it_was(sample: str) -> None:
    report = document(getattr(report_samples, sample)())
    assert Document.from_json(report.to_json()) == report


def test_the_text_has_sorted_keys_no_blanks_and_plain_letters() -> None:
    row = report_samples.overdue_rows(1)[0]
    text = shape_json.dumps(dataclasses.replace(row, investor="Ủy ban", capital_vnd=None))
    keys = list(json.loads(text))
    assert keys == sorted(keys)
    assert '"capital_vnd":null' in text
    assert '"investor":"Ủy ban"' in text
    assert '"due_date":"2021-06-12"' in text


def test_the_canonical_text_of_an_amount_never_changes() -> None:
    amount = Amount(projects=2, capital_vnd=350_000_000_000)
    assert shape_json.dumps(amount) == (
        '{"capital_vnd":350000000000,"projects":2,"without_capital":0}'
    )


def test_the_digest_is_that_of_the_text_and_the_same_for_equal_reports() -> None:
    one, two = document(report_samples.usual()), document(report_samples.usual())
    assert one.sha256 == two.sha256 == hashlib.sha256(one.to_json().encode()).hexdigest()


def test_the_digest_changes_with_any_figure() -> None:
    report = report_samples.usual()
    rows = (dataclasses.replace(report.overdue[0], late_days=report.overdue[0].late_days + 1),)
    changed = dataclasses.replace(report, overdue=rows + report.overdue[1:])
    assert document(changed).sha256 != document(report).sha256


def test_letters_typed_apart_give_the_same_digest() -> None:
    report = report_samples.usual()
    apart = unicodedata.normalize("NFD", report.ruleset + "ắ")
    together = unicodedata.normalize("NFC", apart)
    assert apart != together
    assert (
        document(dataclasses.replace(report, ruleset=apart)).sha256
        == document(dataclasses.replace(report, ruleset=together)).sha256
    )


def test_states_come_back_as_states() -> None:
    row = dataclasses.replace(report_samples.overdue_rows(1)[0], flag_state=FlagState.CONTESTED)
    again = shape_json.loads(OverdueRow, shape_json.dumps(row))
    assert again.flag_state is FlagState.CONTESTED


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('{"projects":1}', TypeError),
        ('{"projects":1,"capital_vnd":null,"colour":"red"}', TypeError),
        ('{"projects":"1","capital_vnd":null}', ValueError),
        ('{"projects":true,"capital_vnd":null}', ValueError),
        ("[1]", ValueError),
        ("{", ValueError),
    ],
    ids=[
        "a missing field is refused",
        "an unknown field is refused",
        "a text is no number",
        "a yes is no number",
        "a list is no amount",
        "half a text is no report",
    ],
)
def test_a_text_that_is_no_such_shape_is_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        shape_json.loads(Amount, text)


def test_a_shape_holds_no_floating_number() -> None:
    with pytest.raises(TypeError, match="float"):
        shape_json.dumps(Amount(projects=1, capital_vnd=1.5))  # type: ignore[arg-type]


def _fewer_running(report: MonthlyReport) -> dict[str, object]:
    first, *rest = report.status_rows
    amount = dataclasses.replace(first.amount, projects=first.amount.projects - 1)
    return {"status_rows": (dataclasses.replace(first, amount=amount), *rest)}


def _dearer_zone(report: MonthlyReport) -> dict[str, object]:
    cut = report.cuts[0]
    amount = dataclasses.replace(cut.rows[0].amount, capital_vnd=1)
    rows = (dataclasses.replace(cut.rows[0], amount=amount), *cut.rows[1:])
    return {"cuts": (dataclasses.replace(cut, rows=rows),)}


def _one_group_less(report: MonthlyReport) -> dict[str, object]:
    return {"overdue_groups": report.overdue_groups[1:]}


def _uncounted_fact(report: MonthlyReport) -> dict[str, object]:
    return {"computability": Computability(obligations=10, computed=4)}


def _unlisted_fact(report: MonthlyReport) -> dict[str, object]:
    facts = report.computability
    other = (MissingFact(fact="ngày khác", obligations=facts.missing),)
    return {"computability": dataclasses.replace(facts, by_fact=other)}


def _swapped_buckets(report: MonthlyReport) -> dict[str, object]:
    return {"status_rows": report.status_rows[::-1]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_fewer_running, "projects of status rows add up to 214, not 215"),
        (_dearer_zone, "capital of cut 'zone'"),
        (_one_group_less, "overdue rows by group"),
        (_uncounted_fact, "missing facts add up to 0, not 6"),
        (_unlisted_fact, "uncomputed rows by fact"),
        (_swapped_buckets, "four buckets"),
    ],
    ids=[
        "status rows that miss a project",
        "a cut with other capital",
        "overdue rows without their group",
        "missing deadlines without their fact",
        "lines of appendix II under another fact",
        "buckets out of order",
    ],
)
def test_figures_that_contradict_each_other_are_refused(change: object, said: str) -> None:
    report = report_samples.usual()
    with pytest.raises(ReportShapeError, match=said):
        dataclasses.replace(report, **change(report))  # type: ignore[operator]


def test_a_project_late_twice_is_counted_once() -> None:
    report = report_samples.usual(overdue=10)
    assert len(report.overdue) == 10
    assert report.overdue_projects == 9

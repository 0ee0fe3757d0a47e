"""Target 4: complete and current, to the day; which acts renew a record."""

from datetime import date

import pytest

from projects.rules.quality import RecordQuality, current_from, renews, stale_since

UPDATED = date(2026, 8, 1)


@pytest.mark.parametrize(
    ("on", "current"),
    [(date(2026, 8, 1), True), (date(2026, 10, 30), True), (date(2026, 10, 31), False)],
    ids=["the same day", "the ninetieth day", "the day after"],
)
def test_a_record_is_current_for_ninety_days(on: date, current: bool) -> None:
    quality = RecordQuality(5, (), UPDATED)
    assert quality.is_current(days=90, on=on) is current
    assert quality.meets_target(days=90, on=on) is current
    assert (current_from(on, 90) <= UPDATED) is current
    assert (on < stale_since(UPDATED, 90)) is current


def test_a_leap_day_counts_as_a_day() -> None:
    assert stale_since(date(2024, 2, 1), 29) == date(2024, 3, 2)
    assert stale_since(date(2025, 2, 1), 29) == date(2025, 3, 3)


def test_one_missing_fact_keeps_it_from_the_target() -> None:
    quality = RecordQuality(5, ("capital",), UPDATED)
    assert (quality.there, quality.is_complete) == (4, False)
    assert not quality.meets_target(days=90, on=UPDATED)


@pytest.mark.parametrize(
    "verb",
    [
        "project_changed",
        "instrument_recorded",
        "tranche_changed",
        "record_confirmed",
        "contact_added",
    ],
)
def test_what_a_person_records_renews(verb: str) -> None:
    assert renews(verb, by_person=True)
    assert not renews(verb, by_person=False)


@pytest.mark.parametrize(
    "verb",
    [
        *("decide_flag", "flag_explained", "document_added", "project_handed_over"),
        *("handling_decided", "round_opened", "project_looked_at", "directive_written"),
    ],
)
def test_what_says_nothing_of_the_figures_does_not(verb: str) -> None:
    assert not renews(verb, by_person=True)

"""What differs in a periodic report is asked about; what is unknown is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from projects.rules.filing_questions import Answers, Known, questions
from projects.rules.filing_steps import (
    SCREENS,
    beside,
    join_remarks,
    number_of,
    split_remarks,
    unanswered,
)

TY = 10**9
LAST = Answers(
    works="under_way",
    equity_vnd=2 * TY,
    loans_vnd=3 * TY,
    implemented_vnd=100 * TY,
    workers=40,
)
NEXT = Known(last=LAST, is_next=True, registered_vnd=200 * TY, brought_vnd=90 * TY)


def asked(said: Answers, known: Known) -> list[str]:
    return [each.key for each in questions(said, known)]


@pytest.mark.parametrize(
    ("said", "known", "found"),
    [
        (Answers(), Known(), []),
        (Answers(equity_vnd=TY, loans_vnd=0, implemented_vnd=101 * TY), NEXT, []),
        (Answers(works="operating"), Known(operating=False), ["operating_not_on_record"]),
        (Answers(works="operating"), Known(operating=None), []),
        (
            Answers(works="not_started"),
            Known(last=Answers(works="finished")),
            ["works_went_back"],
        ),
        # 15 is three times the 5 of the period before; one đồng more is asked about.
        (Answers(equity_vnd=15 * TY, loans_vnd=0), NEXT, []),
        (Answers(equity_vnd=15 * TY, loans_vnd=1), NEXT, ["period_jumped"]),
        (Answers(implemented_vnd=100 * TY - 1), NEXT, ["implemented_less"]),
        (
            Answers(equity_vnd=TY, loans_vnd=TY, implemented_vnd=101 * TY),
            NEXT,
            ["implemented_sum"],
        ),
        # Rounded to a million it is the same sum.
        (Answers(equity_vnd=TY, loans_vnd=TY, implemented_vnd=102 * TY - 999_999), NEXT, []),
        (
            Answers(equity_vnd=TY, loans_vnd=TY, implemented_vnd=102 * TY - 1_000_000),
            NEXT,
            ["implemented_sum"],
        ),
        # Another kind of report, or a period between: the sum says nothing.
        (
            Answers(equity_vnd=TY, loans_vnd=TY, implemented_vnd=130 * TY),
            Known(last=LAST, is_next=False),
            [],
        ),
        (
            Answers(implemented_vnd=89 * TY),
            Known(brought_vnd=90 * TY),
            ["implemented_below_record"],
        ),
        (
            Answers(implemented_vnd=201 * TY),
            Known(registered_vnd=200 * TY),
            ["implemented_above_registered"],
        ),
        (
            Answers(works="under_way", revenue_vnd=1),
            Known(),
            ["revenue_without_operation"],
        ),
        (Answers(works="operating", revenue_vnd=1), Known(), []),
        (Answers(workers=5, foreign_workers=6), Known(), ["more_foreign_than_all"]),
        (Answers(workers=121), NEXT, ["workers_jumped"]),
        (Answers(workers=120), NEXT, []),
        (Answers(workers=13), NEXT, ["workers_jumped"]),
        (Answers(workers=19), Known(last=Answers(workers=1)), []),
        (
            Answers(land_used_m2=Decimal("100.01")),
            Known(handed_m2=Decimal(100)),
            ["land_above_handed"],
        ),
        (Answers(land_used_m2=Decimal(100)), Known(handed_m2=None), []),
    ],
)
def test_what_differs_is_asked(said: Answers, known: Known, found: list[str]) -> None:
    assert asked(said, known) == found


def test_each_question_stands_on_a_screen_with_both_figures() -> None:
    said = Answers(works="under_way", equity_vnd=99 * TY, loans_vnd=0, implemented_vnd=300 * TY)
    for each in questions(said, NEXT):
        assert each.screen in {screen.key for screen in SCREENS}
        assert set(each.words) == {"before", "now"}


def test_remarks_come_back_as_they_were_given() -> None:
    text = join_remarks("Xem lại sổ vốn.\nGửi sớm.", {"dat": "Thiếu  biên bản", "anh": "Chưa có"})
    assert text == "Xem lại sổ vốn.\nGửi sớm.\nCâu 6. Thiếu biên bản\nCâu 9. Chưa có"
    assert split_remarks(text) == (
        "Xem lại sổ vốn.\nGửi sớm.",
        {"dat": "Thiếu biên bản", "anh": "Chưa có"},
    )
    assert split_remarks("Câu 99. Không có câu này") == ("Câu 99. Không có câu này", {})


def test_zero_is_an_answer_and_a_screen_nobody_opened_is_none() -> None:
    passed = [screen.key for screen in SCREENS if screen.fields]
    values = {name: 0 for screen in SCREENS for name in screen.fields} | {"works": "under_way"}
    assert unanswered(values, passed) == ()
    assert unanswered(values | {"workers": None}, passed) == ("lao-dong",)
    assert unanswered(values | {"works": ""}, passed) == ("hien-trang",)
    assert unanswered(values, [key for key in passed if key != "vuong-mac"]) == ("vuong-mac",)


def test_screens_follow_one_another() -> None:
    assert beside("hien-trang", -1) == ""
    assert beside("hien-trang", 1) == "von-trong-ky"
    assert beside("gui", 1) == ""
    assert number_of("gui") == len(SCREENS)
    with pytest.raises(ValueError, match="nowhere"):
        number_of("nowhere")

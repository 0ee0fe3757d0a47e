"""Lines of anchors: a file of our own is read, one that somebody touched is not."""

from __future__ import annotations

import pytest

from accounts.rules.anchors import Anchor, Broken, line_of, link, read


def chain(count: int) -> list[bytes]:
    lines: list[bytes] = []
    for day in range(1, count + 1):
        previous = link(lines[-1]) if lines else ""
        lines.append(line_of(Anchor(f"2026-09-{day:02}", day, f"{day:064x}", day * 10, previous)))
    return lines


def broken_at(lines: list[bytes]) -> int:
    with pytest.raises(Broken) as refused:
        list(read(lines))
    return refused.value.number


def test_what_was_written_is_read() -> None:
    found = list(read(chain(3)))
    assert [(each.day, each.seal, each.rows) for each in found] == [
        ("2026-09-01", 1, 10),
        ("2026-09-02", 2, 20),
        ("2026-09-03", 3, 30),
    ]
    assert list(read([])) == []


def test_a_line_that_was_never_finished_does_not_count() -> None:
    lines = chain(2)
    assert len(list(read([lines[0], lines[1][:-5]]))) == 1


def test_a_changed_line_shows_at_the_next_one() -> None:
    lines = chain(3)
    lines[1] = lines[1].replace(b'"rows":20', b'"rows":21')
    assert broken_at(lines) == 3


def test_a_line_left_out_shows() -> None:
    lines = chain(3)
    assert broken_at([lines[0], lines[2]]) == 2
    assert broken_at(lines[1:]) == 1


def test_a_line_out_of_its_order_shows() -> None:
    first = chain(1)[0]
    same_day = line_of(Anchor("2026-09-01", 2, "0" * 64, 20, link(first)))
    assert broken_at([first, same_day]) == 2


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"\xff\n",
        b"[]\n",
        b'{"day":"2026-09-01"}\n',
        b'{"day":"31/8","seal":1,"root":"","rows":1,"previous":""}\n',
        b'{"day":"2026-09-01","seal":"1","root":"","rows":1,"previous":""}\n',
        b'{"day": "2026-09-01","seal":1,"root":"","rows":1,"previous":""}\n',
        b'{"day":5,"seal":1,"root":"","rows":1,"previous":""}\n',
    ],
)
def test_a_line_that_is_not_ours_is_refused(line) -> None:
    assert broken_at([line]) == 1

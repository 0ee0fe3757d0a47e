"""The reader of markup finds what it is there to find."""

from __future__ import annotations

import pytest

from tests.support.html_valid import faults

PAGE = "<!doctype html><html lang='vi'><body><main><h1>Một</h1>%s</main></body></html>"


def test_a_sound_page_has_no_fault() -> None:
    sound = '<p>Chữ<br>nữa</p><label for="q">Tìm</label><input id="q"><ul><li>Một</li></ul>'
    assert faults(PAGE % sound) == []


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        ("<p>Một<div>Hai</div></p>", "within <p>"),
        ("<div id='a'></div><div id='a'></div>", "is there 2 times"),
        ("<input name='q'>", "no label on q"),
        ("<b><i>Một</b></i>", "closes"),
        ("<a href='/'><a href='/x'>Hai</a></a>", "<a> within <a>"),
        ("<ul><div></div></ul>", "straight in <ul>"),
        ("<h3>Ba</h3>", "h1 is followed by h3"),
        ("<p aria-labelledby='khong-co'></p>", "points at no"),
        ("<p style='color:red'></p>", "style"),
    ],
)
def test_each_fault_is_told(piece: str, said: str) -> None:
    assert any(said in fault for fault in faults(PAGE % piece)), faults(PAGE % piece)

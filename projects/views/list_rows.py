"""The rows of the list drawn in Python once: a template asked a thousand times is slower."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.template import engines
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from desk.addresses import ORDER, Address
from projects.lists.columns import BY_KEY, Column, text_of
from projects.lists.values import flag_words
from projects.querysets import listing
from projects.rules.status import PILL, Bucket
from sheets.writer import ColumnKind
from vn.dates import day_text

FLAGS_SHOWN = 2
_NUMBERS = (ColumnKind.MONEY_TY, ColumnKind.DECIMAL, ColumnKind.INTEGER)
_BARE = ("ma", "ten", "tinh_trang", "canh_bao")
"""Cells that need no label on a telephone: they are drawn in a way of their own."""

_HERE = "\x02"
"""Stands for the words of a flag while what surrounds them is drawn."""

Drawn = dict[str, Any]


def pill(bucket: str) -> str:
    """The code of the pill, as the `status` tag names it."""
    code = PILL[Bucket(bucket)]
    return "unknown" if code == "unk" else code


def flag_marks(flags: list[dict[str, Any]], on: date) -> Drawn:
    """The gravest two, and how many more."""
    return _shortened(flag_words(flags, on))


def _shortened(flags: list[tuple[str, str, bool]]) -> Drawn:
    return {"flags": flags[:FLAGS_SHOWN], "more": max(len(flags) - FLAGS_SHOWN, 0)}


def rows(columns: Sequence[Column], read: Sequence[dict[str, Any]]) -> list[Drawn]:
    """Each row with its cells as HTML, one string, and what other parts of the page need of it."""
    draw = _Drawing(columns)
    return [draw.row(row) for row in read]


class _Drawing:
    """How each chosen column is drawn, found out once for the page."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        keys = {column.key for column in columns}
        self.beneath = {
            column.key: BY_KEY[column.beneath]
            for column in columns
            if column.beneath and column.beneath not in keys
        }
        self.opening = {column.key: _opening(column) for column in columns}
        self.nothing = format_html('—<span class="vh">{}</span>', gettext("no data"))
        self.pills: dict[str, SafeString] = {}
        self.marks: dict[str, tuple[str, str]] = {}
        self.for_reference = format_html('<span class="mk adv">{}</span>', gettext("for reference"))

    def row(self, row: dict[str, Any]) -> Drawn:
        """One project."""
        url = reverse("projects:detail", args=[row["c_code"]])
        found: Drawn = {"pk": row["pk"], "code": row["c_code"], "url": url}
        found |= _shortened(row.get("flags", []))
        found |= {"due": day_text(row["due"]) if row.get("due") else "", "late": row.get("late")}
        found |= {"texts": {column.key: text_of(column, row) for column in self.columns}}
        cells = [self._cell(column, row, found) for column in self.columns]
        return found | {"cells": mark_safe("".join(cells))}  # noqa: S308 -- each cell is escaped

    def _cell(self, column: Column, row: dict[str, Any], found: Drawn) -> str:
        body = self._body(column, row, found) + self._small(column, row)
        return f"{self.opening[column.key]}{body}</{'th' if column.key == 'ten' else 'td'}>"

    def _body(self, column: Column, row: dict[str, Any], found: Drawn) -> str:
        text: str = conditional_escape(found["texts"][column.key])
        if column.key == "ten":
            return format_html('<a class="pn" href="{}">{}</a>', found["url"], text)
        if column.key == "tinh_trang":
            return self._pill(row["c_bucket"])
        if column.key == "canh_bao":
            return self._flags(found)
        return text or self.nothing

    def _small(self, column: Column, row: dict[str, Any]) -> str:
        below = self.beneath.get(column.key)
        if below is None:
            return ""
        text = text_of(below, row)
        if below.key == "ndt" and not text:
            text = row["c_chu"] or gettext("investor not known")
        late = " od" if below.key == "han" and row["late"] else ""
        return format_html('<span class="sub{}">{}</span>', late, text) if text else ""

    def _flags(self, found: Drawn) -> str:
        if not found["flags"]:
            return ""
        drawn = "".join(map(self._flag, found["flags"]))
        more = f'<span class="xs muted">+{found["more"]}</span>' if found["more"] else ""
        return f'<span class="flags">{drawn}{more}</span>'

    def _flag(self, flag: tuple[str, str, bool]) -> str:
        """Drawn once for each severity, around the words."""
        mark, text, advisory = flag
        if mark not in self.marks:
            tag = engines["django"].from_string("{% load portal %}{% flag mark text %}")
            before, _here, after = tag.render({"mark": mark, "text": _HERE}).partition(_HERE)
            self.marks[mark] = before, after
        before, after = self.marks[mark]
        return f"{before}{conditional_escape(text)}{after}{self.for_reference if advisory else ''}"

    def _pill(self, bucket: str) -> SafeString:
        """Drawn once for each status."""
        if bucket not in self.pills:
            tag = engines["django"].from_string("{% load portal %}{% status code %}")
            self.pills[bucket] = mark_safe(tag.render({"code": pill(bucket)}))  # noqa: S308 -- drawn
        return self.pills[bucket]


def _opening(column: Column) -> SafeString:
    """The tag a cell of the column begins with."""
    if column.key == "ten":
        return mark_safe('<th scope="row">')
    css = {"ma": "nowrap muted"}.get(column.key, "num" if column.kind in _NUMBERS else "")
    label = "" if column.key in _BARE else column.label
    opening = format_html('<td class="{}"', css) if css else mark_safe("<td")
    return format_html('{} data-l="{}">', opening, label) if label else opening + mark_safe(">")


def headings(columns: Sequence[Column], address: Address, order: str) -> list[dict[str, str]]:
    """The heading of each column: its words, the address of the next order, its direction."""
    return [_heading(column, address, order) for column in columns]


def _heading(column: Column, address: Address, order: str) -> dict[str, str]:
    css = "num" if column.kind in _NUMBERS else ""
    found = {"key": column.key, "label": str(column.label), "css": css, "url": "", "direction": ""}
    if column.key == "canh_bao":
        direction = "descending" if order == listing.SEVERITY else ""
        return found | {"url": address.but(**{ORDER: listing.SEVERITY}), "direction": direction}
    if column.order is None:
        return found
    turned = f"-{column.key}"
    ways = ("ascending", "descending")
    plain, other = reversed(ways) if column.order.largest_first else ways
    direction = {column.key: plain, turned: other}.get(order, "")
    following = turned if order == column.key else column.key
    return found | {"url": address.but(**{ORDER: following}), "direction": direction}

"""What is wrong with each row of a workbook of places, and what it would write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from accounts.models import AdministrativeUnit, AdministrativeUnitSuccession
from accounts.place_table import LINK, UNIT, Row
from accounts.rules.succession import Link, closes_a_circle
from accounts.wording import FIELDS, named
from vn.dates import Precision, parse_partial
from vn.errors import Unreadable
from vn.text import fold

_Level = AdministrativeUnit.Level
_ABOVE = {
    _Level.PROVINCE: (),
    _Level.DISTRICT: (_Level.PROVINCE,),
    _Level.COMMUNE: (_Level.PROVINCE, _Level.DISTRICT),
}
_WIDE_FIRST = tuple(_ABOVE)


class _Unfit(ValueError):
    """A cell cannot be read; the text says why, under the name of its column."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what it would write: a row of the register, new or changed, or errors."""

    row: Row
    write: Any = None
    is_new: bool = False
    changed: str = ""
    errors: tuple[str, ...] = field(default=())


def checked(rows: Sequence[Row]) -> list[Line]:
    """Places, the wider ones first, then successions. Nothing is written."""
    check = _Check()
    units = sorted((row for row in rows if row.kind == UNIT), key=check.rank)
    links = [row for row in rows if row.kind == LINK]
    return [*(check.unit(row) for row in units), *(check.link(row) for row in links)]


class _Check:
    """The register as it is, and as the rows before this one would make it."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in AdministrativeUnit.objects.all()}
        stored = AdministrativeUnitSuccession.objects.select_related("old", "new")
        self.links = {(link.old.code, link.new.code): link for link in stored}
        self.seen: Counter[tuple[str, ...]] = Counter()

    def rank(self, row: Row) -> int:
        level = _level(row)
        return _WIDE_FIRST.index(level) if level else len(_WIDE_FIRST)

    def unit(self, row: Row) -> Line:
        code = row.text("code")
        known = self.units.get(code)
        unit = known or AdministrativeUnit(code=code)
        before = _facts(unit, _UNIT_FIELDS) if known else {}
        errors = [*self._twice(code), *self._fill_unit(unit, row)]
        errors = errors or _refused(unit, exclude=["parent"])
        if errors:
            return Line(row, errors=tuple(errors))
        self.units[code] = unit
        return _line(row, unit, before, _facts(unit, _UNIT_FIELDS))

    def link(self, row: Row) -> Line:
        ends = row.text("old"), row.text("new")
        errors = [*self._twice(*ends), *self._unknown(row)]
        if errors:
            return Line(row, errors=tuple(errors))
        old, new = (self.units[code] for code in ends)
        known = self.links.get(ends)
        link = known or AdministrativeUnitSuccession(old=old, new=new)
        before = _facts(link, _LINK_FIELDS) if known else {}
        errors = [*_fill_link(link, row)] or _refused(link, exclude=["old", "new"])
        errors = errors or [*self._circle(ends), *self._too_much(link, ends)]
        if errors:
            return Line(row, errors=tuple(errors))
        self.links[ends] = link
        return _line(row, link, before, _facts(link, _LINK_FIELDS))

    def _twice(self, *key: str) -> Iterator[str]:
        self.seen[key] += 1
        if self.seen[key] > 1:
            yield gettext("This row stands in the workbook twice")

    def _fill_unit(self, unit: AdministrativeUnit, row: Row) -> Iterator[str]:
        level = _level(row)
        if level is None:
            yield _at("level", gettext("write province, district or commune"))
            return
        unit.name, unit.level = row.text("name"), level
        if "parent" in row.cells:
            yield from self._put_below(unit, row.text("parent"))
        yield from _set(unit, row, {"valid_from": _day, "valid_to": _day})

    def _put_below(self, unit: AdministrativeUnit, code: str) -> Iterator[str]:
        unit.parent = self.units.get(code)
        if code and unit.parent is None:
            yield _at("parent", gettext("no place has the code %(code)s") % {"code": code})
        elif unit.parent is not None and unit.parent.level not in _ABOVE[_Level(unit.level)]:
            words = gettext("%(name)s is not a wider place")
            yield _at("parent", words % {"name": unit.parent.name})

    def _unknown(self, row: Row) -> Iterator[str]:
        for name in ("old", "new"):
            code = row.text(name)
            if code not in self.units:
                yield _at(name, gettext("no place has the code %(code)s") % {"code": code or "—"})

    def _circle(self, ends: tuple[str, str]) -> Iterator[str]:
        numbers = {code: number for number, code in enumerate(self.units)}
        links = [Link(numbers[old], numbers[new]) for old, new in self.links if (old, new) != ends]
        if closes_a_circle(links, old=numbers[ends[0]], new=numbers[ends[1]]):
            yield gettext("The place would become its own successor in the end")

    def _too_much(self, link: Any, ends: tuple[str, str]) -> Iterator[str]:
        others = (each for key, each in self.links.items() if key[0] == ends[0] and key != ends)
        parts = [link.share, *(each.share for each in others)]
        if sum(part for part in parts if part is not None) > 1:
            yield _at("share", gettext("the shares of %(code)s exceed 100%%") % {"code": ends[0]})


_UNIT_FIELDS = ("name", "level", "parent", "valid_from", "valid_to")
_LINK_FIELDS = ("share", "effective_date", "legal_reference")


def _facts(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _line(row: Row, write: Any, before: dict[str, Any], after: dict[str, Any]) -> Line:
    if not before:
        return Line(row, write, is_new=True)
    changed = named(name for name, value in after.items() if before[name] != value)
    return Line(row, write if changed else None, changed=changed)


def _fill_link(link: Any, row: Row) -> Iterator[str]:
    if "legal_reference" in row.cells:
        link.legal_reference = row.text("legal_reference")
    yield from _set(link, row, {"share": _share, "effective_date": _day})


def _set(target: Any, row: Row, readers: dict[str, Any]) -> Iterator[str]:
    for name, reader in readers.items():
        if name not in row.cells:
            continue
        try:
            setattr(target, name, reader(row.text(name)))
        except _Unfit as unfit:
            yield _at(name, str(unfit))


def _refused(row: Any, *, exclude: list[str]) -> list[str]:
    """What the model and its constraints say, under the words of the columns."""
    try:
        row.clean_fields(exclude=exclude)
        row.validate_constraints(exclude=exclude)
    except ValidationError as error:
        said = getattr(error, "message_dict", {"__all__": error.messages})
        return [
            _at(name, text) if name in FIELDS else text
            for name, texts in said.items()
            for text in texts
        ]
    return []


def _at(name: str, text: str) -> str:
    return f"{FIELDS[name]}: {text}"


def _level(row: Row) -> Any:
    said = fold(row.text("level"))
    words = {fold(str(text)): each for each in _Level for text in (each.label, each.value)}
    short = {"tinh": _Level.PROVINCE, "huyen": _Level.DISTRICT, "xa": _Level.COMMUNE}
    return (words | short).get(said)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        found = parse_partial(text)
    except Unreadable as error:
        raise _Unfit(_no_day(text)) from error
    if found.precision is not Precision.DAY:
        raise _Unfit(_no_day(text))
    return found.first


def _no_day(text: str) -> str:
    return gettext("“%(text)s” is not a day; write it as 1/7/2025") % {"text": text}


def _share(text: str) -> Decimal | None:
    """A part as 0,34 or 34%; empty when nobody knows."""
    if not text:
        return None
    try:
        number = Decimal(text.removesuffix("%").strip().replace(",", "."))
    except InvalidOperation as error:
        raise _Unfit(
            gettext("“%(text)s” is no share; write 0,34 or 34%%") % {"text": text}
        ) from error
    return number / 100 if text.endswith("%") else number

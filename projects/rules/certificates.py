"""An outside list of certificates held against the registry: who is who, and what differs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vn.documents import bare_number
from vn.text import fold

_CODE = re.compile(r"(?<![0-9])[0-9]{10}(?![0-9])")


class How(StrEnum):
    """How a line found its project, the surest first; NOT_OURS and MISSING found none."""

    HAND = "hand"
    CODE = "code"
    NUMBER = "number"
    NAME = "name"
    NOT_OURS = "not_ours"
    MISSING = "missing"


FOUND = (How.HAND, How.CODE, How.NUMBER, How.NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the list. `set_aside` when a person said that it is none of the province's."""

    pk: int
    number: str = ""
    project: str = ""
    investor: str = ""
    issued: date | None = None
    capital_vnd: int | None = None
    linked: int | None = None
    set_aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate on record. `capital_vnd` as it states, else as the project has it."""

    project_id: int
    number: str = ""
    issued: date | None = None
    capital_vnd: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A project of the registry with its certificates."""

    project_id: int
    code: str = ""
    name: str = ""
    investor: str = ""
    capital_vnd: int | None = None
    certificates: tuple[Certificate, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Match:
    """A line, how it found its project, and the facts in which the two differ."""

    line: Line
    how: How
    project_id: int | None = None
    certificate: Certificate | None = None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Index:
    """The registry by what a line may know it by."""

    projects: Mapping[int, Known]
    by_code: Mapping[str, set[int]]
    by_number: Mapping[str, set[int]]
    by_name: Mapping[tuple[str, str], set[int]]


def compare(lines: Iterable[Line], known: Iterable[Known]) -> list[Match]:
    """Each line with its project: linked by hand, by project code, number, or name and investor.

    What fits two projects fits none: it is left to a person.
    """
    index = _index(known)
    return [_match(line, index) for line in lines]


def absent(known: Iterable[Known], matches: Iterable[Match], upto: date) -> list[Known]:
    """Projects with a certificate issued by the list's day that no line names."""
    named = {match.project_id for match in matches}
    return [
        project
        for project in known
        if project.project_id not in named
        and any(c.issued is not None and c.issued <= upto for c in project.certificates)
    ]


def _index(known: Iterable[Known]) -> _Index:
    index = _Index({}, defaultdict(set), defaultdict(set), defaultdict(set))
    projects: dict[int, Known] = {}
    for project in known:
        projects[project.project_id] = project
        if project.code:
            index.by_code[project.code].add(project.project_id)
        for certificate in project.certificates:
            if key := bare_number(certificate.number):
                index.by_number[key].add(project.project_id)
        name = (fold(project.name), fold(project.investor))
        if all(name):
            index.by_name[name].add(project.project_id)
    return _Index(projects, index.by_code, index.by_number, index.by_name)


def _match(line: Line, index: _Index) -> Match:
    if line.linked is not None and line.linked in index.projects:
        return _found(line, How.HAND, index.projects[line.linked])
    if line.set_aside:
        return Match(line, How.NOT_OURS)
    for how, ids in _candidates(line, index):
        if len(ids) == 1:
            return _found(line, how, index.projects[next(iter(ids))])
    return Match(line, How.MISSING)


def _candidates(line: Line, index: _Index) -> Iterator[tuple[How, set[int]]]:
    for code in _CODE.findall(line.number):
        yield How.CODE, index.by_code.get(code, set())
    if key := bare_number(line.number):
        yield How.NUMBER, index.by_number.get(key, set())
    name = (fold(line.project), fold(line.investor))
    if all(name):
        yield How.NAME, index.by_name.get(name, set())


def _found(line: Line, how: How, project: Known) -> Match:
    certificate = _certificate(line, project)
    return Match(line, how, project.project_id, certificate, tuple(_differences(line, project)))


def _certificate(line: Line, project: Known) -> Certificate | None:
    """The certificate the line is about: of its number, else of its day, else the only one."""
    key = bare_number(line.number)
    same_number = [c for c in project.certificates if key and bare_number(c.number) == key]
    same_day = [c for c in project.certificates if line.issued and c.issued == line.issued]
    for found in (same_number, same_day, list(project.certificates)):
        if len(found) == 1:
            return found[0]
    return max(project.certificates, key=lambda c: c.issued or date.min, default=None)


def _differences(line: Line, project: Known) -> Iterator[str]:
    """Facts that both state and that are not the same: day, capital (đồng), name."""
    certificate = _certificate(line, project)
    issued = certificate.issued if certificate else None
    capital = certificate.capital_vnd if certificate else None
    capital = project.capital_vnd if capital is None else capital
    pairs: tuple[tuple[str, object, object], ...] = (
        ("issued", line.issued, issued),
        ("capital", line.capital_vnd, capital),
        ("name", fold(line.project) or None, fold(project.name) or None),
    )
    for fact, theirs, ours in pairs:
        if theirs is not None and ours is not None and theirs != ours:
            yield fact

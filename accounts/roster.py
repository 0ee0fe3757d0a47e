"""The workbook of people to invite: its template, and what its rows say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from accounts.models import Agency, User
from accounts.permissions import Role
from accounts.wording import FIELDS
from accounts.workbooks import UnreadableList, sheets_of
from sheets.guard import Limits
from sheets.reader import Cell
from sheets.writer import Column, SheetData, write
from vn.text import fold, tidy

COLUMNS = ("username", "display_name", "position", "email", "role", "agency")
MOST_ROWS = 500
"""People in one workbook; their slips are one PDF."""

_LIMITS = Limits(rows=2_000, cells=200_000, unpacked_bytes=20_000_000)
_WIDTHS = {
    "username": 22,
    "display_name": 28,
    "position": 24,
    "email": 30,
    "role": 22,
    "agency": 44,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was written, with its number in the sheet and what is wrong with it."""

    number: int
    username: str = ""
    display_name: str = ""
    position: str = ""
    email: str = ""
    role: str = ""
    agency: str = ""
    errors: tuple[str, ...] = field(default=())


# ---------------------------------------------------------------- reading


def read_roster(name: str, content: bytes) -> list[Line]:
    """The rows under the header, in order, without empty ones. Raises `UnreadableList`."""
    sheets = sheets_of(name, content, _LIMITS)
    rows = next((sheet.rows for sheet in sheets if sheet.rows), [])
    head, places = _header(rows)
    lines = [_line(row, places) for row in rows[head + 1 :]]
    found = [line for line in lines if any(getattr(line, name) for name in COLUMNS)]
    if not found:
        raise UnreadableList(gettext("The workbook lists nobody. Write one person in each row."))
    if len(found) > MOST_ROWS:
        words = {"rows": len(found), "most": MOST_ROWS}
        text = gettext("%(rows)s rows are too many. Send at most %(most)s people at a time.")
        raise UnreadableList(text % words)
    return found


def _header(rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]]:
    """The row of headings and the column of each fact."""
    wanted = {fold(str(FIELDS[name])): name for name in COLUMNS}
    for number, row in enumerate(rows[:20]):
        places = {wanted[fold(cell.text)]: cell.column for cell in row if fold(cell.text) in wanted}
        if {"username", "display_name"} <= places.keys():
            missing = [str(FIELDS[name]) for name in ("role", "agency") if name not in places]
            if missing:
                text = gettext("The workbook has no column %(names)s. Use the template.")
                raise UnreadableList(text % {"names": ", ".join(missing)})
            return number, places
    raise UnreadableList(gettext("The header row was not found. Use the template."))


def _line(row: Sequence[Cell], places: Mapping[str, int]) -> Line:
    by_column = {cell.column: cell.text for cell in row}
    facts: dict[str, Any] = {
        name: tidy(by_column.get(column, "")) for name, column in places.items()
    }
    line = Line(number=row[0].row + 1 if row else 0)
    return replace(line, **facts)


# ---------------------------------------------------------------- checking


def checked(lines: Sequence[Line], *, on: date) -> tuple[list[Line], list[User]]:
    """The rows with what is wrong with each, and the accounts of those without errors.

    Nothing is written. Compares with the accounts there are and with the other rows.
    """
    agencies = _agencies(on)
    roles = {fold(str(text)): role for role in Role for text in (role.label, role.value)}
    names = Counter(line.username.lower() for line in lines)
    emails = Counter(line.email.lower() for line in lines if line.email)
    taken = _taken(lines)
    told, accounts = [], []
    for line in lines:
        role = roles.get(fold(line.role))
        agency = agencies.get(fold(line.agency)) if line.agency else None
        account = User(
            username=line.username,
            display_name=line.display_name,
            position=line.position,
            email=line.email,
            role=role or Role.SPECIALIST,
            agency=agency,
        )
        errors = [*_of_choices(line, role, agency), *_of_fields(account)]
        if not errors:
            errors = _of_constraints(account)
        if names[line.username.lower()] > 1 or line.username.lower() in taken:
            errors.append(gettext("User name: already taken"))
        if line.email and (emails[line.email.lower()] > 1 or line.email.lower() in taken):
            errors.append(gettext("E-mail: another account or row has it"))
        told.append(replace(line, errors=tuple(errors)))
        if not errors:
            accounts.append(account)
    return told, accounts


def _agencies(on: date) -> dict[str, Agency]:
    found: dict[str, Agency] = {}
    for agency in Agency.objects.in_force(on=on):
        for words in (agency.code, agency.name, agency.short_name):
            found.setdefault(fold(words), agency)
    return found


def _taken(lines: Sequence[Line]) -> set[str]:
    """User names and addresses of the accounts there are, in small letters."""
    rows = User.objects.values_list("username", "email")
    known = {text.lower() for row in rows for text in row if text}
    return known & {text.lower() for line in lines for text in (line.username, line.email)}


def _of_choices(line: Line, role: str | None, agency: Agency | None) -> Iterable[str]:
    if role is None:
        yield gettext("Role: “%(text)s” is not one of the roles") % {"text": line.role}
    if line.agency and agency is None:
        text = gettext("Agency: no agency “%(text)s” exists today; see the sheet of agencies")
        yield text % {"text": line.agency}


def _of_fields(account: User) -> Iterable[str]:
    if not account.username.isascii():
        text = gettext("Write the user name without accents: letters a to z.")
        yield f"{FIELDS['username']}: {text}"
    if "@" in account.username:
        yield gettext("User name: without the sign @, which is for e-mail addresses")
    try:
        account.clean_fields(exclude=["password", "agency"])
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            yield from (f"{FIELDS[name]}: {text}" for text in texts)


def _of_constraints(account: User) -> list[str]:
    try:
        account.validate_constraints()
    except ValidationError as error:
        return list(error.messages)
    return []


# ---------------------------------------------------------------- the template


def template(*, on: date) -> bytes:
    """A workbook to fill in, with a row for each commune that has no account yet."""
    without = Agency.objects.in_force(on=on).filter(kind=Agency.Kind.COMMUNE)
    without = without.exclude(users__is_active=True, users__role=Role.COMMUNE_OFFICER)
    used: set[str] = set(User.objects.values_list("username", flat=True))
    rows = [
        (_username(agency, used), "", "", "", str(Role.COMMUNE_OFFICER.label), agency.name)
        for agency in without
    ]
    people = SheetData(
        gettext("People"),
        [Column(str(FIELDS[name]), width=_WIDTHS[name]) for name in COLUMNS],
        rows,
    )
    roles = SheetData(
        gettext("Roles"), [Column(str(FIELDS["role"]))], [(str(role.label),) for role in Role]
    )
    agencies = SheetData(
        gettext("Agencies"),
        [Column(str(FIELDS["agency"]), width=50), Column(str(FIELDS["code"]))],
        [(agency.name, agency.code) for agency in Agency.objects.in_force(on=on)],
    )
    out = BytesIO()
    write(out, [people, roles, agencies])
    return out.getvalue()


def _username(agency: Agency, used: set[str]) -> str:
    """xa.dongdang for Ủy ban nhân dân xã Đồng Đăng; a number behind it when it is taken."""
    place = agency.unit.name if agency.unit else agency.name
    kind, _space, name = fold(place).partition(" ")
    stem = f"{kind}.{''.join(letter for letter in name if letter.isalnum())}"
    number, username = 2, stem
    while username in used:
        number, username = number + 1, f"{stem}{number}"
    used.add(username)
    return username

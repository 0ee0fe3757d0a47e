"""Who issues an official document and how its first page presents them (law.md 6.2)."""

from dataclasses import dataclass
from enum import StrEnum


class Header(StrEnum):
    """Who signs at the top left (law.md 6.2, cell 2; R-6.20 for the Party)."""

    COMMITTEE = "ubnd"  # the People's Committee itself: its own name on two lines, no parent
    DEPARTMENT = "so"  # a department: the parent body upright above its bold name
    PARTY = "dang"  # a Party committee: the Party's name at the right instead of the nation's


class Preset(StrEnum):
    """Letter sizes that move together: national title, motto, date and body (footnote 1)."""

    LARGE = "13-14-14"
    SMALL = "12-13-13"


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """The body that issues the report, as its header and sentences name it."""

    header: Header
    name: str  # "Sở Tài chính", "Ủy ban nhân dân tỉnh Lạng Sơn"
    province: str  # "tỉnh Lạng Sơn", "thành phố Hải Phòng"
    place: str  # before the date: "Lạng Sơn"
    parent: str = ""  # "UBND tỉnh Lạng Sơn"; printed by the department header only
    number_suffix: str = "/BC-STC"


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Power and position lines above the blank name, top line first ("TM. ...", "KT. ...")."""

    power_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What of a report is configuration of the installation: who writes to whom."""

    issuer: Issuer
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: Signature
    basis: tuple[str, ...]  # "Căn cứ" lines without the word and the final mark
    dataset_label: str
    preset: Preset


def abbreviation(name: str) -> str:
    """The letters of a body in a document number: "Sở Kế hoạch và Đầu tư" -> "SKHĐT"."""
    return "".join(word[0].upper() for word in name.split() if word.lower() != "và")

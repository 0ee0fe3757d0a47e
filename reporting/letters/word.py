"""A letter as a Word file in the official form of its kind (Nghị định 30/2020/NĐ-CP, phụ lục III).

Number and day stay open: the clerk gives them. What nobody said stays "…", to be filled by hand.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from reporting.copies import grids, styles
from reporting.copies.styles import CENTRE, LEFT
from reporting.letterhead import Letter
from reporting.letters.draft import Draft, Kind, Sender, lines
from vn.dates import official_date

_FORMS = {
    Kind.URGE: ("", ""),
    Kind.SUMMON: ("GIẤY MỜI", "GM-"),
    Kind.MINUTES: ("BIÊN BẢN", "BB-"),
    Kind.EXTENSION: ("TỜ TRÌNH", "TTr-"),
    Kind.TERMINATION: ("TỜ TRÌNH", "TTr-"),
}
"""The name a kind is headed by and its letters in the number; a plain letter has neither."""


def letter(draft: Draft, sender: Sender, usual: Letter, on: date) -> bytes:
    """The bytes of the .docx; `usual` is the letterhead of the installation, `on` the day it is made."""
    heading, prefix = _FORMS[Kind(draft.kind)]
    issuer = replace(
        usual.issuer,
        header=sender.header,
        name=sender.name,
        parent=sender.parent,
        number_suffix=f"/{prefix}{sender.abbreviation}",
    )
    head = replace(
        usual,
        issuer=issuer,
        signature=replace(usual.signature, power_lines=sender.power_lines),
        recipients=("Như trên", "Lưu: VT, hồ sơ dự án"),
    )
    made = styles.blank(head, draft.subject, on)
    styles.letterhead(made, head)
    if heading:
        made.add_paragraph(f"{heading}\n{_capital(draft.subject)}", style="Heading 1")
    else:
        styles.centred(made, f"V/v {draft.subject}", width=styles.LEFT_COLUMN)
    _PARTS[Kind(draft.kind)](made, draft, sender)
    _said(made, usual.dataset_label)
    if draft.kind == Kind.MINUTES:
        _minutes_signed(made)
    else:
        styles.signature(made, head)
    return styles.packed(made)


def _plain(made: Any, draft: Draft, _sender: Sender) -> None:
    styles.centred(made, f"Kính gửi: {draft.addressee}")
    _body(made, draft)
    if draft.until:
        said = f"Văn bản trả lời đề nghị gửi trước {official_date(draft.until)}./."
        styles.paragraph(made, said)


def _invitation(made: Any, draft: Draft, sender: Sender) -> None:
    styles.paragraph(made, f"{sender.name} trân trọng kính mời: {draft.addressee}")
    _body(made, draft)
    _session(made, draft)
    _people(made, "Thành phần", draft)
    styles.paragraph(made, "Đề nghị đến dự đúng thời gian và thành phần nêu trên./.")


def _minutes(made: Any, draft: Draft, _sender: Sender) -> None:
    _session(made, draft)
    _people(made, "Thành phần tham dự", draft)
    styles.paragraph(made, f"Làm việc với: {draft.addressee}")
    _body(made, draft)
    ended = draft.ended or "…"
    styles.paragraph(
        made,
        f"Buổi làm việc kết thúc vào hồi {ended} cùng ngày. Biên bản đã được đọc lại cho những "
        "người tham dự cùng nghe, thống nhất và ký tên./.",
    )


def _submission(made: Any, draft: Draft, sender: Sender) -> None:
    styles.centred(made, f"Kính gửi: {draft.addressee}")
    basis = [line.rstrip(";.") for line in lines(draft.basis)]
    for at, line in enumerate(basis):
        end = "." if at == len(basis) - 1 else ";"
        styles.paragraph(made, f"Căn cứ {line}{end}", italic=True)
    _body(made, draft)
    if draft.until:
        styles.paragraph(made, f"Thời hạn đề nghị: đến hết {official_date(draft.until)}.")
    styles.paragraph(made, f"{sender.name} kính trình {draft.addressee} xem xét, quyết định./.")


_PARTS = {
    Kind.URGE: _plain,
    Kind.SUMMON: _invitation,
    Kind.MINUTES: _minutes,
    Kind.EXTENSION: _submission,
    Kind.TERMINATION: _submission,
}


def _body(made: Any, draft: Draft) -> None:
    for line in lines(draft.body):
        styles.paragraph(made, line)


def _session(made: Any, draft: Draft) -> None:
    day = official_date(draft.meeting_on) if draft.meeting_on else "ngày … tháng … năm …"
    styles.paragraph(made, f"Thời gian: {draft.hour or '…'}, {day}.")
    styles.paragraph(made, f"Địa điểm: {draft.place or '…'}.")


def _people(made: Any, title: str, draft: Draft) -> None:
    found = lines(draft.people) or ["…"]
    styles.paragraph(made, f"{title}:")
    for at, name in enumerate(found):
        end = "." if at == len(found) - 1 else ";"
        styles.paragraph(made, f"- {name.rstrip(';.')}{'' if name.endswith('…') else end}")


def _minutes_signed(made: Any) -> None:
    """Who wrote, who was met and who chaired sign beside each other, kept together."""
    grid = grids.table(made, (55, 55, 55), 1)
    grid.style = "Normal Table"
    for cell, words in zip(
        grid.rows[0].cells, ("THƯ KÝ", "NGƯỜI LÀM VIỆC", "CHỦ TRÌ"), strict=True
    ):
        grids.write(cell, words + "\n" * 5 + "[Họ và tên]", points=13, align=CENTRE, bold=True)


def _said(made: Any, label: str) -> None:
    """Data that are no live ones say so at the foot of the letter."""
    if label:
        found = styles.paragraph(made, label, italic=True)
        found.alignment = LEFT
        found.paragraph_format.keep_with_next = True


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

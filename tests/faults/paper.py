"""A report that people write, approve and issue, each act through the form on its page."""

from __future__ import annotations

import re

from tests.faults.stand import Stand
from tests.faults.visitor import Answer, Visitor

APPROVER = "lanhdaoso"
TYPED = "nhap"
"""The box that every form of an act has."""

NEWEST = "SELECT max(run_id) FROM reporting_paper WHERE life = 'draft'"
UNWRITTEN = "SELECT slot FROM reporting_passage p JOIN reporting_paper r ON r.id = p.paper_id WHERE r.run_id = %s"


def approved(stand: Stand) -> str:
    """Carry the newest draft to where only the clerk's number is missing; its address."""
    run_id = stand.rows(NEWEST)[0][0]
    address = f"/bao-cao/{run_id}/"
    officer = stand.officer
    for (slot,) in stand.rows(UNWRITTEN, run_id):
        _do(officer, f"{address}phan/{slot}/", text="Nội dung thử khi đĩa đầy.")
    for finding in set(re.findall(r"giai-trinh/\?muc=[^\"&]+", officer.get(address).text)):
        _do(officer, address + finding, text="Đã đối chiếu với danh mục dự án.")
    _do(officer, f"{address}trinh/")
    approver = Visitor(stand.address, APPROVER)
    approver.sign_in()
    _do(approver, f"{address}duyet/")
    return address


def issue(stand: Stand, address: str, number: str) -> None:
    """Enter the clerk's number, with the day of today."""
    on = f"{stand.today():%d/%m/%Y}"
    _do(stand.officer, f"{address}ban-hanh/", number=number, on=on)


def _do(person: Visitor, path: str, **values: str) -> Answer:
    said = person.submit(path, TYPED, values)
    assert said.is_saved, (path, said.status, said.text[-3000:])
    return said

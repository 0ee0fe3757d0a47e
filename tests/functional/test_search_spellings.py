"""What is typed against what is stored: sixty spellings that find, and some that must not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from projects.actions.indexing import index, index_investor
from projects.models import Investor, Project
from tests.factories import (
    CommuneFactory,
    DistrictFactory,
    DocumentOnFile,
    InstrumentFactory,
    InvestorFactory,
    NameFormer,
    ProjectFactory,
    ProposalPending,
    UnitSuccessionFactory,
    UserFactory,
)
from tests.factories.bases import BasisOfTheParty
from vn.documents import normalise_number

pytestmark = pytest.mark.django_db

PAGE = "/tim-kiem/"


def _project(**facts: Any) -> tuple[str, int]:
    units = facts.pop("units", [])
    row = ProjectFactory(**({"name": "Nhà máy", "location_text": ""} | facts), units=units)
    index(row)
    return "project", row.pk


def _investor(row: Investor) -> tuple[str, int]:
    index_investor(row)
    row.save()
    return "investor", row.pk


def _former(name: str) -> tuple[str, int]:
    return _investor(NameFormer(name=name).investor)


def _instrument(number: str) -> tuple[str, int]:
    return "instrument", InstrumentFactory(number=number, number_key=normalise_number(number)).pk


def _on_file(number: str = "", title: str = "Bản quét") -> tuple[str, int]:
    row = DocumentOnFile(number=number, number_key=normalise_number(number), title=title)
    return "document", row.pk


def _basis(number: str) -> tuple[str, int]:
    return "basis", BasisOfTheParty(number=number, number_key=normalise_number(number)).pk


def _once_in(district: str) -> tuple[str, int]:
    """A project in a commune that the district became in part."""
    commune = CommuneFactory(name="Xã Tân Tiến")
    UnitSuccessionFactory(old=DistrictFactory(name=district), new=commune, share=None)
    return _project(units=[commune])


def _now_in(commune: str) -> tuple[str, int]:
    """A project entered under the district that the commune came from."""
    district = DistrictFactory(name="Huyện Cũ Kỹ")
    UnitSuccessionFactory(old=district, new=CommuneFactory(name=commune), share=None)
    return _project(units=[district])


Store = Callable[[str], tuple[str, int]]

STORED: dict[str, Store] = {
    "code": lambda text: _project(code=text),
    "legacy code": lambda text: _project(legacy_code=text),
    "certificate": lambda text: _project(certificate_code=text),
    "name": lambda text: _project(name=text),
    "location": lambda text: _project(location_text=text),
    "investor of a project": lambda text: _project(investor=InvestorFactory(name=text)),
    "investor": lambda text: _investor(InvestorFactory(name=text)),
    "former name": _former,
    "tax code": lambda text: _investor(InvestorFactory(tax_code=text)),
    "decision": _instrument,
    "number on file": _on_file,
    "title on file": lambda text: _on_file(title=text),
    "basis": _basis,
    "dossier": lambda text: ("proposal", ProposalPending(dossier_code=text).pk),
    "appraisal report": lambda text: ("proposal", ProposalPending(report_number=text).pk),
    "old place": _once_in,
    "new place": _now_in,
}

FINDS = [
    ("code", "LS-2025-0012", "LS-2025-0012"),
    ("code", "LS-2025-0012", "ls 2025 0012"),
    ("code", "DA-0712", "da0712"),
    ("code", "DA-0712", "ĐA-0712"),
    ("legacy code", "NNS/2019/44", "nns-2019-44"),
    ("certificate", "4912345678", "4912345678"),
    ("certificate", "4912345678", "49.12.345.678"),
    ("certificate", "4912345678", "Giấy chứng nhận đăng ký đầu tư số 4912 345 678"),
    ("certificate", "4912345678", "GCNĐKĐT 4912345678"),
    ("name", "Thủy điện Bản Nhùng", "thuỷ điện bản nhùng"),
    ("name", "Thuỷ điện Bản Nhùng", "Thủy điện"),
    ("name", "Khu đô thị Hoà Bình", "Hòa Bình"),
    ("name", "Khu đô thị Hòa Bình", "hoà bình"),
    ("name", "Chế biến gỗ Đại Phát", "che bien go dai phat"),
    ("name", "Chế biến gỗ Đại Phát", "CHE BIEN GO ĐẠI PHÁT"),
    ("name", "Trại bò sữa", unicodedata.normalize("NFD", "Trại bò sữa")),
    ("name", "Nhà máy dệt – may", "dệt may"),
    ("name", "Nhà máy dệt may", "dệt - may"),
    ("name", "Hạ tầng khu công nghiệp Đồng Bành", "KCN Đồng Bành"),
    ("name", "Hạ tầng KCN Đồng Bành", "khu công nghiệp đồng bành"),
    ("name", "Cụm công nghiệp số 2", "CCN số 2"),
    ("name", "Điện gió giai đoạn 2", "dien gio giai doan 02"),
    ("location", "Đường 1/5, TP. Lạng Sơn", "thành phố Lạng Sơn"),
    ("location", "Khối 3, thị trấn Đồng Mỏ", "tt đồng mỏ"),
    ("investor of a project", "Công ty cổ phần Bình Minh", "CTCP Bình Minh"),
    ("investor of a project", "Công ty TNHH MTV Sao Mai", "một thành viên sao mai"),
    ("investor", "Công ty cổ phần Bình Minh", "Cty CP Bình Minh"),
    ("investor", "Công ty cổ phần Bình Minh", "CTCP Bình Minh"),
    ("investor", "CTCP Bình Minh", "Công ty cổ phần Bình Minh"),
    ("investor", "Cty CP Bình Minh", "công ty CP bình minh"),
    ("investor", "Công ty TNHH Một thành viên Sao Mai", "Cty TNHH MTV Sao Mai"),
    ("investor", "Công ty TNHH MTV Sao Mai", "công ty trách nhiệm hữu hạn một thành viên"),
    ("investor", "Công ty TNHH 1TV Sao Mai", "TNHH một thành viên sao mai"),
    ("investor", "Công ty CP Đầu tư Xây dựng Hồng Hà", "CTCP ĐTXD Hồng Hà"),
    ("investor", "Công ty TNHH XNK Hữu Nghị", "xuất nhập khẩu hữu nghị"),
    ("investor", "Công ty CP Thương mại & Dịch vụ An Phú", "TM DV an phú"),
    ("investor", "HTX Nông nghiệp Mẫu Sơn", "Hợp tác xã Nông nghiệp Mẫu Sơn"),
    ("former name", "Công ty TNHH Hoàng Gia cũ", "cty hoàng gia"),
    ("tax code", "4900123456", "4900123456"),
    ("tax code", "4900123456", "4900 123 456"),
    ("tax code", "4900123456", "MST: 4900123456"),
    ("tax code", "4900123456", "4900123456-001"),
    ("tax code", "4900123456-001", "4900123456"),
    ("tax code", "4900123456-001", "4900123456 - 001"),
    ("decision", "72- KL/TW", "72-KL/TW"),
    ("decision", "72-KL/TW", "72 - KL / TW"),
    ("decision", "13-NQ/TW", "13/NQ-TW"),
    ("decision", "13-NQ/TW", "nghị quyết số 13 NQ/TW"),
    ("decision", "2463/QĐ-UBND", "2463/qd-ubnd"),
    ("decision", "2463/QĐ-UBND", "Quyết định số 2463/QĐ–UBND"),
    ("decision", "2463/QĐ-UBND", "2463"),
    ("decision", "14 121 000 123", "14121000123"),
    ("number on file", "Số: 5/BC-UBND", "05/BC-UBND"),
    ("number on file", "05/BC-UBND", "Số: 5/BC-UBND"),
    ("title on file", "Biên bản bàn giao đất thực địa", "bien ban ban giao dat"),
    ("basis", "1398/QĐ-TTg", "1398/qđ-ttg"),
    ("dossier", "H37.10-250101-0001", "H37.10-250101-0001"),
    ("appraisal report", "63/BC-STC", "63 / BC-STC"),
    ("old place", "Huyện Cao Lộc", "Cao Lộc"),
    ("new place", "Xã Đồng Đăng", "xa dong dang"),
]

FINDS_NOT = [
    ("decision", "15/BC-UBND", "5/BC-UBND"),
    ("decision", "105/BC-UBND", "05/BC-UBND"),
    ("decision", "2025/BC-UBND", "5/BC-UBND"),
    ("decision", "2463/QĐ-UBND", "463/QĐ-UBND"),
    ("decision", "13-NQ/TU", "13-NQ/TW"),
    ("decision", "2463/QĐ-UBND", "2463/QĐ-TTg"),
    ("tax code", "4900123456", "4900123457"),
    ("tax code", "4900123456-002", "4900123456-001"),
    ("investor", "Công ty TNHH Bình Minh", "CTCP Bình Minh"),
    ("investor", "Công ty TNHH Hai thành viên Sao Mai", "TNHH MTV Sao Mai"),
    ("name", "Điện gió giai đoạn 21", "điện gió giai đoạn 2"),
    ("name", "Thủy điện Bản Nhùng", "thủy điện bản giềng"),
    ("old place", "Huyện Cao Lộc", "Lộc Bình"),
    ("name", "Trạm trộn bê tông", "_"),
    ("name", "Trạm trộn bê tông", "%"),
    ("name", "Trạm trộn bê tông", ".*"),
]


def found(text: str) -> set[tuple[str, int]]:
    """The keys of everything on the page."""
    client = Client()
    client.force_login(UserFactory())
    page = client.get(PAGE, {"q": text})
    assert page.status_code == 200
    return {hit.key for answer in page.context["answers"] for hit in answer.found.hits}


def test_there_are_sixty_pairs() -> None:
    assert len(FINDS) == len(set(FINDS)) == 60


@pytest.mark.parametrize(("kind", "stored", "typed"), FINDS)
def test_is_found(kind: str, stored: str, typed: str) -> None:
    ProjectFactory(name="Kho bãi Tà Lài")
    assert STORED[kind](stored) in found(typed)


@pytest.mark.parametrize(("kind", "stored", "typed"), FINDS_NOT)
def test_is_not_found(kind: str, stored: str, typed: str) -> None:
    assert STORED[kind](stored) not in found(typed)


def test_the_list_counts_what_the_box_counts() -> None:
    """The link to all leads to as many rows as it says."""
    for name in ("Khu công nghiệp Na Dương", "KCN Na Dương", "Cụm công nghiệp Na Dương"):
        _project(name=name)
    client = Client()
    client.force_login(UserFactory())
    (answer,) = client.get(PAGE, {"q": "kcn na dương"}).context["answers"]
    listed = client.get(answer.found.all_url)
    assert answer.found.total == listed.context["totals"].projects == 2
    assert Project.objects.count() == 3

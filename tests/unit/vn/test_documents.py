"""Document numbers (R-8.8) and tax codes (R-8.4)."""

import pytest

from vn import mst
from vn.documents import bare_number, is_document_number, normalise_number, search_number


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("72- KL/TW", "72-KL/TW"),
        ("72 – KL / TW", "72-KL/TW"),
        ("13/NQ-TW", "13/NQ-TW"),
        ("13-NQ/TW", "13-NQ/TW"),
        ("111-Ctr/TU", "111-CTR/TU"),
        ("2463/qđ-ubnd", "2463/QĐ-UBND"),
        ("2463/QÐ-UBND", "2463/QĐ-UBND"),
        ("Số: 5/BC-UBND", "05/BC-UBND"),
        ("số 36-HD/VPTW", "36-HD/VPTW"),
        ("05/BC-UBND;", "05/BC-UBND"),
        ("96/2026/NĐ-CP", "96/2026/NĐ-CP"),
        ("Sở Xây dựng", "SỞ XÂY DỰNG"),
    ],
)
def test_noise_goes_and_the_number_stays(written: str, normal: str) -> None:
    assert normalise_number(written) == normal
    assert normalise_number(normal) == normal


@pytest.mark.parametrize(
    "text",
    [
        "2463/QĐ-UBND",
        "135-NQ/TU",
        "72- KL/TW",
        "111-Ctr/TU",
        "96/2026/NĐ-CP",
        "143/2025/QH15",
        "31/2024/QH15",
        "36-HD/VPTW",
        "13/NQ-TW",
        "Số: 5/BC-UBND",
    ],
)
def test_numbers_of_the_state_and_of_the_party_are_known(text: str) -> None:
    assert is_document_number(text)


@pytest.mark.parametrize(
    "text", ["", "12/2024", "31/8/2022", "QĐ-UBND", "123456/QĐ-UBND", "2463", "2463/", "abc/def"]
)
def test_dates_and_fragments_are_not_document_numbers(text: str) -> None:
    assert not is_document_number(text)


def test_confused_separators_meet_in_search_but_stay_apart_in_store() -> None:
    assert normalise_number("13/NQ-TW") != normalise_number("13-NQ/TW")
    assert search_number("13/NQ-TW") == search_number("13-NQ/TW") == "13 nq tw"
    assert search_number("2463/QĐ-UBND") == "2463 qd ubnd"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4900000001", "4900000001"),
        (" 49 0000 0001 ", "4900000001"),
        ("4900-000-001", "4900000001"),
        ("4900.000.001", "4900000001"),
        ("Số: 4900000001", "4900000001"),
        ("số hiệu 4900000001.", "4900000001"),
        ("\uff14\uff19\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff11", "4900000001"),
        ("5/GCN-ĐT", "05gcndt"),
        ("05 / gcn – đt", "05gcndt"),
        ("---", ""),
        ("", ""),
    ],
)
def test_spellings_of_one_number_meet(typed: str, meant: str) -> None:
    assert bare_number(typed) == meant


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        ("0100109106", True),
        ("0100109106-001", True),
        ("0100109106\u2013001", True),
        (" 0100109106 ", True),
        ("0100109106-000", False),
        ("0100109107", False),
        ("010010910", False),
        ("0100109106-01", False),
        ("abcdefghij", False),
        ("", False),
    ],
)
def test_the_check_digit_of_a_tax_code(code: str, valid: bool) -> None:
    assert mst.is_valid(code) is valid

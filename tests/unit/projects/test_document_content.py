"""The content decides what a file is, and what of it is kept."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageFile
from PIL.TiffImagePlugin import IFDRational

from projects.documents import drawing, office
from projects.documents.examined import (
    DOCX,
    JPEG,
    PDF,
    PNG,
    WEBP,
    XLSX,
    Examined,
    NotAccepted,
)
from projects.documents.examining import examine
from projects.documents.names import LONGEST, shown_name
from tests.support import files

MOST_PIXELS = 60_000_000


@pytest.fixture
def found(tmp_path: Path, monkeypatch):
    """What is found in bytes."""
    # WeasyPrint, which other tests import, lets Pillow accept pictures that break off.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)

    def ask(content: bytes) -> Examined:
        (tmp_path / "in").write_bytes(content)
        return examine(tmp_path / "in", tmp_path / "out", MOST_PIXELS)

    return ask


@pytest.fixture
def refused(found):
    """Why bytes are not kept."""

    def ask(content: bytes) -> str:
        with pytest.raises(NotAccepted) as refusal:
            found(content)
        return refusal.value.code

    return ask


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (files.pdf(), PDF),
        (files.picture("JPEG"), JPEG),
        (files.picture("PNG"), PNG),
        (files.picture("WEBP"), WEBP),
        (files.docx(), DOCX),
        (files.xlsx(), XLSX),
    ],
)
def test_each_accepted_kind_is_known_by_its_content(found, content, media_type) -> None:
    assert found(content).media_type == media_type


def test_pages_and_sizes_are_counted(found) -> None:
    assert found(files.pdf(3)).pages == 3
    told = found(files.picture("PNG", (40, 30)))
    assert (told.width_px, told.height_px, told.resaved) == (40, 30, True)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\0" + b"x" * 100, "unknown"),
        (b"<html><script>alert(1)</script></html>", "unknown"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "unknown"),
        (b"GIF89a" + b"\0" * 50, "unknown"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "heic"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_office"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        (b"%PDF-1.7\nnothing more", "damaged"),
        (files.pdf_locked(), "encrypted"),
        (files.pdf_running(), "active"),
        (files.pdf_running("/Launch", "/F"), "active"),
        (files.pdf_running("/SubmitForm", "/F"), "active"),
        (files.pdf_carrying(), "attachment"),
        (b"\xff\xd8\xff\xe0 no picture", "damaged"),
        (files.picture("PNG")[:-40], "damaged"),
        (files.huge_png(), "too_many_pixels"),
        (files.huge_png(30_001, 10), "too_many_pixels"),
        (b"PK\x03\x04 no zip", "damaged"),
        (files.docx(macro=True), "macros"),
        (files.docx({"word/vbaProject.bin": b"x"}), "macros"),
        (files.docx({"word/embeddings/oleObject1.bin": b"x"}), "macros"),
        (files.docx({"../../etc/cron.d/x": b"x"}), "damaged"),
        (files.docx({"/etc/passwd": b"x"}), "damaged"),
        (files.docx({"xl/workbook.xml": b"x"}), "unknown"),
        (files.squeezed(), "bomb"),
        (files.lying(), "damaged"),
    ],
)
def test_everything_else_is_refused_with_its_reason(refused, content, code) -> None:
    assert refused(content) == code


def test_a_zip_bomb_is_refused_before_it_is_unpacked(refused, monkeypatch) -> None:
    assert refused(files.bomb()) == "bomb"
    monkeypatch.setattr(office, "MOST_PARTS", 1)
    assert refused(files.docx()) == "bomb"


def test_a_zip_that_is_no_office_file_is_refused(refused) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("doc.txt", "x")
    assert refused(out.getvalue()) == "unknown"


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_keeps_day_and_place_and_loses_the_rest(found, tmp_path, format_) -> None:
    told = found(files.photograph(format_=format_))
    assert told.taken_at == "2026-05-01T10:30:00"
    assert (told.latitude, told.longitude) == (21.853472, 106.75)
    kept = (tmp_path / "out").read_bytes()
    assert not [word for word in (b"MayAnh", b"PhanMem", b"Nguyen", b"bi-mat") if word in kept]
    with Image.open(tmp_path / "out") as copy:
        assert not copy.getexif()
        assert "comment" not in copy.info


def test_south_and_west_are_negative_and_an_offset_is_kept(found) -> None:
    told = found(files.photograph(references="SW", offset="+09:00"))
    assert (told.latitude, told.longitude) == (-21.853472, -106.75)
    assert told.taken_at == "2026-05-01T10:30:00+09:00"


@pytest.mark.parametrize(
    "wrong",
    [
        {"taken": "0000:00:00 00:00:00", "latitude": (999.0, 0.0, 0.0)},
        {"taken": "hôm qua", "latitude": (IFDRational(0, 0), 0.0, 0.0)},
        {"taken": "2026:02:31 10:00:00", "latitude": (1.0,)},
        {"taken": "", "latitude": (0.0, 0.0, 0.0), "longitude": (0.0, 0.0, 0.0)},
    ],
)
def test_nonsense_in_a_photograph_is_not_told_and_stops_nothing(found, wrong) -> None:
    told = found(files.photograph(**wrong))
    assert (told.taken_at, told.latitude, told.longitude) == ("", None, None)


def test_a_broken_offset_leaves_the_local_time(found) -> None:
    assert found(files.photograph(offset="abc")).taken_at == "2026-05-01T10:30:00"


def test_a_turned_photograph_stands_upright_without_its_mark(found, tmp_path) -> None:
    told = found(files.photograph(orientation=6))
    assert (told.width_px, told.height_px) == (30, 40)
    with Image.open(tmp_path / "out") as copy:
        assert copy.size == (30, 40)
        green = [copy.getchannel("G").crop((15, y, 16, y + 1)).tobytes()[0] for y in (2, 38)]
    assert green[0] < 100 < green[1], "the red left half is now above"


def test_pages_are_drawn_up_to_a_number_and_a_size(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(drawing, "MOST_PAGES_DRAWN", 2)
    source = tmp_path / "in"
    source.write_bytes(files.pdf(3))
    assert drawing.draw(source, tmp_path / "drawn", PDF) == 2
    assert sorted(p.name for p in (tmp_path / "drawn").iterdir()) == ["1.webp", "2.webp"]
    with Image.open(tmp_path / "drawn" / "1.webp") as page:
        assert max(page.size) == drawing.LONGEST_SIDE


def test_a_picture_is_drawn_smaller(tmp_path) -> None:
    source = tmp_path / "in"
    source.write_bytes(files.picture("PNG", (4000, 1000)))
    assert drawing.draw(source, tmp_path / "drawn", PNG) == 1
    with Image.open(tmp_path / "drawn" / "1.webp") as page:
        assert page.size == (1600, 400)


@pytest.mark.parametrize(
    ("raw", "media_type", "shown"),
    [
        ("Quyết định 1644.pdf", PDF, "Quyết định 1644.pdf"),
        ("QD.PDF", PDF, "QD.PDF"),
        ("anh.jpeg", JPEG, "anh.jpeg"),
        ("anh.pdf", JPEG, "anh.pdf.jpg"),
        ("hoa-don.exe", PDF, "hoa-don.exe.pdf"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\a\\b.pdf", PDF, "b.pdf"),
        ("a\0b.pdf", PDF, "ab.pdf"),
        ("bao-cao\u202efdp.exe", PDF, "bao-caofdp.exe.pdf"),
        ('<script>alert("1")</script>.pdf', PDF, "script_.pdf"),
        ("<img src=x>.pdf", PDF, "_img src=x_.pdf"),
        ('a"\r\nSet-Cookie: b.pdf', PDF, "a_Set-Cookie_ b.pdf"),
        ("a  \t b.pdf", PDF, "a b.pdf"),
        ("..", PDF, "tai-lieu.pdf"),
        (".pdf", PDF, "tai-lieu.pdf"),
        ("", DOCX, "tai-lieu.docx"),
        ("a" * 300 + ".pdf", PDF, "a" * LONGEST + ".pdf"),
        ("Quye\u0302\u0301t.pdf", PDF, "Quyết.pdf"),
    ],
)
def test_a_name_is_shown_without_what_could_mislead(raw, media_type, shown) -> None:
    assert shown_name(raw, media_type) == shown

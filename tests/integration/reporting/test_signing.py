"""The signature of an issued report, made with a certificate of our own and judged by others."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign import pkcs11

from desk.models import Job
from reporting import pdf, signing
from reporting.actions.signing import SIGN
from reporting.builders.non_budget import document
from reporting.document.edited import Edited, Issue
from reporting.models import Edition, SignedCopy
from reporting.signature_fields import ORGANISATION, PERSON
from reporting.tasks import render_edition, sign_edition
from tests.factories.reporting import EditionQueued, PaperIssued
from tests.support import certificate as own
from tests.support import measure_pdf, report_samples
from tests.support.certificate import SIGNER

MM = 72 / 25.4


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    return pdf.render(document(report_samples.empty()))


@pytest.fixture
def certificate(tmp_path: Path, settings) -> Path:
    """A key of our own, as the settings name one."""
    settings.SIGNING_PKCS12 = str(own.written(tmp_path))
    settings.SIGNING_PASSPHRASE = own.PASSPHRASE
    return tmp_path / "co-quan.pem"


def boxes(data: bytes) -> dict[str, list[float]]:
    """The signature fields of a file in millimetres, from the top left of their page."""
    with pikepdf.open(BytesIO(data)) as file:
        found = {}
        for page in file.pages:
            height = float(page.mediabox[3])
            for field in page.obj.get("/Annots", []):
                if field.get("/FT") == pikepdf.Name.Sig:
                    x0, y0, x1, y1 = (float(each) for each in field.Rect)
                    sides = [x0, height - y1, x1, height - y0]
                    found[str(field.T)] = [side / MM for side in sides]
        return found


def test_empty_fields_lie_where_the_decree_puts_them(unsigned: bytes) -> None:
    """R-6.10: between position and name; R-6.11: over about a third of it, at its left."""
    person, organisation = (boxes(unsigned)[name] for name in (PERSON, ORGANISATION))
    assert person[2] - person[0] == pytest.approx(60, abs=0.5)
    assert person[3] - person[1] == pytest.approx(28, abs=0.5)
    assert organisation[2] - organisation[0] == pytest.approx(40, abs=0.5)
    overlap = organisation[2] - person[0]
    assert overlap / (person[2] - person[0]) == pytest.approx(1 / 3, abs=0.05)
    assert organisation[0] < person[0]


def test_a_signature_is_added_and_the_issued_bytes_stay(
    unsigned: bytes, certificate: Path, tmp_path: Path
) -> None:
    signed = signing.sign(unsigned)
    assert signed.signer == SIGNER
    assert signed.pdf.startswith(unsigned)
    with pikepdf.open(BytesIO(signed.pdf)) as file:
        (value,) = [
            field.V
            for field in file.Root.AcroForm.Fields
            if field.get("/V") is not None and str(field.T) == ORGANISATION
        ]
        assert str(value.SubFilter) == "/ETSI.CAdES.detached"
        span, content = [int(each) for each in value.ByteRange], bytes(value.Contents)
    # An independent tool reads the same two ranges of bytes and the signature over them.
    covered = signed.pdf[: span[1]] + signed.pdf[span[2] : span[2] + span[3]]
    (tmp_path / "covered").write_bytes(covered)
    (tmp_path / "signature").write_bytes(content)
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER"]
    command += ["-in", "signature", "-content", "covered", "-purpose", "any"]
    command += ["-CAfile", certificate.name, "-out", "said"]
    told = subprocess.run(  # noqa: S603 -- the machine's own tool on our own files
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    (tmp_path / "covered").write_bytes(covered.replace(b"/Lang", b"/Lanh", 1))
    changed = subprocess.run(  # noqa: S603 -- as above
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert changed.returncode != 0


def test_a_signed_file_stays_an_archive_but_for_its_signature_form(
    unsigned: bytes, certificate: Path, tmp_path: Path
) -> None:
    """The only remark allowed on a signed file names the form of the signature."""
    assert certificate.exists()
    for name, data in (("unsigned", unsigned), ("signed", signing.sign(unsigned).pdf)):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(data)
        assert measure_pdf.not_archivable(file) == [], name


@pytest.mark.django_db
def test_an_issued_report_is_signed_once_by_the_worker(certificate: Path) -> None:
    assert certificate.exists()
    content = Edited(document=document(report_samples.empty()), issue=Issue(code="0000-0000-0000"))
    edition = EditionQueued(
        paper=PaperIssued(),
        purpose=Edition.Purpose.ISSUED,
        content=content.to_json(),
        content_sha256=content.sha256,
    )
    render_edition(edition.pk)
    assert Job.objects.get().handler == SIGN
    sign_edition(edition.pk)
    sign_edition(edition.pk)
    copy = SignedCopy.objects.get()
    edition.refresh_from_db()
    assert copy.signer == SIGNER
    assert bytes(copy.pdf).startswith(bytes(edition.pdf or b""))


@pytest.mark.django_db
def test_without_a_certificate_nothing_is_signed(settings) -> None:
    settings.SIGNING_PKCS12 = ""
    content = Edited(document=document(report_samples.empty()), issue=Issue(code="0000-0000-0000"))
    edition = EditionQueued(
        paper=PaperIssued(),
        purpose=Edition.Purpose.ISSUED,
        content=content.to_json(),
        content_sha256=content.sha256,
    )
    render_edition(edition.pk)
    assert (Job.objects.count(), SignedCopy.objects.count()) == (0, 0)
    settings.SIGNING_PKCS12 = "/khong/co.p12"
    with pytest.raises(signing.NoCertificate):
        sign_edition(edition.pk)


def test_the_key_of_a_token_signs_through_the_driver_that_is_named(
    unsigned: bytes, certificate: Path, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver is stood in for; the session it is asked for and what is made of it are real."""
    of_file = signing._signer()
    asked: dict[str, object] = {}

    def opened(driver: str, *, token_criteria: TokenCriteria, user_pin: str) -> str:
        asked.update(driver=driver, token=token_criteria.label, pin=user_pin)
        return "session"

    def signer(session: str, *, cert_label: str) -> object:
        asked.update(session=session, label=cert_label)
        return of_file

    monkeypatch.setattr(pkcs11, "open_pkcs11_session", opened)
    monkeypatch.setattr(pkcs11, "PKCS11Signer", signer)
    settings.SIGNING_PKCS12, settings.SIGNING_PKCS11_MODULE = "", "/co-quan/driver.so"
    settings.SIGNING_PKCS11_TOKEN, settings.SIGNING_PKCS11_LABEL = "coquan", "dau"
    settings.SIGNING_PASSPHRASE = "5678"
    assert signing.sign(unsigned).pdf.startswith(unsigned)
    wanted = {"driver": "/co-quan/driver.so", "token": "coquan", "pin": "5678"}
    assert asked == {**wanted, "session": "session", "label": "dau"}

"""Signing an issued report with the organisation's certificate (PAdES), where one is configured.

The certificate comes from a PKCS#12 file or from a token (PKCS#11). The signature is an addition to
the file: the bytes before it stay those that were issued.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from reporting.signature_fields import ORGANISATION


class NoCertificate(Exception):
    """The certificate that is configured cannot be used; the words say why, for the log."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed file, and whose certificate signed it."""

    pdf: bytes
    signer: str


def is_configured() -> bool:
    """Whether reports are signed here, or by the office's own tool."""
    return bool(settings.SIGNING_PKCS12 or settings.SIGNING_PKCS11_MODULE)


def sign(pdf: bytes) -> Signed:
    """Sign the organisation's field (cell 8) as PAdES; with a time stamp where one is configured.

    Raises NoCertificate.
    """
    signer = _signer()
    subject = signer.signing_cert.subject.native if signer.signing_cert else {}
    name = str(subject.get("common_name") or subject.get("organization_name") or "")
    stamper = (
        timestamps.HTTPTimeStamper(settings.SIGNING_TIMESTAMP_URL)
        if settings.SIGNING_TIMESTAMP_URL
        else None
    )
    metadata = PdfSignatureMetadata(
        field_name=ORGANISATION,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=name or None,
        location=settings.REPORT_PLACE,
    )
    out = BytesIO()
    # Empty fields are taken as they stand: their place is the decree's.
    PdfSigner(metadata, signer=signer, timestamper=stamper).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), existing_fields_only=True, output=out
    )
    return Signed(pdf=out.getvalue(), signer=name)


def _signer() -> Any:
    if settings.SIGNING_PKCS12:
        found = signers.SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
            settings.SIGNING_PKCS12, passphrase=settings.SIGNING_PASSPHRASE.encode()
        )
        if found is None:
            raise NoCertificate(f"{settings.SIGNING_PKCS12} cannot be opened")
        return found
    return _of_token()


def _of_token() -> Any:
    """The key on a token never leaves it; its driver is the office's own."""
    # Loaded where there is a token: most portals have none.
    from pyhanko.config.pkcs11 import TokenCriteria  # noqa: PLC0415
    from pyhanko.sign import pkcs11  # noqa: PLC0415

    session = pkcs11.open_pkcs11_session(
        settings.SIGNING_PKCS11_MODULE,
        token_criteria=TokenCriteria(label=settings.SIGNING_PKCS11_TOKEN),
        user_pin=settings.SIGNING_PASSPHRASE,
    )
    return pkcs11.PKCS11Signer(session, cert_label=settings.SIGNING_PKCS11_LABEL)

"""Keep signed copies of issued files; the issued bytes stay beside them for ever."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from accounts.models import User
from desk.actions import jobs
from desk.models import Job
from reporting import signing
from reporting.actions.papers import remember
from reporting.models import Edition, SignedCopy

SIGN = "reporting.sign_edition"
"""Name of the job that signs one issued file."""


def ask_to_sign(*, edition_id: int, at: datetime) -> Job | None:
    """Leave the job that signs an issued file; None where nothing is to be signed here."""
    issued = Edition.objects.filter(
        pk=edition_id, purpose=Edition.Purpose.ISSUED, state=Edition.State.READY
    )
    if not signing.is_configured() or not issued.exists():
        return None
    return jobs.ask(handler=SIGN, subject_id=edition_id, at=at)


def sign_edition(*, edition_id: int, at: datetime) -> None:
    """Sign the file of an issued report with the organisation's certificate, once."""
    edition = Edition.objects.select_related("paper__run").get(pk=edition_id)
    if edition.pdf is None or edition.signed_copies.exists():
        return
    signed = signing.sign(bytes(edition.pdf))
    keep(edition=edition, signed=signed, by=None, at=at)


@transaction.atomic
def keep(*, edition: Edition, signed: signing.Signed, by: User | None, at: datetime) -> SignedCopy:
    """Keep a signed file beside the issued one, with a row in the history."""
    row = SignedCopy.objects.create(
        edition=edition,
        pdf=signed.pdf,
        pdf_sha256=hashlib.sha256(signed.pdf).hexdigest(),
        signer=signed.signer,
        signed_at=at,
        by_id=by.pk if by else None,
    )
    new = {"signer": row.signer, "sha256": row.pdf_sha256}
    remember(by, edition.paper, "sign_report", new=new)
    return row

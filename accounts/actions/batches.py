"""Open many accounts at once and hand out their activation slips, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import background
from accounts.actions import inviting, reference
from accounts.actions.audit import Entry, in_words, record
from accounts.codes import code_of, digest_of
from accounts.models import Invitation, InvitationBatch, User
from accounts.permissions import Role
from accounts.refusals import Refusal
from accounts.slips import Portal, Slip
from accounts.workbooks import Source

RENDER = "accounts.slips"
"""Name of the job that renders the slips of one batch."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A batch and the number of the job that renders its slips."""

    batch: InvitationBatch
    job: int


class NotReady(Refusal):
    """The worker is still at it."""

    text = _("The slips are not ready yet. Wait until the page says so.")


class AlreadyHandedOut(Refusal):
    """The codes were handed out; the portal does not keep a second copy of them."""

    text = _(
        "These slips were already downloaded and are not kept. Make new slips for those who have "
        "not activated their account; the old codes then stop working."
    )


class EverybodyIsIn(Refusal):
    """Nobody of the batch waits for a code."""

    text = _("Everybody in this list has activated the account or was invited anew.")


@transaction.atomic
def open_accounts(*, by: User, at: datetime, accounts: Sequence[User], source: Source) -> Opened:
    """Write all of these validated accounts with their invitations, or none.

    Raises IntegrityError when somebody took a user name meanwhile.
    """
    for account in accounts:
        account.set_unusable_password()
        account.is_staff = account.role == Role.ADMINISTRATOR
        reference.keep(row=account, by=by)
    return _batch(by=by, at=at, accounts=accounts, source=source)


@transaction.atomic
def renew(*, by: User, at: datetime, batch_id: int) -> Opened:
    """New codes and slips for those of a batch who have not activated; the old codes end.

    Raises `EverybodyIsIn`.
    """
    batch = InvitationBatch.objects.get(pk=batch_id)
    waiting = [each.user_id for each in still_open(batch)]
    accounts = list(
        User.objects.select_for_update(no_key=True).filter(pk__in=waiting).order_by("pk")
    )
    if not accounts:
        raise EverybodyIsIn
    source = Source(batch.source_name, batch.source_sha256)
    return _batch(by=by, at=at, accounts=accounts, source=source)


def still_open(batch: InvitationBatch) -> QuerySet[Invitation]:
    """Invitations of a batch that were neither used nor withdrawn; expired ones are among them."""
    return batch.invitations.filter(used_at__isnull=True, withdrawn_at__isnull=True)


def _batch(*, by: User, at: datetime, accounts: Sequence[User], source: Source) -> Opened:
    batch = InvitationBatch.objects.create(
        source_name=source.name[:200],
        source_sha256=source.sha256,
        rows=len(accounts),
        created_at=at,
        created_by=by,
    )
    inviting.issue(accounts=accounts, by=by, at=at, batch=batch)
    text = _("%(count)s activation slips made from %(name)s")
    _tell(by=by, batch=batch, verb="slips_made", text=text)
    return Opened(batch, background.worker().ask(RENDER, batch.pk, at, by.pk))


def render_slips(*, batch_id: int, at: datetime, portal: Portal) -> None:
    """Render the slips of those who are still to activate; done again it changes nothing."""
    batch = InvitationBatch.objects.get(pk=batch_id)
    if batch.rendered_at is not None:
        return
    # Importing WeasyPrint costs over a second and many megabytes: only the worker pays.
    from accounts import slips_pdf  # noqa: PLC0415

    found = still_open(batch).select_related("user__agency").order_by("pk")
    pdf = slips_pdf.render([_slip(each) for each in found], portal)
    InvitationBatch.objects.filter(pk=batch_id, rendered_at__isnull=True).update(
        slips=pdf, rendered_at=at
    )


def _slip(invitation: Invitation) -> Slip:
    person = invitation.user
    code = code_of(person.pk, invitation.nonce)
    if digest_of(code) != invitation.digest:
        raise RuntimeError("SECRET_KEY is not the one these invitations were made with")
    return Slip(
        username=person.username,
        name=str(person),
        position=person.position,
        agency=str(person.agency or ""),
        code=code,
        expires_at=invitation.expires_at,
    )


@transaction.atomic
def hand_out(*, by: User, at: datetime, batch_id: int) -> bytes:
    """The PDF of a batch, for the first and only time: it leaves the portal with this call.

    Raises `NotReady` and `AlreadyHandedOut`.
    """
    batch = InvitationBatch.objects.select_for_update().get(pk=batch_id)
    if batch.downloaded_at is not None:
        raise AlreadyHandedOut
    if batch.slips is None:
        raise NotReady
    pdf = bytes(batch.slips)
    batch.slips, batch.downloaded_at, batch.downloaded_by_id = None, at, by.pk
    batch.save(update_fields=["slips", "downloaded_at", "downloaded_by_id"])
    text = _("%(count)s activation slips from %(name)s downloaded")
    _tell(by=by, batch=batch, verb="slips_downloaded", text=text)
    return pdf


def _tell(*, by: User, batch: InvitationBatch, verb: str, text: object) -> None:
    record(
        by=by,
        entry=Entry(
            verb=verb,
            subject_kind="invitation_batch",
            subject_id=batch.pk,
            summary=in_words(text, count=batch.rows, name=batch.source_name),  # type: ignore[arg-type]
            new={"sha256": batch.source_sha256},
        ),
    )

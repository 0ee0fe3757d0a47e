"""Proposed changes of the law."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from deadlines.actions.proposing import plain
from deadlines.models import RuleProposal, RuleVersion
from tests.factories.accounts import UserFactory

_NIGHT = datetime(2026, 8, 31, 17, 30, tzinfo=UTC)


def _of(proposal: RuleProposal) -> dict:
    """The shipped version of the proposal's rule, as it stands."""
    return plain(RuleVersion.objects.get(kind=proposal.kind, number=proposal.number))


class ProposalOpen(DjangoModelFactory):
    """Nine months instead of twelve, not tried yet."""

    class Meta:
        model = RuleProposal

    kind = "L1"
    number = 2
    proposed = factory.LazyAttribute(
        lambda o: _of(o) | {"parameters": _of(o)["parameters"] | {"months": 9}}
    )
    reason = "Hướng dẫn mới của Bộ"
    document_number = "5217/BTC-ĐT"
    proposed_by_id = factory.LazyFunction(lambda: UserFactory(administrator=True).pk)
    proposed_at = _NIGHT
    findings = factory.LazyAttribute(lambda o: {"before": _of(o), "is_new": False})


class ProposalTried(ProposalOpen):
    """The dry run opened one flag on a project."""

    state = RuleProposal.State.TRIED
    tried_on = date(2026, 8, 31)
    tried_at = _NIGHT
    findings = factory.LazyAttribute(
        lambda o: {
            "before": _of(o),
            "is_new": False,
            "read": 3,
            "projects": 1,
            "law": "0" * 16,
            "flags": {},
            "deadlines": {},
        }
    )


class ProposalApplied(ProposalTried):
    """A second person applied it."""

    state = RuleProposal.State.APPLIED
    applied_at = _NIGHT
    applied_by_id = factory.LazyFunction(lambda: UserFactory(administrator=True).pk)

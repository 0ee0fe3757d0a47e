"""The history of cases and plans is told on their own pages alone, to their people (R-4.5)."""

from __future__ import annotations

from django.db.models import Q

from accounts.closed_history import close
from deadlines.models import Flag
from deadlines.registry import confidential_kinds
from inspections.documents import ANSWER
from inspections.rules.subjects import CASE, CONCLUSION, FINE, PLAN, REMEDY
from projects.models import Document

_KINDS = (CASE, CONCLUSION, REMEDY, FINE, PLAN)
_OWNERS = (*_KINDS, ANSWER)
"""Kinds of things that documents of a case are about."""


def close_history() -> None:
    """Close the history of cases and plans, of their documents and of the flags of their deadlines."""
    close(lambda: Q(subject_kind__in=_KINDS))
    close(_documents)
    close(_flags)


def _documents() -> Q:
    about = Document.objects.filter(owner_kind__in=_OWNERS).values("pk")
    return Q(subject_kind="document", subject_id__in=about)


def _flags() -> Q:
    flags = Flag.objects.filter(kind__in=confidential_kinds()).values("pk")
    return Q(subject_kind="flag", subject_id__in=flags)

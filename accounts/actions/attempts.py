"""Count what a visitor without an account tries, so that nothing is found by trying."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address

from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from accounts.models import Attempt

WINDOW = timedelta(minutes=15)
MOST_IN_A_WINDOW = 10
"""Tries of one kind that one visitor has in one stretch of time."""

_COUNT = """
INSERT INTO accounts_attempt (what, visitor, window_start, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (what, visitor, window_start) DO UPDATE SET count = accounts_attempt.count + 1
RETURNING count
"""


@transaction.atomic
def count_attempt(*, what: str, visitor: str, at: datetime) -> bool:
    """Count one try and say whether it is still allowed.

    `what` is an `Attempt.What`; `visitor` is the client's address as the edge knows it, of which
    only a keyed digest is stored. Call it before the try is looked at, in a transaction of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [str(what), _digest(visitor), _window(at)])
        count: int = cursor.fetchone()[0]
    return count <= MOST_IN_A_WINDOW


@transaction.atomic
def forgive_attempt(*, what: str, visitor: str, at: datetime) -> None:
    """Take back a try that turned out right: a whole department may share one address."""
    Attempt.objects.filter(
        what=what, visitor=_digest(visitor), window_start=_window(at), count__gt=0
    ).update(count=F("count") - 1)


@transaction.atomic
def forget_old_attempts(*, at: datetime) -> int:
    """Remove counters of stretches that are over; returns how many."""
    removed, _by_model = Attempt.objects.filter(window_start__lt=at - 2 * WINDOW).delete()
    return removed


def _digest(visitor: str) -> str:
    return salted_hmac("attempts", _line(visitor), algorithm="sha256").hexdigest()


def _line(visitor: str) -> str:
    """Who counts as one visitor: with IPv6 a whole /64, of which any house has all addresses."""
    try:
        address = ip_address(visitor)
    except ValueError:
        return visitor
    if isinstance(address, IPv4Address):
        return visitor
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), 64), strict=False))


def _window(at: datetime) -> datetime:
    seconds = WINDOW.total_seconds()
    return datetime.fromtimestamp(at.timestamp() // seconds * seconds, tz=UTC)

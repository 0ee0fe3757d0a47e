"""What the database refuses of statements, of requests for more time and of conditions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests import factories as f

_FILED = date(2026, 7, 1)


def _request(**wrong: Any) -> Any:
    """A request of an investor for a milestone, but for what is wrong with it."""
    said: dict[str, Any] = {"filed_date": _FILED, "asking_investor": f.InvestorFactory()}
    return f.RequestFactory(**(said | wrong))


def _decided(**wrong: Any) -> Any:
    agency = f.AgencyFactory()
    said: dict[str, Any] = {
        "decided_date": date(2026, 8, 1),
        "granted": False,
        "decision_number": "1/TB",
        "deciding_agency": agency,
    }
    if wrong.pop("own", False):
        said |= {"asking_agency": agency, "asking_investor": None}
    return _request(**(said | wrong))


def _twins(about: str, row: Any) -> None:
    for _n in range(2):
        _request(project=row.project, **({"schedule_item": None} | {about: row}))


STATEMENTS: dict[str, Callable[[], Any]] = {
    "flag_statement_kind_is_known": lambda: f.StatementFactory(kind="note"),
    "flag_statement_says_something": lambda: f.StatementFactory(text=""),
    "flag_explanation_gives_a_new_day": lambda: f.StatementFactory(promised_date=None),
    "obligation_found_names_its_facts": lambda: f.ObligationRunning(clock="found"),
    "extension_request_is_about_one_thing": lambda: _request(schedule_item=None),
    "extension_request_has_one_asker": lambda: _request(asking_investor=None),
    "extension_request_gives_a_reason": lambda: _request(reason=""),
    "extension_request_asks_for_a_later_day": lambda: _request(asked_date=_FILED),
    "extension_request_decision_is_whole": lambda: _request(granted=True),
    "extension_request_decided_after_it_was_filed": lambda: _decided(
        decided_date=date(2026, 6, 30)
    ),
    "extension_request_decided_by_another_body": lambda: _decided(own=True),
    "extension_request_one_open_a_milestone": lambda: _twins("schedule_item", f.ItemPlanned()),
    "extension_request_one_open_a_tranche": lambda: _twins("tranche", f.TrancheHandedOver()),
}

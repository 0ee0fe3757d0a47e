"""Who held a dossier on each calendar day: the investor, agencies asked, or the registry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from projects.rules.appraisal_facts import ProposalFacts


@dataclass(frozen=True, slots=True)
class Held:
    """Calendar days by the side that held the dossier; together all days that have passed."""

    registry: int
    investor: int
    agencies: int

    @property
    def total(self) -> int:
        """All days since it was received."""
        return self.registry + self.investor + self.agencies


def held(proposal: ProposalFacts, *, on: date) -> Held:
    """The days from the day after the receipt to the submission, the decision or `on`.

    A day belongs to the investor while papers are awaited from him, else to the agencies while one
    of them was asked and did not answer, else to the registry.
    """
    until = min(day for day in (proposal.submitted, proposal.decided, on) if day is not None)
    first = proposal.received + timedelta(days=1)
    waiting = _days(((s.asked, s.answered) for s in proposal.supplements), first, until)
    asked = _days(((o.asked, o.answered) for o in proposal.opinions), first, until) - waiting
    total = max((until - proposal.received).days, 0)
    return Held(total - len(waiting) - len(asked), len(waiting), len(asked))


def _days(spans: Iterable[tuple[date, date | None]], first: date, until: date) -> set[date]:
    """Days after the first of a span up to and with its last, within the time looked at."""
    found: set[date] = set()
    for start, end in spans:
        day, last = max(start + timedelta(days=1), first), min(end or until, until)
        found |= {day + timedelta(days=n) for n in range((last - day).days + 1)}
    return found

"""The dry run: what another law or calendar would do to every deadline and flag, nothing written.

Everything is computed under the changed law and compared with what is stored, exactly as applying
will: all rules of a project, because some stand back for others (I3 for L1 and L2). What stored
rows say is what today's law makes of the facts; the nightly comparison watches over that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from deadlines.actions.refreshing import CLEARED, GONE, Key, Register, chunks, registers
from deadlines.actions.renewing import Progress
from deadlines.findings import Difference, Tally
from deadlines.models import Flag, Obligation
from deadlines.querysets import LIVE_STATES
from deadlines.registry import Setting
from deadlines.rules import impact
from deadlines.rules.impact import Owed, Raised

_KEY = ("kind", "subject_kind", "subject_id", "cycle")
Parts = Sequence[tuple[Register, Sequence[int]]]


def everything() -> Parts:
    """All rooms with all their ids."""
    return [(register, register.ids()) for register in registers()]


def try_out(parts: Parts, setting: Setting, progress: Progress | None = None) -> Tally:
    """What storing and settling under the setting would change; memory stays flat.

    Rooms with confidential duties are left out: whoever tries a law would read how many there are.
    """
    parts = [(register, ids) for register, ids in parts if not register.confidential]
    tally = Tally()
    total = sum(len(ids) for _register, ids in parts)
    done = 0
    for register, ids in parts:
        for chunk in chunks(ids):
            for found in differences(register, chunk, setting):
                tally.add(found)
            done += len(chunk)
            if progress:
                progress(done * 100 // total)
    tally.read = total
    return tally


def differences(register: Register, ids: Sequence[int], setting: Setting) -> Iterator[Difference]:
    """Obligations about these ids that would be stored differently under the setting."""
    computed = register.compute(ids, setting)
    rows = register.stored(ids).values_list(*_KEY, "pk", "facts_hash", "void_reason")
    stored = {row[:4]: row[4:] for row in rows}
    differing = {
        key: Owed.of(found, setting.on)
        for key, found in computed.items()
        if key not in stored or stored[key][1] != found.facts_hash
    }
    gone = {
        key: impact.GONE
        for key, (_pk, _hash, reason) in stored.items()
        if key not in computed and reason not in (GONE, CLEARED)
    }
    projects = {key: found.project_id for key, found in computed.items()}
    yield from _told(differing | gone, {key: row[0] for key, row in stored.items()}, projects)


def _told(
    after: dict[Key, Owed], pks: dict[Key, int], projects: dict[Key, int | None]
) -> Iterator[Difference]:
    known = {key: pks[key] for key in after if key in pks}
    before = {row.pk: row for row in _stored(known.values())}
    flags = _flags(known.values())
    for key in sorted(after):
        row = before.get(known.get(key, 0))
        raised = flags[known[key]] if key in known else []
        live = [flag.due_date for flag in raised if flag.state in LIVE_STATES]
        old = _owed(row) if row else impact.GONE
        yield Difference(
            key=key,
            project_id=projects.get(key, row.project_id if row else None),
            old=old,
            new=after[key],
            flagged_for=max(live, default=None),
            on_deadline=impact.on_deadline(old, after[key]),
            on_flag=impact.on_flag(after[key], raised),
        )


def _stored(pks: Iterable[int]) -> Iterable[Obligation]:
    wanted = ("project_id", "clock", "due_date", "met_date", "level", "fingerprint", "advisory")
    return Obligation.objects.filter(pk__in=list(pks)).only(*wanted)


def _owed(row: Obligation) -> Owed:
    return Owed(
        clock=row.clock,
        due_date=row.due_date,
        met_date=row.met_date,
        level=row.level,
        fingerprint=row.fingerprint,
        advisory=row.advisory,
    )


def _flags(pks: Iterable[int]) -> dict[int, list[Raised]]:
    found: dict[int, list[Raised]] = defaultdict(list)
    rows = Flag.objects.filter(obligation_id__in=list(pks)).values_list(
        "obligation_id", "due_date", "fingerprint", "state", "facts_hash", "advisory"
    )
    for pk, *flag in rows:
        found[pk].append(Raised(*flag))
    return found

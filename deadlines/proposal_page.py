"""What the page of a proposed change shows: old and new beside each other, and the dry run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from deadlines import rule_pages, wording
from deadlines.actions import law, renewing
from deadlines.actions.proposing import TRY
from deadlines.models import RuleProposal, RuleVersion
from deadlines.registry import describe
from deadlines.rules.expired import cited
from deadlines.rules.severity import ADVISORY, SERIOUS, WARNING
from desk.models import Job
from vn.dates import day_text, months_and_days

ON_FLAGS: dict[str, tuple[str, Promise]] = {
    "opens": ("crit", _("Flags that open")),
    "reopens": ("warn", _("Dismissed flags that open again")),
    "moves": ("warn", _("Flags that move to another day")),
    "closes": ("ok", _("Flags that close")),
    "traces": ("info", _("Late fulfilments that leave a closed flag")),
    "binds": ("warn", _("Flags that bind from now on")),
    "advises": ("info", _("Flags that become for reference only")),
}
ON_DEADLINES: dict[str, tuple[str, Promise]] = {
    "later": ("info", _("Deadlines that move to a later day")),
    "earlier": ("warn", _("Deadlines that move to an earlier day")),
    "unknown": ("unk", _("Deadlines that can no longer be computed")),
    "known": ("info", _("Deadlines that can be computed now")),
    "starts": ("info", _("Duties that begin")),
    "ends": ("info", _("Duties that no longer apply")),
    "stops": ("hold", _("Clocks that stop")),
    "runs": ("info", _("Clocks that run again")),
    "otherwise": ("info", _("Only reminders, wording or the version cited")),
}
_RANKS = {
    str(SERIOUS): _("serious"),
    str(WARNING): _("warning"),
    str(ADVISORY): _("for reference"),
}
_LABELS: dict[str, Promise] = {
    "effective_from": _("In force from"),
    "effective_to": _("In force until"),
    "title": _("What a flag of it says"),
    "summary": _("What the law asks"),
    "article": _("Legal basis"),
    "consequence": _("What follows"),
    "next_step": _("What to do next"),
    "confidence": _("Confidence"),
}


@dataclass(frozen=True, slots=True)
class Altered:
    """One thing the proposal changes."""

    label: str
    old: str
    new: str


def context(proposal: RuleProposal, user: User, on: date) -> dict[str, Any]:
    """Everything the template prints."""
    job = _last(TRY, proposal.pk)
    open_now = proposal.state in ("proposed", "tried")
    decides = user.can(Permission.APPLY_RULES) or user.can(Permission.MANAGE_RULES)
    is_own = proposal.proposed_by_id in {person.pk for person in user.persons}
    found = proposal.findings
    renewal = _last(renewing.RENEW, found["event"]) if "event" in found else None
    return {
        "proposal": proposal,
        "title": _title(proposal),
        "crumbs": [
            (gettext("Rules"), reverse("deadlines:rules")),
            (proposal.kind, reverse("deadlines:rule", args=[proposal.kind])),
        ],
        "proposer": User.objects.filter(pk=proposal.proposed_by_id).first(),
        "applier": User.objects.filter(pk=proposal.applied_by_id or 0).first(),
        "altered": list(altered(proposal)),
        "expired": _expired(proposal),
        "job": job,
        "trying": open_now and job is not None and job.state in ("queued", "running"),
        "failed": open_now and job is not None and job.state == Job.State.FAILED,
        "renewal": renewal,
        "renewing": renewal is not None and renewal.state in ("queued", "running"),
        "renewal_failed": renewal is not None and renewal.state == Job.State.FAILED,
        "read": found.get("read", 0),
        "changed": found.get("projects", 0),
        "flags": _sorts(ON_FLAGS, found.get("flags", {}), examples=decides),
        "deadlines": _sorts(ON_DEADLINES, found.get("deadlines", {}), examples=decides),
        "is_own": is_own,
        "may_apply": open_now and user.can(Permission.APPLY_RULES) and not is_own,
        "may_try": open_now and user.can(Permission.APPLY_RULES),
        "may_withdraw": open_now and is_own and user.can(Permission.MANAGE_RULES),
        "is_old": proposal.tried_on is not None and proposal.tried_on < on,
        "law_moved": open_now and found.get("law", law.stamp()) != law.stamp(),
    }


def _title(proposal: RuleProposal) -> str:
    words = {"kind": proposal.kind, "number": proposal.number}
    if proposal.findings.get("is_new"):
        return gettext("Rule %(kind)s: new version %(number)s") % words
    return gettext("Rule %(kind)s: change of version %(number)s") % words


def _last(handler: str, subject_id: int) -> Job | None:
    return Job.objects.filter(handler=handler, subject_id=subject_id).order_by("-pk").first()


# ------------------------------------------------------------ old and new


def altered(proposal: RuleProposal) -> Iterator[Altered]:
    """What differs, field by field, old and new in the words of the rule's page."""
    old, new = proposal.findings["before"], proposal.proposed
    for name, label in _LABELS.items():
        if old[name] != new[name]:
            yield Altered(str(label), _value(name, old[name]), _value(name, new[name]))
    before = dict(rule_pages.facts(law.read(_row(proposal.kind, old))))
    after = dict(rule_pages.facts(law.read(_row(proposal.kind, new))))
    for words in {**before, **after}:
        if before.get(words) != after.get(words):
            yield Altered(words, before.get(words, "—"), after.get(words, "—"))
    if old["advisory"] != new["advisory"]:
        yield Altered(gettext("Used for"), _use(old), _use(new))


def _value(name: str, value: Any) -> str:
    if name.startswith("effective_"):
        return day_text(date.fromisoformat(value)) if value else gettext("still in force")
    return str(value) or "—"


def _use(values: Mapping[str, Any]) -> str:
    return gettext("for reference only") if values["advisory"] else gettext("flags that bind")


def _row(kind: str, values: Mapping[str, Any]) -> RuleVersion:
    row = RuleVersion(kind=kind, number=1)
    for name, value in values.items():
        is_day = name.startswith("effective_") and value
        setattr(row, name, date.fromisoformat(value) if is_day else value)
    return row


def _expired(proposal: RuleProposal) -> Sequence[Any]:
    end = proposal.proposed["effective_to"]
    return cited(proposal.proposed["article"], date.fromisoformat(end) if end else date.max)


# ------------------------------------------------------------ what the dry run found


def _sorts(
    sorts: Mapping[str, tuple[str, Promise]], found: Mapping[str, Any], *, examples: bool
) -> list[dict[str, Any]]:
    told = [each for sort in found.values() for each in sort["examples"]] if examples else []
    subjects = describe((each["subject_kind"], each["subject_id"]) for each in told)
    return [
        {
            "code": code,
            "mark": mark,
            "title": title,
            "count": found[code]["count"],
            "by_kind": _by_kind(found[code]["kinds"]),
            "by_rank": _by_rank(found[code]["ranks"]),
            "examples": _examples(found[code], subjects) if examples else [],
        }
        for code, (mark, title) in sorts.items()
        if code in found
    ]


def _by_kind(kinds: Mapping[str, int]) -> str:
    return ", ".join(f"{kind}: {count}" for kind, count in kinds.items())


def _by_rank(ranks: Mapping[str, int]) -> str:
    return ", ".join(f"{_RANKS[rank]}: {ranks[rank]}" for rank in _RANKS if rank in ranks)


def _examples(sort: Mapping[str, Any], subjects: Mapping[Any, Any]) -> list[dict[str, Any]]:
    return [
        {
            "kind": each["kind"],
            "subject": subjects.get((each["subject_kind"], each["subject_id"])),
            "old": _moment(each["old"], each["old_clock"]),
            "new": _moment(each["new"], each["new_clock"]),
            "difference": _difference(each["old"], each["new"]),
        }
        for each in sort["examples"]
    ]


def _moment(day: str | None, clock: str) -> str:
    if day is None or clock in ("void", "unknown", "not_started"):
        return wording.lower(wording.label(wording.CLOCK, clock))
    return day_text(date.fromisoformat(day))


def _difference(old: str | None, new: str | None) -> str:
    if not old or not new or old == new:
        return ""
    first, last = sorted((date.fromisoformat(old), date.fromisoformat(new)))
    return ("+" if new > old else "−") + wording.length(*months_and_days(first, last))

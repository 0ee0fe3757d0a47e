"""What the pages of the rules show: the list, and one rule with its versions and its history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from deadlines import rule_words, wording
from deadlines.actions import law
from deadlines.models import Flag, Obligation, RuleProposal, RuleVersion
from deadlines.rules.expired import Citation, cited
from deadlines.rules.law import SHIPPED_VERSIONS, RuleVersionDef

_MONEY = ("I7", "I8")
_INTERNAL = ("A1", "H1", "P1", "RX", "SA", "SF", "RV", "R4", "R5", "R6", "T1", "T2", "Q2")
_GROUPS: tuple[tuple[str, Promise], ...] = (
    ("land", _("Land")),
    ("schedule", _("Schedule of the project")),
    ("money", _("Deposit and capital")),
    ("reports", _("Reports of investors")),
    ("disbursement", _("Public investment")),
    ("internal", _("Duties of agencies")),
)


def group_of(kind: str) -> str:
    """The part of the list in which a rule stands."""
    if kind == "C1":
        return "land"
    if kind in _MONEY:
        return "money"
    if kind in _INTERNAL or kind[:1] not in "LIRD":
        return "internal"
    return {"L": "land", "I": "schedule", "R": "reports", "D": "disbursement"}[kind[:1]]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many flags and deadlines a rule has now, as far as the reader may know."""

    flags: int
    pending: int


def asks(version: RuleVersion) -> str:
    """What the rule asks, in one line."""
    words = wording.DUTY.get(version.kind)
    return str(words) if words else version.title


def listing(user: User, on: date) -> list[dict[str, Any]]:
    """The rules by group; five queries."""
    versions: dict[str, list[RuleVersion]] = {}
    for row in RuleVersion.objects.order_by("kind", "effective_from"):
        versions.setdefault(row.kind, []).append(row)
    people = _people(row.confirmed_by_id for rows in versions.values() for row in rows)
    standing = _standing(user, list(versions))
    undecided = _undecided()
    rows = [
        _listed(in_force(each, on), on)
        | {
            "who": people.get(in_force(each, on).confirmed_by_id or 0, ""),
            "standing": standing[kind],
            "undecided": kind in undecided,
        }
        for kind, each in sorted(versions.items(), key=lambda item: _order(item[0]))
    ]
    return [
        {"title": title, "code": code, "rows": [row for row in rows if row["group"] == code]}
        for code, title in _GROUPS
    ]


def _order(kind: str) -> tuple[str, int, str]:
    digits = "".join(char for char in kind if char.isdigit())
    return (kind.rstrip("0123456789"), int(digits or 0), kind)


def in_force(versions: Sequence[RuleVersion], on: date) -> RuleVersion:
    """The version that holds on a day, else the last one."""
    holding = (row for row in versions if law.read(row).covers(on))
    return next(holding, max(versions, key=lambda row: row.effective_from))


def _listed(row: RuleVersion, on: date) -> dict[str, Any]:
    version = law.read(row)
    return {
        "row": row,
        "group": group_of(row.kind),
        "url": reverse("deadlines:rule", args=[row.kind]),
        "asks": asks(row),
        "term": rule_words.length(version),
        "bearer": rule_words.bearer(row.kind),
        "period": rule_words.in_force(row.effective_from, row.effective_to),
        "expired": bool(expired(row)),
        "is_over": not version.covers(on),
    }


def _reckons(version: RuleVersionDef) -> bool:
    return any(version.parameters.get(name) for name in ("months", "days", "working_days"))


def _standing(user: User, kinds: Iterable[str]) -> dict[str, Standing]:
    flags = dict(
        Flag.objects.visible_to(user).live().order_by().values_list("kind").annotate(Count("pk"))
    )
    pending = dict(
        Obligation.objects.visible_to(user)
        .pending()
        .order_by()
        .values_list("kind")
        .annotate(Count("pk"))
    )
    return {kind: Standing(flags.get(kind, 0), pending.get(kind, 0)) for kind in kinds}


def _undecided() -> set[str]:
    states = [RuleProposal.State.PROPOSED, RuleProposal.State.TRIED]
    return set(RuleProposal.objects.filter(state__in=states).values_list("kind", flat=True))


def _people(ids: Iterable[int | None]) -> dict[int, str]:
    wanted = {pk for pk in ids if pk}
    return {person.pk: str(person) for person in User.objects.filter(pk__in=wanted)}


def expired(row: RuleVersion) -> tuple[Citation, ...]:
    """What the version cites although it was replaced while the version still holds (R-0.2)."""
    return cited(row.article, row.effective_to or date.max)


def page(kind: str, user: User, on: date) -> dict[str, Any]:
    """One rule: every version by its days, where it stands now, and what was proposed."""
    rows = list(RuleVersion.objects.filter(kind=kind).order_by("-effective_from"))
    proposals = list(RuleProposal.objects.filter(kind=kind))
    people = _people(
        [
            *(row.confirmed_by_id for row in rows),
            *(each.proposed_by_id for each in proposals),
            *(each.applied_by_id for each in proposals),
        ]
    )
    current = in_force(rows, on)
    return {
        "kind": kind,
        "title": asks(current),
        "current": current,
        "versions": [_version(row, people, current) for row in rows],
        "standing": _standing(user, [kind])[kind],
        "flags_url": f"{reverse('deadlines:flags')}?quy_tac={kind}",
        "subjects": rule_words.SUBJECTS.get(kind) and rule_words.subjects(kind),
        "bearer": rule_words.bearer(kind),
        "proposals": [_told(each, people) for each in proposals],
        "open": next((each for each in proposals if each.state in ("proposed", "tried")), None),
        "shipped_differs": _shipped_differs(rows),
        "ways": _ways(rows, current) if user.can(Permission.MANAGE_RULES) else [],
        "crumbs": [(gettext("Rules"), reverse("deadlines:rules"))],
    }


def _version(row: RuleVersion, people: dict[int, str], current: RuleVersion) -> dict[str, Any]:
    return {
        "row": row,
        "is_current": row.pk == current.pk,
        "period": rule_words.in_force(row.effective_from, row.effective_to),
        "facts": facts(law.read(row)),
        "expired": expired(row),
        "who": people.get(row.confirmed_by_id or 0, ""),
    }


def facts(version: RuleVersionDef) -> list[tuple[str, str]]:
    """The numbers of a version in words; only those it reckons with."""
    held = version.parameters
    told = [
        (gettext("The law is chosen"), wording.label(wording.APPLIES_BY, version.applies_by.value)),
        (gettext("Lane"), rule_words.LANE_WORDS[version.lane]),
        (gettext("Last day"), rule_words.BOUNDARY_WORDS[version.boundary]),
    ]
    if _reckons(version):
        told.append((gettext("Term"), rule_words.term(version.term)))
    if "excluding_reasons" in held:
        told.append((gettext("Days not counted"), _reasons(version)))
    if "roll" in held:
        told.append((gettext("Last day on a day off"), rule_words.day_off(version)))
    if "ladder" in held:
        told.append((gettext("Reminders"), rule_words.reminders(version)))
        told.append((gettext("Overdue grades"), rule_words.grades(version.overdue_days)))
    more = rule_words.more(version)
    return [*told, (gettext("Also"), more)] if more != "—" else told


def _reasons(version: RuleVersionDef) -> str:
    said = sorted(wording.label(wording.REASONS, reason) for reason in version.reasons)
    return "; ".join(said) or gettext("none")


def _told(proposal: RuleProposal, people: dict[int, str]) -> dict[str, Any]:
    return {
        "row": proposal,
        "url": reverse("deadlines:proposal", args=[proposal.pk]),
        "by": people.get(proposal.proposed_by_id, ""),
        "applied_by": people.get(proposal.applied_by_id or 0, ""),
    }


def _shipped_differs(rows: Sequence[RuleVersion]) -> bool:
    """Whether this release ships the rule otherwise than the province keeps it."""
    if not rows or rows[0].kind not in law.own_kinds():
        return False
    kept = {row.number: law.read(row) for row in rows}
    shipped = [version for version in SHIPPED_VERSIONS if version.kind == rows[0].kind]
    return any(kept.get(version.number) != version for version in shipped)


def _ways(rows: Sequence[RuleVersion], current: RuleVersion) -> list[tuple[str, str]]:
    """What may be proposed, with its address."""
    path = reverse("deadlines:propose", args=[current.kind])
    ways = [
        (
            gettext("Correct version %(number)s") % {"number": row.number},
            f"{path}?cach=sua&ban={row.number}",
        )
        for row in rows
    ]
    ways.append((gettext("New version from a day"), f"{path}?cach=moi"))
    if "tracked_from" in current.parameters:
        words = gettext("Day from which filings are tracked")
        ways.append((words, f"{path}?cach=theo-doi&ban={current.number}"))
    return ways


def form_frame(base: RuleVersion, *, new: bool) -> dict[str, Any]:
    """What stands around the form in which a change is proposed."""
    words = {"kind": base.kind, "number": base.number}
    path = reverse("deadlines:rule", args=[base.kind])
    heading = (
        gettext("Rule %(kind)s: propose a new version")
        if new
        else gettext("Rule %(kind)s: propose a change of version %(number)s")
    )
    return {
        "base": base,
        "heading": heading % words,
        "lede": asks(base),
        "back_url": path,
        "period": rule_words.in_force(base.effective_from, base.effective_to),
        "expired": cited(base.article, date.max) if new else expired(base),
        "crumbs": [(gettext("Rules"), reverse("deadlines:rules")), (base.kind, path)],
    }

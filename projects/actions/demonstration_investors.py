"""The demonstration's groups, renamings, duplicates, sanctions and evidence of equity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from accounts.models import User
from projects.actions.acts import Seen, version_of
from projects.actions.equity_evidence import EvidenceFacts, add_evidence
from projects.actions.indexing import index, index_investor
from projects.actions.investor_acts import keep
from projects.actions.investor_groups import set_group
from projects.actions.investor_names import NameFacts, Renaming, add_name, rename
from projects.actions.sanctions import SanctionFacts, add_sanction
from projects.demo.investors import Invented, told
from projects.models import Instrument, Investor, InvestorName, Project

_DUPLICATED = 2
_EQUITY_PERCENT = 20
_LEAST = 3
"""Projects an investor has before one of them goes to its second record."""


def enter_twice(projects: list[Project], spared: set[str]) -> None:
    """Two investors stand there twice, each time with one of their projects.

    Call it before deadlines are computed: who bears them follows. One second record has the same
    tax code, the other a similar name and none. `spared` are codes of projects stories are about.
    """
    owners: dict[int, list[Project]] = {}
    for project in projects:
        owners.setdefault(project.investor_id or 0, []).append(project)
    free = [
        [row for row in theirs if row.code not in spared]
        for theirs in owners.values()
        if len(theirs) >= _LEAST
    ]
    for number, theirs in enumerate(rows for rows in free[:: len(free) // 3] if rows):
        if number == _DUPLICATED:
            return
        _second_record(theirs[-1], with_code=number == 0)


def _second_record(project: Project, *, with_code: bool) -> None:
    first = project.investor
    if first is None:
        raise TypeError(f"{project.code} has no investor")
    name = first.name.replace("Công ty CP", "CTCP").replace("Công ty TNHH", "Cty TNHH")
    second = Investor(name=name if name != first.name else f"{first.name} Lạng Sơn")
    second.kind, second.country = first.kind, first.country
    second.tax_code = first.tax_code if with_code else ""
    index_investor(second)
    second.save()
    project.investor = second
    project.save(update_fields=["investor"])
    index(project)


def tell_of_investors(
    *, projects: Mapping[str, Project], by: User | None, on: date, at: datetime
) -> None:
    """What is told of investors, through the real actions; `projects` by their story."""
    story = told(on)
    _group(story, projects, by=by, on=on, at=at)
    _rename(story, projects, by=by, on=on, at=at)
    for row in story.punished:
        project = projects[row.story]
        facts = SanctionFacts(
            number=row.number,
            date=row.date,
            authority=row.authority,
            content=row.content,
            amount_vnd=row.amount_vnd,
            project=project if row.about_project else None,
            paid_date=row.paid,
            remedied_date=row.remedied,
        )
        add_sanction(by=by, on=on, at=at, investor_id=_owner(project).pk, facts=facts)
    for shown in story.shown:
        evidence = EvidenceFacts(
            kind=shown.kind,
            as_of_date=shown.as_of,
            equity_vnd=shown.equity_vnd,
            document_number=shown.document,
        )
        owner = _owner(projects[shown.story])
        add_evidence(by=by, on=on, at=at, investor_id=owner.pk, facts=evidence)
        _promise(owner)


def _group(
    story: Invented, projects: Mapping[str, Project], *, by: User | None, on: date, at: datetime
) -> None:
    for parent, members in story.groups:
        above = _owner(projects[parent])
        for member in members:
            row = _owner(projects[member])
            if row.pk != above.pk:
                set_group(by=by, on=on, at=at, seen=_seen(row), parent_id=above.pk)


def _rename(
    story: Invented, projects: Mapping[str, Project], *, by: User | None, on: date, at: datetime
) -> None:
    """What their documents say was issued to the name of that day."""
    for row in story.renamed:
        owner = _owner(projects[row.story])
        owner.name = row.old
        keep(owner)
        for project in owner.projects.all():
            issued = project.instruments.filter(issued_date__lte=row.until)
            issued.update(investor_name=row.old)
        facts = Renaming(name=row.new, until_date=row.until, document_number=row.document)
        rename(by=by, on=on, at=at, seen=_seen(_owner(projects[row.story])), facts=facts)
        short = row.new.removeprefix("Công ty CP ").removeprefix("Tập đoàn ")
        alias = NameFacts(name=short, kind=InvestorName.Kind.ALIAS)
        add_name(by=by, on=on, at=at, investor_id=owner.pk, facts=alias)


def _promise(owner: Investor) -> None:
    """The certificates of its projects state the equity promised."""
    kind = Instrument.Kind.REGISTRATION_CERTIFICATE
    for project in owner.projects.exclude(registered_capital_vnd=None):
        capital = project.registered_capital_vnd or 0
        project.instruments.filter(kind=kind).update(equity_vnd=capital * _EQUITY_PERCENT // 100)


def _owner(project: Project) -> Investor:
    """As it is now: an earlier act may have changed it."""
    return Investor.objects.get(projects=project)


def _seen(row: Investor) -> Seen:
    return Seen(row.pk, version_of(row))

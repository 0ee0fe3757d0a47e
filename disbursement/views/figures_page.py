"""The figures of a plan year in words: cards, rates by base, ranking, tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement import figures_wording as words
from disbursement.models import Bucket, FundingSource
from disbursement.overview import Overview, first_published
from disbursement.published import Beside
from disbursement.querysets.figures import By, Question, rolled_up
from disbursement.rules.basis import Basis, Rate
from disbursement.rules.figures import Figures
from projects.models import Project, PublishedFigure
from projects.published import wording as figure_wording
from vn.dates import day_text
from vn.numbers import decimal_text

PROJECTS_SHOWN = 20
"""Rows of the table of projects: those with the most left to pay."""

USES = {
    Basis.DEPLOYED: _("Everything that may be paid from, carried-over capital included."),
    Basis.ALLOCATED: _("Capital of the year that reached projects, without carried-over capital."),
    Basis.PROVINCE: _("Capital of the year as the province assigned it, allocated or not."),
    Basis.PM: _("Used when provinces are compared with the whole country."),
}


def published(found: Beside | None) -> dict[str, Any] | None:
    """The mark and words of a published figure beside ours."""
    if found is None:
        return None
    figure, check = found.figure, found.check
    return {
        "url": reverse("reporting:figure", args=[figure.pk]),
        "verdict": figure_wording.VERDICTS[check.verdict] if check else _("not compared"),
        "mark": figure_wording.MARKS[check.verdict] if check else "",
        "text": figure.text,
        "day": str(figure.as_of) if figure.as_of else "",
        "basis": figure.basis,
    }


def cards(shown: Overview) -> list[dict[str, Any]]:
    """The four figures, each with its base, its day and what was published of it."""
    return [_assigned(shown), _disbursed(shown), _expected(shown), _remaining(shown)]


def _assigned(shown: Overview) -> dict[str, Any]:
    found = shown.figures
    if not found.assigned_vnd:
        return {
            "label": gettext("Capital to be paid"),
            "value": words.round_million(found.deployed_vnd),
            "goals": [_buckets(found)],
            "beside": None,
        }
    goals = [_of(found.allocation_rate(), gettext("allocated to projects"))]
    if found.assigned_province_vnd and found.assigned_pm_vnd:
        goals.insert(0, _of(found.assignment_rate(), gettext("assigned on by the province")))
    rest = found.unallocated_vnd
    goals.append(
        gettext("%(rest)s not allocated yet, on %(day)s")
        % {"rest": words.round_million(rest), "day": day_text(found.day)}
    )
    return {
        "label": gettext("Capital assigned"),
        "value": words.round_million(found.assigned_vnd),
        "goals": goals,
        "beside": published(first_published(shown.published, "allocation_rate")),
    }


def _of(rate: Rate, what: str) -> str:
    said = {
        "rate": words.percent(rate),
        "what": what,
        "base": words.round_million(rate.denominator),
        "basis": words.BASES[rate.basis],
    }
    return gettext("%(rate)s %(what)s of %(base)s %(basis)s") % said


def _buckets(found: Figures) -> str:
    said = {
        "allocated": words.round_million(found.allocated_vnd),
        "carried": words.round_million(found.carried_over_vnd),
        "advanced": words.round_million(found.advanced_vnd),
    }
    return (
        gettext("%(allocated)s of the year, %(carried)s carried over, %(advanced)s advanced") % said
    )


def _disbursed(shown: Overview) -> dict[str, Any]:
    found = shown.figures
    goals = [rate_words(found.rate()), gettext("to %(day)s") % {"day": day_text(found.day)}]
    if found.lines_missing:
        said = {"n": found.lines_missing, "lines": found.lines}
        goals.append(gettext("%(n)s of %(lines)s lines not entered yet") % said)
    return {
        "label": gettext("Disbursed"),
        "value": words.round_million(found.disbursed_vnd),
        "goals": goals,
        "beside": published(first_published(shown.published, "disbursement_rate")),
    }


def rate_words(rate: Rate) -> str:
    """ "26,27% of 2.768.098 capital deployed"."""
    said = {
        "rate": words.percent(rate),
        "base": words.round_million(rate.denominator),
        "basis": words.BASES[rate.basis],
    }
    return gettext("%(rate)s of %(base)s %(basis)s") % said


def _expected(shown: Overview) -> dict[str, Any]:
    found = shown.figures
    goals = [gettext("to %(day)s") % {"day": day_text(found.estimate_day)}]
    if found.estimates_known:
        goals.insert(0, rate_words(found.estimate_rate()))
    if found.estimates_missing:
        said = {"n": found.estimates_missing, "lines": found.lines}
        goals.append(gettext("%(n)s of %(lines)s lines without an estimate") % said)
    beside = first_published(shown.published, "disbursement_rate", estimate=True)
    month = f"{found.estimate_day.month}/{found.estimate_day.year}"
    return {
        "label": gettext("Estimated to the end of %(month)s") % {"month": month},
        "value": words.round_million(found.estimated_vnd) if found.estimates_known else "—",
        "goals": goals,
        "beside": published(beside),
    }


def _remaining(shown: Overview) -> dict[str, Any]:
    pace = shown.pace
    goals = []
    if pace.a_month_vnd:
        said = {"a_month": words.round_million(pace.a_month_vnd), "n": pace.months}
        goals.append(gettext("needs %(a_month)s a month for %(n)s months") % said)
    if pace.a_month_vnd and pace.times is not None:
        said = {"times": decimal_text(pace.times, 1)}
        goals.append(gettext("%(times)s times the best month so far") % said)
    return {
        "label": gettext("Still to be paid by %(day)s") % {"day": day_text(pace.until)},
        "value": words.round_million(pace.remaining_vnd),
        "goals": goals,
        "beside": None,
        "hard": pace.hard and bool(pace.months),
    }


def bases(shown: Overview) -> list[dict[str, Any]]:
    """The rate on every base there is, with what was published on the same base and day."""
    found = shown.figures
    by_basis = {
        row.counterpart.basis: row
        for row in reversed(shown.published)
        if row.counterpart
        and row.figure.indicator == "disbursement_rate"
        and row.figure.nature != PublishedFigure.Nature.ESTIMATE
    }
    return [
        {
            "rate": words.percent(found.rate(basis)),
            "paid": words.million(found.rate(basis).numerator or 0),
            "base": words.million(found.base(basis)),
            "basis": words.BASES[basis],
            "use": USES[basis],
            "beside": published(by_basis.get(basis)),
        }
        for basis in (Basis.DEPLOYED, Basis.ALLOCATED, Basis.PROVINCE, Basis.PM)
        if found.base(basis)
    ]


# ---------------------------------------------------------------- tables


def sources(question: Question) -> list[dict[str, Any]]:
    """The upper two levels of the tree of sources, as its outline has them."""
    first, second = rolled_up(question, By.SOURCE_1), rolled_up(question, By.SOURCE_2)
    groups = {**{(1, key): row for key, row in first.items()}}
    groups |= {(2, key): row for key, row in second.items()}
    rows = FundingSource.objects.filter(level__lte=2)
    return [
        {"code": row.code, "name": row.name, "level": row.level, **_line(found)}
        for row in rows
        if (found := groups.get((row.level, row.pk))) is not None
    ]


def buckets(question: Question) -> list[dict[str, Any]]:
    """Capital of the year, carried over, advanced."""
    groups = rolled_up(question, By.BUCKET)
    return [{"name": Bucket(key).label, **_line(groups[key])} for key in Bucket if key in groups]


def _line(found: Figures) -> dict[str, Any]:
    return {
        "assigned": words.million(found.assigned_vnd),
        "deployed": words.million(found.deployed_vnd),
        "paid": words.million(found.disbursed_vnd),
        "remaining": words.million(found.remaining_vnd),
        "advance": words.million(found.advance_vnd),
        "rate": words.percent(found.rate()),
        "estimate": words.percent(found.estimate_rate()),
    }


def projects(question: Question, readable: Iterable[int] | None) -> list[dict[str, Any]]:
    """The projects with the most left to pay; `readable`: of these owners alone."""
    asked = question
    if readable is not None:
        own = frozenset(readable)
        mine = own if question.owner_ids is None else own & question.owner_ids
        asked = replace(question, owner_ids=mine)
    groups = rolled_up(asked, By.PROJECT, most=PROJECTS_SHOWN + 1)
    groups.pop(None, None)
    known = Project.objects.select_related("public__owner").in_bulk([k for k in groups if k])
    return [
        {
            "name": known[key].name,
            "code": known[key].public.budget_code or known[key].code,
            "owner": known[key].public.owner.short_name or known[key].public.owner.name,
            "url": reverse("projects:detail", args=[known[key].code]),
            "missing": found.lines_missing,
            **_line(found),
        }
        for key, found in groups.items()
        if isinstance(key, int)
    ][:PROJECTS_SHOWN]

"""The conditions of the registry list; the address is their state."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Flag, Obligation
from projects import providing
from projects.filters.conditions import Choices, lying_in
from projects.filters.facts import FactConditions
from projects.filters.position import PositionFilter
from projects.filters.quality import GATE, QUALITY, conditions, lacks, reporting_days
from projects.filters.stage import STAGES, in_stage
from projects.gate_wording import NEED
from projects.models import (
    HandlingClass,
    HandlingDecision,
    InvestmentZone,
    Investor,
    Project,
    Sector,
)
from projects.rules.handling_classes import taken_over
from projects.rules.status import CENSUS, NOT_FOLLOWED, Bucket
from projects.search import words as searching
from projects.succession import agencies_meant, offered_agencies, offered_places

if TYPE_CHECKING:
    from django.http import QueryDict

    from projects.querysets.projects import ProjectQuerySet

BUCKETS: dict[str, Promise] = {
    Bucket.OPERATING: _("Operating"),
    Bucket.STOPPED: _("Operation stopped"),
    Bucket.UNDER_CONSTRUCTION: _("Under construction"),
    Bucket.NOT_STARTED: _("Construction not started"),
    Bucket.TERMINATED: _("Terminated"),
    Bucket.UNKNOWN: _("Status unknown"),
    Bucket.PROPOSED: _("Proposed"),
    Bucket.REFUSED: _("Refused or withdrawn"),
}
FOLLOWED = "dang_theo_doi"
"""Value of the status filter for everything that is not terminated: the stock reports count."""

ANY_FLAG, NO_FLAG, LAND_FLAG, OVERDUE = "co", "khong", "dat", "qua_han"
"""OVERDUE and LAND_FLAG leave advisory flags out, OVERDUE conditions too, as the dashboard does."""
LAND_KINDS = ("L1", "L2", "L3")
ANY_HANDLING, NO_HANDLING = "co", "khong"
ME = "toi"
NOBODY = "chua"
ANY_DEADLINE = "han"

_ABSENT: dict[str, tuple[Promise, Q]] = {
    "von": (_("Registered capital"), Q(registered_capital_vnd=None)),
    "dien_tich": (_("Land area"), Q(land_area_m2=None)),
    "linh_vuc": (_("Sector"), Q(sector=None)),
    "dia_ban": (_("Place"), Q(units=None)),
    "nha_dau_tu": (_("Investor"), Q(investor=None)),
    "tinh_trang": (_("Status"), Q(bucket=Bucket.UNKNOWN)),
    "van_ban": (_("Decision or certificate"), Q(instruments=None)),
}


FLAGS: Choices = [
    (ANY_FLAG, _("With flags")),
    (OVERDUE, _("Past a deadline")),
    (LAND_FLAG, _("Late land use")),
    *wording.SHORT.items(),
    (NO_FLAG, _("Without flags")),
]
MISSING: Choices = [
    *((code, words) for code, (words, _condition) in _ABSENT.items()),
    (ANY_DEADLINE, _("Some deadline cannot be computed")),
    *wording.MISSING.items(),
    *((GATE + code, words) for code, words in NEED.items()),
]


FUNDING = "nguon_von"
PUBLIC_ONLY, BOTH = "cong", "tat_ca"
FUNDINGS: Choices = [
    (PUBLIC_ONLY, Project.Funding.PUBLIC.label),
    (BOTH, _("Both kinds of capital")),
]


def of_funding(projects: ProjectQuerySet, asked: str) -> ProjectQuerySet:
    """Non-budget projects, unless public ones or both are asked for: decided here alone."""
    if asked == BOTH:
        return projects
    return projects.public() if asked == PUBLIC_ONLY else projects.non_budget()


OFFERED = ("nuoc", "linh_vuc", "khu_cum", "can_bo", "dien", "dia_ban", "co_quan")
"""Conditions whose choices are rows of the registry."""


def _key(part: str) -> Any:
    return F("country") if part == "nuoc" else Cast("pk", CharField())


def options() -> dict[str, Choices]:
    """Countries, sectors, places, agencies, officers and classes to choose from, in eight queries."""
    officers = Exists(Project.objects.filter(officer=OuterRef("pk")))
    lists = {
        "nuoc": Investor.objects.exclude(kind=Investor.Kind.DOMESTIC)
        .exclude(country="")
        .annotate(words=F("country"), order=F("country")),
        "linh_vuc": Sector.objects.annotate(words=F("name"), order=F("sort_key")),
        "khu_cum": InvestmentZone.objects.annotate(words=F("name"), order=F("sort_key")),
        "can_bo": User.objects.filter(officers).annotate(
            words=F("display_name"), order=F("display_name")
        ),
    }
    parts = [
        rows.order_by()
        .annotate(part=Value(part), key=_key(part))
        .values_list("part", "key", "words", "order")
        .distinct()
        for part, rows in lists.items()
    ]
    found: dict[str, Choices] = defaultdict(list)
    for part, key, words, _order in sorted(parts[0].union(*parts[1:]), key=lambda row: row[3]):
        found[part].append((key, words))
    handling = [
        (ANY_HANDLING, _("Under handling")),
        *((str(row.pk), row.short_name) for row in HandlingClass.objects.all()),
        (NO_HANDLING, _("Not under handling")),
    ]
    return found | {
        "dia_ban": offered_places(),
        "co_quan": offered_agencies(),
        "dien": handling,
    }


class ProjectFilter(FactConditions):
    """Conditions on the list of projects."""

    q = django_filters.CharFilter(label=_("Keywords"), method="by_words", max_length=200)
    tinh_trang = django_filters.ChoiceFilter(
        label=_("Status"),
        method="by_status",
        choices=[(FOLLOWED, _("Followed (not terminated)")), *BUCKETS.items()],
        empty_label=_("All"),
    )
    dia_ban = django_filters.ChoiceFilter(
        label=_("Place"), method="by_place", empty_label=_("Whole province")
    )
    linh_vuc = django_filters.ChoiceFilter(
        label=_("Sector"), field_name="sector_id", empty_label=_("All")
    )
    canh_bao = django_filters.ChoiceFilter(
        label=_("Flags"), method="by_flag", choices=FLAGS, empty_label=_("All")
    )
    co_quan = django_filters.ChoiceFilter(
        label=_("Agency in charge"), method="by_agency", empty_label=_("All")
    )
    can_bo = django_filters.ChoiceFilter(
        label=_("Officer in charge"), method="by_officer", empty_label=_("All")
    )
    thieu = django_filters.ChoiceFilter(
        label=_("Missing facts"), method="by_missing", choices=MISSING, empty_label=_("All")
    )
    chat_luong = django_filters.ChoiceFilter(
        label=_("Quality of the record"),
        method="by_quality",
        choices=QUALITY,
        empty_label=_("All"),
    )
    giai_doan = django_filters.ChoiceFilter(
        label=_("Stage"), method="by_stage", choices=STAGES, empty_label=_("All")
    )
    dien = django_filters.ChoiceFilter(
        label=_("Handling"), method="by_handling", empty_label=_("All")
    )
    nguon_von = django_filters.ChoiceFilter(
        label=_("Funding"),
        method="by_funding",
        choices=FUNDINGS,
        empty_label=_("Non-budget capital"),
    )
    toa_do = PositionFilter()
    FIRST = ("q", "tinh_trang", "dia_ban", "linh_vuc", "canh_bao")
    FOR_STAFF = ("canh_bao", "co_quan", "can_bo", "thieu", "chat_luong", "giai_doan", "dien")

    GROUPS = (
        (
            _("Capital and land"),
            ("nguon_von", "von_tu", "von_den", "dt_tu", "dt_den", "giao_tu", "giao_den"),
        ),
        (_("Documents"), ("cttu_tu", "cttu_den", "gcn_tu", "gcn_den", "nam")),
        (_("State and schedule"), ("phap_ly", "giai_doan", "dien", "ht_tu", "ht_den")),
        (_("Investor and zone"), ("ndt", "loai_ndt", "nuoc", "khu", "khu_cum")),
        (
            _("Record and people"),
            (
                "co_quan",
                "can_bo",
                "thieu",
                "chat_luong",
                "cap_nhat_tu",
                "cap_nhat_truoc",
                "toa_do",
                "lo_nhap",
            ),
        ),
    )
    """Every other condition by what it is about."""

    def __init__(
        self,
        data: QueryDict,
        queryset: QuerySet[Project],
        *,
        user: User,
        choices: dict[str, Choices],
        on: date,
    ) -> None:
        super().__init__(data, queryset)
        self.user = user
        self.on = on
        if not user.can(Permission.VIEW_FLAGS):
            for name in self.FOR_STAFF:
                del self.filters[name]
        people = [(ME, _("Me")), (NOBODY, _("Nobody in charge")), *choices.get("can_bo", [])]
        self.offer(choices | {"can_bo": people})

    def by_status(self, queryset: QuerySet[Project], _name: str, value: str) -> QuerySet[Project]:
        """One row of the census, or all projects still followed."""
        if value == FOLLOWED:
            return queryset.exclude(bucket__in=NOT_FOLLOWED)
        return queryset.filter(bucket=value)

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Words, numbers in any spelling, places old and new."""
        return searching.projects(queryset, value)

    def by_funding(self, queryset: Any, name: str, value: str) -> Any:
        """The funding chooses among which projects conditions look (`of_funding`)."""
        return queryset

    def by_place(self, queryset: Any, name: str, value: str) -> Any:
        """In the place, in one below it, or in what these became or came from."""
        return queryset.filter(pk__in=lying_in(value)) if value else queryset

    def by_agency(self, queryset: Any, name: str, value: str) -> Any:
        """Followed by the agency, by one that became it, or by one it became."""
        return queryset.filter(agency_id__in=agencies_meant(int(value))) if value else queryset

    def by_officer(self, queryset: Any, name: str, value: str) -> Any:
        """In charge of this officer; "toi" is the reader and those he or she stands in for."""
        if value == ME:
            return queryset.filter(officer__in=self.user.persons)
        officer = None if value == NOBODY else int(value)
        return self._followed(queryset).filter(officer=officer)

    def by_flag(self, queryset: Any, name: str, value: str) -> Any:
        """With, without, or with a certain kind of live flag."""
        live = Flag.objects.openly_visible_to(self.user).live()
        flags = live.filter(project_id__isnull=False)
        if value == OVERDUE:
            flags = flags.past_a_day()
        elif value == LAND_FLAG:
            flags = flags.filter(advisory=False, kind__in=LAND_KINDS)
        elif value not in (ANY_FLAG, NO_FLAG):
            flags = flags.filter(kind=value)
        flagged = Q(pk__in=flags.values("project_id"))
        return queryset.filter(~flagged if value == NO_FLAG else flagged)

    def by_missing(self, queryset: Any, name: str, value: str) -> Any:
        """Without a fact of the project, or with a deadline that this fact keeps uncomputed."""
        if value in _ABSENT:
            return queryset.filter(_ABSENT[value][1])
        if value.startswith(GATE):
            return self._followed(queryset).filter(lacks(value))
        seen = Obligation.objects.openly_visible_to(self.user)
        unknown = seen.unknown().filter(project_id__isnull=False)
        if value != ANY_DEADLINE:
            unknown = unknown.filter(missing=value)
        return queryset.filter(pk__in=unknown.values("project_id"))

    def by_quality(self, queryset: Any, name: str, value: str) -> Any:
        """Complete or not, up to date or not, as target 4 counts today."""
        if not value:
            return queryset
        found = conditions(self.on, reporting_days(self.on))[value]
        return self._followed(queryset).filter(found)

    def by_stage(self, queryset: Any, name: str, value: str) -> Any:
        """In one stage, or let pass a closed gate."""
        return in_stage(self._followed(queryset), value) if value else queryset

    def by_handling(self, queryset: Any, name: str, value: str) -> Any:
        """Under handling today, under none, or in a class, also one whose place the class took."""
        decisions = HandlingDecision.objects.filter(ended_date=None)
        if value not in (ANY_HANDLING, NO_HANDLING):
            classes = taken_over(int(value), HandlingClass.spans())
            decisions = decisions.filter(handling_class_id__in=classes)
        handled = Q(pk__in=decisions.values("project_id"))
        found = self._followed(queryset)
        return found.filter(~handled if value == NO_HANDLING else handled)

    def _followed(self, queryset: Any) -> Any:
        """Without projects one was only asked about: what is hidden of them finds none of them."""
        seen = providing.visible_to(self.user)
        return queryset if seen is None else queryset.filter(pk__in=seen)


CENSUS_CHOICES = [(bucket, BUCKETS[bucket]) for bucket in CENSUS]

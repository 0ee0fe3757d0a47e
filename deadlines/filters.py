"""The conditions of the flags list; the address is their state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from deadlines import wording
from deadlines.models import Flag, Obligation
from deadlines.queries import with_promise
from deadlines.querysets import LIVE_STATES
from deadlines.registry import Wanted, owners
from deadlines.rules.severity import ADVISORY, SERIOUS, WARNING
from deadlines.rules.statements import EXPLAINED_KINDS, EXPLAINED_PREFIX

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict

Choices = list[tuple[Any, Any]]

LIVE, CLOSED, ALL = "dang-mo", "da-dong", "tat-ca"
CLOSED_STATES = (Flag.State.RESOLVED, Flag.State.MOVED)
ME = "toi"
ISO = "%Y-%m-%d"

STATES: Choices = [
    (Flag.State.OPEN, Flag.State.OPEN.label),
    (Flag.State.CONFIRMED, Flag.State.CONFIRMED.label),
    (Flag.State.CONTESTED, Flag.State.CONTESTED.label),
    (Flag.State.DISMISSED, Flag.State.DISMISSED.label),
    (CLOSED, _("Resolved or moved")),
    (ALL, _("All")),
]
SEVERITIES: Choices = [
    (str(SERIOUS), _("Serious")),
    (str(WARNING), _("Warning")),
    (str(ADVISORY), _("For reference")),
]
UNEXPLAINED, EXPLAINED, BROKEN = "chua", "da", "qua-hen"
EXPLANATIONS: Choices = [
    (UNEXPLAINED, _("Not explained yet")),
    (EXPLAINED, _("Explained")),
    (BROKEN, _("Past the promised day")),
]
_DECIDERS = [role for role, rights in ROLE_PERMISSIONS.items() if Permission.DECIDE_FLAG in rights]
_FORMER = "cu"
_IN_CHARGE = (Agency.Kind.DEPARTMENT, Agency.Kind.ZONE_BOARD)


def options() -> dict[str, Choices]:
    """Agencies that may be in charge, the former ones apart, and officers who decide: one query."""
    agencies = (
        Agency.objects.filter(kind__in=_IN_CHARGE)
        .telling_ended()
        .annotate(
            part=Case(When(ended=True, then=Value(_FORMER)), default=Value("co_quan")),
            words=F("short_name"),
            order=F("sort_key"),
        )
    )
    officers = User.objects.filter(is_active=True, role__in=_DECIDERS).annotate(
        part=Value("can_bo"), words=F("display_name"), order=F("display_name")
    )
    both = [
        rows.order_by()
        .annotate(key=Cast("pk", CharField()))
        .values_list("part", "key", "words", "order")
        for rows in (agencies, officers)
    ]
    found: dict[str, Choices] = defaultdict(list)
    for part, key, words, _order in sorted(both[0].union(both[1]), key=lambda row: row[3]):
        found[part].append((key, words))
    former = found.pop(_FORMER, None)
    if former:
        found["co_quan"].append((_("Former agencies (with who took over)"), former))
    return found


class ObligationFilter(django_filters.FilterSet):  # type: ignore[misc, unused-ignore]
    """Conditions on obligations; `thieu` is that of the page of those that cannot be computed."""

    q = django_filters.CharFilter(label=_("Project or investor"), method="by_words", max_length=200)
    trang_thai = django_filters.ChoiceFilter(
        label=_("State"), field_name="clock", choices=Obligation.Clock.choices
    )
    quy_tac = django_filters.ChoiceFilter(
        label=_("Rule"), field_name="kind", choices=list(wording.SHORT.items())
    )
    thieu = django_filters.ChoiceFilter(
        label=_("Missing facts"), field_name="missing", choices=list(wording.MISSING.items())
    )
    han_tu = django_filters.DateFilter(
        label=_("Due from"), field_name="due_date", lookup_expr="gte", input_formats=[ISO]
    )
    han_den = django_filters.DateFilter(
        label=_("Due until"), field_name="due_date", lookup_expr="lte", input_formats=[ISO]
    )

    class Meta:
        model = Obligation
        fields: list[str] = []

    def found(self) -> QuerySet[Obligation]:
        """The obligations that meet the conditions."""
        found: QuerySet[Obligation] = self.qs
        return found

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Of projects that hold every word."""
        return queryset.filter(found_by_owners(Wanted(text=value)))


def found_by_owners(wanted: Wanted, prefix: str = "") -> Q:
    """About the projects, or the subjects of their own, that their rooms find.

    `prefix` leads to the obligation, for flags.
    """
    found = Q(pk__in=[])
    for owner in owners():
        if owner.by_subject:
            about = Q(**{f"{prefix}subject_kind__in": owner.subject_kinds})
            found |= about & Q(**{f"{prefix}subject_id__in": owner.find(wanted)})
        else:
            found |= Q(project_id__in=owner.find(wanted))
    return found


class FlagFilter(django_filters.FilterSet):  # type: ignore[misc, unused-ignore]
    """Conditions on flags that carry `rank`; without a state only live ones are shown."""

    q = django_filters.CharFilter(label=_("Project or investor"), method="later", max_length=200)
    trang_thai = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", choices=STATES, empty_label=_("Live")
    )
    quy_tac = django_filters.ChoiceFilter(
        label=_("Rule"),
        field_name="kind",
        choices=list(wording.SHORT.items()),
        empty_label=_("All"),
    )
    muc = django_filters.ChoiceFilter(
        label=_("Severity"), method="by_rank", choices=SEVERITIES, empty_label=_("All")
    )
    giai_trinh = django_filters.ChoiceFilter(
        label=_("Explanation"), method="by_promise", choices=EXPLANATIONS, empty_label=_("All")
    )
    co_quan = django_filters.ChoiceFilter(
        label=_("Agency in charge"), method="later", empty_label=_("All")
    )
    can_bo = django_filters.ChoiceFilter(
        label=_("Officer in charge"), method="later", empty_label=_("All")
    )

    FIRST = ("q", "trang_thai", "quy_tac", "muc", "can_bo")

    class Meta:
        model = Flag
        fields: list[str] = []

    def __init__(
        self,
        data: QueryDict,
        queryset: QuerySet[Flag],
        *,
        user: User,
        choices: dict[str, Choices],
        on: date,
    ) -> None:
        super().__init__(data, queryset)
        self.user, self.on = user, on
        self.filters["co_quan"].extra["choices"] = choices.get("co_quan", [])
        self.filters["can_bo"].extra["choices"] = [(ME, _("Me")), *choices.get("can_bo", [])]

    def found(self) -> QuerySet[Flag]:
        """The flags that meet the conditions; one that cannot be read is left out."""
        self.form.is_valid()
        said = self.form.cleaned_data
        queryset: QuerySet[Flag] = self.queryset
        if not said.get("trang_thai"):
            queryset = queryset.filter(state__in=LIVE_STATES)
        for name, value in said.items():
            queryset = self.filters[name].filter(queryset, value)
        wanted = self._wanted(said)
        if not wanted:
            return queryset
        return queryset.filter(found_by_owners(wanted, prefix="obligation__"))

    def _wanted(self, said: dict[str, Any]) -> Wanted:
        officer = said.get("can_bo")
        return Wanted(
            text=said.get("q") or "",
            agency_id=int(said["co_quan"]) if said.get("co_quan") else None,
            officer_ids=self._officers(officer) if officer else (),
        )

    def _officers(self, value: str) -> tuple[int, ...]:
        """The officer chosen; "toi" is the reader and those he or she stands in for."""
        return tuple(each.pk for each in self.user.persons) if value == ME else (int(value),)

    def active(self) -> Iterator[tuple[str, str]]:
        """(parameter, words) of each condition that is on; call after `found`."""
        for name, value in self.form.cleaned_data.items():
            if value not in (None, ""):
                field = self.form.fields[name]
                words = dict(flatten_choices(getattr(field, "choices", ()))).get(value, value)
                yield name, f"{field.label}: {words}"

    def fields(self, *, first: bool) -> list[forms.BoundField]:
        """The boxes that are always open, or those that open on demand."""
        return [field for field in self.form if (field.name in self.FIRST) == first]

    def later(self, queryset: Any, name: str, value: str) -> Any:
        """Conditions on the project are asked of its owner all at once."""
        return queryset

    def by_state(self, queryset: Any, name: str, value: str) -> Any:
        """One state, those closed by the portal, or all."""
        if value == ALL:
            return queryset
        return queryset.filter(state__in=CLOSED_STATES if value == CLOSED else (value,))

    def by_rank(self, queryset: Any, name: str, value: str) -> Any:
        """One severity, as `deadlines.rules.severity.flag_rank` gives it."""
        return queryset.filter(rank=int(value))

    def by_promise(self, queryset: Any, name: str, value: str) -> Any:
        """Whether a missed day that has to be explained was, and whether the new day passed."""
        promised = with_promise(queryset)
        if value == EXPLAINED:
            return promised.filter(promised__isnull=False)
        if value == BROKEN:
            return promised.filter(promised__lt=self.on)
        asked = Q(kind__in=EXPLAINED_KINDS) | Q(kind__startswith=EXPLAINED_PREFIX)
        return promised.filter(asked, promised__isnull=True)

"""The register of tasks: one row for each leading agency and cycle, narrowed and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Case, Count, DateField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.in_charge import InCharge
from accounts.models import Agency, User
from deadlines import wording
from deadlines.models import Assignment, AssignmentLead, Obligation
from deadlines.orders import providing
from deadlines.orders.words import cycle_words, quantity, short, source_words
from deadlines.querysets import OVERDUE_LEVEL
from deadlines.registry import Wanted
from deadlines.rules.orders import SUBJECT_KIND
from desk.addresses import CURSOR, SIZE, Address
from desk.paging import SIZES, Key, Page, Segment
from vn.dates import day_text
from vn.numbers import group

OPEN, ALL = "", "tat-ca"
OVERDUE, SOON, RUNNING, WAITING = "qua-han", "sap-den-han", "dang-thuc-hien", "cho-duyet"
UNDATED, COMING, DONE, OVER = "chua-co-han", "chua-den-ky", "da-xong", "da-thoi"
STATES: dict[str, Promise] = {
    OVERDUE: _("Overdue"),
    SOON: _("Due within 30 days"),
    RUNNING: _("In progress"),
    WAITING: _("Waiting for review"),
    UNDATED: _("No day set"),
    DONE: _("Accepted"),
    COMING: _("Cycle not open yet"),
    OVER: _("Withdrawn"),
}
OPEN_STATES = (OVERDUE, SOON, RUNNING, WAITING, UNDATED)
MARKS = {OVERDUE: "warn", SOON: "info", WAITING: "hold", UNDATED: "unk", DONE: "ok"}
WINDOWS = {"7": _("Within 7 days"), "30": _("Within 30 days"), "90": _("Within 90 days")}
_HANDED_IN = Q(clock__in=("stopped", "running"), submitted_date__isnull=False)
STATE = Case(
    When(_HANDED_IN, then=Value(WAITING)),
    When(clock="running", level__gte=OVERDUE_LEVEL, then=Value(OVERDUE)),
    When(clock="running", level__gte=1, then=Value(SOON)),
    When(clock="running", then=Value(RUNNING)),
    When(clock="unknown", then=Value(UNDATED)),
    When(clock="met", then=Value(DONE)),
    When(Q(clock="void", void_reason="done_undated"), then=Value(DONE)),
    When(clock="not_started", then=Value(COMING)),
    default=Value(OVER),
)
"""Each row is in exactly one state, so that the counts of all states add up."""
_RANK = Case(
    When(state=OVERDUE, then=Value(0)),
    When(state__in=OPEN_STATES, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
_NEVER = date(9999, 12, 31)


def duties(user: User) -> QuerySet[Any]:
    """What orders ask of agencies, as far as this person may know, each with its `state`."""
    rows: QuerySet[Any] = Obligation.objects.filter(subject_kind=SUBJECT_KIND)
    seen = providing.visible_to(user)
    if seen is not None:
        rows = rows.filter(subject_id__in=seen)
    found: QuerySet[Any] = rows.annotate(state=STATE)
    return found


class OrderFilter(forms.Form):
    """Conditions of the register, as the address has them."""

    q = forms.CharField(label=_("Task, document, agency"), required=False, max_length=200)
    nguon = forms.ChoiceField(label=_("Source document"), required=False)
    chu_tri = forms.ChoiceField(label=_("Leading agency"), required=False)
    phoi_hop = forms.ChoiceField(label=_("Coordinating agency"), required=False)
    han = forms.ChoiceField(label=_("Due"), required=False)
    trang_thai = forms.ChoiceField(label=_("State"), required=False)

    FIRST = ("q", "nguon", "chu_tri", "trang_thai")

    def __init__(self, data: QueryDict, *, user: User, on: date) -> None:
        super().__init__(data, label_suffix="")
        self.on = on
        seen = providing.visible_orders(user)
        leads = Agency.objects.filter(led__assignment__in=seen.values("pk")).distinct()
        helps = Agency.objects.filter(coordinated__in=seen.values("pk")).distinct()
        self._offer("nguon", ((n, n) for n in sources(seen)))
        self._offer("chu_tri", ((str(a.pk), a.short_name) for a in leads))
        self._offer("phoi_hop", ((str(a.pk), a.short_name) for a in helps))
        self._offer("han", WINDOWS.items())
        self._offer("trang_thai", [*STATES.items(), (ALL, _("All"))], empty=_("Still open"))

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]], *, empty: Any = None) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells the type
        field.choices = [("", empty or _("All")), *choices]

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that meet every condition that could be read."""
        self.is_valid()
        said = self.cleaned_data
        state = said.get("trang_thai") or OPEN
        if state != ALL:
            rows = rows.filter(state__in=OPEN_STATES if state == OPEN else (state,))
        if said.get("han"):
            last = self.on + timedelta(int(said["han"]))
            rows = rows.filter(due_date__range=(self.on, last))
        leads = _leads(said)
        return rows if leads is None else rows.filter(subject_id__in=leads.values("pk"))

    def active(self) -> list[tuple[str, str]]:
        """(parameter, words) of each condition that is on; call after `narrowed`."""
        found = []
        for name, value in self.cleaned_data.items():
            if value:
                field = self.fields[name]
                words = dict(getattr(field, "choices", ())).get(value, value)
                found.append((name, f"{field.label}: {words}"))
        return found

    def boxes(self, *, first: bool) -> list[forms.BoundField]:
        """The boxes that are always open, or those that open on demand."""
        return [box for box in self if (box.name in self.FIRST) == first]


def _leads(said: Mapping[str, Any]) -> QuerySet[AssignmentLead] | None:
    """The leading agencies of the orders wanted, None when nothing narrows them."""
    wanted = {
        "assignment__source_number": said.get("nguon"),
        "agency_id": said.get("chu_tri"),
        "assignment__coordinating": said.get("phoi_hop"),
    }
    conditions = {name: value for name, value in wanted.items() if value}
    text = said.get("q") or ""
    if not conditions and not text:
        return None
    found = AssignmentLead.objects.filter(**conditions)
    return found.filter(pk__in=providing.find(Wanted(text=text))) if text else found


def sources(orders: QuerySet[Assignment]) -> list[str]:
    """The numbers of the documents these orders come from."""
    numbers = orders.exclude(source_number="").order_by("source_number")
    return list(numbers.values_list("source_number", flat=True).distinct())


def segments(rows: QuerySet[Any]) -> tuple[Segment, ...]:
    """Overdue first, then open, then the rest; each by its day, those without one last."""
    laid = rows.annotate(
        rank=_RANK, day=Coalesce(F("due_date"), Value(_NEVER), output_field=DateField())
    )
    return (Segment(laid, (Key("rank"), Key("day", date.fromisoformat), Key("pk"))),)


@dataclass(frozen=True, slots=True)
class View:
    """A ready-made filter above the list."""

    label: str
    url: str
    count: str
    current: bool
    alarming: bool = False


def views(rows: QuerySet[Any], address: Address) -> list[View]:
    """Rows by state with their counts, in one query."""
    found = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    opened = sum(found.get(state, 0) for state in OPEN_STATES)
    ready = [
        (gettext("Still open"), OPEN, opened),
        *((str(words), state, found.get(state, 0)) for state, words in STATES.items()),
        (gettext("All"), ALL, sum(found.values())),
    ]
    path, now = reverse("deadlines:orders"), address.conditions
    return [
        View(
            label=label,
            url=f"{path}?trang_thai={state}" if state else path,
            count=group(count),
            current=now == ({"trang_thai": state} if state else {}),
            alarming=state == OVERDUE and count > 0,
        )
        for label, state, count in ready
    ]


def rows(page: Page, on: date) -> list[dict[str, Any]]:
    """The rows of a page, ready to print."""
    found = Obligation.objects.filter(pk__in=page.ids).annotate(state=STATE).in_bulk()
    ordered = [found[pk] for pk in page.ids if pk in found]
    leads = AssignmentLead.objects.select_related("assignment", "agency").in_bulk(
        {row.subject_id for row in ordered}
    )
    in_charge = InCharge.of(lead.agency for lead in leads.values())
    return [
        _row(row, leads[row.subject_id], in_charge, on)
        for row in ordered
        if row.subject_id in leads
    ]


def _row(duty: Any, lead: AssignmentLead, in_charge: InCharge, on: date) -> dict[str, Any]:
    order = lead.assignment
    return {
        "url": f"{reverse('deadlines:order', args=[order.pk])}#giao-{lead.pk}",
        "text": short(order.text),
        "source": source_words(order),
        "agency": in_charge.name(lead.agency),
        "target": quantity(order.target_value, order.target_unit),
        "cycle": cycle_words(duty.cycle),
        "due": day_text(duty.due_date) if duty.due_date else "—",
        "state": STATES[duty.state],
        "mark": mark(duty),
        "standing": wording.standing(vars(duty), on),
        "advisory": duty.advisory,
    }


def mark(duty: Any) -> str:
    """The sign of a state; a duty long overdue is grave."""
    if duty.state == OVERDUE and duty.level > OVERDUE_LEVEL and not duty.advisory:
        return "crit"
    return "info" if duty.state == OVERDUE and duty.advisory else MARKS.get(duty.state, "")


def frame(conditions: OrderFilter, address: Address) -> dict[str, Any]:
    """What stands around the rows: the form, the conditions in force, the page sizes."""
    active = conditions.active()
    return {
        "list_url": reverse("deadlines:orders"),
        "first": conditions.boxes(first=True),
        "others": conditions.boxes(first=False),
        "others_open": any(name not in OrderFilter.FIRST for name, _words in active),
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in active],
        "clear_url": address.bare(),
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in SIZES],
    }


def pages(address: Address, page: Page, total: int) -> dict[str, str]:
    """The links to the pages beside this one and how much of the whole is shown."""
    said = {"shown": group(len(page.rows)), "total": group(total)}
    return {
        "summary": gettext("%(shown)s of %(total)s rows") % said,
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }

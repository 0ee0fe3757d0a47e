"""What the page of a draft shows: its result beside doing nothing, and a card for each source."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEvent
from disbursement import moving_wording
from disbursement.forms.reallocations import Boxes, box, seen_box
from disbursement.models import Bucket, FundingSource, Reallocation, ReallocationLine
from disbursement.querysets import reallocations as drafts
from disbursement.querysets.moving import end_of_window
from disbursement.rules.moving import Outlook
from vn.money import trieu_text
from vn.numbers import decimal_text, percent_text, ratio_percent

ON_A_PAGE = 50
STATES = {
    Reallocation.State.DRAFT: _("Draft, not submitted"),
    Reallocation.State.SUBMITTED: _("Submitted to the leaders"),
    Reallocation.State.APPLIED: _("Applied by decision"),
    Reallocation.State.DROPPED: _("Given up"),
}
MINUS = "\N{MINUS SIGN}"


def signed(vnd: int) -> str:
    """A delta in triệu with its sign: +15.000, −18.500, 0."""
    text = trieu_text(abs(vnd))
    return f"+{text}" if vnd > 0 else f"{MINUS}{text}" if vnd < 0 else text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a draft as the table shows it; amounts in triệu."""

    pk: int
    name: str
    url: str
    code: str
    owner: str
    allocated: str
    disbursed: str
    delta_vnd: int
    text: str
    after: str
    because: str
    limit: str
    error: str
    label: str
    proposed: str = ""

    @property
    def box(self) -> str:
        """The name of its box."""
        return box(self.pk)

    @property
    def seen(self) -> str:
        """The name of the hidden box beside it."""
        return seen_box(self.pk)


@dataclass(slots=True)
class Card:
    """The lines of one source and kind of capital, givers first."""

    key: str
    title: str
    givers: list[Line] = field(default_factory=list)
    getters: list[Line] = field(default_factory=list)
    more: int = 0
    more_url: str = ""
    why: str = ""

    @property
    def lines(self) -> list[Line]:
        """All of them, in the order of the table."""
        return [*self.givers, *self.getters]

    @property
    def given_vnd(self) -> int:
        """What the lines give together, in đồng."""
        return sum(max(0, -line.delta_vnd) for line in self.lines)

    @property
    def got_vnd(self) -> int:
        """What they get together, in đồng."""
        return sum(max(0, line.delta_vnd) for line in self.lines)

    @property
    def given(self) -> str:
        """In triệu."""
        return trieu_text(self.given_vnd)

    @property
    def got(self) -> str:
        """In triệu."""
        return trieu_text(self.got_vnd)

    @property
    def is_balanced(self) -> bool:
        """Whether what is given is what is got."""
        return self.given_vnd == self.got_vnd

    @property
    def balance(self) -> str:
        """The balance of the source in words."""
        words = {"given": self.given, "got": self.got}
        if self.is_balanced:
            return gettext("Balanced: %(given)s less = %(got)s more") % words
        words["rest"] = trieu_text(abs(self.given_vnd - self.got_vnd))
        if self.given_vnd > self.got_vnd:
            return (
                gettext("%(given)s less, %(got)s more: %(rest)s still to give to somebody") % words
            )
        return gettext("%(given)s less, %(got)s more: %(rest)s still to take from somebody") % words


@dataclass(frozen=True, slots=True)
class Result:
    """A row of the table: nothing moved, the draft, the difference."""

    label: str
    nothing: str
    proposed: str
    difference: str
    strong: bool = False


def result(row: Reallocation, found: drafts.Expected) -> list[Result]:
    """What is expected by the end of the window without and with the draft as it stands."""
    now = found.outlook
    before = Outlook(row.nothing["base_vnd"], row.nothing["absorbed_vnd"])
    rates = [ratio_percent(each.absorbed_vnd, each.base_vnd, 2) for each in (before, now)]
    amounts = {
        gettext("Would be disbursed (million VND)"): (before.absorbed_vnd, now.absorbed_vnd),
        gettext("Would lapse: cancelled or to be carried over"): (
            before.lapsing_vnd,
            now.lapsing_vnd,
        ),
    }
    moved = gettext("%(n)s lines · %(amount)s")
    return [
        *(
            Result(label, _round(old), _round(new), signed_round(new - old), strong=True)
            for label, (old, new) in amounts.items()
        ),
        Result(
            gettext("Disbursement rate (of %(base)s million VND deployed)")
            % {"base": _round(now.base_vnd)},
            _percent(rates[0]),
            _percent(rates[1]),
            _points(rates[0], rates[1]),
        ),
        Result(
            gettext("Lines and capital moved"),
            "0",
            moved % {"n": now.lines, "amount": _round(now.moved_vnd)},
            gettext("edited") if found.edited else gettext("the least that reaches this"),
        ),
    ]


def _round(vnd: int) -> str:
    return trieu_text(vnd, 0, trim=False)


def signed_round(vnd: int) -> str:
    """A difference in whole triệu with its sign."""
    sign = "+" if vnd > 0 else MINUS if vnd < 0 else ""
    return f"{sign}{_round(abs(vnd))}"


def _percent(rate: Decimal | None) -> str:
    return "—" if rate is None else percent_text(rate)


def _points(before: Decimal | None, now: Decimal | None) -> str:
    if before is None or now is None:
        return "—"
    change = now - before
    sign = "+" if change > 0 else MINUS if change < 0 else ""
    return gettext("%(points)s points") % {"points": f"{sign}{decimal_text(abs(change), 2)}"}


def cards(row: Reallocation, boxes: Boxes | None = None) -> dict[tuple[int, str], Card]:
    """A card for each source of which the draft moves something; one question."""
    found: dict[tuple[int, str], Card] = {}
    for each in drafts.lines_of(row.lines.filter(drafts.MOVES)):
        key = (each.line.source_id, each.line.bucket)
        card = found.setdefault(key, _card(row, each.line.source, each.line.bucket))
        line = line_of(row, each, boxes)
        (
            card.givers if (each.edited_delta_vnd or each.proposed_delta_vnd) < 0 else card.getters
        ).append(line)
    for card in found.values():
        card.givers.sort(key=lambda line: line.delta_vnd)
        card.getters.sort(key=lambda line: -line.delta_vnd)
    return found


def _card(row: Reallocation, source: FundingSource, kind: str) -> Card:
    bucket = Bucket(kind)
    title = source.name if bucket == Bucket.YEAR else f"{source.name} · {bucket.label}"
    key = f"{source.pk}-{bucket.value}"
    url = reverse("disbursement:reallocation_more", args=[row.pk, source.pk, bucket.value])
    return Card(key, title, more_url=url)


def line_of(row: Reallocation, each: ReallocationLine, boxes: Boxes | None = None) -> Line:
    """A line of a draft with its words; a box that could not be saved keeps what was typed."""
    project, delta = each.line.project, each.edited_delta_vnd
    public = project.public
    until = end_of_window(row.plan.first_year, each.line.bucket)
    error = boxes.errors.get(each.pk, "") if boxes else ""
    text = boxes.texts[each.pk] if boxes and error else signed(delta)
    return Line(
        pk=each.pk,
        name=project.name,
        url=reverse("projects:detail", args=[project.code]),
        code=public.budget_code or project.code,
        owner=public.owner.short_name,
        allocated=trieu_text(each.allocated_vnd),
        disbursed=trieu_text(each.disbursed_vnd),
        delta_vnd=delta,
        text=text,
        after=trieu_text(each.allocated_vnd + delta),
        because=moving_wording.because(each.reason, delta_vnd=delta, until=until),
        limit=moving_wording.limit(each.reason, allocated_vnd=each.allocated_vnd),
        error=error,
        label=gettext("Decrease or increase, %(name)s") % {"name": project.name},
        proposed="" if delta == each.proposed_delta_vnd else signed(each.proposed_delta_vnd),
    )


def context(row: Reallocation, boxes: Boxes | None = None) -> dict[str, Any]:
    """What the template of a draft prints; a handful of questions, however many lines."""
    found = drafts.expected(row.lines.all())
    shown, quiet = cards(row, boxes), []
    for left in drafts.left_alone(row.lines.all(), row.minimum_line_vnd):
        card = shown.get((left.source.pk, left.bucket))
        if card is None:
            card = _card(row, left.source, left.bucket)
            card.why = _why_quiet(left)
            quiet.append(card)
        card.more = left.count
    return {
        "row": row,
        "state": STATES[Reallocation.State(row.state)],
        "result": result(row, found),
        "cards": list(shown.values()),
        "quiet": quiet,
        "until": end_of_window(row.plan.first_year, Bucket.YEAR),
        "invented": bool(found.invented),
        "unknown": row.nothing.get("unknown", 0),
        "story": AuditEvent.objects.filter(subject_kind="reallocation", subject_id=row.pk),
    }


def _why_quiet(left: drafts.Left) -> str:
    """Why nothing moves within a source."""
    if not left.givers and not left.getters:
        return gettext("No line has capital to spare, and none can use more.")
    if not left.givers:
        return gettext("No line has capital to spare by its forecast.")
    if not left.getters:
        return gettext("%(n)s lines have capital to spare, none can use more.") % {"n": left.givers}
    return gettext("No move reaches the smallest line on both sides.")


def others(
    row: Reallocation, group: tuple[FundingSource, Bucket], place: str, boxes: Boxes | None
) -> dict[str, Any]:
    """What the page of the lines that a draft leaves as they are prints, fifty at a time."""
    source, bucket = group
    rows = row.lines.filter(line__source=source, line__bucket=bucket).exclude(drafts.MOVES)
    pages = Paginator(drafts.lines_of(rows), ON_A_PAGE)
    page = pages.get_page(place)
    return {
        "row": row,
        "title": source.name if bucket == Bucket.YEAR else f"{source.name} · {bucket.label}",
        "lines": [line_of(row, each, boxes) for each in page],
        "page": page,
        "back_url": reverse("disbursement:reallocation", args=[row.pk]),
    }

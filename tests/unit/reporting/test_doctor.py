"""The figure doctor: what it asks about, what it lets pass, each thing once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date

import pytest

from reporting.builders.non_budget import document
from reporting.document.shapes import Document, Figure, Nature, Slot, Sum, Twins, Unit
from reporting.rules.doctor import Examined, Kind, examine
from tests.support import report_samples

DAY = date(2022, 8, 31)
ENDED = {"61/2020/QH14": "143/2025/QH15"}


def figure(key: str, value: str | None, **more: object) -> Figure:
    facts: dict[str, object] = {
        "label": f"Số {key}",
        "unit": Unit.COUNT,
        "as_of": DAY,
    } | more
    return Figure(key=key, value=value, **facts)  # type: ignore[arg-type]


def made(*figures: Figure, **more: object) -> Document:
    """A document with these figures and nothing written."""
    whole = document(dataclasses.replace(report_samples.empty(), basis=()))
    plain = dataclasses.replace(whole, sections=(), figures=(), sums=(), uncomputed=0)
    return dataclasses.replace(plain, figures=figures, **more)  # type: ignore[arg-type]


def found(report: Document, previous: Document | None = None) -> Examined:
    return examine(report, previous, ENDED)


def kinds(examined: Examined) -> list[Kind]:
    return [each.kind for each in examined.findings]


def census(*parts: Figure, whole: str = "27347000000000") -> Document:
    total = figure("all", whole, unit=Unit.VND)
    rule = Sum(label="Theo tình trạng", whole="all", parts=tuple(part.key for part in parts))
    return made(total, *parts, sums=(rule,))


def ty(key: str, value: int, low: int | None = None, high: int | None = None) -> Figure:
    return figure(
        key,
        str(value * 10**9),
        unit=Unit.VND,
        low=str(low * 10**9) if low is not None else "",
        high=str(high * 10**9) if high is not None else "",
    )


def test_parts_that_add_up_pass_and_others_do_not() -> None:
    good = census(ty("a", 27_000), ty("b", 347))
    assert (kinds(found(good)), found(good).passed) == ([], 5)
    (wrong,) = found(census(ty("a", 27_000), ty("b", 334))).findings
    assert wrong.kind is Kind.SUM
    assert "27.334 tỷ đồng" in wrong.message
    assert "27.347 tỷ đồng" in wrong.message
    assert not wrong.blocks


def test_hedged_parts_are_intervals() -> None:
    """Trên 13.800 + 534 + gần 6.030 + trên 6.970 may well be hơn 27.347 (law.md §12)."""
    parts = (
        ty("a", 13_800, 13_800, 14_000),
        ty("b", 534),
        ty("c", 6_030, 6_000, 6_030),
        ty("d", 6_970, 6_970, 7_000),
    )
    assert kinds(found(census(*parts))) == []
    narrow = (parts[0], parts[1], ty("c", 6_030, 6_029, 6_030), ty("d", 5_000, 5_000, 5_100))
    assert kinds(found(census(*narrow))) == [Kind.SUM]


def test_a_sum_with_an_unknown_part_is_not_judged() -> None:
    report = census(ty("a", 1), figure("b", None, unit=Unit.VND))
    assert kinds(found(report)) == []


def test_two_sources_of_one_figure_are_held_together() -> None:
    pair = (Twins(label="Số dự án", one="registry", other="printed"),)
    same = made(figure("registry", "215"), figure("printed", "215"), twins=pair)
    other = made(figure("registry", "214"), figure("printed", "215"), twins=pair)
    assert kinds(found(same)) == []
    assert kinds(found(other)) == [Kind.TWINS]


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({"base": "plan"}, []),
        ({"base": ""}, [Kind.BASE]),
        ({"nature": Nature.TARGET}, []),
    ],
    ids=["with its base", "without", "a goal has none"],
)
def test_a_share_names_its_base(more: dict[str, object], asked: list[Kind]) -> None:
    report = made(figure("plan", "100"), figure("rate", "26.27", unit=Unit.PERCENT, **more))
    assert kinds(found(report)) == asked


def test_an_estimate_says_so() -> None:
    bare = figure("e", "978", nature=Nature.ESTIMATE, label="Giải ngân đến hết tháng 9")
    said = figure("e", "978", nature=Nature.ESTIMATE, label="Ước giải ngân đến hết tháng 9")
    assert kinds(found(made(bare))) == [Kind.ESTIMATE]
    assert kinds(found(made(said))) == []


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        ("100", "130", []),
        ("100", "131", [Kind.CHANGE]),
        ("100", "69", [Kind.CHANGE]),
        ("4", "6", []),
        ("0", "50", []),
        (None, "50", []),
    ],
    ids=["30 %", "above", "below", "two of four", "from nothing", "unknown before"],
)
def test_a_great_change_is_asked_about(before: str | None, now: str, asked: list[Kind]) -> None:
    assert kinds(found(made(figure("n", now)), made(figure("n", before)))) == asked


def written(text: str, *, required: bool = True) -> Document:
    slot = Slot(key="tasks", label="Nhiệm vụ", proposal=text, required=required)
    section = document(report_samples.usual()).sections[0]
    return made(
        figure("plan", "100"),
        figure("rate", "26.27", unit=Unit.PERCENT, base="plan"),
        sections=(dataclasses.replace(section, blocks=(slot,)),),
    )


def test_what_people_write_is_read_too() -> None:
    assert kinds(found(written("Giải ngân 26,27% kế hoạch."))) == []
    (odd,) = found(written("Giải ngân 35,3 % kế hoạch.")).findings
    assert (odd.kind, odd.where) == (Kind.BASE, "Nhiệm vụ")
    (law,) = found(written("Theo Luật Đầu tư số 61/2020/QH14.")).findings
    assert law.kind is Kind.LAW
    assert "143/2025/QH15" in law.message


def test_an_empty_place_blocks_and_cannot_be_explained() -> None:
    (empty,) = found(written("  ")).findings
    assert (empty.kind, empty.blocks) == (Kind.EMPTY, True)
    assert kinds(found(written("", required=False))) == []


@pytest.mark.parametrize(
    ("more", "asked"),
    [({"uncomputed": 27}, Kind.UNCOMPUTED), ({"stale": ("project:DA-1",)}, Kind.STALE)],
)
def test_what_the_figures_leave_out_is_said(more: dict[str, object], asked: Kind) -> None:
    assert kinds(found(made(**more))) == [asked]


def test_each_thing_is_told_once_and_the_gravest_first() -> None:
    report = written("Theo Luật 61/2020/QH14, và 61/2020/QH14; 12% và 12%.")
    report = dataclasses.replace(report, uncomputed=3)
    identities = [each.identity for each in found(report).findings]
    assert len(identities) == len(set(identities)) == 3
    assert identities[-1] == "uncomputed"


@pytest.mark.parametrize("sample", [report_samples.usual, report_samples.empty])
def test_a_report_of_the_registry_adds_up(sample: Callable[..., object]) -> None:
    report = document(sample())  # type: ignore[arg-type]
    assert Kind.SUM not in kinds(found(report))


def test_what_is_left_out_leads_to_its_rows() -> None:
    report = document(report_samples.usual())
    (gap,) = (each for each in found(report).findings if each.kind is Kind.UNCOMPUTED)
    figure = report.figure(gap.figure)
    assert figure is not None
    assert len(figure.rows) == report.uncomputed > 0

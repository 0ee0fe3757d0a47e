"""Lists that are no lists of projects, told apart so that a person is sent to the right page."""

from __future__ import annotations

from projects.importing.columns import Kind, Known, Vocabulary

PLANS = Vocabulary(
    (
        Known("name", Kind.TEXT, ("chu dau tu du an", "du an", "ten du an", "don vi"), 400),
        Known("id", Kind.TEXT, ("ma du an",), 60),
        Known("plan", Kind.MONEY, ("kh von tong so", "ke hoach von tong so", "ke hoach von")),
        Known("plan_central", Kind.MONEY, ("kh von nstw", "ke hoach von nstw")),
        Known("plan_local", Kind.MONEY, ("kh von nsdp", "ke hoach von nsdp")),
        Known("plan_oda", Kind.MONEY, ("kh von oda", "ke hoach von oda")),
        Known("carried_over", Kind.MONEY, ("von keo dai",)),
        Known("disbursed", Kind.MONEY, ("giai ngan", "giai ngan luy ke")),
        Known("rate", Kind.PERCENT, ("ty le", "ty le giai ngan")),
        Known("estimate", Kind.MONEY, ("uoc", "uoc giai ngan")),
        Known("note", Kind.TEXT, ("ghi chu",)),
    ),
    "name",
    fewest=4,
)
"""Plans of public capital and what was paid of them."""

SCORES = Vocabulary(
    (
        Known("province", Kind.TEXT, ("tinh", "tinh thanh pho", "dia phuong"), 200),
        Known("score", Kind.NUMBER, ("diem so pci", "diem so", "diem pci", "pci"), by_year=True),
        Known("rank", Kind.NUMBER, ("bang xep hang", "thu hang", "xep hang"), by_year=True),
        Known("group", Kind.TEXT, ("xep loai pci", "xep loai"), 60, by_year=True),
    ),
    "province",
)
"""Scores and ranks of the provincial competitiveness index."""

OTHERS = {"other_list_plans": PLANS, "other_list_scores": SCORES}
"""By the code of what is said about them."""

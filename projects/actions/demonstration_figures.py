"""The demonstration's published figures and PCI, through the real actions; marked as invented."""

from __future__ import annotations

from datetime import date, datetime

from accounts.models import User
from projects.actions.figures import FigureFacts, FigureLine, add_figures
from projects.actions.pci import PciFacts, add_result
from projects.demo import figures as told


def tell_of_figures(*, province: str, by: User | None, on: date, at: datetime) -> None:
    """Figures that agree, are rounded, cut off, deviate, or lack their base; PCI of two provinces."""
    day = told.as_of(on)
    lines = [
        FigureLine(
            key=story.key,
            part_of=story.whole,
            facts=FigureFacts(
                indicator=story.indicator,
                text=story.text,
                scope_text=province,
                numerator=story.top,
                denominator=story.base,
                basis=story.basis,
                cut=story.cut,
                as_of=day,
                nature=story.nature,
                source=story.source,
                note=told.NOTE,
                is_demonstration=True,
            ),
        )
        for story in told.FIGURES
    ]
    add_figures(by=by, on=on, at=at, lines=lines)
    for year in told.PCI:
        facts = PciFacts(
            province=year.province or province,
            year=on.year - 1 - year.back,
            score=year.score,
            rank=year.rank,
            rank_of=told.RANKED,
            source=year.source,
            note=told.NOTE,
            is_demonstration=True,
        )
        add_result(by=by, on=on, at=at, facts=facts)

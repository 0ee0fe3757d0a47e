"""Server-drawn charts: functions from frozen shapes to SVG text. Pure: no app, no clock."""

from charts.bars import BarRow, Reference, bar_chart
from charts.curve import Ahead, Curve, CurveWords, s_curve
from charts.days import DaysRow, Due, Span, Writing, whose_days
from charts.lines import Series, line_chart
from charts.milestones import Milestone, MilestoneState, milestones
from charts.palette import PRINT, SCREEN, Palette, Tone
from charts.sparks import spark
from charts.stack import Segment, stacked_bar
from charts.svg import Frame

__all__ = [
    "PRINT",
    "SCREEN",
    "Ahead",
    "BarRow",
    "Curve",
    "CurveWords",
    "DaysRow",
    "Due",
    "Frame",
    "Milestone",
    "MilestoneState",
    "Palette",
    "Reference",
    "Segment",
    "Series",
    "Span",
    "Tone",
    "Writing",
    "bar_chart",
    "line_chart",
    "milestones",
    "s_curve",
    "spark",
    "stacked_bar",
    "whose_days",
]

"""The criteria that ship with the portal: neutral ones, which the province changes as it decides.

Its resolution on the quality of appraisal names what to weigh (technology, jobs, budget, environment)
without figures; so these are headings, and no project fails one.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShippedCriterion:
    """One criterion; `sort` is number, money or text."""

    code: str
    name: str
    sort: str
    unit: str = ""


SHIPPED_CRITERIA = (
    ShippedCriterion("technology", "Công nghệ sử dụng", "text"),
    ShippedCriterion("jobs", "Việc làm cho lao động địa phương", "number", "người"),
    ShippedCriterion("budget", "Nộp ngân sách mỗi năm", "money"),
    ShippedCriterion("environment", "Xử lý chất thải, bảo vệ môi trường", "text"),
)

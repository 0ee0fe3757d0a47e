"""One project from its proposal to its liquidation, by keyboard alone (law.md §1).

Each day and amount below was reckoned by hand from law.md; the arithmetic stands beside it. None of
them depends on the day the test runs: all deeds lie in the past.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.hands import Hands

OFFICER = "chuyenvien"


@pytest.fixture
def page(signed_in: Callable[[str], BrowserContext]) -> Iterator[Page]:
    """A tab of the officer in charge."""
    page = signed_in(OFFICER).new_page()
    page.set_default_timeout(20_000)
    yield page
    page.close()


def test_a_project_is_carried_by_keyboard(page: Page, address: str) -> None:
    # Letters alone: a digit in the mark would be found as the number of another tranche.
    hands, mark = Hands(page), uuid4().hex[:6].translate(str.maketrans("0123456789", "ghijklmnop"))
    page.goto(f"{address}/du-an/")
    receive(hands, mark)
    appraise(hands, mark)
    license_and_land(hands, mark)
    change_three_times(hands, mark)
    suspend_and_resume(hands, mark)
    end_in_parts_and_whole(hands, mark)


def receive(hands: Hands, mark: str) -> None:
    """The dossier comes in on 6/1/2025 with 25 working days.

    T1: 7-10/1 are 4 days, 13-17/1 make 9, 20-24/1 14; Tết 27-31/1 is off; 3-7/2 19, 10-14/2 24,
    17/2 is the 25th.
    """
    hands.act("tiep nhan")
    hands.fill(
        name=f"Nhà máy thử bàn phím {mark}",
        investor=f"Công ty Thử Phím {mark}",
        registered_capital_vnd="5.171,344",
        land_area_m2="12",
        location_text="Thôn Nà Thử",
        dossier_code=f"HS-{mark}",
        received_date="6/1/2025",
        limit_days="25",
    )
    hands.send()
    expect(hands.page.locator("h1")).to_contain_text(mark)


def appraise(hands: Hands, mark: str) -> None:
    """Opinions, a supplement, the report, and the approval.

    T2: asked on 8/1/2025 with 7 working days: 9, 10, 13-17/1, so 17/1. The supplement of 10/1, answered on
    20/1, takes 6 working days out of T1 (10, 13-17/1): 18-21, 24 and 25/2 follow, so 25/2/2025.
    """
    hands.act("lay y kien")
    hands.reach("form input[name=agencies]")
    hands.press("Space")
    hands.fill(
        document_number=f"12/STC-{mark}",
        asked_date="8/1/2025",
        limit_days="7",
        question="Đất và quy hoạch",
    )
    hands.send()
    hands.said("17/1/2025")
    hands.act("yeu cau bo sung")
    hands.fill(
        document_number=f"15/STC-{mark}", asked_date="10/1/2025", asked_for="Năng lực tài chính"
    )
    hands.send()
    hands.act("da nhan")
    hands.fill(answered_date="20/1/2025")
    hands.send()
    hands.said("25/2/2025")
    hands.act("bao cao tham dinh")
    hands.fill(report_number=f"20/BC-{mark}", report_date="20/2/2025", conclusion="Đủ điều kiện")
    hands.send()
    hands.act("trinh ket qua")
    hands.fill(submitted_date="21/2/2025", submitted_to="UBND tỉnh")
    hands.send()
    hands.act("ghi quyet dinh")
    hands.choose("outcome")
    hands.fill(decided_date="10/3/2025", number=f"501/QĐ-UBND-{mark}")
    hands.send()
    to_project(hands)


def license_and_land(hands: Hands, mark: str) -> None:
    """Certificate, deposit, milestones, two tranches, the first handed over late.

    I7: 3 % of 300 tỷ + 2 % of 700 + 1 % of 4.171,344 = 9 + 14 + 41,71344 = 64,71344 tỷ.
    I9: 50 years from 10/3/2025 end on 10/3/2075.
    L1 of the first part: 15/8/2025 + 12 months = 15/8/2026, a Saturday, so Monday 17/8/2026; of the
    second 1/3/2026 + 12 months = 1/3/2027, a Monday.
    """
    hands.act("trong nuoc hay nuoc ngoai")
    hands.fill(kind="Trong nước")
    hands.send()
    hands.act("them van ban")
    hands.fill(
        kind="Giấy chứng nhận",
        number=f"49{mark}",
        issued="20/3/2025",
        authority="Cơ quan đăng ký",
        land_area_m2="12",
        capital_vnd="5.171,344",
    )
    hands.send()
    hands.act("nghia vu ky quy")
    hands.fill(
        deposit_duty="Phải",
        deposit_base_vnd="5.171,344",
        deposit_due_date="10/4/2025",
        term_years="50",
        term_start_event="Ngày chấp thuận",
    )
    hands.send()
    hands.said("64,713 tỷ đồng", "10/3/2075")
    hands.act("ghi khoan ky quy")
    hands.fill(amount_vnd="64,71344", document_number=f"KQ-{mark}", paid_date="8/4/2025")
    hands.send()
    for kind, name, planned in (
        ("Khởi công", "Khởi công", "30/9/2025"),
        ("Đưa vào", "Đưa vào hoạt động", "Quý II/2026"),
    ):
        hands.act("them moc")
        hands.fill(kind=kind, name=f"{name} {mark}", instrument="501", planned=planned)
        hands.send()
    for label, area, planned in (("Đợt 1", "8", "1/6/2025"), ("Đợt 2", "4", "1/3/2026")):
        hands.act("them dot dat")
        hands.fill(
            label=f"{label} {mark}",
            agency="Sở Nông nghiệp",
            decision_number=f"77/QĐ-{mark}",
            decision_date="2/5/2025",
            decided_area_m2=area,
            planned_handover_date=planned,
        )
        hands.send()
    for label, area, day in (("dot 1", "8", "15/8/2025"), ("dot 2", "4", "1/3/2026")):
        hands.act(f"cap nhat {label}")
        hands.fill(minutes_number=f"BB-{mark}", handed=day, handed_area_m2=area)
        hands.send()
    hands.said("17/8/2026", "1/3/2027")


def change_three_times(hands: Hands, mark: str) -> None:
    """Three adjusting decisions; the start is reached in between.

    The operation moves from Quý II/2026 (30/6/2026) to 30/6/2027: 12 months, within the cap of 24, which
    ends on 30/6/2028. The first part was due on 1/6/2025 and came on 15/8: 2/6 to 14/8 are 29 + 31 + 14 =
    74 days that do not count. The start, due on 30/9/2025, moves to 13/12/2025; 45 years from 10/3/2025 end
    on 10/3/2070 + 74 days = 23/5/2070 (21 days of March, 30 of April, 23 of May). Capital 5.171,344 -> 5.000 tỷ is -3,3 %; land 12 -> 11 ha is -8,3 %.
    """
    hands.act("quyet dinh dieu chinh")
    hands.fill(number=f"601/QĐ-{mark}", issued="10/10/2025")
    milestone(hands, "Đưa vào hoạt động", "Quý IV/2026")
    hands.fill(capital_vnd="5000")
    hands.send_after_a_look()
    to_project(hands)
    hands.act("cap nhat khoi cong")
    hands.choose("reached")
    hands.fill(actual="20/3/2026", evidence=f"Thông báo khởi công {mark}")
    hands.send()
    hands.act("cap nhat tinh trang")
    hands.fill(
        physical_state="Đang xây",
        operating_state="Chưa hoạt",
        state_as_of="20/3/2026",
        state_note="Đã khởi công",
    )
    hands.send()
    hands.act("quyet dinh dieu chinh")
    hands.fill(number=f"602/QĐ-{mark}", issued="5/4/2026", land_area_m2="11")
    hands.send_after_a_look()
    to_project(hands)
    hands.act("quyet dinh dieu chinh")
    hands.fill(number=f"603/QĐ-{mark}", issued="1/6/2026")
    milestone(hands, "Đưa vào hoạt động", "30/6/2027")
    hands.fill(term_years="45")
    hands.send_after_a_look()
    to_project(hands)
    hands.said("13/12/2025", "5.000 tỷ đồng", "11,0 ha", "23/5/2070", f"603/QĐ-{mark}")


def to_project(hands: Hands) -> None:
    """Up to the project, by the way of links at the top."""
    hands.reach(".crumb a[href*='/du-an/DA-']")
    with hands.page.expect_navigation():
        hands.press("Enter")


def milestone(hands: Hands, name: str, day: str) -> None:
    """The box of the new day of a milestone, by its name."""
    box = hands.page.locator("form label", has_text=name).first.get_attribute("for")
    hands.reach(f"#{box}")
    hands.type(day)


def suspend_and_resume(hands: Hands, mark: str) -> None:
    """I4: suspended on 1/7/2026, 12 months end on 1/7/2027; resumed on 1/9/2026 after 62 days."""
    hands.act("ngung hoat dong")
    hands.fill(
        decided_by="Nhà đầu tư",
        start_date="1/7/2026",
        document_number=f"TN-{mark}",
        document_date="3/7/2026",
    )
    hands.send()
    hands.said("1/7/2027")
    hands.act("hoat dong tro lai")
    hands.fill(resumed_date="1/9/2026")
    hands.send()


def end_in_parts_and_whole(hands: Hands, mark: str) -> None:
    """A part ends, then the whole; what follows is done, and the project is liquidated.

    Capital 5.000 - 1.000 = 4.000 tỷ; land 11 - 4 = 7 ha.
    """
    hands.act("cham dut hoat dong")
    hands.choose("whole", 1)
    hands.fill(
        ground="Nhà đầu tư quyết định",
        number=f"701/QĐ-{mark}",
        date="15/9/2026",
        authority="Sở Tài chính",
        scope_text="Khu kho phía bắc",
        capital_vnd="1000",
        land_area_m2="4",
    )
    hands.send_after_a_look()
    hands.said("4.000 tỷ đồng", "7,0 ha")
    hands.act("cham dut hoat dong")
    hands.choose("whole")
    hands.fill(
        ground="Nhà đầu tư quyết định",
        number=f"702/QĐ-{mark}",
        date="20/10/2026",
        authority="Sở Tài chính",
        revocation_number=f"703/QĐ-{mark}",
        revocation_date="20/10/2026",
        due_liquidation="20/4/2027",
        due_land="20/1/2027",
        due_deposit="20/1/2027",
    )
    hands.send_after_a_look()
    hands.said("20/4/2027", "20/1/2027")
    for step in ("thanh ly", "xu ly dat", "xu ly tien ky quy"):
        hands.act(f"cap nhat {step} 20/10/2026")
        hands.fill(done_date="12/11/2026", document_number=f"BB-{mark}")
        hands.send()
    hands.said("Đã thanh lý")

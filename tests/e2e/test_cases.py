"""Three cases in a browser, from a flag to a closed recommendation, with every due day (law.md §4).

Each day below was reckoned by hand from law.md; the arithmetic stands beside it. All deeds lie in the
past, so none of the days depends on the day the test runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.test_pages import look

INSPECTOR, OFFICER, ADDRESSEE = "thanhtra", "chuyenvien", "songanh"
SignedIn = Callable[[str], BrowserContext]


def tab(signed_in: SignedIn, username: str) -> Page:
    page = signed_in(username).new_page()
    page.set_default_timeout(20_000)
    return page


def letters() -> str:
    """A mark without digits: digits would be found as numbers of something else."""
    return uuid4().hex[:6].translate(str.maketrans("0123456789", "ghijklmnop"))


def fill(page: Page, **boxes: str | bool) -> None:
    """Boxes by name; True ticks one, and a select is chosen by its value or a part of its words."""
    for name, value in boxes.items():
        box = page.locator(f"main form [name={name}]").first
        if value is True:
            box.check()
        elif box.evaluate("b => b.tagName") == "SELECT":
            choose(box, str(value))
        else:
            box.fill(str(value))


def choose(box: Locator, wanted: str) -> None:
    options = box.locator("option")
    values = options.evaluate_all("all => all.map(o => [o.value, o.textContent])")
    found = [value for value, words in values if wanted == value or wanted in words]
    assert found, (wanted, values)
    box.select_option(found[0])


def send(page: Page, code: str = "") -> None:
    """Save the form, and be where it goes on."""
    before = page.url
    page.locator("main form button.pri[type=submit], main form button.pri:not([type])").last.click()
    page.wait_for_url(lambda url: url != before)
    if code:
        expect(page.locator("main")).to_contain_text(code)


def act(page: Page, address: str, code: str, path: str, **boxes: str | bool) -> None:
    """One act on a case, by its address."""
    page.goto(f"{address}/thanh-tra/{code}/{path}")
    fill(page, **boxes)
    send(page, code)


def due(page: Page, address: str, code: str, step: str, *days: str) -> None:
    """The step stands on the timeline with the days it was reckoned to."""
    page.goto(f"{address}/thanh-tra/{code}/")
    row = page.locator("ol.tl li", has=page.locator("strong", has_text=re.compile(step))).first
    for day in days:
        expect(row).to_contain_text(day)


def code_of(page: Page) -> str:
    found = re.search(r"/thanh-tra/([A-Z]+-[0-9]{4}-[0-9]{4})/", page.url)
    assert found, page.url
    return found[1]


def test_an_inspection_from_a_flag_to_a_closed_recommendation(
    signed_in: SignedIn, address: str
) -> None:
    page, mark = tab(signed_in, INSPECTOR), letters()
    code = opened_from_a_flag(page, address, mark)
    on_site(page, address, code)
    first_conclusion(page, address, code, mark)
    second_conclusion(page, address, code)
    fine(page, address, code)
    published(page, address, code)
    closed_recommendation(signed_in, address, code, mark)
    in_every_mode(page, address, code)
    page.close()


def in_every_mode(page: Page, address: str, code: str) -> None:
    """The pages of a full case in all modes and widths."""
    case = f"thanh-tra/{code}/"
    for path in (case, f"{case}nguoi/", f"{case}buoc/", f"{case}xu-phat/", "thanh-tra/"):
        look(page, f"{address}/{path}")
    page.goto(f"{address}/kien-nghi-xu-ly/?tinh_hinh=xong")
    look(page, page.url)
    page.locator("#ket-qua table a.pn").first.click()
    look(page, page.url)


def opened_from_a_flag(page: Page, address: str, mark: str) -> str:
    """Two clicks from the flag; the boxes are filled, only the decision is typed."""
    page.goto(f"{address}/canh-bao/?quy_tac=L3")
    page.locator("#ket-qua tbody a.pn").first.click()
    page.get_by_role("link", name="Mở vụ việc").click()
    for name in ("title", "content", "projects", "period_from", "grounds"):
        expect(page.locator(f"main form [name={name}]")).not_to_have_value("")
    fill(
        page,
        title=f"Thanh tra {mark}",
        decision_number=f"31/QĐ-{mark}",
        decision_date="2/3/2026",
        issuer="Chánh Thanh tra tỉnh",
        decided_days="45",
        is_complex=True,
        overlap="Phạm vi khác vụ việc trước",
    )
    send(page, mark)
    return code_of(page)


def on_site(page: Page, address: str, code: str) -> None:
    """K1: 2/3 + 15 = 17/3. K2: 12/3 + 45 = 26/4, + 16 days of pause (1/4 to 16/4) = 12/5,
    + 25 = 6/6. K3: 1/6 + 30 (complex) = 1/7."""
    act(page, address, code, "buoc/", kind="announced", on_date="12/3/2026")
    due(page, address, code, "Công bố", "12/3/2026", "17/3/2026")
    pause = {"document_number": "15/CV", "document_date": "31/3/2026", "reason": "Mưa lũ"}
    act(page, address, code, "tam-dung/", from_date="1/4/2026", to_date="17/4/2026", **pause)
    more = {"ground": "remote", "document_number": "44/QĐ-TTT", "document_date": "5/5/2026"}
    act(page, address, code, "gia-han/", days="25", **more)
    act(page, address, code, "buoc/", kind="ended", on_date="1/6/2026")
    due(page, address, code, "Kết thúc", "1/6/2026", "= 6/6/2026")
    act(page, address, code, "buoc/", kind="reported", on_date="19/6/2026")
    due(page, address, code, "Báo cáo kết quả", "19/6/2026", "= 1/7/2026")


def first_conclusion(page: Page, address: str, code: str, mark: str) -> None:
    """K4: five working days after Friday 19/6: 22, 23, 24, 25, 26/6. K5: 24/6 + 30 = 24/7.
    K7: 22/7 + 15 = 6/8."""
    act(page, address, code, "ket-luan/them/", topic="Đất đai", on_date="24/6/2026")
    due(page, address, code, "1.*giao", "24/6/2026", "= 26/6/2026")
    of = "ket-luan-so/1/"
    act(page, address, code, f"{of}buoc/", kind="drafted", on_date="22/7/2026")
    due(page, address, code, r"1.*: dự thảo kết luận$", "22/7/2026", "= 24/7/2026")
    refused_without_appraisal(page, address, code)
    act(page, address, code, f"{of}buoc/", kind="appraised", on_date="27/7/2026")
    found = {"law_area": "land", "severity": "grave", "text": f"Chậm nộp tiền {mark}"}
    act(page, address, code, f"{of}phat-hien/", amount_vnd="1.284,6", **found)
    asked = {
        "kind": "admin",
        "addressee_agency": "Sở Nông nghiệp và Môi trường",
        "due_date": "30/9/2026",
    }
    act(page, address, code, f"{of}kien-nghi/", text=f"Rà soát hồ sơ {mark}", **asked)
    signed(page, address, code, 1, "12/KL-TTT", "3/8/2026")
    due(page, address, code, r"1.*: ký", "3/8/2026", "= 6/8/2026")


def refused_without_appraisal(page: Page, address: str, code: str) -> None:
    """The provincial inspectorate's draft is appraised before it is signed (art. 35.1)."""
    page.goto(f"{address}/thanh-tra/{code}/ket-luan-so/1/ky/")
    fill(page, number="12/KL-TTT", signed_date="3/8/2026", signer="Chánh Thanh tra", summary="…")
    page.locator("main form button.pri").last.click()
    expect(page.locator("main [role=alert], main .err, main .note").first).to_be_visible()
    expect(page.locator("main form [name=number]")).to_have_value("12/KL-TTT")


def signed(page: Page, address: str, code: str, ordinal: int, number: str, day: str) -> None:
    told = {"signer": "Chánh Thanh tra tỉnh", "summary": "Chậm đưa đất vào sử dụng."}
    act(
        page,
        address,
        code,
        f"ket-luan-so/{ordinal}/ky/",
        number=number,
        signed_date=day,
        **told,
    )


def second_conclusion(page: Page, address: str, code: str) -> None:
    """K5: 26/6 + 30 = 26/7. K6: 5/8 + 30 = 4/9. K7: from the answer, 1/9 + 15 = 16/9."""
    act(page, address, code, "ket-luan/them/", topic="Góp vốn", on_date="26/6/2026")
    for kind, day in (
        ("drafted", "24/7/2026"),
        ("appraised", "28/7/2026"),
        ("referred", "5/8/2026"),
    ):
        act(page, address, code, "ket-luan-so/2/buoc/", kind=kind, on_date=day)
    due(page, address, code, r"2.*: dự thảo kết luận$", "24/7/2026", "= 26/7/2026")
    act(page, address, code, "ket-luan-so/2/buoc/", kind="answered", on_date="1/9/2026")
    due(page, address, code, "2.*ý kiến", "1/9/2026", "= 4/9/2026")
    signed(page, address, code, 2, "15/KL-TTT", "10/9/2026")
    due(page, address, code, r"2.*: ký", "10/9/2026", "= 16/9/2026")


def fine(page: Page, address: str, code: str) -> None:
    """70 triệu by 24/8, of which 40 were paid: 30 are left and late."""
    act(
        page,
        address,
        code,
        "xu-phat/",
        investor=page_investor(page, address, code),
        law_area="land",
        content="Không sử dụng đất trong 12 tháng",
        decision_number="17/QĐ-XPHC",
        decision_date="14/8/2026",
        authority="Chánh Thanh tra tỉnh",
        fine_vnd="70",
        pay_by_date="24/8/2026",
    )
    page.goto(f"{address}/thanh-tra/{code}/")
    page.locator("main a[href$='/nop/']").first.click()
    fill(page, paid_date="20/8/2026", amount_vnd="40", document_number="0048")
    send(page, code)
    card = page.locator("section", has=page.locator("#h-xu-phat"))
    expect(card).to_contain_text("70")
    expect(card).to_contain_text("30")
    expect(card).to_contain_text("24/8/2026")


def page_investor(page: Page, address: str, code: str) -> str:
    """The only investor the form offers."""
    page.goto(f"{address}/thanh-tra/{code}/xu-phat/")
    values = page.locator("main form [name=investor] option").evaluate_all(
        "all => all.map(o => o.value).filter(Boolean)"
    )
    return str(values[0])


def published(page: Page, address: str, code: str) -> None:
    """K8: 3/8 + 10 = 13/8. K9: 7/8 + 10 = 17/8. K10: 7/8 + 15 = 22/8."""
    page.goto(f"{address}/thanh-tra/{code}/")
    page.locator("main a[href$='/cong-bo/']").first.click()
    fill(page, published_date="7/8/2026", published_place="Cổng thông tin điện tử của tỉnh")
    for box in page.locator("main form input[type=checkbox]:not([name=bi_mat])").all():
        box.check()
    send(page, code)
    due(page, address, code, "1.*công khai", "7/8/2026", "= 13/8/2026")
    page.goto(f"{address}/thanh-tra/{code}/")
    main = page.locator("main")
    expect(main).to_contain_text("= 17/8/2026")
    expect(main).to_contain_text("= 22/8/2026")
    act(page, address, code, "ket-luan-so/1/buoc/", kind="subject", on_date="14/8/2026")
    act(page, address, code, "ket-luan-so/1/buoc/", kind="manager", on_date="21/8/2026")


def closed_recommendation(signed_in: SignedIn, address: str, code: str, mark: str) -> None:
    """The addressee answers in full, the team verifies, the recommendation is closed."""
    theirs = tab(signed_in, ADDRESSEE)
    theirs.goto(f"{address}/kien-nghi-xu-ly/?q={mark}")
    theirs.locator("#ket-qua table a", has_text=mark).first.click()
    theirs.locator("main a[href$='/tra-loi/']").first.click()
    fill(theirs, text=f"Đã rà soát {mark}", progress_percent="100")
    send(theirs, mark)
    theirs.close()
    ours = tab(signed_in, INSPECTOR)
    ours.goto(f"{address}/kien-nghi-xu-ly/?q={mark}")
    ours.locator("#ket-qua table a", has_text=mark).first.click()
    ours.locator("main a[href$='/xac-minh/']").first.click()
    fill(ours, result="accepted")
    send(ours, mark)
    ours.goto(f"{address}/kien-nghi-xu-ly/?q={mark}&tinh_hinh=xong")
    expect(ours.locator("main")).to_contain_text(mark)
    ours.close()


def test_a_specialised_check_of_a_department(signed_in: SignedIn, address: str) -> None:
    """K11: 5/10 + 10 = 15/10, + 5 = 20/10 (NĐ 217/2025 art. 13)."""
    page, mark = tab(signed_in, OFFICER), letters()
    page.goto(f"{address}/thanh-tra/mo/?du-an=DA-0205")
    fill(
        page,
        title=f"Kiểm tra {mark}",
        content="Chế độ báo cáo",
        decision_number=f"42/QĐ-{mark}",
        decision_date="1/10/2026",
        issuer="Giám đốc Sở Tài chính",
        decided_days="10",
        overlap="Phạm vi khác vụ việc trước",
    )
    send(page, mark)
    code = code_of(page)
    assert code.startswith("KT-2026-")
    act(page, address, code, "buoc/", kind="announced", on_date="5/10/2026")
    expect(page.locator("main")).to_contain_text("= 15/10/2026")
    more = {"ground": "complex", "document_number": "43/QĐ-STC", "document_date": "14/10/2026"}
    page.goto(f"{address}/thanh-tra/{code}/gia-han/")
    fill(page, days="6", **more)
    page.locator("main form button.pri").last.click()
    expect(page.locator("main")).to_contain_text("5")
    expect(page.locator("main form [name=days]")).to_have_value("6")
    fill(page, days="5")
    send(page, code)
    act(page, address, code, "buoc/", kind="minutes", on_date="19/10/2026")
    due(page, address, code, "biên bản", "19/10/2026", "= 20/10/2026")
    page.close()


def test_a_case_of_an_abolished_district_body(signed_in: SignedIn, address: str) -> None:
    """Decided under the law of 2022: the days on site are those of its decision, 20/11/2024 + 45 =
    4/1/2025; of the other steps the catalogue gives no limit. Signed after 1/7/2025 the conclusion is
    published within the new law's days: 25/7/2025 + 10 = 4/8/2025."""
    page, mark = tab(signed_in, INSPECTOR), letters()
    page.goto(f"{address}/thanh-tra/mo/?du-an=DA-0199")
    fill(
        page,
        title=f"Thanh tra cũ {mark}",
        content="Giao đất, cho thuê đất",
        body="Thanh tra huyện Phia Đán",
        decision_number=f"09/QĐ-{mark}",
        decision_date="12/11/2024",
        issuer="Chánh Thanh tra huyện",
        decided_days="45",
        overlap="Phạm vi khác vụ việc trước",
    )
    send(page, mark)
    code = code_of(page)
    expect(page.locator("main")).to_contain_text("Thanh tra tỉnh")
    for kind, day in (
        ("announced", "20/11/2024"),
        ("ended", "3/1/2025"),
        ("reported", "10/2/2025"),
    ):
        act(page, address, code, "buoc/", kind=kind, on_date=day)
    due(page, address, code, "Kết thúc", "3/1/2025", "= 4/1/2025")
    due(page, address, code, "Báo cáo kết quả", "10/2/2025")
    act(page, address, code, "ket-luan/them/", on_date="14/2/2025")
    act(page, address, code, "ket-luan-so/1/buoc/", kind="drafted", on_date="20/6/2025")
    signed(page, address, code, 1, "07/KL-TTT", "25/7/2025")
    expect(page.locator("main")).to_contain_text("= 4/8/2025")
    page.close()

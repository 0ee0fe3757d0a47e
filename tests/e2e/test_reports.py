"""The life of a report in a browser: written, checked, submitted, approved, issued, verified."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from tests.e2e.test_cases import send, tab
from tests.e2e.test_pages import look

OFFICER, APPROVER, READER = "chuyenvien", "lanhdaoso", "lanhdaotinh"
SignedIn = Callable[[str], BrowserContext]
WORDS = "Chờ giải phóng mặt bằng ở hai dự án."
NUMBER = "88/BC-STC"


def taken_home(page: Page, folder: Path) -> bytes:
    """The PDF of the report, once the worker has typeset it."""
    link = page.locator("#ban-in a[href$='/tai-ve/']").first
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as waiting:
        link.click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file.read_bytes()


def test_a_report_is_written_approved_issued_and_verified(
    signed_in: SignedIn, address: str, tmp_path: Path
) -> None:
    officer, approver = tab(signed_in, OFFICER), tab(signed_in, APPROVER)
    officer.goto(f"{address}/bao-cao/")
    officer.locator("form:has(input[value=monthly_non_budget]) button").click()
    officer.wait_for_url(re.compile(r"/bao-cao/\d+/$"))
    url = officer.url
    look(officer, url)

    # What the figures ask for is explained, what the department says is written.
    officer.goto(f"{url}phan/obstacles/")
    officer.fill("main textarea[name=text]", WORDS)
    send(officer)
    expect(officer.locator("main")).to_contain_text(WORDS)
    while officer.locator("ul.doc a.btn", has_text="Giải trình").count():
        before = officer.locator("ul.doc a.btn", has_text=re.compile("^Giải trình")).count()
        if not before:
            break
        officer.locator("ul.doc a.btn", has_text=re.compile("^Giải trình")).first.click()
        officer.fill("main textarea[name=text]", "Đã kiểm tra với danh mục dự án.")
        send(officer)
    officer.goto(f"{url}trinh/")
    send(officer)
    expect(officer.locator(".phead")).to_contain_text("Đã trình")

    # Whoever prepared it does not approve it; somebody else does, and the clerk's number follows.
    approver.goto(f"{url}duyet/")
    send(approver)
    officer.goto(f"{url}ban-hanh/")
    officer.fill("main input[name=number]", NUMBER)
    send(officer)
    expect(officer.locator(".phead")).to_contain_text(NUMBER)
    data = taken_home(officer, tmp_path)
    assert data.startswith(b"%PDF")

    # A leader finds it, on a telephone as well; anybody verifies the file without an account.
    reader = tab(signed_in, READER)
    reader.goto(url)
    expect(reader.locator("main")).to_contain_text(WORDS)
    look(reader, url)
    look(reader, f"{url}so-voi/1/")
    public = officer.context.browser.new_context().new_page()
    public.goto(f"{address}/xac-thuc/")
    public.set_input_files("input[type=file]", files=[pdf_of("bao-cao.pdf", data)])
    public.locator("main button.pri").click()
    expect(public.locator("main")).to_contain_text(NUMBER)
    expect(public.locator("main")).to_contain_text(hashlib.sha256(data).hexdigest())
    public.goto(f"{address}/xac-thuc/")
    public.set_input_files("input[type=file]", files=[pdf_of("sua.pdf", data + b" ")])
    public.locator("main button.pri").click()
    expect(public.locator("main")).not_to_contain_text(NUMBER)
    public.context.close()

    # Nothing of it changes any more.
    officer.goto(f"{url}phan/obstacles/")
    officer.fill("main textarea[name=text]", "Lời khác.")
    officer.locator("main form button.pri").last.click()
    expect(officer.locator("main")).to_contain_text("không sửa được phần lời")
    officer.goto(url)
    expect(officer.locator("main")).to_contain_text(WORDS)


def pdf_of(name: str, data: bytes) -> FilePayload:
    """A file for an upload box."""
    return {"name": name, "mimeType": "application/pdf", "buffer": data}

"""A teacher of the sample edition prints: the pack, and certificates with names that stay here."""

from __future__ import annotations

import io
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from pypdf import PdfReader

from tests.flows.conftest import Day
from tests.flows.people import Teacher, look

pytestmark = pytest.mark.later

NAME = "Ђурђица Љубомировић-Њежић Шћепановић Џака"
# Of all pages of a pack, on a busy machine.
MAKING_MS = 240_000


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: what is printed changes nothing."""
    return shared_day


def pages(content: bytes) -> list[str]:
    """The letters of each page: where a font ends a reader sees a space."""
    return ["".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(content)).pages]


def at_the_certificates(browser: Browser, day: Day) -> Teacher:
    """A teacher whose class has played, on the page of its certificates."""
    teacher = Teacher(browser, day.url, "sr")
    teacher.log_in("teacher-rs@demo.invalid", day.logins["teacher-rs@demo.invalid"])
    results = teacher.page.locator(".result-way a").first.get_attribute("href")
    teacher.page.goto(f"{day.url}{results}")
    teacher.page.locator("a[href$='/certificates/']").click()
    teacher.page.wait_for_url("**/certificates/")
    return teacher


def all_that_leaves(page: Page) -> list[str]:
    """Addresses and bodies of all requests from now on, as they come."""
    sent = list[str]()

    def note(request: Request) -> None:
        sent.append(unquote(f"{request.url} {request.post_data or ''}"))

    page.context.on("request", note)
    return sent


def test_a_name_typed_for_a_certificate_is_printed_and_leaves_the_browser_with_nothing(
    browser: Browser, day: Day
) -> None:
    page = at_the_certificates(browser, day).page
    sent = all_that_leaves(page)
    page.reload()
    expect(page.locator("[data-certificates]")).to_be_visible()
    fields = page.locator("[data-certificate]")
    fields.nth(1).fill("Ана Ћук")
    fields.first.fill(NAME)
    look(page)
    name = page.locator(".certificate.is-shown .certificate-name span")
    assert name.evaluate("one => one.offsetWidth <= one.parentElement.clientWidth")
    page.wait_for_function("[...document.images].every(one => one.naturalWidth > 0)")
    printed = pages(page.pdf(prefer_css_page_size=True, print_background=True))
    assert len(printed) == fields.count()
    assert NAME.replace(" ", "") in printed[0]
    assert "АнаЋук" in printed[1]
    assert any("sheet.svg" in one for one in sent)
    assert not any("Ђурђица" in one or "Ћук" in one for one in sent)
    made = page.request.get(f"{page.url}blank.pdf", timeout=MAKING_MS)
    assert len(pages(made.body())) == fields.count()

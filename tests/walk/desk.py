"""Somebody at a desk: comes by an invitation, sets up the second factor, presses and reads."""

from __future__ import annotations

import base64
import hmac
import re
import time

from playwright.sync_api import Browser, BrowserContext, Page, expect

PATIENCE = 120_000
PASSWORD = "a walk through one whole year"


class Person:
    """One browser of its own; whatever its console complains of fails the walk."""

    def __init__(self, browser: Browser, url: str, language: str = "en", email: str = "") -> None:
        self.url, self.language, self.email = url, language, email
        self.complaints: list[str] = []
        # Each logs in once, instead of the digits of a phone.
        self.recovery_codes: list[str] = []
        # The certificate is one of the server's own.
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1366, "height": 768}, ignore_https_errors=True
        )
        self.page: Page = self.open_window()

    def open_window(self) -> Page:
        """One more page of the same browser."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    # ---------------------------------------------------------------- going and reading

    def go(self, path: str) -> Page:
        """Open a page of the own language; it has to be there."""
        reply = self.page.goto(f"{self.url}/{self.language}/{path}")
        if self.email and "/staff/login/" in self.page.url:
            self._log_in_again()
            reply = self.page.goto(f"{self.url}/{self.language}/{path}")
        assert reply is not None
        assert reply.status == 200, f"{self.email or 'somebody'}: {reply.status} at {reply.url}"
        return self.page

    def press(self, selector: str) -> None:
        """A button that leads to another page or state of it."""
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()

    def is_told(self, words: str) -> None:
        """The page answers with these words."""
        expect(self.page.locator("#messages")).to_contain_text(words)

    def read(self, selector: str = "main") -> str:
        """What stands there, with single spaces."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def reads(self, path: str, selector: str = "main") -> str:
        """What stands on a page."""
        self.go(path)
        return self.read(selector)

    # ---------------------------------------------------------------- the account

    def log_in(self) -> None:
        """With e-mail and password."""
        self.page.goto(f"{self.url}/{self.language}/staff/")
        self._say_who()

    def _say_who(self) -> None:
        self.page.fill("[name=login]", self.email)
        self.page.fill("[name=password]", PASSWORD)
        self.press("main form button[type=submit]")

    def _log_in_again(self) -> None:
        """The session is over; instead of the digits of the phone one of the codes."""
        self._say_who()
        if self.recovery_codes:
            self.page.fill("[name=code]", self.recovery_codes.pop())
            self.press("main form.panel button[type=submit]")
        expect(self.page.locator("main [name=login]")).to_have_count(0)

    def accept(self, mail: str) -> None:
        """Follow the link of a mail and choose a password."""
        links = re.findall(r"https://\S+/invitation/\S+", mail)
        assert len(links) == 1, f"not one link for {self.email}:\n{mail}"
        self.page.goto(links[0])
        self.page.fill("[name=password1]", PASSWORD)
        self.page.fill("[name=password2]", PASSWORD)
        self.press("main form button[type=submit]")

    def add_second_factor(self) -> None:
        """The page leads there by itself; an app shows the digits, the codes are stored."""
        self.page.wait_for_url("**/staff/account/**")
        self.page.locator("main a[href$='/account/app/']").click()
        self.page.locator("main details summary").first.click()
        self.page.fill("[name=code]", _digits(self.read(".secret")))
        self.press("main form button[type=submit]")
        self.page.wait_for_url("**/account/codes/**")
        self.recovery_codes = self.page.locator(".codes li").all_inner_texts()
        self.page.check("[name=stored]")
        self.press("main form button[type=submit]")


def _digits(secret: str) -> str:
    """What the app on the phone shows now (RFC 6238)."""
    count = int(time.time()) // 30
    mac = hmac.digest(base64.b32decode(secret.replace(" ", "")), count.to_bytes(8), "sha1")
    place = mac[-1] & 0xF
    return f"{(int.from_bytes(mac[place : place + 4]) & 0x7FFFFFFF) % 1_000_000:06}"

"""An organizer brings in a register and approves a teacher, in Croatian and with keys only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast
from tests.flows.people import Person, look
from tests.machine import Machine
from tests.services import PostgresServer
from tests.waiting import PATIENCE

EMAIL = "ana@example.org"
REGISTER = """šifra u registru;škola;mjesto;država;regija;broj učenika
A1;OŠ Đurđevac;Đurđevac;BA;BA-1;420
A2;OŠ Druga;Čapljina;BA;{region};
"""


@pytest.fixture
def machine(private_postgres: PostgresServer) -> Iterator[Machine]:
    """Servers with one school, whose teacher waits."""
    secret = {"DJANGO_SUPERUSER_PASSWORD": cast.PASSWORD}
    with Machine(DEMO="1", DATABASE_URL=private_postgres.url, REDIS_URL="", **secret) as one:
        one.stage(1)
        one.run("manage", "createsuperuser", "--noinput", "--email", EMAIL)
        with psycopg.connect(private_postgres.url) as connection:
            connection.execute("UPDATE schools_role SET approved_at = NULL")
        yield one.start()


@pytest.fixture
def page(machine: Machine, browser: Browser) -> Page:
    """The list of schools on a telephone."""
    page = Person(browser, machine.url, "hr").page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{machine.url}/hr/staff/")
    page.fill("[name=login]", EMAIL)
    page.fill("[name=password]", cast.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("[name=password]")).to_have_count(0)
    press(page, "Škole")
    return page


def press(page: Page, words: str) -> None:
    """Go on with the tabulator until what has the focus says these words, and press it."""
    expect(page.get_by_text(words).first).to_be_attached()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().strip().startswith(words):
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    pytest.fail(f"no way by keys to: {words}")


def look_on(page: Page, title: str) -> None:
    """The page of this title: nothing for axe to find, and nothing to be scrolled sideways."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def choose(page: Page, folder: Path, region: str) -> None:
    """Upload the register with this region in its second row."""
    file = folder / "registar.csv"
    file.write_text(REGISTER.format(region=region), encoding="cp1250")
    page.set_input_files("[type=file]", file)
    press(page, "Pogledaj što bi promijenila")
    look_on(page, "Što bi registar promijenio")


def test_a_register_comes_in_and_a_teacher_is_approved(page: Page, tmp_path: Path) -> None:
    look_on(page, "Škole")
    press(page, "Uvoz registra")
    look_on(page, "Uvoz registra")
    choose(page, tmp_path, "nigdje")
    expect(page.locator(".faults")).to_contain_text("nigdje")
    press(page, "Odbaci ovu datoteku")
    choose(page, tmp_path, "BA-1")
    press(page, "Uvezi")
    expect(page.locator("#messages")).to_contain_text("Uvezeno. Novih: 2", timeout=PATIENCE * 1000)
    press(page, "Registar")
    page.fill("[name=q]", "djurdjevac")
    page.keyboard.press("Enter")
    expect(page.locator(".register tbody tr")).to_have_count(1)
    press(page, "Nastavnici koji čekaju")
    look_on(page, "Nastavnici koji čekaju")
    page.locator("input[name=role]").press("Space")
    press(page, "Odobri odabrane")
    expect(page.locator("#messages")).to_contain_text("Odobren je 1 nastavnik")
    press(page, "Po regijama")
    look_on(page, "Sudjelovanje po regijama")
    expect(page.locator(".finding")).to_contain_text("od 3")

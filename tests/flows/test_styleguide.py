"""The style guide: clean for axe in every theme, and the picture that was looked at.

``LOOK_ANEW=1`` writes the pictures that are compared; look at each before it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, Playwright, expect

from competition.previews.views.styleguide import BOARDS, ROOMS
from tests.browsers import LAUNCH_ARGS, chromium
from tests.flows.conftest import Seed, machine_on_sqlite
from tests.flows.people import axe

LOOKS = Path(__file__).with_name("looks")
# A pixel that is further off than this, of 255, is another one: edges of letters differ a little.
SAME = 40
# So much of a picture may be other pixels: a component that moved or lost its colour is more.
MOST_OTHER = 0.0005
# Screens stand here one below the other: their headings and landmarks are those of many pages.
OF_PAGES = {"heading-order": {"enabled": False}, "landmark-unique": {"enabled": False}}
# Pages of the room and the boards, on one sheet for each theme; what looks alike stands once.
PAGES = [*(("room", one) for one in ROOMS), *(("board", one) for one in BOARDS)]
IN_THEMES = (
    "monitor-running",
    "wall-waiting",
    "wall-running",
    "wall-closed",
    "pupils",
    "frozen",
    "hall",
    "hall-regions",
    "embed",
)
COLUMNS, SCALE = 3, 3
# Chance puts animals on the wall, and a countdown goes on.
BY_CHANCE = "Math.random = () => 0;"
# Scripts draw after the page has come, and what they draw may want a letter or picture more.
COMPLETE = """() => document.fonts.status === "loaded"
    && [...document.images].every((one) => one.complete || one.loading === "lazy")"""
MOMENT = datetime(2027, 2, 9, 8, 41, tzinfo=UTC)


@pytest.fixture(scope="module")
def address(seeded_file: Seed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo: there the guide is open to anybody."""
    with machine_on_sqlite(seeded_file, tmp_path_factory.mktemp("guide")) as machine:
        yield machine.start().url


@pytest.fixture(scope="module")
def with_windows(playwright: Playwright) -> Iterator[Browser]:
    """The pictures were taken in it: edges of letters are a little different in the other one."""
    path = chromium(windows=True)
    browser = playwright.chromium.launch(executable_path=path, args=LAUNCH_ARGS)
    yield browser
    browser.close()


@pytest.fixture
def page(with_windows: Browser) -> Iterator[Page]:
    context = with_windows.new_context()
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("theme", ["", "dark", "high"])
def test_every_component_looks_as_it_did(page: Page, address: str, theme: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto(f"{address}/sr/styleguide/?{urlencode({'theme': theme})}")
    expect(page.locator("#guide[data-full]")).to_be_visible()
    page.evaluate("document.fonts.ready")
    report = axe.run(page, options={"rules": OF_PAGES})
    assert report.violations_count == 0, report.generate_report()
    page.wait_for_function(COMPLETE)
    # The code holds the address of this machine.
    code = page.get_by_test_id("receipt-qr")
    picture = page.screenshot(full_page=True, animations="disabled", mask=[code])
    shown = Image.open(BytesIO(picture))
    _same(shown.resize((shown.width // 2, shown.height // 2)), LOOKS / f"{theme or 'light'}.png")


@pytest.mark.parametrize("theme", ["", "dark", "high"])
def test_every_page_of_room_and_boards_looks_as_it_did(
    page: Page, address: str, theme: str
) -> None:
    page.add_init_script(BY_CHANCE)
    page.clock.set_fixed_time(MOMENT)
    page.set_viewport_size({"width": 1366, "height": 768})
    pages = [(part, one) for part, one in PAGES if not theme or one in IN_THEMES]
    shots = [
        _looked_at(page, f"{address}/sr/styleguide/{part}/", one, theme) for part, one in pages
    ]
    _same(_sheet(shots), LOOKS / f"pages-{theme or 'light'}.png")


def _looked_at(page: Page, address: str, one: str, theme: str) -> Image.Image:
    """The picture of one page, which has nothing to complain of."""
    page.goto(f"{address}?{urlencode({'show': one, 'theme': theme})}")
    page.evaluate("document.fonts.ready")
    report = axe.run(page)
    assert report.violations_count == 0, f"{one}: {report.generate_report()}"
    page.wait_for_function(COMPLETE)
    # The code and the address hold the port of this machine.
    masks = [page.locator(".wall-qr"), page.locator(".wall-address")]
    shot = page.screenshot(animations="disabled", mask=masks)
    return Image.open(BytesIO(shot)).convert("RGB")


def _sheet(shots: list[Image.Image]) -> Image.Image:
    """All of them side by side, small."""
    wide, high = shots[0].width // SCALE, shots[0].height // SCALE
    sheet = Image.new("RGB", (COLUMNS * wide, -(-len(shots) // COLUMNS) * high))
    for place, shot in enumerate(shots):
        at = (place % COLUMNS * wide, place // COLUMNS * high)
        sheet.paste(shot.resize((wide, high)), at)
    return sheet


@pytest.mark.parametrize("language", ["bs", "hr", "sr", "sr-latn", "en"])
def test_nothing_is_wider_than_a_phone_in_any_language(
    page: Page, address: str, language: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}/{language}/styleguide/")
    expect(page.locator("#guide[data-full]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_other_pages_follow_the_contrast_that_a_pupil_has_chosen(page: Page, address: str) -> None:
    page.goto(f"{address}/sr/")
    page.locator("#comfort-button").click()
    page.locator("#dialog-contrast-high").click()
    page.goto(f"{address}/sr/about/")
    expect(page.locator("html")).to_have_attribute("data-contrast", "high")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def _same(shown: Image.Image, kept: Path) -> None:
    """Compared small and in few colours: less to keep, and letters blur alike."""
    small = shown.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    if os.environ.get("LOOK_ANEW"):
        small.save(kept, optimize=True)
    before = Image.open(kept).convert("RGB")
    now = small.convert("RGB")
    assert now.size == before.size, f"{kept.name}: {before.size} became {now.size}"
    other = ImageChops.difference(now, before).convert("L").point(lambda one: one > SAME and 255)
    share = sum(other.histogram()[255:]) / (other.width * other.height)
    if share > MOST_OTHER:
        small.save(kept.with_name(f"{kept.stem}.now.png"))
    assert share <= MOST_OTHER, (
        f"{kept.name}: {share:.3%} of it is another picture now; look at {kept.stem}.now.png"
    )

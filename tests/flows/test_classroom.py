"""A teacher's screens during one lesson: the seat behind a click, who is late, the wall."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from base.pages.addresses import sitting_link
from tests.flows.conftest import Day
from tests.flows.people import Teacher, look
from tests.machine import Browser as Computer
from tests.waiting import until

pytestmark = [pytest.mark.later, pytest.mark.timeout(420)]
# No value of the panel may stand one letter a line.
NARROWEST = 64
BUTTONS = "#seat-panel button"
# A picture comes a moment after its pupil.
LOADED = """() => [...document.querySelectorAll("#room img")]
    .every(each => each.complete && each.naturalWidth > 0)"""
SHEET = "rgb(255, 253, 248)"
FILLED = f"""all => all.map(each => [each.id, getComputedStyle(each).backgroundColor])
    .filter(each => each[1] !== "{SHEET}").map(each => each[0])"""


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: each lesson has a class of its own."""
    return shared_day


@pytest.fixture
def teacher(day: Day, browser: Browser) -> Teacher:
    """The teacher of the class, logged in and reading English."""
    person = Teacher(browser, day.url, "en")
    person.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    return person


@pytest.fixture
def seat(day: Day, teacher: Teacher, label: str) -> Iterator[Callable[..., list[Computer]]]:
    """Seats cards at computers in the sitting the teacher has open."""
    here: list[Computer] = []

    def join(*numbers: int) -> list[Computer]:
        code, pins = teacher.state()["code"], day.cards[label]
        found = [Computer(day.url, code, n, pin=pins[str(n)]) for n in numbers]
        here.extend(found)
        for computer in found:
            computer.join()
        return found

    yield join
    for computer in here:
        computer.client.close()


def begin(teacher: Teacher, computers: list[Computer]) -> None:
    """The common start, and every paper opened."""
    teacher.press("start")
    expect(teacher.page.locator("#monitor")).to_have_attribute("data-phase", "running")
    for computer in computers:
        computer.begin()


def stay(computers: list[Computer]) -> None:
    """A computer that nobody hears of for 45 seconds is told of as one that has dropped out."""
    for computer in computers:
        assert computer.post("heartbeat", {"active": True})[0] == 200


def widths(page: Page) -> list[float]:
    """Of every value in the panel, in pixels."""
    script = "all => all.map(each => each.getBoundingClientRect().width)"
    found: list[float] = page.locator("#seat-panel dd").evaluate_all(script)
    return found


def lowest(page: Page) -> float:
    """Where the last button of the panel ends."""
    script = "all => Math.max(...all.map(each => each.getBoundingClientRect().bottom))"
    found: float = page.locator(f"{BUTTONS}:visible").evaluate_all(script)
    return found


def test_a_seat_is_whole_at_every_width(
    teacher: Teacher, label: str, seat: Callable[..., list[Computer]]
) -> None:
    teacher.open_official(label)
    computers = seat(1)
    begin(teacher, computers)
    page = teacher.page
    teacher.open_seat("1")
    for width, height in ((1366, 768), (1920, 1080), (360, 740)):
        stay(computers)
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        assert min(widths(page)) >= NARROWEST
        assert width == 360 or lowest(page) <= height
        for button in page.locator(f"{BUTTONS}:visible").all():
            # to the middle: at an edge a part of a pixel is cut
            button.evaluate("each => each.scrollIntoView({block: 'center'})")
            expect(button).to_be_in_viewport(ratio=1)
        look(page)


def test_a_seat_follows_its_pupil_and_keeps_what_is_chosen(
    teacher: Teacher, label: str, seat: Callable[..., list[Computer]]
) -> None:
    teacher.open_official(label)
    (first,) = seat(1)
    begin(teacher, [first])
    page = teacher.page
    teacher.open_seat("1")
    reason = page.locator("#seat-reason")
    reason.select_option("technical")
    reason.focus()
    first.choose(1, 2)
    expect(page.locator("#seat .seat-answered")).to_have_text("1 of 12 answered")
    left = int(page.locator("#seat .seat-left").inner_text().split()[0])
    page.locator("#seat button[value='5']").press("Enter")
    more = re.compile(rf"^\s*({left + 5}|{left + 4}) min\s*$")
    expect(page.locator("#seat .seat-left")).to_have_text(more)
    facts = page.locator("#seat .seat-facts")
    expect(facts).to_contain_text(re.compile(r"Added during the quiz\s+5 min"))
    expect(facts.locator(".seat-left")).to_have_text(more)
    expect(reason).to_have_value("technical")
    expect(page.locator("#seat button[value='5']")).to_be_focused()
    teacher.press("extra")
    expect(facts).to_contain_text(re.compile(r"Added during the quiz\s+10 min"))
    first.finish()
    expect(page.locator("#seat .seat-word")).to_have_text("finished")
    expect(page.locator(".seat-extra")).not_to_be_visible()
    assert teacher.complaints == []


def test_who_comes_late_is_let_in_from_the_tile_the_panel_or_all_at_once(
    teacher: Teacher, label: str, seat: Callable[..., list[Computer]]
) -> None:
    teacher.open_official(label)
    computers = seat(1)
    begin(teacher, computers)
    late = seat(2, 3, 4, 5)
    page = teacher.page
    tile = page.locator(".seat").nth(1)
    expect(tile.locator(".seat-let-in")).to_be_visible()
    look(page)
    tile.locator(".seat-let-in").press("Enter")
    expect(tile).to_have_attribute("data-state", "ready")
    expect(page.locator(".seat-let-in:visible").first).to_be_focused()

    stay(late)
    teacher.open_seat("3")
    page.locator("#seat button[value=admit]").press("Enter")
    expect(page.locator("#seat .seat-word")).to_have_text("ready")
    expect(page.locator("#seat-title")).to_be_focused()

    expect(page.locator("#admit-all")).to_have_text("Let in 2 who came later")
    page.locator("#admit-all").click()
    expect(page.locator("#admit-all")).not_to_be_visible()
    # Each of them has the countdown first.
    assert until(lambda: all(one.post("start", {"language": "bs"})[0] == 200 for one in late))
    stay(computers)
    expect(page.locator(".seat[data-state=working]")).to_have_count(5)
    assert teacher.complaints == []


def test_the_monitor_tells_the_time_of_the_class_and_asks_before_it_closes_early(
    teacher: Teacher, label: str, seat: Callable[..., list[Computer]]
) -> None:
    teacher.open_official(label)
    page, computers = teacher.page, seat(1, 2)
    begin(teacher, computers)
    expect(page.locator("#working")).to_have_text("2")
    expect(page.locator("#time")).to_have_text(re.compile(r"^1\d min left · ends \d\d:\d\d$"))
    for computer in computers:
        computer.finish()
    page.locator("#close-early").click()
    expect(page.locator("#close summary")).to_be_focused()
    expect(page.locator("#close button[value=close]")).to_be_visible()
    look(page)
    assert teacher.complaints == []


def overflow(wall: Page) -> int:
    """How many pixels of the wall nobody sees."""
    script = "document.documentElement.scrollHeight - window.innerHeight"
    found: int = wall.evaluate(script)
    return found


def size_of(wall: Page, selector: str) -> float:
    """Of the letters, in pixels."""
    script = "each => parseFloat(getComputedStyle(each).fontSize)"
    found: float = wall.locator(selector).evaluate(script)
    return found


def see_the_way_in(wall: Page, code: str) -> None:
    """Code and QR stand beside the animals at the usual sizes; the button at the right edge."""
    for width, height in ((1024, 768), (1366, 768), (1920, 1080)):
        wall.set_viewport_size({"width": width, "height": height})
        assert overflow(wall) <= 0
        assert size_of(wall, ".wall-digits") >= 96
        for part in ("qr", "room"):
            expect(wall.get_by_test_id(part)).to_be_in_viewport(ratio=1)
        class_, languages, button = (
            wall.locator(f".wall-top > {one}").bounding_box()
            for one in (".wall-class", ".wall-languages", ".button")
        )
        assert class_
        assert languages
        assert button
        assert class_["x"] < languages["x"] < button["x"]
        assert button["x"] + button["width"] >= width - 64
    assert re.sub(r"\s", "", wall.locator(".wall-digits").inner_text()) == code
    look(wall)


def animals_of(wall: Page) -> list[str]:
    """The pictures on the wall, where they stand."""
    script = "all => all.map(each => each.getAttribute('src'))"
    found: list[str] = wall.locator("#room img:visible").evaluate_all(script)
    return found


def see_who_has_come(wall: Page) -> None:
    """A picture for each, at other places for each who looks, and all of them loaded."""
    expect(wall.locator("#room img")).to_have_count(24)
    wall.wait_for_function(LOADED)
    before = animals_of(wall)
    wall.reload()
    expect(wall.locator("#room img")).to_have_count(24)
    wall.wait_for_function(LOADED)
    assert sorted(animals_of(wall)) == sorted(before)
    assert animals_of(wall) != before
    look(wall)


def see_the_work(wall: Page, teacher: Teacher, computers: list[Computer]) -> None:
    """The minutes while they work, and that they should look up in a pause; nobody's animal."""
    expect(wall.get_by_test_id("running")).to_be_visible()
    assert animals_of(wall) == []
    for computer in computers:
        computer.begin()
    expect(wall.locator("#minutes")).to_have_text(re.compile(r"^1\d min$"))
    assert size_of(wall, "#minutes") >= 96
    expect(wall.locator("#finished")).to_have_text("0 of 24 have finished")
    teacher.press("pause")
    expect(wall.get_by_text("Paused: look up")).to_be_visible()
    expect(wall.locator("#minutes")).not_to_be_visible()
    look(wall)
    teacher.press("resume")
    expect(teacher.page.locator("#reached")).to_contain_text("of 24 computers")


def see_the_end(wall: Page) -> None:
    """Thanks with all animals, what is next, and no code that leads nowhere."""
    expect(wall.get_by_text("Thank you!")).to_be_visible()
    assert len(animals_of(wall)) == 24
    expect(wall.locator(".wall-digits")).not_to_be_visible()
    assert overflow(wall) <= 0
    look(wall)


def test_the_wall_leads_the_room_from_the_code_to_the_end(
    teacher: Teacher, label: str, seat: Callable[..., list[Computer]]
) -> None:
    code = teacher.open_official(label)
    page, wall = teacher.page, teacher.context.new_page()
    wall.goto(f"{page.url}projector/")
    expect(wall.locator("#joined")).to_have_text("0 of 24 are here")
    see_the_way_in(wall, code)
    expect(page.locator("#monitor")).to_have_attribute("data-next", "show")
    computers = seat(*range(1, 25))
    expect(wall.locator("#joined")).to_have_text("24 of 24 are here")
    see_who_has_come(wall)
    expect(page.locator("#start")).to_have_text("Start for everybody")
    teacher.press("start")
    expect(wall.locator("#countdown")).to_have_text(re.compile("^[1-8]$"))
    assert size_of(wall, "#countdown") >= 96
    see_the_work(wall, teacher, computers)
    for computer in computers:
        computer.finish()
    expect(wall.locator("#finished")).to_have_text("24 of 24 have finished")
    expect(wall.locator("#time-said")).not_to_be_visible()
    expect(wall.locator("#progress rect")).to_have_attribute("width", "24")
    look(page)
    page.locator("#close-now").click()
    page.wait_for_url("**/results/")
    see_the_end(wall)
    assert teacher.complaints == []


def test_a_whole_class_is_seen_at_once_with_one_filled_button(
    teacher: Teacher, label: str, seat: Callable[..., list[Computer]]
) -> None:
    teacher.open_official(label)
    page = teacher.page
    page.set_viewport_size({"width": 1366, "height": 768})
    computers = seat(*range(1, 19))
    begin(teacher, computers)
    computers += seat(19)
    expect(page.locator("#waiting")).to_have_text("1")
    bottoms = "all => all.map(each => each.getBoundingClientRect().bottom)"
    assert max(page.locator(".seat").evaluate_all(bottoms)) <= 768
    page.mouse.move(0, 0)
    look(page)
    buttons = page.locator(".monitor .button:visible:not(.button-plain)")
    # On a slow machine somebody is not heard of for a moment, which is told first.
    stay(computers)
    assert until(lambda: buttons.evaluate_all(FILLED) == ["admit-all"])
    expect(page.locator("#next-why")).to_contain_text("They get their full time.")


def test_the_code_on_the_wall_is_typed_by_its_picture(teacher: Teacher, label: str) -> None:
    code = teacher.open_official(label)
    page = teacher.context.new_page()
    page.goto(sitting_link(teacher.url, language="bs", code=code))
    expect(page.locator("#code")).to_have_value(re.compile(rf"^{code[:3]}\s?{code[3:]}$"))

"""The file of a ceremony in two windows of a browser without network: the whole way, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect, sync_playwright

from base.models import User
from competition.aliases.alias import texts
from competition.models import Alias
from leaderboard.models import Winner
from tests.browsers import LAUNCH_ARGS, chromium, chromium109
from tests.ceremony_show import Show
from tests.leaderboard.ceremony.conftest import NAME

FILE = "/en/staff/editions/2027/ceremony/{}/file/?first=sr&second=sr-latn"
MOST_BYTES = 1_000_000
# Whatever has words stands on the stage as a whole.
CUT_OFF = """stage => {
  const edge = stage.getBoundingClientRect();
  return [...stage.querySelectorAll('.said > span, p, .animal')].filter(one => {
    const box = one.getBoundingClientRect();
    return !one.closest('.rehearsal') && box.width && (
      box.left < edge.left - 1 || box.right > edge.right + 1 ||
      box.top < edge.top - 1 || box.bottom > edge.bottom + 1);
  }).map(one => one.textContent || one.className);
}"""


@contextmanager
def debian() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH_ARGS)
        yield browser
        browser.close()


@contextmanager
def oldest() -> Iterator[Browser]:
    with chromium109() as address, sync_playwright() as playwright:
        browser = playwright.chromium.connect_over_cdp(address)
        yield browser
        browser.close()


@pytest.fixture
def files(client: Client, superuser: User, named: Winner, tmp_path: Path) -> dict[str, Path]:
    """Both files, as an organizer takes them."""
    client.force_login(superuser)
    found = {}
    for kind in ("ceremony", "rehearsal"):
        response = client.get(FILE.format(kind))
        assert "attachment" in response["Content-Disposition"]
        found[kind] = tmp_path / f"{kind}.html"
        found[kind].write_bytes(response.content)
    return found


def begun(browser: Browser, file: Path, size: tuple[int, int]) -> Show:
    """Both windows of the file, without network."""
    context = browser.new_context(offline=True, viewport={"width": 1366, "height": 768})
    return Show(context, file.as_uri(), size=size)


def walk(show: Show) -> list[str]:
    """Forward from the first step to the last; everything stands on the screen as a whole."""
    read = [show.in_step(1)]
    for place in range(2, show.steps + 1):
        read.append(show.forward_to(place))
        assert show.hall.locator("#stage").evaluate(CUT_OFF) == [], read[-1]
    return read


def back_and_about(show: Show) -> None:
    """From the last step: back, dark, keys in either window, a jump, both loaded anew."""
    last = show.steps
    show.press("PageUp")
    show.in_step(last - 1)
    show.press(".")
    expect(show.hall.locator("#stage.blank")).to_be_visible()
    show.press("PageDown", show.hall)
    expect(show.hall.locator("#stage:not(.blank)")).to_be_visible()
    show.in_step(last - 1)
    show.press("ArrowLeft", show.hall)
    show.in_step(last - 2)
    show.presenter.locator("#jumps button").nth(3).click()
    show.in_step(4)
    show.presenter.reload()
    show.in_step(4)
    show.hall.reload()
    show.in_step(4)
    show.press("End")
    show.in_step(last)


@pytest.mark.parametrize(
    ("begin", "size"),
    [(debian, (1920, 1080)), (oldest, (1024, 768))],
    ids=["today’s at 1920", "Chromium 109 at 1024"],
)
def test_a_ceremony_is_held_without_network(
    begin: Callable[[], AbstractContextManager[Browser]],
    size: tuple[int, int],
    files: dict[str, Path],
) -> None:
    called = Winner.objects.filter(place__gt=0).exclude(rule__kind="threshold")
    cards = set(called.values_list("attempt__card", flat=True))
    given = Alias.objects.select_related("card__school_class__school")
    aliases = {one.card_id: texts(one, one.card.school_class.school.country_id) for one in given}
    hidden = Winner.objects.exclude(name="").get().played.card_id
    with begin() as browser:
        show = begun(browser, files["ceremony"], size)
        read = "\n".join(walk(show))
        for card in cards - {hidden}:
            assert aliases[card]["sr"] in read
            assert aliases[card]["sr-latn"] in read
        assert NAME in read
        assert aliases[hidden]["sr"] not in read
        back_and_about(show)
        assert set(show.asked) <= {"file", "data"}
        assert show.errors == []


def test_the_file_of_the_rehearsal_knows_no_winner(files: dict[str, Path]) -> None:
    text = files["rehearsal"].read_text(encoding="utf-8")
    real = files["ceremony"].read_text(encoding="utf-8")
    names = [text for one in Alias.objects.all() for text in texts(one, "BA").values()]
    secrets = [NAME, *names, *Winner.objects.values_list("ticket", flat=True)]
    written = {json.dumps(one)[1:-1] for one in secrets}  # as the file writes letters
    assert [one for one in {*secrets, *written} if one in text] == []
    assert len([one for one in written if one in real]) > len(secrets) / 4
    assert max(len(text.encode()), len(real.encode())) < MOST_BYTES

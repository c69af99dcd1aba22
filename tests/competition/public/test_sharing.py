"""The picture beside a shared address: its words, its letters, and how long it is kept."""

from __future__ import annotations

import io
import re

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image, ImageChops, ImageDraw

from competition.models import Edition
from competition.public.sharing import (
    BOTTOM,
    GROUND,
    LEFT,
    SIZE,
    TITLE,
    WIDTH,
    SharedWords,
    _Brush,
    picture,
)
from competition.public.views import public
from schools.models import Country
from tests.cells import in_one_world

LONG = "Zajedno učimo kako se na internetu čuvamo, poštujemo i pomažemo jedni drugima"
TITLES = {
    "short": "Dan",
    "usual": "Zajedno za bolji internet",
    "long": LONG,
    "Cyrillic": "Заједно за бољи интернет",
    "both scripts": "Шта је истина? AI и вести 2027",
    "longer than there is room": f"{LONG} {LONG} {LONG} {LONG}",
    "one word wider than all room": "Najneprevjerojatnijenajneprevjerojatnije",
}


def drawn(words: SharedWords) -> Image.Image:
    return Image.open(io.BytesIO(picture(words))).convert("RGB")


def address(client: Client, path: str) -> str:
    """Where a page says its picture is."""
    public.forget()
    found = re.search(
        r'property="og:image" content="http://testserver([^"]+)"', client.get(path).text
    )
    assert found is not None
    return found[1]


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_words_stay_beside_the_scene(title: str) -> None:
    image = drawn(SharedWords("", title, "Hrvatska · 2027", "hr"))
    assert image.size == SIZE
    bare = drawn(SharedWords("", "", "", "hr"))
    changed = ImageChops.difference(image, bare).point(lambda level: 255 * (level > 60)).getbbox()
    assert changed is not None
    left, _top, right, bottom = changed
    assert left >= LEFT - 8
    assert right <= LEFT + WIDTH + 8
    assert bottom <= BOTTOM + 20


def test_a_picture_is_light_enough_for_a_messenger() -> None:
    assert len(picture(SharedWords("Kviz", LONG, "Bosna i Hercegovina · 2027", "bs"))) < 100_000


def test_every_letter_of_our_languages_is_drawn() -> None:
    """No letter looks like one that the typeface does not have."""
    missing = written("\u4e00")
    for letter in "čćđšžČĆĐŠŽабвгдђежзијклљмнњопрстћуфхцчџш–„“?":
        assert ImageChops.difference(missing, written(letter)).getbbox(), letter


def written(letter: str) -> Image.Image:
    """A letter of a title without the picture around it."""
    canvas = Image.new("RGB", (100, 100))
    _Brush(ImageDraw.Draw(canvas), "sr").write(letter, 0, 0, 64, TITLE, "white")
    return canvas


def test_serbian_has_its_own_letter_forms() -> None:
    serbian, russian = (drawn(SharedWords("", "б", "", tag)) for tag in ("sr-Cyrl", "ru"))
    assert ImageChops.difference(serbian, russian).getbbox() is not None


def test_the_digest_changes_with_the_words_and_the_language() -> None:
    words = [("", "A", "B", "hr"), ("", "A", "C", "hr"), ("", "AB", "", "hr"), ("", "A", "B", "bs")]
    assert len({SharedWords(*one).digest() for one in words}) == 4


def test_the_ground_is_there_at_full_size() -> None:
    with Image.open(GROUND) as ground:
        assert ground.size == SIZE


@in_one_world("page", ["ba/", "ba/rules/", "ba/privacy/", "ba/practice/12-13/", "about/"])
def test_every_page_names_a_picture_that_is_there(
    page: str, client: Client, edition: Edition
) -> None:
    path = address(client, f"/sr/{page}")
    reply = client.get(path)
    assert (reply.status_code, reply["Content-Type"]) == (200, "image/png")
    assert reply["Cache-Control"] == "public, max-age=86400, immutable"
    assert reply.cookies == {}


def test_each_language_has_its_own_and_a_new_slogan_a_new_address(
    client: Client, edition: Edition
) -> None:
    Edition.objects.update(slogans={"en": "Together", "bs": "Zajedno", "sr": "Заједно"})
    before = {code: address(client, f"/{code}/ba/") for code in settings.ENDONYMS}
    assert len(set(before.values())) == len(settings.ENDONYMS)
    Edition.objects.update(slogans={"en": "Kinder"})
    after = address(client, "/en/ba/")
    assert after != before["en"]
    assert client.get(before["en"])["Cache-Control"] == "no-store"


def test_the_slogan_of_a_draft_is_not_told(client: Client, edition: Edition) -> None:
    Edition.objects.update(state=Edition.State.DRAFT, slogans={"en": "Secret"})
    before = address(client, "/en/ba/")
    Edition.objects.update(slogans={})
    assert address(client, "/en/ba/") == before


def test_what_there_is_not_has_no_picture(client: Client, country: Country) -> None:
    paths = ["/sharing/rs/en.0.png", "/sharing/ba/xx.0.png", "/sharing/xx.0.png"]
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]

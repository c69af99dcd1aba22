"""Every page speaks one language only, and writes dates as its people do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from pytest_django import DjangoDbBlocker

from competition.models import Window
from tests.catalogues import (
    CYRILLIC,
    DOMAINS,
    LATIN,
    LATIN_IN_CYRILLIC,
    PLACEHOLDER,
    TAG,
    bare,
    catalogue,
    texts_of,
)
from tests.everyone import World, addresses, standing, typed_in
from tests.reading import Page, put_away

pytestmark = [pytest.mark.later, pytest.mark.django_db]

type Visit = tuple[str, Any]
type Pages = Callable[[str], dict[str, Page]]
type Leaks = Callable[[str, Callable[[str], object]], dict[tuple[str, str], str]]

CODES = {"bs": "bs", "hr": "hr", "sr": "sr", "sr-latn": "sr_Latn", "en": "en"}
LANGUAGE = pytest.mark.parametrize("language", CODES)
WORD = re.compile(r"[A-Za-z]{2,}")
# Forms as people get them wrong, and right where a sentence thanks for it.
WRONG: dict[str, dict[str, str]] = {
    "schools:login": {"login": "vesna@example.org", "password": "wrong"},
    "account_reset_password": {"email": "x"},
    "account_change_password": {"oldpassword": "x", "password1": "1", "password2": "2"},
    "account_reauthenticate": {"password": "x"},
    "mfa_activate_totp": {"code": "1"},
    "mfa_reauthenticate": {"code": "1"},
    "schools:invite": {"email": "x", "kind": "teacher", "school": "zz"},
    "schools:accept": {"password1": "1", "password2": "2"},
    "competition:add_class": {"size": "?"},
    "competition:act": {"action": "extra"},
    "quizbank:import_questions": {"division": "0"},
    "competition:open": {"kind": "official"},
    "competition:edition_begin": {"slug": "!", "year": "1"},
    "competition:edition_texts": {"names_en": ""},
    "competition:edition_windows": {
        "windows-TOTAL_FORMS": "1",
        "windows-INITIAL_FORMS": "0",
        "windows-0-opens_at": "2027-03-28T02:30",
        "windows-0-closes_at": "x",
    },
    "competition:edition": {"to": "draft"},
    "competition:edition_partners": {
        "partners-TOTAL_FORMS": "1",
        "partners-INITIAL_FORMS": "0",
        "partners-0-web": "x",
    },
    "competition:edition_awards": {
        "award_rules-TOTAL_FORMS": "1",
        "award_rules-INITIAL_FORMS": "0",
        "award_rules-0-kind": "draw",
        "award_rules-0-amount": "0",
    },
    "leaderboard:seal": {"act": "propose"},
    "leaderboard:receipt_page": {"receipt": "ZZZZ"},
    "schools:needs": {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-number": "1",
        "form-0-extra_time": "33",
    },
}
NOTHING: dict[str, str] = {}
RIGHT: dict[str, dict[str, str]] = {
    "schools:add_card": {},
    "schools:resend": {},
    "schools:close_account": {},
    "schools:open_account": {},
    "schools:take_factors": {},
    "schools:withdraw": {},
    "schools:take_role": {},
    "schools:needs": {**WRONG["schools:needs"], "form-0-extra_time": "25"},
    "leaderboard:receipt_page": {"receipt": "{receipt}"},
    "competition:give_back": {},
    "competition:give_nothing": {},
}
LOOKS = {
    "competition:projector": "?look=dark",
    "competition:sitting_results": "?names=1",
    "leaderboard:board": "?look=hall",
    "schools:cards_screen": "?place=2",
}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with standing(django_db_blocker) as made:
        yield made


@pytest.fixture(scope="module")
def user_data(world: World) -> re.Pattern[str]:
    """Matches what no catalogue translates: texts people typed, languages' own names, the host."""
    known = typed_in() | {*settings.ENDONYMS.values(), "testserver"}
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@pytest.fixture(scope="module")
def pages(world: World) -> Pages:
    """Every page in a language, by what was asked; read once."""

    @cache
    def read(language: str) -> dict[str, Page]:
        with transaction.atomic():
            found = dict(Reader(world, language).visits())
            transaction.set_rollback(True)
        return {asked: Page(response.text) for asked, response in found.items()}

    return read


@pytest.fixture(scope="module")
def leaks(pages: Pages, user_data: re.Pattern[str]) -> Leaks:
    """``{(element, text): page}`` of what a page in a language says and is wrong there.

    Most texts stand on hundreds of pages: each is judged once, without what people typed.
    """

    @cache
    def ours(text: str) -> str:
        return user_data.sub(" ", text)

    def find(language: str, is_wrong: Callable[[str], object]) -> dict[tuple[str, str], str]:
        said = {
            (said.where, said.text): asked
            for asked, page in pages(language).items()
            for said in page.said
            if not said.lang
        }
        wrong = {text for text in {text for _where, text in said} if is_wrong(ours(text))}
        return {one: asked for one, asked in said.items() if one[1] in wrong}

    return find


@dataclass(frozen=True)
class Reader:
    """Somebody who goes everywhere in one language."""

    world: World
    language: str

    def path(self, name: str) -> str:
        """An address in the language."""
        return self.world.path(name, language=self.language)

    def visits(self) -> Iterator[Visit]:
        """Every page, as nobody, a teacher and a superuser see it; forms gone wrong and right."""
        for visitor in ("nobody", "teacher", "superuser"):
            yield from self.seen(visitor)
            yield from self.typed(visitor)
        yield "404", Client().get(f"/{self.language}/nowhere/")
        yield "403", Client(enforce_csrf_checks=True).post(self.path("schools:login"))
        with translation.override(self.language):
            yield "500", HttpResponse(render_to_string("500.html"))
        Window.objects.update(closes_at=F("opens_at") + timedelta(seconds=1))
        yield from self.seen("teacher", when=" afterwards")
        yield from self.typed("nobody", when=" afterwards")

    def seen(self, visitor: str, when: str = "") -> Iterator[Visit]:
        """Every page that opens."""
        for name in [name for name, _ in addresses() if not name.startswith("admin:")]:
            for look in {"", LOOKS.get(name, "")}:
                response = self.world.browser(visitor).get(self.path(name) + look)
                if response["Content-Type"].startswith("text/html") and response.content:
                    yield f"{visitor} reads {name}{look}{when}", response
                put_away(response)

    def typed(self, visitor: str, when: str = "") -> Iterator[Visit]:
        """What comes back from every form."""
        forms = [*WRONG.items(), *dict.fromkeys(WRONG, NOTHING).items(), *RIGHT.items()]
        for name, fields in forms:
            data = {key: text.format(**self.world.places["own"]) for key, text in fields.items()}
            response = self.world.browser(visitor).post(self.path(name), data, follow=True)
            yield f"{visitor} posts {data} to {name}{when}", response


def english(language: str) -> re.Pattern[str]:
    """Matches every sentence of ours, two words or more, that the language says otherwise."""
    phrases = set()
    for entry in [one for domain in DOMAINS for one in catalogue(CODES[language], domain)]:
        pieces = re.split(f"{PLACEHOLDER.pattern}|{TAG.pattern}", entry.msgid)
        phrase = " ".join(max(pieces, key=len).split())
        if len(WORD.findall(phrase)) > 1 and phrase not in " ".join(texts_of(entry)):
            phrases.add(re.escape(phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


@LANGUAGE
def test_every_page_says_its_language(language: str, pages: Pages) -> None:
    tags = {asked: page.lang for asked, page in pages(language).items()}
    assert len(tags) > 50
    right = settings.HTML_LANGUAGES[language]
    assert {asked: tag for asked, tag in tags.items() if tag != right} == {}


@pytest.mark.parametrize("language", [code for code in CODES if code != "en"])
def test_no_page_speaks_english_in_between(language: str, leaks: Leaks) -> None:
    assert leaks(language, english(language).search) == {}


def test_no_cyrillic_page_has_latin_words(leaks: Leaks) -> None:
    assert leaks("sr", lambda text: set(LATIN.findall(bare(text))) - LATIN_IN_CYRILLIC) == {}


@pytest.mark.parametrize("language", [code for code in CODES if code != "sr"])
def test_no_latin_page_has_cyrillic(language: str, leaks: Leaks) -> None:
    assert leaks(language, CYRILLIC.search) == {}


def test_the_admin_does_not_speak_english_in_between(
    world: World, user_data: re.Pattern[str]
) -> None:
    ours, leaks = english("sr"), set()
    for path in [
        world.path(name, language="sr") for name, taken in addresses() if is_list(name, taken)
    ]:
        page = Page(world.browser("superuser").get(path).text)
        found = {
            (path, said.text) for said in page.said if ours.search(user_data.sub(" ", said.text))
        }
        # Django keeps the names of permissions in the database, in English.
        leaks |= {(path, text) for path, text in found if " | Can " not in text}
    assert leaks == set()


def is_list(name: str, taken: list[str]) -> bool:
    """Whether this is a page of the admin with a list or an empty form, or its front page."""
    ends = ("index", "_changelist", "_add", "_import")
    return name.startswith("admin:") and name.endswith(ends) and not taken


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("bs", "5. 2. 2027.", "5. februar 2027."),
        ("hr", "5. 2. 2027.", "5. veljače 2027."),
        ("sr", "5. 2. 2027.", "5. фебруар 2027."),
        ("sr-latn", "5. 2. 2027.", "5. februar 2027."),
        ("en", "5/2/2027", "5 February 2027"),
    ],
)
def test_dates_are_written_as_people_write_them(language: str, short: str, long: str) -> None:
    day = date(2027, 2, 5)
    with translation.override(language):
        written = date_format(day, "SHORT_DATE_FORMAT"), date_format(day, "DATE_FORMAT")
    assert written == (short, long)

"""Every language is whole: the catalogues against the sources, and pages that speak only one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import polib
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
from tests.everyone import World, addresses, standing, typed_in
from tests.reading import Page, put_away

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ("bs", "hr", "sr", "sr_Latn", "en")
DOMAINS = ("django", "djangojs")
# What makemessages has to see of the tree.
SOURCES = ("schools", "quizbank", "competition", "leaderboard", "intake", "templates", "static/js")

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}|%%")
TAG = re.compile(r"</?[a-z][^>]*>")
LATIN = re.compile(r"[^\W\d_]*[A-Za-zÀ-ž][^\W\d_]*")
CYRILLIC = re.compile(r"[Ѐ-ӿ]+")
# In Latin letters also in Cyrillic text: brands, formats, keys, and what is typed as it is.
LATIN_IN_CYRILLIC = {
    *("PNG", "JPEG", "WebP"),  # the formats of pictures
    *("CSV", "JSON", "LDAP", "UTF", "XLSX", "JavaScript", "Mac", "Command", "Control", "Ctrl", "P"),
    *("XML", "XLIFF", "QTI", "CDATA", "DOCTYPE", "LIX"),  # what files of questions are made of
    *("Moodle", "GIFT", "Aiken", "Kahoot", "Quizizz", "Wayground", "txt", "xlsx", "zip", "xlf"),
    *("choiceInteraction", "tag", "topic", "PRIV"),
    *("Excel", "SHA", "VII", "id"),
    *("plavitelefon", "ba"),  # an address, as it is typed
    # What technicians type and read on a server: variables, commands, settings, units.
    *("PUBLIC", "ADDRESS", "DATA", "DIR", "EMAIL", "URL", "DEFAULT", "FROM", "TLS", "PIN", "SPF"),
    *(
        "manage",
        "py",
        "back",
        "up",
        "restore",
        "make",
        "serve",
        "SIGHUP",
        "docs",
        "performance",
        "md",
    ),
    *("jobs", "have", "to", "wait", "nginx", "proxy", "certbot", "chrony", "timedatectl", "https"),
    *("performance", "F"),
    *(
        "fsync",
        "synchronous",
        "commit",
        "full",
        "page",
        "writes",
        "on",
        "off",
        "s",
        "GB",
        "MB",
        "UTC",
    ),
    *("A", "B", "C", "D", "a", "b", "c", "d"),  # answers, as they stand on pupils' screens
}
ADDRESS = re.compile(r"https?://\S+|\b[\w.-]+@[\w.-]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?")

type Key = tuple[str, str, str]
type Visit = tuple[str, Any]
type Pages = Callable[[str], dict[str, Page]]


@cache
def catalogue(locale: str, domain: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / locale / "LC_MESSAGES" / f"{domain}.po"))


def texts_of(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    """The translation, or every plural form of it."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def key_of(entry: polib.POEntry | polib.MOEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural


def bare(text: str) -> str:
    """A text without placeholders, tags and addresses."""
    for pattern in (PLACEHOLDER, TAG, ADDRESS):
        text = pattern.sub(" ", text)
    return text


@pytest.fixture(params=[(locale, domain) for locale in LOCALES for domain in DOMAINS], ids="-".join)
def po(request: pytest.FixtureRequest) -> polib.POFile:
    """Every catalogue there has to be."""
    return catalogue(*request.param)


def test_nothing_is_untranslated_doubtful_or_left_over(po: polib.POFile) -> None:
    assert [entry.msgid for entry in po.untranslated_entries()] == []
    assert [entry.msgid for entry in po.fuzzy_entries()] == []
    assert [entry.msgid for entry in po.obsolete_entries()] == []


def test_every_plural_form_is_there(po: polib.POFile) -> None:
    rule = re.search(r"nplurals=(\d)", po.metadata["Plural-Forms"])
    assert rule is not None
    forms = set(range(int(rule[1])))
    short = [
        entry.msgid
        for entry in po
        if entry.msgid_plural and (set(entry.msgstr_plural) != forms or not all(texts_of(entry)))
    ]
    assert short == []


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_placeholders_and_tags_are_those_of_the_source(
    po: polib.POFile, pattern: re.Pattern[str]
) -> None:
    different = {
        entry.msgid: text
        for entry in po.translated_entries()
        for text in texts_of(entry)
        if Counter(pattern.findall(text))
        != Counter(pattern.findall(entry.msgid_plural or entry.msgid))
    }
    assert different == {}


@pytest.mark.parametrize("domain", DOMAINS)
def test_cyrillic_texts_have_no_latin_words_but_those_on_the_list(domain: str) -> None:
    found = {
        entry.msgid: words
        for entry in catalogue("sr", domain)
        for text in texts_of(entry)
        if (words := set(LATIN.findall(bare(text))) - LATIN_IN_CYRILLIC)
    }
    assert found == {}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("locale", ["bs", "hr", "sr_Latn", "en"])
def test_latin_texts_have_no_cyrillic(locale: str, domain: str) -> None:
    mixed = {
        entry.msgid
        for entry in catalogue(locale, domain)
        if CYRILLIC.search(str(entry.msgstr) + str(texts_of(entry)))
    }
    assert mixed == set()


# ---------------------------------------------------------------- the sources


@pytest.fixture(scope="module")
def in_sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[Key]]:
    """What the sources say today, by domain; collected in a copy of the tree."""
    if not shutil.which("xgettext"):
        pytest.fail("xgettext is missing: apt-get install gettext", pytrace=False)
    copy = tmp_path_factory.mktemp("tree")
    for folder in SOURCES:
        ignored = shutil.ignore_patterns("__pycache__", "migrations")
        shutil.copytree(ROOT / folder, copy / folder, ignore=ignored)
    shutil.copy(ROOT / "manage.py", copy)
    (copy / "locale").mkdir()
    with ThreadPoolExecutor() as pool:
        return dict(zip(DOMAINS, pool.map(lambda one: collect(copy, one), DOMAINS), strict=True))


def collect(tree: Path, domain: str) -> set[Key]:
    """Every text that makemessages finds."""
    command = [sys.executable, "manage.py", "makemessages", "-l", "en", "-d", domain, "-v", "0"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = polib.pofile(str(tree / "locale/en/LC_MESSAGES" / f"{domain}.po"))
    return {key_of(entry) for entry in made}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_catalogue_has_exactly_the_texts_of_the_sources(
    locale: str, domain: str, in_sources: dict[str, set[Key]]
) -> None:
    kept = {key_of(entry) for entry in catalogue(locale, domain) if not entry.obsolete}
    lacking, left_over = in_sources[domain] - kept, kept - in_sources[domain]
    assert (lacking, left_over) == (set(), set())


def test_what_is_compiled_is_what_is_written(po: polib.POFile) -> None:
    compiled = polib.mofile(str(Path(po.fpath).with_suffix(".mo")))
    texts = {key_of(entry): texts_of(entry) for entry in compiled}
    stale = {
        key_of(one) for one in po.translated_entries() if texts.get(key_of(one)) != texts_of(one)
    }
    assert stale == set(), "run: .venv/bin/python deploy/compile_messages.py"


# ---------------------------------------------------------------- pages

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
    "competition:add_class": {"size": "x"},
    "competition:act": {"action": "extra"},
    "quizbank:import_questions": {"division": "0"},
    "competition:open": {"kind": "official"},
    "competition:edition_begin": {"slug": "!", "year": "1"},
    "competition:edition_texts": {"names_en": ""},
    "competition:edition_windows": {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-opens": "2027-03-28T02:30",
        "form-0-closes": "x",
    },
    "competition:edition_steps": {"to": "draft"},
    "schools:contact": {"phone": "", "web": ""},
    "schools:add_contact": {"phone": "x", "web": "x", "opens_0": "9:00"},
    "competition:add_partner": {"name": "", "web": "x"},
    "competition:add_award": {"kind": "draw", "amount": "0"},
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
def test_no_page_speaks_english_in_between(
    language: str, pages: Pages, user_data: re.Pattern[str]
) -> None:
    ours = english(language)
    leaks = {
        (asked, said.where, said.text)
        for asked, page in pages(language).items()
        for said in page.said
        if not said.lang and ours.search(user_data.sub(" ", said.text))
    }
    assert leaks == set()


def test_no_cyrillic_page_has_latin_words(pages: Pages, user_data: re.Pattern[str]) -> None:
    leaks = {
        (said.where, said.text): asked
        for asked, page in pages("sr").items()
        for said in page.said
        if not said.lang
        if set(LATIN.findall(bare(user_data.sub(" ", said.text)))) - LATIN_IN_CYRILLIC
    }
    assert leaks == {}


@pytest.mark.parametrize("language", [code for code in CODES if code != "sr"])
def test_no_latin_page_has_cyrillic(
    language: str, pages: Pages, user_data: re.Pattern[str]
) -> None:
    leaks = {
        (said.where, said.text): asked
        for asked, page in pages(language).items()
        for said in page.said
        if not said.lang and CYRILLIC.search(user_data.sub(" ", said.text))
    }
    assert leaks == {}


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
        ("hr", "5.02.2027.", "5. veljače 2027."),
        ("sr", "5.02.2027.", "5. фебруар 2027."),
        ("sr-latn", "5.02.2027.", "5. februar 2027."),
        ("en", "5/2/2027", "5 February 2027"),
    ],
)
def test_dates_are_written_as_people_write_them(language: str, short: str, long: str) -> None:
    day = date(2027, 2, 5)
    with translation.override(language):
        written = date_format(day, "SHORT_DATE_FORMAT"), date_format(day, "DATE_FORMAT")
    assert written == (short, long)

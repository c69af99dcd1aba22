"""Every catalogue is whole, and has exactly the texts of the sources."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polib
import pytest

from deploy.third_party_words import PARTS, due, written
from schools.languages.scripts import to_latin
from tests.catalogues import (
    CYRILLIC,
    DOMAINS,
    LATIN,
    LATIN_IN_CYRILLIC,
    LOCALES,
    PLACEHOLDER,
    ROOT,
    TAG,
    Key,
    bare,
    catalogue,
    key_of,
    texts_of,
)

# What makemessages has to see of the tree.
SOURCES = ("schools", "quizbank", "competition", "leaderboard", "intake", "templates", "static/js")


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


# Foreign names, which Cyrillic writes by their sound.
BY_SOUND = {"Vindousu": "Windowsu", "Linuksu": "Linuxu", "Meku": "Macu"}


@pytest.mark.parametrize("domain", DOMAINS)
def test_serbian_in_latin_letters_is_the_same_serbian(domain: str) -> None:
    """Whoever changes one of the two writes the other anew; here stands how."""
    latin = {key_of(entry): texts_of(entry) for entry in catalogue("sr_Latn", domain)}
    due = {
        key_of(entry): [in_latin(text) for text in texts_of(entry)]
        for entry in catalogue("sr", domain)
    }
    assert {key: texts for key, texts in due.items() if latin[key] != texts} == {}


def in_latin(text: str) -> str:
    """A text of the Cyrillic catalogue, as the other one has to say it."""
    text = to_latin(text)
    for sound, name in BY_SOUND.items():
        text = re.sub(rf"\b{sound}\b", name, text)
    return text


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


@pytest.mark.parametrize("name", PARTS)
def test_words_of_other_packages_are_ours_where_one_of_our_languages_lacks_them(name: str) -> None:
    lacking, left_over = set(due(name)) - set(written(name)), set(written(name)) - set(due(name))
    assert (lacking, left_over) == (set(), set()), "run: make messages"


def test_what_is_compiled_is_what_is_written(po: polib.POFile) -> None:
    compiled = polib.mofile(str(Path(po.fpath).with_suffix(".mo")))
    texts = {key_of(entry): texts_of(entry) for entry in compiled}
    stale = {
        key_of(one) for one in po.translated_entries() if texts.get(key_of(one)) != texts_of(one)
    }
    assert stale == set(), "run: .venv/bin/python deploy/compile_messages.py"

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

from tests.catalogues import (
    CYRILLIC,
    DOMAINS,
    LATIN,
    LATIN_IN_CYRILLIC,
    LATIN_LOCALES,
    LOCALES,
    PLACEHOLDER,
    ROOT,
    TAG,
    Key,
    bare,
    catalogue,
    key_of,
    source,
    texts_of,
)

# What makemessages has to see of the tree.
SOURCES = ("schools", "quizbank", "competition", "leaderboard", "base", "templates", "static/js")


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
@pytest.mark.parametrize("locale", LATIN_LOCALES)
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


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("locale", [*LOCALES, "sr_Latn"])
def test_what_is_compiled_is_what_is_written(locale: str, domain: str) -> None:
    compiled = polib.mofile(str(source(locale, domain).with_suffix(".mo")))
    said = {key_of(entry): texts_of(entry) for entry in compiled}
    written_down = {key_of(entry): texts_of(entry) for entry in catalogue(locale, domain)}
    assert said == written_down, "run: .venv/bin/python -m deploy.compile_messages"

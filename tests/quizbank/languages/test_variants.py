"""Which text the pupils of a country read, and what a paper is compiled to for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbank.bank.queries import read_in
from quizbank.languages import variants
from quizbank.languages.codes import name_of
from quizbank.models import CompiledPaper, Paper, Question, QuestionText
from quizbank.papers.actions import publish_paper
from quizbank.rules.text_units import TextWords
from tests import cast
from tests.cells import in_one_world

LANGUAGES = ["en", "bs", "hr", "sr", "sr-latn"]
COUNTRIES = ["BA", "HR", "RS"]
LATIN, CYRILLIC = "sr-latn", "sr"


@dataclass(frozen=True)
class Stored:
    """A text as it is stored."""

    words: TextWords


def said(code: str) -> Stored:
    """A text that says which it is; in Cyrillic where its language is."""
    stem = f"{code}: Гдје?" if variants.parts_of(code)[0] == CYRILLIC else f"{code}: Where?"
    return Stored(TextWords(stem, {"a": stem, "b": stem}, stem))


# ---------------------------------------------------------------- which text it is


@pytest.mark.parametrize(
    ("there", "language", "country", "found"),
    [
        (["sr"], "sr", "", "sr"),
        (["sr", "sr-BA"], "sr", "", "sr"),
        (["sr", "sr-BA"], "sr", "BA", "sr-BA"),
        (["sr", "sr-BA"], "sr", "RS", "sr"),
        (["sr"], "sr", "BA", "sr"),
        (["sr", "sr-latn", "sr-BA"], "sr-latn", "BA", "sr-BA"),
        (["sr", "sr-latn", "sr-BA", "sr-latn-BA"], "sr-latn", "BA", "sr-latn-BA"),
        (["sr", "sr-latn", "sr-BA"], "sr-latn", "RS", "sr-latn"),
        (["sr", "sr-latn", "sr-latn-BA"], "sr", "BA", "sr"),
        (["sr", "sr-latn", "sr-BA"], "bs", "BA", None),
        (["bs", "sr-BA"], "bs", "BA", "bs"),
        (["hr", "hr-BA"], "hr", "BA", "hr-BA"),
        ([], "sr", "BA", None),
    ],
)
def test_a_country_reads_its_own_text_or_the_languages(
    there: list[str], language: str, country: str, found: str | None
) -> None:
    assert variants.source(there, language, country) == found


@pytest.mark.parametrize(
    ("code", "parts", "name"),
    [
        ("sr", ("sr", ""), "Српски"),
        ("sr-latn", ("sr-latn", ""), "Srpski"),
        ("sr-BA", ("sr", "BA"), "Српски (BA)"),
        ("sr-latn-BA", ("sr-latn", "BA"), "Srpski (BA)"),
        ("sr-ba", ("sr-ba", ""), "sr-ba"),
        ("de", ("de", ""), "de"),
    ],
)
def test_a_code_names_a_language_and_perhaps_a_country(
    code: str, parts: tuple[str, str], name: str
) -> None:
    assert variants.parts_of(code) == parts
    assert variants.variant(*parts) == code
    assert name_of(code) == name


def test_latin_is_spelt_from_the_cyrillic_of_the_country() -> None:
    told = TextWords("Где? Гдје је Њива?", {"a": "Лијепо на Facebook-у"}, "Џеп и {link}.")
    text = Stored(replace(told, notes={"a": "Њој"}))
    read = variants.wording({"sr-BA": text, "sr-latn": said("sr-latn")}, "sr-latn", "BA")
    assert read is not None
    assert (read.words.stem, read.words.explanation) == ("Gde? Gdje je Njiva?", "Džep i {link}.")
    assert (read.words.choices, read.words.notes) == ({"a": "Lijepo na Facebook-u"}, {"a": "Njoj"})
    assert read.text is text


codes = st.sampled_from([variants.variant(*p) for p in variants.readers(LANGUAGES, COUNTRIES)])
stored = st.sets(codes)
languages, countries = st.sampled_from(LANGUAGES), st.sampled_from(["", *COUNTRIES])


@given(stored, languages, countries)
def test_whatever_is_stored_nobody_reads_another_language_or_country(
    there: set[str], language: str, country: str
) -> None:
    read = variants.wording({code: said(code) for code in there}, language, country)
    own = variants.variant(language, country)
    if read is None:
        assert not there & {language, own}
        return
    code = read.text.words.stem.split(":")[0]
    assert code in there
    assert variants.parts_of(code)[1] in ("", country)
    assert variants.parts_of(code)[0] in (language, "sr" if language == LATIN else language)
    assert (code == own) == (own in there)
    assert not set(read.words.stem) & set("Гдје") or language == CYRILLIC


@given(stored, languages)
def test_a_country_without_texts_of_its_own_reads_what_everybody_reads(
    there: set[str], language: str
) -> None:
    texts = {code: said(code) for code in there if not code.endswith("-BA")}
    assert variants.wording(texts, language, "BA") == variants.wording(texts, language)


@given(stored, st.lists(languages, unique=True), st.sets(st.sampled_from(COUNTRIES)))
def test_a_variant_is_made_exactly_where_somebody_reads_something_else(
    there: set[str], played: list[str], where: set[str]
) -> None:
    made = variants.variants_among(there, played, where)
    assert len(made) == len(set(made))
    for language in LANGUAGES:
        for country in COUNTRIES:
            is_read = language in played and country in where
            other = variants.source(there, language, country) != variants.source(there, language)
            assert (variants.variant(language, country) in made) == (is_read and other)


@given(st.dictionaries(codes, st.integers()), countries)
def test_a_variant_stands_in_its_languages_place_and_adds_no_language(
    found: dict[str, int], country: str
) -> None:
    placed = variants.in_place(found, country)
    assert list(placed) == [code for code in found if code in LANGUAGES]
    for language, value in placed.items():
        assert value == found.get(variants.variant(language, country), found[language])


# ---------------------------------------------------------------- compiled papers


def write(question: Question, code: str, stem: str, *, approved: bool = False) -> QuestionText:
    state = QuestionText.State.APPROVED if approved else QuestionText.State.DRAFT
    choices = {letter: f"{stem} {letter}" for letter in "abcd"}
    told = {"stem": stem, "choices": choices, "explanation": stem, "state": state}
    return QuestionText.objects.update_or_create(question=question, language=code, defaults=told)[0]


@pytest.fixture
def bank(db: None) -> list[Question]:
    """Two questions; the first has a text of its own for Bosnia and Herzegovina."""
    found = [cast.make_question("one"), cast.make_question("two")]
    for question in found:
        write(question, "sr", "Где?")
        write(question, "sr-latn", "Gde?")
    write(found[0], "sr-BA", "Гдје?")
    return found


def publish(bank: Sequence[Question], languages: Iterable[str], countries: Iterable[str]) -> Paper:
    return publish_paper(
        bank,
        title="a paper",
        kind="official",
        division_code="12-13",
        languages=list(languages),
        countries=list(countries),
        at=datetime(2027, 2, 9, tzinfo=UTC),
    )


def stems(paper: Paper, code: str) -> list[str]:
    body = json.loads(paper.compiled.get(language=code).body)
    assert body["language"] == code
    return [one["stem"] for one in body["questions"]]


def test_a_paper_is_compiled_for_each_country_in_which_a_question_says_something_else(
    bank: list[Question],
) -> None:
    paper = publish(bank, LANGUAGES, COUNTRIES)
    compiled = set(paper.compiled.values_list("language", flat=True))
    assert compiled == {*LANGUAGES, "sr-BA", "sr-latn-BA"}
    assert stems(paper, "sr-BA") == ["Гдје?", "Где?"]
    assert stems(paper, "sr-latn-BA") == ["Gdje?", "Gde?"]
    assert (stems(paper, "sr"), stems(paper, "sr-latn")) == (["Где?"] * 2, ["Gde?"] * 2)


@pytest.mark.parametrize(
    ("played", "countries", "made"),
    [
        (["sr"], ["RS"], set()),
        (["sr"], [], set()),
        (["bs"], ["BA"], set()),
        (["sr"], ["BA", "RS"], {"sr-BA"}),
        (["sr-latn"], ["BA"], {"sr-latn-BA"}),
    ],
)
def test_only_what_the_edition_needs_is_compiled(
    played: list[str], countries: list[str], made: set[str], bank: list[Question]
) -> None:
    paper = publish(bank, played, countries)
    assert set(paper.compiled.values_list("language", flat=True)) == {*played, *made}


@pytest.mark.parametrize("empty", ["stem", "explanation", "choices"])
def test_a_variant_of_which_something_is_empty_is_not_there_yet(
    empty: str, bank: list[Question]
) -> None:
    text = bank[0].texts.get(language="sr-BA")
    setattr(text, empty, {**text.choices, "d": ""} if empty == "choices" else "")
    text.save()
    paper = publish(bank, LANGUAGES, COUNTRIES)
    assert set(paper.compiled.values_list("language", flat=True)) == set(LANGUAGES)
    assert read_in("BA", [bank[0].pk])[bank[0].pk]["sr"].words.stem == "Где?"


def test_a_stored_text_in_latin_is_better_than_one_that_is_spelt(bank: list[Question]) -> None:
    write(bank[0], "sr-latn-BA", "Gdje, bre?")
    assert stems(publish(bank, LANGUAGES, ["BA"]), "sr-latn-BA") == ["Gdje, bre?", "Gde?"]


def test_choices_stand_in_one_order_and_every_variant_has_an_address_of_its_own(
    bank: list[Question],
) -> None:
    write(bank[0], "sr-BA", "Где?")  # the very words of its language
    paper = publish(bank, LANGUAGES, ["BA"])
    order = paper.items.get(number=1).order
    for row in paper.compiled.all():
        choices = json.loads(row.body)["questions"][0]["choices"]
        assert "".join(choice[-1] for choice in choices) == order
    assert CompiledPaper.objects.values("digest").distinct().count() == len(LANGUAGES) + 2


# ---------------------------------------------------------------- afterwards


@in_one_world(("country", "cyrillic", "latin"), [("BA", "Гдје?", "Gdje?"), ("RS", "Где?", "Gde?")])
def test_what_is_shown_afterwards_is_what_was_read(
    country: str, cyrillic: str, latin: str, bank: list[Question]
) -> None:
    read = read_in(country, [bank[0].pk])[bank[0].pk]
    assert set(read) == set(LANGUAGES)
    assert (read["sr"].words.stem, read["sr-latn"].words.explanation) == (cyrillic, latin)
    assert read["sr-latn"].words.choices["a"] == f"{latin} a"


@pytest.mark.parametrize(
    ("base", "own", "shown"),
    [
        (True, True, "Гдје?"),
        (True, False, "Где?"),
        (False, False, "Гдје?"),
        (False, True, "Гдје?"),
    ],
    ids=["both approved", "only begun", "nothing approved", "only the base"],
)
def test_a_variant_that_is_only_begun_leaves_the_approved_text_in_its_place(
    base: bool, own: bool, shown: str, bank: list[Question]
) -> None:
    write(bank[0], "sr", "Где?", approved=base)
    write(bank[0], "sr-BA", "Гдје?", approved=own)
    read = read_in("BA", [bank[0].pk])[bank[0].pk]
    assert read["sr"].words.stem == shown

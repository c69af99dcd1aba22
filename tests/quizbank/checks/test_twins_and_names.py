"""Questions that are told twice, and who the stories are about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbank.checks import names, twins
from quizbank.checks.inspection import guide
from quizbank.checks.items import CheckedQuestion
from quizbank.checks.names import Cast
from tests.quizbank.checks.made import made_item, made_text, rules_of

CAST = guide().cast
STORY = "Ana gets a message with a strange link from a friend. What should she do?"
WORDS = st.frozensets(st.text(min_size=1, max_size=5), max_size=12)


def told(
    key: str, stem: str, choice: str = "Show the message to a trusted adult"
) -> CheckedQuestion:
    return made_item(key, en=made_text(stem, [choice, "x", "y"]))


@pytest.mark.parametrize(
    ("stem", "choice", "rules"),
    [
        (STORY, "Show the message to a trusted adult", ["twin"]),
        (STORY.replace("Ana", "Vuk"), "Show a trusted adult the message", ["twin"]),
        (
            "Vuk gets a link from a player. What should he do?",
            "Show the message to a trusted adult",
            ["near-twin"],
        ),
        ("Someone copies a drawing. What is fair?", "Ask who drew it", []),
        ("Vuk gets a message at night. What helps?", "Leave the phone in the kitchen", []),
    ],
)
def test_stories_told_twice_are_found(stem: str, choice: str, rules: list[str]) -> None:
    assert rules_of(twins.findings([told("one", STORY), told("two", stem, choice)])) == rules


def test_a_twin_names_the_other_question() -> None:
    (finding,) = twins.findings([told("one", STORY), told("two", STORY)])
    assert finding.question == "two"
    assert finding.message.startswith("100% like one")


def test_languages_are_compared_each_with_itself() -> None:
    items = [made_item("one", hr=made_text(STORY)), made_item("two", en=made_text(STORY))]
    assert rules_of(twins.findings(items)) == []


def test_a_question_brought_down_to_what_is_compared_is_as_much_like_others() -> None:
    whole = told("one", "Вук добија поруку. Шта да уради?", "Љубазно пита одраслу особу")
    text = whole.texts["en"]
    small = twins.compared(whole.right, "sr", text.stem, text.choices, key="one")
    latin = twins.compared(
        "a", "sr", "Vuk dobija poruku. Šta da uradi?", {"a": "Ljubazno pita odraslu osobu"}
    )
    assert twins.shingles(small, "sr") == twins.shingles(latin, "sr")
    assert small.texts["sr"].choices == {"a": text.choices["a"]}


@given(WORDS, WORDS)
def test_likeness_is_mutual_and_whole_only_with_the_same(
    one: frozenset[str], other: frozenset[str]
) -> None:
    alike = twins.likeness(one, other)
    assert alike == twins.likeness(other, one)
    assert 0 <= alike <= 1
    assert (alike == 1) == (one == other and bool(one))


@pytest.mark.parametrize(
    ("en", "hr", "rules"),
    [
        ("Ana’s photo", "Anina slika", []),
        ("Milica writes", "Miličina poruka", []),
        ("Petar writes", "Petru pišu", []),
        ("Ana writes", "Netko piše", ["name-lost"]),
        ("Dino and Vuk", "Dinov mobitel i Vukova igra", []),
        ("Dino and Vuk", "Dinov mobitel", ["name-lost"]),
        ("Ana reads an analysis", "Analiza", ["name-lost"]),
    ],
)
def test_a_child_keeps_its_name(en: str, hr: str, rules: list[str]) -> None:
    item = made_item(en=made_text(en, "xyz", "?"), hr=made_text(hr, "xyz", "?"))
    assert rules_of(names.findings(item, CAST)) == rules


@pytest.mark.parametrize(
    ("en", "others", "rules"),
    [
        ("Zvonimir asks for help.", "Zvonimiru treba pomoć.", ["name-unknown"]),
        ("Ana asks for help.", "Ani treba pomoć.", []),
        ("Internet for all", "Internet za sve", []),
        ("Adults help.", "Odrasli pomažu.", []),
    ],
)
def test_an_unknown_name_is_named(en: str, others: str, rules: list[str]) -> None:
    other = made_text(others, "xyz", "?")
    item = made_item(en=made_text(en, "xyz", "?"), bs=other, hr=other, sr_latn=other)
    assert rules_of(names.findings(item, CAST)) == rules


def stories(*told: str) -> list[CheckedQuestion]:
    return [made_item(f"{n}", en=made_text(name, "xyz", "?")) for n, name in enumerate(told)]


MIXED = ["Amar", "Lejla", "Petra", "Karlo", "Jovan", "Milica", "Luka", "Ana"]


@pytest.mark.parametrize(
    ("told", "groups"),
    [
        (MIXED * 3, []),
        (MIXED, []),
        (["Ana"] * 3, []),  # too few to say
        (["Luka"] * 12 + MIXED * 2, ["several", "girl", "boy"]),
        (["Amar", "Lejla", "Jovan", "Milica"] * 5, ["bosniak", "croat", "serb", "several"]),
    ],
)
def test_all_communities_and_genders_have_their_share(told: list[str], groups: list[str]) -> None:
    found = [one.message for one in names.balance(stories(*told), CAST)]
    assert [message.split(" are ")[1].split(",")[0] for message in found] == groups


def test_names_are_counted_by_community_and_gender() -> None:
    found = names.counts(stories("Ana and Vuk", "Vuk"), CAST)
    assert found == {"several": 1, "girl": 1, "serb": 2, "boy": 2, "all": 3}


def test_the_cast_has_every_name_once_and_knows_its_forms() -> None:
    assert len({member.name for member in CAST.members}) == len(CAST.members)
    assert all(member.declined.search(member.name) for member in CAST.members)
    assert {member.community for member in CAST.members} <= CAST.shares.keys()


def test_a_cast_may_be_made_from_few_words() -> None:
    data = {
        "members": [{"name": "Ana", "community": "x", "gender": "girl", "forms": ["An*"]}],
        "shares": {"x": [0, 1]},
    }
    assert Cast.of(data).shares == {"x": (0, 1)}


def test_without_an_english_text_nobody_is_known_by_name() -> None:
    assert list(names.findings(made_item(hr=made_text()), CAST)) == []
    assert CAST.of_story(made_item(hr=made_text())) == []

"""What keeps a question out of the bank, and how the choices of a paper are ordered."""

from __future__ import annotations

from typing import Any

import pytest

from base.intake.phrases import Phrase
from quizbank.rules.permutation import digest, permuted
from quizbank.rules.question_faults import (
    CHOICE_LENGTH,
    EMPTY_UNIT,
    LETTERED,
    LONG_CHOICE,
    LONG_UNIT,
    MARKED_ELSEWHERE,
    NO_SCENE,
    NOT_UNDERSTOOD,
    OTHER_UNITS,
    STEM_LENGTH,
    TOO_FEW_OF_EACH,
    TOO_MANY_CODES,
    Asked,
    faults,
)
from quizbank.rules.responses import QuestionKind
from quizbank.rules.scene_kinds import (
    BAD_ATTRIBUTE,
    BAD_IDS,
    NO_NAME,
    NO_TEXT,
    TOO_MANY,
    UNKNOWN_PART,
    lost_pictures,
    only_gains_pictures,
    scene_faults,
)

SOUND: dict[str, object] = {
    "question": "What now?",
    "choices": {"a": "Ask", "b": "Run", "c": "Hide"},
    "explanation": "It helps.",
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"choices": None}, [LETTERED]),
        ({"choices": {"a": "x", "b": "y"}}, [LETTERED]),
        ({"choices": {"b": "x", "c": "y", "d": "z"}}, [LETTERED]),
        ({"choices": {"a": "x" * (CHOICE_LENGTH + 1), "b": "y", "c": "z"}}, [LONG_CHOICE]),
        ({"question": " "}, [EMPTY_UNIT]),
        (
            {"question": "x" * (STEM_LENGTH + 1)},
            [LONG_UNIT],
        ),
        ({"explanation": None}, [EMPTY_UNIT]),
    ],
)
def test_each_fault_has_a_sentence(change: dict[str, object], said: list[str]) -> None:
    found = faults(Asked("a"), {"en": SOUND | change}, ["en"])
    assert [getattr(one.values["fault"], "text", None) for one in found] == said
    assert all(one.startswith("en: ") for one in found)


def test_the_right_choice_is_among_the_choices() -> None:
    (fault,) = faults(Asked("d"), {"en": SOUND}, ["en"])
    assert fault == "en: the right choice “d” is not among the choices"


def test_every_language_is_there_and_has_the_same_choices() -> None:
    more = SOUND | {"choices": {"a": "Ask", "b": "Run", "c": "Hide", "d": "Sit"}}
    found = faults(Asked("a"), {"en": SOUND, "hr": more}, ["en", "hr", "bs"])
    assert found == ["bs: the text is missing", "the languages have different choices"]


def test_an_order_follows_from_the_seed_and_the_question_alone() -> None:
    orders = {permuted("abcd", seed=f"{n}", question="q") for n in range(200)}
    assert len(orders) == 24
    assert permuted("abcd", seed="s", question="q") == permuted("dcba", seed="s", question="q")


def test_bytes_have_an_address_that_only_the_seed_tells() -> None:
    one, other = digest("body", seed="s"), digest("body", seed="t")
    assert (len(one), one == digest("body", seed="s"), one == other) == (40, True, False)


# ---------------------------------------------------------------- of several parts, and scenes

MAIL: dict[str, Any] = {
    "kind": "mail",
    "parts": [
        {"id": "a", "as": "sender", "address": "help@prize.example"},
        {"id": "1", "as": "paragraph"},
        {"id": "b", "as": "link", "address": "game.prize.example"},
        {"id": "c", "as": "paragraph"},
        {"id": "d", "as": "button"},
    ],
}
MARKED = SOUND | {
    "choices": {"a": "Help", "b": "Log in", "c": "Bye", "d": "Answer"},
    "parts": {"1": "Hello,"},
}
SORTED = SOUND | {"bins": {"1": "public", "2": "mine"}}


def texts_of(found: list[Phrase]) -> list[str]:
    return [getattr(one.values.get("fault", one), "text", "") for one in found]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (Asked("ab", QuestionKind.SPOTS, MAIL), MARKED),
        (Asked("bca", QuestionKind.ORDER), SOUND),
        (Asked("a1 b2 c1", QuestionKind.SORT), SORTED),
        (Asked("bc", QuestionKind.MULTI), SOUND | {"choices": {one: one for one in "abcd"}}),
    ],
)
def test_each_kind_has_its_sound_question(asked: Asked, text: dict[str, object]) -> None:
    assert faults(asked, {"en": text}, ["en"]) == []


@pytest.mark.parametrize(
    ("asked", "change", "said"),
    [
        (Asked("a"), {"choices": {"a": "Ask", "b": " ask ", "c": "Hide"}}, "choice a and choice b"),
        (Asked("a"), {"choices": {"a": "Ask", "b": "", "c": ""}}, ""),
        (
            Asked("a1 b2 c1", QuestionKind.SORT),
            {"bins": {"1": "x", "2": "X"}},
            "group 1 and group 2",
        ),
        (Asked("ab", QuestionKind.SPOTS, MAIL), {"choices": dict.fromkeys("abcd", "x")}, ""),
    ],
)
def test_what_stands_beside_each_other_never_says_the_same(
    asked: Asked, change: dict[str, object], said: str
) -> None:
    base = MARKED if asked.kind is QuestionKind.SPOTS else SORTED
    text = (SOUND if asked.kind is QuestionKind.SINGLE else base) | change
    assert faults(asked, {"en": text}, ["en"]) == ([f"en: {said} say the same"] if said else [])


def test_a_scene_may_be_entirely_genuine() -> None:
    text = MARKED | {"choices": {**MARKED["choices"], "e": "Nothing here"}}  # type: ignore[dict-item]
    assert faults(Asked("e", QuestionKind.SPOTS, MAIL), {"en": text}, ["en"]) == []
    assert texts_of(faults(Asked("a", QuestionKind.SPOTS, MAIL), {"en": text}, ["en"])) == [
        TOO_FEW_OF_EACH
    ]


@pytest.mark.parametrize(
    ("asked", "change", "said"),
    [
        (Asked("ba", QuestionKind.SPOTS, MAIL), {}, NOT_UNDERSTOOD),
        (Asked("abc", QuestionKind.SPOTS, MAIL), {}, TOO_FEW_OF_EACH),
        (Asked("ab", QuestionKind.SPOTS), {}, NO_SCENE),
        (Asked("ab", QuestionKind.MULTI, MAIL), {}, MARKED_ELSEWHERE),
        (Asked("ab", QuestionKind.SPOTS, MAIL), {"parts": {}}, NO_TEXT),
        (Asked("ab", QuestionKind.SPOTS, MAIL), {"notes": {"a": "x" * 141}}, LONG_UNIT),
        (Asked("a1 b2 c1", QuestionKind.SORT), {"bins": {"1": "x" * 17}}, LONG_UNIT),
        (Asked("a1 b1 c1", QuestionKind.SORT), {}, NOT_UNDERSTOOD),
        (Asked("a1 b3 c1", QuestionKind.SORT), {}, NOT_UNDERSTOOD),
        (Asked("abb", QuestionKind.ORDER), {}, NOT_UNDERSTOOD),
    ],
)
def test_each_fault_of_the_new_kinds_has_a_sentence(
    asked: Asked, change: dict[str, object], said: str
) -> None:
    text = (MARKED if asked.kind in (QuestionKind.SPOTS, QuestionKind.MULTI) else SOUND) | change
    assert said in texts_of(faults(asked, {"en": text}, ["en"]))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([{"id": "a", "as": "poem"}], UNKNOWN_PART),
        ([{"id": "b", "as": "subject"}], BAD_IDS),
        ([{"id": "2", "as": "subject"}], BAD_IDS),
        ([{"id": "a", "as": "sender", "address": "help@bank.com"}], BAD_ATTRIBUTE),
        (
            [{"id": "a", "as": "sender", "address": "a-very-long-name-of-somebody.example"}],
            BAD_ATTRIBUTE,
        ),
        ([{"id": "a", "as": "subject", "switched": True}], BAD_ATTRIBUTE),
        ([{"id": str(n), "as": "subject"} for n in range(1, 22)], TOO_MANY),
    ],
)
def test_each_fault_of_a_scene_has_a_sentence(parts: list[dict[str, Any]], said: str) -> None:
    assert said in [one.text for one in scene_faults({"kind": "mail", "parts": parts})]


def test_who_speaks_in_a_chat_has_a_name() -> None:
    chat = {"kind": "chat", "parts": [{"id": "1", "as": "message", "who": "2"}]}
    text = SOUND | {"parts": {"1": "Hi!"}}
    assert texts_of(faults(Asked("a", scene=chat), {"en": text}, ["en"])) == [NO_NAME]
    assert faults(Asked("a", scene=chat), {"en": text | {"people": {"2": "Una"}}}, ["en"]) == []


def test_an_unknown_scene_is_named_and_nothing_else() -> None:
    assert list(scene_faults({"kind": "film", "parts": [{"id": "x"}]})) == [
        "“film” is no kind of scene"
    ]


def test_what_a_part_may_say_of_itself() -> None:
    parts: list[dict[str, Any]] = [
        {"id": "1", "as": "title"},
        {"id": "2", "as": "toggle", "switched": True},
        {"id": "3", "as": "button"},
    ]
    assert list(scene_faults({"kind": "dialog", "parts": parts})) == []
    parts[1]["switched"] = "yes"
    assert [one.text for one in scene_faults({"kind": "dialog", "parts": parts})] == [BAD_ATTRIBUTE]


@pytest.mark.parametrize(
    ("price", "sound"), [("150 gems", True), ("0", True), (0, True), ("5 €", False)]
)
def test_a_price_is_in_nobodys_money(price: object, sound: bool) -> None:
    parts = [{"id": "1", "as": "item", "price": price}]
    assert (not list(scene_faults({"kind": "shop", "parts": parts}))) is sound


@pytest.mark.parametrize(
    ("address", "sound"), [("@drawn.by_una", True), ("@Una!", False), ("https://a.example/x", True)]
)
def test_a_handle_is_an_address_too(address: str, sound: bool) -> None:
    parts = [{"id": "1", "as": "author", "address": address}]
    assert (not list(scene_faults({"kind": "post", "parts": parts}))) is sound


def test_rows_and_groups_have_codes_enough_or_are_too_many() -> None:
    letters = "abcdefghi"
    right = " ".join(f"{letter}{at % 3 + 1}" for at, letter in enumerate(letters))
    text = SOUND | {
        "choices": dict(zip(letters, letters, strict=True)),
        "bins": {"1": "x", "2": "y", "3": "z"},
    }
    found = faults(Asked(right, QuestionKind.SORT), {"en": text}, ["en"])
    assert texts_of(found) == [TOO_MANY_CODES]


def test_the_languages_have_the_same_groups() -> None:
    other = SORTED | {"bins": {"1": "public", "2": "mine", "3": "yours"}}
    found = faults(Asked("a1 b2 c1", QuestionKind.SORT), {"en": SORTED, "hr": other}, ["en"])
    assert OTHER_UNITS in texts_of(found)


# ---------------------------------------------------------------- pictures

IMAGE = f"640x400-{'0a' * 32}.webp"


@pytest.mark.parametrize(
    ("part", "sound"),
    [
        ({"as": "picture"}, True),
        ({"as": "picture", "image": IMAGE}, True),
        ({"as": "picture", "image": IMAGE.replace("640", "0640")}, False),
        ({"as": "picture", "image": IMAGE.replace("webp", "png")}, False),
        ({"as": "picture", "image": IMAGE.replace("0a", "0A")}, False),
        ({"as": "picture", "image": "owl.webp"}, False),
        ({"as": "picture", "image": ""}, False),
        ({"as": "paragraph", "image": IMAGE}, False),
    ],
)
def test_only_a_picture_names_one_by_its_whole_name(part: dict[str, str], sound: bool) -> None:
    found = [one.text for one in scene_faults({"kind": "news", "parts": [{"id": "1", **part}]})]
    assert found == ([] if sound else [BAD_ATTRIBUTE])


def pictured(*images: str, kind: str = "news") -> dict[str, object]:
    """A scene with a picture for each name; an empty one has no image."""
    parts = [
        {"id": str(number), "as": "picture", **({"image": name} if name else {})}
        for number, name in enumerate(images, start=1)
    ]
    return {"kind": kind, "parts": parts}


def test_a_picture_that_is_not_stored_is_named_by_its_part() -> None:
    scene = pictured("", IMAGE)
    assert list(lost_pictures(scene, {IMAGE})) == []
    assert list(lost_pictures(scene, ())) == ["part 2: there is no such picture. Bring it again."]
    assert list(lost_pictures({}, ())) == []


@pytest.mark.parametrize(
    ("before", "after", "gains"),
    [
        (pictured(""), pictured(IMAGE), True),
        (pictured(IMAGE), pictured(IMAGE), True),
        (pictured(IMAGE), pictured(""), False),
        (pictured(IMAGE), pictured(IMAGE.replace("0a", "0b")), False),
        (pictured(""), pictured("", ""), False),
        (pictured(""), pictured("", kind="post"), False),
        ({}, pictured(""), False),
        ({}, {}, True),
    ],
)
def test_a_question_that_was_asked_may_only_gain_pictures(
    before: dict[str, object], after: dict[str, object], gains: bool
) -> None:
    assert only_gains_pictures(before, after) is gains

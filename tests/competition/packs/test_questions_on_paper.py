"""Questions on paper: which ten, what is circled or written in each kind, and how they are set."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from PIL import Image
from pypdf import PageObject

from competition.packs.lesson_pack import TEMPLATE
from competition.packs.open_questions import ASKED, LONGEST, MOST_LINES, OfferedQuestion, ten_of
from competition.packs.questions_on_paper import CYRILLIC, LATIN, part_on_paper, printed_question
from competition.packs.scenes_on_paper import price_words
from competition.public.queries.practice import PractisedQuestion
from quizbank.rules.scene_kinds import PICTURES, SCENES
from schools.printing.typesetting import typeset
from tests.competition.packs.papers import (
    NONE,
    counted,
    of_kind,
    on_paper,
    practised,
    read,
    set_pages,
)
from tests.quizbank.kind_files import KINDS, file_of

MILLIMETRE = 72 / 25.4


def offered(number: int, topic: str, difficulty: str = "easy", **more: object) -> OfferedQuestion:
    one = of_kind("single") | {"number": number, "topic": {"en": topic}, **more}
    return OfferedQuestion(one, difficulty)  # type: ignore[arg-type]


def test_ten_are_chosen_over_all_topics_the_easy_ones_first() -> None:
    bank = [offered(number, "often", "hard") for number in range(1, 20)]
    bank += [offered(20, "rare", "medium"), offered(21, "seldom")]
    chosen = ten_of(bank, seed="7")
    assert [one["number"] for one in chosen[:2]] == [21, 20]
    assert len(chosen) == ASKED
    assert chosen == ten_of(bank, seed="7")
    assert chosen != ten_of(bank, seed="8")


@pytest.mark.parametrize(
    "more",
    [
        {"sensitive": True},
        {"stem": "x" * (LONGEST + 1)},
        {"choices": ["x"] * (MOST_LINES + 1)},
        {"scene": {"kind": "chat", "parts": [{"as": "system", "text": "x"}] * (MOST_LINES - 1)}},
    ],
    ids=["sensitive", "long", "many choices", "a long scene"],
)
def test_what_is_sensitive_or_finds_no_room_stays_off_the_paper(more: dict[str, Any]) -> None:
    assert ten_of([offered(1, "one", **more)], seed="7") == []


@pytest.mark.parametrize(
    ("kind", "rows", "key"),
    [
        ("single", "A B C D", "B"),
        ("multi", "A B C D", "A, C"),
        ("sort", "_ _ _ _", "From top to bottom: A, B, A, B."),
        ("order", "_ _ _ _", "From top to bottom: 2, 3, 1, 4."),
        ("spots", "E", "A, B"),
    ],
)
def test_each_kind_says_what_to_circle_or_write_and_has_its_key(
    kind: str, rows: str, key: str
) -> None:
    printed: Any = printed_question(of_kind(kind), LATIN, NONE)
    assert [row["mark"] or "_" for row in printed["rows"]] == rows.split()
    assert printed["key"]["short"] == key
    assert len({of["how"] for of in (_printed(one) for one in KINDS)}) == len(KINDS)


def _printed(kind: str) -> dict[str, object]:
    return printed_question(of_kind(kind), LATIN, NONE)


def test_groups_have_letters_of_their_own() -> None:
    assert _printed("sort")["groups"] == [
        {"mark": "A", "text": "public"},
        {"mark": "B", "text": "mine"},
    ]


def test_steps_that_stand_in_their_right_order_are_turned_round() -> None:
    printed: Any = printed_question(practised(file_of("order") | {"right": "abcd"}), LATIN, NONE)
    assert [row["text"] for row in printed["rows"]] == [f"order {letter}" for letter in "dcba"]
    assert printed["key"]["short"] == "From top to bottom: 4, 3, 2, 1."


@pytest.mark.parametrize("kind", KINDS)
def test_a_pupil_reads_the_question_and_only_the_teacher_its_answer(kind: str) -> None:
    asked, key = set_pages(on_paper([of_kind(kind)]))
    printed: Any = _printed(kind)
    for text in (
        f"1. What about {kind}?",
        printed["how"],
        *(row["text"] for row in printed["rows"]),
    ):
        assert text in asked
    assert "Because of" not in asked
    assert f"1. {printed['key']['short']}" in key
    assert f"Because of {kind}." in key


def test_who_speaks_and_whose_an_address_is_stands_on_paper_and_letters_only_where_they_count() -> (
    None
):
    chat = set_pages(on_paper([of_kind("single")]))[0]
    assert "Chat Una Hi! Own message Who is it?" in chat
    scene: Any = _printed("single")["scene"]
    assert [part["mine"] for part in scene["parts"]] == [False, True]
    mail = set_pages(on_paper([of_kind("spots")]))[0]
    assert "E-mail A From: Help help@prize.example Hello, B Log in→ game.prize.example" in mail


def test_a_class_that_reads_cyrillic_circles_cyrillic_letters() -> None:
    (asked, _key) = set_pages(on_paper([of_kind("multi")], language="sr"))
    assert all(f"{letter} multi" in asked for letter in CYRILLIC[:4])


def scene_of(kind: str) -> PractisedQuestion:
    """A question with a scene that has each part of its kind."""
    values = {"address": "where.example", "who": "1", "price": "150 gems", "switched": True}
    parts = [
        {"as": name, "text": f"Text of {name}.", **({of: values.get(of, True)} if of else {})}
        for name, of in SCENES[kind].items()
    ]
    for part in parts:
        if "secure" in part:
            part["address"] = "where.example"
    scene = {"kind": kind, "parts": parts, "people": {"1": "Hana"}}
    return of_kind("multi") | {"scene": scene}


@pytest.mark.parametrize("kind", SCENES)
def test_every_part_of_every_scene_is_on_paper(kind: str) -> None:
    one = scene_of(kind)
    asked = set_pages(on_paper([one]))[0]
    for part in one["scene"]["parts"]:
        assert part["text"] in asked
    for name, words in {
        "address": "where.example",
        "who": "Hana",
        "price": "150 gems",
        "switched": "switched on",
        "secure": "secure",
    }.items():
        among = sum(name in part for part in one["scene"]["parts"])
        assert asked.count(words) >= among


@pytest.mark.parametrize(
    ("price", "words"), [("1 gems", "1 gem"), ("20 stars", "20 stars"), ("0", "free")]
)
def test_a_price_says_its_amount_and_what_is_paid_with(price: str, words: str) -> None:
    assert price_words(price) == words


def size(content: bytes) -> int:
    return len(typeset(content, template=TEMPLATE))


def a_photo() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 40), "navy").save(file, "WEBP")
    return file.getvalue()


def test_a_stored_picture_is_drawn_and_any_other_is_told_in_words() -> None:
    content = a_photo()
    name = f"640x400-{hashlib.sha256(content).hexdigest()}.webp"
    part = {"as": "picture", "text": "A pink lake.", "image": f"{PICTURES}{name}"}
    one: Any = of_kind("single") | {"scene": {"kind": "news", "parts": [part]}}
    drawn, told = (on_paper([one], pictures=given) for given in ({name: content}, NONE))
    assert all("A pink lake." in set_pages(paper)[0] for paper in (drawn, told))
    # The frame without a picture is some lines; a picture is an object of its own.
    assert size(drawn) > size(told) + 200


def longest() -> PractisedQuestion:
    """As many lines and letters as get onto a paper."""
    words = " ".join(["Međutim"] * 200)
    parts = [{"as": "message", "who": "1", "text": words[:71]}] * 9
    choices = [f"{words[:71]} {place}" for place in range(1, MOST_LINES - 8)]
    scene = {"kind": "chat", "parts": parts, "people": {"1": "Đurđica"}}
    return of_kind("multi") | {"stem": words[:90], "choices": choices, "scene": scene}


def heights(page: PageObject) -> list[float]:
    """How high above the foot of a page each piece of text stands, in points."""
    found: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], *_font: object) -> None:
        if text.strip():
            found.append(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

    page.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("division", ["9-11", "14-15"])
def test_the_longest_find_room_and_none_is_parted(division: str) -> None:
    one = longest()
    assert ten_of([OfferedQuestion(one, "easy")], seed="7") == [one]
    content = on_paper([one] * 4, division=division)
    pages = read(content).pages
    assert counted(content) == ["asked", "asked", "key"]
    for page in pages[:2]:
        assert page.extract_text().count("Međutim 5") == 2
        # Only the number of the page stands in the margin.
        assert sorted(heights(page))[1] > 13 * MILLIMETRE


def test_pages_are_counted_as_they_are_printed() -> None:
    content = on_paper([of_kind(kind) for kind in KINDS] * 2)
    assert counted(content) == ["asked", "key"]
    assert len(read(content).pages) == 2


def test_young_children_get_larger_letters() -> None:
    young, older = (
        part_on_paper([], language="hr", division=age, pictures=NONE)["sizes"]
        for age in ("9-11", "12-13")
    )
    assert min(young) > min(older)  # type: ignore[call-overload]

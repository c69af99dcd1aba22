"""Questions of all kinds in files of other programs: what is read, and what is refused with why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from quizbank.exchange.files import read, written
from quizbank.formats import gift_writing, moodle_writing, xliff
from quizbank.formats.catalogue import FORMATS, unheld
from quizbank.formats.item import FileQuestion, FileText, Reading, make_text
from quizbank.formats.scene_reading import marked_text
from quizbank.rules.question_faults import words_from
from quizbank.rules.text_units import TextWords
from tests.quizbank.formats.cast import bank
from tests.quizbank.formats.odd_files import answer, moodle
from tests.quizbank.kind_files import KINDS, file_of


def made(kind: str, **more: object) -> FileQuestion:
    """A question of a kind in English."""
    data = file_of(kind)
    words = words_from({**data["texts"]["en"], **more})
    return FileQuestion(
        id=f"q-{kind}",
        division="12-13",
        topic="PRIV",
        difficulty="easy",
        sensitive=False,
        right=data["right"],
        kind=kind,
        scene=data["scene"],
        texts={"en": FileText(words)},
    )


def reading_of(name: str, content: bytes | str) -> Reading:
    """What its reader makes of a file."""
    return read(FORMATS[name], content.encode() if isinstance(content, str) else content)


def asked(found: Reading) -> list[tuple[str, str]]:
    """Kind and right answer of what was read."""
    return [(item.kind, item.right) for item in found.items]


# ---------------------------------------------------------------- what a format has no place for

MANY = {letter: f"choice {letter}" for letter in "abcdefghijklmn"}
UNHELD = [
    ("aiken", made("multi"), "Aiken has no questions of this kind."),
    ("aiken", made("single"), "Aiken cannot show its scene"),
    ("kahoot", made("order"), "Kahoot has no questions of this kind."),
    ("kahoot", made("spots"), "Kahoot cannot show its scene"),
    ("kahoot", made("multi", choices=dict(list(MANY.items())[:5])), "takes at most 4 choices"),
    ("quizizz", made("sort"), "Quizizz (Wayground) has no questions"),
    ("quizizz", made("multi", choices=dict(list(MANY.items())[:6])), "takes at most 5 choices"),
    ("gift", made("order"), "GIFT has no questions of this kind."),
    ("gift", made("sort", bins={"1": "x", "2": "x"}), "Two of its groups have the same words."),
    (
        "moodle",
        replace(made("multi", choices=MANY), right="abcdefghijk"),
        "Moodle XML takes at most 10 right choices.",
    ),
]


@pytest.mark.parametrize(("name", "item", "reason"), UNHELD)
def test_what_a_format_has_no_place_for_is_left_out_with_the_reason(
    name: str, item: FileQuestion, reason: str
) -> None:
    assert reason in str(unheld(item, FORMATS[name]))


@pytest.mark.parametrize("name", ["sheet", "xliff", "moodle", "qti21", "qti30"])
def test_five_formats_hold_every_kind(name: str) -> None:
    assert [unheld(item, FORMATS[name]) for item in (*map(made, KINDS), *bank())] == [None] * 185


@pytest.mark.parametrize("name", ["kahoot", "quizizz"])
def test_a_spreadsheet_of_another_program_holds_several_right_choices(name: str) -> None:
    content = written(FORMATS[name], [made("multi")], ["en"])
    assert asked(read(FORMATS[name], content, language="en")) == [("multi", "ac")]


# ---------------------------------------------------------------- from other programs

ROW = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>"
SEVERAL = "<single>false</single>"


def rows(*pairs: tuple[str, str]) -> bytes:
    """A matching question of Moodle."""
    return moodle(kind="matching", answers=[ROW.format(*pair) for pair in pairs])


def steps(body: str = "", *, count: int = 4) -> bytes:
    """An ordering question of Moodle."""
    answers = [answer(f"step {number}", str(number)) for number in range(1, count + 1)]
    return moodle(body, kind="ordering", answers=answers)


def shares(*given: str) -> bytes:
    """A question of Moodle with several right choices."""
    return moodle(SEVERAL, answers=[answer(f"choice {at}", one) for at, one in enumerate(given)])


PAIRS = [("cat", "animal"), ("dog", "animal"), ("rose", "plant")]
QTI_PLACE = '<qti-assessment-item identifier="q" xml:lang="en"><qti-response-declaration>'


def qti(values: Iterable[str], body: str) -> str:
    """A question of version 3 with any interaction."""
    right = "".join(f"<qti-value>{value}</qti-value>" for value in values)
    return (
        f"{QTI_PLACE}<qti-correct-response>{right}</qti-correct-response>"
        f"</qti-response-declaration><qti-item-body>{body}</qti-item-body></qti-assessment-item>"
    )


def options(tag: str, *names: str) -> str:
    """Elements to choose from."""
    return "".join(f'<qti-{tag} identifier="{name}">{name}!</qti-{tag}>' for name in names)


def matching(rows_: Iterable[str], groups: Iterable[str], values: Iterable[str]) -> str:
    """A question of version 3 that matches."""
    sets = "".join(
        f"<qti-simple-match-set>{options('simple-associable-choice', *names)}"
        "</qti-simple-match-set>"
        for names in (rows_, groups)
    )
    return qti(values, f"<qti-match-interaction>{sets}</qti-match-interaction>")


def ordering(*values: str, names: str = "xyz") -> str:
    """A question of version 3 that orders."""
    choices = options("simple-choice", *names)
    return qti(values, f"<qti-order-interaction>{choices}</qti-order-interaction>")


HOTTEXT = (
    "<qti-hottext-interaction><qti-prompt>Mark!</qti-prompt><p>Say "
    f"{options('hottext', *'wxyz')}</p></qti-hottext-interaction>"
)
TAKEN = {
    "half and half": ("moodle", shares("50", "50", "0", "0"), ("multi", "ab")),
    "thirds": ("moodle", shares("33.33333", "33.33333", "33.33333", "0", "0"), ("multi", "abc")),
    "matching": ("moodle", rows(*PAIRS), ("sort", "a1 b1 c2")),
    "ordering": ("moodle", steps(), ("order", "abcd")),
    "ordering that shows all": ("moodle", steps("<selecttype>ALL</selecttype>"), ("order", "abcd")),
    "GIFT, shares": ("gift", "W?{~%50%a ~%50%b ~%-50%c ~d}", ("multi", "ab")),
    "GIFT, matching": ("gift", "W?{=cat -> animal =dog -> animal =rose -> plant}", ("sort",)),
    "GIFT, ordering": ("gift", "W?{>3 none\na\nb\nc\n}", ("order", "abc")),
    "GIFT, ordering of all": ("gift", "W?{>2 ALL\na\nb\nc\n}", ("order", "abc")),
    "QTI, several": (
        "qti30",
        qti("wz", f"<qti-choice-interaction>{options('simple-choice', *'wxyz')}</qti-choice-"
            "interaction>"),
        ("multi", "ad"),
    ),
    "QTI, ordering": ("qti30", ordering("z", "x", "y"), ("order", "cab")),
    "QTI, matching": ("qti30", matching("xyz", "gh", ["x h", "y g", "z h"]), ("sort", "a2 b1 c2")),
    "QTI, hottext": ("qti30", qti("wx", HOTTEXT), ("multi", "ab")),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "right"), TAKEN.values(), ids=TAKEN)
def test_what_other_programs_ask_becomes_the_kind_it_is(
    name: str, content: bytes | str, right: tuple[str, ...]
) -> None:
    found = reading_of(name, content)
    assert (found.faults, len(found.items)) == ([], 1)
    assert asked(found)[0][: len(right)] == right


REFUSED = {
    "unequal shares": ("moodle", shares("70", "30", "0", "0"), "the same points, together 100"),
    "too many right": ("moodle", shares("50", "50", "0"), "2 of 3 choices count as right"),
    "none right": ("moodle", shares("0", "0", "0"), "0 of 3 choices count as right"),
    "very many choices": ("moodle", shares("50", "50", *["0"] * 13), "There are 15 of them"),
    "groups without rows": ("moodle", rows(*PAIRS, ("", "stone")), "nothing belongs"),
    "very many groups": ("moodle", rows(*((c, f"g{c}") for c in "abcdef")), "There are 6 groups"),
    "very many rows": ("moodle", rows(*((f"r{n}", "g") for n in range(15))), "There are 15 of"),
    "some steps": ("moodle", steps("<selecttype>RANDOM</selecttype>"), "Only some of the steps"),
    "very many steps": ("moodle", steps(count=15), "There are 15 of them"),
    "GIFT, some steps": ("gift", "W?{>2 none\na\nb\nc\n}", "Only some of the steps"),
    "GIFT, very many steps": ("gift", "W?{>ALL\n" + "x\n" * 15 + "}", "There are 15 of them"),
    "QTI, half an order": ("qti30", ordering("x", "y"), "has to name each step once"),
    "QTI, a step twice": ("qti30", ordering("x", "x", "y", names="xxy"), "name each step once"),
    "QTI, very many steps": ("qti30", ordering(names="abcdefghijklmno"), "There are 15 of them"),
    "QTI, a row twice": ("qti30", matching("xy", "gh", ["x g", "x h"]), "exactly one group"),
    "QTI, an idle group": ("qti30", matching("xy", "gh", ["x g", "y g"]), "exactly one group"),
    "QTI, six groups": ("qti30", matching("xyz", "ghijkl", ["x g"]), "There are 6 groups"),
    "QTI, very many rows": ("qti30", matching("abcdefghijklmno", "g", []), "There are 15 of them"),
    "QTI, no steps": ("qti30", ordering(names=""), "has to name each step once"),
    "QTI, one set": ("qti30", qti([], "<qti-match-interaction/>"), "exactly one group"),
}


@pytest.mark.parametrize(("name", "content", "text"), REFUSED.values(), ids=REFUSED)
def test_what_no_kind_of_ours_is_is_refused(name: str, content: bytes | str, text: str) -> None:
    found = reading_of(name, content)
    assert found.items == []
    assert text in str(found.faults[0])


def test_what_a_wrong_choice_takes_is_told_to_be_left_out() -> None:
    found = reading_of("moodle", shares("50", "50", "-100", "0"))
    assert [note.where for note in found.notes] == ["fraction"]
    assert reading_of("moodle", shares("50", "50", "-50", "-50")).notes == []


def test_text_around_places_to_mark_stands_in_the_question() -> None:
    [item] = reading_of("qti30", qti("wx", HOTTEXT)).items
    assert item.texts["en"].words.stem == "Mark!\nSay w!x!y!z!"


# ---------------------------------------------------------------- scenes as HTML


@pytest.mark.parametrize("name", ["moodle", "gift"])
def test_a_scene_that_contradicts_the_choices_is_refused(name: str) -> None:
    content = written(FORMATS[name], [made("spots")], ["en"]).decode()
    at = content.index("Log in")
    [fault] = reading_of(name, content[:at] + "Log out" + content[at + 6 :]).faults
    assert "different things about “b”" in str(fault)


def test_text_that_somebody_added_to_a_scene_is_told_to_be_left_out() -> None:
    content = moodle_writing.write([made("spots")], ["en"]).decode()
    found = reading_of("moodle", content.replace("&lt;/div&gt;", "&lt;/div&gt;Good luck!"))
    assert ["Good luck!" in str(note) for note in found.notes] == [True]
    assert len(found.items) == 1


def test_people_read_a_scene_in_moodle() -> None:
    content = moodle_writing.write([made("single"), made("spots")], ["en"]).decode()
    assert "quiz-people-1" in content
    assert '&lt;span class="quiz-address"&gt;help@prize.example' in content
    assert content.count('fraction="50"') == 2
    assert content.count('fraction="-50"') == 3


def test_steps_and_groups_keep_their_names() -> None:
    content = moodle_writing.write(
        [made("order"), replace(made("sort"), right="a2 b1 c2 d1")], ["en"]
    )
    assert b"steps:cabd" in content
    assert b"groups:21" in content
    assert asked(reading_of("moodle", content)) == [("order", "cabd"), ("sort", "a2 b1 c2 d1")]


def test_an_arrow_in_a_row_is_no_arrow_of_gift() -> None:
    item = made("sort")
    words = replace(item.texts["en"].words, choices={**KIND_ROWS, "a": "a -> b"})
    item = replace(item, texts={"en": FileText(words)})
    assert "=[html]a -&gt; b -> public" in gift_writing.write([item], "en")
    assert reading_of("gift", gift_writing.write([item], "en")).items == [item]


KIND_ROWS = {letter: f"sort {letter}" for letter in "abcd"}
ODD_HTML = {
    "a scene of two kinds": (
        '<p class="quiz-scene-mail"></p><p class="quiz-scene-chat"></p>',
        {"kind": "mail", "parts": []},
    ),
    "a part twice": (
        '<p class="quiz-scene-mail"></p>' + '<span class="quiz-part quiz-parts-1">x</span>' * 2,
        {"kind": "mail", "parts": [{"id": "1"}]},
    ),
    "an address of nothing": ('<span class="quiz-address">x</span>', {}),
    "a unit that is none": ('<span class="quiz-unit quiz-parts-x">x</span></span>', {}),
    "very many parts": (
        '<p class="quiz-scene-mail"></p>'
        + "".join(f'<span class="quiz-part quiz-parts-{n}">x</span>' for n in range(1, 40)),
        {"kind": "mail", "parts": [{"id": str(number)} for number in range(1, 22)]},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("html", "scene"), ODD_HTML.values(), ids=ODD_HTML)
def test_odd_marks_make_no_odd_scene(html: str, scene: dict[str, object]) -> None:
    assert marked_text(html).scene == scene


# ---------------------------------------------------------------- XLIFF


def test_xliff_has_a_unit_for_each_text() -> None:
    content = xliff.write([made("spots"), made("sort"), made("single")], "en", "hr").decode()
    for name in ("part.1", "note.a", "note.1", "group.2", "name.1", "question", "explanation"):
        assert f'id="{name}"' in content
    assert 'id="a" xml:space="preserve" maxwidth="120"' in content


def test_all_units_of_xliff_come_back() -> None:
    items = [made(kind) for kind in KINDS]
    back = xliff.read(xliff.write(items, "en", "en"), "").items
    assert [item.texts for item in back] == [item.texts for item in items]


def test_xliff_tells_no_key_that_it_is_not_given() -> None:
    content = xliff.write([replace(made(kind), right="") for kind in KINDS], "en", "hr").decode()
    assert "right choice" not in content
    assert "wrong choice" not in content
    assert "The right choice" in xliff.write([made("single")], "en", "hr").decode()


def test_a_part_that_the_source_left_empty_need_not_be_translated() -> None:
    source = make_text("What?", "abc")
    there = FileText(TextWords("Što?", source.words.choices))
    item = FileQuestion(id="q", texts={"en": source, "hr": there})
    [back] = xliff.read(xliff.write([item], "en", "hr"), "").items
    assert back.texts == {"hr": there}

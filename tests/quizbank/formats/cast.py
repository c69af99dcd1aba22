"""Questions for the tests of files: the bank of ``fixtures/``, and the worst there can be."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from quizbank.formats.item import FileQuestion, FileText, clean
from quizbank.rules.question_faults import words_from
from quizbank.rules.right_answers import LETTERS
from quizbank.rules.scene_kinds import SCENES
from quizbank.rules.text_units import TextWords

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "questions"
# Signs that mean something in some file, and texts that begin like something else.
SIGNS = [*"~=#{}:\\%[]<>&\"';,.|-+@_/ \n\tčćžšđЧЋЖШЂљњ“„”’–", "\\n", "]]>", "&amp;", "<br>"]
TRAPS = [
    *("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "#N/A", "'=1", "1,3", "2027"),
    *("A. Not a choice", "А) Није избор", "ANSWER: B", "ОДГОВОР: Б", "// no comment"),
    *("::title::", "$CATEGORY: x", "%50%half", "[html]<b>x</b>", "####", "{=a ~b}", "TRUE"),
    *('<span lang="en" class="multilang">x</span>', "<!DOCTYPE x>", "&nbsp;", "x\r\ny", "_x0041_"),
    *("quiz-unit", '<span class="quiz-unit quiz-stem">x</span>', "a -> b", "=a -> b"),
    *("Text of the question (required)", "a  b", "a \n\n b", "\ufeffx", "x\x00\x0b\x85y"),
]
TWO_LANGUAGES = ("sr", "sr-BA")


@cache
def bank() -> list[FileQuestion]:
    """All questions of the fixtures in all their languages."""
    paths = sorted(FIXTURES.glob("*/*.yaml"))
    return [_item(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)) for path in paths]


def _item(data: dict[str, object]) -> FileQuestion:
    about = {name: data[name] for name in ("id", "division", "topic", "difficulty", "right")}
    texts = data["texts"]
    assert isinstance(texts, dict)
    return FileQuestion(
        **about,  # type: ignore[arg-type] # the file's own strings
        sensitive=bool(data["sensitive"]),
        kind=str(data.get("kind", "single")),
        scene=data.get("scene", {}),  # type: ignore[arg-type] # the file's own
        texts={code: FileText(words_from(one).mapped(clean)) for code, one in texts.items()},
    )


def languages(items: Iterable[FileQuestion]) -> list[str]:
    """The languages of items."""
    return sorted({code for item in items for code in item.texts})


def make_text(question: str, choices: Iterable[str], explanation: str = "") -> FileText:
    """A text from choices in their order."""
    lettered = dict(zip(LETTERS, map(clean, choices), strict=False))
    return FileText(TextWords(clean(question), lettered, clean(explanation)))


lines = st.one_of(
    st.sampled_from(TRAPS),
    st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map("".join),
    st.text(min_size=1, max_size=20),
)
# An empty text is a fault, which other tests are about.
wordings = lines.filter(lambda text: bool(clean(text)))


KINDS = ("single", "multi", "sort", "order", "spots")


@st.composite
def hostile_items(draw: st.DrawFn) -> list[FileQuestion]:
    """Up to three questions of any kind in two languages whose texts try to be something else."""
    return [draw(_hostile_item(number)) for number in range(draw(st.integers(1, 3)))]


@st.composite
def _hostile_item(draw: st.DrawFn, number: int) -> FileQuestion:
    kind = draw(st.sampled_from(KINDS))
    letters = "abcdef"[: draw(st.integers(*{"single": (3, 4)}.get(kind, (4, 6))))]
    scene = draw(_scenes(letters[:-1])) if kind == "spots" else draw(_perhaps(_scenes("")))
    right = draw(_rights(kind, letters))
    units = {("stem", ""), ("explanation", ""), *(("choices", one) for one in letters)}
    units |= {("bins", pair[1:]) for pair in right.split() if kind == "sort"}
    parts = [part["id"] for part in scene.get("parts", ())]
    units |= {("parts", one) for one in parts if one.isdecimal()}
    units |= {("people", part["who"]) for part in scene.get("parts", ()) if "who" in part}
    units |= {("notes", one) for one in draw(st.sets(st.sampled_from([*letters, *parts])))}
    return FileQuestion(
        id=f"q-{number}",
        division=draw(st.sampled_from(["9-11", "12-13"])),
        topic=draw(st.sampled_from(["PRIV", "ACC"])),
        difficulty=draw(st.sampled_from(["easy", "hard"])),
        sensitive=draw(st.booleans()),
        right=right,
        kind=kind,
        scene=scene,
        texts={code: draw(_texts(units)) for code in TWO_LANGUAGES},
    )


def _perhaps(some: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(st.just({}), some)


@st.composite
def _rights(draw: st.DrawFn, kind: str, letters: str) -> str:
    if kind == "single":
        return draw(st.sampled_from(letters))
    if kind == "order":
        return "".join(draw(st.permutations(letters)))
    if kind == "sort":
        groups = ["1", "2", *draw(st.lists(st.sampled_from("12"), min_size=9, max_size=9))]
        given = draw(st.permutations(groups[: len(letters)]))
        return " ".join(f"{letter}{group}" for letter, group in zip(letters, given, strict=True))
    least, most = (1, 1) if kind == "spots" else (2, 2)
    size = draw(st.integers(least, len(letters) - most))
    return "".join(sorted(draw(st.permutations(letters))[:size]))


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "who": st.just("1"),
    "address": st.sampled_from(["@vuk_7", "a@b.example", "https://b.example/x?a=b&c=<d>"]),
    "secure": st.booleans(),
    "switched": st.booleans(),
    "price": st.sampled_from(["0", "150 gems", "5 money"]),
}


# Of a picture that no file here brings along.
IMAGE = f"640x400-{'0a' * 32}.webp"


@st.composite
def _scenes(draw: st.DrawFn, letters: str) -> dict[str, Any]:
    """A scene of any kind: its parts with these letters, and two more with numbers."""
    kind = draw(st.sampled_from([*SCENES]))
    parts = []
    for name in draw(st.permutations([*letters, "1", "2"])):
        shown = draw(st.sampled_from([*SCENES[kind]]))
        attribute = SCENES[kind][shown]
        more = {attribute: draw(VALUES[attribute])} if attribute and draw(st.booleans()) else {}
        if attribute == "secure" and draw(st.booleans()):
            more["address"] = draw(VALUES["address"])
        if shown == "picture" and draw(st.booleans()):
            more["image"] = IMAGE
        parts.append({"id": name, "as": shown, **more})
    ids = iter(sorted(part["id"] for part in parts if not part["id"].isdecimal()))
    numbers = iter("12")
    for part in parts:
        part["id"] = next(numbers if part["id"].isdecimal() else ids)
    return {"kind": kind, "parts": parts}


@st.composite
def _texts(draw: st.DrawFn, units: set[tuple[str, str]]) -> FileText:
    said = {unit: clean(draw(wordings)) for unit in sorted(units)}
    return FileText(TextWords.of(said))

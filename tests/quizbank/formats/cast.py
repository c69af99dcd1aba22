"""Questions for the tests of formats: the bank of ``fixtures/``, and the worst there can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml
from hypothesis import strategies as st

from quizbank.exchange.files import read, written
from quizbank.formats import xliff
from quizbank.formats.catalogue import FORMATS, held
from quizbank.formats.item import FileQuestion, FileText, clean, make_text

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "questions"
# Signs that mean something in one of the formats, and texts that begin like something else.
SIGNS = [*"~=#{}:\\%[]<>&\"';,.|-+@_/ \n\tčćžšđЧЋЖШЂљњ“„”’–", "\\n", "]]>", "&amp;", "<br>"]
TRAPS = [
    *("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "#N/A", "'=1", "1,3", "2027"),
    *("A. Not a choice", "А) Није избор", "ANSWER: B", "ОДГОВОР: Б", "// no comment"),
    *("::title::", "$CATEGORY: x", "%50%half", "[html]<b>x</b>", "####", "{=a ~b}", "TRUE"),
    *('<span lang="en" class="multilang">x</span>', "<!DOCTYPE x>", "&nbsp;", "x\r\ny", "_x0041_"),
    *("Text of the question (required)", "a  b", "a \n\n b", "\ufeffx", "x\x00\x0b\x85y"),
]
TWO_LANGUAGES = ("sr", "sr-BA")


@cache
def bank() -> list[FileQuestion]:
    """All questions of the fixtures in all their languages."""
    paths = sorted(FIXTURES.glob("*/*.yaml"))
    return [_item(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths]


def _item(data: dict[str, object]) -> FileQuestion:
    about = {name: data[name] for name in ("id", "division", "topic", "difficulty", "right")}
    texts = data["texts"]
    assert isinstance(texts, dict)
    return FileQuestion(
        **about,  # type: ignore[arg-type] # the file's own strings
        sensitive=bool(data["sensitive"]),
        texts={
            code: FileText(one["question"], one["choices"], one["explanation"])
            for code, one in texts.items()
        },
    )


def languages(items: Iterable[FileQuestion]) -> list[str]:
    """The languages of items."""
    return sorted({code for item in items for code in item.texts})


def in_language(items: Iterable[FileQuestion], code: str) -> list[FileQuestion]:
    """The items with only this language."""
    return [replace(item, texts={code: item.texts[code]}) for item in items]


def there_and_back(
    name: str, items: list[FileQuestion]
) -> tuple[list[FileQuestion], list[FileQuestion]]:
    """What comes back from a format, and what it claims to hold; single languages one by one."""
    format_ = FORMATS[name]
    codes = languages(items)
    if format_.languages == "all":
        reading = read(format_, written(format_, items, codes))
        assert not reading.faults
        return reading.items, [held(item, format_) for item in items]
    back: list[FileQuestion] = []
    for code in codes:
        if format_.languages == "pair":
            content = xliff.write(items, codes[0], code)
        else:
            content = written(format_, items, [code])
        reading = read(format_, content, language=code)
        assert not reading.faults
        back += reading.items
    return back, [held(item, format_) for code in codes for item in in_language(items, code)]


lines = st.one_of(
    st.sampled_from(TRAPS),
    st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map("".join),
    st.text(min_size=1, max_size=20),
)
# An empty text is a fault, which other tests are about.
wordings = lines.filter(lambda text: bool(clean(text)))


@st.composite
def hostile_items(draw: st.DrawFn) -> list[FileQuestion]:
    """Up to three questions in two languages whose texts try to be something else."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        count = draw(st.sampled_from([3, 4]))
        texts = {code: draw(_texts(count)) for code in TWO_LANGUAGES}
        found.append(
            FileQuestion(
                id=f"q-{number}",
                division=draw(st.sampled_from(["9-11", "12-13"])),
                topic=draw(st.sampled_from(["PRIV", "ACC"])),
                difficulty=draw(st.sampled_from(["easy", "hard"])),
                sensitive=draw(st.booleans()),
                right=draw(st.sampled_from("abcd"[:count])),
                texts=texts,
            )
        )
    return found


@st.composite
def _texts(draw: st.DrawFn, count: int) -> FileText:
    return make_text(draw(wordings), [draw(wordings) for _ in range(count)], draw(wordings))

"""Questions as GIFT, Moodle's format for typing: one language, one question a block.

Identifier and tags stand in the comment before a question, as Moodle itself writes and reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from quizbank.formats import languages
from quizbank.formats.hypertext import as_html, fill
from quizbank.formats.item import FileQuestion
from quizbank.formats.moodle_writing import SHARES
from quizbank.formats.scene_writing import Put, as_text, explained_blocks, scene_block, unit_in
from quizbank.formats.tags import tags_of
from quizbank.rules.responses import QuestionKind
from quizbank.rules.text_units import TextWords, Unit

# Signs that are escaped; n is a line break.
SIGNS = "\\~=#{}:n"
_RESERVED = re.compile(r"[\\~=#{}:]")


def write(items: Iterable[FileQuestion], language: str) -> str:
    """The questions in one language, with what they are about as tags."""
    return "\n".join(_written(item, language) for item in items)


def _written(item: FileQuestion, language: str) -> str:
    words = item.texts[language].words
    tags = [*tags_of(item), f"language:{languages.tag(language)}"]
    marks = [f"[id:{item.id}]"] if item.id else []
    lines = [f"// {' '.join([*marks, *(f'[tag:{tag}]' for tag in tags)])}"]
    title = f"::{_escaped(item.id)}::" if item.id else ""
    lines.append(f"{title}{_stem(item, words)} {{")
    lines += _rows(item, words) if item.kind == QuestionKind.SORT else _choices(item, words)
    if explanation := _explanation(item, words):
        lines.append(f"####{explanation}")
    return "\n".join([*lines, "}", ""])


def _stem(item: FileQuestion, words: TextWords) -> str:
    if not item.scene:
        return f"[plain]{_escaped(words.stem)}"
    block, put = Element("p"), _putting(words)
    unit_in(block, ("stem", ""), put)
    return _html(scene_block(item, put), block)


def _explanation(item: FileQuestion, words: TextWords) -> str:
    if words.notes:
        return _html(*explained_blocks(item, _putting(words)))
    return f"[plain]{_escaped(words.explanation)}" if words.explanation else ""


def _putting(words: TextWords) -> Put:
    units = dict(words.units())

    def put(parent: Element, unit: Unit) -> None:
        fill(parent, units.get(unit, ""))

    return put


def _html(*blocks: Element) -> str:
    return f"[html]{_escaped(as_text(*blocks))}"


def _rows(item: FileQuestion, words: TextWords) -> Iterator[str]:
    groups = {pair[0]: pair[1:] for pair in item.right.split()}
    for letter, row in sorted(words.choices.items()):
        # What stands before the first arrow is the row, and nothing escapes an arrow.
        said = f"[html]{_escaped(as_html(row))}" if "->" in row else _choice(row)
        yield f"={said} -> {_escaped(words.bins.get(groups.get(letter, ''), ''))}"


def _choices(item: FileQuestion, words: TextWords) -> Iterator[str]:
    for letter, choice in sorted(words.choices.items()):
        right = letter in item.right
        if item.kind == QuestionKind.SINGLE:
            yield ("=" if right else "~") + _choice(choice, weight="" if right else "%0%")
        else:
            share = SHARES[min(len(item.right), max(SHARES))]
            yield f"~%{share if right else f'-{share}'}%{_choice(choice)}"


def _choice(choice: str, *, weight: str = "") -> str:
    """A choice; ``weight`` is only needed where it begins like one."""
    format_ = "[plain]" if choice.startswith(("[", "%")) else ""
    return f"{weight if choice.startswith('%') else ''}{format_}{_escaped(choice)}"


def _escaped(text: str) -> str:
    return _RESERVED.sub(lambda sign: "\\" + sign[0], text).replace("\n", "\\n")

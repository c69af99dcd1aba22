"""GIFT, Moodle's format for typing: one language, one question a block.

Identifier and tags stand in the comment before a question, as Moodle itself writes and reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from intake.phrases import Phrase, gettext_noop
from quizbank.formats import languages
from quizbank.formats.hypertext import plain
from quizbank.formats.item import (
    EXPLAINED,
    FileQuestion,
    Reading,
    clean,
    explained,
    folded,
    make_text,
)
from quizbank.formats.places import LINE
from quizbank.formats.tags import tagged, tags_of, values

# An escaped sign is replaced by a control character until the block is taken apart.
SIGNS = "\\~=#{}:n"
STAND_INS = {sign: chr(number) for number, sign in enumerate(SIGNS, start=1)}
BACK = {ord(stand_in): "\n" if sign == "n" else sign for sign, stand_in in STAND_INS.items()}
_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_RESERVED = re.compile(r"[\\~=#{}:]")
_TITLE = re.compile(r"^::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"^\[(html|plain|moodle|markdown)\]\s*", re.IGNORECASE)
_MARK = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.)*)\]")
_WEIGHT = re.compile(r"^%(-?[0-9]{1,3}(?:\.[0-9]+)?)%")
LONGEST_COMMENT = 2_000
ONLY = gettext_noop("Only questions with one right choice and without gaps are read.")


@dataclass(slots=True)
class _GiftBlock:
    line: int
    comments: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def read(source: str, language: str) -> Reading:
    """The multiple choice questions of a text; others are refused with their line."""
    reading = Reading()
    for block in _blocks(source):
        if block.lines[0].startswith("$CATEGORY:"):
            text = gettext_noop(
                "The category is not read: write topics as tags, such as [tag:topic:PRIV]."
            )
            reading.remark(Phrase(LINE, number=block.line), "category", text)
        else:
            _take(reading, block, language)
    return reading


def write(items: Iterable[FileQuestion], language: str) -> str:
    """The questions in one language, with what they are about as tags."""
    return "\n".join(_written(item, language) for item in items)


def _written(item: FileQuestion, language: str) -> str:
    text = item.texts[language]
    tags = [*tags_of(item), f"language:{languages.tag(language)}"]
    marks = [f"[id:{item.id}]"] if item.id else []
    lines = [f"// {' '.join([*marks, *(f'[tag:{tag}]' for tag in tags)])}"]
    title = f"::{_escaped(item.id)}::" if item.id else ""
    lines.append(f"{title}[plain]{_escaped(text.question)} {{")
    for letter, choice in sorted(text.choices.items()):
        lines.append(_choice(choice, right=letter == item.right))
    if text.explanation:
        lines.append(f"####[plain]{_escaped(text.explanation)}")
    return "\n".join([*lines, "}", ""])


def _choice(choice: str, *, right: bool) -> str:
    weight = "%0%" if choice.startswith("%") and not right else ""
    format_ = "[plain]" if choice.startswith(("[", "%")) else ""
    return f"{'=' if right else '~'}{weight}{format_}{_escaped(choice)}"


def _escaped(text: str) -> str:
    return _RESERVED.sub(lambda sign: "\\" + sign[0], text).replace("\n", "\\n")


def _blocks(source: str) -> Iterator[_GiftBlock]:
    """Lines between blank ones; comments alone are no block."""
    block = _GiftBlock(1)
    for number, line in enumerate([*source.splitlines(), ""], start=1):
        line = line.strip()
        if line.startswith("//"):
            block.comments.append(line[:LONGEST_COMMENT])
        elif line:
            block.line = block.line if block.lines else number
            block.lines.append(line)
        elif block.lines:
            yield block
            block = _GiftBlock(number)


def _take(reading: Reading, block: _GiftBlock, language: str) -> None:
    place = Phrase(LINE, number=block.line)
    raw = "".join(c for c in "\n".join(block.lines) if c == "\n" or c >= " ")
    text = _ESCAPED.sub(lambda sign: STAND_INS[sign[1]], raw)
    title = _TITLE.match(text)
    stem, opening, rest = text[title.end() if title else 0 :].partition("{")
    body, closing, after = rest.partition("}")
    if not opening or not closing:
        reading.refuse(place, "choices", gettext_noop("The choices have to stand in { and }."))
    elif after.strip() or "{" in body:
        reading.refuse(place, "question", ONLY)
    else:
        marks = _marks(block.comments)
        # Titles are for people; what is to be known again has an [id:…].
        name = marks.pop("id", "")
        said = languages.own(marks["language"]) if "language" in marks else language
        item = tagged(FileQuestion(id=name, place=place), marks)
        _add(reading, item, said, stem, body)


def _marks(comments: Iterable[str]) -> dict[str, str]:
    found = [
        (kind, value.replace("\\]", "]")) for c in comments for kind, value in _MARK.findall(c)
    ]
    about = values(value for kind, value in found if kind == "tag")
    return about | {kind: value.strip() for kind, value in found if kind == "id"}


def _add(reading: Reading, item: FileQuestion, language: str, stem: str, body: str) -> None:
    body, _marker, general = body.partition("####")
    before, *pieces = re.split(r"(?=[=~])", body)
    choices = [_parsed(piece) for piece in pieces]
    if before.strip() or not choices or all(choice.right for choice in choices):
        reading.refuse(item.place, "question type", ONLY)
        return
    if any(choice.feedback for choice in choices):
        reading.remark(item.place, "feedback", EXPLAINED)
    marked = [number for number, choice in enumerate(choices) if choice.right]
    if right := reading.right_letter(item.place, "choices", marked, len(choices)):
        said = [choice.text for choice in choices]
        why = explained(_text(general), said, [choice.feedback for choice in choices])
        words = make_text(_text(stem), said, why)
        reading.items.append(replace(item, right=right, texts={language: words}))


@dataclass(frozen=True, slots=True)
class _Choice:
    text: str
    right: bool
    feedback: str


def _parsed(piece: str) -> _Choice:
    sign, rest = piece[0], piece[1:].strip()
    weight = _WEIGHT.match(rest) if sign == "~" else None
    if weight:
        rest = rest[weight.end() :]
    text, marker, feedback = rest.partition("#")
    right = sign == "=" or (weight is not None and float(weight[1]) > 0)
    return _Choice(_text(text), right, _text(feedback) if marker else "")


def _text(piece: str) -> str:
    piece = folded(piece.strip(), "\n", " ")
    marked = _FORMAT.match(piece)
    text = _plain(piece[marked.end() :] if marked else piece)
    return clean(plain(text) if marked and marked[1].lower() == "html" else text)


def _plain(piece: str) -> str:
    return piece.translate(BACK)

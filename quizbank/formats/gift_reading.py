"""Questions out of GIFT, Moodle's format for typing: one language, one question a block.

Identifier and tags stand in the comment before a question, as Moodle itself writes and reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from intake.phrases import Phrase, gettext_noop
from quizbank.formats import languages
from quizbank.formats.gift_writing import SIGNS
from quizbank.formats.hypertext import plain
from quizbank.formats.item import (
    EXPLAINED,
    NEARLY,
    UNEQUAL_SHARES,
    FileQuestion,
    Reading,
    clean,
    folded,
)
from quizbank.formats.marked_units import EXPLANATION, STEM, SaidUnits
from quizbank.formats.places import LINE
from quizbank.formats.sorted_rows import SortedRows
from quizbank.formats.tags import tagged, values
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import LETTERS
from quizbank.rules.text_units import Unit

# An escaped sign is replaced by a control character until the block is taken apart.
STAND_INS = {sign: chr(number) for number, sign in enumerate(SIGNS, start=1)}
BACK = {ord(stand_in): "\n" if sign == "n" else sign for sign, stand_in in STAND_INS.items()}
_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_TITLE = re.compile(r"^::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"^\[(html|plain|moodle|markdown)\]\s*", re.IGNORECASE)
_MARK = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.)*)\]")
_WEIGHT = re.compile(r"^%(-?[0-9]{1,3}(?:\.[0-9]+)?)%")
LONGEST_COMMENT = 2_000
ALL_POINTS = 100.0
ONLY = gettext_noop(
    "Only questions are read in which something is chosen, matched or put in order, without gaps."
)


@dataclass(slots=True)
class _GiftBlock:
    line: int
    comments: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def read(source: str, language: str) -> Reading:
    """The questions of a text that can be read; others are refused with their line."""
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
        if body.startswith(">"):
            _add_steps(reading, item, said, stem, body)
        else:
            _add(reading, item, said, stem, body, marks)


def _marks(comments: Iterable[str]) -> dict[str, str]:
    found = [
        (kind, value.replace("\\]", "]")) for c in comments for kind, value in _MARK.findall(c)
    ]
    about = values(value for kind, value in found if kind == "tag")
    return about | {kind: value.strip() for kind, value in found if kind == "id"}


def _add(
    reading: Reading, item: FileQuestion, code: str, stem: str, body: str, tags: dict[str, str]
) -> None:
    body, _marker, general = body.partition("####")
    before, *pieces = re.split(r"(?=[=~])", body)
    said = SaidUnits()
    _take_text(said, stem, STEM)
    _take_text(said, general, EXPLANATION)
    if before.strip() or not pieces:
        reading.refuse(item.place, "question type", ONLY)
        return
    if all(piece[0] == "=" and "->" in piece for piece in pieces):
        answered = _matched(reading, item.place, pieces, tags, said)
    else:
        answered = _chosen(reading, item.place, [_parsed(piece) for piece in pieces], said)
    if answered:
        said.remark(reading, item.place)
        kind, right = answered
        texts = said.texts(lambda _code: code)
        reading.items.append(replace(item, kind=kind, right=right, scene=said.scene, texts=texts))


def _matched(
    reading: Reading, place: str, pieces: list[str], tags: dict[str, str], said: SaidUnits
) -> tuple[str, str] | None:
    pairs = (piece[1:].partition("->") for piece in pieces)
    # Only rows have a format.
    rows = [({"": _text(row)}, {"": clean(_plain(group))}) for row, _arrow, group in pairs]
    found = SortedRows(rows, tags)
    if not found.fits(reading, place, "choices"):
        return None
    said.units |= found.units
    return QuestionKind.SORT.value, found.right


def _chosen(
    reading: Reading, place: str, choices: list[_Choice], said: SaidUnits
) -> tuple[str, str] | None:
    if all(choice.sign == "=" for choice in choices):
        reading.refuse(place, "question type", ONLY)
        return None
    if any(choice.feedback for choice in choices):
        reading.remark(place, "feedback", EXPLAINED)
    if (marked := _marked(reading, place, choices)) is None:
        return None
    if said.marks:
        kind = QuestionKind.SPOTS.value
        right = reading.marked_letters(place, "choices", marked, len(choices))
    else:
        kind, right = reading.kind_and_right(place, "choices", marked, len(choices))
    lettered = list(zip(LETTERS, choices, strict=False))
    said.feedback = {("choices", letter): {"": one.feedback} for letter, one in lettered}
    words = {("choices", letter): {"": one.text} for letter, one in lettered}
    return (kind, right) if right and said.agrees(reading, place, words) else None


def _marked(reading: Reading, place: str, choices: Sequence[_Choice]) -> list[int] | None:
    """Which choices count as right; ``None`` after noting that nobody can say.

    Beside one that gives all points another may give some of them: here it is wrong, and told.
    """
    marked = [number for number, choice in enumerate(choices) if choice.share > 0]
    whole = [number for number in marked if choices[number].share > ALL_POINTS - NEARLY]
    if len(marked) == len(whole):
        return marked
    if len(whole) == 1:
        text = gettext_noop(
            "A choice that gives only some of the points is taken as a wrong one: here one choice"
            " gives all of them."
        )
        reading.remark(place, "choices", text)
        return whole
    given = [choices[number].share for number in marked]
    if max(given) - min(given) > NEARLY or abs(sum(given) - ALL_POINTS) > NEARLY:
        reading.refuse(place, "choices", UNEQUAL_SHARES)
        return None
    return marked


def _add_steps(reading: Reading, item: FileQuestion, code: str, stem: str, body: str) -> None:
    """As Moodle's ordering questions are written: ``{>4 …`` and a step on each line."""
    head, *lines = body[1:].strip().split("\n")
    steps = [_text(line) for line in lines if line.strip()]
    if "ALL" not in (said_of := head.split()) and said_of[:1] != [str(len(steps))]:
        text = gettext_noop("Only some of the steps are shown. Have all of them shown.")
        reading.refuse(item.place, "choices", text)
    elif reading.lettered(item.place, "choices", len(steps)):
        said = SaidUnits()
        _take_text(said, stem, STEM)
        letters = LETTERS[: len(steps)]
        said.units |= {
            ("choices", one): {"": step} for one, step in zip(letters, steps, strict=True)
        }
        texts = said.texts(lambda _code: code)
        kind = QuestionKind.ORDER.value
        reading.items.append(replace(item, kind=kind, right=letters, texts=texts))


@dataclass(frozen=True, slots=True)
class _Choice:
    sign: str
    text: str
    # Of the points, in per cent; negative where it takes some.
    share: float
    feedback: str


def _parsed(piece: str) -> _Choice:
    sign, rest = piece[0], piece[1:].strip()
    weight = _WEIGHT.match(rest) if sign == "~" else None
    if weight:
        rest = rest[weight.end() :]
    text, marker, feedback = rest.partition("#")
    share = ALL_POINTS if sign == "=" else float(weight[1]) if weight else 0
    return _Choice(sign, _text(text), share, _text(feedback) if marker else "")


def _text(piece: str) -> str:
    text, is_html = _unmarked(piece)
    return clean(plain(text) if is_html else text)


def _take_text(said: SaidUnits, piece: str, unit: Unit) -> None:
    """A text that may be HTML, and then our own."""
    text, is_html = _unmarked(piece)
    if is_html:
        said.take(text, unit, lambda source: {"": clean(plain(source))})
    else:
        said.units[unit] = {"": clean(text)}


def _unmarked(piece: str) -> tuple[str, bool]:
    """The piece without the name of its format, and whether that is HTML."""
    piece = folded(piece.strip(), "\n", " ")
    marked = _FORMAT.match(piece)
    text = _plain(piece[marked.end() :] if marked else piece)
    return text, marked is not None and marked[1].lower() == "html"


def _plain(piece: str) -> str:
    return folded(piece.strip(), "\n", " ").translate(BACK)

"""Whether length or place gives the right choice away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from base.intake.phrases import Phrase, gettext_noop
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.rules.question_faults import LETTERED, OTHER_UNITS
from quizbank.rules.responses import QuestionKind
from quizbank.rules.text_units import TextWords

RATIO = 1.3
# With fewer questions chance alone makes the letters uneven.
FEW = 8
UNEVEN = gettext_noop(
    "%(count)d of %(all)d keys are %(letter)s, where about %(expected)d would be even: exchange "
    "choices of some questions"
)


def findings(item: CheckedQuestion, languages: Sequence[str]) -> Iterator[Finding]:
    """Missing texts, unlike choices and a key that stands out by its length."""
    for language in languages:
        if language not in item.texts:
            said = Phrase(gettext_noop("the text is missing: write or draft it"))
            yield Finding(item.key, language, "missing", said)
    if len({text.letters for text in item.texts.values()}) > 1:
        said = Phrase(
            gettext_noop("the languages have different choices: give all the same letters")
        )
        yield Finding(item.key, "", "letters", said)
    elif len({text.shape for text in item.texts.values()}) > 1:
        yield Finding(item.key, "", "form", Phrase(OTHER_UNITS))
    if item.kind is not QuestionKind.SINGLE:
        # What has several parts is looked at by `kinds`.
        return
    for language, text in item.texts.items():
        for rule, message in _text(text, item.right):
            yield Finding(item.key, language, rule, message)


def _text(text: TextWords, right: str) -> Iterator[tuple[str, Phrase]]:
    if "".join(sorted(text.choices)) not in ("abc", "abcd"):
        yield "letters", Phrase(LETTERED)
    elif right not in text.choices:
        said = gettext_noop(
            "the right choice “%(right)s” is not among the choices: name one that is"
        )
        yield "letters", Phrase(said, right=right)
    elif (ratio := _ratio(text.choices, right)) > RATIO:
        said = gettext_noop(
            "the key has %(ratio)s times the mean length: shorten it, or add to others"
        )
        yield "key-long", Phrase(said, ratio=round(ratio, 2))


def _ratio(choices: Mapping[str, str], right: str) -> float:
    """Length of the key by the mean of all choices; 0 where another is as long."""
    lengths = {letter: len(choice) for letter, choice in choices.items()}
    others = [length for letter, length in lengths.items() if letter != right]
    if lengths[right] <= max(others):
        return 0
    return lengths[right] * len(lengths) / sum(lengths.values())


def balance(items: Sequence[CheckedQuestion]) -> Iterator[Finding]:
    """Divisions in which some letter is the key too often or too seldom."""
    divisions = defaultdict(list)
    for item in items:
        if item.kind is QuestionKind.SINGLE:
            divisions[item.division].append(item)
    for division, members in divisions.items():
        if len(members) >= FEW:
            yield from _shares(division, members)


def _shares(division: str, members: Sequence[CheckedQuestion]) -> Iterator[Finding]:
    counts = Counter(item.right for item in members)
    widths = [
        max((len(text.choices) for text in item.texts.values()), default=3) for item in members
    ]
    for letter in "abcd"[: max(widths)]:
        chances = [1 / width for width in widths if "abcd".index(letter) < width]
        expected = sum(chances)
        spread = sum(chance * (1 - chance) for chance in chances) ** 0.5
        said = Phrase(
            UNEVEN,
            count=counts[letter],
            all=len(members),
            letter=letter,
            expected=round(expected),
        )
        place = Phrase(gettext_noop("division %(code)s"), code=division)
        if counts[letter] * 2 > len(members) or (letter in "abc" and not counts[letter]):
            yield Finding(place, "", "key-lopsided", said)
        elif abs(counts[letter] - expected) > 2 * spread:
            yield Finding(place, "", "key-share", said)

"""Whether length or place gives the right choice away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from quizbank.checks.items import Finding, Item, Text

RATIO = 1.3
# With fewer questions chance alone makes the letters uneven.
FEW = 8


def findings(item: Item, languages: Sequence[str]) -> Iterator[Finding]:
    """Missing texts, unlike choices and a key that stands out by its length."""
    for language in languages:
        if language not in item.texts:
            yield Finding(item.key, language, "missing", "the text is missing: write or draft it")
    letters = {"".join(sorted(text.choices)) for text in item.texts.values()}
    if len(letters) > 1:
        said = "the languages have different choices: give all the same letters"
        yield Finding(item.key, "", "letters", said)
    for language, text in item.texts.items():
        for rule, message in _text(text, item.right):
            yield Finding(item.key, language, rule, message)


def _text(text: Text, right: str) -> Iterator[tuple[str, str]]:
    if "".join(sorted(text.choices)) not in ("abc", "abcd"):
        yield "letters", "three or four choices are needed, lettered a, b, c, d"
    elif right not in text.choices:
        yield "letters", f"the right choice {right!r} is not among the choices: name one that is"
    elif (ratio := _ratio(text.choices, right)) > RATIO:
        yield (
            "key-long",
            f"the key has {ratio:.2f} times the mean length: shorten it, or add to others",
        )


def _ratio(choices: Mapping[str, str], right: str) -> float:
    """Length of the key by the mean of all choices; 0 where another is as long."""
    lengths = {letter: len(choice) for letter, choice in choices.items()}
    others = [length for letter, length in lengths.items() if letter != right]
    if lengths[right] <= max(others):
        return 0
    return lengths[right] * len(lengths) / sum(lengths.values())


def balance(items: Sequence[Item]) -> Iterator[Finding]:
    """Divisions in which some letter is the key too often or too seldom."""
    divisions = defaultdict(list)
    for item in items:
        divisions[item.division].append(item)
    for division, members in divisions.items():
        if len(members) >= FEW:
            yield from _shares(division, members)


def _shares(division: str, members: Sequence[Item]) -> Iterator[Finding]:
    counts = Counter(item.right for item in members)
    widths = [
        max((len(text.choices) for text in item.texts.values()), default=3) for item in members
    ]
    for letter in "abcd"[: max(widths)]:
        chances = [1 / width for width in widths if "abcd".index(letter) < width]
        expected = sum(chances)
        spread = sum(chance * (1 - chance) for chance in chances) ** 0.5
        said = f"{counts[letter]} of {len(members)} keys are {letter}, where about {expected:.0f} "
        said += "would be even: exchange choices of some questions"
        if counts[letter] * 2 > len(members) or (letter in "abc" and not counts[letter]):
            yield Finding(f"division {division}", "", "key-lopsided", said)
        elif abs(counts[letter] - expected) > 2 * spread:
            yield Finding(f"division {division}", "", "key-share", said)

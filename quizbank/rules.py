"""Pure decisions about questions and papers: what is well formed, and how choices are permuted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from intake.phrases import Phrase, gettext_noop

STEM_LENGTH, CHOICE_LENGTH, EXPLANATION_LENGTH = 120, 75, 600
LETTERINGS = ("abc", "abcd")
LETTERED = gettext_noop("three or four choices are needed, lettered a, b, c, d")
LONG_CHOICE = gettext_noop("choice %(letter)s is longer than %(most)d characters")


def permuted(letters: str, *, seed: str, question: str) -> str:
    """The letters of a question in the order a paper shows them.

    The order depends on the paper's secret seed and the question alone, so that every language
    gets the same one and position says nothing about the key.
    """
    return "".join(
        sorted(letters, key=lambda c: hashlib.sha256(f"{seed}|{question}|{c}".encode()).digest())
    )


def digest(body: str, *, seed: str) -> str:
    """The address of compiled bytes: names the content, and cannot be guessed without the seed."""
    return hashlib.sha256(f"{seed}|{body}".encode()).hexdigest()[:40]


def faults(
    right: str, texts: Mapping[str, Mapping[str, object]], languages: Sequence[str]
) -> list[Phrase]:
    """What keeps a question out of the bank, one sentence for each fault; empty if nothing does.

    ``texts`` is ``{language: {"question": str, "choices": {letter: str}, "explanation": str}}``.
    """
    missing = Phrase(gettext_noop("the text is missing"))
    found = [_in(language, missing) for language in languages if language not in texts]
    letters = {language: _letters(text) for language, text in texts.items()}
    if len(set(letters.values())) > 1:
        found.append(Phrase(gettext_noop("the languages have different choices")))
    for language, text in texts.items():
        found += [_in(language, fault) for fault in _text_faults(text, letters[language], right)]
    return found


def _in(language: str, fault: Phrase) -> Phrase:
    return Phrase("%(language)s: %(fault)s", language=language, fault=fault)


def _letters(text: Mapping[str, object]) -> str:
    choices = text.get("choices")
    return "".join(sorted(choices)) if isinstance(choices, Mapping) else ""


def _text_faults(text: Mapping[str, object], letters: str, right: str) -> list[Phrase]:
    found = []
    if letters not in LETTERINGS:
        found.append(Phrase(LETTERED))
    elif right not in letters:
        said = gettext_noop("the right choice “%(right)s” is not among the choices")
        found.append(Phrase(said, right=right))
    choices = text.get("choices")
    if isinstance(choices, Mapping):
        found += [
            Phrase(LONG_CHOICE, letter=letter, most=CHOICE_LENGTH)
            for letter, choice in choices.items()
            if len(str(choice)) > CHOICE_LENGTH
        ]
    if not str(text.get("question") or "").strip():
        found.append(Phrase(gettext_noop("the question is empty")))
    elif len(str(text["question"])) > STEM_LENGTH:
        said = gettext_noop("the question is longer than %(most)d characters")
        found.append(Phrase(said, most=STEM_LENGTH))
    if not str(text.get("explanation") or "").strip():
        found.append(Phrase(gettext_noop("the explanation is empty")))
    return found

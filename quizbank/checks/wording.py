"""Questions that ask for what is not so, and choices that stand for all the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from base.intake.phrases import Phrase, gettext_noop
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.checks.lengths import YOUNG
from quizbank.checks.words import sentences, words
from quizbank.rules.responses import QuestionKind

NEGATIVE = gettext_noop("the question asks with “%(word)s”: ask for what is right")
CATCH_ALL = gettext_noop(
    "choice %(letter)s stands for other choices: write one that stands by itself"
)
_NEGATIVES = {
    "en": re.compile(
        "not|never|except|cannot|isn't|aren't|don't|doesn't|didn't|can't|won't|shouldn't"
    ),
    "hr": re.compile(
        "ne|nije|nisu|nisam|nisi|nismo|niste|nema|nemaju|nemoj|nemojte|neće|nikada?|osim|izuzev"
        "|nijedan|nijedna|nijedno"
    ),
}
# What follows these is a circumstance, not what is asked: „Šta da uradi ako ne zna lozinku?“
_CIRCUMSTANCE = re.compile(
    r"[,:;(„“”\"]|\b(?:if|when|because|while|after|until|ako|kad|kada|jer|dok|iako|čim)\b"
)
_RELATIVE = re.compile(r"(?:who|whom|whose|that|which|koj\w+|čij\w+)")
_CATCH_ALL = {
    "en": r"\b(?:all|none|both|any|each) of (?:the above|these|them|the others)\b"
    r"|\b(?:both|all|none) answers?\b|\b[abcd] and [abcd]\b|^(?:all|none|both|neither)$",
    "hr": r"\b(?:sve|ništa|nijedn\w+|svi|sva) (?:od )?(?:gore )?(?:navede|spomenut|pomenut)\w+"
    r"|\b(?:svi|oba|sva tri|nijedan|nijedan od) (?:ponuđen\w+ )?odgovor\w*"
    r"|\b[abcd] i [abcd]\b|^(?:sve (?:to|ovo)|ništa od (?:toga|ovoga|ovog)|oboje|oba|sve zajedno)$",
}


def findings(item: CheckedQuestion) -> Iterator[Finding]:
    """Both kinds, in every language."""
    for language, text in item.latin.items():
        if word := negative(language, text.stem):
            rule = "negative-young" if item.division == YOUNG else "negative"
            said = Phrase(NEGATIVE, word=word)
            yield Finding(item.key, language, rule, said)
        # "Nothing here is suspicious" is an answer that a scene may need.
        choices = {} if item.kind is QuestionKind.SPOTS else text.choices
        for letter, choice in choices.items():
            if catches_all(language, choice):
                said = Phrase(CATCH_ALL, letter=letter)
                yield Finding(item.key, language, "catch-all", said)


def negative(language: str, stem: str) -> str:
    """The negation in what is asked, or nothing; one in the story does not count.

    Of a stem in Latin letters.
    """
    known = _NEGATIVES.get(language, _NEGATIVES["hr"])
    asked = [one for one in sentences(stem) if one.rstrip('”“"').endswith("?")]
    found = (word for sentence in asked for word in _main_clause(sentence) if known.fullmatch(word))
    return next(found, "")


def _main_clause(sentence: str) -> Iterator[str]:
    head = _CIRCUMSTANCE.split(sentence.replace("’", "'").lower(), maxsplit=1)[0]
    for place, word in enumerate(words(head)):
        if place > 1 and _RELATIVE.fullmatch(word):
            return
        yield word


def catches_all(language: str, choice: str) -> bool:
    """Whether a choice, in Latin letters, means all or none of the others."""
    said = choice.lower().strip(' .!„“”"')
    return bool(re.search(_CATCH_ALL.get(language, _CATCH_ALL["hr"]), said))

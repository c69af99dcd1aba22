"""Every rule of the checks: whether it forbids or warns, what it asks, and where that is from."""

from __future__ import annotations

from dataclasses import dataclass

from base.intake.phrases import gettext_noop

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class CheckRule:
    """``source`` is a number of the item-writing rules in docs/questions.md, or empty."""

    severity: str
    asks: str
    source: str = ""


RULES = {
    "missing": CheckRule(ERROR, gettext_noop("every language of the competition has a text")),
    "letters": CheckRule(
        ERROR, gettext_noop("all languages have the same choices, and the key is one of them")
    ),
    "form": CheckRule(
        ERROR, gettext_noop("kind, right answer, scene and words of a question fit each other")
    ),
    "size-age": CheckRule(
        WARNING,
        gettext_noop("no question has more parts, and no scene more words, than its age"),
        "8",
    ),
    "length": CheckRule(ERROR, gettext_noop("no part is longer than its screen allows"), "8"),
    "stem-young": CheckRule(
        WARNING, gettext_noop("for 9–11 a question has at most 120 characters"), "8"
    ),
    "stem-load": CheckRule(
        WARNING, gettext_noop("a question has few words, at most two names and few numbers"), "8"
    ),
    "sentence": CheckRule(WARNING, gettext_noop("no sentence is too long for the age"), "9"),
    "key-long": CheckRule(
        ERROR, gettext_noop("the key is not the longest by more than 1.3 times the mean"), "6"
    ),
    "key-lopsided": CheckRule(
        ERROR, gettext_noop("no letter is the key of more than half of a division, or of none")
    ),
    "key-share": CheckRule(
        WARNING, gettext_noop("each letter is the key about equally often in a division")
    ),
    "cue-bank": CheckRule(
        ERROR,
        gettext_noop("over an age the cues hit no more than fifteen points above chance"),
        "18",
    ),
    "negative-young": CheckRule(
        ERROR, gettext_noop("for 9–11 no question asks for what is not so"), "5"
    ),
    "negative": CheckRule(WARNING, gettext_noop("no question asks for what is not so"), "5"),
    "catch-all": CheckRule(
        ERROR, gettext_noop("no choice stands for all or none of the others"), "4"
    ),
    "placeholder": CheckRule(
        ERROR, gettext_noop("placeholders and addresses are the same in all languages")
    ),
    "protected": CheckRule(
        WARNING, gettext_noop("abbreviations and numbers are the same in all languages")
    ),
    "script": CheckRule(
        ERROR, gettext_noop("no letters of the other script but in protected words")
    ),
    "kept": CheckRule(
        ERROR, gettext_noop("protected words and numbers are the same in both scripts")
    ),
    "drift": CheckRule(
        WARNING, gettext_noop("both scripts of Serbian say the same, letter by letter")
    ),
    "twin": CheckRule(ERROR, gettext_noop("no question is asked twice")),
    "near-twin": CheckRule(WARNING, gettext_noop("no question is much like another")),
    "term": CheckRule(ERROR, gettext_noop("no word that the glossary keeps out of this language")),
    "term-rather": CheckRule(
        WARNING, gettext_noop("no word to which the glossary prefers another")
    ),
    "term-lost": CheckRule(
        WARNING, gettext_noop("a term of the glossary is translated as the glossary says")
    ),
    "dialect": CheckRule(
        ERROR, gettext_noop("ekavian where the language is ekavian, ijekavian where it is that")
    ),
    "brand": CheckRule(WARNING, gettext_noop("no product or firm is named"), "17"),
}


def is_error(rule: str) -> bool:
    """Whether what breaks the rule must not stay in the bank."""
    return RULES[rule].severity == ERROR

"""Every rule of the checks: whether it forbids or warns, what it asks, and where that is from."""

from __future__ import annotations

from dataclasses import dataclass

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """``source`` is a number of the item-writing rules in docs/questions.md, or empty."""

    severity: str
    asks: str
    source: str = ""


RULES = {
    "missing": Rule(ERROR, "every language of the competition has a text"),
    "letters": Rule(ERROR, "all languages have the same choices, and the key is one of them"),
    "length": Rule(ERROR, "no part is longer than its screen allows", "8"),
    "stem-young": Rule(ERROR, "for 9–11 a question has at most 90 characters", "8"),
    "sentence": Rule(WARNING, "no sentence is too long for the age", "9"),
    "key-long": Rule(ERROR, "the key is not the longest by more than 1.3 times the mean", "6"),
    "key-lopsided": Rule(ERROR, "no letter is the key of more than half of a division, or of none"),
    "key-share": Rule(WARNING, "each letter is the key about equally often in a division"),
    "negative-young": Rule(ERROR, "for 9–11 no question asks for what is not so", "5"),
    "negative": Rule(WARNING, "no question asks for what is not so", "5"),
    "catch-all": Rule(ERROR, "no choice stands for all or none of the others", "4"),
    "placeholder": Rule(ERROR, "placeholders and addresses are the same in all languages"),
    "protected": Rule(WARNING, "abbreviations and numbers are the same in all languages"),
    "script": Rule(ERROR, "no letters of the other script but in protected words"),
    "kept": Rule(ERROR, "protected words and numbers are the same in both scripts"),
    "drift": Rule(WARNING, "both scripts of Serbian say the same, letter by letter"),
    "twin": Rule(ERROR, "no question is asked twice"),
    "near-twin": Rule(WARNING, "no question is much like another"),
    "term": Rule(ERROR, "no word that the glossary keeps out of this language"),
    "term-rather": Rule(WARNING, "no word to which the glossary prefers another"),
    "term-lost": Rule(WARNING, "a term of the glossary is translated as the glossary says"),
    "dialect": Rule(ERROR, "ekavian where the language is ekavian, ijekavian where it is that"),
    "name-unknown": Rule(WARNING, "names in stories are from the cast", "10"),
    "name-lost": Rule(WARNING, "a child has the same name in all languages"),
    "cast": Rule(WARNING, "all communities, girls and boys have their share of the stories", "10"),
    "brand": Rule(WARNING, "no product or firm is named", "17"),
    "reading": Rule(WARNING, "the text is not too hard for the age (LIX)", "9"),
}


def is_error(rule: str) -> bool:
    """Whether what breaks the rule must not stay in the bank."""
    return RULES[rule].severity == ERROR

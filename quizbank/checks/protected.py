"""What no translation and no script may change: placeholders, addresses, numbers, kept words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from base.intake.phrases import Phrase, gettext_noop
from quizbank.checks.items import CheckedQuestion, Finding, named_units
from quizbank.checks.words import CYRILLIC
from quizbank.languages.question_scripts import Exceptions, kept_in, to_cyrillic
from quizbank.rules.scene_kinds import addresses

_FIXED = re.compile(
    r"\{[^{}]*\}|%\(\w+\)[a-z]|https?://\S*[^\s.,;:!?)”“\"]|[\w.+-]+@[\w-]+\.[\w.-]*\w"
)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
EXACTLY = gettext_noop("%(found)s: write exactly what the English text has")
NUMBERS = gettext_noop(
    "not the numbers of the English text (%(found)s): correct it if they are wrong"
)
ALIKE = gettext_noop("%(part)s does not keep %(found)s in both scripts: write it alike")
DRIFT = gettext_noop(
    "%(part)s is not the Latin text letter by letter (%(found)s): correct one, or add an exception"
)
FOREIGN = gettext_noop("%(found)s: write it in the script of the language")
ADDRESS = gettext_noop("%(found)s: quote an address in Latin letters, as the scene shows it")
BRAND = gettext_noop("%(found)s: say “a game” or “a chat app” instead")
_LATIN, _CYRILLIC = re.compile(r"[A-Za-zČĆĐŠŽčćđšž]+"), re.compile(r"[Ѐ-ӿ]+")


def findings(item: CheckedQuestion, exceptions: Exceptions) -> Iterator[Finding]:
    """Between languages, between scripts, and in each text."""
    texts = (text.whole() for text in item.texts.values())
    own = exceptions.beside(addresses(item.scene), *texts)
    yield from _between_languages(item)
    yield from _scripts(item, own)
    yield from _in_each(item, own)


def _between_languages(item: CheckedQuestion) -> Iterator[Finding]:
    source = item.texts.get("en")
    if source is None:
        return
    whole = source.whole()
    for language, text in item.texts.items():
        if gone := _unlike(_FIXED.findall(whole), _FIXED.findall(text.whole())):
            said = Phrase(EXACTLY, found=gone)
            yield Finding(item.key, language, "placeholder", said)
        if gone := _unlike(_NUMBER.findall(whole), _NUMBER.findall(text.whole())):
            said = Phrase(NUMBERS, found=gone)
            yield Finding(item.key, language, "protected", said)


def _unlike(source: list[str], target: list[str]) -> str:
    """What one has and the other lacks; more or less often is no difference."""
    return ", ".join(sorted(set(source) ^ set(target)))


def _scripts(item: CheckedQuestion, exceptions: Exceptions) -> Iterator[Finding]:
    """The pair of Serbian texts, part by part."""
    if not {"sr", "sr-latn"} <= item.texts.keys():
        return
    written = dict(named_units(item.texts["sr"]))
    for name, latin in named_units(item.texts["sr-latn"]):
        if (cyrillic := written.get(name)) is None:
            continue
        if gone := _kept_apart(latin, cyrillic, exceptions):
            said = Phrase(ALIKE, part=name, found=gone)
            yield Finding(item.key, "sr", "kept", said)
        elif (draft := to_cyrillic(latin, exceptions)) != cyrillic:
            said = Phrase(DRIFT, part=name, found=first_unlike(draft, cyrillic))
            yield Finding(item.key, "sr", "drift", said)


def _kept_apart(latin: str, cyrillic: str, exceptions: Exceptions) -> str:
    sides = [
        Counter([*kept_in(text, exceptions), *_NUMBER.findall(text)]) for text in (latin, cyrillic)
    ]
    return ", ".join(sorted((sides[0] - sides[1]) + (sides[1] - sides[0])))


def first_unlike(draft: str, text: str) -> str:
    """The first word that differs, as drafted and as written."""
    pairs = zip([*draft.split(), "–"], [*text.split(), "–"], strict=False)
    return next((f"{a} / {b}" for a, b in pairs if a != b), f"{draft} / {text}")


def _in_each(item: CheckedQuestion, exceptions: Exceptions) -> Iterator[Finding]:
    for language, text in item.texts.items():
        whole = text.whole()
        if foreign := sorted(set(_foreign(language, whole, exceptions))):
            said = Phrase(FOREIGN, found=", ".join(foreign))
            yield Finding(item.key, language, "script", said)
        if language in CYRILLIC and (turned := exceptions.turned_in(whole)):
            said = Phrase(ADDRESS, found=", ".join(turned))
            yield Finding(item.key, language, "script", said)
        if brands := sorted(set(exceptions.brand_names.findall(whole))):
            said = Phrase(BRAND, found=", ".join(brands))
            yield Finding(item.key, language, "brand", said)


def _foreign(language: str, text: str, exceptions: Exceptions) -> list[str]:
    if language not in CYRILLIC:
        return _CYRILLIC.findall(text)
    for kept in kept_in(text, exceptions):
        text = text.replace(kept, " ", 1)
    return _LATIN.findall(text)

"""Whose words the interface speaks: Serbian is said as the reader's country says it.

The active language stays what it is. A country whose schools say Serbian otherwise is noted beside
it, for as long as a request, a mail or a file takes; Django's catalogue asks here for each text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

from base.languages.ijekavian import Ijekavian

# Countries that say the interface otherwise, and in which languages.
VARIED = {"BA": ("sr", "sr-latn")}
_LANGUAGES = frozenset(language for languages in VARIED.values() for language in languages)

# A country, or how to find it: most texts are asked for where it makes no difference.
_where: ContextVar[Callable[[], str]] = ContextVar("where", default=lambda: "")


@contextmanager
def spoken_in(country: str | Callable[[], str]) -> Iterator[None]:
    """Say everything as this country says it; empty for nowhere in particular.

    What finds the country is called at the first text that may differ, and once.
    """
    found = cache(country) if callable(country) else lambda: country
    token = _where.set(found)
    try:
        yield
    finally:
        _where.reset(token)


def is_varied(language: str) -> bool:
    """Whether some country says this language otherwise."""
    return language in _LANGUAGES


def variant(language: str, country: str) -> str:
    """``sr-BA`` where the country says the language otherwise, else the language itself."""
    return f"{language}-{country}" if language in VARIED.get(country, ()) else language


def language_of(code: str) -> str:
    """The language that a code such as ``sr-BA`` is a variant of; that of a language is itself."""
    return code.rpartition("-")[0] if code in variants() else code


def variants() -> list[str]:
    """Codes of all that is said otherwise, such as ``sr-BA``."""
    return [f"{one}-{country}" for country, languages in VARIED.items() for one in languages]


def spoken_variant(language: str) -> str:
    """The code of the language as it is spoken at this moment."""
    return variant(language, _where.get()()) if is_varied(language) else language


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language, or a variant such as ``sr-BA``."""
    language = language_of(code)
    with translation.override(language), spoken_in(code[len(language) + 1 :]):
        yield


def as_said(text: str, code: str) -> str:
    """A text of the interface in the words of a variant; that of a language is left as it is."""
    return _ijekavian().say(text) if code in variants() else text


@cache
def _ijekavian() -> Ijekavian:
    file = Path(settings.BASE_DIR) / "fixtures/ijekavian.yaml"
    return Ijekavian(yaml.safe_load(file.read_text(encoding="utf-8")))


class Catalogue(trans_real.DjangoTranslation):
    """A catalogue whose texts are said as the reader's country says them."""

    def gettext(self, message: str) -> str:
        """The text, in the words of the country."""
        return self._said(super().gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The text for a number, in the words of the country."""
        return self._said(super().ngettext(msgid1, msgid2, n))

    def _said(self, text: str) -> str:
        return as_said(text, spoken_variant(self.to_language()))


def install() -> None:
    """Have Django read its catalogues as these, now and whenever it forgets them; at the start."""
    trans_real.DjangoTranslation = Catalogue  # type: ignore[misc]

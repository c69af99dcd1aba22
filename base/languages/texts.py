"""Texts kept in several languages, ``{language code: text}``, as a reader wants them."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import get_language

from base.languages.scripts import to_latin
from base.languages.speech import spoken_variant


def in_reader_language(names: dict[str, str], default: str = "") -> str:
    """The text for the active language from ``{language code: text}``.

    Falls back to the same language in the other script, then to the nearest neighbours: a reader of
    Bosnian would rather read "Grad Zagreb" than "City of Zagreb". Who does not read Serbian in
    Cyrillic gets it in Latin letters.
    """
    code, in_latin = code_for_reader({code: text for code, text in names.items() if text})
    return to_latin(names[code]) if in_latin else names.get(code, default)


def code_for_reader(there: Collection[str]) -> tuple[str, bool]:
    """Which language or variant is read of those there are, and whether in Latin letters.

    Empty where there is none; see ``in_reader_language``.
    """
    language = get_language() or "en"
    spoken = spoken_variant(language)
    twin = {"sr": "sr-latn", "sr-latn": "sr"}.get(language, "")
    in_order = (spoken, language, twin, "bs", "hr", "sr-latn", "en", *there)
    code = next((code for code in in_order if code in there), "")
    return code, code == "sr" and language != "sr"


def in_both_scripts(names: dict[str, str]) -> dict[str, str]:
    """The same texts for browsers, which choose one themselves: Serbian in Latin is never missing
    where there is Cyrillic."""
    if not names.get("sr") or names.get("sr-latn"):
        return names
    return {**names, "sr-latn": to_latin(names["sr"])}

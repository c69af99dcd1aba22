"""What a letter says in one language, with the days and links of its edition put in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.translation import override

from base.languages.dates import day_in_sentence, windows_words
from base.languages.scripts import to_latin
from base.languages.speech import spoken_in
from base.languages.texts import code_for_reader
from competition.letters.letter_words import LetterText, prepared
from competition.models import Letter, Sitting, Window

TWINS = {"sr": "sr-latn", "sr-latn": "sr"}
NOT_KNOWN = "–"
EXAMPLE = "VII-2: https://…"


def letter_text(letter: Letter, language: str) -> LetterText:
    """The text as it was written, else as it is prepared, in the words of the country.

    Serbian that was written in Cyrillic is read in Latin letters too. A free letter that nobody
    wrote in this language is read in the nearest one.
    """
    with override(language), spoken_in(letter.country_id):
        code, in_latin = _written_in(letter, language)
        if not code:
            return prepared(letter.kind)
    own = letter.texts[code]
    change = to_latin if in_latin else str
    return LetterText(change(own["subject"]), change(own["body"]), own=True)


def _written_in(letter: Letter, language: str) -> tuple[str, bool]:
    """Which own text is read, and whether in Latin letters; empty for none."""
    texts: Collection[str] = letter.texts
    if language in texts:
        return language, False
    if letter.kind == Letter.Kind.FREE:
        return code_for_reader(texts)
    twin = TWINS.get(language, "")
    return (twin, twin == "sr") if twin in texts else ("", False)


def facts_of(
    letter: Letter, language: str, *, sittings: Sequence[Sitting] | None
) -> dict[str, str]:
    """What the words in braces stand for; the edition's windows may be prefetched.

    Where no reader is meant (``None``) an example stands for the sittings.
    """
    windows = letter.edition.windows.all()
    own = [one for one in windows if one.country_id == letter.country_id]
    moments = {
        "opens": min((one.opens_at for one in own), default=None),
        "closes": max((one.closes_at for one in own), default=None),
        "answers": max((one.closes_at for one in windows), default=None),
    }
    zone = ZoneInfo(letter.country.timezone)
    with override(language), spoken_in(letter.country_id):
        return {
            "title": letter.edition.title,
            "link": _address("competition:classes"),
            "window": _windows(own, zone),
            "talk": EXAMPLE if sittings is None else "\n".join(map(_talk, sittings)),
            **{name: _said(moment, zone) for name, moment in moments.items()},
        }


def _said(moment: datetime | None, zone: ZoneInfo) -> str:
    if moment is None:
        return NOT_KNOWN
    local = moment.astimezone(zone)
    return f"{day_in_sentence(local)}, {time_format(local, 'H:i')}"


def _windows(windows: Sequence[Window], zone: ZoneInfo) -> str:
    spans = [(one.opens_at.astimezone(zone), one.closes_at.astimezone(zone)) for one in windows]
    return windows_words(spans) or NOT_KNOWN


def _talk(sitting: Sitting) -> str:
    return f"{sitting.entry.school_class}: {_address('competition:discussion', sitting.pk)}"


def _address(name: str, *args: int) -> str:
    return str(settings.PUBLIC_ADDRESS).rstrip("/") + reverse(name, args=args)

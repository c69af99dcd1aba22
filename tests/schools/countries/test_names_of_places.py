"""Names in the reader's language and letters, whichever of them somebody has written."""

from __future__ import annotations

import pytest
from django.utils import translation

from base.languages.texts import in_both_scripts, in_reader_language
from schools.models import Region

FEDERATION = {
    "bs": "Federacija Bosne i Hercegovine",
    "sr": "Федерација Босне и Херцеговине",
    "en": "Federation of Bosnia and Herzegovina",
}


@pytest.mark.parametrize(
    ("language", "names", "shown"),
    [
        ("sr-latn", FEDERATION, "Federacija Bosne i Hercegovine"),
        ("sr-latn", {"sr": "Његош", "en": "Njegos"}, "Njegoš"),
        ("sr-latn", {"sr": "Његош", "sr-latn": "NJEGOŠ"}, "NJEGOŠ"),
        ("sr", FEDERATION, "Федерација Босне и Херцеговине"),
        ("sr", {"bs": "Tuzla", "en": "Tuzla (town)"}, "Tuzla"),
        ("bs", {"sr": "Ваљево"}, "Valjevo"),
        ("en", {"sr": "Ваљево"}, "Valjevo"),
        ("hr", {"bs": "Tuzla", "sr": "Тузла"}, "Tuzla"),
        ("bs", {}, "?"),
        ("bs", {"": "OŠ Vesna"}, "OŠ Vesna"),
    ],
)
def test_a_name_is_shown_in_the_readers_language_and_letters(
    language: str, names: dict[str, str], shown: str
) -> None:
    with translation.override(language):
        assert in_reader_language(names, "?") == shown
        assert str(Region(code="?", names=names)) == shown


@pytest.mark.parametrize(
    ("names", "latin"),
    [
        ({"sr": "Шабац", "en": "Sabac"}, "Šabac"),
        ({"sr": "Шабац", "sr-latn": "Sabac"}, "Sabac"),
        ({"bs": "Tuzla"}, None),
        ({}, None),
    ],
)
def test_browsers_never_lack_latin_where_there_is_cyrillic(
    names: dict[str, str], latin: str | None
) -> None:
    assert in_both_scripts(names).get("sr-latn") == latin

"""Diplomas on paper: each sheet in its own language, with the address at which it is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched

import segno
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base.languages.speech import speaking, variant
from base.languages.texts import in_reader_language
from competition.certificates.diplomas import (
    Diploma,
    about_country,
    sheet_words,
    sheets_on_paper,
)
from leaderboard.diplomas.queries import (
    ReadDiploma,
    check_address,
    check_words,
    facts_of,
)

# So many sheets one document holds: three seconds, and less memory than a process may have.
SHEETS = 500


def diploma_files(rows: Sequence[ReadDiploma]) -> Iterator[tuple[int, bytes]]:
    """``(sheets, PDF)``, as few as there can be; all are of one edition.

    Raises ``NotPrinted``.
    """
    for some in batched(rows, SHEETS):
        yield len(some), diplomas_on_paper(some)


def diplomas_on_paper(rows: Sequence[ReadDiploma]) -> bytes:
    """One document; where it is of two countries, each sheet says who answers for it, and none has
    the logos of one of them. Raises ``NotPrinted``."""
    first = rows[0]
    with speaking(variant(first.language, first.row.country_id)):
        countries = {one.row.country_id: one.row.country for one in rows}
        abouts = {pk: about_country(first.row.edition, one) for pk, one in countries.items()}
        title = _("Diploma")
    about = abouts[first.row.country_id]
    if len(abouts) > 1:
        about = {**about, "logos": []}
    answers = {pk: one["organizer"] for pk, one in abouts.items()}
    sheets = list(_sheets(rows, answers))
    return sheets_on_paper(sheets, title=title, language=first.language, about=about)


def _sheets(rows: Iterable[ReadDiploma], answers: Mapping[str, object]) -> Iterator[Diploma]:
    for one in rows:
        with speaking(variant(one.language, one.row.country_id)):
            yield _sheet(one, answers[one.row.country_id])


def _sheet(one: ReadDiploma, organizer: object) -> Diploma:
    facts = facts_of(one, one.language)
    code = segno.make(check_address(one.row.serial), error="m", micro=False)
    words = {
        **sheet_words(),
        "given": pgettext("a diploma", "is given to"),
        "for": facts.reason,
        "qr": _("The address at which this diploma can be checked"),
    }
    return Diploma(
        name=facts.name,
        day=facts.day,
        animal=facts.animal,
        serial=facts.serial,
        check=check_words(),
        qr=code.svg_inline(border=1),
        about={
            "lang": settings.HTML_LANGUAGES[one.language].partition("-")[0],
            "edition": facts.edition,
            "organizer": organizer,
            "slogan": in_reader_language(one.row.edition.slogans),
            "heading": facts.heading,
            "school": facts.school,
            "more": facts.more,
            "centred": not facts.animal,
            "words": words,
        },
    )

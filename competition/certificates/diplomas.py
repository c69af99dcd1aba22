"""Certificates of participation: whose they are, and their pages."""

from __future__ import annotations

import struct
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from base.languages.dates import day_in_sentence
from base.languages.speech import speaking, variant
from base.languages.texts import in_reader_language
from base.printing.documents import document
from base.printing.typesetting import Form
from competition.aliases.animal_pictures import drawing
from competition.models import Alias, Edition, Entry, Partner, Result
from schools.models import Country, SchoolClass
from schools.roles import zone_at

# So many logos find room beside each other.
MOST_LOGOS = 6


@dataclass(frozen=True, slots=True)
class Player:
    """A pupil who took part: the card's number, its name if the class uses names, the animal."""

    number: int
    name: str
    animal: str
    played_at: datetime


def players_of(entry: Entry) -> list[Player]:
    """Who played officially in any closed sitting of the class and was not voided, by number.

    Two queries.
    """
    rows = Result.objects.filter(
        attempt__entry=entry, counts=True, attempt__sitting__closed_at__isnull=False
    )
    found = rows.order_by("attempt__card__number").values_list(
        "attempt__card_id",
        "attempt__card__number",
        "attempt__card__name",
        "attempt__sitting__opened_at",
    )
    cards = list(found)
    aliases = Alias.objects.filter(edition=entry.edition_id, card__in=[row[0] for row in cards])
    animals = dict(aliases.values_list("card", "animal"))
    return [Player(number, name, animals.get(pk, ""), at) for pk, number, name, at in cards]


def partners_with_logo(edition: Edition, country: Country) -> Sequence[Partner]:
    """Whose logo stands on a certificate, in the order the organizer gave them."""
    found = edition.partners.filter(country=country, logo__isnull=False).select_related("logo")
    return list(found[:MOST_LOGOS])


TEMPLATE = "competition/certificates/certificate.typ"
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Diploma:
    """One sheet. ``serial``, ``check`` and ``qr``, its number and where to ask about it, stand only
    on what somebody has to be able to check: not on a certificate of participation.

    ``about``: what this sheet says otherwise than its document.
    """

    name: str = ""
    number: str = ""
    day: str = ""
    animal: str = ""
    serial: str = ""
    check: str = ""
    qr: str = ""
    about: Mapping[str, object] = field(default_factory=dict)

    def told(self) -> dict[str, object]:
        """As the template asks for it."""
        return {
            "name": self.name,
            "number": self.number,
            "day": self.day,
            "animal": drawing(self.animal),
            "serial": self.serial,
            "check": self.check,
            "qr": self.qr,
            "about": dict(self.about),
        }


def diploma_of(player: Player, school_class: SchoolClass, *, named: bool) -> Diploma:
    """The sheet of somebody who took part; the day is that of the country."""
    day = player.played_at.astimezone(zone_at(school_class.school))
    return Diploma(
        name=player.name if named else "",
        number=f"{school_class} · {player.number}",
        day=day_in_sentence(day),
        animal=player.animal,
    )


def speaking_as(school_class: SchoolClass) -> AbstractContextManager[None]:
    """The language of the class, as its country says it."""
    return speaking(variant(school_class.language, school_class.school.country_id))


def certificates_of(entry: Entry, players: Sequence[Player], *, named: bool) -> bytes:
    """A sheet for each, as PDF. Raises ``NotPrinted``."""
    school_class = entry.school_class
    with speaking_as(school_class):
        sheets = [diploma_of(one, school_class, named=named) for one in players]
        return _set(entry, sheets, "pdf")


def empty_certificate(entry: Entry) -> bytes:
    """What is the same for the whole class, as a picture to lay names on. Raises ``NotPrinted``."""
    with speaking_as(entry.school_class):
        return _set(entry, [Diploma()], "svg")


def _set(entry: Entry, sheets: Sequence[Diploma], form: Form) -> bytes:
    school_class = entry.school_class
    title = _("Certificate of participation")
    school = _("%(school_class)s, %(school)s") % {
        "school_class": school_class,
        "school": school_class.school.name,
    }
    about = {
        **about_country(entry.division.edition, school_class.school.country),
        "heading": title,
        "school": school,
        "words": sheet_words(),
    }
    return sheets_on_paper(
        sheets,
        title=f"{title} · {school_class}",
        language=school_class.language,
        about=about,
        form=form,
    )


def sheets_on_paper(
    sheets: Sequence[Diploma],
    *,
    title: str,
    language: str,
    about: Mapping[str, object],
    form: Form = "pdf",
) -> bytes:
    """A page for each; ``about``: what all of them say. Raises ``NotPrinted``."""
    data = {"sheets": [one.told() for one in sheets], **about}
    return document(TEMPLATE, title=title, language=language, data=data, form=form)


def about_country(edition: Edition, country: Country) -> dict[str, object]:
    """What stands on every sheet of a country: edition, slogan, who answers for it, logos."""
    organizer = next((line.strip() for line in country.controller.splitlines() if line.strip()), "")
    logos = [_logo(one) for one in partners_with_logo(edition, country)]
    return {
        "edition": edition.title,
        "slogan": in_reader_language(edition.slogans),
        "organizer": organizer,
        "logos": [logo for logo in logos if logo],
    }


def sheet_words() -> dict[str, str]:
    """The words of a certificate, in the language that is spoken."""
    return {
        "given": _("is given to"),
        "for": _("for taking part in the quiz about safety on the internet"),
        "date": _("Date"),
        "organizer": _("For the organizer"),
        "animal": _("The animal of this pupil in the quiz"),
        "serial": _("No. %(serial)s"),
    }


def _logo(partner: Partner) -> dict[str, str] | None:
    """A logo as SVG around its bytes: text, as all data of a document is."""
    png = bytes(partner.logo.png) if partner.logo else b""
    if not png.startswith(PNG):
        return None
    width, height = struct.unpack("!II", png[16:24])
    picture = f'href="data:image/png;base64,{b64encode(png).decode()}"'
    size = f'width="{width}" height="{height}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} {picture}/></svg>'
    return {"svg": svg, "name": partner.name}

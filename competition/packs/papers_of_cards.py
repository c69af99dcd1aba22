"""What stands on the cards of a class and on its teacher's list."""

from __future__ import annotations

from collections.abc import Sequence

import segno
from django.utils.translation import gettext as _

from base.pages.addresses import as_typed, card_link
from schools.models import Card, SchoolClass

type Part = dict[str, object]


def cards_part(school_class: SchoolClass, cards: Sequence[Card], *, address: str) -> Part:
    """Cards to cut. The QR code opens the page and holds the number, never the PIN."""
    return {
        "kind": "cards",
        "class-name": school_class.label,
        "school": school_class.school.name,
        "address": as_typed(address),
        "words": {
            "number": _("Number"),
            "pin": _("PIN"),
            "qr": _("The address of the quiz and the number of the card"),
            "how": _("Open the address, type the code on the board, then your number and PIN."),
            "keep": _("Keep this card for yourself."),
        },
        "cards": [_card(one, school_class.language, address) for one in cards],
    }


def _card(card: Card, language: str, address: str) -> dict[str, str]:
    link = card_link(address, language=language, number=card.number)
    code = segno.make(link, error="m", micro=False).svg_inline(border=1)
    return {"number": str(card.number), "pin": card.pin, "qr": code}


def sheet_part(
    school_class: SchoolClass, cards: Sequence[Card], *, named: bool, address: str
) -> Part:
    """The teacher's list with room for notes; ``named``: with the names of those who have one."""
    school = school_class.school
    return {
        "kind": "sheet",
        "title": _("%(school_class)s: list for the teacher") % {"school_class": school_class},
        "about": f"{school} · {school_class.school_year} · {as_typed(address)}",
        "lead": _(
            "Write the names by hand, if you like. Keep this sheet locked away, and destroy it "
            "when the results are out."
        ),
        "words": [_("Number"), _("PIN"), _("Name"), _("Notes")],
        "cards": [
            {"number": str(one.number), "pin": one.pin, "name": one.name if named else ""}
            for one in cards
        ],
    }

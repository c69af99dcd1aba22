"""The pack of a class: what stands on it, in whose language, and who gets it."""

from __future__ import annotations

import io
import logging
from datetime import time

import pytest
from auditlog.models import LogEntry
from django.test import Client
from pypdf import PdfReader

from base import clock
from base.models import User
from base.printing.documents import document
from base.refusal import NotPrinted
from competition.models import Edition, HelpLine
from competition.packs.pages import TEMPLATE
from schools.classes.actions.cards import open_cards
from schools.classes.actions.covering import take_over
from schools.models import Card, CardOpening, Contact, School, SchoolClass
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/classes/{}/pack/"
LONGEST = "Đurđica Ljubomirović-Njegić Džakulović Žužić"


@pytest.fixture
def desk(client: Client, teacher: User, edition: Edition, school_class: SchoolClass) -> Client:
    """A teacher's, with a class of which one card has a name."""
    Card.objects.filter(school_class=school_class, number=1).update(name=LONGEST)
    client.force_login(teacher)
    return client


def pages(client: Client, school_class: SchoolClass, piece: str) -> list[str]:
    """The text of each page of a file, and proof that nobody keeps it."""
    response = client.get(f"{PAGE.format(school_class.pk)}{piece}.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    found = PdfReader(io.BytesIO(response.content)).pages
    return [" ".join(one.extract_text().split()) for one in found]


def of_size(teacher: User, cards: int) -> SchoolClass:
    school = teacher.roles.get().school
    assert school is not None
    return cast.make_class(school, teacher, label=f"IX-{cards}", cards=cards)


@in_one_world(("cards", "sheets"), [(1, 1), (28, 3), (36, 4)])
def test_cards_stand_ten_to_a_page_and_a_class_on_one_list(
    desk: Client, teacher: User, cards: int, sheets: int
) -> None:
    school_class = of_size(teacher, cards)
    printed = pages(desk, school_class, "cards")
    assert len(printed) == sheets
    assert [page.count("PIN ") for page in printed[:-1]] == [10] * (sheets - 1)
    everything = " ".join(printed)
    assert all(
        everything.count(pin) == 1 for pin in school_class.cards.values_list("pin", flat=True)
    )
    assert len(pages(desk, school_class, "sheet")) == 1


def test_the_list_has_names_for_who_teaches_and_none_for_a_colleague(
    desk: Client, teacher: User, school: School, school_class: SchoolClass
) -> None:
    assert LONGEST in pages(desk, school_class, "sheet")[0]
    colleague = cast.make_teacher(school, "mirza@example.org")
    take_over(school_class, reason="ill", by=colleague, at=clock.now())
    desk.force_login(colleague)
    assert "1001" in (seen := pages(desk, school_class, "sheet")[0])
    assert LONGEST not in seen


def test_who_takes_pins_along_is_on_record_and_who_takes_a_letter_is_not(
    desk: Client, teacher: User, school_class: SchoolClass
) -> None:
    for piece, ways in (("letter", []), ("cards", ["paper"]), ("all", ["paper", "list"])):
        pages(desk, school_class, piece)
        looks = LogEntry.objects.get_for_object(school_class).filter(actor=teacher).order_by("pk")
        looks = looks.filter(action=LogEntry.Action.ACCESS)
        assert [one.additional_data["read"] for one in looks] == ways


def test_an_organizer_gets_the_pack_once_the_cards_are_open(
    client: Client, school: School, school_class: SchoolClass
) -> None:
    organizer = cast.make_staff("organizer", country=school.country)
    client.force_login(organizer)
    assert client.get(f"{PAGE.format(school_class.pk)}cards.pdf").status_code == 404
    reason = CardOpening.Reason.CARD_LOST
    open_cards(school_class, reason=reason, words="", by=organizer, at=clock.now())
    assert "1001" in pages(client, school_class, "cards")[0]


def test_pages_of_text_say_whom_to_call_and_whom_to_ask(
    desk: Client, school: School, school_class: SchoolClass, edition: Edition
) -> None:
    country = school.country
    country.controller = "Centar za sigurniji internet\nUlica 1, Sarajevo"
    country.save()
    Contact.objects.create(
        country=country,
        kind="helpline",
        names={"bs": "Plavi telefon"},
        phone="080050305",
        hours={"en": "round the clock"},
    )
    school_class.language = "en"
    school_class.save()
    (letter,) = pages(desk, school_class, "letter")
    assert "Centar za sigurniji internet, Ulica 1, Sarajevo" in letter
    assert "/en/ba/privacy/adults/" in letter
    assert "PINs are deleted by themselves once" in " ".join(letter.split())
    sheet = pages(desk, school_class, "lesson")
    assert len(sheet) <= 2
    ten_lines = " ".join(sheet)
    assert "Plavi telefon · 080 050 305 · round the clock" in ten_lines
    assert "10. When all have finished" in ten_lines
    assert "20 minutes" in ten_lines
    assert "Stuck?" not in ten_lines
    assert "Organizer: " in ten_lines
    HelpLine.objects.create(
        edition=edition, country=country, phone="061 555 333", opens=time(8), closes=time(14, 30)
    )
    page = " ".join(pages(desk, school_class, "lesson"))
    assert "Call the organizers: 061 555 333 08:00–14:30" in page


def test_a_document_that_fails_leaves_no_name_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(NotPrinted):
        document(TEMPLATE, title=LONGEST, language="hr", data={"parts": [{"kind": LONGEST}]})
    assert "TypstError" in caplog.text
    assert "Ljubomirović" not in caplog.text

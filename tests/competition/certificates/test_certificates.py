"""Certificates of a class: who gets one, what stands on it, and who may have the names."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from auditlog.models import LogEntry
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from base import clock
from base.models import User
from base.printing.documents import document
from competition.certificates import diplomas
from competition.models import Attempt, Edition, Logo, Partner, Sitting
from competition.sittings.actions.sittings import close
from schools.models import School, SchoolClass
from tests import cast

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/sittings/{}/certificates/"
NAME = "Ђурђица Љубомировић-Њежић Шћепановић"


@pytest.fixture
def played(
    sitting: Sitting,
    school_class: SchoolClass,
    finished_attempt: Callable[..., Attempt],
    teacher: User,
) -> Sitting:
    """Two of three have played officially; the first has a name. The class reads Cyrillic."""
    school_class.language = "sr"
    school_class.save()
    school_class.cards.filter(number=1).update(name=NAME)
    for card in school_class.cards.filter(number__lte=2):
        finished_attempt(card=card, choices="00000")
    close(sitting, by=teacher, at=clock.now())
    return sitting


@pytest.fixture
def desk(client: Client, teacher: User) -> Client:
    client.force_login(teacher)
    return client


def sheets(client: Client, sitting: Sitting, way: str) -> list[str]:
    response = client.get(f"{PAGE.format(sitting.pk)}{way}.pdf")
    assert "no-store" in response["Cache-Control"]
    reader = PdfReader(io.BytesIO(response.content))
    assert str(reader.root_object["/Lang"]) == "sr"
    assert b"pdfuaid:part>1<" in response.content
    return [" ".join(one.extract_text().split()) for one in reader.pages]


def test_everybody_who_played_has_a_sheet_with_the_name_or_a_line(
    desk: Client, played: Sitting
) -> None:
    named = sheets(desk, played, "named")
    blank = sheets(desk, played, "blank")
    assert len(named) == len(blank) == 2
    assert NAME in named[0]
    assert all(NAME not in one for one in blank)
    assert "VII-2 · 1" in blank[0]
    assert "VII-2 · 2" in blank[1]
    assert "No." not in blank[0]


def test_names_are_for_who_may_see_them_and_on_record(
    client: Client, played: Sitting, school: School, teacher: User
) -> None:
    client.force_login(cast.make_staff("organizer", country=school.country))
    assert client.get(f"{PAGE.format(played.pk)}named.pdf").status_code == 404
    assert len(sheets(client, played, "blank")) == 2
    client.force_login(teacher)
    sheets(client, played, "named")
    looks = LogEntry.objects.filter(action=LogEntry.Action.ACCESS, actor=teacher)
    assert [one.additional_data["read"] for one in looks] == ["certificates"]


def test_a_voided_attempt_and_a_rehearsal_have_none(
    desk: Client, played: Sitting, edition: Edition
) -> None:
    for attempt in Attempt.objects.filter(card__number=2):
        attempt.voided_at = clock.now()
        attempt.save()
        attempt.result.counts = False
        attempt.result.save()
    assert len(sheets(desk, played, "blank")) == 1
    Attempt.objects.get(card__number=1).result.delete()
    assert "no certificates yet" in desk.get(PAGE.format(played.pk)).text
    assert desk.get(f"{PAGE.format(played.pk)}blank.pdf").status_code == 404


def test_who_plays_in_a_group_that_is_not_over_has_none_yet(
    desk: Client, played: Sitting, teacher: User
) -> None:
    second = cast.make_sitting(played.entry)
    late = played.entry.school_class.cards.get(number=3)
    cast.finish(cast.make_attempt(late, second), "00000")
    assert len(sheets(desk, played, "blank")) == 2
    close(second, by=teacher, at=clock.now())
    assert len(sheets(desk, played, "blank")) == 3


def test_the_page_and_the_empty_sheet_hold_no_name(desk: Client, played: Sitting) -> None:
    page = desk.get(PAGE.format(played.pk)).text
    assert page.count("data-certificate=") == 2
    assert "Print with names" in page
    sheet = desk.get(f"{PAGE.format(played.pk)}sheet.svg")
    assert sheet["Content-Type"] == "image/svg+xml"
    assert "style=" not in sheet.text
    assert NAME not in page + sheet.text


def test_a_partner_stands_on_it_by_its_logo(
    played: Sitting, edition: Edition, school: School
) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(picture, "PNG")
    for name, png in (("Good", picture.getvalue()), ("Spoilt", b"png")):
        logo = Logo.objects.create(digest=name, png=png)
        Partner.objects.create(edition=edition, country=school.country, name=name, logo=logo)
    without = diplomas.empty_certificate(played.entry).count(b"<image")
    assert without == 1


def test_only_what_must_be_checked_has_a_serial() -> None:
    words = dict.fromkeys(("given", "for", "date", "organizer", "animal"), "–")
    about = dict.fromkeys(("edition", "slogan", "school", "organizer"), "–")
    told = diplomas.Diploma(name="Ana", serial="7K-42", check="kviz.example/check").told()
    content = document(
        diplomas.TEMPLATE,
        title="Award",
        language="hr",
        data={
            **about,
            "heading": "Award",
            "logos": [],
            "sheets": [told],
            "words": {**words, "serial": "No. %(serial)s"},
        },
    )
    assert (
        "No. 7K-42 · kviz.example/check" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    )

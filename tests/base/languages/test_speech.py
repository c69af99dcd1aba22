"""In whose words a page, a mail and a catalogue are written: by address, account and place."""

from __future__ import annotations

import json
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation
from django.utils.translation import get_language, gettext

from base.languages.speech import as_said, speaking, spoken_in
from base.mail.sending import send
from base.models import User
from competition.models import Edition
from competition.notices.templates import in_every_language
from schools.models import Country, School
from schools.register.columns import recognised
from schools.roles import country_of
from tests import cast

EKAVIAN, IJEKAVIAN = "одељењ", "одјељењ"


@pytest.fixture
def croatia(db: None) -> Country:
    return cast.make_country("HR")


def page(client: Client, address: str) -> str:
    reply = client.get(address)
    assert reply.status_code == 200
    return reply.content.decode()


def test_the_language_stays_what_it_is() -> None:
    with speaking("sr-latn-BA"):
        assert (get_language(), gettext("Name of the class")) == ("sr-latn", "Naziv odjeljenja")
        with translation.override("sr"):
            assert gettext("Name of the class") == "Назив одјељења"
        assert gettext("Name of the class") == "Naziv odjeljenja"
    with translation.override("sr"):
        assert gettext("Name of the class") == "Назив одељења"


def test_other_languages_and_countries_are_left_alone() -> None:
    with translation.override("bs"):
        said = gettext("Name of the class")
    with translation.override("bs"), spoken_in("BA"):
        assert gettext("Name of the class") == said
    with translation.override("sr"), spoken_in("RS"):
        assert gettext("Name of the class") == "Назив одељења"


def test_a_page_of_a_country_speaks_as_the_country(
    client: Client, edition: Edition, croatia: Country
) -> None:
    for name in ("privacy/", "rules/", ""):
        there, here = page(client, f"/sr/ba/{name}"), page(client, f"/sr/hr/{name}")
        assert as_said(there, "sr-BA") == there
        assert as_said(here, "sr-BA") != here
    latin = page(client, "/sr-latn/ba/rules/")
    assert as_said(latin, "sr-latn-BA") == latin


def test_staff_read_the_words_of_the_country_they_work_in(client: Client, teacher: User) -> None:
    client.force_login(teacher)
    said = page(client, "/sr/staff/")
    assert IJEKAVIAN in said.lower()
    assert EKAVIAN not in said.lower()


def test_staff_of_no_country_read_the_catalogue_as_it_is(client: Client, db: None) -> None:
    coordinator = cast.make_staff("coordinator")
    client.force_login(coordinator)
    assert country_of(coordinator) == ""
    assert IJEKAVIAN not in page(client, "/sr/staff/editions/").lower()


def test_a_mail_is_in_the_words_of_whom_it_reaches() -> None:
    told = {"address": "https://quiz.example", "what": "password_changed"}
    for country in ("BA", "RS"):
        with spoken_in(country):
            send("a@example.org", mail="mail/notice", language="sr", told=told)
    there, here = (message.body for message in mail.outbox)
    assert there != here


def test_pupils_get_a_catalogue_of_their_country(client: Client, country: Country) -> None:
    html = page(client, "/sr/")
    found = re.search(r'<script[^>]*id="shell"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert found
    shell = json.loads(found[1])
    texts = {
        code: json.loads(page(client, shell["catalogs"][code]))["catalog"]
        for code in ("sr", "sr-BA", "sr-latn", "sr-latn-BA")
    }
    assert texts["sr"].keys() == texts["sr-BA"].keys()
    assert texts["sr"] != texts["sr-BA"]
    assert texts["sr-latn"] != texts["sr-latn-BA"]


def test_what_organizers_say_is_there_in_the_words_of_a_country() -> None:
    said = in_every_language("trouble", 0)
    assert {"sr", "sr-BA", "sr-latn-BA"} <= said.keys()


def test_a_register_with_headers_of_a_country_is_read(school: School) -> None:
    with speaking("sr-BA"):
        headers = [gettext("school"), gettext("place")]
        assert recognised(headers) == ["name", "place"]
    assert headers[1] == "мјесто"

"""The page of the server: who sees it, and each line with its remedy."""

from __future__ import annotations

import pytest
from django.test import Client

from competition.models import Edition
from competition.readiness.looking import CHECKS
from schools.models import Country, User
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/en/staff/server/"


def test_a_superuser_sees_every_line_and_what_to_do(client: Client, superuser: User) -> None:
    client.force_login(superuser)
    page = client.get(PAGE).text
    assert page.count('class="first-step"') == len(CHECKS)
    assert "No backup was ever made with back_up." in page
    assert "Run manage.py back_up each night" in page
    assert 'href="/en/staff/server/" aria-current="page"' in page


def test_who_leads_an_edition_finds_it_and_other_organizers_do_not(
    client: Client, country: Country, edition: Edition
) -> None:
    abroad = cast.make_country("HR")
    organizer = cast.make_staff("organizer", country=country)
    client.force_login(organizer)
    assert client.get(PAGE).status_code == 200
    assert PAGE in client.get("/en/staff/first-steps/").text
    edition.countries.add(country, abroad)
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/en/staff/first-steps/").text

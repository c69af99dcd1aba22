"""The pages for what went wrong are kind, and stand without a database."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from base.models import User


def test_a_missing_page_says_so_in_the_reader_s_language_and_leads_on(
    client: Client, db: None
) -> None:
    page = client.get("/en/nowhere/")
    assert page.status_code == 404
    assert "There is nothing here" in page.text
    assert 'href="/en/"' in page.text


def test_a_refused_form_says_that_nothing_was_changed(teacher: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/en/staff/login/", {"login": teacher.email, "password": "x"})
    assert page.status_code == 403
    assert "Nothing was changed." in page.text


@pytest.mark.django_db(databases=[])
def test_the_last_page_needs_nothing_but_itself() -> None:
    with override("en"):
        page = render_to_string("500.html")
    assert "answers are safe" in page
    # The pupil's page knows the contacts while the database is away.
    assert '<a href="/en/">Is something worrying you?' in page

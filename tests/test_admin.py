"""The admin: every page of every table opens to a superuser, and nothing is edited or told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib import admin as django_admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from base.models import User
from competition.models import Attempt
from quizbank.models import Paper
from schools.models import Card, Contact, Country
from tests import cast

OURS = ("base", "schools", "quizbank", "competition", "leaderboard")
MODELS = [model for model in django_admin.site._registry if model._meta.app_label in OURS]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def admin(client: Client, superuser: User) -> Client:
    client.force_login(superuser)
    return client


@pytest.fixture
def attempt(finished_attempt: Callable[..., Attempt], card: Card) -> Attempt:
    return finished_attempt(card=card, choices="00000")


def page_of(model: type[Model], name: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def test_every_table_is_looked_at_and_none_is_edited(admin: Client, attempt: Attempt) -> None:
    assert len(MODELS) > 50
    for model in MODELS:
        listed = admin.get(page_of(model, "changelist") + "?o=1")
        assert (listed.status_code, "delete_selected" in listed.text) == (200, False), model
        added = admin.get(page_of(model, "add")).status_code
        assert added == (200 if model is Contact else 403), model
        for row in model._base_manager.all()[:1]:
            assert admin.get(page_of(model, "change", row.pk)).status_code == 200, model
            delete = admin.post(page_of(model, "delete", row.pk), {"post": "yes"})
            change = admin.post(page_of(model, "change", row.pk), {"kind": "x"})
            assert model is Contact or delete.status_code == 403, model
            assert model in (Contact, Country) or change.status_code == 403, model


def test_what_is_hidden_is_a_column_by_that_name() -> None:
    for model in MODELS:
        columns = {field.name for field in model._meta.concrete_fields}
        assert set(getattr(django_admin.site._registry[model], "hidden", ())) <= columns, model


def test_who_is_responsible_for_a_countrys_data_is_entered_here(
    admin: Client, country: Country
) -> None:
    admin.post(page_of(Country, "change", "BA"), {"controller": "Centre", "timezone": "UTC"})
    country.refresh_from_db()
    assert (country.controller, country.timezone) == ("Centre", "Europe/Sarajevo")


def test_nobody_else_gets_in(client: Client, teacher: User) -> None:
    for user, told in ((teacher, 302), (cast.make_admin("s@example.org"), 403)):
        client.force_login(user)
        for model in MODELS:
            path = page_of(model, "changelist")
            assert client.get(path).status_code == told, (path, user.email)


def test_what_opens_something_is_shown_to_nobody(
    admin: Client, attempt: Attempt, superuser: User
) -> None:
    attempt.refresh_from_db()
    paper = Paper.objects.latest("pk")
    assert attempt.receipt
    assert paper.seed
    shown = {attempt: attempt.receipt, superuser: superuser.password, paper: paper.seed}
    for row, secret in shown.items():
        for path in (page_of(type(row), "changelist"), page_of(type(row), "change", row.pk)):
            assert secret not in admin.get(path).text, path

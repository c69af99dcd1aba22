"""When PINs, cards with their answers, and classes go; and of whom more stays for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings

from base.models import User
from competition.classes.actions import enter_class
from competition.models import Answer, Attempt, Edition, EditionStep, Entry, Result, Window
from leaderboard.forgetting.queries import outlived_classes, outlived_details, outlived_pins
from leaderboard.models import EditionHold, Winner, WinnersPlan
from schools.models import Card, Country, SchoolClass
from tests import cast
from tests.forgetting import forget_due
from tests.leaderboard.sealed import award, seal_now

pytestmark = pytest.mark.django_db

SPRING = datetime(2027, 5, 1, tzinfo=UTC)
AUGUST, SEPTEMBER = datetime(2027, 8, 31, 2, tzinfo=UTC), datetime(2027, 9, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def published(reviewed: Edition, first: User, superuser: User) -> Edition:
    """Two countries, published in spring."""
    award(reviewed, "rank", amount=1)
    seal_now(reviewed, first, superuser)
    SchoolClass.objects.update(school_year="2026/2027")
    Window.objects.update(opens_at=SPRING - 30 * DAY, closes_at=SPRING - 29 * DAY)
    Edition.objects.update(state="published")
    EditionStep.objects.create(
        edition=reviewed, before="sealed", after="published", by=first, at=SPRING
    )
    return Edition.objects.get()


def test_pins_go_with_the_publication_and_come_anew_for_another_edition(
    published: Edition, country: Country
) -> None:
    assert not outlived_pins(SPRING).exists()
    assert outlived_pins(SPRING + DAY).count() == Card.objects.count()
    forget_due(SPRING + DAY)
    assert set(Card.objects.values_list("pin", flat=True)) == {""}
    again = SchoolClass.objects.filter(school__country=country).earliest("pk")
    enter_class(again, edition=cast.make_edition(country, slug="second"))
    assert set(again.cards.values_list("pin", flat=True)).isdisjoint({""})
    assert not outlived_pins(SPRING + DAY).filter(school_class=again).exists()


def test_of_a_class_its_row_stays_after_august_and_goes_18_months_later(
    published: Edition,
) -> None:
    forget_due(AUGUST)
    assert Attempt.objects.count() == 28
    forget_due(SEPTEMBER)
    gone = (Card, Entry, Attempt, Answer, Result)
    assert [model.objects.count() for model in gone] == [0] * 5
    assert not Winner.objects.filter(attempt__isnull=False).exists()
    assert set(SchoolClass.objects.values_list("size", flat=True)) == {4}
    forget_due(datetime(2029, 3, 1, tzinfo=UTC))
    assert SchoolClass.objects.count() == 7
    forget_due(datetime(2029, 3, 3, tzinfo=UTC))
    assert not SchoolClass.objects.exists()


def not_published(edition: Edition, by: User) -> None:
    Edition.objects.update(state="sealed")


def window_ahead(edition: Edition, by: User) -> None:
    Window.objects.update(closes_at=SEPTEMBER + DAY)


def published_lately(edition: Edition, by: User) -> None:
    EditionStep.objects.update(at=SEPTEMBER - 6 * DAY)


def held(edition: Edition, by: User) -> None:
    asked = {"asked_by": User.objects.exclude(pk=by.pk).earliest("pk"), "asked_at": SPRING}
    EditionHold.objects.create(edition=edition, agreed_by=by, agreed_at=SPRING, **asked)


@pytest.mark.parametrize("why", [not_published, window_ahead, published_lately, held])
def test_nothing_goes_of_an_edition_at_work(why: object, published: Edition, first: User) -> None:
    assert callable(why)
    why(published, first)
    assert not outlived_classes(SEPTEMBER).exists()


def test_a_class_of_no_edition_goes_with_its_year(school_class: SchoolClass) -> None:
    SchoolClass.objects.update(school_year="2026/2027")
    assert not outlived_classes(AUGUST).exists()
    assert outlived_classes(SEPTEMBER).get() == school_class


def test_a_country_may_keep_them_longer(
    published: Edition, country: Country, settings: LazySettings
) -> None:
    settings.RETENTION = {country.pk: {"cards": 60, "pins": 3}}
    assert not outlived_classes(SEPTEMBER).filter(school__country=country).exists()
    assert outlived_classes(SEPTEMBER).count() == 3
    assert outlived_classes(SEPTEMBER + 60 * DAY).count() == 7
    assert outlived_pins(SPRING + DAY).count() == 12
    assert outlived_pins(SPRING + 4 * DAY).count() == 28


def test_the_name_of_who_is_called_stays_until_the_ceremony(published: Edition) -> None:
    won = Winner.objects.earliest("pk").attempt
    assert won
    card = won.card
    Card.objects.filter(pk=card.pk).update(name="Iva")
    at, day = SPRING + 31 * DAY, SPRING.date()
    dates = {"confirm_by": day, "names_until": day, "ceremony_at": at + DAY}
    WinnersPlan.objects.create(edition=published, **dates)
    assert not outlived_details(at).exists()
    assert outlived_details(at + 2 * DAY).get() == card

"""How many take part, on a country's home: in numbers that may be told, or not at all."""

from __future__ import annotations

from django.test import Client

from competition.models import Edition
from competition.public.queries.so_far import Registered, registered
from competition.public.views import public
from schools.models import Country, School
from tests import cast
from tests.cells import in_one_world


def enter(school: School, edition: Edition, *, classes: int) -> None:
    """So many classes of a school."""
    teacher = cast.make_teacher(school, f"{school.pk}@example.org")
    for number in range(classes):
        of_one = cast.make_class(school, teacher, label=f"VII-{number}", cards=1)
        cast.make_entry(of_one, edition)


@in_one_world(("classes", "told"), [(9, 0), (10, 10)])
def test_no_number_below_the_threshold_is_told(
    classes: int, told: int, edition: Edition, country: Country
) -> None:
    enter(cast.make_school(country), edition, classes=classes)
    assert registered(edition, country) == Registered(classes=told, schools=0, pupils=0)


def test_an_edition_may_ask_for_more(edition: Edition, country: Country) -> None:
    edition.publishing_threshold = 11
    enter(cast.make_school(country), edition, classes=10)
    assert registered(edition, country).classes == 0


def test_schools_nobody_has_confirmed_do_not_count(edition: Edition, country: Country) -> None:
    enter(cast.make_school(country, verified=False), edition, classes=10)
    assert registered(edition, country).classes == 0


def test_schools_are_counted_once(edition: Edition, country: Country) -> None:
    for name in range(10):
        enter(cast.make_school(country, name=f"OŠ {name}"), edition, classes=2)
    assert registered(edition, country) == Registered(classes=20, schools=10, pupils=0)


def test_a_country_tells_its_own_numbers(edition: Edition, country: Country) -> None:
    enter(cast.make_school(country), edition, classes=10)
    assert registered(edition, cast.make_country("HR")).classes == 0


def test_home_says_it_in_words(client: Client, edition: Edition, country: Country) -> None:
    assert "so-far" not in client.get("/en/ba/").text
    enter(cast.make_school(country), edition, classes=12)
    public.forget()
    words = " ".join(client.get("/en/ba/").text.split())
    assert '<b class="figures">12</b> classes are registered' in words
    assert "pupils have finished" not in words

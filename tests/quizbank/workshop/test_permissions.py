"""What each role allows in the workshop of questions, and in which languages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from quizbank.models import Question
from quizbank.workshop.permissions import QuestionDesk, desk_of_questions, get_question
from schools.models import Country, Role
from schools.roles import holdings_of
from tests import cast
from tests.cells import in_one_world

EVERY = {"en", "bs", "hr", "sr", "sr-latn"}
SPOKEN = {
    "BA": ["bs", "hr", "sr", "sr-latn"],
    "HR": ["hr"],
    "RS": ["sr", "sr-latn"],
}


@pytest.fixture(autouse=True)
def countries(db: None) -> dict[str, Country]:
    """Each with languages of its own."""
    found = {code: cast.make_country(code) for code in SPOKEN}
    for code, languages in SPOKEN.items():
        Country.objects.filter(pk=code).update(languages=languages)
    return found


@pytest.fixture
def question(db: None) -> Question:
    return cast.make_question("one")


def user(*roles: tuple[str, str | None], approved: bool = True, **more: bool) -> User:
    """Somebody with roles, each in a country or everywhere."""
    found = User.objects.create(email="x@example.org", **more)
    at = clock.now() if approved else None
    for kind, country in roles:
        Role.objects.create(user=found, kind=kind, country_id=country, approved_at=at)
    return found


def allowed(desk: QuestionDesk) -> set[str]:
    return {n for n in ("may_write", "may_translate", "may_protect") if getattr(desk, n)}


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        ("editor", {"may_write", "may_translate"}),
        ("translator", {"may_translate"}),
        ("reviewer", {"may_protect"}),
        ("organizer", {"may_write", "may_translate", "may_protect"}),
        ("coordinator", {"may_write", "may_translate", "may_protect"}),
    ],
)
def test_each_role_has_its_part_of_the_work(kind: str, may: set[str]) -> None:
    assert allowed(desk_of_questions(user((kind, "BA")))) == may


def test_a_superuser_may_do_everything_in_every_language(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    superuser = user(is_superuser=True)
    with django_assert_num_queries(0):
        desk = desk_of_questions(superuser)
    assert len(allowed(desk)) == 3
    assert desk.languages == EVERY
    assert desk.may_check("sr-BA")


def of_a_region(_country: Country) -> User:
    region = _country.regions.get()
    return cast.make_staff("organizer", region=region)


def of_no_place(_country: Country) -> User:
    return cast.make_staff("organizer")


def a_teacher(country: Country) -> User:
    return cast.make_teacher(cast.make_school(country), "t@example.org")


STRANGERS = {
    "the ministry": lambda country: cast.make_staff("ministry", country=country),
    "a teacher": a_teacher,
    "an organizer of a region": of_a_region,
    "an organizer of a region and its country": lambda country: cast.make_staff(
        "organizer", region=country.regions.get(), country=country
    ),
    "an organizer of no place": of_no_place,
    "an editor who waits": lambda _: user(("editor", "BA"), approved=False),
    "an editor whose account is closed": lambda _: user(("editor", "BA"), is_active=False),
    "a superuser whose account is closed": lambda _: user(is_superuser=True, is_active=False),
    "who may enter the admin": lambda _: user(is_staff=True),
    "nobody": lambda _: AnonymousUser(),
}


@pytest.mark.parametrize("make", STRANGERS.values(), ids=STRANGERS)
def test_for_all_others_there_is_no_workshop_and_no_question(
    make: object, countries: dict[str, Country], question: Question
) -> None:
    visitor = make(countries["BA"])  # type: ignore[operator]
    assert not holdings_of(visitor).works_on_questions
    for key in ("one", "none"):
        with pytest.raises(Http404):
            get_question(visitor, key)
    with pytest.raises(Http404):
        desk_of_questions(visitor)


@pytest.mark.parametrize(
    ("roles", "writes", "checks"),
    [
        ([("translator", "BA")], EVERY, EVERY),
        ([("translator", "HR")], {"en", "hr"}, {"en", "hr"}),
        ([("editor", "RS")], {"en", "sr", "sr-latn"}, {"en", "sr", "sr-latn"}),
        ([("translator", None)], EVERY, EVERY),
        ([("coordinator", None)], EVERY, EVERY),
        ([("reviewer", "HR")], set(), {"en", "hr"}),
        ([("reviewer", None)], set(), EVERY),
        ([("editor", "HR"), ("translator", "RS")], EVERY - {"bs"}, EVERY - {"bs"}),
        ([("translator", "HR"), ("reviewer", "RS")], {"en", "hr"}, EVERY - {"bs"}),
        ([("translator", "HR"), ("reviewer", None)], {"en", "hr"}, EVERY),
        ([("translator", "HR"), ("ministry", "RS")], {"en", "hr"}, {"en", "hr"}),
    ],
    ids=["Bosnia", "Croatia", "Serbia", "everywhere", "coordinator", "reviewer",
         "reviewer everywhere", "two countries", "reviews abroad", "reviews everywhere",
         "ministry abroad"],
)  # fmt: skip
def test_languages_are_those_of_the_countries_one_works_for(
    roles: list[tuple[str, str | None]], writes: set[str], checks: set[str]
) -> None:
    desk = desk_of_questions(user(*roles))
    assert desk.languages == {code for code in EVERY if desk.may_put_into(code)} == writes
    assert {code for code in EVERY if desk.may_check(code)} == checks


@in_one_world(
    ("kind", "country", "language", "may"),
    [
        ("editor", "HR", "en", True),
        ("editor", "HR", "hr", True),
        ("editor", "HR", "sr", False),
        ("translator", "BA", "en", False),
        ("translator", "BA", "bs", True),
        ("translator", "BA", "sr-BA", True),
        ("translator", "HR", "sr-BA", False),
        ("translator", "RS", "sr-latn-ME", True),
        ("translator", None, "de", False),
        ("reviewer", "BA", "bs", False),
        ("organizer", "RS", "en", True),
    ],
)
def test_the_source_is_for_those_who_write_and_a_variant_for_those_of_its_language(
    kind: str, country: str | None, language: str, may: bool, question: Question
) -> None:
    assert desk_of_questions(user((kind, country))).may_edit(question, language) is may


def test_a_source_in_another_language_is_for_its_writers() -> None:
    question = Question(key="one", source="hr")
    translator = desk_of_questions(user(("translator", "BA")))
    assert [translator.may_edit(question, code) for code in ("hr", "en", "bs")] == [
        False, True, True,
    ]  # fmt: skip


def test_all_who_work_on_questions_share_the_bank(
    question: Question, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reviewer = user(("reviewer", "HR"))
    with django_assert_num_queries(2):
        desk, found = get_question(reviewer, "one")
        assert found.topic.code == "PRIV"
    assert (desk.user, found) == (reviewer, question)
    with pytest.raises(Http404):
        get_question(reviewer, "none")

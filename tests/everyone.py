"""The whole world at once: two countries with one object of each kind, every kind of visitor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from base import clock
from base.models import User
from competition.models import Edition, Window
from leaderboard.boards.actions import publish_boards
from leaderboard.insight.actions import publish_country
from leaderboard.models import Board, Seal
from schools.models import Role, School
from tests import cast
from tests.places import (
    Values,
    desk_of,
    export_of,
    hidden_board,
    make_outages,
    place_of,
    spoken_to,
    winner_of,
)

OURS = ("base", "schools", "quizbank", "competition", "leaderboard")
VISITORS = (
    *("nobody", "teacher", "unapproved", "colleague", "other_teacher", "organizer"),
    *("organizer_abroad", "coordinator", "ministry", "editor", "translator", "reviewer"),
    *("helper", "superuser"),
)

OF_QUESTIONS = (
    *("quizbank:question", "quizbank:question_about", "quizbank:question_text"),
    "quizbank:question_check",
    *("quizbank:question_build", "competition:typed_text"),
    *("competition:question_preview", "competition:question_screen"),
)

# Where an address needs another object of the place than usual.
OTHERS = {
    "schools:accept": {"token": "invitation_token"},
    "schools:end_letters": {"token": "letters_token"},
    "schools:proposal": {"school_id": "proposed_id"},
    "schools:take_role": {"role_id": "person_role_id"},
    "quizbank:file_sheet": {"upload_id": "questions_id"},
    "competition:enter": {"class_id": "fresh_class_id"},
    "competition_plain:logo": {"digest": "logo"},
    "quizbank_plain:picture": {"name": "picture"},
    "competition:sitting_results": {"sitting_id": "closed_sitting_id"},
    "leaderboard:lodge_appeal": {"sitting_id": "closed_sitting_id"},
    "competition:discussion": {"sitting_id": "closed_sitting_id"},
    "competition:confirm_school": {"school_id": "other_school"},
    "competition:results_file": {"sitting_id": "closed_sitting_id"},
    "competition:certificates": {"sitting_id": "closed_sitting_id"},
    "competition:certificates_file": {"sitting_id": "closed_sitting_id"},
    "competition:delete_class": {"class_id": "fresh_class_id"},
    **{name: {"key": "question_key"} for name in OF_QUESTIONS},
}


@dataclass(frozen=True)
class World:
    """``places``: parameters of addresses and forms by whose objects they are; who visits."""

    places: Mapping[str, Values]
    people: Mapping[str, User | None]
    sessions: Mapping[str, str]

    # One for all: a new browser would load the middleware anew.
    client: Client = field(default_factory=Client)

    def browser(self, visitor: str) -> Client:
        """A browser in which the visitor has logged in; nobody's has no session."""
        self.client.cookies.clear()
        if visitor in self.sessions:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[visitor]
        return self.client

    def path(self, address: str, place: str = "own", language: str = "en") -> str:
        """An address with the place's object. Asking for a page may change the active language."""
        values, others = self.places[place], OTHERS.get(address, {})
        kwargs = {name: values[others.get(name, name)] for name in takes(address)}
        with translation.override(language):
            return reverse(address, kwargs=kwargs)


@contextmanager
def standing(blocker: DjangoDbBlocker) -> Iterator[World]:
    """A world that stands for all tests of a module, each of which takes its changes back."""
    with ExitStack() as around:
        around.enter_context(blocker.unblock())
        # Every page read leaves its language active: later tests get back theirs.
        around.enter_context(translation.override(translation.get_language()))
        around.enter_context(transaction.atomic())
        yield make_world()
        transaction.set_rollback(True)


def make_world() -> World:
    """Both countries take part in one edition; a second edition is still a draft."""
    home, abroad = cast.make_country("BA"), cast.make_country("HR")
    edition, now = cast.make_edition(home), clock.now()
    Window.objects.create(
        edition=edition, country=abroad, opens_at=now, closes_at=now + timedelta(hours=1)
    )
    school = cast.make_school(home, name="OŠ Vesna")
    teacher = cast.make_teacher(school, "vesna@example.org")
    far = cast.make_school(abroad, name="OŠ Zagreb")
    places = {
        "own": place_of(school, teacher, edition),
        "abroad": place_of(far, cast.make_teacher(far, "zrinka@example.org"), edition),
    }
    _seal(edition, teacher, places)
    waiting = make_outages(now)
    for place in places.values():
        place["outage_id"] = waiting.pk
        place |= spoken_to(edition, str(place["country"]).upper())
    publish_boards(at=clock.now())
    for country in (home, abroad):
        publish_country(edition, country, at=now)
    places["own"]["board_id"] = Board.objects.get(country=home).pk
    places["abroad"]["board_id"] = Board.objects.get(country=abroad).pk
    people = _people(school, teacher)
    places["own"] |= desk_of(school, people["organizer"])
    places["abroad"] |= desk_of(far, people["organizer_abroad"])
    colleagues = {"own": people["colleague"], "abroad": people["other_teacher"]}
    for name, colleague in colleagues.items():
        places[name]["colleague_id"] = colleague.pk if colleague else 0
    places["hidden"] = {**places["own"], **hidden_board(home)}
    places["own"] |= export_of(people["organizer"], edition)
    places["abroad"] |= export_of(people["organizer_abroad"], edition)
    places["missing"] = _missing(places["own"])
    return World(places, people, {name: session(user) for name, user in people.items() if user})


def _seal(edition: Edition, by: User, places: Mapping[str, Values]) -> None:
    """A list laid before, and a winner in each place."""
    seal = Seal.objects.create(
        edition=edition,
        proposed_by=by,
        proposed_at=clock.now(),
        rows=1,
        boards=[{"country": "BA", "division": "12-13", "rows": 1, "sha256": "0b"}],
    )
    for place in places.values():
        place["winner_id"] = winner_of(seal, place)
        place["seal_id"] = seal.pk


def session(user: User) -> str:
    """The key of a session in which the user has just logged in."""
    client = Client()
    client.force_login(user)
    # As if they had just logged in with password and app: the pages of the own account ask for it.
    kept = client.session
    kept["account_authentication_methods"] = [
        {"method": "password", "at": 2e10},
        {"method": "mfa", "type": "totp", "at": 2e10},
    ]
    kept["account_authentication_methods_user"] = str(user.pk)
    kept.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _missing(own: Values) -> Values:
    """Parameters of the same shape that nothing has."""
    return {name: value + 10**6 if isinstance(value, int) else "zz" for name, value in own.items()}


def _people(school: School, teacher: User) -> dict[str, User | None]:
    """Every kind of visitor, by what they are to the own classes."""
    unapproved = cast.make_teacher(school, "nova@example.org", approved=False)
    for school_class in school.classes.all():
        school_class.teachers.add(unapproved)
    other = cast.make_school(school.country, name="OŠ Druga")
    return {
        "nobody": None,
        "teacher": teacher,
        "unapproved": unapproved,
        "colleague": cast.make_teacher(school, "mirza@example.org"),
        "other_teacher": cast.make_teacher(other, "drago@example.org"),
        "organizer": _staff("organizer", country_id="BA"),
        "organizer_abroad": _staff("organizer", country_id="HR"),
        "coordinator": _staff("coordinator"),
        "ministry": _staff("ministry", country_id="BA"),
        "editor": _staff("editor", country_id="HR"),
        "translator": _staff("translator"),
        "reviewer": _staff("reviewer", country_id="BA"),
        "helper": _staff("helper", ends_at=clock.now() + timedelta(days=1), country_id="BA"),
        "superuser": cast.make_superuser(),
    }


def _staff(kind: str, ends_at: datetime | None = None, **where: str) -> User:
    user = User.objects.create_user(f"{kind}{''.join(where.values())}@example.org", cast.PASSWORD)
    Role.objects.create(user=user, kind=kind, approved_at=clock.now(), ends_at=ends_at, **where)
    return cast.give_second_factor(user)


@cache
def takes(address: str) -> list[str]:
    """The parameters of one address."""
    return dict(addresses())[address]


def addresses(
    resolver: URLResolver | None = None, space: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """Every URL of the product by its full name, with the parameters it takes."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", list(pattern.pattern.regex.groupindex)
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, inner)


def typed_in() -> set[str]:
    """Every text in the database that people typed, and therefore no catalogue translates."""
    found: set[str] = set()
    for model in (one for app in OURS for one in apps.get_app_config(app).get_models()):
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not field.choices
            and field.name not in ("body", "password", "level")
        ]
        for row in model._base_manager.values_list(*names) if names else ():
            found |= set(_texts(list(row)))
    return found


def _texts(value: object) -> Iterator[str]:
    # A single small word could be one of ours as well.
    if isinstance(value, str) and len(value) > 1 and not (value.isalpha() and value.islower()):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)

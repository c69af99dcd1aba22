"""The whole world at once: two countries with one object of each kind, every kind of visitor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

import yaml
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from competition.models import Attempt, AwardRule, Edition, Logo, Outage, Partner, PinGuess, Window
from competition.notices.actions.notices import speak
from competition.notices.templates import in_every_language
from competition.public.views.catalog import fingerprint
from competition.sittings.actions.sittings import close
from leaderboard.boards.actions.publishing import publish_boards
from leaderboard.exports.tasks import ask
from leaderboard.insight.actions import publish_country
from leaderboard.models import Board, Export, Seal
from quizbank.bank.actions.beginning import store_question
from quizbank.exchange.actions import keep_file
from quizbank.exchange.completing import Missing
from quizbank.exchange.queries import looked_at
from quizbank.exchange.taking_over import EVERYTHING
from quizbank.formats.catalogue import FORMATS
from quizbank.models import Question, Topic
from schools import clock
from schools.models import (
    Contact,
    Country,
    Invitation,
    Region,
    RegisterUpload,
    Role,
    School,
    SchoolClass,
    TeacherSheet,
    User,
)
from schools.people.queries.invitations import token_of
from schools.people.teacher_sheet import TeacherPreview
from schools.people.teacher_sheet import preview_of as look_at_teachers
from schools.register.import_rows import preview_of
from schools.roles import reach_of
from schools.spreadsheets.uploads import dataset_of
from tests import cast
from tests.jobs import do_jobs

OURS = ("schools", "quizbank", "competition", "leaderboard")
VISITORS = (
    *("nobody", "teacher", "unapproved", "colleague", "other_teacher", "organizer"),
    *("organizer_abroad", "coordinator", "ministry", "editor", "translator", "reviewer"),
    "superuser",
)
HIDDEN = "2028"  # an edition that nobody may know of yet

OF_QUESTIONS = (
    *("quizbank:question", "quizbank:question_about", "quizbank:question_text"),
    *("quizbank:question_check", "competition:question_uses"),
    *("competition:question_preview", "competition:question_screen"),
)

# Where an address needs another object of the place than usual.
OTHERS = {
    "schools:accept": {"token": "invitation_token"},
    "schools:take_role": {"role_id": "person_role_id"},
    "competition:enter": {"class_id": "fresh_class_id"},
    "competition_plain:logo": {"digest": "logo"},
    "competition:sitting_results": {"sitting_id": "closed_sitting_id"},
    "schools:teachers_sheet": {"sheet_id": "invited_sheet_id"},
    "competition:confirm_school": {"school_id": "other_school"},
    "competition:results_file": {"sitting_id": "closed_sitting_id"},
    "competition:delete_class": {"class_id": "fresh_class_id"},
    **{name: {"key": "question_key"} for name in OF_QUESTIONS},
}

type Values = dict[str, object]


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
        "own": _place(school, teacher, edition),
        "abroad": _place(far, cast.make_teacher(far, "zrinka@example.org"), edition),
    }
    Seal.objects.create(
        edition=edition,
        proposed_by=teacher,
        proposed_at=now,
        rows=1,
        boards=[{"country": "BA", "division": "12-13", "rows": 1, "sha256": "0b"}],
    )
    waiting = _outages(now)
    for place in places.values():
        place["outage_id"] = waiting.pk
        place |= _spoken(edition, str(place["country"]).upper())
    publish_boards(at=clock.now())
    for country in (home, abroad):
        publish_country(edition, country, at=now)
    places["own"]["board_id"] = Board.objects.get(country=home).pk
    places["abroad"]["board_id"] = Board.objects.get(country=abroad).pk
    people = _people(school, teacher)
    places["own"] |= _desk(school, people["organizer"])
    places["abroad"] |= _desk(far, people["organizer_abroad"])
    colleagues = {"own": people["colleague"], "abroad": people["other_teacher"]}
    for name, colleague in colleagues.items():
        places[name]["colleague_id"] = colleague.pk if colleague else 0
    places["hidden"] = {**places["own"], **_hidden_board(home)}
    places["own"]["export_id"] = _export(people["organizer"], edition)
    places["abroad"]["export_id"] = _export(people["organizer_abroad"], edition)
    places["missing"] = _missing(places["own"])
    return World(places, people, {name: session(user) for name, user in people.items() if user})


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


def _place(school: School, teacher: User, edition: Edition) -> Values:
    """The objects of a class that has sat and sits again, and of one that is not entered yet."""
    country = school.country
    contact = Contact.objects.create(
        country=country, kind="helpline", names={"en": "Blue"}, phone="1"
    )
    logo, _made = Logo.objects.get_or_create(digest="0a1b", defaults={"png": b"png"})
    partner = Partner.objects.create(edition=edition, country=country, name="Partner", logo=logo)
    award = AwardRule.objects.create(edition=edition, kind="rank", amount=3, names={"en": "Cup"})
    return {
        "contact_id": contact.pk,
        "partner_id": partner.pk,
        "award_id": award.pk,
        "logo": logo.pk,
        **_sittings(cast.make_class(school, teacher), teacher, edition),
        "fresh_class_id": cast.make_class(school, teacher, label="VII-3").pk,
        "school": school.pk,
        "grade": country.grades.get().pk,
        "edition": edition.slug,
        "part": "winners",
        "table": "participation",
        "form": "csv",
        "country": country.pk.lower(),
        "division": "12-13",
        "kind": "official",
        "language": "sr",
        "question_key": _question().key,
        "digest": fingerprint("sr"),
        **_people_of(school),
    }


def _question() -> Question:
    """One of the bank in all languages: in those of the cast the machine finds much to quote."""
    path = settings.BASE_DIR / "fixtures/questions/9-11/acc-vedad-friend-wants-password.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    Topic.objects.get_or_create(code=data["topic"], defaults={"names": {"en": "Accounts"}})
    return store_question(data, languages=(), demonstration=True, at=clock.now())


def _people_of(school: School) -> Values:
    """A teacher who has a second factor, and somebody who is invited; links of accounts."""
    person = cast.give_second_factor(cast.make_teacher(school, f"ivo@{school.pk}.example.org"))
    invited = Invitation.objects.create(
        email=f"new@{school.pk}.example.org",
        kind=Role.Kind.TEACHER,
        school=school,
        invited_by=person,
        sent_at=clock.now(),
    )
    return {
        "person_id": person.pk,
        "person_role_id": person.roles.get().pk,
        "invitation_id": invited.pk,
        "invitation_token": token_of(invited),
        "uidb36": "zz",
        "key": "zz",
        "pk": 1,
    }


def _desk(school: School, organizer: User | None) -> Values:
    """What waits for the organizer of a school: a register, a teacher, and the school once more."""
    twin = School.objects.create(
        country=school.country, region=school.region, register_code="TWIN-1", name=school.name
    )
    region = school.region.code
    content = f"register_code,name,country,region\n0001,OŠ Nova,{school.country_id},{region}"
    rows = dataset_of(content.encode())
    seen = preview_of(rows, regions=Region.objects.all(), schools=School.objects.all())
    upload = RegisterUpload.objects.create(
        name="a.csv", content=content.encode(), uploaded_by=organizer, uploaded_at=clock.now()
    )
    waiting = cast.make_teacher(school, f"waiting-{school.pk}@example.org", approved=False)
    return {
        "school_id": school.pk,
        "region": school.region_id,
        "other_school": twin.pk,
        "upload_id": upload.pk,
        "seen": seen.digest,
        "role_id": waiting.roles.get().pk,
        **_teachers_to_invite(school, organizer),
        **_questions_to_import(organizer),
    }


def _teachers_to_invite(school: School, organizer: User | None) -> Values:
    """A sheet of teachers that waits for its confirmation, and one that had it."""
    assert organizer is not None
    content = f"email,school\nana@{school.pk}.example.org,{school.register_code}".encode()
    kept = {"name": "t.csv", "content": content, "uploaded_by": organizer}
    sheet = TeacherSheet.objects.create(**kept, uploaded_at=clock.now())
    done = TeacherSheet.objects.create(
        **kept, uploaded_at=clock.now(), read_at=clock.now(), counts=TeacherPreview().counts
    )
    rows = dataset_of(content)
    seen = look_at_teachers(rows, reach=reach_of(organizer), at=clock.now()).digest
    return {"sheet_id": sheet.pk, "invited_sheet_id": done.pk, "seen_teachers": seen}


def _questions_to_import(organizer: User | None) -> Values:
    """A file with one new question that an organizer has uploaded."""
    assert organizer is not None
    held = keep_file(
        b"// [id:q-new]\n::q-new::What now?{=Ask ~Run ~Hide ####It helps.}",
        name="a.txt",
        format_=FORMATS["gift"],
        missing=Missing("en", "12-13", "PRIV", "easy"),
        by=organizer,
        at=clock.now(),
    )
    return {
        "format_name": "aiken",
        "file_id": held.pk,
        "seen_bank": looked_at(held, rights=EVERYTHING).bank,
    }


def _sittings(school_class: SchoolClass, teacher: User, edition: Edition) -> Values:
    """One pupil has finished, another works at the rehearsal, a third mistypes the PIN."""
    entry = cast.make_entry(school_class, edition)
    first, second, third = school_class.cards.order_by("number")
    closed = cast.make_sitting(entry)
    attempt = cast.finish(cast.make_attempt(first, closed), "12301")
    close(closed, by=teacher, at=clock.now())
    sitting = cast.make_sitting(entry, kind="rehearsal")
    cast.make_attempt(second, sitting)
    PinGuess.objects.create(sitting=sitting, card=third, wrong=3, last_at=clock.now())
    return {
        "class_id": school_class.pk,
        "sitting_id": sitting.pk,
        "closed_sitting_id": closed.pk,
        "card_id": second.pk,
        "receipt": Attempt.objects.get(pk=attempt.pk).receipt,
    }


def _export(organizer: User | None, edition: Edition) -> int:
    """A spreadsheet that an organizer has had made."""
    assert organizer is not None
    export = ask(edition, part=Export.Part.WINNERS, language="en", by=organizer, at=clock.now())
    do_jobs()
    return export.pk


def _spoken(edition: Edition, country: str) -> Values:
    """A notice to a country, and the country's window."""
    at, by = clock.now(), User.objects.earliest("pk")
    texts = in_every_language("over", 1)
    until, home = at + timedelta(hours=1), Country.objects.get(pk=country)
    notice = speak(edition, texts=texts, until=until, by=by, at=at, country=home)
    window = edition.windows.get(country=country)
    return {"notice_id": notice.pk, "token": notice.token, "window_id": window.pk}


def _outages(now: datetime) -> Outage:
    """One that settled itself, one that waits (returned), and one that comes after it."""
    began = [now - timedelta(seconds=ago) for ago in (80, 50, 30)]
    past, first, _second = [
        Outage.objects.create(began_at=at, ended_at=at + timedelta(seconds=15)) for at in began
    ]
    Outage.objects.filter(pk=past.pk).update(give=True, settled_at=now)
    return first


def _hidden_board(country: Country) -> Values:
    edition = Edition.objects.create(slug=HIDDEN, names={"en": HIDDEN}, year=2028)
    division = edition.divisions.create(code="12-13")
    board = Board.objects.create(division=division, country=country)
    return {"edition": HIDDEN, "board_id": board.pk}


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
        "superuser": cast.make_superuser(),
    }


def _staff(kind: str, **where: str) -> User:
    user = User.objects.create_user(f"{kind}{''.join(where.values())}@example.org", cast.PASSWORD)
    Role.objects.create(user=user, kind=kind, approved_at=clock.now(), **where)
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

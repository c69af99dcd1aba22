"""The organizer's pages of letters: what stands there, what is refused, and how many are read."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client

from base import clock
from base.models import User
from competition.models import Edition, Letter
from schools.models import Country, Role
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
LIST = "/en/staff/editions/2027/countries/ba/letters/"


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    User.objects.filter(pk=user.pk).update(language="en")
    client.force_login(user)
    return user


@pytest.fixture
def ahead(edition: Edition) -> Edition:
    """Registration is open, the window is in a month."""
    opens = clock.now() + timedelta(days=30)
    edition.windows.update(opens_at=opens, closes_at=opens + timedelta(hours=10))
    Edition.objects.update(state="registration")
    return Edition.objects.get()


def act(client: Client, name: str, do: str, **more: str) -> str:
    return client.post(f"{LIST}{name}/act/", {"do": do, **more}, follow=True).text


def test_the_calendar_stands_ready_with_moments_and_readers(
    client: Client, organizer: User, ahead: Edition, teacher: User, other_teacher: User
) -> None:
    page = client.get(LIST).text
    for title in ("Registration is open", "Three weeks before", "A week before", "The evening"):
        assert title in page
    assert page.count(">goes out by itself<") == 4
    assert page.count(">no date yet<") == 1, "nobody has opened registration by a step"
    assert page.count("2 readers") == 2
    assert Letter.objects.count() == 0, "a look makes no row"


def test_a_letter_is_edited_in_one_language_and_taken_back(
    client: Client, organizer: User, ahead: Edition
) -> None:
    path = f"{LIST}eve/?language=bs"
    client.post(path, {"subject": "Sutra!", "body": "Kviz: {opens}.\r\n\r\n{link}"})
    page = client.get(path).text
    assert "Sutra!" in page
    assert "Tomorrow: Safer Internet Day 2027" in client.get(f"{LIST}eve/?language=en").text
    [letter] = Letter.objects.all()
    assert letter.texts == {"bs": {"subject": "Sutra!", "body": "Kviz: {opens}.\n\n{link}"}}
    refused = client.post(path, {"subject": "Sutra", "body": "{password}"}).text
    assert "{password} means nothing here" in refused
    client.post(path, {"subject": "", "body": ""})
    assert Letter.objects.get().texts == {}


def test_serbian_that_was_written_in_cyrillic_is_read_in_latin_letters(
    client: Client, organizer: User, ahead: Edition
) -> None:
    form = {"subject": "Сутра је квиз", "body": "Пробајте: {link}"}
    client.post(f"{LIST}eve/?language=sr", form)
    assert "Sutra je kviz" in client.get(f"{LIST}eve/?language=sr-latn").text


def test_a_proof_goes_to_oneself_alone_in_the_language_that_is_looked_at(
    client: Client, organizer: User, ahead: Edition, teacher: User
) -> None:
    client.post(f"{LIST}week/act/?language=en", {"do": "proof"})
    [message] = mail.outbox
    assert message.to == [organizer.email]
    assert message.subject == "Proof: One week to go: rehearse once"
    assert Letter.objects.count() == 0


def test_stopped_sent_and_then_nothing_changes_any_more(
    client: Client, organizer: User, ahead: Edition, teacher: User
) -> None:
    assert "Stopped." in act(client, "three_weeks", "stop")
    assert "Nobody gets it until you let it go on." in client.get(f"{LIST}three_weeks/").text
    act(client, "three_weeks", "go_on")
    assert "It is being sent" in act(client, "three_weeks", "send")
    letter = Letter.objects.get()
    assert (letter.begun_by, letter.stopped_at) == (organizer, None)
    assert "It no longer changes" in act(client, "three_weeks", "send")
    page = client.post(f"{LIST}three_weeks/", {"subject": "a", "body": "b"}).text
    assert "It no longer changes" in page


@in_one_world(
    ("name", "change", "said"),
    [
        ("key", {"state": "live"}, "The answers are not open yet"),
        ("eve", {"state": "draft"}, "makes no sense"),
        ("eve", {"state": "review"}, "makes no sense"),
    ],
)
def test_what_would_be_untrue_is_not_sent_by_hand(
    name: str, change: dict[str, str], said: str, client: Client, organizer: User, ahead: Edition
) -> None:
    Edition.objects.update(**change)
    assert said in act(client, name, "send")
    assert not Letter.objects.filter(begun_at__isnull=False).exists()


def test_a_free_letter_is_written_narrowed_and_dropped(
    client: Client, organizer: User, ahead: Edition, teacher: User, country: Country
) -> None:
    region = country.regions.get()
    made = client.post(LIST, {"readers": "no_class", "region": str(region.pk)})
    letter = Letter.objects.get()
    assert made["Location"].startswith(f"{LIST}{letter.pk}/")
    assert "Write the letter in at least one language first" in act(client, letter.name, "send")
    client.post(f"{LIST}{letter.pk}/?language=hr", {"subject": "Novost", "body": "Tekst"})
    page = client.get(f"{LIST}{letter.pk}/?language=en").text
    assert "Novost" in page, "who reads English gets what there is"
    act(client, letter.name, "readers", readers="not_approved", region="")
    letter.refresh_from_db()
    assert (letter.readers, letter.region) == ("not_approved", None)
    act(client, letter.name, "drop")
    assert Letter.objects.count() == 0


def test_letters_of_another_country_are_nobodys_but_the_coordinators(
    client: Client, organizer: User, ahead: Edition
) -> None:
    abroad = cast.make_country("HR")
    ahead.windows.create(
        country=abroad, opens_at=clock.now(), closes_at=clock.now() + timedelta(hours=1)
    )
    far = Letter.objects.create(edition=ahead, country=abroad, kind="free", texts={})
    theirs = "/en/staff/editions/2027/countries/hr/letters/"
    assert client.get(theirs).status_code == 404
    assert client.get(f"{LIST}{far.pk}/").status_code == 404, "by the own country's address"
    assert client.post(f"{theirs}eve/act/", {"do": "stop"}).status_code == 404
    regional = User.objects.create_user("regional@example.org", cast.PASSWORD)
    region = Country.objects.get(pk="BA").regions.get()
    Role.objects.create(user=regional, kind="organizer", region=region, approved_at=clock.now())
    client.force_login(cast.give_second_factor(regional))
    assert client.get(LIST).status_code == 404
    client.force_login(cast.make_staff("coordinator"))
    assert client.get(theirs).status_code == 200


def test_moments_are_told_by_the_clocks_of_the_country(
    client: Client, organizer: User, ahead: Edition
) -> None:
    Country.objects.update(timezone="Europe/London")
    opens = datetime(2027, 2, 9, 0, 30, tzinfo=ZoneInfo("Europe/Sarajevo"))
    ahead.windows.update(opens_at=opens, closes_at=opens + timedelta(hours=9))
    page = client.get(f"{LIST}eve/").text
    assert "7 February 2027, 17:00" in page or "7 February 2027 17:00" in page


def test_the_account_has_a_switch(client: Client, teacher: User) -> None:
    client.force_login(teacher)
    assert "No more letters" in client.get("/en/staff/account/").text
    client.post("/en/staff/account/letters/", {"letters": "no"})
    teacher.refresh_from_db()
    assert teacher.letters_ended_at is not None
    assert "Send me letters again" in client.get("/en/staff/account/").text
    client.post("/en/staff/account/letters/", {"letters": "yes"})
    teacher.refresh_from_db()
    assert teacher.letters_ended_at is None

"""The forms of the day: who may speak and to whom, in which words; who moves which window."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Edition, Notice, Sitting, Window
from competition.notices.actions.notices import speak
from schools.models import Country
from tests import cast

HOUR = timedelta(hours=1)
NOTICES, WINDOWS = "/en/staff/day/notices/", "/en/staff/day/windows/"
LANGUAGES = {
    "text_bs": "Molimo pričekajte.",
    "text_hr": "Molimo pričekajte.",
    "text_sr": "Молимо сачекајте.",
    "text_en": "Please wait.",
}


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    """Of the whole country; has logged in."""
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


@pytest.fixture
def abroad(edition: Edition) -> Country:
    """Another country of the edition, with an open window."""
    country, now = cast.make_country("HR"), clock.now()
    Window.objects.create(
        edition=edition, country=country, opens_at=now - HOUR, closes_at=now + HOUR
    )
    return country


def words(text: str) -> str:
    return " ".join(text.split())


def say(client: Client, **fields: str) -> str:
    """What the page says after something was sent; a prepared sentence unless told otherwise."""
    data = {"country": "BA", "sentence": "over", "lasts": "30", **fields}
    return words(client.post(NOTICES, data, follow=True).text)


# ---------------------------------------------------------------- speaking


def test_a_prepared_sentence_is_said_in_every_language(
    client: Client, organizer: User, sitting: Sitting
) -> None:
    page = say(client, sentence="wait", minutes="5")
    notice = Notice.objects.get()
    assert "1 open class quiz shows it" in page
    assert notice.texts["en"] == "Please wait calmly for about 5 minutes. Your answers are safe."
    assert (notice.country_id, notice.spoken_by) == ("BA", organizer)
    assert notice.until - notice.spoken_at == timedelta(minutes=30)


def test_own_words_are_said_as_they_were_written(
    client: Client, organizer: User, sitting: Sitting
) -> None:
    say(client, sentence="", **LANGUAGES)
    texts = {key.removeprefix("text_"): text for key, text in LANGUAGES.items()}
    assert Notice.objects.get().texts == {**texts, "sr-latn": "Molimo sačekajte."}


def test_an_organizer_speaks_to_the_own_country_only(
    client: Client, organizer: User, edition: Edition, abroad: Country, country: Country
) -> None:
    for wrong in ("", "HR"):
        assert "Nothing was said yet" in say(client, country=wrong)
    assert not Notice.objects.exists()
    organizer.roles.update(country=None, region=country.regions.get())
    assert client.get(NOTICES).status_code == 404


def test_what_was_said_abroad_is_neither_seen_nor_withdrawn(
    client: Client, organizer: User, edition: Edition, abroad: Country, superuser: User
) -> None:
    at = clock.now()
    texts = {"en": "Only for Croatia."}
    notice = speak(edition, texts=texts, country=abroad, until=at + HOUR, by=superuser, at=at)
    assert "Only for Croatia." not in client.get(NOTICES).text
    assert client.post(f"{NOTICES}{notice.pk}/end/").status_code == 404


def test_a_notice_to_all_is_seen_by_organizers_and_withdrawn_by_the_coordinator(
    client: Client, organizer: User, edition: Edition, superuser: User
) -> None:
    at = clock.now()
    notice = speak(edition, texts={"en": "To all."}, until=at + HOUR, by=superuser, at=at)
    page = words(client.get(NOTICES).text)
    assert ("To all." in page, "Withdraw" in page) == (True, False)
    assert client.post(f"{NOTICES}{notice.pk}/end/").status_code == 404
    client.force_login(cast.make_staff("coordinator"))
    page = words(client.post(f"{NOTICES}{notice.pk}/end/", follow=True).text)
    assert "It disappears from the screens" in page
    page = words(client.post(f"{NOTICES}{notice.pk}/end/", follow=True).text)
    assert "This notice is not shown any more." in page

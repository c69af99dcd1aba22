"""The forms of the day: who may speak and to whom, in which words; who moves which window."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Edition, Notice, Sitting, Window
from competition.notices.actions.notices import speak
from schools.models import Country, Region
from tests import cast
from tests.cells import in_one_world

HOUR = timedelta(hours=1)
NOTICES, WINDOWS = "/en/staff/day/notices/", "/en/staff/day/windows/"
LANGUAGES = {
    "text_bs": "Molimo pričekajte.",
    "text_hr": "Molimo pričekajte.",
    "text_sr": "Молимо сачекајте.",
    "text_sr-latn": "Molimo sačekajte.",
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
    data = {"audience": "country-BA", "sentence": "over", "lasts": "30", **fields}
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
    assert Notice.objects.get().texts == {
        key.removeprefix("text_"): text for key, text in LANGUAGES.items()
    }


@in_one_world(
    ("field", "text", "fault"),
    [
        ("text_hr", "", "Say it in this language too"),
        ("text_hr", "Vidi https://example.org", "No addresses"),
        ("text_en", "Write to a@example.org", "No addresses"),
        ("text_sr", "Molimo sačekajte.", "This is the text in Cyrillic."),
        ("text_bs", "Молимо сачекајте.", "This is the text in Latin letters."),
        ("text_en", "x" * 161, "at most 160"),
    ],
    ids=["missing", "web", "mail", "wrong script", "wrong script too", "too long"],
)
def test_own_words_that_cannot_be_shown(
    field: str, text: str, fault: str, client: Client, organizer: User, edition: Edition
) -> None:
    page = say(client, sentence="", **{**LANGUAGES, field: text})
    assert fault in page
    assert "Nothing was said yet" in page
    assert not Notice.objects.exists()


def test_markup_in_own_words_is_text(
    client: Client, organizer: User, sitting: Sitting, teacher: User
) -> None:
    say(client, sentence="", **{**LANGUAGES, "text_en": "<b>Wait</b>"})
    client.force_login(teacher)
    assert "&lt;b&gt;Wait&lt;/b&gt;" in client.get(f"/en/staff/sittings/{sitting.pk}/").text


@in_one_world("typed", ["{code}", "{code}, {code}", "{first} {last}"])
def test_single_sittings_are_named_by_their_codes(
    typed: str, client: Client, organizer: User, sitting: Sitting
) -> None:
    other = cast.make_sitting(sitting.entry, kind="rehearsal")
    codes = typed.format(code=sitting.code, first=sitting.code[:3], last=sitting.code[3:])
    say(client, audience="codes", codes=codes)
    assert list(Notice.objects.get().sittings.all()) == [sitting]
    assert Sitting.objects.get(pk=other.pk).notice == ""


@in_one_world(
    ("codes", "fault"),
    [("", "Type the code of at least one open class quiz."), ("000000", "has this code: 000000")],
)
def test_codes_that_no_open_sitting_of_the_area_has(
    codes: str, fault: str, client: Client, organizer: User, edition: Edition
) -> None:
    assert fault in say(client, audience="codes", codes=codes)
    assert not Notice.objects.exists()


def test_an_organizer_speaks_to_the_own_area_only(
    client: Client, organizer: User, edition: Edition, abroad: Country
) -> None:
    school = cast.make_school(abroad, name="OŠ Zagreb")
    far = cast.make_class(school, cast.make_teacher(school, "zrinka@example.org"))
    foreign = cast.make_sitting(cast.make_entry(far, edition))
    region = Region.objects.get(country=abroad)
    for audience in ("all", "country-HR", f"region-{region.pk}"):
        assert "Select a valid choice" in say(client, audience=audience)
    assert "No open class quiz" in say(client, audience="codes", codes=foreign.code)
    assert not Notice.objects.exists()


def test_an_organizer_of_a_region_speaks_to_it_and_not_to_the_country(
    client: Client, country: Country, sitting: Sitting
) -> None:
    region = country.regions.get()
    client.force_login(cast.make_staff("organizer", region=region))
    assert "Select a valid choice" in say(client, audience="country-BA")
    assert "1 open class quiz shows it" in say(client, audience=f"region-{region.pk}")


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

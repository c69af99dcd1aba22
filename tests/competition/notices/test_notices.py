"""Words to those who sit: whom they reach, how long, in which languages, and on which screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.exceptions import NoticeEnded
from competition.models import Attempt, Edition, Notice, Sitting
from competition.notices.actions.notices import carry_notices, speak, withdraw
from competition.notices.templates import SENTENCES, in_every_language
from competition.pupil_api import storage_orm, storage_postgresql
from competition.pupil_api.lease_state import LeaseRow
from competition.sittings.actions.sittings import close
from competition.sittings.queries.monitor import sitting_state
from schools.models import Country
from tests import cast
from tests.cells import in_one_world

MINUTE = timedelta(minutes=1)
TEXTS = {"en": "Please wait.", "sr": "Молимо сачекајте."}


# ---------------------------------------------------------------- speaking


def say(
    edition: Edition, by: User, *, at: datetime | None = None, minutes: int = 30, **to: object
) -> Notice:
    at = at or clock.now()
    return speak(edition, texts=TEXTS, until=at + minutes * MINUTE, by=by, at=at, **to)  # type: ignore[arg-type]


def shown(*sittings: Sitting) -> list[str]:
    """The tokens that these sittings show."""
    found = Sitting.objects.in_bulk([one.pk for one in sittings])
    return [found[one.pk].notice for one in sittings]


@pytest.fixture
def far(edition: Edition) -> Sitting:
    """A sitting in another country of the edition."""
    abroad = cast.make_country("HR")
    at = clock.now()
    edition.windows.create(country=abroad, opens_at=at - MINUTE, closes_at=at + 60 * MINUTE)
    school = cast.make_school(abroad, name="OŠ Zagreb")
    far = cast.make_class(school, cast.make_teacher(school, "zrinka@example.org"))
    return cast.make_sitting(cast.make_entry(far, edition))


def test_a_notice_to_all_is_shown_in_every_open_sitting(
    sitting: Sitting, far: Sitting, edition: Edition, superuser: User
) -> None:
    notice = say(edition, superuser)
    assert shown(sitting, far) == [notice.token, notice.token]


def test_a_notice_to_a_country_stays_there(
    sitting: Sitting, far: Sitting, edition: Edition, superuser: User, country: Country
) -> None:
    own = say(edition, superuser, country=country)
    abroad = say(edition, superuser, country=Country.objects.get(pk="HR"))
    assert shown(sitting, far) == [own.token, abroad.token]


def test_no_prepared_sentence_tells_a_pupil_that_there_is_time() -> None:
    """Nobody's minutes grow by a notice, nor by a window that closes later."""
    assert [key for key, words in SENTENCES.items() if "hurry" in words(10)] == []


def test_a_closed_sitting_hears_nothing(sitting: Sitting, edition: Edition, teacher: User) -> None:
    close(sitting, by=teacher, at=clock.now())
    say(edition, teacher)
    assert shown(sitting) == [""]


def test_a_sitting_that_opens_later_shows_it_within_a_second(
    sitting: Sitting, edition: Edition, superuser: User
) -> None:
    notice = say(edition, superuser)
    later = cast.make_sitting(sitting.entry, kind="rehearsal")
    assert carry_notices(at=clock.now()) == 1
    assert shown(later) == [notice.token]


def test_the_newest_is_shown_and_the_older_comes_back_when_it_is_withdrawn(
    sitting: Sitting, edition: Edition, superuser: User
) -> None:
    old, new = say(edition, superuser), say(edition, superuser)
    assert shown(sitting) == [new.token]
    withdraw(new, by=superuser, at=clock.now())
    assert shown(sitting) == [old.token]


def test_a_notice_ends_by_itself(sitting: Sitting, edition: Edition, superuser: User) -> None:
    notice = say(edition, superuser, minutes=10)
    assert carry_notices(at=notice.until - MINUTE) == 0
    assert carry_notices(at=notice.until) == 1
    notice.refresh_from_db()
    assert (shown(sitting), notice.ended_at, notice.withdrawn_by) == ([""], notice.until, None)


@pytest.mark.django_db(transaction=True)
def test_a_sitting_somebody_holds_gets_and_loses_its_notice_a_second_later(
    sitting: Sitting, edition: Edition, superuser: User
) -> None:
    with held(sitting):
        notice = say(edition, superuser)
        assert shown(sitting) == [""]
    carry_notices(at=clock.now())
    assert shown(sitting) == [notice.token]
    with held(sitting):
        withdraw(notice, by=superuser, at=clock.now())
        assert shown(sitting) == [notice.token]
    carry_notices(at=clock.now())
    assert shown(sitting) == [""]


@contextmanager
def held(sitting: Sitting) -> Iterator[None]:
    """Somebody else has locked the sitting's row."""
    dsn = connection.get_connection_params()
    place = {key: dsn[key] for key in ("host", "port", "user", "dbname") if key in dsn}
    with psycopg.connect(**place) as other:
        other.execute("SELECT 1 FROM competition_sitting WHERE id = %s FOR UPDATE", [sitting.pk])
        yield


def test_it_is_withdrawn_only_once(sitting: Sitting, edition: Edition, superuser: User) -> None:
    notice = say(edition, superuser)
    withdraw(notice, by=superuser, at=clock.now())
    with pytest.raises(NoticeEnded):
        withdraw(notice, by=superuser, at=clock.now())


def test_while_nobody_speaks_the_look_of_each_second_is_one_query(
    sitting: Sitting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        carry_notices(at=clock.now())


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_is_there_in_every_language_and_short(sentence: str) -> None:
    texts = in_every_language(sentence, 5)
    assert set(texts) == {*settings.ENDONYMS, "sr-BA", "sr-latn-BA"}
    assert max(map(len, texts.values())) <= 160


# ---------------------------------------------------------------- on the screens


def test_every_reply_of_the_hall_reads_the_token_with_the_row_it_reads_anyway(
    attempts: list[Attempt], edition: Edition, superuser: User
) -> None:
    notice = say(edition, superuser)
    ids = [attempt.pk for attempt in attempts]
    read: Iterable[list[LeaseRow]] = (storage_postgresql.read(ids), storage_orm.read(ids))
    assert [{row.notice for row in found} for found in read] == [{notice.token}, {notice.token}]


def test_the_monitor_knows_the_token_until_the_sitting_is_closed(
    sitting: Sitting, edition: Edition, superuser: User
) -> None:
    notice = say(edition, superuser)
    sitting.refresh_from_db()
    assert sitting_state(sitting, at=clock.now())["notice"] == notice.token
    sitting.closed_at = clock.now()
    assert sitting_state(sitting, at=clock.now())["notice"] == ""


@in_one_world("page", ["", "projector/"])
def test_a_teachers_page_says_it_without_script_too(
    page: str, client: Client, sitting: Sitting, edition: Edition, superuser: User, teacher: User
) -> None:
    say(edition, superuser)
    client.force_login(teacher)
    assert "Молимо сачекајте." in client.get(f"/sr/staff/sittings/{sitting.pk}/{page}").text


def test_the_words_are_kept_by_proxies_and_stand_at_an_address_nobody_can_guess(
    client: Client, edition: Edition, superuser: User
) -> None:
    notice = say(edition, superuser)
    reply = client.get(f"/notices/{notice.token}.json")
    assert reply.json() == {"texts": TEXTS}
    assert "immutable" in reply["Cache-Control"]
    assert "Cookie" not in reply.get("Vary", "")
    assert client.get("/notices/1.json").status_code == 404
    assert len(notice.token) == 16

"""A teacher corrects a class: what may be said anew, what stays because it was played."""

from __future__ import annotations

import pytest
from auditlog.models import LogEntry
from django.test import Client

from base import clock
from base.models import User
from competition.classes import actions as correcting
from competition.classes.actions import NoDivision, correct_class, delete_class, remove_card
from competition.classes.queries import corrections_of
from competition.models import Attempt, Division, Edition, Entry, Sitting
from competition.sittings.actions.sittings import close, give_minutes
from schools.classes.actions.classes import new_pin
from schools.exceptions import ClassExists
from schools.models import Card, Grade, School, SchoolClass
from tests import cast
from tests.cells import in_one_world
from tests.leaderboard.appealing import appeal

PAGE = "/en/staff/classes/{}/correct/"


@pytest.fixture
def older(school: School, edition: Edition) -> Grade:
    """A grade of another age group that the edition has."""
    Division.objects.create(edition=edition, code="14-15")
    return Grade.objects.create(country=school.country, code="9", position=2, division_code="14-15")


@pytest.fixture
def rehearsed(entry: Entry, card: Card, teacher: User) -> Sitting:
    """A rehearsal that is over, with a pupil who got extra minutes."""
    sitting = cast.make_sitting(entry, kind="rehearsal")
    attempt = cast.make_attempt(card, sitting)
    give_minutes(sitting, minutes=5, reason="need", card=card, by=teacher, at=clock.now())
    cast.finish(attempt, "120")
    close(sitting, by=teacher, at=clock.now())
    return sitting


@pytest.fixture
def played(sitting: Sitting, card: Card, teacher: User) -> Sitting:
    cast.finish(cast.make_attempt(card, sitting), "12340")
    close(sitting, by=teacher, at=clock.now())
    return sitting


def say(school_class: SchoolClass, **changed: object) -> None:
    """Correct only what is named."""
    given = {"label": school_class.label, "grade": school_class.grade, "language": "bs", **changed}
    correct_class(school_class, **given)  # type: ignore[arg-type]
    school_class.refresh_from_db()


# ---------------------------------------------------------------- the class


def test_a_name_that_is_taken_is_refused(school_class: SchoolClass, teacher: User) -> None:
    cast.make_class(school_class.school, teacher, label="VII-3")
    with pytest.raises(ClassExists):
        say(school_class, label="VII-3")


def test_another_grade_takes_the_entry_to_its_age_group(
    rehearsed: Sitting, school_class: SchoolClass, older: Grade, entry: Entry
) -> None:
    say(school_class, grade=older)
    entry.refresh_from_db()
    assert (school_class.grade, entry.division.code) == (older, "14-15")


def test_a_grade_the_edition_has_no_age_group_for_is_refused(
    entry: Entry, school_class: SchoolClass, older: Grade
) -> None:
    Division.objects.filter(code="14-15").delete()
    with pytest.raises(NoDivision):
        say(school_class, grade=older)
    school_class.refresh_from_db()
    assert school_class.grade.code == "7"


@in_one_world("kind", ["official", "rehearsal"])
def test_the_grade_stays_while_a_sitting_is_open(
    kind: str, entry: Entry, school_class: SchoolClass, older: Grade
) -> None:
    cast.make_sitting(entry, kind=kind)
    with pytest.raises(correcting.SittingOpen):
        say(school_class, grade=older)


def test_the_grade_stays_once_somebody_played_officially_and_the_name_does_not(
    played: Sitting, school_class: SchoolClass, older: Grade, entry: Entry
) -> None:
    with pytest.raises(correcting.PlayedAlready):
        say(school_class, grade=older)
    entry.refresh_from_db()
    assert entry.division.code == "12-13"
    say(school_class, label="VII-3")


def test_the_name_stays_as_it_was_sealed(
    played: Sitting, school_class: SchoolClass, edition: Edition
) -> None:
    Edition.objects.update(state="sealed")
    with pytest.raises(correcting.NamedInSeal):
        say(school_class, label="VII-3")
    say(school_class, language="sr")


# ---------------------------------------------------------------- cards


def test_a_new_pin_is_another_one_and_nobody_elses(card: Card, school_class: SchoolClass) -> None:
    before = card.pin
    new_pin(card)
    card.refresh_from_db()
    pins = list(school_class.cards.values_list("pin", flat=True))
    assert card.pin != before
    assert len(set(pins)) == 3


def test_a_card_goes_with_its_rehearsals_and_that_is_on_record(
    rehearsed: Sitting, card: Card, school_class: SchoolClass, teacher: User
) -> None:
    remove_card(card, by=teacher, at=clock.now())
    assert list(school_class.cards.values_list("number", flat=True)) == [2, 3]
    assert not Attempt.objects.exists()
    entry = LogEntry.objects.get(object_pk=str(school_class.pk), changes__has_key="cards")
    assert (entry.changes, entry.actor) == ({"cards": ["3", "2"]}, teacher)


def test_a_card_that_played_officially_stays_even_if_that_was_voided(
    played: Sitting, card: Card, teacher: User
) -> None:
    Attempt.objects.update(voided_at=clock.now())
    with pytest.raises(correcting.CardPlayed):
        remove_card(card, by=teacher, at=clock.now())
    assert Card.objects.filter(pk=card.pk).exists()


def test_a_card_that_came_too_late_and_never_began_can_be_removed(
    sitting: Sitting, card: Card, school_class: SchoolClass, teacher: User
) -> None:
    cast.make_attempt(card, sitting)
    Attempt.objects.update(started_at=None, deadline=None, admitted_at=None)
    state = corrections_of(school_class)
    assert (state.played, [row.played for row in state.cards]) == (False, [False] * 3)
    with pytest.raises(correcting.SittingOpen):
        remove_card(card, by=teacher, at=clock.now())
    close(sitting, by=teacher, at=clock.now())
    remove_card(card, by=teacher, at=clock.now())
    assert list(school_class.cards.values_list("number", flat=True)) == [2, 3]


def test_a_card_at_which_somebody_sits_stays(entry: Entry, card: Card, teacher: User) -> None:
    cast.make_attempt(card, cast.make_sitting(entry, kind="rehearsal"))
    with pytest.raises(correcting.SittingOpen):
        remove_card(card, by=teacher, at=clock.now())


# ---------------------------------------------------------------- the whole class


def test_a_class_that_never_played_goes_with_everything_of_its_own_and_is_on_record(
    rehearsed: Sitting, school_class: SchoolClass
) -> None:
    number = str(school_class.pk)
    delete_class(school_class)
    left = [model.objects.count() for model in (SchoolClass, Card, Entry, Sitting, Attempt)]
    assert left == [0, 0, 0, 0, 0]
    gone = LogEntry.objects.get(object_pk=number, action=LogEntry.Action.DELETE)
    assert gone.object_repr == "VII-2"


def test_a_class_that_played_or_sits_stays(
    played: Sitting, school_class: SchoolClass, entry: Entry
) -> None:
    with pytest.raises(correcting.ClassPlayed):
        delete_class(school_class)
    Attempt.objects.all().delete()
    cast.make_sitting(entry, kind="rehearsal")
    with pytest.raises(correcting.SittingOpen):
        delete_class(school_class)
    assert SchoolClass.objects.exists()


def test_a_class_about_which_somebody_appealed_stays_though_nobody_played(
    sitting: Sitting, school_class: SchoolClass, teacher: User, client: Client
) -> None:
    close(sitting, by=teacher, at=clock.now())
    appeal(sitting, by=teacher, about="sitting")
    with pytest.raises(correcting.ClassAppealed):
        delete_class(school_class)
    client.force_login(teacher)
    page = client.post(f"/en/staff/classes/{school_class.pk}/delete/", follow=True)
    assert "An appeal about this class is on record" in page.text
    assert SchoolClass.objects.filter(pk=school_class.pk).exists()


# ---------------------------------------------------------------- the page


def test_a_teacher_corrects_card_and_class_by_the_page(
    school_class: SchoolClass, card: Card, teacher: User, client: Client
) -> None:
    client.force_login(teacher)
    address = PAGE.format(school_class.pk)
    data = {"label": " VII-9 ", "grade": school_class.grade_id, "language": "sr"}
    assert "The class is corrected." in client.post(address, data, follow=True).text
    one = f"/en/staff/classes/{school_class.pk}/cards/{card.pk}/correct/"
    assert "Card 1 has a new PIN." in client.post(one, {"do": "pin"}, follow=True).text
    assert "Card 1 is removed." in client.post(one, {"do": "remove"}, follow=True).text
    assert client.post(one, {"do": "pin"}).status_code == 404
    gone = client.post(f"/en/staff/classes/{school_class.pk}/delete/", follow=True)
    assert "The class VII-9 is deleted." in gone.text

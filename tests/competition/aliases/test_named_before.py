"""Cards have their alias before their pupils join."""

from __future__ import annotations

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from base import clock
from base.models import User
from competition.aliases.actions import aliases_for, name_class
from competition.aliases.alias import drawn_for
from competition.models import Alias, Entry, Sitting
from competition.sittings.actions.sittings import close
from schools.classes.actions.classes import add_cards
from schools.models import Card, SchoolClass
from tests import cast


@pytest.mark.django_db
def test_a_whole_class_is_named_when_its_sitting_opens(sitting: Sitting, card: Card) -> None:
    assert Alias.objects.count() == card.school_class.cards.count() == 3
    assert set(Alias.objects.values_list("edition", flat=True)) == {sitting.entry.edition_id}


@pytest.mark.django_db
def test_a_rehearsal_and_the_day_have_the_same_animal(entry: Entry, card: Card) -> None:
    cast.make_sitting(entry, kind="rehearsal")
    before = aliases_for([card.pk], edition=entry.edition)
    cast.make_sitting(entry)
    assert aliases_for([card.pk], edition=entry.edition) == before


@pytest.mark.django_db
def test_those_of_14_and_15_draw_from_lists_of_their_own(entry: Entry, teacher: User) -> None:
    entry.edition.divisions.update(code="14-15")
    large = cast.make_class(entry.school_class.school, teacher, label="VII-3", cards=40)
    name_class(cast.make_entry(large, entry.edition))
    drawn = Alias.objects.filter(card__school_class=large)
    mine = drawn_for("14-15")
    assert set(drawn.values_list("animal", flat=True)) <= set(mine.animals)
    assert set(drawn.values_list("adjective", flat=True)) <= set(mine.adjectives)
    assert set(mine.animals) - set(drawn_for("9-11").animals)


@pytest.mark.django_db
def test_a_card_that_comes_to_an_open_sitting_is_named_too(
    sitting: Sitting,
    school_class: SchoolClass,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        [late] = add_cards(school_class, count=1)
    assert Alias.objects.filter(card=late).count() == 1


@pytest.mark.django_db
def test_a_card_that_comes_after_the_close_waits_for_the_next(
    sitting: Sitting,
    school_class: SchoolClass,
    teacher: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    close(sitting, by=teacher, at=clock.now())
    with django_capture_on_commit_callbacks(execute=True):
        [late] = add_cards(school_class, count=1)
    assert not Alias.objects.filter(card=late).exists()


@pytest.mark.django_db
def test_a_sitting_opens_where_no_name_is_left(
    entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("competition.aliases.alias.numbers", lambda _below: (2,))
    monkeypatch.setattr(
        "competition.aliases.alias.drawn_for", lambda _ages: (("brave",), ("hedgehog",))
    )
    assert cast.make_sitting(entry).pk
    assert Alias.objects.count() == 1

"""Whether results stand is settled at the closing of their sitting: who leaves takes none away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from base import clock
from base.models import User
from competition.config.runner import JOBS
from competition.models import Edition, Sitting
from competition.participants.actions import merge_schools
from competition.sittings.actions.attempts import void
from competition.sittings.actions.results import keep_approvals
from competition.sittings.actions.sittings import close
from leaderboard.results.public_results import count_boards, public_results
from schools.models import Country, Role, School
from schools.people.actions.invitations import close_account, take_role
from schools.register.actions.confirming import confirm_schools
from schools.register.actions.teacher_approvals import approve
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
type Change = Callable[[], object]


@pytest.fixture
def played(sitting: Sitting) -> Sitting:
    """One pupil has finished; the sitting is open still."""
    [card, *_] = sitting.entry.school_class.cards.all()
    cast.finish(cast.make_attempt(card, sitting), "11111")
    return sitting


def leave() -> None:
    take_role(Role.objects.get(kind="teacher"))


def shut_out() -> None:
    close_account(User.objects.get(email="vesna@example.org"))
    leave()


def lose_the_approval() -> None:
    Role.objects.filter(kind="teacher").update(approved_at=None)


def lose_the_confirmation() -> None:
    School.objects.update(verified_at=None)


GOING = [leave, shut_out, lose_the_approval, lose_the_confirmation]


def end(sitting: Sitting) -> None:
    close(sitting, by=sitting.opened_by, at=clock.now())


def counted() -> tuple[int, int]:
    """Public results as they are listed, and as a board counts them."""
    division = Edition.objects.get().divisions.get()
    return public_results().count(), count_boards([(division.pk, "BA")])[division.pk, "BA"]


@pytest.mark.parametrize("going", GOING, ids=lambda going: going.__name__)
def test_who_leaves_after_the_closing_takes_no_results_away(going: Change, played: Sitting) -> None:
    end(played)
    going()
    assert counted() == (1, 1)


@pytest.mark.parametrize("going", GOING, ids=lambda going: going.__name__)
def test_who_leaves_before_the_closing_does(going: Change, played: Sitting) -> None:
    assert counted() == (1, 1)
    going()
    end(played)
    assert counted() == (0, 0)


def test_what_waited_at_the_closing_comes_on_with_the_approval_and_stays(
    played: Sitting, superuser: User
) -> None:
    lose_the_approval()
    lose_the_confirmation()
    end(played)
    approve(Role.objects.get(kind="teacher"), by=superuser, at=clock.now())
    assert counted() == (1, 1)
    assert (keep_approvals(at=clock.now()), keep_approvals(at=clock.now())) == (1, 0)
    leave()
    assert counted() == (1, 1)


def test_a_confirmed_school_brings_waiting_results_on(played: Sitting, superuser: User) -> None:
    lose_the_confirmation()
    end(played)
    assert counted() == (0, 0)
    confirm_schools(School.objects.all(), by=superuser, at=clock.now())
    assert counted() == (1, 1)


def test_approvals_are_kept_every_second() -> None:
    assert keep_approvals in JOBS


def test_a_person_takes_results_off_by_voiding(played: Sitting, superuser: User) -> None:
    end(played)
    void(played.attempts.get(), reason="rules", by=superuser, at=clock.now())
    assert counted() == (0, 0)


@in_one_world("state", ["sealed", "published", "archived"])
def test_nothing_comes_into_a_sealed_list(state: str, played: Sitting, superuser: User) -> None:
    lose_the_confirmation()
    end(played)
    Edition.objects.update(state=state)
    confirm_schools(School.objects.all(), by=superuser, at=clock.now())
    keep_approvals(at=clock.now())
    assert counted() == (0, 0)


def test_a_merge_brings_nothing_into_a_sealed_list(
    played: Sitting, superuser: User, country: Country
) -> None:
    """The other entry of the school is confirmed, and so is the one that stays from then on."""
    keep = played.entry.school_class.school
    lose_the_confirmation()
    keep.refresh_from_db()
    end(played)
    Edition.objects.update(state="sealed")
    gone = cast.make_school(country, name="OŠ Весна")
    merge_schools(keep, gone=gone, labels={}, by=superuser, at=clock.now())
    keep.refresh_from_db()
    assert keep.verified_at is not None
    assert counted() == (0, 0)


def test_whoever_seals_is_not_disturbed(played: Sitting, superuser: User) -> None:
    """A rehearsal never needs an approval, and an edition that moves no more gets none."""
    lose_the_confirmation()
    end(played)
    Edition.objects.update(state="review")
    confirm_schools(School.objects.all(), by=superuser, at=clock.now())
    assert keep_approvals(at=clock.now()) == 1

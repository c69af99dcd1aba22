"""What a second correction does to winners whom the first one changed, before or after mails."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from base import clock
from base.models import User
from leaderboard.diplomas.actions.issuing import issue
from leaderboard.diplomas.queries.diploma_claims import claims_in
from leaderboard.models import Award, IssuedDiploma, Seal, Winner, WinnerMail, WinnersPlan
from leaderboard.winners.actions.carrying_over import carry_over
from leaderboard.winners.actions.consenting import enter_name, record_consent, withdraw_consent
from leaderboard.winners.actions.diplomas_taken_back import take_back_diplomas
from leaderboard.winners.actions.teachers_word import confirm_winner
from leaderboard.winners.actions.telling import tell_what_came_later
from leaderboard.winners.queries.teacher_steps import winner_steps
from tests.leaderboard.winners.conftest import teacher_of, winner_now
from tests.leaderboard.winners.test_stepping_in import listed_anew
from tests.leaderboard.winners.test_telling import send

GONE = "does not have this award any more"


@pytest.fixture
def won(told: WinnersPlan) -> Winner:
    """Who won the one award, and its teacher has a mail."""
    User.objects.update(language="en")
    send()
    return winner_now()


def corrected(places: dict[int, int | tuple[int, int]]) -> None:
    """A correction with these places, by attempt, or with place and reserve; what came by it begins
    to be told."""
    before = Seal.objects.latest("pk")
    rows = {pk: (one, 0) if isinstance(one, int) else one for pk, one in places.items()}
    seal = listed_anew(before, rows)
    carry_over(before, seal, at=seal.confirmed_at or clock.now())
    tell_what_came_later(at=clock.now())


def others(won: Winner) -> list[int]:
    """The pupils of other teachers."""
    found = Award.objects.filter(seal=won.award.seal).exclude(pk=won.pk).order_by("pk")
    return list(found.values_list("attempt", flat=True))


@pytest.mark.parametrize("mailed", [True, False], ids=["between two mails", "in one night"])
def test_an_award_that_came_back_is_not_told_as_gone(
    won: Winner, client: Client, superuser: User, *, mailed: bool
) -> None:
    teacher, mine = teacher_of(won), won.award.attempt_id
    other = others(won)[0]
    corrected({other: 1})
    if mailed:
        assert teacher.email in send()
    before = len(mail.outbox)
    corrected({mine: 1, other: 2})
    send()
    (letter,) = [one for one in mail.outbox[before:] if one.to == [teacher.email]]
    assert "an award came by it" in " ".join(letter.body.split())
    assert GONE not in " ".join(letter.body.split())
    assert [step.task.key for step in winner_steps(teacher)] == ["winners"]
    client.force_login(teacher)
    assertNotContains(client.get(reverse("leaderboard:my_winners")), GONE)
    # The link of before leads to the award as it is.
    assertNotContains(client.get(reverse("leaderboard:winner", args=[won.pk])), GONE)
    client.force_login(superuser)
    table = reverse("leaderboard:winner_table", args=["2027"])
    assertNotContains(client.get(table), "Taken back by a correction")
    corrected({other: 1})
    assertContains(client.get(table), "had been told of these awards", count=1)
    assert [step.task.key for step in winner_steps(teacher)] == ["corrected"]


def letter_to(teacher: User) -> str:
    """The last one of those that wait."""
    send()
    WinnerMail.objects.filter(sent_at__isnull=False).update(sent_at=clock.now())
    return " ".join([one for one in mail.outbox if one.to == [teacher.email]][-1].body.split())


def test_the_place_before_is_the_one_that_the_teacher_knew(won: Winner) -> None:
    teacher, mine = teacher_of(won), won.award.attempt_id
    one, two = others(won)
    corrected({one: 1, mine: 2})
    corrected({one: 1, two: 2, mine: 3})
    assert "place 3. Before, it was place 1." in letter_to(teacher)
    corrected({one: 1, mine: 2})
    corrected({one: 1})
    assert f"place 3. The pupil {GONE}." in letter_to(teacher)


def test_a_consent_is_withdrawn_while_a_correction_moves_the_winner(won: Winner) -> None:
    teacher, today = teacher_of(won), timezone.localdate(clock.now())
    confirm_winner(won, by=teacher, at=clock.now())
    record_consent(won, on=today, words="x", school=False, by=teacher, at=clock.now())
    enter_name(won, name="Lamija", at=clock.now())
    read = Winner.objects.select_related("award__seal").get(pk=won.pk)
    corrected({won.award.attempt_id: 1})
    withdraw_consent(read, at=clock.now())
    now = winner_now()
    assert (now.pk == won.pk, now.name, now.has_consent) == (False, "", False)


def printed_for(attempt: int, by: User) -> IssuedDiploma:
    """The diploma of the award that the pupil has by the list that holds."""
    award = Award.objects.filter(attempt=attempt).latest("seal_id")
    country = award.attempt.entry.school_class.school.country
    claims = claims_in(award.seal.edition, country, "winner")
    own = [one for one in claims if one.award == award.pk]
    (row,) = issue(award.seal.edition, own, by=by, at=clock.now())
    return row


def diplomas_follow(by: User) -> None:
    seal = Seal.objects.latest("pk")
    assert seal.corrects
    take_back_diplomas(seal.corrects, seal, by=by, at=clock.now())


def test_a_diploma_holds_again_where_its_place_is_the_printed_one_again(
    won: Winner, superuser: User
) -> None:
    mine = won.award.attempt_id
    (other, _more) = others(won)
    first = printed_for(mine, superuser)
    corrected({other: 1, mine: 2})
    diplomas_follow(superuser)
    first.refresh_from_db()
    assert first.taken_back_by == Seal.objects.latest("pk")
    second = printed_for(mine, superuser)
    assert (second.place, second.serial == first.serial) == (2, False)
    corrected({mine: 1, other: 2})
    diplomas_follow(superuser)
    first.refresh_from_db()
    assert not any([first.revoked_at, first.revoked_by, first.taken_back_by])
    assert printed_for(mine, superuser) == first
    second.refresh_from_db()
    assert second.taken_back_by == Seal.objects.latest("pk")
    corrected({other: 1})
    diplomas_follow(superuser)
    assert not IssuedDiploma.objects.filter(revoked_at=None).exists()
    corrected({mine: 1})
    diplomas_follow(superuser)
    assert IssuedDiploma.objects.get(revoked_at=None) == first

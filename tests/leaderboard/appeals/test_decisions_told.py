"""An organizer's decision: the class's teachers are told, may answer, and it stands or falls."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client

from base import clock
from base.jobs.actions import GivenUp
from base.mail import sending
from base.models import User
from competition.exceptions import CompetitionError, EditionSealed
from competition.models import Answer, Attempt, Decision, Edition, Result, Sitting
from competition.sittings.actions.attempts import CardPlayedAgain, accept_late, take_back, void
from competition.sittings.actions.results import write_results
from leaderboard.appeals.actions import lodging
from leaderboard.appeals.actions.case_sending import send_case_mails
from leaderboard.appeals.actions.ending import decide
from leaderboard.appeals.actions.lodging import answer
from leaderboard.appeals.queries.waiting_cases import TRIES, waiting_mails
from leaderboard.models import Appeal, CaseMail, ToldDecision
from schools.models import Card, Country
from tests import cast
from tests.jobs import do_jobs

DESK = "/en/staff/editions/2027/desk/"
OWN = "/en/staff/appeals/"
DECIDE = "/en/staff/editions/2027/appeals/decide/"


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


@pytest.fixture
def attempt(sitting: Sitting, card: Card) -> Attempt:
    made = cast.finish(cast.make_attempt(card, sitting), "11111")
    return Attempt.objects.get(pk=made.pk)


@pytest.fixture
def told(attempt: Attempt, organizer: User) -> ToldDecision:
    """Voided by an organizer just now."""
    void(attempt, reason="rules", by=organizer, at=clock.now())
    return ToldDecision.objects.get()


@pytest.mark.usefixtures("by_day")
def test_the_teacher_is_told_answers_and_the_attempt_counts_again(
    client: Client, attempt: Attempt, organizer: User, teacher: User
) -> None:
    User.objects.filter(pk=teacher.pk).update(language="en")
    client.force_login(organizer)
    client.post(f"{DESK}decide/", {"act": "void", "attempt": attempt.pk, "reason": "rules"})
    do_jobs()
    [letter] = mail.outbox
    assert letter.to == [teacher.email]
    assert "card 1 of your class VII-2" in letter.body
    assert "Reason: against the rules" in letter.body
    assert "/en/staff/appeals/" in letter.body
    client.force_login(teacher)
    assert "An organizer decided about 1 attempt" in client.get("/en/staff/").text
    told = ToldDecision.objects.get()
    client.post(f"{OWN}answer/", {"decision": told.pk, "text": "The network was away."})
    assert "An organizer decided about" not in client.get("/en/staff/").text
    client.force_login(organizer)
    assert "The network was away." in client.get(DESK).text
    wish = {"appeal": Appeal.objects.get().pk, "act": "uphold", "from": "desk"}
    client.post(DECIDE, wish)
    assert not Result.objects.get().counts, "without a sentence nothing is decided"
    answer = client.post(DECIDE, wish | {"sentence": "We saw the outage."})
    do_jobs()
    assert (answer["Location"], Result.objects.get().counts) == (DESK, True)
    kinds = Decision.objects.filter(attempt=attempt).values_list("kind", flat=True)
    assert list(kinds) == ["unvoid", "void"]
    assert ["We saw the outage." in one.body for one in mail.outbox] == [False, True]


def sent_in_hours(many: int) -> int:
    at = clock.now() + timedelta(hours=many)
    return send_case_mails(at=lambda: at)


@pytest.mark.usefixtures("by_day", "told")
def test_a_mail_server_that_is_away_for_hours_costs_no_mail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as away:
        away.setattr(sending, "hand_over", lambda *_mail: sending.Handed.AWAY)
        for hour in range(TRIES + 1):
            with pytest.raises(GivenUp):
                sent_in_hours(hour)
    assert mail.outbox == []
    assert sent_in_hours(TRIES + 1) == len(mail.outbox) == 1


def test_mails_about_it_wait_for_the_day(told: ToldDecision, teacher: User) -> None:
    mails = CaseMail.objects.filter(told=told)
    zone = ZoneInfo("Europe/Sarajevo")
    for hour, go in ((3, False), (12, True)):
        at = (clock.now() + timedelta(days=1)).astimezone(zone).replace(hour=hour)
        assert set(waiting_mails(at)) == (set(mails) if go else set()), hour


def test_a_decision_that_stands_stays(told: ToldDecision, teacher: User, organizer: User) -> None:
    at = clock.now()
    said = answer(told, text="Why?", by=teacher, at=at)
    decide(said, upheld=False, sentence="Two children sat there.", by=organizer, at=at)
    assert not Result.objects.get().counts
    with pytest.raises(CompetitionError):
        decide(said, upheld=True, sentence="Or not.", by=organizer, at=at)
    assert Appeal.objects.get().outcome == "not_upheld"


def test_a_teacher_who_objects_is_not_told_of_it(attempt: Attempt, teacher: User) -> None:
    void(attempt, reason="technical", by=teacher, at=clock.now())
    assert not ToldDecision.objects.exists()
    assert not CaseMail.objects.exists()


@pytest.mark.parametrize(
    ("state", "late", "text", "refusal"),
    [
        pytest.param("live", True, "Why?", lodging.AppealsOver, id="too late"),
        pytest.param("live", False, "Iva was ill.", lodging.NamesAPupil, id="a name"),
        pytest.param("live", False, "Ива је била болесна.", lodging.NamesAPupil, id="in Cyrillic"),
        pytest.param("sealed", False, "Why?", EditionSealed, id="sealed"),
    ],
)
def test_an_answer_is_refused(
    state: str, late: bool, text: str, refusal: type[Exception], told: ToldDecision, teacher: User
) -> None:
    Card.objects.filter(number=2).update(name="Iva Ivić")
    Edition.objects.update(state=state)
    at = told.answer_until if late else told.answer_until - timedelta(seconds=1)
    with pytest.raises(refusal):
        answer(told, text=text, by=teacher, at=at)
    assert not Appeal.objects.exists()


def test_a_class_answers_a_decision_once(told: ToldDecision, teacher: User) -> None:
    answer(told, text="Why?", by=teacher, at=clock.now())
    with pytest.raises(lodging.SaidAlready):
        answer(told, text="Why again?", by=teacher, at=clock.now())


def test_of_a_card_that_has_played_again_nothing_is_taken_back(
    told: ToldDecision, sitting: Sitting, card: Card, teacher: User, organizer: User
) -> None:
    said = answer(told, text="Why?", by=teacher, at=clock.now())
    second = cast.finish(cast.make_attempt(card, sitting), "11110")
    with pytest.raises(CardPlayedAgain):
        decide(said, upheld=True, sentence="Sorry.", by=organizer, at=clock.now())
    assert Appeal.objects.get().ended_at is None
    assert list(Result.objects.filter(counts=True).values_list("attempt", flat=True)) == [second.pk]


def test_late_answers_count_no_longer_and_again(
    attempt: Attempt, organizer: User, teacher: User
) -> None:
    late = clock.now() + timedelta(hours=2)
    Answer.objects.create(attempt=attempt, lease=1, seq=9, question=5, choice=2, received_at=late)
    write_results([attempt.pk], at=clock.now())
    marks = []
    for _ in range(2):
        accept_late(attempt, by=organizer, at=clock.now())
        marks.append(Result.objects.get().choices)
        take_back(Decision.objects.filter(kind="accept_late")[0], by=organizer, at=clock.now())
        marks.append(Result.objects.get().choices)
    assert marks == ["11112", "11111"] * 2


def test_another_teacher_finds_nothing_to_answer(
    client: Client, told: ToldDecision, other_teacher: User
) -> None:
    client.force_login(other_teacher)
    wish = {"decision": told.pk, "text": "Why?"}
    assert client.post(f"{OWN}answer/", wish).status_code == 404
    assert "VII-2" not in client.get(OWN).text

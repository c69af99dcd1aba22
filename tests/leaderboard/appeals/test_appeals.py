"""A teacher's own appeal: lodged in its days, decided once; and what organizers decide is told."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.test import Client

from base import clock
from base.models import OutgoingMail, User
from base.outbox.kinds import NotYet, kind_of
from competition.editions.queries.visible import objections_until
from competition.exceptions import CompetitionError, Refused
from competition.models import Attempt, Edition, EditionStep, Result, Sitting
from competition.sittings.actions.attempts import void
from leaderboard.appeals.queries import appeal_until, old_texts
from leaderboard.models import Appeal
from schools.models import Card
from tests import cast
from tests.forgetting import forget_due
from tests.jobs import do_jobs
from tests.leaderboard.appealing import appeal

PAGE = "/en/staff/editions/2027/appeals/"
DESK = "/en/staff/editions/2027/desk/"
OWN = "/en/staff/appeals/"


def about_a_question(sitting: Sitting, by: User) -> Appeal:
    return appeal(sitting, by=by, question=4)


@pytest.mark.usefixtures("by_day")
def test_an_appeal_goes_from_the_teacher_to_its_end(
    client: Client, over: Sitting, teacher: User, organizer: User
) -> None:
    client.force_login(teacher)
    address = f"{OWN}{over.pk}/"
    wish = {"about": "question", "text": "It has two right answers."}
    assert "Write the number." in client.post(address, wish).text
    assert "There is no such number." in client.post(address, wish | {"question": 99}).text
    client.post(address, wish | {"question": 4, "card": 2})
    said = Appeal.objects.get()
    assert (said.about, said.question, said.card) == ("question", 4, None)
    client.force_login(organizer)
    assert "It has two right answers." in client.get(PAGE).text
    end = {"appeal": said.pk, "act": "refuse", "sentence": ""}
    assert "Write a sentence for the teacher." in client.post(PAGE, end).text
    end["sentence"] = "The second one is too old."
    client.post(PAGE, end)
    assert Appeal.objects.get().outcome == "not_upheld"
    do_jobs()
    [letter] = mail.outbox
    assert letter.to == [teacher.email]
    assert "The second one is too old." in letter.body
    deeds = LogEntry.objects.filter(additional_data__about="question").order_by("pk")
    assert [(one.additional_data["deed"], one.actor) for one in deeds] == [
        ("appealed", teacher),
        ("appeal_not_upheld", organizer),
    ]
    assert "two right" not in str(list(LogEntry.objects.values_list("additional_data", "changes")))


def test_of_two_who_decide_the_second_reads_who_was_first_and_keeps_what_was_written(
    client: Client, over: Sitting, teacher: User, organizer: User
) -> None:
    said = about_a_question(over, teacher)
    end = {"appeal": said.pk, "act": "refuse", "sentence": "The second one is too old."}
    client.force_login(organizer)
    client.post(PAGE, end)
    client.force_login(cast.make_staff("coordinator"))
    page = client.post(PAGE, end | {"act": "uphold", "sentence": "Both were right."}).text
    assert f"Already decided by {organizer}, " in page
    assert "Both were right." in page
    assert Appeal.objects.get().sentence == "The second one is too old."


def test_it_is_lodged_in_the_days_for_it_and_in_those_after_a_decision(
    over: Sitting, card: Card, teacher: User, organizer: User
) -> None:
    until = objections_until(over.entry.edition)
    assert until is not None
    with pytest.raises(Refused, match="days for it are over"):
        appeal(over, by=teacher, about="sitting", at=until)
    appeal(over, by=teacher, about="sitting", at=until - timedelta(seconds=1))
    attempt = cast.finish(cast.make_attempt(card, over), "11111")
    void(Attempt.objects.get(pk=attempt.pk), reason="rules", by=organizer, at=until)
    longer = appeal_until(over)
    assert longer is not None
    assert longer > until
    appeal(over, by=teacher, about="result", card=1, at=longer - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("state", "text", "refusal"),
    [
        ("live", "Iva was ill.", "A pupil is named"),
        ("live", "Ива је била болесна.", "A pupil is named"),
        ("sealed", "Why?", "sealed"),
    ],
    ids=["a name", "in Cyrillic", "sealed"],
)
def test_an_appeal_is_refused(
    state: str, text: str, refusal: str, over: Sitting, card: Card, teacher: User
) -> None:
    Card.objects.filter(pk=card.pk).update(name="Iva Ivić")
    Edition.objects.update(state=state)
    with pytest.raises(CompetitionError, match=refusal):
        appeal(over, by=teacher, about="result", card=1, text=text)
    assert not Appeal.objects.exists()


def test_the_same_is_not_said_twice_at_once(over: Sitting, teacher: User) -> None:
    about_a_question(over, teacher)
    with pytest.raises(Refused, match="open already"):
        about_a_question(over, teacher)


def test_another_country_neither_sees_nor_decides_it(
    client: Client, over: Sitting, teacher: User, edition: Edition
) -> None:
    said = about_a_question(over, teacher)
    abroad = cast.make_country("HR")
    edition.countries.add(abroad)
    client.force_login(cast.make_staff("organizer", country=abroad))
    assert "two right answers" not in client.get(PAGE).text
    end = {"appeal": said.pk, "act": "refuse", "sentence": "No."}
    assert client.post(PAGE, end).status_code == 404


@pytest.mark.usefixtures("by_day")
def test_a_decision_is_told_appealed_against_and_taken_back_where_it_stands(
    client: Client, over: Sitting, card: Card, organizer: User, teacher: User
) -> None:
    attempt = cast.finish(cast.make_attempt(card, over), "11111")
    User.objects.filter(pk=teacher.pk).update(language="en")
    client.force_login(organizer)
    client.post(f"{DESK}decide/", {"act": "void", "attempt": attempt.pk, "reason": "rules"})
    do_jobs()
    [letter] = mail.outbox
    assert letter.to == [teacher.email]
    assert "card 1 of your class VII-2" in letter.body
    assert "Reason: against the rules" in letter.body
    assert f"/en{OWN.removeprefix('/en')}" in letter.body
    client.force_login(teacher)
    way = f"{OWN}{over.pk}/?about=result&amp;card=1"
    assert way in client.get(OWN).text
    assert 'value="1"' in client.get(f"{OWN}{over.pk}/?about=result&card=1").text
    said = {"about": "result", "card": 1, "text": "The network was away."}
    client.post(f"{OWN}{over.pk}/", said)
    client.force_login(organizer)
    assert "Let the attempt count again" in client.get(PAGE).text
    end = {"appeal": Appeal.objects.get().pk, "act": "uphold", "sentence": "We saw the outage."}
    client.post(PAGE, end)
    assert "The result counts as it did" in client.get(PAGE).text
    back = {"act": "back", "attempt": attempt.pk, "from": "appeals"}
    assert client.post(f"{DESK}decide/", back)["Location"] == PAGE
    assert Result.objects.get().counts
    assert "The result counts as it did" not in client.get(PAGE).text
    do_jobs()
    assert ["We saw the outage." in one.body for one in mail.outbox] == [False, True]


def test_a_teacher_who_objects_is_not_told_of_it(over: Sitting, card: Card, teacher: User) -> None:
    attempt = cast.finish(cast.make_attempt(card, over), "11111")
    void(Attempt.objects.get(pk=attempt.pk), reason="technical", by=teacher, at=clock.now())
    assert not OutgoingMail.objects.exists()


def test_mails_about_it_wait_for_the_day(
    over: Sitting, card: Card, organizer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = cast.finish(cast.make_attempt(card, over), "11111")
    void(Attempt.objects.get(pk=attempt.pk), reason="rules", by=organizer, at=clock.now())
    waiting = OutgoingMail.objects.get()
    day = (clock.now() + timedelta(days=1)).astimezone(ZoneInfo("Europe/Sarajevo"))
    monkeypatch.setattr(clock, "now", lambda: day.replace(hour=3))
    with pytest.raises(NotYet):
        kind_of(waiting).write(waiting)
    monkeypatch.setattr(clock, "now", lambda: day.replace(hour=12))
    assert kind_of(waiting).write(waiting) is not None


def test_words_go_half_a_year_after_the_results(
    over: Sitting, teacher: User, edition: Edition
) -> None:
    said = about_a_question(over, teacher)
    at = clock.now() - timedelta(days=181)
    EditionStep.objects.create(
        edition=edition, before="sealed", after="published", by=teacher, at=at
    )
    assert old_texts(clock.now()).exists()
    forget_due()
    said.refresh_from_db()
    assert (said.text, said.question) == ("", 4)

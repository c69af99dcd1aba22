"""A teacher's own appeal: lodged in its days, decided once, and the seal waits for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.test import Client

from base import clock
from base.models import User
from competition.editions.queries.visible import objections_until
from competition.models import Edition, EditionStep, Sitting
from competition.setup.actions.steps import NotReady
from competition.sittings.actions.sittings import close
from leaderboard.appeals.actions import lodging
from leaderboard.appeals.actions.lodging import lodge
from leaderboard.appeals.queries.waiting_cases import old_texts
from leaderboard.models import Appeal, CaseMail
from leaderboard.seals.actions.sealing import confirm, propose
from schools.models import Country
from tests import cast
from tests.forgetting import forget_due
from tests.jobs import do_jobs

PAGE = "/en/staff/editions/2027/appeals/"


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


@pytest.fixture
def over(sitting: Sitting, teacher: User) -> Sitting:
    """An official sitting that is closed."""
    close(sitting, by=teacher, at=clock.now())
    return Sitting.objects.get(pk=sitting.pk)


def said(sitting: Sitting, by: User, text: str = "It has two right answers.") -> Appeal:
    return lodge(sitting, about="question", question=4, text=text, by=by, at=clock.now())


@pytest.mark.usefixtures("by_day")
def test_an_appeal_goes_from_the_teacher_to_its_end(
    client: Client, over: Sitting, teacher: User, organizer: User
) -> None:
    client.force_login(teacher)
    address = f"/en/staff/appeals/{over.pk}/"
    wish = {"about": "question", "text": "It has two right answers."}
    assert "Write the number." in client.post(address, wish).text
    assert "There is no such number." in client.post(address, wish | {"question": 99}).text
    client.post(address, wish | {"question": 4, "card": 2})
    appeal = Appeal.objects.get()
    assert (appeal.about, appeal.question, appeal.card) == ("question", 4, None)
    client.force_login(organizer)
    assert "It has two right answers." in client.get(PAGE).text
    end = {"appeal": appeal.pk, "act": "refuse", "sentence": "The second one is too old."}
    client.post(f"{PAGE}decide/", end)
    client.post(f"{PAGE}decide/", end | {"act": "uphold"})
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
    appeal = said(over, teacher)
    end = {"appeal": appeal.pk, "act": "refuse", "sentence": "The second one is too old."}
    client.force_login(organizer)
    client.post(f"{PAGE}decide/", end)
    client.force_login(cast.make_staff("coordinator"))
    late = end | {"act": "uphold", "sentence": "Both were right."}
    page = client.post(f"{PAGE}decide/", late).text
    assert f"Already decided by {organizer}, " in page
    assert "Both were right." in page
    assert Appeal.objects.get().sentence == "The second one is too old."


def test_the_window_is_that_of_objections(over: Sitting, teacher: User) -> None:
    until = objections_until(over.entry.edition)
    assert until is not None
    with pytest.raises(lodging.AppealsOver):
        lodge(over, about="sitting", text="Noise.", by=teacher, at=until)
    lodge(over, about="sitting", text="Noise.", by=teacher, at=until - timedelta(seconds=1))


def test_the_same_is_not_said_twice_at_once(over: Sitting, teacher: User, client: Client) -> None:
    first = said(over, teacher)
    with pytest.raises(lodging.SaidAlready):
        said(over, teacher)
    client.force_login(teacher)
    client.post("/en/staff/appeals/withdraw/", {"appeal": first.pk})
    assert Appeal.objects.get().outcome == "withdrawn"
    said(over, teacher)


def test_another_country_neither_sees_nor_decides_it(
    client: Client, over: Sitting, teacher: User, edition: Edition
) -> None:
    appeal = said(over, teacher)
    abroad = cast.make_country("HR")
    edition.countries.add(abroad)
    client.force_login(cast.make_staff("organizer", country=abroad))
    assert "two right answers" not in client.get(PAGE).text
    end = {"appeal": appeal.pk, "act": "refuse", "sentence": "No."}
    assert client.post(f"{PAGE}decide/", end).status_code == 404


def test_the_seal_waits_until_the_leader_says_why_it_need_not(
    client: Client, reviewed: Edition, first: User, superuser: User, country: Country
) -> None:
    sitting = Sitting.objects.filter(entry__school_class__school__country=country).earliest("pk")
    teacher = sitting.opened_by
    appeal = said(sitting, teacher)
    seal = propose(reviewed, by=first, at=clock.now())
    with pytest.raises(NotReady):
        confirm(seal, by=superuser, at=clock.now(), seen=True)
    client.force_login(first)
    assert ": VII-0, BA 0, a question." in client.get("/en/staff/editions/2027/seal/").text
    leave = {"appeal": appeal.pk, "act": "leave", "sentence": ""}
    client.force_login(cast.make_staff("organizer", country=country))
    wish = leave | {"sentence": "It moves nobody."}
    assert client.post(f"{PAGE}decide/", wish).status_code == 404
    client.force_login(first)
    client.post(f"{PAGE}decide/", leave)
    long = client.post(f"{PAGE}decide/", leave | {"sentence": "x" * 301}, follow=True)
    assert "at most 300 characters" in long.text
    assert Appeal.objects.get().left_open_at is None
    client.post(f"{PAGE}decide/", wish)
    confirm(seal, by=superuser, at=clock.now(), seen=True)
    assert Appeal.objects.get().left_open_why == "It moves nobody."


def test_words_go_half_a_year_after_the_results_and_mails_after_three_months(
    over: Sitting, teacher: User, edition: Edition
) -> None:
    appeal = said(over, teacher)
    CaseMail.objects.create(user=teacher, appeal=appeal, made_at=clock.now())
    at = clock.now() - timedelta(days=181)
    EditionStep.objects.create(
        edition=edition, before="sealed", after="published", by=teacher, at=at
    )
    assert old_texts(clock.now()).exists()
    forget_due()
    appeal.refresh_from_db()
    assert (appeal.text, appeal.question, CaseMail.objects.count()) == ("", 4, 1)
    forget_due(clock.now() + timedelta(days=91))
    assert not CaseMail.objects.exists()

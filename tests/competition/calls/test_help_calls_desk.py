"""Calls for help: asked once, taken by one, answered in the own language, forgotten in time."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from competition.calls import actions
from competition.calls.prepared_answers import SENTENCES
from competition.calls.queries import counts_of, open_calls
from competition.config.runner import JOBS
from competition.editions.queries.help_line import help_line_of
from competition.exceptions import CallClosed, CallTaken, NotYourCall, TooManyCalls
from competition.lab.actions import forget_checks
from competition.models import Edition, HelpCall, HelpStep, Sitting
from competition.rules.help_calls import HELD, MOST_A_DAY, MOST_OPEN
from competition.sittings.actions.sittings import close
from schools.models import Contact, Country, Region, Role, School, User
from schools.people.actions.invitations import forget_helpers
from tests import cast

REASONS = [reason.value for reason in HelpCall.Reason]


def ask(
    school: School,
    by: User,
    *,
    at: datetime,
    reason: str = "network",
    sitting: Sitting | None = None,
    phone: str = "",
) -> HelpCall:
    edition = sitting.entry.edition if sitting else Edition.objects.first()
    return actions.ask(
        school, reason=reason, sitting=sitting, edition=edition, phone=phone, by=by, at=at
    )


@pytest.fixture
def call(sitting: Sitting, school: School, teacher: User, now: datetime) -> HelpCall:
    return ask(school, teacher, at=now, sitting=sitting, phone="+387 61 123 456")


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


def steps(call: HelpCall) -> list[str]:
    return list(call.steps.values_list("kind", flat=True))


# ---------------------------------------------------------------- asking


def test_who_asks_the_same_again_has_the_same_call(
    call: HelpCall, school: School, sitting: Sitting, teacher: User, now: datetime
) -> None:
    for _ in range(50):
        assert ask(school, teacher, at=now, sitting=sitting) == call
    assert (HelpCall.objects.count(), steps(call)) == (1, ["asked"])


def test_there_is_an_end_to_asking(school: School, teacher: User, now: datetime) -> None:
    for reason in REASONS[:MOST_OPEN]:
        ask(school, teacher, at=now, reason=reason)
    with pytest.raises(TooManyCalls):
        ask(school, teacher, at=now, reason=REASONS[MOST_OPEN])
    HelpCall.objects.update(closed_at=now)
    for _ in range(MOST_A_DAY - MOST_OPEN):
        actions.close_own_call(ask(school, teacher, at=now), by=teacher, at=now)
    with pytest.raises(TooManyCalls):
        ask(school, teacher, at=now)
    assert ask(school, teacher, at=now + timedelta(days=1)).is_open


def test_a_number_goes_at_midnight_and_with_the_call(
    call: HelpCall, school: School, teacher: User, now: datetime
) -> None:
    assert call.phone_until is not None
    assert actions.forget_phones(at=call.phone_until - timedelta(seconds=1)) == 0
    assert actions.forget_phones(at=call.phone_until) == 1
    other = ask(school, teacher, at=now, phone="061 123 456")
    actions.close_own_call(other, by=teacher, at=now)
    assert set(HelpCall.objects.values_list("phone", "phone_until")) == {("", None)}
    jobs = {actions.forget_calls, actions.forget_phones, forget_checks, forget_helpers}
    assert jobs <= set(JOBS)


def test_a_call_with_its_steps_goes_after_two_years(call: HelpCall) -> None:
    end = call.asked_at.replace(minute=0, second=0) + timedelta(days=730)
    assert actions.forget_calls(at=end) == 0
    assert actions.forget_calls(at=end + timedelta(hours=1, minutes=1)) == 0
    assert actions.forget_calls(at=end + timedelta(hours=1)) == 2
    assert not HelpCall.objects.exists()


# ---------------------------------------------------------------- seeing to it


def test_a_call_is_taken_answered_and_closed(
    call: HelpCall, organizer: User, now: datetime
) -> None:
    with pytest.raises(NotYourCall):
        actions.answer(call, sentence="go_on", by=organizer, at=now)
    actions.take(call, by=organizer, at=now)
    actions.answer(call, sentence="go_on", by=organizer, at=now)
    actions.close_call(call, by=organizer, at=now)
    with pytest.raises(CallClosed):
        actions.take(call, by=organizer, at=now)
    assert steps(call) == ["asked", "taken", "answered", "closed"]


def test_who_says_nothing_for_ten_minutes_can_be_relieved(
    call: HelpCall, organizer: User, superuser: User, now: datetime
) -> None:
    actions.take(call, by=organizer, at=now)
    with pytest.raises(CallTaken):
        actions.take(call, by=superuser, at=now + HELD - timedelta(seconds=1))
    actions.take(call, by=superuser, at=now + HELD)
    actions.give_back(call, by=superuser, at=now + HELD)
    assert steps(call) == ["asked", "taken", "taken", "given_back"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_at_once_one_has_it_and_the_other_is_told(
    call: HelpCall, organizer: User, superuser: User, now: datetime
) -> None:
    def press(by: User) -> str:
        try:
            actions.take(call, by=by, at=now)
        except CallTaken as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as both:
        said = list(both.map(press, [organizer, superuser]))
    call.refresh_from_db()
    assert sorted(map(bool, said)) == [False, True]
    assert str(call.taken_by) in "".join(said)
    assert steps(call).count(HelpStep.Kind.TAKEN) == 1


# ---------------------------------------------------------------- the pages


@pytest.fixture
def desk(organizer: User, client: Client) -> Client:
    client.force_login(organizer)
    return client


def panel(call: HelpCall, language: str) -> str:
    """What the teacher's monitor shows."""
    client = Client()
    client.force_login(call.asked_by)
    with translation.override(language):
        path = reverse("competition:help_panel")
    html: str = client.get(path, {"sitting": str(call.sitting_id)}).json()["html"]
    return html


def test_the_teacher_reads_the_answer_in_the_own_language(
    call: HelpCall, desk: Client, organizer: User
) -> None:
    assert "has arrived, waits" in panel(call, "en")
    act = reverse("competition:act_on_call", args=[call.pk])
    desk.post(act, {"action": "take"})
    assert "somebody is on it" in panel(call, "en")
    desk.post(act, {"action": "answer", "sentence": "router"})
    with translation.override("hr"):
        sentence = str(SENTENCES[HelpCall.Reason.NETWORK]["router"])
    assert sentence in panel(call, "hr")
    assert desk.post(act, {"action": "answer", "sentence": "Vedad"}).status_code == 404


def test_who_is_told_to_end_the_quiz_is_told_the_button_that_lets_the_class_sit_again(
    sitting: Sitting, teacher: User, client: Client, now: datetime
) -> None:
    [button] = re.findall("“(.+?)”", str(SENTENCES[HelpCall.Reason.NETWORK]["another_day"]))
    cast.make_attempt(sitting.entry.school_class.cards.earliest("number"), sitting)
    close(sitting, by=teacher, at=now)
    client.force_login(teacher)
    assert button in client.get(reverse("competition:sitting", args=[sitting.pk])).text


def test_an_answer_about_a_number_is_offered_only_where_one_is_entered(
    desk: Client, sitting: Sitting, school: School, teacher: User, organizer: User, now: datetime
) -> None:
    call = ask(school, teacher, at=now, reason="child", sitting=sitting)
    actions.take(call, by=organizer, at=now)
    path = reverse("competition:help_call", args=[call.pk])

    def offered() -> set[str]:
        return set(re.findall(r'name="sentence"\s+value="(\w+)"', desk.get(path).text))

    assert offered() == {"stay", "pause", "looking"}
    ask(school, teacher, at=now, reason="child", sitting=sitting, phone="061 123 456")
    before = offered()
    assert before == {"stay", "pause", "looking", "calling"}
    country = school.country
    Contact.objects.create(country=country, kind="helpline", names={"en": "Blue"}, phone="1209")
    actions.set_help_line(
        sitting.entry.edition, country, phone="+387 33 123 456", opens=None, closes=None
    )
    assert offered() - before == {"helpline", "call_us"}


def test_a_call_stands_on_the_day_at_once_and_is_counted(
    call: HelpCall, desk: Client, organizer: User, edition: Edition
) -> None:
    figures = reverse("leaderboard:day_figures")
    html = desk.get(figures).json()["html"]
    assert "1 teacher asks for help" in html
    assert "No network" in html
    assert "pupils come in" in html
    assert [(one.asked, one.taken) for one in counts_of(organizer, edition)] == [(1, 0)]
    elsewhere = Region.objects.create(country_id="BA", code="BA-9", level="canton", path="/0/")
    html = desk.get(figures, {"region": elsewhere.pk}).json()["html"]
    assert "asks for help" not in html


def test_a_child_gets_guidance_at_once_and_no_field(
    client: Client, sitting: Sitting, teacher: User, country: Country
) -> None:
    Contact.objects.create(country=country, kind="helpline", names={"en": "Blue"}, phone="1209")
    client.force_login(teacher)
    path = f"{reverse('competition:ask_help')}?sitting={sitting.pk}"
    page = client.post(path, {"reason": "child"}, follow=True).text
    assert "A child: what to do now" in page
    assert "1209" in page
    assert "<textarea" not in page
    stored = HelpCall.objects.get()
    assert (stored.reason, stored.sitting, stored.phone) == ("child", sitting, "")


def test_looking_at_the_monitor_is_on_record_and_shows_no_name(
    call: HelpCall, desk: Client, sitting: Sitting
) -> None:
    card = sitting.entry.school_class.cards.earliest("number")
    card.name = "Vedad Imamović"
    card.save()
    path = reverse("competition:watch_sitting", args=[sitting.pk])
    pages = [desk.get(path, {"call": call.pk}).text for _ in range(2)]
    state = desk.get(reverse("competition:watched_state", args=[sitting.pk])).text
    for text in (*pages, state):
        assert "Vedad" not in text
        assert card.pin not in text
        assert sitting.code not in text
        assert f"seats/{card.pk}" not in text
    assert steps(call) == ["asked", "watched"]


def test_the_organizers_number_stands_beside_the_call(
    call: HelpCall, desk: Client, edition: Edition, country: Country
) -> None:
    path = reverse("competition:help_lines")
    line = {"country": "BA", "phone": "+387 33 123 456", "opens": "08:00", "closes": "16:00"}
    desk.post(path, line)
    text = panel(call, "en")
    assert "+387 33 123 456" in text
    assert "08:00–16:00" in text
    assert "Give both hours" in desk.post(path, line | {"closes": ""}).text
    desk.post(path, {"country": "BA", "phone": ""})
    assert help_line_of(edition, country) is None


def test_the_list_takes_one_statement(
    call: HelpCall,
    organizer: User,
    school: School,
    teacher: User,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for reason in ("join", "other"):
        ask(school, teacher, at=now, reason=reason)
    actions.take(call, by=organizer, at=now)
    with django_assert_num_queries(2):  # the roles, and the calls
        found = open_calls(organizer)
        assert [str(one.school.region) and one.reason for one in found] == [
            *("join", "other"),
            "network",
        ]


# ---------------------------------------------------------------- helpers for the day


def make_helper(country: Country, ends_at: datetime) -> User:
    user = User.objects.create_user(f"helper-{country.pk}@example.org", cast.PASSWORD)
    at = ends_at - timedelta(days=1)
    Role.objects.create(user=user, kind="helper", country=country, approved_at=at, ends_at=ends_at)
    return cast.give_second_factor(user)


@pytest.fixture
def helper(country: Country, now: datetime) -> User:
    return make_helper(country, now + timedelta(hours=1))


def opened(client: Client, call: HelpCall) -> set[int]:
    """What came of asking for everything a helper may see of a call and its sitting."""
    one, sitting = [call.pk], [call.sitting_id]
    pages = [
        reverse("competition:help_call", args=one),
        reverse("competition:watch_sitting", args=sitting),
        reverse("competition:watched_state", args=sitting),
    ]
    act = client.post(reverse("competition:act_on_call", args=one), {"action": "take"}, follow=True)
    return {act.status_code, *(client.get(page).status_code for page in pages)}


def test_a_helper_takes_calls_and_changes_nothing_else(
    call: HelpCall, helper: User, client: Client, sitting: Sitting
) -> None:
    client.force_login(helper)
    page = client.get(reverse("competition:classes"), follow=True).text
    assert "1 teacher asks for help" in page
    assert reverse("competition:notices") not in page
    assert opened(client, call) == {200}
    call.refresh_from_db()
    assert call.taken_by == helper
    act = reverse("competition:act", args=[sitting.pk])
    assert client.post(act, {"action": "start"}).status_code == 404


def test_after_the_end_a_helper_sees_nothing(
    call: HelpCall, client: Client, country: Country, now: datetime
) -> None:
    client.force_login(make_helper(country, now))
    assert opened(client, call) == {404}
    assert client.get(reverse("leaderboard:day")).status_code == 404
    assert client.get(reverse("competition:help_calls")).status_code == 404


def test_a_helper_of_a_country_without_an_edition_comes_to_the_calls(
    client: Client, country: Country, now: datetime
) -> None:
    client.force_login(make_helper(country, now + timedelta(hours=1)))
    page = client.get(reverse("leaderboard:day"), follow=True)
    assert page.redirect_chain == [(reverse("competition:help_calls"), 302)]
    assert page.status_code == 200


def test_a_helper_of_another_area_sees_the_own_day_alone(
    call: HelpCall, client: Client, edition: Edition, now: datetime
) -> None:
    abroad = cast.make_country("HR")
    edition.windows.create(country=abroad, opens_at=now, closes_at=now + timedelta(hours=1))
    client.force_login(make_helper(abroad, now + timedelta(hours=1)))
    assert opened(client, call) == {404}
    assert client.get(reverse("leaderboard:day"), {"country": "BA"}).status_code == 404
    assert "1 teacher asks for help" not in client.get(reverse("competition:calls_list")).text

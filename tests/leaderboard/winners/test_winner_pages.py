"""Pages of winners: a teacher's, and the organizer's table with its columns."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.models import Edition
from leaderboard.models import Award, Winner, WinnersPlan
from leaderboard.winners.actions.handing import mark_winners
from leaderboard.winners.actions.teachers_word import confirm_winner, decline_winner
from leaderboard.winners.actions.telling import tell_new, tell_what_came_later
from leaderboard.winners.queries import winner_table as winner_table_module
from leaderboard.winners.queries.teacher_steps import winner_steps
from leaderboard.winners.queries.winner_table import winner_table
from schools.models import Card, Country, Role
from tests import cast
from tests.leaderboard.sealed import award
from tests.leaderboard.winners.conftest import teacher_of, winner_now


def act(client: Client, do: str, **more: str) -> None:
    """One step of the winner, as its page does it."""
    address = reverse("leaderboard:act_on_winner", args=[winner_now().pk])
    client.post(address, {"do": do, **more})


def test_the_way_of_a_teacher(told: WinnersPlan, client: Client) -> None:
    one = winner_now()
    teacher = teacher_of(one)
    client.force_login(teacher)
    Card.objects.filter(pk=one.award.attempt.card_id).update(name="Lamija Hodžić")
    assert [step.state for step in winner_steps(teacher)] == ["open"]
    assertContains(client.get(reverse("competition:classes")), 'aria-current="step"', count=1)
    client.post(reverse("leaderboard:confirm_winners"))
    # The name on the card is offered once the consent is there, and never before.
    page = reverse("leaderboard:winner", args=[one.pk])
    assertNotContains(client.get(page), "Lamija")
    day = timezone.localdate(clock.now())
    act(client, "name", name="Lamija Hodžić")
    act(client, "consent", on=f"{day:%d.%m.%Y}", signed="on", school="on")
    assertContains(client.get(page), 'value="Lamija Hodžić"')
    act(client, "name", name=" Lamija  Hodžić ")
    act(client, "tell")
    act(client, "comes")
    one = winner_now()
    assert one.confirmed_by == teacher
    assert (one.name, one.consent_on, one.comes) == ("Lamija Hodžić", day, True)
    assert one.names_school
    assert [step.state for step in winner_steps(teacher)] == ["done"]


def test_a_teacher_without_a_name_is_led_to_where_it_is_entered(
    told: WinnersPlan, client: Client
) -> None:
    teacher = teacher_of(winner_now())
    client.force_login(teacher)
    page = reverse("leaderboard:my_winners")
    words = "Your own diploma needs your name."
    assertNotContains(client.get(page), words)
    User.objects.filter(pk=teacher.pk).update(name="")
    assertContains(client.get(page), words)
    assertContains(client.get(page), f'href="{reverse("mfa_index")}">Enter it on your account')
    assertContains(client.get(reverse("leaderboard:own_diplomas")), words)
    school = winner_now().award.attempt.entry.school_class.school
    colleague = cast.make_teacher(school, "colleague@example.org")
    User.objects.filter(pk=colleague.pk).update(name="")
    client.force_login(colleague)
    assertNotContains(client.get(page), words)


def test_the_ceremony_begins_by_the_clocks_of_the_teachers_country(
    told: WinnersPlan, client: Client
) -> None:
    one = winner_now()
    country = one.award.attempt.entry.school_class.school.country_id
    Country.objects.filter(pk=country).update(timezone="Europe/Sofia")
    WinnersPlan.objects.update(ceremony_at=datetime(2027, 3, 5, 17, 0, tzinfo=UTC))
    client.force_login(teacher_of(one))
    client.post(reverse("leaderboard:confirm_winners"))
    act(client, "tell")
    for page in (reverse("leaderboard:my_winners"), reverse("leaderboard:winner", args=[one.pk])):
        assertContains(client.get(page), "Ceremony: 5 March 2027, 19:00.")


def test_an_organizer_reads_no_name_from_a_card(told: WinnersPlan, client: Client) -> None:
    one = winner_now()
    teacher = teacher_of(one)
    Card.objects.filter(pk=one.award.attempt.card_id).update(name="Lamija Hodžić")
    client.force_login(teacher)
    day = timezone.localdate(clock.now())
    act(client, "confirm")
    act(client, "consent", on=f"{day:%d.%m.%Y}", signed="on")
    page = reverse("leaderboard:winner", args=[one.pk])
    assertContains(client.get(page), "Lamija")
    country = one.award.attempt.entry.school_class.school.country_id
    organizer = cast.make_staff("organizer", country_id=country)
    client.force_login(organizer)
    shown = client.get(page)
    assertNotContains(shown, "Lamija")
    # Nor the address of who confirmed it.
    assertNotContains(shown, teacher.email)
    assertContains(shown, 'value="withdraw"')
    WinnersPlan.objects.update(names_until=day)
    assertContains(client.get(page), 'value="withdraw"')


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"on": "01.01.2090", "signed": "on"}, "signed today or in the last year"),
        ({"on": "01.01.2001", "signed": "on"}, "signed today or in the last year"),
        ({"on": "soon", "signed": "on"}, "Write day, month and year"),
        ({"on": "{today}"}, "field-error"),
    ],
)
def test_a_consent_is_not_written_down_by_a_slip(
    told: WinnersPlan, client: Client, form: dict[str, str], expected: str
) -> None:
    one = winner_now()
    client.force_login(teacher_of(one))
    act(client, "confirm")
    today = f"{timezone.localdate(clock.now()):%d.%m.%Y}"
    address = reverse("leaderboard:act_on_winner", args=[one.pk])
    told_form = {name: text.format(today=today) for name, text in form.items()}
    assertContains(client.post(address, {"do": "consent", **told_form}), expected)
    assert winner_now().consent_at is None


def test_what_is_not_wanted_is_asked_twice(told: WinnersPlan, client: Client) -> None:
    one = winner_now()
    client.force_login(teacher_of(one))
    act(client, "decline", reason="pupil")
    assert winner_now() == one
    act(client, "decline", reason="pupil", sure="on")
    assert winner_now().instead_of == one


def test_the_form_for_guardians_is_a_page(told: WinnersPlan, client: Client) -> None:
    client.force_login(teacher_of(winner_now()))
    response = client.get(reverse("leaderboard:consent_form", args=[winner_now().pk]))
    assert response.content.startswith(b"%PDF")


def test_awards_for_points_are_shown_and_ask_for_nothing(
    dated: WinnersPlan, client: Client
) -> None:
    rule = award(dated.edition, "threshold", least=10)
    Award.objects.update(rule=rule)
    teacher = Award.objects.earliest("pk").attempt.entry.school_class.teachers.get()
    client.force_login(teacher)
    assertContains(client.get(reverse("leaderboard:my_winners")), "The threshold")
    assert winner_steps(teacher) == []


def test_dates_are_offered_and_teachers_told_by_a_press(
    dated: WinnersPlan, client: Client, superuser: User
) -> None:
    slug = dated.edition.slug
    dated.delete()
    client.force_login(superuser)
    page = client.get(reverse("leaderboard:winners_plan", args=[slug]))
    offered = page.context["form"]
    typed = {name: offered[name].value() for name in ("confirm_by", "names_until")}
    written = {name: f"{day:%d/%m/%Y}" for name, day in typed.items()}
    client.post(page.wsgi_request.path, {**written, "ceremony_place": "City hall"})
    assert WinnersPlan.objects.get().names_until == typed["names_until"]
    wrong = {**written, "names_until": written["confirm_by"]}
    assertContains(client.post(page.wsgi_request.path, wrong), "after all the others")
    client.post(reverse("leaderboard:tell_winners", args=[slug]))
    tell_what_came_later(at=clock.now())
    assert winner_now().confirm_by == typed["confirm_by"]


def test_columns_are_ticked_for_many_of_the_own_area(
    told: WinnersPlan, client: Client, country: Country
) -> None:
    one = winner_now()
    confirm_winner(one, by=teacher_of(one), at=clock.now())
    at_home = one.award.attempt.entry.school_class.school.country_id == country.pk
    there, elsewhere = ("BA", "HR") if at_home else ("HR", "BA")
    organizers = {
        code: cast.make_staff(kind, country_id=code)
        for code, kind in (("BA", "organizer"), ("HR", "editor"))
    }
    Role.objects.filter(kind="editor").update(kind="organizer")
    address = reverse("leaderboard:mark_winners", args=[told.edition.slug])
    for code, expected in ((elsewhere, False), (there, True)):
        client.force_login(organizers[code])
        client.post(address, {"mark": "invited", "winner": [str(one.pk)]})
        assert (winner_now().invited_at is not None) is expected


def test_only_who_is_confirmed_gets_a_tick(told: WinnersPlan) -> None:
    assert mark_winners(Winner.objects.all(), mark="comes", at=clock.now()) == 0
    confirm_winner(winner_now(), by=teacher_of(winner_now()), at=clock.now())
    assert mark_winners(Winner.objects.all(), mark="handed_over", at=clock.now()) == 1
    mark_winners(Winner.objects.all(), mark="not_handed_over", at=clock.now())
    assert winner_now().handed_over_at is None


def test_each_award_has_a_form_of_its_own_and_reserves_are_never_cut_off(
    told: WinnersPlan, client: Client, superuser: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(winner_table_module, "MOST_IN_TABLE", 1)
    (block,) = winner_table(told.edition, "en", None)
    assert (len(block.held), len(block.reserves)) == (1, 1)
    client.force_login(superuser)
    page = reverse("leaderboard:winner_table", args=[told.edition.slug])
    assertNotContains(client.get(page), 'value="handed_over"')
    one = winner_now()
    confirm_winner(one, by=teacher_of(one), at=clock.now())
    assertContains(client.get(page), 'value="handed_over"', count=1)
    address = reverse("leaderboard:mark_winners", args=[told.edition.slug])
    # A number that is no row's is nobody's; what is no number is refused.
    client.post(address, {"mark": "invited", "winner": ["0", str(one.pk)]})
    assert winner_now().invited_at
    client.post(address, {"mark": "not_invited", "winner": [str(one.pk), "x"]})
    assert winner_now().invited_at


def test_the_table_tells_what_passed_on_and_why(
    told: WinnersPlan, client: Client, superuser: User
) -> None:
    gone = winner_now()
    decline_winner(gone, reason="left", at=clock.now())
    (block,) = winner_table(told.edition, "en", None)
    assert [one.winner for one in block.held] == [winner_now()]
    assert [(one.winner, one.went) for one in block.gone] == [(gone, "went to reserve 1")]
    while Winner.objects.filter(passed_on_at=None).exists():
        decline_winner(winner_now(), reason="pupil", at=clock.now())
    (block,) = winner_table(told.edition, "en", None)
    assert block.held == []
    assert block.gone[-1].went == "not given: no reserve is left"
    client.force_login(superuser)
    page = client.get(reverse("leaderboard:winner_table", args=[told.edition.slug]))
    assertContains(page, "the pupil has left the school")


def test_whom_no_mail_reaches_is_named(told: WinnersPlan) -> None:
    (block,) = winner_table(told.edition, "en", None)
    assert [one.unreached for one in block.held] == [False]
    winner_now().award.attempt.entry.school_class.teachers.clear()
    (block,) = winner_table(told.edition, "en", None)
    assert [one.unreached for one in block.held] == [True]


def test_any_number_of_winners_costs_the_same(
    reviewed: Edition, first: User, superuser: User, told: WinnersPlan,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    with django_assert_max_num_queries(16):
        winner_table(told.edition, "en", None)
    Award.objects.filter(reserve__gt=0).update(place=1, reserve=0)
    tell_new(told, at=clock.now())
    with django_assert_max_num_queries(16):
        winner_table(told.edition, "en", None)

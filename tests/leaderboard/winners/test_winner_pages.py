"""Pages of winners: a teacher's, and the organizer's table with its columns."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from base import clock
from base.models import User
from leaderboard.models import Winner, WinnersPlan
from leaderboard.winners.actions import confirm_winner, mark_winners
from leaderboard.winners.queries import winner_lines
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
    Card.objects.filter(attempts=one.attempt).update(name="Lamija Hodžić")
    assert "for your word" in winner_lines(teacher)[0].what_waits
    assertContains(client.get(reverse("competition:classes")), reverse("leaderboard:my_winners"))
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
    assert winner_lines(teacher)[0].what_waits == "Confirmed, and the pupils know."


def test_an_organizer_reads_no_name_from_a_card(told: WinnersPlan, client: Client) -> None:
    one = winner_now()
    teacher = teacher_of(one)
    Card.objects.filter(attempts=one.attempt).update(name="Lamija Hodžić")
    client.force_login(teacher)
    day = timezone.localdate(clock.now())
    act(client, "confirm")
    act(client, "consent", on=f"{day:%d.%m.%Y}", signed="on")
    page = reverse("leaderboard:winner", args=[one.pk])
    assertContains(client.get(page), "Lamija")
    country = one.school_class.school.country_id
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
    assert Winner.objects.get(pk=one.pk).gone_why == "declined"


def test_the_form_for_guardians_is_a_page(told: WinnersPlan, client: Client) -> None:
    client.force_login(teacher_of(winner_now()))
    response = client.get(reverse("leaderboard:consent_form", args=[winner_now().pk]))
    assert response.content.startswith(b"%PDF")


def test_awards_for_points_are_shown_and_ask_for_nothing(
    dated: WinnersPlan, client: Client
) -> None:
    rule = award(dated.edition, "threshold", least=10)
    Winner.objects.update(rule=rule)
    teacher = teacher_of(Winner.objects.get(reserve=0))
    client.force_login(teacher)
    assertContains(client.get(reverse("leaderboard:my_winners")), "The threshold")
    assert winner_lines(teacher) == []


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
    assert winner_now().confirm_by == typed["confirm_by"]


def test_columns_are_ticked_for_many_of_the_own_area(
    told: WinnersPlan, client: Client, country: Country
) -> None:
    one = winner_now()
    confirm_winner(one, by=teacher_of(one), at=clock.now())
    at_home = one.school_class.school.country_id == country.pk
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


def test_whom_no_mail_reaches_is_named(told: WinnersPlan, client: Client, superuser: User) -> None:
    client.force_login(superuser)
    table, said = reverse("leaderboard:winner_table", args=["2027"]), "No teacher can be told"
    assertNotContains(client.get(table), said)
    winner_now().school_class.teachers.clear()
    assertContains(client.get(table), said)
